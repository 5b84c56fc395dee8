"""A table of runs, or of groups of runs: what the screens, the exports and the command share.

A table is immutable and knows nothing of where its numbers come from. Rows are named by their runs,
columns have stable keys, and a cell is one number or one text. What is done with tables has rooms
of its own: `table_order`, `table_filter`, `table_differences`, `table_groups`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Objects = npt.NDArray[np.object_]
Truths = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]

CellValue = bool | float | str
"""What a cell can hold, if it holds anything."""

_LARGEST_WHOLE = 2.0**53


class ColumnKind(str, Enum):
    """What the values of a column are, and so how they are shown and compared.

    ``TIME`` is seconds since the epoch, ``DURATION`` seconds, ``TRUTH`` 1 and 0. ``TEXT`` may hold
    numbers and truth values between its texts, as hyperparameters do.
    """

    NUMBER = "number"
    INTEGER = "integer"
    TEXT = "text"
    TRUTH = "truth"
    TIME = "time"
    DURATION = "duration"
    STATE = "state"

    @property
    def is_numeric(self) -> bool:
        """Whether the values are float64, with NaN for those that are missing."""
        return self not in (ColumnKind.TEXT, ColumnKind.STATE)


class Direction(str, Enum):
    """Which values of a column are better."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


@dataclass(frozen=True, eq=False)
class Column:
    """One column.

    Attributes
    ----------
    key : str
        What the column is, forever: ``min:val/loss``. See `tbtui.analysis.column_choice`.
    title : str
        What it is called, unescaped; may be as long as a tag.
    kind : ColumnKind
    values : float64[n] or object[n]
        By `ColumnKind.is_numeric`: numbers with NaN for what is missing, or texts with None.
    group : str
        What columns have in common, such as the tag; empty if nothing.
    direction : Direction
    nan : bool[n] or None
        Where the NaN in ``values`` is what was logged, and nothing is missing.
    deviation : float64[n] or None
        Of the members of a group: the sample standard deviation, NaN for less than two values.
    counts : int64[n] or None
        How many members of each group have a value.
    mixed : bool[n] or None
        Where the members of a group do not agree on a value; such a cell is missing.
    aliases : tuple of str
        What else the column may be called in filters, besides key and title.
    """

    key: str
    title: str
    kind: ColumnKind
    values: npt.NDArray[Any]
    group: str = ""
    direction: Direction = Direction.NONE
    nan: Truths | None = None
    deviation: Floats | None = None
    counts: npt.NDArray[np.int64] | None = None
    mixed: Truths | None = None
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What the column may be called, each once."""
        return tuple(dict.fromkeys((self.key, self.title, *self.aliases)))

    def __len__(self) -> int:
        return len(self.values)

    @cached_property
    def missing(self) -> Truths:
        """bool[n]: where there is no value."""
        if not self.kind.is_numeric:
            return np.array([value is None for value in self.values.tolist()], dtype=np.bool_)
        missing: Truths = np.isnan(self.values)
        return missing if self.nan is None else missing & ~self.nan

    def value(self, row: int) -> CellValue | None:
        """Return the value of one cell, a truth value as a boolean; None if it is missing."""
        value = self.values[row]
        if not self.kind.is_numeric:
            return value  # type: ignore[no-any-return]
        if bool(self.missing[row]):
            return None
        return bool(value) if self.kind is ColumnKind.TRUTH else float(value)

    def taken(self, rows: Rows) -> Column:
        """Return the column of some rows, in their order."""
        return replace(
            self,
            values=self.values[rows],
            nan=None if self.nan is None else self.nan[rows],
            deviation=None if self.deviation is None else self.deviation[rows],
            counts=None if self.counts is None else self.counts[rows],
            mixed=None if self.mixed is None else self.mixed[rows],
        )


@dataclass(frozen=True, eq=False)
class Table:
    """Rows and columns.

    Attributes
    ----------
    names : tuple of str
        Of the rows: runs, groups or session groups, each once.
    columns : tuple of Column
        Each as long as there are names, with keys that differ.
    """

    names: tuple[str, ...]
    columns: tuple[Column, ...] = ()

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each name."""
        return {name: row for row, name in enumerate(self.names)}

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each column by its key."""
        return {column.key: place for place, column in enumerate(self.columns)}

    def column(self, key: str) -> Column | None:
        """Return the column of this key."""
        place = self.places.get(key)
        return None if place is None else self.columns[place]

    def taken(self, rows: Rows) -> Table:
        """Return the table of some rows, in their order."""
        names = tuple(self.names[row] for row in rows.tolist())
        return Table(names, tuple(column.taken(rows) for column in self.columns))

    def with_columns(self, columns: Iterable[Column]) -> Table:
        """Return the same rows with other columns."""
        return Table(self.names, tuple(columns))


def column_of_values(
    key: str,
    title: str,
    values: Sequence[CellValue | None],
    *,
    group: str = "",
    direction: Direction = Direction.NONE,
    aliases: tuple[str, ...] = (),
) -> Column:
    """Make a column of values of which only a look at all tells what they are.

    All truth values make a column of those, all whole numbers one of integers, all numbers one of
    numbers; anything else makes texts, between which numbers remain numbers.

    Parameters
    ----------
    key, title, group, direction, aliases
        See `Column`.
    values
        One for each row, None where it is missing. NaN counts as a value.
    """
    known = [value for value in values if value is not None]
    truths = sum(isinstance(value, bool) for value in known)
    has_text = not known or any(isinstance(value, str) for value in known)
    if has_text or 0 < truths < len(known):
        texts = objects_of(values)
        return Column(key, title, ColumnKind.TEXT, texts, group, direction, aliases=aliases)
    numbers = np.array([np.nan if value is None else float(value) for value in values])
    nan = np.array([value is not None for value in values], dtype=np.bool_) & np.isnan(numbers)
    set_numbers = numbers[~np.isnan(numbers)]
    if truths:
        kind = ColumnKind.TRUTH
    elif bool(((np.rint(set_numbers) == set_numbers) & (abs(set_numbers) < _LARGEST_WHOLE)).all()):
        kind = ColumnKind.INTEGER
    else:
        kind = ColumnKind.NUMBER
    return Column(
        key,
        title,
        kind,
        numbers,
        group,
        direction,
        nan=nan if nan.any() else None,
        aliases=aliases,
    )


def objects_of(values: Sequence[CellValue | None]) -> Objects:
    """Return the values as an array of objects, of shape (n,)."""
    array = np.empty(len(values), dtype=np.object_)
    array[:] = values
    return array
