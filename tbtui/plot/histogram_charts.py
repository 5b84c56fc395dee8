"""Histograms as ridges one behind the other, or as outlines over each other."""

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
from tbtui.plot.dot_glyphs import glyphs
from tbtui.plot.histogram_stack import (
    LEAST_HEIGHT,
    LEAST_WIDTH,
    ROWS_BELOW,
    Floats,
    Stack,
    bin_centers,
    chart_of,
    depth_shares,
    ends_of,
)
from tbtui.plot.inks import letter_of
from tbtui.plot.legend import draw_legend
from tbtui.plot.line import Line
from tbtui.plot.planes import DOT_COLUMNS, DOT_ROWS
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.ridges import HEIGHT_SHARE, baselines, cells_in_turns, ridge_cells, ridge_dots
from tbtui.plot.scale import LinearScale
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width
from tbtui.plot.theme import Theme, dim

_OLDEST_BODY, _NEWEST_BODY = 0.9, 0.6
"""How far ridges fade into the background (see `tbtui.plot.theme.dim`)."""
_ROWS_PER_LABEL = 2
_HEADROOM = 1.08
"""How far an axis of counts goes beyond the highest."""
_DOTS_PER_RIDGE = 5
_FEWEST_RIDGES, _MOST_RIDGES = 4, 51
_MOST_IN_TURNS = 16
"""Runs whose outlines share cells; nobody tells more of them apart."""


def ridge_count(height: int) -> int:
    """Return how many ridges are told apart in a chart of so many cells of height."""
    dots = (height - ROWS_BELOW) * DOT_ROWS * (1 - HEIGHT_SHARE)
    return int(min(max(dots // _DOTS_PER_RIDGE, _FEWEST_RIDGES), _MOST_RIDGES))


def draw_ridges(stack: Stack, width: int, height: int, theme: Theme) -> Chart:
    """Draw histograms as ridges, the newest in front.

    Returns
    -------
    Chart
        The vertical axis is the depth, upside down: its values are negative.
    """
    cells = Cells(width, height, theme.text, theme.background)
    front, back = ends_of(stack.depths)
    span = front - back
    top = span * HEIGHT_SHARE / (1 - HEIGHT_SHARE)
    depth_scale = LinearScale((-front, -back + top))
    has_axes = width >= LEAST_WIDTH and height >= LEAST_HEIGHT
    labels = stack.labels if has_axes else ()
    left = 1 + max(map(cell_width, labels), default=0) if has_axes else 0
    rows = max(1, height - ROWS_BELOW) if has_axes else height
    area = PlotArea(left, 0, max(1, width - left), rows, stack.scale, depth_scale)
    stands = baselines(depth_shares(stack), area.dot_rows)
    if has_axes:
        placed = horizontal_labels(area, HorizontalAxis.TAG, width)
        draw_grid(cells, area, [], [one.column for one in placed if one.column > left], theme)
        draw_horizontal_axis(cells, area, placed, theme)
        _label_depths(cells, area, stands, stack, theme)
    _draw_stack(cells, area, stands, stack, theme)
    return chart_of(cells, area)


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
        ages = np.linspace(0, 1, count) if count > 1 else np.ones(1)
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
    if stack.selected_bin is not None:
        stand = int(stands[chosen][0]) // DOT_ROWS
        top = stand - int(heights[chosen][0].max()) // DOT_ROWS
        rows = slice(max(0, top), min(stand + 1, area.height))
        _mark_bin(cells, area, rows, has_line, stack, theme)


def _mark_bin(
    cells: Cells,
    area: PlotArea,
    rows: slice,
    has_line: NDArray[np.bool_],
    stack: Stack,
    theme: Theme,
) -> None:
    """Draw a vertical line through the selected bin, behind the outlines."""
    chosen = stack.selected_bin or 0
    column = int(area.columns(bin_centers(stack)[chosen : chosen + 1])[0])
    free = ~has_line[rows, column]
    cells.codepoints[rows, area.left + column][free] = ord(symbols().crosshair)
    cells.foreground[rows, area.left + column][free] = cells.color(theme.cursor)


def _profiles(area: PlotArea, stack: Stack) -> Floats:
    """Return how high each ridge is above each column of dots, 1 for the full height."""
    places = area.x_scale.place(bin_centers(stack)) * area.dot_columns - 0.5
    dots = np.arange(area.dot_columns)
    highest = stack.highest if stack.highest > 0 else 1.0
    profiles = np.empty((len(stack.depths), area.dot_columns))
    for ridge, counts in enumerate(stack.counts):
        profiles[ridge] = np.interp(dots, places, counts, left=0.0, right=0.0)
    return np.minimum(profiles / highest, 1.0)


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


def draw_overlay(
    stack: Stack, width: int, height: int, theme: Theme, *, legend: bool = False
) -> Chart:
    """Draw the outlines of histograms over each other, the last one in front.

    Parameters
    ----------
    legend : bool
        Whether a legend names the histograms, with their counts in the bin that is looked at or
        in all.
    """
    cells = Cells(width, height, theme.text, theme.background)
    has_axes = width >= LEAST_WIDTH and height >= LEAST_HEIGHT
    rows = max(1, height - ROWS_BELOW) if has_axes else height
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
        return chart_of(cells, area)
    heights = _profiles(area, stack) * (area.dot_rows / _HEADROOM)
    stands = np.full(len(stack.depths), area.dot_rows - 1, np.int64)
    if stack.colors and len(stack.depths) <= _MOST_IN_TURNS:
        # No run may hide another one.
        seen = cells_in_turns(heights, stands, area.dot_rows)
    else:
        seen = ridge_cells(ridge_dots(heights, stands, area.dot_rows, opaque=False))
    across = slice(area.left, area.left + area.width)
    has_line = seen.outlines >= 0
    lines = [cells.color(stack.outline(index, theme)) for index in range(len(stack.depths))]
    cells.codepoints[: area.height, across][has_line] = glyphs(seen.patterns[has_line])
    chosen = np.array(lines, np.int32)[seen.outlines[has_line]]
    cells.foreground[: area.height, across][has_line] = chosen
    _write_letters(cells, area, heights, stack, theme)
    if stack.selected is not None:
        _draw_selected(cells, area, heights, stands, stack, theme)
    elif stack.selected_bin is not None:
        _mark_bin(cells, area, slice(0, area.height), has_line, stack, theme)
    if legend and has_axes:
        _draw_legend(cells, area, seen.patterns, stack, theme)
    return chart_of(cells, area)


def _write_letters(
    cells: Cells, area: PlotArea, heights: Floats, stack: Stack, theme: Theme
) -> None:
    """Tell outlines of several runs apart where no colour does: by a letter at each peak."""
    strong = cells.color(theme.text_strong)
    taken: set[tuple[int, int]] = set()
    for color, profile in zip(stack.colors, heights, strict=False):
        name = letter_of(color)
        if not (name and profile.any()):
            continue
        for dot in np.argsort(-profile, kind="stable").tolist():
            row = max(area.height - 1 - int(profile[dot]) // DOT_ROWS, 0)
            cell = (row, dot // DOT_COLUMNS)
            # Peaks of several runs may be in one cell.
            if cell not in taken:
                taken.add(cell)
                cells.write(area.left + cell[1], row, name, strong)
                break


def _draw_legend(
    cells: Cells, area: PlotArea, patterns: NDArray[np.uint8], stack: Stack, theme: Theme
) -> None:
    centers = bin_centers(stack)
    cursor = None if stack.selected_bin is None else float(centers[stack.selected_bin])
    named = []
    for label, color, counts in zip(stack.labels, stack.colors, stack.counts, strict=True):
        if cursor is None:
            total = np.array([float(counts.sum())])
            named.append(Line(np.zeros(1), total, color, label))
        else:
            named.append(Line(centers, counts, color, label))
    draw_legend(cells, area, named, cursor, patterns, theme)
