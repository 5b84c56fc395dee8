"""Keys of the dialog in which runs are compared in words."""

from __future__ import annotations

from tbtui.keys.model import Footers, Key, Where

# fmt: off
KEYS: tuple[Key, ...] = (
    Key("diff.only", "o,space", "o", "screen.toggle_same", "Only changes",
        "Leave out what is the same in all runs, or show it again", Where.DIFF, command=False),
)
# fmt: on

FOOTERS: Footers = {
    Where.DIFF: (
        ("lists.down", "lists.up"),
        ("lists.page_down",),
        ("diff.only",),
        ("dialog.copy",),
        ("dialog.close",),
    ),
}
