"""Growing columns that one thread writes and others read without a lock.

The writer appends behind the published length and then publishes a new tuple of arrays and length
in one assignment. Rows that were published never change, so a reader who takes the tuple can use
its slices for as long as it likes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32] | NDArray[np.float64]

_FIRST_CAPACITY = 4
"""Rows made room for at first: many tags of many files never have more than one point."""
_MOST_SPARE = 1 << 24
"""Rows made room for beyond those that are there: the size of a sparse file says little."""


class ColumnSlices(NamedTuple):
    """The rows published so far.

    Attributes
    ----------
    steps : int64[n]
    wall_times : float64[n]
        Seconds since 1970, UTC.
    values : float32[n] or float64[n]
    """

    steps: NDArray[np.int64]
    wall_times: NDArray[np.float64]
    values: Floats


def _empty(capacity: int, dtype: np.dtype[np.floating]) -> ColumnSlices:
    return ColumnSlices(
        np.empty(capacity, np.int64), np.empty(capacity, np.float64), np.empty(capacity, dtype)
    )


def _with_room(
    columns: ColumnSlices, length: int, needed: int, growth: float, dtype: np.dtype[np.floating]
) -> ColumnSlices:
    """Return columns with room for the rows needed, and for values of this type too."""
    dtype = np.promote_types(columns.values.dtype, dtype)
    if needed <= len(columns.steps) and dtype == columns.values.dtype:
        return columns
    # Room to spare is free of charge: memory that is not yet written to takes no space.
    expected = min(int(needed * growth), needed + _MOST_SPARE)
    grown = _empty(max(expected, 2 * length, _FIRST_CAPACITY), dtype)
    for new, old in zip(grown, columns, strict=True):
        new[:length] = old[:length]
    return grown


_NO_ROWS = (_empty(0, np.dtype(np.float32)), 0)


class ScalarColumns:
    """The points of one tag in one file, in the order of the file."""

    __slots__ = ("_published",)

    def __init__(self) -> None:
        self._published: tuple[ColumnSlices, int] = _NO_ROWS

    def __len__(self) -> int:
        return self._published[1]

    def adopt(
        self, steps: NDArray[np.int64], wall_times: NDArray[np.float64], values: Floats
    ) -> None:
        """Take arrays as the first rows. Nobody may write to them any more."""
        self._published = (ColumnSlices(steps, wall_times, values), len(steps))

    def append(
        self,
        steps: NDArray[np.int64],
        wall_times: NDArray[np.float64],
        values: Floats,
        growth: float = 1.0,
    ) -> None:
        """Add rows. The values become float64 for good when wide ones arrive.

        Parameters
        ----------
        steps, wall_times, values : int64[n], float64[n], float32[n] or float64[n]
        growth : float
            How many times as many rows there will be in the end, by what is known now.
        """
        columns, length = self._published
        needed = length + len(steps)
        if needed > len(columns.steps) or values.dtype != columns.values.dtype:
            columns = _with_room(columns, length, needed, growth, values.dtype)
        columns.steps[length:needed] = steps
        columns.wall_times[length:needed] = wall_times
        columns.values[length:needed] = values
        self._published = (columns, needed)

    def slices(self) -> ColumnSlices:
        """Return what is published now; the arrays are views and must not be written to."""
        columns, length = self._published
        return ColumnSlices(
            columns.steps[:length], columns.wall_times[:length], columns.values[:length]
        )
