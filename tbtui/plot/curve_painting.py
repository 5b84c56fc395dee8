"""The curves of a chart in its cells: bands, traces, lines, those in front, and marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.band import Band
from tbtui.plot.band_painting import draw_bands
from tbtui.plot.cells import Cells
from tbtui.plot.curves import Curves
from tbtui.plot.density import count_lines, draw_density, draw_ramp
from tbtui.plot.dot_glyphs import glyphs
from tbtui.plot.layers import Layer, draw_layer, draw_layers
from tbtui.plot.line import Line
from tbtui.plot.line_letters import draw_letters
from tbtui.plot.markers import find_marks, place_marks
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.theme import RAW_TRACE_DIM, SUPERSEDED_DIM, Theme, dim


class Painted(NamedTuple):
    """What of a plot area is painted.

    Attributes
    ----------
    patterns : uint8[height, width]
        The dots in each cell, as braille patterns; full ones where a density is shown.
    taken : bool[height, width]
        Cells whose characters a crosshair must not replace.
    """

    patterns: NDArray[np.uint8]
    taken: NDArray[np.bool_]


def paint_curves(
    cells: Cells,
    area: PlotArea,
    lines: Sequence[Line],
    bands: Sequence[Band],
    marked: Curves,
    theme: Theme,
) -> Painted:
    """Draw bands and curves from the bottom up.

    Parameters
    ----------
    marked : Curves
        The lines whose odd values are marked.
    """
    behind = draw_bands(cells, area, bands, theme)
    patterns = np.zeros((area.height, area.width), np.uint8)
    layer = Layer(patterns, np.zeros(patterns.shape, np.intp))
    layers = [(layer_lines, fading) for layer_lines, fading in _layers(lines) if layer_lines]
    drawn = draw_layers([layer_lines for layer_lines, _ in layers], area)
    for (layer_lines, fading), layer in zip(layers, drawn, strict=True):
        _paint(cells, area, layer, _faded(layer_lines, fading, theme), behind)
        patterns = np.where(layer.patterns > 0, layer.patterns, patterns)
    taken = patterns > 0
    draw_letters(cells, area, [line for line in lines if not _stands_back(line)], taken)
    _draw_marks(cells, area, marked, layer.patterns, taken)
    return Painted(patterns, taken)


def paint_density(
    cells: Cells, area: PlotArea, lines: Sequence[Line], known: Curves, theme: Theme
) -> Painted:
    """Draw how many lines pass through each place, and on top of that the lines in front."""
    counted, front = density_lines(lines)
    counts = count_lines(counted, area, known)
    density = draw_density(cells, area, counts, theme)
    layer = draw_layer(front, area)
    empty = np.full(density.shape, cells.color(theme.background), np.int32)
    _paint(cells, area, layer, _faded(front, 0, theme), empty)
    patterns = np.where(layer.patterns > 0, layer.patterns, density)
    taken = layer.patterns > 0
    draw_letters(cells, area, front, taken)
    draw_ramp(cells, area, int(counts.max(initial=0)), patterns, taken, theme)
    return Painted(patterns, taken)


def density_lines(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines that a density counts, and those that are drawn on top of it.

    Raw traces are not counted beside the smoothed lines, only when there is nothing else.
    """
    front = [line for line in lines if line.front and not line.faint]
    counted = [line for line in lines if not (line.front or line.faint)]
    return counted or [line for line in lines if line.faint], front


def _layers(lines: Sequence[Line]) -> list[tuple[list[Line], float]]:
    """Return the lines that are drawn together and how far they are faded, the lowest first."""
    bright = [line for line in lines if not _stands_back(line)]
    return [
        ([line for line in lines if line.faint], RAW_TRACE_DIM),
        ([line for line in lines if line.superseded and not line.faint], SUPERSEDED_DIM),
        ([line for line in bright if not line.front], 0),
        ([line for line in bright if line.front], 0),
    ]


def _stands_back(line: Line) -> bool:
    return line.faint or line.superseded


def _faded(lines: Sequence[Line], fading: float, theme: Theme) -> list[str]:
    # Hundreds of runs share few colours.
    faded = {color: dim(color, theme.background, fading) for color in {one.color for one in lines}}
    return [faded[line.color] for line in lines]


def _paint(
    cells: Cells,
    area: PlotArea,
    layer: Layer,
    colors: Sequence[str],
    behind: NDArray[np.int32],
) -> None:
    """Put a layer into the cells; where it has dots it replaces what was there."""
    if not colors:
        return
    palette = np.array([cells.color(color) for color in colors], np.int32)
    down = slice(area.top, area.top + area.height)
    across = slice(area.left, area.left + area.width)
    inked = layer.patterns > 0
    cells.codepoints[down, across][inked] = glyphs(layer.patterns[inked])
    cells.foreground[down, across][inked] = palette[layer.owner[inked]]
    cells.background[down, across][inked] = behind[inked]


def _draw_marks(
    cells: Cells,
    area: PlotArea,
    curves: Curves,
    upper: NDArray[np.uint8],
    taken: NDArray[np.bool_],
) -> None:
    found = find_marks(curves, area)
    if not len(found.rows):
        return
    marks = place_marks(found, upper)
    palette = np.array([cells.color(line.color) for line in curves.lines], np.int32)
    rows, columns = area.top + marks.rows, area.left + marks.columns
    cells.codepoints[rows, columns] = marks.codepoints
    cells.foreground[rows, columns] = palette[marks.owner]
    taken[marks.rows, marks.columns] = True
