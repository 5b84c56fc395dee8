"""What differs between the rows of a table: at all, from a baseline, and for better or worse."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from tbtui.analysis.column_choice import Statistic, choice_of_key
from tbtui.analysis.table import Column, ColumnKind, Direction, Floats, Rows, Table, Truths

_COMPARED = (ColumnKind.NUMBER, ColumnKind.INTEGER, ColumnKind.DURATION)


def differs(column: Column, rows: Rows | None = None) -> bool:
    """Say whether some rows have different values; one that is missing differs from any other.

    Parameters
    ----------
    column
        Any column. Groups whose members do not agree differ from all others.
    rows
        Those that are compared; all of them by default.
    """
    compared = column if rows is None else column.taken(rows)
    if len(compared) < 2:
        return False
    if compared.mixed is not None and compared.mixed.any():
        return True
    values, missing = compared.values, compared.missing
    if missing.any():
        return not bool(missing.all())
    if not compared.kind.is_numeric:
        return any(value != values[0] or _kind(value) != _kind(values[0]) for value in values[1:])
    is_nan = np.isnan(values)
    if is_nan.any():
        return not bool(is_nan.all())
    return bool((values != values[0]).any())


def differing_columns(table: Table, rows: Rows | None = None) -> tuple[Column, ...]:
    """Return the columns in which some rows differ, whole and in their order."""
    return tuple(column for column in table.columns if differs(column, rows))


def differences(column: Column, baseline: int) -> Floats:
    """Return the value of each row less that of the baseline row.

    Returns
    -------
    numpy.ndarray
        float64 of shape (n,), 0 for the baseline itself; NaN where one of both is missing or no
        number, and for columns of which there is no difference: texts, truth values, states, times.
    """
    if column.kind not in _COMPARED:
        return np.full(len(column), np.nan)
    with np.errstate(invalid="ignore", over="ignore"):
        return np.asarray(column.values - column.values[baseline], dtype=np.float64)


def relative_differences(column: Column, baseline: int) -> Floats:
    """Return the differences as shares of the size of the baseline's value: 0.1 is 10 % more.

    Returns
    -------
    numpy.ndarray
        float64 of shape (n,), positive where the value is higher, whatever the sign of both; NaN
        also where the baseline is 0.
    """
    difference = differences(column, baseline)
    if column.kind not in _COMPARED or column.values[baseline] == 0:
        return np.full(len(column), np.nan)
    with np.errstate(invalid="ignore", over="ignore"):
        return np.asarray(difference / np.abs(column.values[baseline]), dtype=np.float64)


def judgements(column: Column, baseline: int) -> npt.NDArray[np.int8]:
    """Tell for each row whether its value is better than that of the baseline row.

    Returns
    -------
    numpy.ndarray
        int8 of shape (n,): 1 is better, -1 worse, 0 neither or not known.
    """
    difference = differences(column, baseline)
    sign = {Direction.UP: 1, Direction.DOWN: -1, Direction.NONE: 0}[column.direction]
    return (sign * np.sign(np.nan_to_num(difference))).astype(np.int8)


def with_differences(table: Table, baseline: int) -> Table:
    """Return the table with two more columns behind each that can be compared with the baseline.

    These are the difference and, in percent, the relative difference; their keys are that of the
    column behind ``difference:`` and ``percent:``. They are left out where no row differs, and of
    hyperparameters, which differ on purpose.
    """
    columns: list[Column] = []
    for column in table.columns:
        columns.append(column)
        choice = choice_of_key(column.key)
        if choice is not None and choice.statistic is Statistic.HYPERPARAMETER:
            continue
        relative = 100.0 * relative_differences(column, baseline)
        for name, ending, numbers in (
            ("difference", "change", differences(column, baseline)),
            ("percent", "change %", relative),
        ):
            if np.any(np.nan_to_num(numbers)):
                is_duration = column.kind is ColumnKind.DURATION and name == "difference"
                kind = ColumnKind.DURATION if is_duration else ColumnKind.NUMBER
                title = f"{column.title} {ending}"
                columns.append(Column(f"{name}:{column.key}", title, kind, numbers, column.group))
    return table.with_columns(columns)


def best_rows(column: Column) -> Truths:
    """Tell which rows have the best value of a column: none, one, or several that are equal.

    NaN is never the best, nor is a value that all rows with one share.
    """
    nothing = np.zeros(len(column), dtype=np.bool_)
    if column.direction is Direction.NONE or not column.kind.is_numeric:
        return nothing
    numbers = column.values[~np.isnan(column.values)]
    if len(numbers) == 0:
        return nothing
    low, high = numbers.min(), numbers.max()
    if low == high and len(numbers) > 1:
        return nothing
    return np.asarray(column.values == (high if column.direction is Direction.UP else low))


def _kind(value: Any) -> bool:
    """Tell truth values from numbers, to which Python says they are equal."""
    return isinstance(value, bool)
