"""Read-only text in the colours of the theme, scrolled line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.strip import Strip

from tbtui.plot.text import cell_width
from tbtui.plot.theme import Theme
from tbtui.widgets.styling import segment, strip_of, theme_of
from tbtui.widgets.virtual_lines import VirtualLines
from tbtui.widgets.wrapping import wrapped


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


SHORTEST_PIECE = 14
"""Cells that have to be left beside the first words of a line, lest the rest stand below them."""
INDENT_BELOW = 4


def folded(lines: Sequence[Line], width: int) -> list[Line]:
    """Break lines that are too long within their last words, which go on below their beginning."""
    return [piece for line in lines for piece in _folded_line(line, width)]


def _folded_line(line: Line, width: int) -> list[Line]:
    cells = [cell_width(words.text) for words in line]
    if not line or sum(cells) <= width or width <= INDENT_BELOW + 1:
        return [line]
    *before, last = line
    left = sum(cells[:-1])
    if before and width - left < SHORTEST_PIECE:
        indent = " " * INDENT_BELOW
        pieces = wrapped(last.text.strip(), width - INDENT_BELOW)
        return [list(before), *([Words(indent), last._replace(text=text)] for text in pieces)]
    pieces = wrapped(last.text, width - left)
    first = [*before, last._replace(text=pieces[0])]
    return [first, *([Words(" " * left), last._replace(text=text)] for text in pieces[1:])]
