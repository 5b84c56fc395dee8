"""Marks for the values that no curve can show: not a number, and the infinities."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.distinct import first_places
from tbtui.plot.cells import Cells
from tbtui.plot.curves import Curves
from tbtui.plot.line import Line
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.symbols import symbols


class Marks(NamedTuple):
    """Marks in the cells of a plot area, at most one in a cell for each line.

    Attributes
    ----------
    rows, columns : intp[n]
    codepoints : uint32[n]
    owner : intp[n]
        Index of the line.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    codepoints: NDArray[np.uint32]
    owner: NDArray[np.intp]


def find_marks(curves: Curves, area: PlotArea) -> Marks:
    """Find where the visible values that are not finite are to be marked.

    A NaN stands at the height of the last finite value before it, or of the first one after it
    when none precedes, and at the bottom when there is none; an infinity stands at the border to
    which it points.
    """
    empty = np.zeros(0, np.intp)
    found = [Marks(empty, empty, np.zeros(0, np.uint32), empty)]
    for owner in curves.with_non_finite():
        line = curves.lines[owner]
        marks = line.recall(("marks", area), partial(_marks_of, line, area))
        found.append(marks._replace(owner=np.full(len(marks.rows), owner, np.intp)))
    return Marks(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _marks_of(line: Line, area: PlotArea) -> Marks:
    x, y = line.points
    left, right = area.x_scale.domain
    at = line.non_finite
    at = at[(x[at] >= left) & (x[at] <= right)]
    columns = area.columns(x[at])
    rows = area.rows(_heights(line, at, area.log)) if len(at) else columns
    codepoints = np.full(len(at), ord(symbols().not_a_number), np.uint32)
    values = y[at]
    bottom = area.height - 1
    if not np.isfinite(line.values(area.log)).any():
        rows = np.full(len(at), bottom, np.intp)
    codepoints[values == np.inf] = ord(symbols().positive_infinity)
    rows[values == np.inf] = 0
    codepoints[values == -np.inf] = ord(symbols().negative_infinity)
    rows[values == -np.inf] = bottom
    # A million of them still fill only so many cells; the first of a cell stands for all.
    first = first_places(rows * area.width + columns)
    return Marks(rows[first], columns[first], codepoints[first], np.zeros_like(first))


def _heights(line: Line, at: NDArray[np.intp], log: bool) -> NDArray[np.float64]:
    """Return for each index the last finite value before it, or else the first one after it."""
    values = line.values(log)
    good = np.flatnonzero(np.isfinite(values))
    if not len(good):
        return np.full(len(at), np.nan)
    before = np.searchsorted(good, at) - 1
    heights: NDArray[np.float64] = values[good[np.maximum(before, 0)]].astype(np.float64)
    return heights


def place_marks(marks: Marks, patterns: NDArray[np.uint8]) -> Marks:
    """Move marks off the curves where a neighbouring cell above or below is free.

    Parameters
    ----------
    patterns : uint8[height, width]
        The dots of the curves; a mark with no free neighbour stays and hides some.
    """
    height = len(patterns)
    rows = marks.rows.copy()
    taken = patterns[rows, marks.columns] > 0
    for shift in (-1, 1):
        beside = np.clip(marks.rows + shift, 0, height - 1)
        free = taken & (patterns[beside, marks.columns] == 0)
        rows[free] = beside[free]
        taken &= ~free
    return marks._replace(rows=rows)


def draw_restarts(cells: Cells, area: PlotArea, lines: Sequence[Line]) -> None:
    """Mark on the x axis, in the colour of the line, where runs went back and began again."""
    low, high = area.x_scale.domain
    row = area.top + area.height
    for line in sorted(lines, key=lambda line: line.front):
        if line.restarts is None:
            continue
        x = np.asarray(line.restarts, np.float64)
        columns = area.left + area.columns(x[(x >= low) & (x <= high)])
        cells.codepoints[row, columns] = ord(symbols().restart)
        cells.foreground[row, columns] = cells.color(line.color)
