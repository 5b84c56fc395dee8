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
from tbtui.plot.theme import Theme, dim

__all__ = ["Band", "Chart", "ChartOptions", "Line", "add_readout", "draw_line_chart"]

_CROSSHAIR = ord("│")
_CROSSHAIR_DIM = 0.75


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
    picture: Picture, named: Sequence[Line], cursor_x: float | None, theme: Theme
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
    """
    if not picture.patterns.size:
        return picture.chart
    cells = picture.chart.cells.copy()
    if cursor_x is not None:
        _draw_crosshair(cells, picture, cursor_x, theme)
    draw_legend(cells, picture.area, named, cursor_x, picture.patterns, theme)
    return replace(picture.chart, cells=cells)


def _draw_crosshair(cells: Cells, picture: Picture, x: float, theme: Theme) -> None:
    column = picture.chart.column_of(x)
    if column is None:
        return
    top = picture.area.top
    taken = picture.taken[:, column - picture.area.left]
    free = top + np.flatnonzero(~taken)
    cells.codepoints[free, column] = _CROSSHAIR
    cells.foreground[free, column] = cells.color(theme.cursor)
    # Where curves fill a whole column the crosshair is seen behind them.
    behind = cells.color(dim(theme.cursor, theme.background, _CROSSHAIR_DIM))
    cells.background[top + np.flatnonzero(taken), column] = behind
