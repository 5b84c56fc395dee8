"""A table of groups of runs: what their members have in common, and in the middle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from tbtui.analysis.column_choice import Statistic
from tbtui.analysis.row_statistics import (
    mean_of_columns,
    quantiles_of_columns,
    standard_deviation_of_columns,
)
from tbtui.analysis.table import (
    CellValue,
    Column,
    ColumnKind,
    Floats,
    Table,
    objects_of,
)

MEMBERS = "group:members"
"""The key of the column that counts the members."""

CENTERS = ("mean", "median")

_AVERAGED = (ColumnKind.NUMBER, ColumnKind.INTEGER, ColumnKind.DURATION)


def group_table(table: Table, groups: Mapping[str, str], center: str = "mean") -> Table:
    """Return a table with a row for each group, in the order in which they first occur.

    Metrics, durations and steps are averaged over the members that have them, with the sample
    standard deviation and the number of values; a NaN that was logged makes the whole cell NaN, as
    no average of it is true. Of times, the first counts. Hyperparameters, states, notes and tags
    are those of all members; where they do not agree, the cell is missing and mixed.

    Parameters
    ----------
    table
        A row for each run.
    groups
        The group of each row by its name; rows in no group stand for themselves.
    center
        ``mean`` or ``median``.
    """
    names: dict[str, int] = {}
    group_of_row = np.array(
        [names.setdefault(groups.get(name, name), len(names)) for name in table.names],
        dtype=np.intp,
    )
    members = [np.flatnonzero(group_of_row == group) for group in range(len(names))]
    counts = np.array([len(rows) for rows in members], dtype=np.float64)
    counted = Column(MEMBERS, "members", ColumnKind.INTEGER, counts)
    columns = [_grouped(column, members, center) for column in table.columns]
    return Table(tuple(names), (counted, *columns))


def _grouped(column: Column, members: Sequence[np.ndarray], center: str) -> Column:
    if column.kind is ColumnKind.TIME:
        earliest = [np.fmin.reduce(column.values[rows]) for rows in members]
        return replace(column, values=np.array(earliest, dtype=np.float64))
    if column.kind in _AVERAGED and not column.key.startswith(f"{Statistic.HYPERPARAMETER.value}:"):
        return _averaged(column, members, center)
    return _agreed(column, members)


def _averaged(column: Column, members: Sequence[np.ndarray], center: str) -> Column:
    """Average with a table that has a column for each group, padded with NaN."""
    longest = max((len(rows) for rows in members), default=0)
    table = np.full((longest, len(members)), np.nan)
    nan = np.zeros(len(members), dtype=np.bool_)
    for group, rows in enumerate(members):
        table[: len(rows), group] = column.values[rows]
        nan[group] = column.nan is not None and bool(column.nan[rows].any())
    counts = np.count_nonzero(~np.isnan(table), axis=0).astype(np.int64)
    mean = mean_of_columns(table, counts)
    deviation = standard_deviation_of_columns(table, counts, mean)
    deviation[(counts < 2) | nan] = np.nan
    values = mean if center == "mean" else _median(table, counts)
    values[nan] = np.nan
    kind = ColumnKind.NUMBER if column.kind is ColumnKind.INTEGER else column.kind
    return replace(
        column,
        kind=kind,
        values=values,
        nan=nan if nan.any() else None,
        deviation=deviation,
        counts=counts,
    )


def _median(table: Floats, counts: np.ndarray) -> Floats:
    if len(table) == 0:
        return np.full(table.shape[1], np.nan)
    return quantiles_of_columns(table, counts, [0.5])[0]


def _agreed(column: Column, members: Sequence[np.ndarray]) -> Column:
    """Keep what all members have; a member without a value does not agree with one that has one."""
    values: list[CellValue | None] = []
    mixed = np.zeros(len(members), dtype=np.bool_)
    for group, rows in enumerate(members):
        of_members = [column.value(row) for row in rows.tolist()]
        mixed[group] = len(set(map(_compared, of_members))) > 1
        values.append(None if mixed[group] else of_members[0])
    disagreed = mixed if mixed.any() else None
    if not column.kind.is_numeric:
        return replace(column, values=objects_of(values), mixed=disagreed)
    numbers = np.array([np.nan if value is None else float(value) for value in values])
    nan = np.isnan(numbers) & np.array([value is not None for value in values], dtype=np.bool_)
    return replace(column, values=numbers, nan=nan if nan.any() else None, mixed=disagreed)


def _compared(value: CellValue | None) -> tuple[bool, CellValue | None]:
    """Tell truth values from the numbers to which Python says they are equal; NaN is itself."""
    return isinstance(value, bool), "NaN" if value != value else value
