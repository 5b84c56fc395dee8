"""The one table of keys: it feeds dispatch, footer, help screen and command palette."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from tbtui.dashboards import DASHBOARDS

if TYPE_CHECKING:
    from textual.binding import BindingType


class Where(str, Enum):
    """The pane in which a key works."""

    EVERYWHERE = "everywhere"
    SCALARS = "scalars"
    CHARTS = "charts"
    LISTS = "lists"
    RUNS = "runs"
    TAGS = "tags"
    FILTER = "filter"
    DIALOG = "dialog"


TITLES = {
    Where.CHARTS: "Charts",
    Where.SCALARS: "Scalars",
    Where.RUNS: "Runs",
    Where.TAGS: "Tags",
    Where.LISTS: "Any list",
    Where.FILTER: "While filtering",
    Where.EVERYWHERE: "Everywhere",
    Where.DIALOG: "Help and problems",
}

TOGETHER = (
    (Where.CHARTS, Where.SCALARS, Where.EVERYWHERE),
    (Where.RUNS, Where.LISTS, Where.SCALARS, Where.EVERYWHERE),
    (Where.TAGS, Where.LISTS, Where.SCALARS, Where.EVERYWHERE),
    (Where.FILTER,),
    (Where.DIALOG, Where.LISTS),
)
"""Panes whose keys work at the same time: in each of these sets a key means one thing."""


@dataclass(frozen=True)
class Key:
    """One action, the keys that start it and the words that explain it.

    Attributes
    ----------
    id : str
        Stable name, used by key maps.
    keys : str
        Comma-separated Textual key names; empty for what only the command palette offers.
    display : str
        The keys as a person reads them, for footer and help.
    action : str
        Textual action, with a namespace where it is not the bound widget's own.
    label : str
        One or two words for the footer.
    description : str
        What it does, for help and command palette.
    where : Where
        The pane in which the keys work.
    command : bool
        Whether the command palette offers it.
    priority : bool
        Whether it works even while a dialog or an input line has the focus.
    """

    id: str
    keys: str
    display: str
    action: str
    label: str
    description: str
    where: Where
    command: bool = True
    priority: bool = False


_E, _S, _C = Where.EVERYWHERE, Where.SCALARS, Where.CHARTS
_L, _R, _T = Where.LISTS, Where.RUNS, Where.TAGS
_F, _D = Where.FILTER, Where.DIALOG

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
        "Copy the values at the crosshair to the clipboard", _S),
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

BY_ID: Mapping[str, Key] = {key.id: key for key in KEYS}
"""The table as the program has it; the user's key map makes another one of it."""


class FooterItem(NamedTuple):
    """What the footer says about one key or about a pair of them."""

    display: str
    label: str


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
    Where.FILTER: (("filter.keep",), ("filter.clear",)),
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


def keys_of(*places: Where, table: Mapping[str, Key] = BY_ID) -> tuple[Key, ...]:
    """Return the entries that work in any of the given panes, in the order of the table."""
    return tuple(key for key in table.values() if key.where in places)


def no_key(action_id: str) -> str:
    """Return what stands for the key of an action that has none; no terminal sends it.

    Textual ignores empty entries of a key map, and without a binding there is none to change.
    """
    return f"none.{action_id}"


def bindings_for(*places: Where) -> list[BindingType]:
    """Return Textual bindings for the given panes.

    Actions without a namespace belong to the widget that holds the binding.
    """
    from textual.binding import Binding

    return [
        Binding(
            key.keys or no_key(key.id),
            key.action,
            key.label,
            show=False,
            id=key.id,
            tooltip=key.description,
            key_display=key.display,
            priority=key.priority,
        )
        for key in keys_of(*places)
    ]


def footer_items(place: Where, table: Mapping[str, Key] = BY_ID) -> list[FooterItem]:
    """Return the six to eight items that the footer shows while a pane has the focus.

    An action without a key is left out.
    """
    items = []
    for names in FOOTERS[place]:
        keys = [table[name] for name in names if table[name].display]
        if keys:
            display = "/".join(key.display.split()[0] for key in keys)
            items.append(FooterItem(display, keys[0].label))
    return items
