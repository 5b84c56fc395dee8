"""The legend inside a chart: names, and values at the crosshair or at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.cells import Cells
from tbtui.plot.inks import letter_of
from tbtui.plot.line import Line
from tbtui.plot.numbers import format_value
from tbtui.plot.planes import DOTS_IN
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip, clip_middle, escape, pad, pad_left
from tbtui.plot.theme import Theme

_NARROWEST_NAME = 3
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
_SWATCH_WIDTH = 2
"""Columns of a swatch and the blank behind it."""
_MARGIN = 1
"""Columns between the box and the border of the plot, and beside the text within the box."""


class LegendRow(NamedTuple):
    """A line of the legend."""

    swatch: str
    color: str
    name: str
    value: str
    beside: bool
    """Whether the line does not reach the crosshair, so that the value is the nearest one."""


class Box(NamedTuple):
    """A rectangle in cells of the plot area."""

    left: int
    top: int
    width: int
    height: int


def draw_legend(
    cells: Cells,
    area: PlotArea,
    lines: Sequence[Line],
    cursor_x: float | None,
    patterns: NDArray[np.uint8],
    theme: Theme,
) -> None:
    """Draw the legend into the corner of the plot where it hides fewest dots.

    It takes at most a third of the height of the plot, or half of it when that is enough for all
    lines, and half of the width. Where not even one short name fits into that, there is none.

    Parameters
    ----------
    cursor_x : float, optional
        Where the values are read; at the end of the lines when None.
    patterns : uint8[height, width]
        The dots of the plot.
    """
    capacity = max(1, area.height // 3)
    fits = len(lines) <= rows_of_legend(area.height)
    shown = lines if fits else lines[: max(1, capacity - 1)]
    rows = legend_rows(shown, cursor_x)
    hidden = len(lines) - len(rows)
    note = f"+{hidden} more" if hidden and len(rows) < capacity else ""
    value_width = max((cell_width(row.value) for row in rows), default=0)
    around_name = 2 * _MARGIN + _SWATCH_WIDTH + len("  ") + value_width
    longest = max((cell_width(row.name) for row in rows), default=0)
    longest = max(longest, cell_width(note) - len("  ") - value_width)
    name_width = min(longest, area.width // 2 - around_name)
    if not rows or name_width < min(longest, _NARROWEST_NAME):
        return
    height = len(rows) + bool(note)
    box = choose_corner(patterns, name_width + around_name, height)
    _write(cells, area, box, rows, note, (name_width, value_width), theme)


def rows_of_legend(height: int) -> int:
    """Return how many lines a legend names in a plot of some height, if it is to name them all."""
    return max(1, (height + 1) // 2)


def choose_corner(patterns: NDArray[np.uint8], width: int, height: int) -> Box:
    """Return the place in a corner that hides fewest dots; the upper right one wins a draw."""
    plot_height, plot_width = patterns.shape
    right = max(plot_width - width - _MARGIN, 0)
    left = min(_MARGIN, right)
    bottom = max(plot_height - height, 0)
    corners = ((right, 0), (left, 0), (right, bottom), (left, bottom))
    boxes = [Box(x, y, width, height) for x, y in corners]
    return min(boxes, key=lambda box: _hidden_dots(patterns, box))


def _hidden_dots(patterns: NDArray[np.uint8], box: Box) -> int:
    covered = patterns[box.top : box.top + box.height, box.left : box.left + box.width]
    return int(DOTS_IN[covered].sum())


def legend_rows(lines: Sequence[Line], cursor_x: float | None) -> list[LegendRow]:
    """Return names and values of lines, at a place or at their end."""
    return _with_equal_digits([_legend_row(line, cursor_x) for line in lines])


def _swatch(line: Line) -> str:
    swatches = symbols().lines
    return letter_of(line.color) or swatches[line.pattern % len(swatches)]


def _legend_row(line: Line, cursor_x: float | None) -> LegendRow:
    swatch, name = _swatch(line), escape(line.label)
    x, y = line.points
    if not len(x):
        return LegendRow(swatch, line.color, name, "-", beside=True)
    if cursor_x is None:
        return LegendRow(swatch, line.color, name, format_value(y[-1]), beside=False)
    index = nearest_point(line, cursor_x)
    beside = line.x_extent is None or not line.x_extent[0] <= cursor_x <= line.x_extent[1]
    return LegendRow(swatch, line.color, name, format_value(y[index]), beside)


def _with_equal_digits(rows: Sequence[LegendRow]) -> list[LegendRow]:
    """Fill values up with zeros to the same number of significant digits.

    Otherwise a value that happens to end in a zero would move sideways among its neighbours.
    Whole numbers among themselves stay as they are.
    """
    fractions = [row.value for row in rows if _DECIMAL.fullmatch(row.value) and "." in row.value]
    digits = max(map(_significant_digits, fractions), default=0)
    return [row._replace(value=_filled(row.value, digits)) for row in rows]


def _significant_digits(value: str) -> int:
    return len(value.lstrip("-0.").replace(".", ""))


def _filled(value: str, digits: int) -> str:
    is_zero = not value.strip("-0.")
    missing = digits - _significant_digits(value)
    if missing <= 0 or is_zero or not _DECIMAL.fullmatch(value):
        return value
    return value + ("" if "." in value else ".") + "0" * missing


def nearest_point(line: Line, x: float) -> int:
    """Return the index of the point nearest to `x`; of two equally near the left one.

    Parameters
    ----------
    line : Line
        With at least one point.
    """
    positions = line.points[0]
    candidates: list[int] = []
    for piece in line.pieces:
        after = piece.start + int(np.searchsorted(positions[piece], x, side="left"))
        before = after - 1
        if before >= piece.start:
            # Of several points at the same place, the first.
            first = np.searchsorted(positions[piece], positions[before], side="left")
            candidates.append(piece.start + int(first))
        if after < piece.stop:
            candidates.append(after)
    return min(candidates, key=lambda index: _nearness(positions.item(index), x, index))


def _nearness(position: float, x: float, index: int) -> tuple[float, float, int]:
    """Return what sorts points: the nearest first, then the one on the left, then the first."""
    return abs(position - x), position, index


def _write(
    cells: Cells,
    area: PlotArea,
    box: Box,
    rows: Sequence[LegendRow],
    note: str,
    widths: tuple[int, int],
    theme: Theme,
) -> None:
    name_width, value_width = widths
    left, top = area.left + box.left, area.top + box.top
    background = cells.color(theme.legend_background)
    text, strong = cells.color(theme.text), cells.color(theme.text_strong)
    muted = cells.color(theme.text_faint)
    for offset in range(box.height):
        cells.write(left, top + offset, " " * box.width, text, background)
    name_at = left + _MARGIN + _SWATCH_WIDTH
    value_at = name_at + name_width + len("  ")
    for offset, row in enumerate(rows):
        y = top + offset
        name = pad(clip_middle(row.name, name_width), name_width)
        cells.write(left + _MARGIN, y, row.swatch, cells.color(row.color))
        cells.write(name_at, y, name, text)
        cells.write(value_at, y, pad_left(row.value, value_width), muted if row.beside else strong)
    if note:
        width = box.width - _SWATCH_WIDTH - 2 * _MARGIN
        cells.write(name_at, top + len(rows), clip(note, width), muted)
