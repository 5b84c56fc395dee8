"""Keys of the picture of a graph's flow."""

from __future__ import annotations

from tbtui.keys.model import Footers, Key, Where

_F = Where.FLOW

# fmt: off
KEYS: tuple[Key, ...] = (
    Key("flow.down", "j,down", "j ↓", "follow('down')", "Follow",
        "Along an arrow to a box below", _F, command=False),
    Key("flow.up", "k,up", "k ↑", "follow('up')", "Follow",
        "Along an arrow to a box above", _F, command=False),
    Key("flow.left", "h,left", "h ←", "follow('left')", "Beside",
        "To the box on the left", _F, command=False),
    Key("flow.right", "l,right", "l →", "follow('right')", "Beside",
        "To the box on the right", _F, command=False),
    Key("flow.input", "i", "i", "cycle('inputs')", "Inputs",
        "To an input of the node; again: to its next input", _F),
    Key("flow.output", "o", "o", "cycle('outputs')", "Outputs",
        "To an output of the node; again: to its next output", _F),
    Key("flow.enter", "enter,space", "Enter", "enter", "Open",
        "Draw what is in a scope, or go to what a name at the rim stands for", _F, command=False),
    Key("flow.leave", "u", "u", "leave", "Parent",
        "Draw what is around the scope", _F, command=False),
    Key("flow.turn", "v", "v", "turn", "Turn",
        "Inputs at the top, or at the bottom", _F),
    Key("flow.density", "z", "z", "change_density", "Compact",
        "Boxes of one row, or with frames", _F),
    Key("flow.aside", "x", "x", "pull_aside", "Aside",
        "Pull nodes with many neighbours out of the flow, or leave them in", _F),
    Key("flow.pan_left", "H", "H", "pan(-1, 0)", "Pan", "Look further left", _F, command=False),
    Key("flow.pan_down", "J,pagedown", "J PgDn", "pan(0, 1)", "Pan", "Look further down",
        _F, command=False),
    Key("flow.pan_up", "K,pageup", "K PgUp", "pan(0, -1)", "Pan", "Look further up",
        _F, command=False),
    Key("flow.pan_right", "L", "L", "pan(1, 0)", "Pan", "Look further right", _F, command=False),
    Key("flow.centre", "c", "c", "centre", "Centre", "Bring the selected box to the middle", _F),
)
# fmt: on

FOOTERS: Footers = {
    Where.FLOW: (
        ("flow.down", "flow.up"),
        ("flow.input", "flow.output"),
        ("flow.enter",),
        ("flow.leave",),
        ("graph.trace",),
        ("graph.beside",),
        ("help",),
    ),
}
