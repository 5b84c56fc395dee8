"""The line above a list: its name, how many it shows, and the filter that is on."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from tbtui.plot.text import cell_width, clip, escape
from tbtui.widgets.fitting import pieces_width
from tbtui.widgets.styling import segment, strip_of, theme_of

SHORTEST = 6
"""Cells without which a note or a filter is not worth showing."""


class PaneTitle(Widget):
    """A title such as ``RUNS  3/5  top 3 by loss  /lr``."""

    DEFAULT_CSS = "PaneTitle { height: 1; }"

    def __init__(self, title: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._title = title
        self._count = ""
        self._filter = ""
        self._active = False
        self._note = ""

    def show(self, count: str, pattern: str, active: bool, note: str = "") -> None:
        """Show another state of the list.

        Parameters
        ----------
        count : str
            How many lines there are.
        pattern : str
            The filter, empty for none.
        active : bool
            Whether the list has the focus.
        note : str
            What else decides which lines there are, escaped.
        """
        contents = (count, pattern, active, note)
        if contents != (self._count, self._filter, self._active, self._note):
            self._count, self._filter, self._active, self._note = contents
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
        room = width - pieces_width(pieces)
        if self._note and room > SHORTEST:
            # A filter that is on must be seen, so the note leaves room for its beginning.
            kept = min(SHORTEST, cell_width(self._filter)) + 3 if self._filter else 0
            note = clip(self._note, max(SHORTEST, room - 2 - kept))
            pieces.append(segment(f"  {note}", theme.accent, background))
        if self._filter:
            room = width - pieces_width(pieces)
            pattern = clip(escape(self._filter), max(0, room - 4))
            pieces.append(segment(f"  /{pattern}", theme.accent, background))
        return strip_of(pieces, width, background)
