"""The one table of keys: it feeds dispatch, footer, help screen and command palette."""

from __future__ import annotations

from tbtui.dashboards import DASHBOARDS
from tbtui.key_model import Key, Where

_E, _S, _C = Where.EVERYWHERE, Where.SCALARS, Where.CHARTS
_L, _R, _T = Where.LISTS, Where.RUNS, Where.TAGS
_F, _D = Where.FILTER, Where.DIALOG
_N = Where.READINGS
_P, _I = Where.SETTINGS, Where.SETTING_INPUT

_TAB_KEYS = tuple(
    Key(
        f"tabs.{dashboard.name}",
        str(number),
        str(number),
        f"app.show_dashboard('{dashboard.name}')",
        dashboard.title,
        f"Go to {dashboard.title}",
        _E,
    )
    for number, dashboard in enumerate(DASHBOARDS[:9], start=1)
)

# fmt: off
KEYS: tuple[Key, ...] = (
    # Charts: which one, and where on it.
    Key("charts.next", "j,down", "j ↓", "screen.focus_chart(1)", "Chart", "Next chart", _C),
    Key("charts.previous", "k,up", "k ↑", "screen.focus_chart(-1)", "Chart", "Previous chart", _C),
    Key("charts.page_down", "pagedown,ctrl+d", "PgDn", "screen.page_charts(1)", "Page",
        "One page of charts down", _C),
    Key("charts.page_up", "pageup,ctrl+u", "PgUp", "screen.page_charts(-1)", "Page",
        "One page of charts up", _C),
    Key("crosshair.right", "l,right", "l →", "screen.crosshair(1)", "Crosshair",
        "Crosshair one point or column to the right", _C),
    Key("crosshair.left", "h,left", "h ←", "screen.crosshair(-1)", "Crosshair",
        "Crosshair one point or column to the left", _C),
    Key("crosshair.far_right", "L,shift+right", "L", "screen.crosshair(10)", "Crosshair",
        "Crosshair ten columns to the right", _C),
    Key("crosshair.far_left", "H,shift+left", "H", "screen.crosshair(-10)", "Crosshair",
        "Crosshair ten columns to the left", _C),
    Key("crosshair.first", "g,home", "g Home", "screen.crosshair_end('first')", "First",
        "Crosshair to the first point", _C),
    Key("crosshair.last", "G,end", "G End", "screen.crosshair_end('last')", "Last",
        "Crosshair to the last point", _C),
    Key("charts.open", "enter", "Enter", "screen.maximise", "Maximise",
        "Maximise the chart, and back", _C, command=False),
    Key("charts.copy", "y", "y", "screen.copy", "Copy",
        "Copy the values at the crosshair, or the table, to the clipboard", _S),
    # Scalars: how all charts look.
    Key("charts.maximise", "z", "z", "screen.maximise", "Maximise",
        "Maximise the chart, and back", _S),
    Key("charts.layout", "v", "v", "screen.switch_layout", "Layout",
        "Switch between one large chart and a grid of all charts", _S),
    Key("zoom.in", "+", "+", "screen.zoom(1)", "Zoom", "Zoom the x axis in", _S),
    Key("zoom.out", "-", "-", "screen.zoom(-1)", "Zoom out", "Zoom the x axis out", _S),
    Key("zoom.reset", "=", "=", "screen.zoom(0)", "Fit", "Show the whole x axis", _S),
    Key("smoothing.less", "<", "<", "screen.smooth(-1)", "Smoothing", "Less smoothing", _S),
    Key("smoothing.more", ">", ">", "screen.smooth(1)", "Smoothing", "More smoothing", _S),
    Key("axis.horizontal", "x", "x", "screen.cycle_horizontal", "X axis",
        "X axis: step, relative time or wall time", _S),
    Key("axis.log", "s", "s", "screen.toggle_log", "Log scale",
        "Logarithmic y scale of this chart, or linear", _S),
    Key("axis.log_all", "S", "S", "screen.toggle_log_all", "Log scale",
        "Logarithmic y scale of every chart, or linear", _S),
    Key("axis.outliers", "o", "o", "screen.toggle_outliers", "Outliers",
        "Let outliers stretch the y axis, or not", _S),
    Key("lives.all", "A", "A", "screen.toggle_lives", "Lives",
        "All lives of restarted runs, or only the newest", _S),
    Key("settings.open", "comma", ",", "screen.settings", "Settings",
        "All settings of the charts", _S),
    Key("settings.horizontal", "X", "X", "screen.settings('x.')", "X axis",
        "Settings of the x axis: any tag, logarithmic, limits", _S),
    Key("settings.vertical", "Y", "Y", "screen.settings('y.')", "Y axis",
        "Settings of the y axis: scale, limits, zero, shared ranges", _S),
    Key("settings.smoothing", "w", "w", "screen.settings('smoothing.')", "Smoother",
        "Settings of smoothing: method, window, by step or by time", _S),
    Key("axis.grid", "#", "#", "screen.toggle_grid", "Grid lines", "Grid lines on or off", _S),
    Key("filter.open", "/", "/", "screen.filter", "Filter",
        "Filter runs or tags, whichever pane has the focus", _S),
    Key("sidebar.toggle", "b", "b", "screen.toggle_sidebar", "Sidebar",
        "Show or hide runs and tags", _S),
    # Runs.
    Key("runs.toggle", "space", "space", "screen.toggle_run", "Toggle run",
        "Show or hide the run", _R),
    Key("runs.solo", "f", "f", "screen.solo_run", "Solo",
        "Show only this run; again: bring the others back", _R),
    Key("runs.all", "a", "a", "screen.toggle_all_runs", "All / none", "Show all runs, or none", _R),
    Key("runs.invert", "i", "i", "screen.invert_runs", "Invert",
        "Show what is hidden and hide what is shown", _R),
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
    Key("filter.keep", "enter,down", "Enter", "screen.filter_keep", "Keep",
        "Keep the filter and go back to the list", _F, command=False),
    Key("filter.clear", "escape", "Esc", "screen.filter_back", "Clear",
        "Clear the filter; when it is empty, leave it", _F, command=False),
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
    # Everywhere.
    *_TAB_KEYS,
    Key("tabs.previous", "[", "[", "app.next_dashboard(-1)", "Tab", "Previous tab", _E),
    Key("tabs.next", "]", "]", "app.next_dashboard(1)", "Tab", "Next tab", _E),
    Key("panes.next", "tab", "Tab", "app.focus_next", "Pane", "Next pane", _E),
    Key("panes.previous", "shift+tab", "shift+Tab", "app.focus_previous", "Pane",
        "Previous pane", _E),
    Key("reload", "r", "r", "app.reload", "Reload", "Look for new data now", _E),
    Key("pause", "p", "p", "app.pause", "Pause", "Pause or resume looking for new data", _E),
    Key("problems", "!", "!", "app.problems", "Problems",
        "List what could not be read, and why", _E),
    Key("theme", "t", "t", "app.toggle_theme", "Theme", "Dark or light colours", _E),
    Key("back", "escape", "Esc", "screen.back", "Back",
        "Back out: crosshair, maximised chart, filter", _E, command=False),
    Key("commands", ":,ctrl+p", ": ctrl+p", "app.command_palette", "Commands",
        "Find a command by name", _E, command=False),
    Key("help", "?,f1", "? F1", "app.help", "Help", "All keys", _E),
    Key("redraw", "ctrl+l", "ctrl+l", "app.redraw", "Redraw",
        "Draw the whole screen again", _E, priority=True),
    Key("suspend", "ctrl+z", "ctrl+z", "app.suspend_process", "Suspend",
        "Back to the shell; fg returns", _E, priority=True),
    Key("quit", "q", "q", "app.quit", "Quit", "Quit", _E),
    Key("quit.always", "ctrl+q,ctrl+c", "ctrl+q ctrl+c", "app.quit", "Quit",
        "Quit, from anywhere", _E, command=False, priority=True),
    # Help and problems.
    Key("dialog.close", "escape,q,?,f1,!", "Esc", "dismiss", "Close", "Close", _D, command=False),
)
# fmt: on

FOOTERS: dict[Where, tuple[tuple[str, ...], ...]] = {
    Where.CHARTS: (
        ("charts.next", "charts.previous"),
        ("crosshair.left", "crosshair.right"),
        ("smoothing.less", "smoothing.more"),
        ("axis.horizontal",),
        ("charts.layout",),
        ("charts.maximise",),
        ("filter.open",),
        ("help",),
    ),
    Where.RUNS: (
        ("filter.open",),
        ("runs.toggle",),
        ("runs.solo",),
        ("runs.all",),
        ("runs.invert",),
        ("smoothing.less", "smoothing.more"),
        ("panes.next",),
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
    Where.FILTER: (("filter.keep",), ("filter.clear",)),
    Where.SETTINGS: (
        ("lists.down", "lists.up"),
        ("settings.previous", "settings.next"),
        ("settings.type",),
        ("settings.close",),
    ),
    Where.SETTING_INPUT: (("settings.keep",), ("settings.leave",)),
    Where.LISTS: (("lists.down", "lists.up"), ("lists.page_down",), ("panes.next",), ("help",)),
    Where.DIALOG: (("lists.down", "lists.up"), ("lists.page_down",), ("dialog.close",)),
    Where.EVERYWHERE: (
        ("reload",),
        ("pause",),
        ("problems",),
        ("theme",),
        ("commands",),
        ("quit",),
        ("help",),
    ),
}
"""Keys that the footer shows for the pane in focus: the most useful first, help last.

A pair stands as one item under the label of its first key.
"""
