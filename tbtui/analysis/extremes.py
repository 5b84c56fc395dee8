"""Lowest and highest values of any parts of a long series, without reading all of it again.

The extremes of blocks of equal size are found once. Those of a part are then the extremes of the
blocks inside it and of the few points before the first and behind the last of these.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[Any]
Indexes = npt.NDArray[np.intp]
Range = tuple[float, float]

BLOCK = 64
"""Points in a block: reading so many takes about as long as looking at a block does."""

_LEAST_BLOCKS = 4
"""Parts that hold fewer blocks on average are read as they are."""


class Parts:
    """Parts of a series that follow each other, for any number of series cut in the same way.

    Parameters
    ----------
    starts, ends
        Indexes of shape (k,), at least one: part i is ``values[starts[i]:ends[i]]``, which is not
        empty. Each part begins where the one before ends.
    """

    def __init__(self, starts: Indexes, ends: Indexes) -> None:
        self.starts, self.ends = starts, ends
        self.span = slice(int(starts[0]), int(ends[-1]))
        self.groups = starts - starts[0]

    @cached_property
    def blocks(self) -> BlocksOfParts | None:
        """How the parts lie in the blocks; None when the points are to be read as they are."""
        if self.span.stop - self.span.start < _LEAST_BLOCKS * BLOCK * len(self.starts):
            return None
        # The block in which a part begins is read, so that each part has points to read.
        first_block = np.minimum(self.starts // BLOCK + 1, self.ends // BLOCK + 1)
        end_block = np.maximum(self.ends // BLOCK, first_block)
        indexes, groups = self._beside(first_block, end_block)
        parts = np.flatnonzero(first_block < end_block)
        borders = np.stack((first_block[parts], end_block[parts]), axis=1).ravel()
        all_have_blocks = len(parts) == len(self.starts)
        return BlocksOfParts(indexes, groups, slice(None) if all_have_blocks else parts, borders)

    def _beside(self, first_block: Indexes, end_block: Indexes) -> tuple[Indexes, Indexes]:
        """Return the indexes of the points outside of whole blocks, and where parts begin there."""
        starts, ends = self.starts, self.ends
        head_ends = np.minimum(first_block * BLOCK, ends)
        tail_starts = np.maximum(end_block * BLOCK, head_ends)
        tail_starts = np.minimum(tail_starts, ends)
        span_starts = np.stack((starts, tail_starts), axis=1).ravel()
        lengths = np.stack((head_ends - starts, ends - tail_starts), axis=1).ravel()
        before = np.cumsum(lengths) - lengths
        indexes = np.arange(int(lengths.sum())) + np.repeat(span_starts - before, lengths)
        return indexes, before[::2]


class BlocksOfParts(NamedTuple):
    """How parts of a series lie in its blocks.

    Attributes
    ----------
    beside : intp[n]
        Indexes of the points that are outside of whole blocks.
    groups : intp[k]
        Where the points of each part begin in `beside`.
    parts : intp[m] or slice
        Which parts contain whole blocks.
    borders : intp[2 * m]
        The first block of each of them, and the one behind its last.
    """

    beside: Indexes
    groups: Indexes
    parts: Indexes | slice
    borders: Indexes


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

    def of_parts(self, parts: Parts) -> tuple[Values, Values]:
        """Return the lowest and the highest value of each part; NaN where it has none."""
        blocks = parts.blocks
        if blocks is None:
            points = self._values[parts.span]
            return np.fmin.reduceat(points, parts.groups), np.fmax.reduceat(points, parts.groups)
        points = self._values.take(blocks.beside)
        lowest = np.fmin.reduceat(points, blocks.groups)
        highest = np.fmax.reduceat(points, blocks.groups)
        if len(blocks.borders):
            # Every second group lies between two parts; it is found for nothing.
            low_blocks = np.fmin.reduceat(self._lowest, blocks.borders)[::2]
            high_blocks = np.fmax.reduceat(self._highest, blocks.borders)[::2]
            lowest[blocks.parts] = np.fmin(lowest[blocks.parts], low_blocks)
            highest[blocks.parts] = np.fmax(highest[blocks.parts], high_blocks)
        return lowest, highest

    def between(self, start: int, end: int) -> Range | None:
        """Return the lowest and the highest value of ``values[start:end]``, None without any."""
        if end <= start:
            return None
        first, last = -(-start // BLOCK), end // BLOCK
        lowest = highest = self._values[start:end]
        if first < last:
            beside = self._values[start : first * BLOCK], self._values[last * BLOCK : end]
            lowest = np.concatenate((*beside, self._lowest[first:last]))
            highest = np.concatenate((*beside, self._highest[first:last]))
        low, high = float(np.fmin.reduce(lowest)), float(np.fmax.reduce(highest))
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
