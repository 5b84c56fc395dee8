"""A panel above the dashboard: a title, scrolling lines, its own footer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widget import Widget

from tbtui.bindings import Where, bindings_for
from tbtui.plot.text import escape
from tbtui.plot.theme import Theme
from tbtui.screens.copied_file import keep_copy, with_tilde
from tbtui.widgets.footer import FooterBar
from tbtui.widgets.text_lines import Line, TextLines, folded

TOAST_SECONDS = 2.0


class DialogLines(TextLines):
    """The lines of a dialog, on a background of their own, broken where they are too long."""

    def __init__(self, lines: Sequence[Line], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(lines, id=id)
        self._unbroken = lines

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self._unbroken = lines
        # The scroll bar takes a column.
        super().show(folded(lines, self.size.width - 1) if self.size.width else lines)

    def on_resize(self) -> None:
        """Break the lines anew."""
        self.show(self._unbroken)

    def background(self, theme: Theme) -> str:
        """Return the colour of what floats above the dashboard."""
        return theme.surface


class Dialog(ModalScreen[None]):
    """Shows lines until a key closes it."""

    # As in every dashboard: a change of focus must not repaint the screen.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    BINDINGS = bindings_for(Where.DIALOG)
    CSS_PATH: ClassVar[Any] = "dialog.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-tight"), (60, "-wide")]  # noqa: RUF012 - Textual wants a list
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012 - Textual wants a list

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

    def text_to_copy(self) -> str:
        """Return the contents as plain text."""
        return "".join(
            "".join(words.text for words in line).rstrip() + "\n" for line in self.lines()
        )

    def action_copy(self) -> None:
        """Copy the contents to the clipboard, and to a file."""
        text = self.text_to_copy()
        self.app.copy_to_clipboard(text)
        path = keep_copy(text)
        where = "" if path is None else f"; also in {escape(with_tilde(path))}"
        self.app.notify(f"Copied{where}", timeout=TOAST_SECONDS, markup=False)

    def colors_changed(self) -> None:
        """Show everything in the colours of another theme."""
        for widget in self.walk_children(Widget):
            widget.refresh()
