"""Line charts: curves with axes, grid, crosshair and legend, as a grid of cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tbtui.plot.band import Band
from tbtui.plot.cells import Cells
from tbtui.plot.chart import Chart, ChartOptions
from tbtui.plot.legend import draw_legend
from tbtui.plot.line import Line
from tbtui.plot.picture import Picture, draw_picture, leading_lines
from tbtui.plot.symbols import symbols
from tbtui.plot.theme import Theme, dim

__all__ = ["Band", "Chart", "ChartOptions", "Line", "add_readout", "draw_line_chart"]

_CROSSHAIR_DIM = 0.75
_CROSSHAIR_SEEN = 1 / 3
"""Part of its column in which the crosshair has to be free to be seen without a background.

Backgrounds behind curves are most of what a step of the crosshair sends.
"""
_CROSSHAIR_EVERY = 3
"""Rows from one cell of an echoed crosshair to the next."""


def draw_line_chart(
    lines: Sequence[Line],
    width: int,
    height: int,
    options: ChartOptions,
    theme: Theme,
    bands: Sequence[Band] = (),
) -> Chart:
    """Draw curves, whatever their values are.

    Parameters
    ----------
    lines : sequence of Line
        Faint ones are drawn below the others and have no part in the choice of the ranges or in
        the legend, unless there are no others.
    width, height : int
        Size in cells. Below 12 x 4 only the curves are drawn.
    bands : sequence of Band
        Drawn below all lines, the first one lowest.

    Returns
    -------
    Chart
        With cells of exactly the given size.
    """
    picture = draw_picture(lines, width, height, options, theme, bands)
    # Lines in front first: where many do not fit, those are the ones that matter.
    named = sorted(leading_lines(lines), key=lambda line: not line.front) if options.legend else []
    return add_readout(picture, named, options.cursor_x, theme)


def add_readout(
    picture: Picture,
    named: Sequence[Line],
    cursor_x: float | None,
    theme: Theme,
    *,
    echo: bool = False,
) -> Chart:
    """Add crosshair and legend to a picture, which stays as it is.

    This is what a step of the crosshair costs: the curves are not drawn again.

    Parameters
    ----------
    named : sequence of Line
        The lines that the legend names, with their values at the crosshair or at their end. Only
        those that fit are looked at. There is no legend when there are none.
    cursor_x : float, optional
        Where the crosshair stands; there is none when it is None or out of view.
    echo : bool
        Whether it is only the echo of a crosshair in another chart: a few cells of it are drawn.
    """
    if not picture.patterns.size:
        return picture.chart
    cells = picture.chart.cells.copy()
    if cursor_x is not None:
        _draw_crosshair(cells, picture, cursor_x, theme, _CROSSHAIR_EVERY if echo else 1)
    draw_legend(cells, picture.area, named, cursor_x, picture.patterns, theme)
    return replace(picture.chart, cells=cells)


def _draw_crosshair(cells: Cells, picture: Picture, x: float, theme: Theme, every: int) -> None:
    column = picture.chart.column_of(x)
    if column is None:
        return
    taken = picture.taken[:, column - picture.area.left]
    rows = np.arange(len(taken))
    free = rows[~taken & (rows % every == 0)] + picture.area.top
    cells.codepoints[free, column] = ord(symbols().crosshair)
    cells.foreground[free, column] = cells.color(theme.cursor)
    if every * len(free) < _CROSSHAIR_SEEN * len(taken):
        # Where curves fill a whole column the crosshair is seen behind them.
        covered = rows[taken & (rows % every == 0)] + picture.area.top
        behind = cells.color(dim(theme.cursor, theme.background, _CROSSHAIR_DIM))
        cells.background[covered, column] = behind
