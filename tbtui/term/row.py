"""One row of the screen as cells, and what has to be sent to make another one of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment

from tbtui.term.pens import PLAIN, Pen, common_pen, pen_of

UNKNOWN = "\0"
"""Stands for a cell of which nobody knows what the terminal shows there."""
CONTINUED = ""
"""Stands for a cell that a wide character to the left of it covers."""

_CHEAP_GAP = 4
"""Bytes that moving the cursor within a row takes; so much may as well be sent again."""

_ZERO_WIDTH_JOINER = "\u200d"
_NARROW = frozenset(
    chr(codepoint)
    for first, last in (
        (0x20, 0x7E),
        (0xA1, 0xAC),
        (0xAE, 0x2FF),
        (0x2500, 0x25FC),
        (0x2800, 0x28FF),
    )
    for codepoint in range(first, last + 1)
)
"""Letters, lines, blocks and braille, of which a look tells that each takes one cell."""


class Run(NamedTuple):
    """Cells of one row that are painted with one pen."""

    start: int
    end: int
    pen: Pen
    text: str


class Row:
    """The cells of a row: what is in them, and the pens.

    A wide character stands in its first cell, `CONTINUED` in its others.
    """

    __slots__ = ("characters", "pens")

    def __init__(self, characters: list[str], pens: list[Pen]) -> None:
        self.characters = characters
        self.pens = pens

    @classmethod
    def unknown(cls, width: int) -> Row:
        """Return a row as it is before anything was painted."""
        return cls([UNKNOWN] * width, [PLAIN] * width)

    def copy(self) -> Row:
        """Return a row that can be painted on without changing this one."""
        return Row(self.characters.copy(), self.pens.copy())

    def paint(self, column: int, segments: Iterable[Segment], color_system: ColorSystem) -> None:
        """Put segments into the cells from a column on; what lies outside the row is left out."""
        characters: list[str] = []
        pens: list[Pen] = []
        for text, style, control in segments:
            if control:
                continue
            pen = pen_of(style, color_system)
            cells = cells_of(text)
            characters.extend(cells)
            if " " in text:
                blank = pen.for_blanks()
                pens.extend([blank if cell == " " else pen for cell in cells])
            else:
                pens.extend([pen] * len(cells))
        width = len(self.characters)
        if not characters or not 0 <= column < width:
            return
        end = min(column + len(characters), width)
        self.characters[column:end] = characters[: end - column]
        self.pens[column:end] = pens[: end - column]
        self._repair_halves(column, end, cut=column + len(characters) > width)

    def _repair_halves(self, start: int, end: int, *, cut: bool) -> None:
        """Blank what is left of wide characters that were painted over in part.

        Terminals do the same.
        """
        characters = self.characters
        if characters[start] != CONTINUED and _is_wide(characters[start - 1 : start]):
            characters[start - 1] = " "
        while end < len(characters) and characters[end] == CONTINUED:
            characters[end] = " "
            end += 1
        if cut and _is_wide(characters[-1:]):
            characters[-1] = " "

    def changes(self, target: Row) -> Iterator[tuple[int, int]]:
        """Find what differs from another row.

        Yields
        ------
        start, end : int
            Columns between which the other row has to be sent. They never cut a wide character,
            and a few equal cells may lie within when that is shorter than to skip them.
        """
        if self.characters == target.characters and self.pens == target.pens:
            return
        cells = zip(self.characters, self.pens, target.characters, target.pens, strict=True)
        differing = [
            column
            for column, (was, pen_was, becomes, pen_becomes) in enumerate(cells)
            if was != becomes or pen_was != pen_becomes
        ]
        start = end = target.start_of_character(differing[0])
        for column in differing:
            if column > end and not target.is_cheap(end, column):
                yield start, end
                start = target.start_of_character(column)
            end = target.end_of_character(column)
        yield start, end

    def runs(self, start: int, end: int) -> Iterator[Run]:
        """Divide what is between two columns into stretches that one pen can paint."""
        pen = self.pens[start]
        for column in range(start + 1, end):
            other = self.pens[column]
            if other is pen:
                continue
            common = common_pen(pen, other)
            if common is None:
                yield Run(start, column, pen, "".join(self.characters[start:column]))
                start, pen = column, other
            else:
                pen = common
        yield Run(start, end, pen, "".join(self.characters[start:end]))

    def start_of_character(self, column: int) -> int:
        """Return the column where the character begins that covers a cell."""
        while column and self.characters[column] == CONTINUED:
            column -= 1
        return column

    def end_of_character(self, column: int) -> int:
        """Return the column behind the character that covers a cell."""
        column += 1
        while column < len(self.characters) and self.characters[column] == CONTINUED:
            column += 1
        return column

    def is_cheap(self, start: int, end: int) -> bool:
        """Tell whether the cells between two columns are sent sooner than skipped."""
        if end - start > _CHEAP_GAP:
            return False
        gap = self.characters[start:end]
        if UNKNOWN in gap or len("".join(gap).encode()) > _CHEAP_GAP:
            return False
        pen = self.pens[start - 1]
        return all(common_pen(pen, other) for other in self.pens[start:end])


def cells_of(text: str) -> Sequence[str]:
    """Divide text into cells.

    Marks without a width of their own, and what is joined to a character, share its cell. Of
    several cells that a wide character covers, the later ones are `CONTINUED`.
    """
    return text if is_narrow(text) else _measured_cells(text)


def is_narrow(text: str) -> bool:
    """Tell whether text consists of characters that take one cell in every terminal."""
    return _NARROW.issuperset(text)


@lru_cache(maxsize=1024)
def _measured_cells(text: str) -> tuple[str, ...]:
    characters: list[str] = []
    for codepoint in text:
        sticks = characters and (
            cell_len(codepoint) == 0 or characters[-1].endswith(_ZERO_WIDTH_JOINER)
        )
        if sticks:
            characters[-1] += codepoint
        else:
            characters.append(codepoint)
    cells: list[str] = []
    for character in characters:
        width = cell_len(character)
        # A mark with nothing before it has no cell to be in.
        if width:
            cells.append(character)
            cells.extend([CONTINUED] * (width - 1))
    return tuple(cells)


def _is_wide(cells: Sequence[str]) -> bool:
    return any(cell_len(character) > 1 for character in cells if character != UNKNOWN)
