"""Bands as the background of cells, to half a cell exactly, below everything else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.distinct import distinct
from tbtui.plot.band import Band
from tbtui.plot.cells import Cells
from tbtui.plot.planes import DOT_COLUMNS, DOT_ROWS, ROUNDING, Floats, Indexes
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.symbols import symbols
from tbtui.plot.theme import BAND_DIM, Theme, dim

_HALVES = 2


def draw_bands(
    cells: Cells, area: PlotArea, bands: Sequence[Band], theme: Theme
) -> NDArray[np.int32]:
    """Shade the cells that bands cover; where several do, the later ones shine through more.

    Where there are no shades of colours, a character fills the cells instead.

    Returns
    -------
    int32[height, width]
        The colour of each cell of the area behind dots. A cell that a band only covers by half has
        the band behind its dots as well: else a line along the edge would seem cut out of it.
    """
    empty = cells.color(theme.background)
    if not theme.has_shades:
        return _draw_characters(cells, area, bands, empty)
    halves = np.full((area.height * _HALVES, area.width), empty, np.int32)
    for band in bands:
        covered = _covered_halves(*_coverage(band, area), area)
        for below in distinct(halves[covered]).tolist():
            blended = cells.color(dim(band.color, cells.palette[below], BAND_DIM))
            halves[covered & (halves == below)] = blended
    upper, lower = halves[0::_HALVES], halves[1::_HALVES]
    if symbols().is_ascii:
        # There are no half cells, so the whole cell belongs to whatever covers part of it.
        upper = lower = np.where(upper == empty, lower, upper)
    _shade(cells, area, upper, lower, empty)
    behind: NDArray[np.int32] = np.where(lower == empty, upper, lower)
    return behind


def _draw_characters(
    cells: Cells, area: PlotArea, bands: Sequence[Band], empty: int
) -> NDArray[np.int32]:
    down = slice(area.top, area.top + area.height)
    across = slice(area.left, area.left + area.width)
    for band in bands:
        covered = _covered_halves(*_coverage(band, area), area)
        cell = covered[0::_HALVES] | covered[1::_HALVES]
        cells.codepoints[down, across][cell] = ord(symbols().band)
        cells.foreground[down, across][cell] = cells.color(dim(band.color, "default", BAND_DIM))
    return np.full((area.height, area.width), empty, np.int32)


def _shade(
    cells: Cells,
    area: PlotArea,
    upper: NDArray[np.int32],
    lower: NDArray[np.int32],
    empty: int,
) -> None:
    """Put the colours of half cells into the cells."""
    down = slice(area.top, area.top + area.height)
    across = slice(area.left, area.left + area.width)
    background = cells.background[down, across]
    foreground = cells.foreground[down, across]
    codepoints = cells.codepoints[down, across]
    background[:] = np.where(upper == empty, upper, lower)
    only_lower = (upper == empty) & (lower != empty)
    codepoints[only_lower] = ord(symbols().lower_half)
    foreground[only_lower] = lower[only_lower]
    other_upper = (upper != empty) & (upper != lower)
    codepoints[other_upper] = ord(symbols().upper_half)
    foreground[other_upper] = upper[other_upper]


def _covered_halves(top: Floats, bottom: Floats, area: PlotArea) -> NDArray[np.bool_]:
    """Tell which half cells a band fills, the nearest one where it is too thin to fill any.

    Parameters
    ----------
    top, bottom : float64[width]
        In half cells from the upper border; NaN where there is no band.
    """
    count = area.height * _HALVES
    middles = np.arange(count)[:, np.newaxis] + 0.5
    covered: NDArray[np.bool_] = (middles >= top - ROUNDING) & (middles <= bottom + ROUNDING)
    in_view = (bottom >= 0) & (top <= count)
    thin = np.flatnonzero(in_view & ~covered.any(axis=0))
    nearest = np.floor((top[thin] + bottom[thin]) / 2).astype(np.intp)
    covered[np.clip(nearest, 0, count - 1), thin] = True
    return covered


def _coverage(band: Band, area: PlotArea) -> tuple[Floats, Floats]:
    """Return from where to where a band reaches within each column of cells.

    Returns
    -------
    top, bottom : float64[width]
        In half cells from the upper border; NaN where there is no band.
    """
    x, lower, upper = band.envelopes(area.x_scale, area.width)
    across = area.dots_across(x) / DOT_COLUMNS
    tops = area.dots_down(upper) * (_HALVES / DOT_ROWS)
    bottoms = area.dots_down(lower) * (_HALVES / DOT_ROWS)
    # On a logarithmic axis, zero and less are infinitely far down.
    bottoms[np.isnan(bottoms) & np.isfinite(lower)] = area.height * _HALVES
    known = np.isfinite(across) & np.isfinite(tops) & np.isfinite(bottoms)
    top, bottom = np.full(area.width, np.inf), np.full(area.width, -np.inf)

    def cover(places: Floats, from_top: Floats, to_bottom: Floats) -> None:
        column = np.clip(places + ROUNDING, -1, area.width).astype(np.intp)
        column[(column == area.width) & (places <= area.width + ROUNDING)] = area.width - 1
        inside = (places + ROUNDING >= 0) & (column < area.width)
        np.minimum.at(top, column[inside], from_top[inside])
        np.maximum.at(bottom, column[inside], to_bottom[inside])

    cover(across[known], tops[known], bottoms[known])
    start = np.flatnonzero(known[:-1] & known[1:])
    if len(start):
        segment, border = _crossed_borders(across[start], across[start + 1], area.width)
        start = start[segment]
        share = (border - across[start]) / (across[start + 1] - across[start])
        at_top = tops[start] + share * (tops[start + 1] - tops[start])
        at_bottom = bottoms[start] + share * (bottoms[start + 1] - bottoms[start])
        # What stands at a border belongs to the columns on both of its sides.
        cover(border - 0.5, at_top, at_bottom)
        cover(border + 0.5, at_top, at_bottom)
    nowhere = top > bottom
    top[nowhere] = bottom[nowhere] = np.nan
    return top, bottom


def _crossed_borders(left: Floats, right: Floats, width: int) -> tuple[Indexes, Floats]:
    """Return which segments cross which borders between columns, those of the area included."""
    first = np.ceil(np.clip(left, 0, width)).astype(np.intp)
    last = np.floor(np.clip(right, 0, width)).astype(np.intp)
    crossed = np.where((right < 0) | (left > width) | (left >= right), 0, last - first + 1)
    crossed = np.maximum(crossed, 0)
    segment = np.repeat(np.arange(len(left)), crossed)
    offset = np.arange(int(crossed.sum())) - np.repeat(np.cumsum(crossed) - crossed, crossed)
    return segment, (first[segment] + offset).astype(np.float64)
