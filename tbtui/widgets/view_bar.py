"""One line that names the views of a dashboard, and says what the one in use shows."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tbtui.plot.text import cell_width, clip
from tbtui.widgets.styling import segment, strip_of, theme_of

_GAP = 2


class ViewBar(Widget):
    """Names of views, the one in use bright.

    Parameters
    ----------
    titles : sequence of str
    """

    DEFAULT_CSS = "ViewBar { height: 1; }"

    class Chosen(Message):
        """A view was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, titles: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._titles = titles
        self._active = 0
        self._note = ""

    def show(self, active: int, note: str) -> None:
        """Show another view as the one in use, and an escaped note at the right."""
        if (active, note) != (self._active, self._note):
            self._active, self._note = active, note
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Draw the names and the note."""
        theme, width = theme_of(self), self.size.width
        background = theme.background
        pieces = [segment(" ", background, background)]
        used = 1
        for index, title in enumerate(self._titles):
            is_active = index == self._active
            ink = theme.text_strong if is_active else theme.text_faint
            pieces.append(segment(title, ink, background, bold=is_active))
            pieces.append(segment(" " * _GAP, background, background))
            used += cell_width(title) + _GAP
        note = clip(self._note, max(0, width - used - 1))
        pieces.append(segment(" " * (width - used - cell_width(note) - 1), background, background))
        pieces.append(segment(note, theme.text_muted, background))
        return strip_of(pieces, width, background)

    def on_click(self, event: events.Click) -> None:
        """Tell which view was clicked."""
        left = 1
        for index, title in enumerate(self._titles):
            right = left + cell_width(title) + _GAP
            if left <= event.x < right:
                self.post_message(self.Chosen(index))
                return
            left = right
