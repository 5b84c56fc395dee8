"""Runs and rows in the order of their values."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from tbtui.store.natural_order import natural_key


class RowOrder(str, Enum):
    """How the table below the crosshair is sorted, by TensorBoard's names."""

    NAME = "name"
    ASCENDING = "ascending"
    DESCENDING = "descending"
    NEAREST = "nearest"


class TableRow(NamedTuple):
    """What the order of a row depends on.

    Attributes
    ----------
    name
        Any text.
    value
        Finite or not.
    place
        Where the value is drawn, in the space of the plot: what its scale makes of the value. NaN
        where it has no place.
    """

    name: str
    value: float
    place: float = math.nan


def top(values: Mapping[str, float], count: int, highest: bool) -> list[str]:
    """Return the names with the highest or the lowest values.

    Parameters
    ----------
    values
        Of each name, finite or not. Any number is better than NaN.
    count
        How many names are wanted; all there are if there are fewer.
    highest
        Whether high values are wanted rather than low ones.

    Returns
    -------
    list of str
        The best first; among equals, in natural order of names.
    """
    names = sorted(values, key=lambda name: _rank(values[name], name, falling=highest))
    return names[: max(count, 0)]


def order_rows(rows: Sequence[TableRow], by: RowOrder, cursor: float | None = None) -> list[int]:
    """Return the order in which a table shows its rows.

    Parameters
    ----------
    rows
        In any order.
    by
        By name; by value, NaN last; or by the distance of their places from the cursor, those
        without a place last. Equals are in natural order of names.
    cursor
        Where the cursor is, in the space of the plot. Without one, the order by distance is that of
        names.

    Returns
    -------
    list of int
        Positions in `rows`.
    """
    positions = list(range(len(rows)))
    if by is RowOrder.NEAREST and cursor is not None:
        distances = [abs(row.place - cursor) for row in rows]
        return sorted(positions, key=lambda i: _rank(distances[i], rows[i].name, falling=False))
    if by in (RowOrder.ASCENDING, RowOrder.DESCENDING):
        falling = by is RowOrder.DESCENDING
        return sorted(positions, key=lambda i: _rank(rows[i].value, rows[i].name, falling=falling))
    return sorted(positions, key=lambda i: natural_key(rows[i].name))


def _rank(value: float, name: str, *, falling: bool) -> tuple[bool, float, object]:
    """Return a sort key; NaN, which is neither less nor more than anything, comes last."""
    if math.isnan(value):
        return True, 0.0, natural_key(name)
    return False, -value if falling else value, natural_key(name)
