"""Keys of tables, whichever dashboard they stand in."""

from __future__ import annotations

from tbtui.keys.model import Footers, Key, Where

_T = Where.TABLE

# fmt: off
KEYS: tuple[Key, ...] = (
    Key("table.right", "l,right", "l →", "column(1)", "Column", "Next column", _T, command=False),
    Key("table.left", "h,left", "h ←", "column(-1)", "Column", "Previous column",
        _T, command=False),
    Key("table.first", "0", "0", "column_end('first')", "Column", "Back to the names",
        _T, command=False),
    Key("table.last", "dollar_sign", "$", "column_end('last')", "Column", "Last column",
        _T, command=False),
    Key("table.sort", "O", "O", "screen.sort_column", "Sort",
        "Sort by this column, best first; again: the other way; again: no longer", _T),
    Key("table.sort_also", "o", "o", "screen.sort_column_also", "Then by",
        "Let this column decide where those that sort already do not", _T),
    Key("table.direction", "w", "w", "screen.turn_column", "Better",
        "Whether high or low values of this column are better, or neither", _T),
    Key("table.narrower", "<", "<", "screen.resize_column(-1)", "Width",
        "This column narrower", _T),
    Key("table.wider", ">", ">", "screen.resize_column(1)", "Width", "This column wider", _T),
    Key("table.fit", "=", "=", "screen.resize_column(0)", "Fit",
        "This column as wide as what it shows", _T),
    Key("table.move_left", "H,shift+left", "H", "screen.move_column(-1)", "Move",
        "Move this column to the left", _T),
    Key("table.move_right", "L,shift+right", "L", "screen.move_column(1)", "Move",
        "Move this column to the right", _T),
    Key("table.hide", "x", "x", "screen.hide_column", "Hide", "Hide this column", _T),
    Key("table.freeze", "z", "z", "screen.freeze_columns", "Freeze",
        "Keep the columns up to this one in view; again: none", _T),
)
# fmt: on

FOOTERS: Footers = {
    Where.TABLE: (
        ("lists.down", "lists.up"),
        ("table.left", "table.right"),
        ("table.sort",),
        ("table.hide",),
        ("help",),
    ),
}
