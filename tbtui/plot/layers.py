"""Curves as braille patterns, several in one picture.

Within a layer a cell shows the dots of all its lines, in the colour of the line that owns most of
them: curves that cross are both seen. An upper layer replaces the cells of the one below, so that
a smoothed line stays clear on top of its noisy raw trace.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.curves import Curves
from tbtui.plot.line import Floats, Line
from tbtui.plot.planes import DOTS_IN, Indexes
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.raster import draw_polylines

DASH = 3
"""Lines that share cells evenly take turns every so many columns, like a two-coloured dash."""

_MOST_DOTS_AT_ONCE = 2_000_000


class Layer(NamedTuple):
    """What some lines look like together.

    Attributes
    ----------
    patterns : uint8[height, width]
        Braille patterns, 0 where there is nothing.
    owner : intp[height, width]
        Index of the line that gives a cell its colour; without meaning where there is nothing.
    """

    patterns: NDArray[np.uint8]
    owner: NDArray[np.intp]


def draw_layer(lines: Sequence[Line], area: PlotArea) -> Layer:
    """Draw all lines of a layer."""
    return _draw_together([lines], area)[0]


def draw_layers(layers: Sequence[Sequence[Line]], area: PlotArea) -> list[Layer]:
    """Draw several layers, each as if it were drawn alone, but faster."""
    if any(line.pattern for layer in layers for line in layer):
        # Where the dashes of a line begin depends on the lines that are drawn before it.
        return [draw_layer(layer, area) for layer in layers]
    return _draw_together(layers, area)


def _draw_together(layers: Sequence[Sequence[Line]], area: PlotArea) -> list[Layer]:
    lines = [line for layer in layers for line in layer]
    at_once = max(1, _MOST_DOTS_AT_ONCE // (area.dot_columns * area.dot_rows))
    drawn = [
        _draw_each(lines[start : start + at_once], area) for start in range(0, len(lines), at_once)
    ]
    nothing = np.zeros((0, area.height, area.width), np.uint8)
    patterns = np.concatenate([nothing, *drawn])
    ends = np.cumsum([len(layer) for layer in layers]).tolist()
    return [
        joined(patterns[end - len(layer) : end]) for layer, end in zip(layers, ends, strict=True)
    ]


def joined(patterns: NDArray[np.uint8]) -> Layer:
    """Put drawings together: those of the lines of a layer, or of lines of each colour.

    Parameters
    ----------
    patterns : uint8[drawings, height, width]
        Braille patterns.
    """
    if not len(patterns):
        shape = patterns.shape[1:]
        return Layer(np.zeros(shape, np.uint8), np.zeros(shape, np.intp))
    return Layer(np.bitwise_or.reduce(patterns, axis=0), _owners(DOTS_IN[patterns]))


def _draw_each(lines: Sequence[Line], area: PlotArea) -> NDArray[np.uint8]:
    across, down, owner = _with_lonely_points_fattened(*Curves(lines).dots(area), area)
    patterns = None
    if any(line.pattern for line in lines):
        patterns = np.array([line.pattern for line in lines], np.intp)
    return draw_polylines(across, down, owner, len(lines), area.width, area.height, patterns)


def _with_lonely_points_fattened(
    across: Floats, down: Floats, owner: Indexes, area: PlotArea
) -> tuple[Floats, Floats, Indexes]:
    """Make the only point of a line a block of 2 x 2 dots: a single one is hardly seen."""
    finite = np.isfinite(down)
    lonely = finite & (np.bincount(owner[finite], minlength=owner.max(initial=0) + 1) == 1)[owner]
    lonely &= (across >= 0) & (across <= area.dot_columns)
    if not lonely.any():
        return across, down, owner
    x, y = across[lonely], down[lonely]
    beside = np.where(x + 1 < area.dot_columns, x + 1, x - 1)
    below = np.where(y + 1 < area.dot_rows, y + 1, y - 1)
    blocks_across = np.stack((x, beside, beside, x), axis=1).ravel()
    blocks_down = np.stack((y, y, below, below), axis=1).ravel()
    return (
        np.concatenate((across, blocks_across)),
        np.concatenate((down, blocks_down)),
        np.concatenate((owner, np.repeat(owner[lonely], 4))),
    )


def _owners(counts: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Return the line with most dots of every cell; with equal numbers they take turns.

    Parameters
    ----------
    counts : uint8[lines, height, width]
        How many dots each line has in each cell.
    """
    most = counts.max(axis=0)
    owner: NDArray[np.intp] = counts.argmax(axis=0)
    if len(counts) == 1:
        return owner
    leading = counts == most
    leaders = leading.sum(axis=0)
    rows, columns = np.nonzero((leaders > 1) & (most > 0))
    if len(rows):
        turn = (columns // DASH) % leaders[rows, columns]
        candidates = leading[:, rows, columns]
        owner[rows, columns] = (np.cumsum(candidates, axis=0) > turn).argmax(axis=0)
    return owner
