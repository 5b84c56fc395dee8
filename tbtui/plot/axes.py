"""Axis lines, tick labels and the grid of a chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tbtui.analysis.horizontal import HorizontalAxis
from tbtui.plot.cells import Cells
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.scale import Scale, ScaleKind, Tick
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width
from tbtui.plot.theme import Theme
from tbtui.plot.tick_labels import linear_labels, log_labels, step_labels
from tbtui.plot.ticks import linear_ticks, log_ticks
from tbtui.plot.time_ticks import elapsed_log_ticks, elapsed_ticks, wall_ticks

_COLUMNS_PER_TICK = 10
_GAP_BETWEEN_LABELS = 2
_ROWS_FOR_A_TICK = 4
"""Rows of a y axis that has about one tick."""
_COLUMNS_PER_DOT = 4
"""Of a grid that must not stand out though there is no colour for that."""


class PlacedLabel(NamedTuple):
    """A label of the x axis."""

    tick: Tick
    column: int
    """Of the tick, from the left border of the chart."""
    start: int
    """First column of the text, from the left border of the chart."""


def horizontal_labels(area: PlotArea, axis: HorizontalAxis, chart_width: int) -> list[PlacedLabel]:
    """Choose ticks of the x axis whose labels stand side by side within the chart."""
    for wanted in range(area.width // _COLUMNS_PER_TICK + 1, 0, -1):
        placed = _place(horizontal_ticks(area.x_scale, axis, wanted), area, chart_width)
        if placed is not None:
            return placed
    return []


def horizontal_ticks(scale: Scale, axis: HorizontalAxis, wanted: int) -> Sequence[Tick]:
    """Return about so many round ticks of the x axis, or fewer."""
    low, high = scale.domain
    if scale.kind is ScaleKind.SYMLOG:
        return scale.ticks(_ROWS_FOR_A_TICK * wanted, _COLUMNS_PER_TICK)
    log = scale.kind is ScaleKind.LOG
    if axis is HorizontalAxis.RELATIVE:
        return elapsed_log_ticks(low, high, wanted) if log else elapsed_ticks(low, high, wanted)
    if axis is HorizontalAxis.WALL:
        return wall_ticks(low, high, wanted)
    found = linear_ticks(low, high, wanted)
    values = log_ticks(low, high, wanted) if log else found.values
    if axis is HorizontalAxis.TAG:
        labels = log_labels(values) if log else linear_labels(found, _COLUMNS_PER_TICK)
    else:
        values = [value for value in values if value.is_integer()]
        labels = step_labels(values)
    return [Tick(value, label) for value, label in zip(values, labels, strict=True)]


def _place(ticks: Sequence[Tick], area: PlotArea, chart_width: int) -> list[PlacedLabel] | None:
    """Centre labels under their ticks; None when two of them come too close."""
    columns = area.columns(np.array([tick.value for tick in ticks]))
    placed: list[PlacedLabel] = []
    free_from = 0
    for tick, column in zip(ticks, columns.tolist(), strict=True):
        width = cell_width(tick.label)
        tick_column = area.left + column
        start = min(tick_column - width // 2, chart_width - width)
        start = max(start, 0)
        if start < free_from or width > chart_width:
            return None
        placed.append(PlacedLabel(tick, tick_column, start))
        free_from = start + width + _GAP_BETWEEN_LABELS
    return placed


def draw_grid(
    cells: Cells, area: PlotArea, rows: Sequence[int], columns: Sequence[int], theme: Theme
) -> None:
    """Draw dotted lines through the ticks, given as rows and columns of the chart."""
    color = cells.color(theme.grid)
    form = symbols()
    along_row, along_column, step = form.grid_row, form.grid_column, 1
    if not theme.has_shades:
        along_row, along_column, step = form.grid_dot, form.grid_dot, _COLUMNS_PER_DOT
    for row in rows:
        across = slice(area.left, area.left + area.width, step)
        cells.codepoints[row, across] = ord(along_row)
        cells.foreground[row, across] = color
    for column in columns:
        down = slice(area.top, area.top + area.height)
        cells.codepoints[down, column] = ord(along_column)
        cells.foreground[down, column] = color


def draw_vertical_axis(cells: Cells, area: PlotArea, ticks: Sequence[Tick], theme: Theme) -> None:
    """Draw the y axis on the left of the plot, its labels right-aligned before it."""
    axis_column = area.left - 1
    down = slice(area.top, area.top + area.height)
    cells.codepoints[down, axis_column] = ord(symbols().axis_vertical)
    cells.foreground[down, axis_column] = cells.color(theme.axis)
    label_color = cells.color(theme.text_muted)
    for row, tick in zip(tick_rows(area, ticks), ticks, strict=True):
        cells.write(axis_column - cell_width(tick.label), row, tick.label, label_color)
        cells.codepoints[row, axis_column] = ord(symbols().axis_tick_left)


def draw_horizontal_axis(
    cells: Cells, area: PlotArea, labels: Sequence[PlacedLabel], theme: Theme
) -> None:
    """Draw the x axis below the plot, and its labels below the line."""
    row = area.top + area.height
    across = slice(area.left - 1, area.left + area.width)
    cells.codepoints[row, across] = ord(symbols().axis_horizontal)
    cells.codepoints[row, area.left - 1] = ord(symbols().axis_corner)
    cells.foreground[row, across] = cells.color(theme.axis)
    label_color = cells.color(theme.text_muted)
    for label in labels:
        cells.codepoints[row, label.column] = ord(symbols().axis_tick_below)
        cells.write(label.start, row + 1, label.tick.label, label_color)


def tick_rows(area: PlotArea, ticks: Sequence[Tick]) -> list[int]:
    """Return the rows of the chart in which ticks of the y axis stand."""
    rows: list[int] = area.rows(np.array([tick.value for tick in ticks], np.float64)).tolist()
    return [area.top + row for row in rows]
