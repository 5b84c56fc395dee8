"""The Textual application: one store, the tabs, the table of keys."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual.message import Message

from tbtui.bindings import BY_ID, Where, bindings_for
from tbtui.dashboards import DASHBOARDS, Dashboard
from tbtui.plot.ansi_themes import theme_for, themes_of
from tbtui.plot.inks import ColorDepth
from tbtui.screens.base import DashboardScreen
from tbtui.screens.dialog import Dialog
from tbtui.screens.session import Session
from tbtui.screens.textual_theme import textual_theme, theme_name
from tbtui.term.filters import filters_for
from tbtui.term.frame_diff import FrameDiff
from tbtui.term.signals import exit_on_signals
from tbtui.typed_ahead import TypedAhead
from tbtui.unfocused import UnfocusedPause

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.filter import LineFilter
    from textual.timer import Timer

    from tbtui.config.key_map import KeyTable
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


class TbtuiApp(TypedAhead, UnfocusedPause, FrameDiff):
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
        self._has_prepared = False
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
        self.style_when_mounted(screen)
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
        store = self.session.store
        if store is not None:
            self.session.tabs.look_for_more(store)
            if not (store.progress.loading or self._has_prepared):
                self._has_prepared = True
                Thread(target=self._prepare_tabs, name="tbtui-tabs", daemon=True).start()
        for dashboard in self._dashboard_screens():
            dashboard.store_changed()
        ended = monotonic()
        self._next_update = ended + max(self._update_interval, (ended - started) / UPDATE_SHARE)
        self._update_interval = min(UPDATE_INTERVAL, 3 * self._update_interval)

    def _prepare_tabs(self) -> None:
        """Import the other tabs while nothing is to be read, so that they open at once."""
        for dashboard in self.session.tabs.shown:
            if self.is_running:
                dashboard.prepare()
        # All of this and what was read stays: a look for garbage among it would make keys wait.
        gc.freeze()

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
