"""How many lines pass through each place, where hundreds of lines would be one blot."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.cells import Cells
from tbtui.plot.curves import Curves
from tbtui.plot.legend import Box, choose_corner
from tbtui.plot.line import Line
from tbtui.plot.numbers import format_step
from tbtui.plot.planes import DOT_COLUMNS, DOT_ROWS
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.raster import count_polylines
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width
from tbtui.plot.theme import Theme, dim

LEVELS = 8
"""Colours of the ramp: few enough to be told apart, and cheap on a thin line."""

NOTHING = -1

_HALVES = 2
_MOST_DOTS_AT_ONCE = 8_000_000

_FAINTEST = 0.78
_BRIGHTEST_AT = 0.86
_WHITENED = 0.6


def count_lines(
    lines: Sequence[Line], area: PlotArea, known: Curves | None = None
) -> NDArray[np.int64]:
    """Count the lines that pass through each half of a cell.

    Parameters
    ----------
    known : Curves, optional
        Used when it has the same lines: putting the points of hundreds together takes time.

    Returns
    -------
    int64[2 * height, width]
    """
    columns, rows = area.width, area.height * _HALVES
    counts = np.zeros((rows, columns), np.int64)
    at_once = max(1, _MOST_DOTS_AT_ONCE // (columns * rows))
    for start in range(0, len(lines), at_once):
        some = lines[start : start + at_once]
        curves = known if known is not None and known.lines == some else Curves(some)
        across, down, owner = curves.dots(area)
        across, down = across / DOT_COLUMNS, down * (_HALVES / DOT_ROWS)
        counts += count_polylines(across, down, owner, len(some), columns, rows)
    return counts


def draw_density(
    cells: Cells, area: PlotArea, counts: NDArray[np.int64], theme: Theme
) -> NDArray[np.uint8]:
    """Colour every half cell by the number of lines that pass through it (see `count_lines`).

    Where there are no shades of colours, or no half cells, the character of the cell shows it.

    Returns
    -------
    uint8[height, width]
        Full braille patterns for the cells that are coloured, 0 for the others.
    """
    levels = np.where(counts > 0, _levels(counts, int(counts.max(initial=0))), NOTHING)
    return draw_levels(cells, area, levels, theme)


def draw_levels(
    cells: Cells, area: PlotArea, levels: NDArray[np.intp], theme: Theme
) -> NDArray[np.uint8]:
    """Colour every half cell by its level.

    Where there are no shades of colours, or no half cells, the character of the cell shows it.

    Parameters
    ----------
    levels : int[2 * height, width]
        From 0 up to `LEVELS`, or `NOTHING` for halves that stay as they are.

    Returns
    -------
    uint8[height, width]
        Full braille patterns for the cells that are coloured, 0 for the others.
    """
    if not _has_colored_halves(theme):
        return _draw_characters(cells, area, levels, theme)
    colors = np.array([cells.color(color) for color in ramp(theme)], np.int32)
    halves = colors[levels]
    upper, lower = halves[0::_HALVES], halves[1::_HALVES]
    has_upper, has_lower = levels[0::_HALVES] >= 0, levels[1::_HALVES] >= 0
    down = slice(area.top, area.top + area.height)
    across = slice(area.left, area.left + area.width)
    codepoints = cells.codepoints[down, across]
    foreground, background = cells.foreground[down, across], cells.background[down, across]
    codepoints[has_upper] = ord(symbols().upper_half)
    codepoints[has_lower & ~has_upper] = ord(symbols().lower_half)
    # A cell of one colour is a letter without background: it needs no more than a dot does.
    whole = has_upper & has_lower & (upper == lower)
    codepoints[whole] = ord(symbols().full)
    foreground[has_lower] = lower[has_lower]
    foreground[has_upper] = upper[has_upper]
    two_colors = has_upper & has_lower & ~whole
    background[two_colors] = lower[two_colors]
    full: NDArray[np.uint8] = np.where(has_upper | has_lower, np.uint8(0xFF), np.uint8(0))
    return full


def _has_colored_halves(theme: Theme) -> bool:
    return theme.has_shades and not symbols().is_ascii


def _draw_characters(
    cells: Cells, area: PlotArea, levels: NDArray[np.intp], theme: Theme
) -> NDArray[np.uint8]:
    """Show in every cell by a character the higher level of its halves."""
    higher = np.maximum(levels[0::_HALVES], levels[1::_HALVES])
    covered = higher >= 0
    shown = higher[covered]
    colors = np.array([cells.color(color) for color in ramp(theme)], np.int32)
    letters = np.array([ord(letter) for letter in symbols().shades], np.uint32)
    down = slice(area.top, area.top + area.height)
    across = slice(area.left, area.left + area.width)
    cells.codepoints[down, across][covered] = letters[shown]
    cells.foreground[down, across][covered] = colors[shown]
    full: NDArray[np.uint8] = np.where(covered, np.uint8(0xFF), np.uint8(0))
    return full


def draw_ramp(
    cells: Cells,
    area: PlotArea,
    most: int,
    patterns: NDArray[np.uint8],
    taken: NDArray[np.bool_],
    theme: Theme,
) -> None:
    """Explain the colours in the corner where that hides fewest lines: ``1 ▁▂▃▄▅▆▇█ 37 lines``.

    Parameters
    ----------
    patterns : uint8[height, width]
        The dots of the plot; the corner counts as full afterwards.
    taken : bool[height, width]
        The corner is marked as taken.
    """
    unit = "line" if most == 1 else "lines"
    box = None
    if most >= 1:
        box = draw_color_scale(cells, area, "1", f"{format_step(most)} {unit}", patterns, theme)
    if box is not None:
        patterns[box.top, box.left : box.left + box.width] = 0xFF
        taken[box.top, box.left : box.left + box.width] = True


def draw_color_scale(
    cells: Cells,
    area: PlotArea,
    least: str,
    most: str,
    patterns: NDArray[np.uint8],
    theme: Theme,
) -> Box | None:
    """Write all colours between two words in the corner where that hides fewest dots.

    Returns
    -------
    Box or None
        Where it is in the plot; None where it would take more than half of the width.
    """
    before, after = f" {least} ", f" {most} "
    width = cell_width(before) + LEVELS + cell_width(after)
    if width > area.width // 2:
        return None
    box = choose_corner(patterns, width, 1)
    x, y = area.left + box.left, area.top + box.top
    text, background = cells.color(theme.text_muted), cells.color(theme.legend_background)
    cells.write(x, y, before + " " * LEVELS + after, text, background)
    letters = symbols().ramp if _has_colored_halves(theme) else symbols().shades
    for level, (letter, color) in enumerate(zip(letters, ramp(theme), strict=True)):
        cells.write(x + cell_width(before) + level, y, letter, cells.color(color))
    return box


def ramp(theme: Theme) -> list[str]:
    """Return the colours of a growing number of lines.

    They go from hardly more than the background to the accent and on towards the colour of strong
    text, so that their contrast with the background never falls, in a dark theme or a light one.
    """
    if theme.density:
        return list(theme.density)
    colors = []
    for level in range(LEVELS):
        share = level / (LEVELS - 1)
        if share <= _BRIGHTEST_AT:
            faded = _FAINTEST * (1 - share / _BRIGHTEST_AT)
            colors.append(dim(theme.accent, theme.background, faded))
        else:
            whitened = _WHITENED * (share - _BRIGHTEST_AT) / (1 - _BRIGHTEST_AT)
            colors.append(dim(theme.accent, theme.text_strong, whitened))
    return colors


def _levels(counts: NDArray[np.int64], most: int) -> NDArray[np.intp]:
    """Return the level of each count: equal ratios are equal steps of colour."""
    if most <= 1:
        return np.full(counts.shape, LEVELS // 2, np.intp)
    share = np.log(np.maximum(counts, 1)) / np.log(most)
    levels: NDArray[np.intp] = np.rint(share * (LEVELS - 1)).astype(np.intp)
    return levels
