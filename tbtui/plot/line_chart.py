"""Line charts: curves with axes, grid, crosshair and legend, as a grid of cells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tbtui.plot.axes import (
    PlacedLabel,
    draw_grid,
    draw_horizontal_axis,
    draw_vertical_axis,
    horizontal_labels,
    tick_rows,
)
from tbtui.plot.cells import Cells
from tbtui.plot.chart import Chart, ChartOptions
from tbtui.plot.domains import (
    count_clipped,
    count_non_finite,
    horizontal_domain,
    vertical_domain,
)
from tbtui.plot.layers import Layer, draw_layer
from tbtui.plot.legend import draw_legend
from tbtui.plot.line import Line, Range
from tbtui.plot.markers import find_marks, place_marks
from tbtui.plot.plot_area import PlotArea, vertical_scale
from tbtui.plot.raster import BRAILLE_BLANK
from tbtui.plot.scale import LinearScale, Tick
from tbtui.plot.text import cell_width, clip
from tbtui.plot.theme import RAW_TRACE_DIM, Theme, dim

__all__ = ["Chart", "ChartOptions", "Line", "draw_line_chart"]

LEAST_WIDTH = 12
LEAST_HEIGHT = 4
"""A smaller chart is only a curve, without axes."""

_ROWS_BELOW = 2
_WIDTH_WITH_MARGIN = 30
_NARROWEST_PLOT = 6
_LABEL_WIDTH = 8

_CROSSHAIR = ord("│")


def draw_line_chart(
    lines: Sequence[Line], width: int, height: int, options: ChartOptions, theme: Theme
) -> Chart:
    """Draw curves, whatever their values are.

    Parameters
    ----------
    lines : sequence of Line
        Faint ones are drawn below the others and have no part in the choice of the ranges or in
        the legend, unless there are no others.
    width, height : int
        Size in cells. Below 12 x 4 only the curves are drawn.

    Returns
    -------
    Chart
        With cells of exactly the given size.
    """
    cells = Cells(width, height, theme.text, theme.background)
    leading = [line for line in lines if not line.faint] or list(lines)
    x_domain = horizontal_domain(leading, options.x_range)
    y_domain = vertical_domain(
        leading,
        x_domain,
        options.y_range,
        log=options.log_y,
        ignore_outliers=options.ignore_outliers,
    )
    has_axes = cells.width >= LEAST_WIDTH and cells.height >= LEAST_HEIGHT
    if has_axes:
        area, ticks = _area_beside_axes(cells, x_domain, y_domain, options.log_y)
        _draw_axes(cells, area, ticks, leading, options, theme)
    else:
        y_scale = vertical_scale(y_domain, options.log_y)
        area = PlotArea(0, 0, cells.width, cells.height, LinearScale(x_domain), y_scale)
    if area.width > 0 and area.height > 0:
        has_curve = _draw_contents(cells, area, lines, leading, options, theme)
        if has_axes and not has_curve:
            _write_reason(cells, area, leading, options, theme)
    return Chart(
        cells=cells,
        plot_left=area.left,
        plot_top=area.top,
        plot_width=area.width,
        plot_height=area.height,
        x_domain=x_domain,
        y_domain=area.y_scale.domain,
        log_y=options.log_y,
        clipped=count_clipped(leading, x_domain, area.y_scale.domain),
        non_finite=count_non_finite(leading, x_domain),
    )


def _area_beside_axes(
    cells: Cells, x_domain: Range, y_domain: Range | None, log: bool
) -> tuple[PlotArea, list[Tick]]:
    """Divide the chart into labels, axes and plot; an unknown y range gets no ticks."""
    height = cells.height - _ROWS_BELOW
    y_scale = vertical_scale(y_domain, log)
    ticks = [] if y_domain is None else y_scale.ticks(height, max(_LABEL_WIDTH, cells.width // 6))
    labels = max((cell_width(tick.label) for tick in ticks), default=0)
    margin = 1 if cells.width >= _WIDTH_WITH_MARGIN else 0
    left = margin + labels + 1
    if cells.width - left < _NARROWEST_PLOT:
        ticks = []
        left = 1
    area = PlotArea(left, 0, cells.width - left, height, LinearScale(x_domain), y_scale)
    return area, ticks


def _draw_axes(
    cells: Cells,
    area: PlotArea,
    ticks: Sequence[Tick],
    lines: Sequence[Line],
    options: ChartOptions,
    theme: Theme,
) -> None:
    labels: list[PlacedLabel] = []
    if options.x_range is not None or any(len(line.points[0]) for line in lines):
        labels = horizontal_labels(area, options.horizontal, cells.width)
    if options.grid:
        # A grid line right beside the axis would only make it thicker.
        columns = [label.column for label in labels if label.column > area.left]
        draw_grid(cells, area, tick_rows(area, ticks), columns, theme)
    draw_vertical_axis(cells, area, ticks, theme)
    draw_horizontal_axis(cells, area, labels, theme)


def _draw_contents(
    cells: Cells,
    area: PlotArea,
    lines: Sequence[Line],
    leading: Sequence[Line],
    options: ChartOptions,
    theme: Theme,
) -> bool:
    """Draw what is inside the axes, from the bottom up; tell whether any curve is seen."""
    _draw_crosshair(cells, area, options.cursor_x, theme)
    traces = [line for line in lines if line.faint]
    lower = draw_layer(traces, area)
    upper = draw_layer([line for line in lines if not line.faint], area)
    trace_colors = [dim(line.color, theme.background, RAW_TRACE_DIM) for line in traces]
    _paint(cells, area, lower, trace_colors)
    _paint(cells, area, upper, [line.color for line in lines if not line.faint])
    _draw_marks(cells, area, leading, upper)
    patterns = np.where(upper.patterns > 0, upper.patterns, lower.patterns)
    if options.legend:
        draw_legend(cells, area, leading, options.cursor_x, patterns, theme)
    return bool(patterns.any())


def _draw_crosshair(cells: Cells, area: PlotArea, x: float | None, theme: Theme) -> None:
    if x is None:
        return
    low, high = area.x_scale.domain
    if low <= x <= high:
        column = area.left + int(area.columns(np.array([x]))[0])
        down = slice(area.top, area.top + area.height)
        cells.codepoints[down, column] = _CROSSHAIR
        cells.foreground[down, column] = cells.color(theme.cursor)


def _paint(cells: Cells, area: PlotArea, layer: Layer, colors: Sequence[str]) -> None:
    """Put a layer into the cells; where it has dots it replaces what was there."""
    if not colors:
        return
    palette = np.array([cells.color(color) for color in colors], np.int32)
    down = slice(area.top, area.top + area.height)
    across = slice(area.left, area.left + area.width)
    inked = layer.patterns > 0
    cells.codepoints[down, across][inked] = layer.patterns[inked] + np.uint32(BRAILLE_BLANK)
    cells.foreground[down, across][inked] = palette[layer.owner[inked]]


def _draw_marks(cells: Cells, area: PlotArea, lines: Sequence[Line], upper: Layer) -> None:
    marks = place_marks(find_marks(lines, area), upper.patterns)
    palette = np.array([cells.color(line.color) for line in lines], np.int32)
    rows, columns = area.top + marks.rows, area.left + marks.columns
    cells.codepoints[rows, columns] = marks.codepoints
    cells.foreground[rows, columns] = palette[marks.owner]


def _write_reason(
    cells: Cells, area: PlotArea, lines: Sequence[Line], options: ChartOptions, theme: Theme
) -> None:
    """Say in the middle of an empty plot why it is empty."""
    text = clip(_reason(area, lines, options.log_y), area.width)
    column = area.left + (area.width - cell_width(text)) // 2
    cells.write(column, area.top + (area.height - 1) // 2, text, cells.color(theme.text_muted))


def _reason(area: PlotArea, lines: Sequence[Line], log: bool) -> str:
    if not any(len(line.points[0]) for line in lines):
        return "no points"
    view = area.x_scale.domain
    if not any(line.view(*view) for line in lines):
        return "no points here"
    if not any(line.extent(False, view) for line in lines):
        return "no finite values"
    if log and not any(line.extent(True, view) for line in lines):
        return "no positive values"
    return "no values here"
