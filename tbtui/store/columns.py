"""Growing columns that one thread writes and others read without a lock.

The writer appends behind the published length and then publishes a new tuple of arrays and length
in one assignment. Rows that were published never change, so a reader who takes the tuple can use
its slices for as long as it likes.

Tags that are logged together have the same steps, which then are kept once: the columns of all but
one of them borrow the steps of another one's. They part as soon as they differ.
"""

from __future__ import annotations

from typing import Any, NamedTuple

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


_NO_ROWS = (
    ColumnSlices(np.empty(0, np.int64), np.empty(0, np.float64), np.empty(0, np.float32)),
    0,
)


def _with_capacity(
    array: NDArray[Any], length: int, capacity: int, dtype: np.dtype[Any] | None = None
) -> NDArray[Any]:
    """Return another array with the same first rows."""
    result = np.empty(capacity, dtype or array.dtype)
    result[:length] = array[:length]
    return result


class ScalarColumns:
    """The points of one tag in one file, in the order of the file."""

    __slots__ = ("_borrows_steps", "_published")

    def __init__(self) -> None:
        self._published: tuple[ColumnSlices, int] = _NO_ROWS
        self._borrows_steps = False

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
        beside: ScalarColumns | None = None,
    ) -> None:
        """Add rows. The values become float64 for good when wide ones arrive.

        Parameters
        ----------
        steps, wall_times, values : int64[n], float64[n], float32[n] or float64[n]
        growth : float
            How many times as many rows there will be in the end, by what is known now.
        beside : ScalarColumns, optional
            Other columns to which just these steps were added just before.
        """
        columns, length = self._published
        needed = length + len(steps)
        lender = None
        if beside is not None and beside._published[1] == needed:
            lender = beside._published[0].steps
        value_type = np.promote_types(columns.values.dtype, values.dtype)
        if needed > len(columns.steps) or value_type != columns.values.dtype:
            columns = self._with_room(columns, length, needed, growth, value_type, lender)
        if self._borrows_steps and columns.steps is not lender:
            own_steps = _with_capacity(columns.steps, length, len(columns.steps))
            columns = columns._replace(steps=own_steps)
            self._borrows_steps = False
        if not self._borrows_steps:
            columns.steps[length:needed] = steps
        columns.wall_times[length:needed] = wall_times
        columns.values[length:needed] = values
        self._published = (columns, needed)

    def _with_room(
        self,
        columns: ColumnSlices,
        length: int,
        needed: int,
        growth: float,
        value_type: np.dtype[Any],
        lender: NDArray[np.int64] | None,
    ) -> ColumnSlices:
        """Return columns with room for the rows needed and for this type, maybe with lent steps."""
        # Room to spare is free of charge: memory that is not yet written to takes no space.
        expected = min(int(needed * growth), needed + _MOST_SPARE)
        capacity = max(needed, expected, 2 * length, _FIRST_CAPACITY)
        self._borrows_steps = lender is not None and np.array_equal(
            lender[:length], columns.steps[:length]
        )
        if lender is not None and self._borrows_steps:
            capacity, grown_steps = len(lender), lender
        else:
            grown_steps = _with_capacity(columns.steps, length, capacity)
        return ColumnSlices(
            grown_steps,
            _with_capacity(columns.wall_times, length, capacity),
            _with_capacity(columns.values, length, capacity, value_type),
        )

    def slices(self) -> ColumnSlices:
        """Return what is published now; the arrays are views and must not be written to."""
        columns, length = self._published
        return ColumnSlices(
            columns.steps[:length], columns.wall_times[:length], columns.values[:length]
        )
