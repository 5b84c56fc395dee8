"""Histograms over steps as a map of heat: values upwards, and counts as colours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.horizontal import HorizontalAxis
from tbtui.plot.axes import (
    draw_grid,
    draw_horizontal_axis,
    draw_vertical_axis,
    horizontal_labels,
    tick_rows,
)
from tbtui.plot.cells import Cells
from tbtui.plot.chart import Chart
from tbtui.plot.density import LEVELS, NOTHING, draw_color_scale, draw_levels
from tbtui.plot.histogram_stack import (
    LEAST_HEIGHT,
    LEAST_WIDTH,
    ROWS_BELOW,
    Stack,
    bin_centers,
    chart_of,
    ends_of,
)
from tbtui.plot.numbers import format_value
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.scale import LinearScale
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width
from tbtui.plot.theme import Theme


def draw_heat(
    stack: Stack,
    width: int,
    height: int,
    horizontal: HorizontalAxis,
    theme: Theme,
    *,
    logarithmic: bool,
) -> Chart:
    """Draw histograms as a map: the step or time goes to the right, values upwards.

    Parameters
    ----------
    horizontal : HorizontalAxis
        What depths are.
    logarithmic : bool
        Whether equal ratios of counts, rather than equal differences, are equal steps of colour.
    """
    cells = Cells(width, height, theme.text, theme.background)
    back_to_front = ends_of(stack.depths)[::-1]
    depth_scale = LinearScale(back_to_front)
    has_axes = width >= LEAST_WIDTH and height >= LEAST_HEIGHT
    rows = max(1, height - ROWS_BELOW) if has_axes else height
    ticks = stack.scale.ticks(rows, max(6, width // 6)) if has_axes else []
    left = 1 + max((cell_width(tick.label) for tick in ticks), default=0) if has_axes else 0
    area = PlotArea(left, 0, max(1, width - left), rows, depth_scale, stack.scale)
    if has_axes:
        placed = horizontal_labels(area, horizontal, width)
        draw_grid(cells, area, tick_rows(area, ticks), [], theme)
        draw_vertical_axis(cells, area, ticks, theme)
        draw_horizontal_axis(cells, area, placed, theme)
    if len(stack.depths):
        filled = draw_levels(cells, area, _heat_levels(area, stack, logarithmic), theme)
        if has_axes:
            most = f"{format_value(stack.highest)}{' (log)' if logarithmic else ''}"
            draw_color_scale(cells, area, "0", most, filled, theme)
        _draw_heat_crosshair(cells, area, stack, theme)
    return chart_of(cells, area)


def _heat_levels(area: PlotArea, stack: Stack, logarithmic: bool) -> NDArray[np.intp]:
    """Return the level of each half cell: of the last histogram at or before each column."""
    columns = area.columns(stack.depths)
    shown = np.searchsorted(columns, np.arange(area.width), side="right") - 1
    halves = 2 * area.height
    places = area.y_scale.place(stack.edges)
    middles = 1.0 - (np.arange(halves) + 0.5) / halves
    bins = np.clip(np.searchsorted(places, middles, side="right") - 1, 0, len(places) - 2)
    counts = stack.counts[np.maximum(shown, 0)][:, bins].T
    highest = stack.highest if stack.highest > 0 else 1.0
    share = np.log1p(counts) / np.log1p(highest) if logarithmic else counts / highest
    levels = np.rint(np.clip(share, 0.0, 1.0) * (LEVELS - 1)).astype(np.intp)
    nothing = (counts <= 0) | (shown < 0)[None, :]
    shown_levels: NDArray[np.intp] = np.where(nothing, np.intp(NOTHING), levels)
    return shown_levels


def _draw_heat_crosshair(cells: Cells, area: PlotArea, stack: Stack, theme: Theme) -> None:
    if stack.selected is None:
        return
    column = area.left + int(area.columns(stack.depths[[stack.selected]])[0])
    down = slice(0, area.height)
    free = cells.codepoints[down, column] == ord(" ")
    cursor = cells.color(theme.cursor)
    cells.codepoints[down, column][free] = ord(symbols().crosshair)
    cells.foreground[down, column][free] = cursor
    if stack.selected_bin is not None:
        row = int(area.rows(bin_centers(stack)[[stack.selected_bin]])[0])
        cells.codepoints[row, column] = ord("+")
        cells.foreground[row, column] = cells.color(theme.text_strong)
