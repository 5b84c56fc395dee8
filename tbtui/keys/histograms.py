"""Keys of the Histograms tab, most of which are those of Distributions, too."""

from __future__ import annotations

from tbtui.keys.model import Footers, Key, Where

_H, _C = Where.HISTOGRAMS, Where.HISTOGRAM_CARDS

# fmt: off
KEYS: tuple[Key, ...] = (
    Key("cards.next", "j,down", "j ↓", "screen.focus_chart(1)", "Card", "Next card", _C),
    Key("cards.previous", "k,up", "k ↑", "screen.focus_chart(-1)", "Card", "Previous card", _C),
    Key("cards.page_down", "pagedown,ctrl+d", "PgDn", "screen.page_charts(1)", "Page",
        "One page of cards down", _C),
    Key("cards.page_up", "pageup,ctrl+u", "PgUp", "screen.page_charts(-1)", "Page",
        "One page of cards up", _C),
    Key("steps.next", "l,right", "l →", "screen.step(1)", "Step", "Next step", _C),
    Key("steps.previous", "h,left", "h ←", "screen.step(-1)", "Step", "Previous step", _C),
    Key("steps.far_next", "L,shift+right", "L", "screen.step(10)", "Step", "Ten steps on", _C),
    Key("steps.far_previous", "H,shift+left", "H", "screen.step(-10)", "Step",
        "Ten steps back", _C),
    Key("steps.first", "g,home", "g Home", "screen.step_end('first')", "First",
        "First step", _C),
    Key("steps.last", "G,end", "G End", "screen.step_end('last')", "Last", "Last step", _C),
    Key("steps.play", "space", "space", "screen.play", "Play",
        "Play through the steps from the marked one on, or stop", _C),
    Key("bins.next", ")", ")", "screen.move_bin(1)", "Bin", "Mark the next bin of the step", _H),
    Key("bins.previous", "(", "(", "screen.move_bin(-1)", "Bin",
        "Mark the previous bin of the step", _H),
    Key("cards.open", "enter", "Enter", "screen.maximise", "Maximise",
        "Maximise the card, and back", _C, command=False),
    Key("cards.mode", "m", "m", "screen.next_mode", "Mode",
        "Ridges one behind the other, outlines over each other, or a map of heat", _H),
    Key("cards.together", "C", "C", "screen.toggle_together", "Compare",
        "All runs in one card at one step, or a card for each", _H),
    Key("cards.shared", "Y", "Y", "screen.toggle_shared", "Shared",
        "The same ranges of values and counts for all runs of a tag, or their own", _H),
    Key("cards.symlog", "s", "s", "screen.toggle_symlog", "Log scale",
        "Logarithmic scale of values on both sides of zero, or linear", _H),
    Key("cards.colors", "asterisk", "*", "screen.toggle_log_color", "Colours",
        "Colours of the map by equal ratios of counts, or by equal differences", _H),
    Key("cards.axis", "x", "x", "screen.cycle_horizontal", "Depth",
        "Steps, relative time or wall time as depth", _H),
    Key("cards.drift", "D", "D", "screen.toggle_drift", "Drift",
        "Show how much the card in focus changes from step to step, or not", _C),
    Key("cards.order", "O", "O", "screen.next_card_order", "Order",
        "Sort cards by name, drift, range or share of zeros", _C),
    Key("cards.details", "i", "i", "screen.card_details", "Details",
        "Statistics of the marked step, and how they changed", _C),
    Key("cards.copy", "y", "y", "screen.copy", "Copy",
        "Copy the buckets of the marked step to the clipboard", _H),
    Key("cards.export", "e", "e", "screen.export", "Export",
        "Write the histograms of the card to a file", _H),
    Key("cards.pin", "P", "P", "screen.pin", "Pin",
        "Pin the card: it comes first; again: unpin it", _H),
    Key("cards.fold", "_", "_", "screen.fold", "Fold",
        "Fold the group of the card away in the grid, or unfold it", _H),
    Key("cards.previous_group", "{", "{", "screen.focus_group(-1)", "Group",
        "First card of the previous group", _H),
    Key("cards.next_group", "}", "}", "screen.focus_group(1)", "Group",
        "First card of the next group", _H),
    Key("cards.maximise", "z", "z", "screen.maximise", "Maximise",
        "Maximise the card, and back", _H),
    Key("cards.layout", "v", "v", "screen.switch_layout", "Layout",
        "Switch between one large card and a grid of all cards", _H),
    Key("cards.filter", "/", "/", "screen.filter", "Filter",
        "Filter runs or tags, whichever pane has the focus", _H),
    Key("cards.sidebar", "b", "b", "screen.toggle_sidebar", "Sidebar",
        "Show or hide runs and tags", _H),
)
# fmt: on

FOOTERS: Footers = {
    Where.HISTOGRAM_CARDS: (
        ("cards.next", "cards.previous"),
        ("steps.previous", "steps.next"),
        ("steps.play",),
        ("cards.mode",),
        ("cards.together",),
        ("cards.axis",),
        ("cards.filter",),
        ("help",),
    ),
}
