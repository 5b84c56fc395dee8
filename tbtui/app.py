"""The Textual application: one store, the tabs, the table of keys."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual.message import Message

from tbtui.bindings import BY_ID, Where, bindings_for
from tbtui.config.load import LoadedConfig
from tbtui.dashboards import DASHBOARDS, Dashboard
from tbtui.plot.ansi_themes import theme_for, themes_of
from tbtui.plot.inks import ColorDepth
from tbtui.prepared_tabs import PreparedTabs
from tbtui.screens.base import DashboardScreen
from tbtui.screens.dialog import Dialog
from tbtui.screens.session import Session
from tbtui.screens.textual_theme import textual_theme, theme_name
from tbtui.term.filters import filters_for
from tbtui.term.frame_diff import FrameDiff
from tbtui.term.signals import exit_on_signals
from tbtui.unfocused import UnfocusedPause

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.filter import LineFilter
    from textual.timer import Timer

    from tbtui.config.key_map import KeyTable
    from tbtui.config.view_store import ViewStore
    from tbtui.readers.logdir import LogSource
    from tbtui.store.loader import Loader

FIRST_UPDATE_INTERVAL = 0.01
"""Seconds between the first two: runs appear at once, and their first curves right after."""

MESSAGE_SECONDS = 10.0

UPDATE_INTERVAL = 0.1
"""Seconds between two looks at what the loader has published."""
UPDATE_SHARE = 0.2
"""Part of the time that these looks may take, lest they hold up the loader."""


class StoreChanged(Message):
    """The loader has published; of several that wait, one is enough."""

    def can_replace(self, message: Message) -> bool:
        """Tell that an earlier message of this kind need not be handled."""
        return isinstance(message, StoreChanged)


class LoaderOpened(Message):
    """The loader is there."""

    def __init__(self, loader: Loader) -> None:
        super().__init__()
        self.loader = loader


class TbtuiApp(UnfocusedPause, PreparedTabs, FrameDiff):
    """Shows the dashboards.

    Parameters
    ----------
    open_loader : callable
        Returns the loader. It is called in a thread once the first frame is on the screen,
        so that whatever has to be imported for it delays nothing.
    session : Session
    theme : str or None
        ``dark``, ``light`` or ``ansi``.
    depth : ColorDepth
        The colours that the terminal has.
    """

    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[Any]] = set()
    BINDINGS = bindings_for(Where.EVERYWHERE)
    DEFAULT_MODE = DASHBOARDS[0].name
    TITLE = "tbtui"

    def __init__(
        self,
        open_loader: Callable[[], Loader],
        session: Session,
        theme: str | None = None,
        depth: ColorDepth = ColorDepth.TRUECOLOR,
    ) -> None:
        super().__init__()
        self.session = session
        self.palette = theme_for(depth, theme)
        self._depth = depth
        self._terminal_filters = filters_for(depth)
        self._open_loader = open_loader
        self._next_update = 0.0
        self._opened: dict[str, DashboardScreen] = {}
        self._waiting: tuple[float, Timer] | None = None
        self._update_interval = FIRST_UPDATE_INTERVAL
        # Over SSH every step of an animation is a frame to be sent.
        self.animation_level = "none"
        for dashboard in DASHBOARDS:
            self.add_mode(dashboard.name, partial(self._open_dashboard, dashboard))
        for colors in themes_of(depth).values():
            self.register_theme(textual_theme(colors))
        self.theme = theme_name(self.palette)
        self.session.use_theme(self.palette)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what changes all that is painted so that the terminal can show it."""
        own = super().get_line_filters() if self._depth is ColorDepth.TRUECOLOR else ()
        return (*own, *self._terminal_filters)

    @property
    def key_table(self) -> KeyTable:
        """The keys that work, with those that the user wants."""
        return self.session.config.key_table

    def _open_dashboard(self, dashboard: Dashboard) -> DashboardScreen:
        screen = dashboard.open(self.session)
        # It gets its styles when it is mounted. Textual would parse all rules again, twice, and
        # style the tab that is being left.
        screen._css_update_count = self._css_update_count
        self._opened[dashboard.name] = screen
        return screen

    def on_mount(self) -> None:
        """Show the first frame, then open the loader."""
        gc.freeze()
        gc.enable()
        exit_on_signals(self._leave)
        self._use_chosen_keys()
        for problem in self.session.config.problems:
            self.tell(str(problem))
        self.tell_of_views()
        self.call_after_refresh(self._start_loading)

    def _use_chosen_keys(self) -> None:
        if self.key_table is not BY_ID:
            from tbtui.config.key_map import textual_keymap

            self.set_keymap(textual_keymap(self.key_table))

    def tell(self, message: str) -> None:
        """Show a message that is safe to print until the user has had the time to read it."""
        self.notify(message, severity="warning", timeout=MESSAGE_SECONDS, markup=False)

    def tell_of_views(self) -> None:
        """Tell why the view of these logs could not be read or kept."""
        if self.session.views is not None:
            for message in self.session.views.take_messages():
                self.tell(message)

    def _leave(self, status: int) -> None:
        self.exit(status, return_code=status)

    def exit(
        self, result: Any = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Keep the view of these logs, then end: whatever ends the program in order comes here."""
        for name, screen in self._opened.items():
            values = screen.view_to_keep() if screen.is_mounted else None
            if values is not None:
                self.session.keep(name, values)
        self.session.save_view()
        super().exit(result, return_code, message)

    def _start_loading(self) -> None:
        self.run_worker(self._open_in_thread, thread=True, name="open")

    def _open_in_thread(self) -> None:
        loader = self._open_loader()
        self.post_message(LoaderOpened(loader))

    def on_loader_opened(self, message: LoaderOpened) -> None:
        """Let the loader read, and hear of what it publishes."""
        self.session.loader = message.loader
        message.loader.start(self._published)
        self._show_store()

    def _published(self) -> None:
        """Tell the user interface that there is news; the loader's thread calls this."""
        if self.is_running:
            self.post_message(StoreChanged())

    def on_store_changed(self) -> None:
        """Show the news at once, or soon when there were some a moment ago."""
        store = self.session.store
        now = monotonic()
        if store is not None and not store.progress.loading:
            # There is nothing left to be held up.
            self._next_update = min(self._next_update, now + UPDATE_INTERVAL)
        if now >= self._next_update:
            self._show_store()
        elif self._waiting is None or self._waiting[0] > self._next_update:
            self._stop_waiting()
            timer = self.set_timer(self._next_update - now, self._show_store)
            self._waiting = (self._next_update, timer)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting[1].stop()
            self._waiting = None

    def _show_store(self) -> None:
        self._stop_waiting()
        started = monotonic()
        if self.session.store is not None:
            self.session.tabs.look_for_more(self.session.store)
        for dashboard in self._dashboard_screens():
            dashboard.store_changed()
        if self.session.store is not None:
            self.call_after_refresh(self.prepare_tabs, self.session.store)
        ended = monotonic()
        self._next_update = ended + max(self._update_interval, (ended - started) / UPDATE_SHARE)
        self._update_interval = min(UPDATE_INTERVAL, 3 * self._update_interval)

    def _dashboard_screens(self) -> Iterable[DashboardScreen]:
        """Return the dashboard in view, also when a dialog lies above it."""
        return [screen for screen in self.screen_stack if isinstance(screen, DashboardScreen)]

    def on_unmount(self) -> None:
        """Stop the loader."""
        if self.session.loader is not None:
            self.session.loader.stop()

    def action_command_palette(self) -> None:
        """Open the command palette."""
        from tbtui.screens.command_palette import KeyCommands, QuietPalette

        if not isinstance(self.screen, QuietPalette):
            self.push_screen(QuietPalette(providers=[KeyCommands], id="--command-palette"))

    def action_show_dashboard(self, name: str) -> None:
        """Go to a dashboard, if it has a tab."""
        tab = self.session.tabs.named(name)
        if tab is None:
            self.tell("These logs hold nothing for that tab")
        else:
            self.switch_mode(tab.name)

    def action_show_tab(self, number: int) -> None:
        """Go to the tab of a number."""
        tabs = self.session.tabs.shown
        if number <= len(tabs):
            self.switch_mode(tabs[number - 1].name)

    def action_next_dashboard(self, tabs: int) -> None:
        """Go to a tab further on, around the ends."""
        names = [dashboard.name for dashboard in self.session.tabs.shown]
        index = (names.index(self.current_mode) + tabs) % len(names)
        self.switch_mode(names[index])

    def action_return(self) -> None:
        """Go back to the dashboard from which a key led to this one."""
        origin = self.session.visits.back()
        if origin is None or self.session.tabs.named(origin) is None:
            self.tell("Nothing led here; Enter on a cell of Compare leads to its chart")
        else:
            self.switch_mode(origin)

    def action_reload(self) -> None:
        """Look for new data now."""
        if self.session.loader is not None:
            self.session.loader.reload()

    def action_pause(self) -> None:
        """Stop looking for new data, or go on."""
        loader = self.session.loader
        if loader is None:
            return
        loader.paused = not loader.paused
        if not loader.paused:
            loader.reload()
        for dashboard in self._dashboard_screens():
            dashboard.update_header()

    def action_problems(self) -> None:
        """List what could not be read."""
        from tbtui.screens.problems import ProblemsScreen

        store = self.session.store
        self._open_dialog(ProblemsScreen(() if store is None else store.problems))

    def action_help(self) -> None:
        """List all keys."""
        from tbtui.screens.help import HelpScreen

        place = getattr(self.screen, "place", Where.EVERYWHERE)
        self._open_dialog(HelpScreen(place))

    def _open_dialog(self, dialog: Dialog) -> None:
        if not isinstance(self.screen, Dialog):
            self.push_screen(dialog)

    def action_toggle_theme(self) -> None:
        """Change between dark and light colours, and the terminal's own."""
        themes = list(themes_of(self._depth).values())
        if len(themes) == 1:
            self.tell("This terminal shows its own colours only")
            return
        self.palette = themes[(themes.index(self.palette) + 1) % len(themes)]
        self.session.use_theme(self.palette)
        self.theme = theme_name(self.palette)
        for screen in self.screen_stack:
            if isinstance(screen, (DashboardScreen, Dialog)):
                screen.colors_changed()

    def action_redraw(self) -> None:
        """Send the whole screen again, in case something else wrote over it."""
        self.send_whole_screen()


def opening(name: str | None) -> type[TbtuiApp]:
    """Return the application as it shows a dashboard first, if not the first one."""
    if name is None:
        return TbtuiApp

    first = name

    class Opening(TbtuiApp):
        DEFAULT_MODE = first

    return Opening


def run(
    sources: Sequence[LogSource],
    *,
    interval: float = 5.0,
    theme: str | None = None,
    depth: ColorDepth = ColorDepth.TRUECOLOR,
    mouse: bool = True,
    verify: bool = False,
    only_changes: bool = True,
    pause_unfocused: bool = False,
    config: LoadedConfig | None = None,
    views: ViewStore | None = None,
    graph_file: str | None = None,
    opens: str | None = None,
) -> int:
    """Open the screen on log directories and return the exit status.

    Parameters
    ----------
    sources : sequence of LogSource
    interval : float
        Seconds between two looks at the disk.
    theme : str or None
        ``dark``, ``light`` or ``ansi``.
    depth : ColorDepth
        The colours that the terminal has.
    mouse : bool
        Whether to ask the terminal to report the mouse.
    verify : bool
        Whether to compare the contents of every record with its checksum.
    only_changes : bool
        Whether to send only what is different from what the terminal shows.
    pause_unfocused : bool
        Whether to look for no new data while the terminal has not the focus.
    config : LoadedConfig or None
        What the configuration file says; the parameters above go before it.
    views : ViewStore or None
        Where the view of these logs is kept; None when it is not kept at all.
    graph_file : str or None
        A file that holds nothing but a graph, to be shown among the graphs of the logs.
    opens : str or None
        The name of the dashboard that is shown first, if not the first one.
    """

    def open_loader() -> Loader:
        # The charts need it as soon as there is data; this thread has the time to import it.
        import tbtui.widgets.chart_painter  # noqa: F401
        from tbtui.store.loader import Loader

        return Loader(sources, interval=interval, verify=verify)

    session = Session(
        tuple(source.path for source in sources) or (graph_file or "",),
        interval,
        pause_unfocused=pause_unfocused,
        config=config or LoadedConfig(),
        views=views,
        graph_path=graph_file,
    )
    app = opening(opens)(open_loader, session, theme, depth)
    if only_changes:
        app.send_only_changes()
    app.run(mouse=mouse)
    if views is not None:
        # What went wrong with the last saving; the screen is gone by now.
        sys.stderr.writelines(f"tbtui: {message}\n" for message in views.take_messages())
    return app.return_code or 0
