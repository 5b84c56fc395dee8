"""The part of a line chart that stays while the crosshair moves: axes, grid and curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.axes import (
    PlacedLabel,
    draw_grid,
    draw_horizontal_axis,
    draw_vertical_axis,
    horizontal_labels,
    tick_rows,
)
from tbtui.plot.band import Band
from tbtui.plot.cells import Cells
from tbtui.plot.chart import Chart, ChartOptions
from tbtui.plot.curve_painting import paint_curves, paint_density
from tbtui.plot.curves import Curves
from tbtui.plot.domains import chart_scales
from tbtui.plot.line import Line
from tbtui.plot.markers import draw_restarts
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.scale import Scale, ScaleKind, Tick
from tbtui.plot.text import cell_width, clip
from tbtui.plot.theme import Theme

LEAST_WIDTH = 12
LEAST_HEIGHT = 4
"""A smaller chart is only a curve, without axes."""

_ROWS_BELOW = 2
_WIDTH_WITH_MARGIN = 30
_NARROWEST_PLOT = 6
_LABEL_WIDTH = 8


@dataclass(frozen=True)
class Picture:
    """A chart without crosshair and legend, and what adding them needs to know.

    Attributes
    ----------
    chart : Chart
        Not to be written to: other charts are made from copies of its cells.
    area : PlotArea
    patterns : uint8[height, width]
        The dots in each cell of the plot area, as braille patterns.
    taken : bool[height, width]
        Cells of the plot area that hold more than the grid: the crosshair passes behind them.
    """

    chart: Chart
    area: PlotArea
    patterns: NDArray[np.uint8]
    taken: NDArray[np.bool_]


def draw_picture(
    lines: Sequence[Line],
    width: int,
    height: int,
    options: ChartOptions,
    theme: Theme,
    bands: Sequence[Band] = (),
) -> Picture:
    """Draw all of a chart except crosshair and legend.

    A density shows no bands and no marks of values that are not finite.

    The parameters are those of :func:`tbtui.plot.line_chart.draw_line_chart`.
    """
    cells = Cells(width, height, theme.text, theme.background)
    leading = leading_lines(lines)
    shown = [line for line in lines if not line.faint] or list(lines)
    curves = Curves(leading)
    scaled = curves if len(shown) == len(leading) else Curves(shown)
    x_scale, y_scale, known = chart_scales(scaled, bands, options)
    has_axes = cells.width >= LEAST_WIDTH and cells.height >= LEAST_HEIGHT
    if has_axes:
        rows = cells.height - _ROWS_BELOW
        ticks = y_scale.ticks(rows, max(_LABEL_WIDTH, width // 6)) if known else []
        area, ticks = _area_beside_axes(cells, x_scale, y_scale, ticks)
        _draw_axes(cells, area, ticks, scaled, options, theme)
        draw_restarts(cells, area, leading)
    else:
        area = PlotArea(0, 0, cells.width, cells.height, x_scale, y_scale)
    patterns = np.zeros((area.height, area.width), np.uint8)
    taken = np.zeros(patterns.shape, np.bool_)
    if patterns.size:
        if options.density:
            patterns, taken = paint_density(cells, area, lines, curves, theme)
        else:
            patterns, taken = paint_curves(cells, area, lines, bands, curves, theme)
        if has_axes and not patterns.any():
            _write_reason(cells, area, taken, scaled, theme)
    chart = Chart(
        cells=cells,
        plot_left=area.left,
        plot_top=area.top,
        plot_width=area.width,
        plot_height=area.height,
        horizontal=x_scale,
        vertical=y_scale,
        clipped=curves.count_outside(x_scale.domain, y_scale.domain),
        non_finite=curves.count_non_finite(x_scale.domain),
        unplaced=curves.not_positive_x if x_scale.kind is ScaleKind.LOG else 0,
    )
    return Picture(chart, area, patterns, taken)


def leading_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that a legend names and whose odd values are marked and counted."""
    return [line for line in lines if not (line.faint or line.superseded)] or list(lines)


def _area_beside_axes(
    cells: Cells, x_scale: Scale, y_scale: Scale, ticks: list[Tick]
) -> tuple[PlotArea, list[Tick]]:
    """Divide the chart into labels, axes and plot; where it is too narrow there are no labels."""
    labels = max((cell_width(tick.label) for tick in ticks), default=0)
    margin = 1 if cells.width >= _WIDTH_WITH_MARGIN else 0
    left = margin + labels + 1
    if cells.width - left < _NARROWEST_PLOT:
        ticks = []
        left = 1
    height = cells.height - _ROWS_BELOW
    return PlotArea(left, 0, cells.width - left, height, x_scale, y_scale), ticks


def _draw_axes(
    cells: Cells,
    area: PlotArea,
    ticks: Sequence[Tick],
    curves: Curves,
    options: ChartOptions,
    theme: Theme,
) -> None:
    labels: list[PlacedLabel] = []
    if options.x_range is not None or curves.has_points:
        labels = horizontal_labels(area, options.horizontal, cells.width)
    if options.grid:
        # A grid line right beside the axis would only make it thicker.
        columns = [label.column for label in labels if label.column > area.left]
        draw_grid(cells, area, tick_rows(area, ticks), columns, theme)
    draw_vertical_axis(cells, area, ticks, theme)
    draw_horizontal_axis(cells, area, labels, theme)


def _write_reason(
    cells: Cells,
    area: PlotArea,
    taken: NDArray[np.bool_],
    curves: Curves,
    theme: Theme,
) -> None:
    """Say in the middle of an empty plot why it is empty."""
    text = clip(reason_for_nothing(area, curves), area.width)
    column = (area.width - cell_width(text)) // 2
    row = (area.height - 1) // 2
    cells.write(area.left + column, area.top + row, text, cells.color(theme.text_muted))
    taken[row, column : column + cell_width(text)] = True


def reason_for_nothing(area: PlotArea, curves: Curves) -> str:
    """Return why nothing is to be seen in a plot."""
    view = area.x_scale.domain
    if not curves.has_points:
        return "no points"
    if area.x_scale.kind is ScaleKind.LOG and curves.x_extent(True) is None:
        return "no positive x"
    if not curves.has_points_in(view):
        return "no points here"
    if not curves.extent(False, view):
        return "no finite values"
    if area.log and not curves.extent(True, view):
        return "no positive values"
    return "no values here"
