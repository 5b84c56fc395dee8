"""Keys of the Compare tab."""

from __future__ import annotations

from tbtui.keys.model import Footers, Key, Where

_C, _H, _N = Where.COMPARE, Where.COLUMN_CHOICES, Where.NOTE

# fmt: off
KEYS: tuple[Key, ...] = (
    Key("compare.open", "enter", "Enter", "screen.open_cell", "Chart",
        "Go to the chart of this cell in Scalars, its run in front; Backspace comes back", _C),
    Key("compare.filter", "/", "/", "screen.filter", "Filter",
        "Filter rows by names and by columns: loss<0.2 and lr>=1e-4", _C),
    Key("compare.columns", "C", "C", "screen.choose_columns", "Columns",
        "Choose columns from all that there are", _C),
    Key("compare.baseline", "b", "b", "screen.set_baseline", "Baseline",
        "Compare all rows with this one; again: no longer", _C),
    Key("compare.changes", "percent_sign", "%", "screen.next_comparison", "Changes",
        "Show differences to the baseline, percentages, or neither", _C),
    Key("compare.differing", "u", "u", "screen.toggle_differing", "Differing",
        "Only columns whose values differ between rows, or all", _C),
    Key("compare.curve", "S", "S", "screen.toggle_curve", "Sparkline",
        "Show the curve of this column's tag in a column beside it, or no longer", _C),
    Key("compare.groups", "M", "M", "screen.toggle_groups", "Groups",
        "A row for each group of runs, as Scalars groups them, or for each run", _C),
    Key("compare.mark", "m", "m", "screen.mark_row", "Mark",
        "Mark this row for the diff, or unmark it, and go to the next", _C),
    Key("compare.diff", "d", "d", "screen.diff", "Diff",
        "Marked runs side by side: hyperparameters and texts", _C),
    Key("compare.toggle", "space", "space", "screen.toggle_run", "Show / hide",
        "Show the run in charts, or hide it", _C),
    Key("compare.solo", "f", "f", "screen.solo_run", "Solo",
        "Show only this run in charts; again: bring the others back", _C),
    Key("compare.all", "a", "a", "screen.toggle_all_runs", "All / none",
        "Show all runs in charts, or none", _C),
    Key("compare.invert", "i", "i", "screen.invert_runs", "Invert",
        "Show in charts what is hidden and hide what is shown", _C),
    Key("compare.hidden", "V", "V", "screen.toggle_hidden_rows", "Hidden",
        "List hidden runs, too, or not", _C),
    Key("compare.color", "c", "c", "screen.color_run", "Colour",
        "Choose the colour of this run", _C),
    Key("compare.details", "D", "D", "screen.describe_run", "Details",
        "Everything about this run: state, speed, files, hyperparameters", _C),
    Key("compare.note", "n", "n", "screen.edit_note", "Note",
        "A name, a note and tags of your own for this run", _C),
    Key("compare.copy", "y", "y", "screen.copy", "Copy",
        "Copy the table to the clipboard", _C),
    Key("compare.export", "e", "e", "screen.export", "Export",
        "Write the table to a file, or copy it: CSV, JSON, Markdown, LaTeX", _C),
    Key("compare.settings", "comma", ",", "screen.settings", "Settings",
        "All settings of the table", _C),
    # Choosing columns, while one types.
    Key("columns.down", "down", "↓", "screen.move(1)", "Move", "Next column", _H, command=False),
    Key("columns.up", "up", "↑", "screen.move(-1)", "Move", "Previous column", _H, command=False),
    Key("columns.page_down", "pagedown", "PgDn", "screen.page(1)", "Page", "Next page",
        _H, command=False),
    Key("columns.page_up", "pageup", "PgUp", "screen.page(-1)", "Page", "Previous page",
        _H, command=False),
    Key("columns.choose", "enter", "Enter", "screen.choose", "Show / hide",
        "Show this column, or no longer", _H, command=False),
    Key("columns.reset", "ctrl+r", "ctrl+r", "screen.reset", "Default",
        "Back to the columns that tbtui finds telling", _H, command=False),
    Key("columns.close", "escape", "Esc", "screen.close", "Close",
        "Clear what was typed; when nothing is, close", _H, command=False),
    # A note on a run.
    Key("note.next", "down,tab", "↓", "app.focus_next", "Line", "Next line", _N, command=False),
    Key("note.previous", "up,shift+tab", "↑", "app.focus_previous", "Line", "Previous line",
        _N, command=False),
    Key("note.keep", "enter", "Enter", "screen.keep", "Keep", "Keep all lines", _N, command=False),
    Key("note.close", "escape", "Esc", "screen.dismiss", "Leave", "Leave everything as it was",
        _N, command=False),
)
# fmt: on

FOOTERS: Footers = {
    Where.COMPARE: (
        ("compare.filter",),
        ("compare.columns",),
        ("table.sort",),
        ("compare.baseline",),
        ("compare.changes",),
        ("compare.differing",),
        ("compare.open",),
        ("help",),
    ),
    Where.COLUMN_CHOICES: (
        ("columns.down", "columns.up"),
        ("columns.choose",),
        ("columns.reset",),
        ("columns.close",),
    ),
    Where.NOTE: (("note.next", "note.previous"), ("note.keep",), ("note.close",)),
}
