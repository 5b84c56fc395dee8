"""A panel above the dashboard: a title, scrolling lines, its own footer."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widget import Widget

from tbtui.bindings import Where, bindings_for
from tbtui.plot.theme import Theme
from tbtui.widgets.footer import FooterBar
from tbtui.widgets.text_lines import Line, TextLines


class DialogLines(TextLines):
    """The lines of a dialog, on a background of their own."""

    def background(self, theme: Theme) -> str:
        """Return the colour of what floats above the dashboard."""
        return theme.surface


class Dialog(ModalScreen[None]):
    """Shows lines until a key closes it."""

    # As in every dashboard: a change of focus must not repaint the screen.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    BINDINGS = bindings_for(Where.DIALOG)
    CSS_PATH = "dialog.tcss"

    def __init__(self, title: str) -> None:
        super().__init__()
        self._dialog_title = title

    def lines(self) -> Sequence[Line]:
        """Return the contents."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Compose the panel."""
        with Vertical(id="dialog") as panel:
            panel.border_title = self._dialog_title
            yield DialogLines(self.lines(), id="lines")
        yield FooterBar(Where.DIALOG)

    def colors_changed(self) -> None:
        """Show everything in the colours of another theme."""
        for widget in self.walk_children(Widget):
            widget.refresh()
