"""Keys of lists, input lines and dialogs, which several dashboards have."""

from __future__ import annotations

from tbtui.keys.model import Footers, Key, Where

_S, _L, _R, _T = Where.SCALARS, Where.LISTS, Where.RUNS, Where.TAGS
_F, _N, _K = Where.FILTER, Where.READINGS, Where.COLORS
_P, _I = Where.SETTINGS, Where.SETTING_INPUT
_M, _H = Where.COMBINING, Where.CHOICES

# fmt: off
KEYS: tuple[Key, ...] = (
    # Runs.
    Key("runs.toggle", "space", "space", "screen.toggle_run", "Toggle run",
        "Show or hide the run", _R),
    Key("runs.solo", "f", "f", "screen.solo_run", "Solo",
        "Show only this run; again: bring the others back", _R),
    Key("runs.all", "a", "a", "screen.toggle_all_runs", "All / none", "Show all runs, or none", _R),
    Key("runs.invert", "i", "i", "screen.invert_runs", "Invert",
        "Show what is hidden and hide what is shown", _R),
    Key("runs.emphasise", "F", "F", "screen.emphasise_run", "Emphasise",
        "Draw this run in front and dim the others; again: no longer", _R),
    Key("runs.limit", "N", "N", "screen.limit_runs", "Best",
        "List only the runs with the highest or lowest last values", _R),
    Key("runs.order", "O", "O", "screen.sort_runs(1)", "Order",
        "Sort runs by name or by last value, upwards or downwards", _R),
    Key("runs.color", "c", "c", "screen.color_run", "Colour", "Choose the colour of this run", _R),
    Key("runs.details", "enter,D", "Enter D", "screen.describe_run", "Details",
        "Everything about this run: state, speed, files, hyperparameters", _R),
    # Tags.
    Key("tags.open", "enter,space", "Enter", "open_line", "Open",
        "Open or close a scope, or show the chart of a tag", _T, command=False),
    Key("tags.expand", "right,l", "→", "expand", "Fold", "Open a scope", _T, command=False),
    Key("tags.collapse", "left,h", "←", "collapse", "Fold", "Close a scope", _T, command=False),
    # Table of readings.
    Key("readings.toggle", "T", "T", "screen.toggle_table", "Table",
        "Table of what all curves say at the crosshair or over the range", _S),
    Key("readings.mark", "m", "m", "screen.mark", "Range",
        "Select a range of x from the crosshair on; again: keep it, take it away", _S),
    Key("readings.sort", "n", "n", "screen.sort_readings(1)", "Sort",
        "Sort by the next column, or by nearness to the run in focus", _N),
    Key("readings.sort_back", "N", "N", "screen.sort_readings(-1)", "Sort",
        "Sort by the previous column", _N),
    Key("readings.reverse", "R", "R", "screen.reverse_readings", "Reverse",
        "Sort the other way round", _N),
    # Lists.
    Key("lists.down", "j,down", "j ↓", "move(1)", "Move", "Next line", _L, command=False),
    Key("lists.up", "k,up", "k ↑", "move(-1)", "Move", "Previous line", _L, command=False),
    Key("lists.page_down", "pagedown,ctrl+d", "PgDn", "page(1)", "Page",
        "Next page", _L, command=False),
    Key("lists.page_up", "pageup,ctrl+u", "PgUp", "page(-1)", "Page",
        "Previous page", _L, command=False),
    Key("lists.first", "g,home", "g Home", "go('first')", "First", "First line", _L, command=False),
    Key("lists.last", "G,end", "G End", "go('last')", "Last", "Last line", _L, command=False),
    # While filtering.
    Key("filter.older", "up", "↑", "screen.filter_history(-1)", "History",
        "The filter before this one", _F, command=False),
    Key("filter.newer", "down", "↓", "screen.filter_history(1)", "History",
        "The filter after this one", _F, command=False),
    Key("filter.keep", "enter", "Enter", "screen.filter_keep", "Keep",
        "Keep the filter and go back to the list", _F, command=False),
    Key("filter.clear", "escape", "Esc", "screen.filter_back", "Clear",
        "Clear the filter; when it is empty, leave it", _F, command=False),
    # The colour of a run.
    Key("colors.choose", "enter,space", "Enter", "screen.choose", "Choose",
        "Keep this colour, or type one", _K, command=False),
    Key("colors.close", "escape,q,c", "Esc", "screen.give_up", "Back",
        "Leave the colour as it was", _K, command=False),
    # Settings.
    Key("settings.next", "right,l", "→", "step(1)", "Change", "Next value", _P, command=False),
    Key("settings.previous", "left,h", "←", "step(-1)", "Change", "Previous value",
        _P, command=False),
    Key("settings.type", "enter,space", "Enter", "open_line", "Type",
        "Type a value, or go to the next one", _P, command=False),
    Key("settings.close", "escape,q,comma", "Esc", "screen.dismiss", "Close", "Close",
        _P, command=False),
    Key("settings.keep", "enter", "Enter", "submit", "Keep", "Take over what was typed",
        _I, command=False),
    Key("settings.leave", "escape", "Esc", "screen.stop_typing", "Back",
        "Leave the value as it was", _I, command=False),
    # Combining tags.
    Key("combine.keep", "enter", "Enter", "screen.combine_keep", "Keep",
        "Keep the chart; without a pattern: remove it", _M, command=False),
    Key("combine.leave", "escape", "Esc", "screen.combine_leave", "Leave",
        "Leave everything as it was", _M, command=False),
    # Export.
    Key("choices.choose", "enter,space", "Enter", "choose", "Choose",
        "Go on to the name of the file", _H, command=False),
    Key("choices.copy", "y", "y", "screen.copy_form", "Copy",
        "Copy it to the clipboard instead", _H, command=False),
    Key("choices.close", "escape,q,e", "Esc", "screen.dismiss", "Close", "Close",
        _H, command=False),
)
# fmt: on

FOOTERS: Footers = {
    Where.RUNS: (
        ("filter.open",),
        ("runs.toggle",),
        ("runs.solo",),
        ("runs.emphasise",),
        ("runs.limit",),
        ("runs.color",),
        ("runs.details",),
        ("help",),
    ),
    Where.TAGS: (
        ("filter.open",),
        ("tags.open",),
        ("tags.collapse", "tags.expand"),
        ("charts.layout",),
        ("smoothing.less", "smoothing.more"),
        ("panes.next",),
        ("help",),
    ),
    Where.READINGS: (
        ("lists.down", "lists.up"),
        ("readings.sort", "readings.sort_back"),
        ("readings.reverse",),
        ("charts.copy",),
        ("readings.mark",),
        ("readings.toggle",),
        ("panes.next",),
        ("help",),
    ),
    Where.FILTER: (("filter.keep",), ("filter.clear",), ("filter.older", "filter.newer")),
    Where.COLORS: (("lists.down", "lists.up"), ("colors.choose",), ("colors.close",)),
    Where.SETTINGS: (
        ("lists.down", "lists.up"),
        ("settings.previous", "settings.next"),
        ("settings.type",),
        ("settings.close",),
    ),
    Where.SETTING_INPUT: (("settings.keep",), ("settings.leave",)),
    Where.COMBINING: (("combine.keep",), ("combine.leave",)),
    Where.CHOICES: (
        ("lists.down", "lists.up"),
        ("choices.choose",),
        ("choices.copy",),
        ("choices.close",),
    ),
    Where.LISTS: (("lists.down", "lists.up"), ("lists.page_down",), ("panes.next",), ("help",)),
}
