"""Keys that work in every tab, and those of help and problems."""

from __future__ import annotations

from tbtui.dashboards import DASHBOARDS
from tbtui.keys.model import Footers, Key, Where

_E, _D = Where.EVERYWHERE, Where.DIALOG

# Which tabs there are depends on the logs, so that digits mean places and not dashboards.
_TAB_KEYS = (
    *(
        Key(f"tabs.{number}", str(number), str(number), f"app.show_tab({number})", "Tab",
            f"Go to tab {number}", _E, command=False)
        for number in range(1, len(DASHBOARDS[:9]) + 1)
    ),
    *(
        Key(f"tabs.{dashboard.name}", "", "", f"app.show_dashboard('{dashboard.name}')",
            dashboard.title, f"Go to {dashboard.title}", _E)
        for dashboard in DASHBOARDS
    ),
)  # fmt: skip

# fmt: off
KEYS: tuple[Key, ...] = (
    *_TAB_KEYS,
    Key("tabs.previous", "[", "[", "app.next_dashboard(-1)", "Tab", "Previous tab", _E),
    Key("tabs.next", "]", "]", "app.next_dashboard(1)", "Tab", "Next tab", _E),
    Key("tabs.return", "backspace", "Backspace", "app.return", "Return",
        "Back to the cell from which a key led to this chart", _E),
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
    Key("dialog.copy", "y", "y", "copy", "Copy", "Copy the whole text", _D, command=False),
    Key("dialog.close", "escape,q,?,f1,!", "Esc", "dismiss", "Close", "Close", _D, command=False),
)
# fmt: on

FOOTERS: Footers = {
    Where.DIALOG: (
        ("lists.down", "lists.up"),
        ("lists.page_down",),
        ("dialog.copy",),
        ("dialog.close",),
    ),
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
