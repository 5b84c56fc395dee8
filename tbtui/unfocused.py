"""Look for no new data while nobody looks at the screen, where that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from tbtui.screens.base import DashboardScreen

if TYPE_CHECKING:
    from tbtui.screens.session import Session


class UnfocusedPause(App[int]):
    """An application that pauses while its terminal, window or pane has not the focus.

    Terminals tell this when they are asked to, as Textual does; tmux only with
    ``set -g focus-events on``. One that tells nothing never pauses.
    """

    if TYPE_CHECKING:
        session: Session

    _paused_unfocused = False

    def on_app_blur(self) -> None:
        """Pause, unless the user has done so already."""
        loader = self.session.loader
        if self.session.pause_unfocused and loader is not None and not loader.paused:
            loader.paused = self._paused_unfocused = True
            self._tell_pause()

    def on_app_focus(self) -> None:
        """Go on, and catch up at once."""
        loader = self.session.loader
        if self._paused_unfocused and loader is not None:
            loader.paused = self._paused_unfocused = False
            loader.reload()
            self._tell_pause()

    def _tell_pause(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, DashboardScreen):
                screen.update_header()
