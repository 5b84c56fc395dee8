"""The line above a list: its name, how many it shows, and the filter that is on."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from tbtui.plot.text import cell_width, clip, escape
from tbtui.widgets.styling import segment, strip_of, theme_of


class PaneTitle(Widget):
    """A title such as ``RUNS  3/5  /lr``."""

    DEFAULT_CSS = "PaneTitle { height: 1; }"

    def __init__(self, title: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._title = title
        self._count = ""
        self._filter = ""
        self._active = False

    def show(self, count: str, pattern: str, active: bool) -> None:
        """Show a count, the filter (empty for none) and whether the list has the focus."""
        contents = (count, pattern, active)
        if contents != (self._count, self._filter, self._active):
            self._count, self._filter, self._active = contents
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Draw the title."""
        theme = theme_of(self)
        width, background = self.size.width, theme.background
        color = theme.text if self._active else theme.text_muted
        pieces = [
            segment(f" {self._title}", color, background, bold=True),
            segment(f"  {self._count}", theme.text_muted, background),
        ]
        if self._filter:
            used = sum(cell_width(piece.text) for piece in pieces)
            pattern = clip(escape(self._filter), max(0, width - used - 4))
            pieces.append(segment(f"  /{pattern}", theme.accent, background))
        return strip_of(pieces, width, background)
