"""Read-only text in the colours of the theme, scrolled line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.strip import Strip

from tbtui.plot.theme import Theme
from tbtui.widgets.styling import segment, strip_of, theme_of
from tbtui.widgets.virtual_lines import VirtualLines


class Words(NamedTuple):
    """A piece of a line.

    Attributes
    ----------
    text : str
        Escaped text.
    role : str
        ``text``, ``strong``, ``muted``, ``faint``, ``accent``, ``warning`` or ``error``: a
        colour of the theme.
    bold : bool
    """

    text: str
    role: str = "text"
    bold: bool = False


Line = Sequence[Words]


class TextLines(VirtualLines):
    """Lines of text without a cursor."""

    has_cursor: ClassVar[bool] = False

    def __init__(self, lines: Sequence[Line] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines = lines

    def on_mount(self) -> None:
        """Make room for the lines that were given at the start."""
        self.lines_changed()

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self._lines = lines
        self.lines_changed()

    def line_count(self) -> int:
        """Return the number of lines."""
        return len(self._lines)

    def background(self, theme: Theme) -> str:
        """Return the colour behind the text."""
        return theme.background

    def blank_line(self, width: int) -> Strip:
        """Return what stands below the last line."""
        return strip_of([], width, self.background(theme_of(self)))

    def draw_line(self, index: int, width: int) -> Strip:
        """Draw one line, cut at the right edge."""
        theme = theme_of(self)
        background = self.background(theme)
        pieces = [
            segment(words.text, _color(theme, words.role), background, words.bold)
            for words in self._lines[index]
        ]
        return strip_of(pieces, width, background)


def _color(theme: Theme, role: str) -> str:
    return {
        "text": theme.text,
        "strong": theme.text_strong,
        "muted": theme.text_muted,
        "faint": theme.text_faint,
        "accent": theme.accent,
        "warning": theme.warning,
        "error": theme.error,
    }[role]
