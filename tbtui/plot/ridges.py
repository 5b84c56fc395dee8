"""Ridges: many outlines one behind the other, each hiding what lies behind it.

They are drawn in dots from the back to the front, as a painter does, so that hidden lines need no
thought. A cell then gets the colour of the body that fills most of it as its background, and the
outlines that pass through it as its dots.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.planes import DOT_COLUMNS, DOT_ROWS

HEIGHT_SHARE = 1 / 2.5
"""Part of the plot's height that the highest ridge has, as in TensorBoard."""

NOTHING = -1

Floats = NDArray[np.float64]
Owners = NDArray[np.int32]


class RidgeDots(NamedTuple):
    """What is seen of ridges, dot by dot.

    Attributes
    ----------
    bodies : int32[rows, columns]
        The ridge whose body is seen, or `NOTHING`.
    outlines : int32[rows, columns]
        The ridge whose outline is seen, or `NOTHING`.
    """

    bodies: Owners
    outlines: Owners


class RidgeCells(NamedTuple):
    """What is seen of ridges in each cell.

    Attributes
    ----------
    bodies : int32[height, width]
        The ridge whose body fills most of the cell, or `NOTHING`.
    outlines : int32[height, width]
        The foremost ridge whose outline passes through the cell, or `NOTHING`.
    patterns : uint8[height, width]
        The dots of outlines as a braille pattern; see `tbtui.plot.planes.DOT_BITS`.
    """

    bodies: Owners
    outlines: Owners
    patterns: NDArray[np.uint8]


def baselines(depths: Floats, rows: int, share: float = HEIGHT_SHARE) -> NDArray[np.int64]:
    """Return the dot row on which each ridge stands.

    Parameters
    ----------
    depths : float64[n]
        From 0 for the back to 1 for the front.
    rows : int
        Dot rows of the plot.
    share : float
        Part of the height that is left free above the ridge at the back.
    """
    last = rows - 1
    top = round(last * share)
    return np.rint(top + depths * (last - top)).astype(np.int64)


def ridge_dots(
    heights: Floats, stands: NDArray[np.int64], rows: int, *, opaque: bool = True
) -> RidgeDots:
    """Draw ridges.

    Parameters
    ----------
    heights : float64[n, columns]
        Heights in dots, of the ridge at the back first.
    stands : int64[n]
        Dot rows from above on which they stand.
    rows : int
        Dot rows of the plot; what is higher than the plot is cut off.
    opaque : bool
        Whether ridges hide what lies behind them; if not, they are outlines without bodies.
    """
    count, columns = heights.shape
    bodies = np.full((rows, columns), NOTHING, np.int32)
    outlines = np.full((rows, columns), NOTHING, np.int32)
    tops = stands[:, None] - np.rint(heights).astype(np.int64)
    # A steep flank is a line from the height of a column to that of the next one.
    before = np.concatenate([tops[:, :1], tops[:, :-1]], axis=1)
    after = np.concatenate([tops[:, 1:], tops[:, -1:]], axis=1)
    lowest = np.maximum(tops, np.maximum((tops + before + 1) // 2, (tops + after + 1) // 2))
    is_drawn = np.maximum(heights, _largest_neighbours(heights)) > 0
    for ridge in range(count):
        first = max(0, int(tops[ridge].min()))
        last = min(rows - 1, int(stands[ridge]))
        if first > last:
            continue
        row = np.arange(first, last + 1)[:, None]
        band = slice(first, last + 1)
        inside = (row >= tops[ridge]) & is_drawn[ridge]
        edge = inside & (row <= lowest[ridge])
        if not opaque:
            np.putmask(outlines[band], edge, np.int32(ridge))
            continue
        np.putmask(bodies[band], inside, np.int32(ridge))
        np.putmask(outlines[band], inside, np.where(edge, np.int32(ridge), np.int32(NOTHING)))
    return RidgeDots(bodies, outlines)


def _largest_neighbours(heights: Floats) -> Floats:
    neighbours = np.zeros_like(heights)
    neighbours[:, 1:] = heights[:, :-1]
    neighbours[:, :-1] = np.maximum(neighbours[:, :-1], heights[:, 1:])
    return neighbours


_BIT_OF_DOT = np.array([0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80], np.uint8)
"""Of a cell's dots row by row."""


def ridge_cells(dots: RidgeDots) -> RidgeCells:
    """Put the dots of each cell together.

    Parameters
    ----------
    dots : RidgeDots
        Of a whole number of cells.
    """
    bodies, outlines = _by_cell(dots.bodies), _by_cell(dots.outlines)
    # The last one of the lower half of the sorted dots is filled where more than half of them are.
    middle = np.sort(bodies, axis=-1)[..., bodies.shape[-1] // 2 - 1]
    patterns = np.where(outlines != NOTHING, _BIT_OF_DOT, np.uint8(0)).sum(axis=-1, dtype=np.uint8)
    return RidgeCells(middle, outlines.max(axis=-1), patterns)


_COLUMNS_OF_TURN = 2
"""Neighbouring cells that belong to the same one of several outlines that lie over each other."""


def cells_in_turns(heights: Floats, stands: NDArray[np.int64], rows: int) -> RidgeCells:
    """Draw outlines that hide nothing: where several pass through cells, these are theirs in turns.

    Parameters
    ----------
    heights, stands, rows
        As for `ridge_dots`.
    """
    each = [
        ridge_cells(ridge_dots(heights[one], stands[one], rows, opaque=False))
        for one in (slice(ridge, ridge + 1) for ridge in range(len(heights)))
    ]
    passes = np.stack([one.outlines != NOTHING for one in each])
    patterns = np.bitwise_or.reduce([one.patterns for one in each])
    counts = passes.sum(axis=0)
    down, across = np.indices(counts.shape)
    turns = (across // _COLUMNS_OF_TURN + down) % np.maximum(counts, 1)
    owners = (passes.cumsum(axis=0) > turns).argmax(axis=0).astype(np.int32)
    outlines = np.where(counts > 0, owners, np.int32(NOTHING))
    return RidgeCells(np.full_like(outlines, NOTHING), outlines, patterns)


def _by_cell(dots: Owners) -> Owners:
    """Return the dots of each cell in one axis, of shape (height, width, 8)."""
    rows, columns = dots.shape
    split = dots.reshape(rows // DOT_ROWS, DOT_ROWS, columns // DOT_COLUMNS, DOT_COLUMNS)
    cells: Owners = split.transpose(0, 2, 1, 3).reshape(split.shape[0], split.shape[2], -1)
    return cells
