"""What a chart is asked for, and what comes out."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tbtui.analysis.horizontal import HorizontalAxis
from tbtui.plot.cells import Cells
from tbtui.plot.raster import DOT_COLUMNS, DOT_ROWS, ROUNDING
from tbtui.plot.scale import LinearScale, LogScale


@dataclass(frozen=True)
class ChartOptions:
    """How a chart is to be drawn.

    Attributes
    ----------
    horizontal : HorizontalAxis
        What x is; decides how the x axis is labelled.
    log_y : bool
        Logarithmic y axis; values of zero and less are breaks in the line.
    ignore_outliers : bool
        Leave the highest and the lowest 5 % of the values out of the choice of the y range.
    grid : bool
    x_range, y_range : tuple of float, optional
        The visible range; chosen from the data when None or when it makes no sense.
    cursor_x : float, optional
        Where the crosshair stands; no crosshair when None.
    legend : bool
        Show names inside the chart, with the values at the crosshair or the last ones.
    """

    horizontal: HorizontalAxis = HorizontalAxis.STEP
    log_y: bool = False
    ignore_outliers: bool = False
    grid: bool = True
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None
    cursor_x: float | None = None
    legend: bool = False


@dataclass(frozen=True)
class Chart:
    """A drawn chart and its geometry.

    Attributes
    ----------
    cells : Cells
    plot_left, plot_top, plot_width, plot_height : int
        The part of the cells in which the curves are.
    x_domain, y_domain : tuple of float
        The range of x and y that the plot shows, from border to border.
    log_y : bool
        Whether the y axis is logarithmic.
    clipped : int
        Finite values in the visible x range that the y axis does not show. On a logarithmic
        axis, values of zero and less are among them.
    non_finite : int
        NaN and infinite values in the visible x range.
    """

    cells: Cells
    plot_left: int
    plot_top: int
    plot_width: int
    plot_height: int
    x_domain: tuple[float, float]
    y_domain: tuple[float, float]
    log_y: bool = False
    clipped: int = 0
    non_finite: int = 0

    def x_at(self, column: int) -> float:
        """Return the x in the middle of a column of cells; beyond the plot, of its border."""
        inside = min(max(column - self.plot_left, 0), max(self.plot_width - 1, 0))
        place = (inside + 0.5) / max(self.plot_width, 1)
        return LinearScale(self.x_domain).value_at(place)

    def column_of(self, x: float) -> int | None:
        """Return the column of cells that shows `x`, None when it is out of view."""
        low, high = self.x_domain
        if not low <= x <= high or self.plot_width == 0:
            return None
        dot = _dot(LinearScale(self.x_domain).place_of(x), self.plot_width * DOT_COLUMNS)
        return self.plot_left + dot // DOT_COLUMNS

    def row_of(self, y: float) -> int | None:
        """Return the row of cells that shows `y`, None when it is out of view."""
        low, high = self.y_domain
        if not low <= y <= high or self.plot_height == 0:
            return None
        scale = LogScale(self.y_domain) if self.log_y else LinearScale(self.y_domain)
        dot = _dot(1.0 - scale.place_of(y), self.plot_height * DOT_ROWS)
        return self.plot_top + dot // DOT_ROWS


def _dot(place: float, count: int) -> int:
    return min(max(math.floor(place * count + ROUNDING), 0), count - 1)
