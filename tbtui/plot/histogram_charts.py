"""Histograms over steps as a chart: as ridges one behind the other, or as a map of heat.

Whatever is drawn has been brought into common bins before (see
:mod:`tbtui.analysis.histogram_grids`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
from tbtui.plot.density import LEVELS, NOTHING, draw_levels
from tbtui.plot.dot_glyphs import glyphs
from tbtui.plot.planes import DOT_ROWS
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.ridges import HEIGHT_SHARE, baselines, ridge_cells, ridge_dots
from tbtui.plot.scale import LinearScale, Scale
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width
from tbtui.plot.theme import Theme, dim

Floats = NDArray[np.float64]

LEAST_WIDTH, LEAST_HEIGHT = 14, 5
"""Cells of a chart that has room for axes."""
_ROWS_BELOW = 2
_OLDEST_BODY, _NEWEST_BODY = 0.9, 0.6
_OLDEST_OUTLINE = 0.6
"""How far ridges fade into the background (see `tbtui.plot.theme.dim`)."""
_ROWS_PER_LABEL = 2
_HEADROOM = 1.08
"""How far an axis of counts goes beyond the highest."""
_DOTS_PER_RIDGE = 5
_FEWEST_RIDGES, _MOST_RIDGES = 4, 51


@dataclass(frozen=True)
class Stack:
    """Histograms in common bins, the oldest first.

    Attributes
    ----------
    depths : float64[n]
        Step or time of each, rising.
    labels : sequence of str
        The same as text.
    counts : float64[n, k]
    edges : float64[k + 1]
        Of the bins.
    scale : Scale
        The axis of values.
    color : str
        Of the run.
    highest : float
        The count that has the full height or the strongest colour.
    selected : int or None
        The one that is looked at.
    selected_bin : int or None
    colors : sequence of str
        Of each histogram, where they are of several runs.
    """

    depths: Floats
    labels: Sequence[str]
    counts: Floats
    edges: Floats
    scale: Scale
    color: str
    highest: float
    selected: int | None = None
    selected_bin: int | None = None
    colors: Sequence[str] = ()

    def outline(self, index: int, theme: Theme) -> str:
        """Return the colour of an outline: faded the more the older it is."""
        if self.colors:
            return self.colors[index]
        newest = len(self.depths) - 1
        if index == newest:
            return self.color
        return dim(self.color, theme.background, _OLDEST_OUTLINE * (1 - index / newest))


def ridge_count(height: int) -> int:
    """Return how many ridges are told apart in a chart of so many cells of height."""
    dots = (height - _ROWS_BELOW) * DOT_ROWS * (1 - HEIGHT_SHARE)
    return int(min(max(dots // _DOTS_PER_RIDGE, _FEWEST_RIDGES), _MOST_RIDGES))


def draw_ridges(stack: Stack, width: int, height: int, theme: Theme) -> Chart:
    """Draw histograms as ridges, the newest in front.

    Returns
    -------
    Chart
        The vertical axis is the depth, upside down: its values are negative.
    """
    cells = Cells(width, height, theme.text, theme.background)
    front, back = _ends(stack.depths)
    span = front - back
    top = span * HEIGHT_SHARE / (1 - HEIGHT_SHARE)
    depth_scale = LinearScale((-front, -back + top))
    has_axes = width >= LEAST_WIDTH and height >= LEAST_HEIGHT
    labels = stack.labels if has_axes else ()
    left = 1 + max(map(cell_width, labels), default=0) if has_axes else 0
    rows = max(1, height - _ROWS_BELOW) if has_axes else height
    area = PlotArea(left, 0, max(1, width - left), rows, stack.scale, depth_scale)
    share = (stack.depths - back) / span if len(stack.depths) > 1 else np.ones(len(stack.depths))
    stands = baselines(share, area.dot_rows)
    if has_axes:
        placed = horizontal_labels(area, HorizontalAxis.TAG, width)
        draw_grid(cells, area, [], [one.column for one in placed if one.column > left], theme)
        draw_horizontal_axis(cells, area, placed, theme)
        _label_depths(cells, area, stands, stack, theme)
    _draw_stack(cells, area, stands, stack, theme)
    return _chart(cells, area)


def _draw_stack(
    cells: Cells, area: PlotArea, stands: NDArray[np.int64], stack: Stack, theme: Theme
) -> None:
    if not len(stack.depths):
        return
    heights = _profiles(area, stack) * (area.dot_rows * HEIGHT_SHARE)
    dots = ridge_dots(heights, stands, area.dot_rows)
    seen = ridge_cells(dots)
    down, across = slice(0, area.height), slice(area.left, area.left + area.width)
    codepoints = cells.codepoints[down, across]
    foreground, background = cells.foreground[down, across], cells.background[down, across]
    has_body = seen.bodies >= 0
    count = len(stack.depths)
    if theme.has_shades:
        ages = np.arange(count) / max(count - 1, 1)
        fading = _OLDEST_BODY + (_NEWEST_BODY - _OLDEST_BODY) * ages
        fills = [cells.color(dim(stack.color, theme.background, fade)) for fade in fading]
        background[has_body] = np.array(fills, np.int32)[seen.bodies[has_body]]
    codepoints[has_body] = ord(" ")
    has_line = seen.outlines >= 0
    lines = [cells.color(stack.outline(index, theme)) for index in range(count)]
    foreground[has_line] = np.array(lines, np.int32)[seen.outlines[has_line]]
    codepoints[has_line] = glyphs(seen.patterns[has_line])
    if stack.selected is not None:
        _draw_selected(cells, area, heights, stands, stack, theme)


def _draw_selected(
    cells: Cells,
    area: PlotArea,
    heights: Floats,
    stands: NDArray[np.int64],
    stack: Stack,
    theme: Theme,
) -> None:
    """Draw the outline of the selected ridge over everything, and mark its selected bin."""
    chosen = slice(stack.selected, (stack.selected or 0) + 1)
    seen = ridge_cells(ridge_dots(heights[chosen], stands[chosen], area.dot_rows))
    down, across = slice(0, area.height), slice(area.left, area.left + area.width)
    has_line = seen.outlines >= 0
    strong = cells.color(theme.text_strong)
    cells.codepoints[down, across][has_line] = glyphs(seen.patterns[has_line])
    cells.foreground[down, across][has_line] = strong
    cells.bold[down, across][has_line] = not theme.has_color
    if stack.selected_bin is None:
        return
    centers = _centers(stack)
    column = int(area.columns(centers[stack.selected_bin : stack.selected_bin + 1])[0])
    stand = int(stands[chosen][0]) // DOT_ROWS
    top = stand - int(heights[chosen][0].max()) // DOT_ROWS
    cursor = cells.color(theme.cursor)
    for row in range(max(0, top), min(stand + 1, area.height)):
        if not has_line[row, column]:
            cells.codepoints[row, area.left + column] = ord(symbols().crosshair)
            cells.foreground[row, area.left + column] = cursor


def _profiles(area: PlotArea, stack: Stack) -> Floats:
    """Return how high each ridge is above each column of dots, 1 for the full height."""
    places = area.x_scale.place(_centers(stack)) * area.dot_columns - 0.5
    dots = np.arange(area.dot_columns)
    highest = stack.highest if stack.highest > 0 else 1.0
    profiles = np.empty((len(stack.depths), area.dot_columns))
    for ridge, counts in enumerate(stack.counts):
        profiles[ridge] = np.interp(dots, places, counts, left=0.0, right=0.0)
    return np.minimum(profiles / highest, 1.0)


def _centers(stack: Stack) -> Floats:
    """Return the middles of bins as they look on the axis."""
    places = stack.scale.place(stack.edges)
    return stack.scale.values_at((places[1:] + places[:-1]) / 2)


def _label_depths(
    cells: Cells, area: PlotArea, stands: NDArray[np.int64], stack: Stack, theme: Theme
) -> None:
    """Write the step or time beside ridges where there is room, those at both ends first."""
    muted, strong = cells.color(theme.text_muted), cells.color(theme.text_strong)
    rows = (stands // DOT_ROWS).tolist()
    newest_first = list(reversed(range(len(rows))))
    order = [*newest_first[:1], *newest_first[-1:], *newest_first]
    if stack.selected is not None:
        order.insert(0, stack.selected)
    taken: list[int] = []
    for ridge in order:
        row = rows[ridge]
        if all(abs(row - other) >= _ROWS_PER_LABEL for other in taken):
            label = stack.labels[ridge]
            color = strong if ridge == stack.selected else muted
            cells.write(area.left - 1 - cell_width(label), row, label, color)
            taken.append(row)


def draw_overlay(stack: Stack, width: int, height: int, theme: Theme) -> Chart:
    """Draw the outlines of histograms over each other, the last one in front."""
    cells = Cells(width, height, theme.text, theme.background)
    has_axes = width >= LEAST_WIDTH and height >= LEAST_HEIGHT
    rows = max(1, height - _ROWS_BELOW) if has_axes else height
    counts = LinearScale((0.0, (stack.highest or 1.0) * _HEADROOM))
    ticks = counts.ticks(rows, max(6, width // 6)) if has_axes else []
    left = 1 + max((cell_width(tick.label) for tick in ticks), default=0) if has_axes else 0
    area = PlotArea(left, 0, max(1, width - left), rows, stack.scale, counts)
    if has_axes:
        placed = horizontal_labels(area, HorizontalAxis.TAG, width)
        columns = [one.column for one in placed if one.column > left]
        draw_grid(cells, area, tick_rows(area, ticks), columns, theme)
        draw_vertical_axis(cells, area, ticks, theme)
        draw_horizontal_axis(cells, area, placed, theme)
    if not len(stack.depths):
        return _chart(cells, area)
    heights = _profiles(area, stack) * (area.dot_rows / _HEADROOM)
    stands = np.full(len(stack.depths), area.dot_rows - 1, np.int64)
    seen = ridge_cells(ridge_dots(heights, stands, area.dot_rows, opaque=False))
    across = slice(area.left, area.left + area.width)
    has_line = seen.outlines >= 0
    lines = [cells.color(stack.outline(index, theme)) for index in range(len(stack.depths))]
    cells.codepoints[: area.height, across][has_line] = glyphs(seen.patterns[has_line])
    chosen = np.array(lines, np.int32)[seen.outlines[has_line]]
    cells.foreground[: area.height, across][has_line] = chosen
    if stack.selected is not None:
        _draw_selected(cells, area, heights, stands, stack, theme)
    return _chart(cells, area)


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
    back_to_front = _ends(stack.depths)[::-1]
    depth_scale = LinearScale(back_to_front)
    has_axes = width >= LEAST_WIDTH and height >= LEAST_HEIGHT
    rows = max(1, height - _ROWS_BELOW) if has_axes else height
    ticks = stack.scale.ticks(rows, max(6, width // 6)) if has_axes else []
    left = 1 + max((cell_width(tick.label) for tick in ticks), default=0) if has_axes else 0
    area = PlotArea(left, 0, max(1, width - left), rows, depth_scale, stack.scale)
    if has_axes:
        placed = horizontal_labels(area, horizontal, width)
        draw_grid(cells, area, tick_rows(area, ticks), [], theme)
        draw_vertical_axis(cells, area, ticks, theme)
        draw_horizontal_axis(cells, area, placed, theme)
    if len(stack.depths):
        draw_levels(cells, area, _heat_levels(area, stack, logarithmic), theme)
        _draw_heat_crosshair(cells, area, stack, theme)
    return _chart(cells, area)


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
        row = int(area.rows(_centers(stack)[[stack.selected_bin]])[0])
        cells.codepoints[row, column] = ord("+")
        cells.foreground[row, column] = cells.color(theme.text_strong)


def _ends(depths: Floats) -> tuple[float, float]:
    """Return the depth in front and that at the back, which are different."""
    if not len(depths):
        return 1.0, 0.0
    back, front = float(depths[0]), float(depths[-1])
    return (front, back) if front > back else (back + 1.0, back)


def _chart(cells: Cells, area: PlotArea) -> Chart:
    return Chart(
        cells=cells,
        plot_left=area.left,
        plot_top=area.top,
        plot_width=area.width,
        plot_height=area.height,
        horizontal=area.x_scale,
        vertical=area.y_scale,
    )
