"""Letters on curves, which tell them apart where colours cannot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from string import ascii_letters

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.cells import Cells
from tbtui.plot.inks import letter_of
from tbtui.plot.line import Line
from tbtui.plot.planes import DOT_COLUMNS, DOT_ROWS
from tbtui.plot.plot_area import PlotArea

SPACING = 24
"""Columns from one letter of a curve to the next."""
_TRIES = 8
"""Columns to the left of which one may be free, where many curves meet."""

Floats = NDArray[np.float64]


def letter(position: int) -> str:
    """Return the letter of a curve by its position in a legend; after 52 they repeat."""
    return ascii_letters[position % len(ascii_letters)]


def with_letter(line: Line, position: int) -> Line:
    """Return a line that is told from others by a letter and not by its colour."""
    return replace(line, color=f"{letter(position)} default")


def draw_letters(
    cells: Cells, area: PlotArea, lines: Sequence[Line], taken: NDArray[np.bool_]
) -> None:
    """Write the letter of each curve at its end and here and there on it, the curves taking turns.

    Lines whose ink has no letter are left alone.

    Parameters
    ----------
    taken : bool[height, width]
        The cells of the letters are marked as taken.
    """
    lettered = [line for line in lines if letter_of(line.color)]
    used = np.zeros(taken.shape, np.bool_)
    for position, line in enumerate(lettered):
        x, y = _newest_piece(line, area)
        if not len(x):
            continue
        turn = (position + 1) * SPACING // len(lettered)
        for wanted in _wanted_columns(x, area.width, turn):
            place = _free_cell(x, y, wanted, used)
            if place is None:
                continue
            row, column = place
            used[row, max(0, column - 1) : column + 2] = True
            taken[row, column] = True
            at, ink = (area.left + column, area.top + row), cells.color(line.color)
            cells.write(*at, letter_of(line.color), ink, bold=True)


def _newest_piece(line: Line, area: PlotArea) -> tuple[Floats, Floats]:
    """Return where the last piece of a line runs, in cells of the area."""
    if not line.pieces:
        return np.zeros(0), np.zeros(0)
    newest = line.pieces[-1]
    across = area.dots_across(line.points[0][newest]) / DOT_COLUMNS
    down = area.dots_down(line.values(area.log)[newest]) / DOT_ROWS
    known = np.isfinite(across) & np.isfinite(down)
    return across[known], down[known]


def _wanted_columns(x: Floats, width: int, turn: int) -> Iterator[int]:
    """Yield the column of the end, then those at equal distances before it."""
    first, last = max(0, int(np.floor(x[0]))), min(width - 1, int(np.floor(x[-1])))
    if first <= last:
        yield last
    yield from range(last - turn, first - 1, -SPACING)


def _free_cell(
    x: Floats, y: Floats, wanted: int, used: NDArray[np.bool_]
) -> tuple[int, int] | None:
    """Return row and column of a cell on the curve, at the wanted column or left of it."""
    for column in range(wanted, max(-1, wanted - _TRIES), -1):
        row = int(np.floor(np.interp(column + 0.5, x, y)))
        if 0 <= row < len(used) and not used[row, column]:
            return row, column
    return None
