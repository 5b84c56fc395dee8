"""Lowest and highest values of any parts of a long series, without reading all of it again.

The extremes of blocks of equal size are found once. Those of a part are then the extremes of the
blocks inside it and of the few points before the first and behind the last of these.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[Any]
Indexes = npt.NDArray[np.intp]
Range = tuple[float, float]

BLOCK = 128
"""Points in a block: reading so many takes about as long as looking at a block does."""

_LEAST_BLOCKS = 4
"""Parts that hold fewer blocks on average are read as they are."""


class Extremes:
    """Finds the lowest and the highest finite values of parts of a series.

    Parameters
    ----------
    values
        float32 or float64 of shape (n,), at least one. NaN and infinities are left out of all
        results. Not to be written to afterwards.
    """

    def __init__(self, values: Values) -> None:
        starts = np.arange(0, len(values), BLOCK)
        lowest, highest = np.fmin.reduceat(values, starts), np.fmax.reduceat(values, starts)
        if np.isinf(lowest).any() or np.isinf(highest).any():
            # Rare, so the copy that hides the infinities is made only now.
            values = np.where(np.isfinite(values), values, np.nan)
            lowest, highest = np.fmin.reduceat(values, starts), np.fmax.reduceat(values, starts)
        self._values = values
        # One more, as a part may end with the last block.
        self._lowest = np.append(lowest, lowest[-1:])
        self._highest = np.append(highest, highest[-1:])
        self._counted: tuple[Range | None, npt.NDArray[np.int64]] = None, np.zeros(0, np.int64)

    def of_parts(self, starts: Indexes, ends: Indexes) -> tuple[Values, Values]:
        """Return the lowest and the highest value of each part; NaN where it has none.

        Parameters
        ----------
        starts, ends
            Indexes of shape (k,): part i is ``values[starts[i]:ends[i]]``, which is not empty.
            Each part begins where the one before ends.
        """
        if ends[-1] - starts[0] < _LEAST_BLOCKS * BLOCK * len(starts):
            part = self._values[starts[0] : ends[-1]]
            groups = starts - starts[0]
            return np.fmin.reduceat(part, groups), np.fmax.reduceat(part, groups)
        # The block in which a part begins is read, so that each part has points to read.
        first_block = np.minimum(starts // BLOCK + 1, ends // BLOCK + 1)
        end_block = np.maximum(ends // BLOCK, first_block)
        lone, groups = self._points_beside_blocks(starts, ends, first_block, end_block)
        points = self._values[lone]
        lowest, highest = np.fmin.reduceat(points, groups), np.fmax.reduceat(points, groups)
        has_blocks = np.flatnonzero(first_block < end_block)
        if len(has_blocks):
            # Every second group lies between two parts; it is found for nothing.
            borders = np.stack((first_block[has_blocks], end_block[has_blocks]), axis=1).ravel()
            low_blocks = np.fmin.reduceat(self._lowest, borders)[::2]
            high_blocks = np.fmax.reduceat(self._highest, borders)[::2]
            lowest[has_blocks] = np.fmin(lowest[has_blocks], low_blocks)
            highest[has_blocks] = np.fmax(highest[has_blocks], high_blocks)
        return lowest, highest

    @staticmethod
    def _points_beside_blocks(
        starts: Indexes, ends: Indexes, first_block: Indexes, end_block: Indexes
    ) -> tuple[Indexes, Indexes]:
        """Return the indexes of the points outside of whole blocks, and where parts begin there."""
        head_ends = np.minimum(first_block * BLOCK, ends)
        tail_starts = np.maximum(end_block * BLOCK, head_ends)
        tail_starts = np.minimum(tail_starts, ends)
        span_starts = np.stack((starts, tail_starts), axis=1).ravel()
        lengths = np.stack((head_ends - starts, ends - tail_starts), axis=1).ravel()
        before = np.cumsum(lengths) - lengths
        indexes = np.arange(int(lengths.sum())) + np.repeat(span_starts - before, lengths)
        return indexes, before[::2]

    def between(self, start: int, end: int) -> Range | None:
        """Return the lowest and the highest value of ``values[start:end]``, None without any."""
        if end <= start:
            return None
        lowest, highest = self.of_parts(np.array([start]), np.array([end]))
        low, high = float(lowest[0]), float(highest[0])
        return None if math.isnan(low) else (low, high)

    def count_outside(self, start: int, end: int, shown: Range) -> int:
        """Count the finite values of ``values[start:end]`` that lie outside of a range."""
        counts = self._outside_of_blocks(shown)
        first, last = -(-start // BLOCK), end // BLOCK
        if first >= last:
            return int(np.count_nonzero(_outside(self._values[start:end], shown)))
        count = int(counts[first:last].sum())
        for beside in (slice(start, first * BLOCK), slice(last * BLOCK, end)):
            count += int(np.count_nonzero(_outside(self._values[beside], shown)))
        return count

    def _outside_of_blocks(self, shown: Range) -> npt.NDArray[np.int64]:
        """Count for each block; remembered, as a range that is asked for stays while x moves."""
        known_for, counts = self._counted
        if known_for != shown:
            low, high = shown
            whole = len(self._values) // BLOCK
            counts = np.zeros(len(self._lowest) - 1, np.int64)
            partly = (self._lowest[:whole] < low) | (self._highest[:whole] > high)
            blocks = self._values[: whole * BLOCK].reshape(whole, BLOCK)
            if not partly.all():
                blocks = blocks[partly]
            counts[:whole][partly] = np.count_nonzero(_outside(blocks, shown), axis=1)
            counts[whole:] = np.count_nonzero(_outside(self._values[whole * BLOCK :], shown))
            self._counted = shown, counts
        return counts


def _outside(values: Values, shown: Range) -> npt.NDArray[np.bool_]:
    """Tell which numbers lie outside of a range; NaN is neither below nor above."""
    low, high = shown
    outside: npt.NDArray[np.bool_] = (values < low) | (values > high)
    return outside
