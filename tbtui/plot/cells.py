"""A grid of character cells: what every drawing of this room produces.

The grid knows nothing of terminals. Screens turn it into styled segments, commands into
escape sequences (:mod:`tbtui.plot.ansi`), tests into plain text.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.text import cell_width

BLANK = ord(" ")
SECOND_HALF = 0
"""Code point of the right half of a double-width character; it is never written out."""
_NOTHING = chr(SECOND_HALF)


class Run(NamedTuple):
    """Neighbouring cells of one row that look alike."""

    text: str
    foreground: str
    background: str
    bold: bool


class Cells:
    """Characters with their colours.

    Parameters
    ----------
    width, height : int
        Size in cells; anything below zero counts as zero.
    foreground, background : str
        Colours of the empty grid.

    Attributes
    ----------
    codepoints : uint32[height, width]
    foreground, background : int32[height, width]
        Indexes into `palette`.
    bold : bool[height, width]
    palette : list of str
        Entry 0 is the foreground of the empty grid, entry 1 its background.
    """

    def __init__(self, width: int, height: int, foreground: str, background: str) -> None:
        self.width = max(width, 0)
        self.height = max(height, 0)
        shape = (self.height, self.width)
        self.palette: list[str] = []
        self._index_of_color: dict[str, int] = {}
        self.codepoints: NDArray[np.uint32] = np.full(shape, BLANK, np.uint32)
        self.foreground: NDArray[np.int32] = np.zeros(shape, np.int32)
        self.background: NDArray[np.int32] = np.ones(shape, np.int32)
        self.bold: NDArray[np.bool_] = np.zeros(shape, np.bool_)
        self.palette.extend((foreground, background))
        self._index_of_color[background] = 1
        self._index_of_color[foreground] = 0

    def copy(self) -> Cells:
        """Return a grid with the same contents that can be written to by itself."""
        twin = Cells(self.width, self.height, *self.palette[:2])
        twin.codepoints = self.codepoints.copy()
        twin.foreground = self.foreground.copy()
        twin.background = self.background.copy()
        twin.bold = self.bold.copy()
        twin.palette = list(self.palette)
        twin._index_of_color = dict(self._index_of_color)
        return twin

    def differs_from(self, other: Cells) -> NDArray[np.bool_]:
        """Tell which cells look different in another grid of the same size.

        Returns
        -------
        bool[height, width]
        """
        mine, its = np.array(self.palette), np.array(other.palette)
        if self.palette[: len(its)] == other.palette or other.palette[: len(mine)] == self.palette:
            # Grids that were copied from the same one number their colours alike.
            foreground = self.foreground != other.foreground
            background = self.background != other.background
        else:
            foreground = mine[self.foreground] != its[other.foreground]
            background = mine[self.background] != its[other.background]
        different: NDArray[np.bool_] = self.codepoints != other.codepoints
        different |= foreground | background | (self.bold != other.bold)
        return different

    def color(self, color: str) -> int:
        """Return the palette index of `color`, entering it when it is new."""
        index = self._index_of_color.get(color)
        if index is None:
            index = len(self.palette)
            self.palette.append(color)
            self._index_of_color[color] = index
        return index

    def write(
        self,
        x: int,
        y: int,
        text: str,
        foreground: int,
        background: int | None = None,
        bold: bool = False,
    ) -> None:
        """Write `text` with its first cell at column `x` of row `y`.

        What falls outside the grid is dropped. Characters without a width of their own
        (combining marks that do not compose, control characters) are dropped as well, since a
        cell holds one character. Text from a file is to be escaped by the caller.

        Parameters
        ----------
        foreground, background : int
            Palette indexes (see `color`). No background leaves that of the cells as it is.
        """
        if not 0 <= y < self.height:
            return
        codepoints = _codepoints(text)
        if x < 0:
            codepoints = codepoints[-x:]
            x = 0
            if len(codepoints) and codepoints[0] == SECOND_HALF:
                codepoints[0] = BLANK
        codepoints = codepoints[: max(self.width - x, 0)]
        if not len(codepoints):
            return
        end = x + len(codepoints)
        self._free_halves(y, x, end)
        self.codepoints[y, x:end] = codepoints
        if end == self.width and _is_wide(int(codepoints[-1])):
            self.codepoints[y, end - 1] = BLANK
        self.foreground[y, x:end] = foreground
        self.bold[y, x:end] = bold
        if background is not None:
            self.background[y, x:end] = background

    def _free_halves(self, y: int, start: int, end: int) -> None:
        """Blank the remaining halves of double-width characters that a text is about to cut."""
        row = self.codepoints[y]
        if start > 0 and row[start] == SECOND_HALF:
            row[start - 1] = BLANK
        if end < self.width and row[end] == SECOND_HALF:
            row[end] = BLANK

    def text(self, row: int) -> str:
        """Return the characters of one row without their colours."""
        return _decoded(self.codepoints[row]).replace(_NOTHING, "")

    def runs(self, row: int) -> list[Run]:
        """Return one row as the fewest runs of equal look.

        Blanks show no foreground, so they join the run on their left whatever their own
        foreground and weight are, as long as the background is the same.
        """
        return self._runs(slice(row, row + 1))[0]

    def all_runs(self) -> list[list[Run]]:
        """Return the runs of every row, faster than one row after the other."""
        return self._runs(slice(0, self.height))

    def _runs(self, rows: slice) -> list[list[Run]]:
        codepoints = self.codepoints[rows]
        found: list[list[Run]] = [[] for _ in codepoints]
        if codepoints.size == 0:
            return found
        inked = codepoints != BLANK
        inked[:, 0] = True
        places = np.arange(codepoints.size).reshape(codepoints.shape)
        # The cell on the left, or the cell itself, from which each cell has its foreground.
        source = np.maximum.accumulate(np.where(inked, places, 0), axis=1)
        foreground = self.foreground[rows].ravel()[source]
        bold = self.bold[rows].ravel()[source]
        background = self.background[rows]
        begins = np.ones(codepoints.shape, np.bool_)
        begins[:, 1:] = foreground[:, 1:] != foreground[:, :-1]
        begins[:, 1:] |= bold[:, 1:] != bold[:, :-1]
        begins[:, 1:] |= background[:, 1:] != background[:, :-1]
        starts = np.flatnonzero(begins)
        looks = zip(
            starts.tolist(),
            [*starts[1:].tolist(), codepoints.size],
            foreground[begins].tolist(),
            background[begins].tolist(),
            bold[begins].tolist(),
            strict=True,
        )
        text = _decoded(codepoints)
        for start, end, ink, paper, is_bold in looks:
            run_text = text[start:end].replace(_NOTHING, "")
            run = Run(run_text, self.palette[ink], self.palette[paper], is_bold)
            found[start // self.width].append(run)
        return found


def _decoded(codepoints: NDArray[np.uint32]) -> str:
    """Return one character for each cell, `_NOTHING` for second halves."""
    return codepoints.astype("<u4").tobytes().decode("utf-32-le")


def _codepoints(text: str) -> NDArray[np.uint32]:
    """Return one code point for each cell that `text` takes."""
    if text.isascii() and text.isprintable():
        return np.frombuffer(text.encode("ascii"), np.uint8).astype(np.uint32)
    cells: list[int] = []
    for character in unicodedata.normalize("NFC", text):
        width = cell_width(character)
        if width <= 0 or _is_control(character):
            continue
        cells.append(ord(character))
        if width == 2:
            cells.append(SECOND_HALF)
    return np.array(cells, np.uint32)


def _is_wide(codepoint: int) -> bool:
    return codepoint > 0x7F and cell_width(chr(codepoint)) == 2


def _is_control(character: str) -> bool:
    return character < " " or "\x7f" <= character <= "\x9f"
