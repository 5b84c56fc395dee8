"""What a chart is asked for, and what comes out."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tbtui.analysis.horizontal import HorizontalAxis
from tbtui.plot.cells import Cells
from tbtui.plot.planes import DOT_COLUMNS, DOT_ROWS, ROUNDING
from tbtui.plot.scale import Range, Scale, ScaleKind

WantedRange = tuple["float | None", "float | None"]
"""A range with ends that may be open: those are chosen from the data."""


@dataclass(frozen=True)
class ChartOptions:
    """How a chart is to be drawn.

    Attributes
    ----------
    horizontal : HorizontalAxis
        What x is; decides how the x axis is labelled.
    x_scale : ScaleKind
        Linear or logarithmic; a logarithmic x axis has no place for zero and less.
    y_scale : ScaleKind
        On a logarithmic y axis, values of zero and less are breaks in the line.
    include_zero : bool
        Let the y axis reach to zero when its range is chosen from the data; a logarithmic one
        cannot.
    ignore_outliers : bool
        Leave the highest and the lowest 5 % of the values out of the choice of the y range.
    grid : bool
    x_range, y_range : tuple of float or None, optional
        The visible range, exactly. What is None or makes no sense is chosen from the data, single
        ends too.
    cursor_x : float, optional
        Where the crosshair stands; no crosshair when None.
    legend : bool
        Show names inside the chart, with the values at the crosshair or the last ones.
    density : bool
        Show how many lines pass through each place instead of the lines, except those in front.
    """

    horizontal: HorizontalAxis = HorizontalAxis.STEP
    x_scale: ScaleKind = ScaleKind.LINEAR
    y_scale: ScaleKind = ScaleKind.LINEAR
    include_zero: bool = False
    ignore_outliers: bool = False
    grid: bool = True
    x_range: WantedRange | None = None
    y_range: WantedRange | None = None
    cursor_x: float | None = None
    legend: bool = False
    density: bool = False


@dataclass(frozen=True)
class Chart:
    """A drawn chart and its geometry.

    Attributes
    ----------
    cells : Cells
    plot_left, plot_top, plot_width, plot_height : int
        The part of the cells in which the curves are.
    horizontal, vertical : Scale
        The axes.
    clipped : int
        Finite values in the visible x range that the y axis does not show. On a logarithmic
        axis, values of zero and less are among them.
    non_finite : int
        NaN and infinite values in the visible x range.
    unplaced : int
        Points for which a logarithmic x axis has no place, as their x is zero or less.
    """

    cells: Cells
    plot_left: int
    plot_top: int
    plot_width: int
    plot_height: int
    horizontal: Scale
    vertical: Scale
    clipped: int = 0
    non_finite: int = 0
    unplaced: int = 0

    @property
    def x_domain(self) -> Range:
        """The range of x that the plot shows, from border to border."""
        return self.horizontal.domain

    @property
    def y_domain(self) -> Range:
        """The range of y that the plot shows, from border to border."""
        return self.vertical.domain

    @property
    def x_scale(self) -> ScaleKind:
        """How the x axis divides its length."""
        return self.horizontal.kind

    @property
    def y_scale(self) -> ScaleKind:
        """How the y axis divides its height."""
        return self.vertical.kind

    def x_at(self, column: int) -> float:
        """Return the x in the middle of a column of cells; beyond the plot, of its border."""
        inside = min(max(column - self.plot_left, 0), max(self.plot_width - 1, 0))
        place = (inside + 0.5) / max(self.plot_width, 1)
        return self.horizontal.value_at(place)

    def column_of(self, x: float) -> int | None:
        """Return the column of cells that shows `x`, None when it is out of view."""
        low, high = self.x_domain
        if not low <= x <= high or self.plot_width == 0:
            return None
        dot = _dot(self.horizontal.place_of(x), self.plot_width * DOT_COLUMNS)
        return self.plot_left + dot // DOT_COLUMNS

    def row_of(self, y: float) -> int | None:
        """Return the row of cells that shows `y`, None when it is out of view."""
        low, high = self.y_domain
        if not low <= y <= high or self.plot_height == 0:
            return None
        dot = _dot(1.0 - self.vertical.place_of(y), self.plot_height * DOT_ROWS)
        return self.plot_top + dot // DOT_ROWS


def _dot(place: float, count: int) -> int:
    return min(max(math.floor(place * count + ROUNDING), 0), count - 1)
