"""Conditions on single columns, as the left pane of TensorBoard's HParams has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tbtui.analysis.filter_terms import text_of
from tbtui.analysis.table import CellValue, Column, Table, Truths


@dataclass(frozen=True)
class ColumnCondition:
    """What the cells of a column must be. What is None, or empty, asks for nothing.

    Attributes
    ----------
    column : str
        The key of the column.
    pattern : re.Pattern or None
        Found anywhere in the value, as a person would write it.
    interval : (float, float) or None
        Its ends are within. Texts are in no interval, nor is NaN.
    values : tuple or None
        One of them.
    with_missing : bool
        Whether rows without a value pass.
    """

    column: str
    pattern: re.Pattern[str] | None = None
    interval: tuple[float, float] | None = None
    values: tuple[CellValue, ...] | None = None
    with_missing: bool = True


def rows_meeting(table: Table, conditions: Iterable[ColumnCondition]) -> Truths:
    """Tell for each row whether it meets all conditions; those on no column change nothing.

    Returns
    -------
    numpy.ndarray
        bool of shape (n,).
    """
    passing = np.ones(len(table), dtype=np.bool_)
    for condition in conditions:
        column = table.column(condition.column)
        if column is not None:
            passing &= _meeting(column, condition)
    return passing


def _meeting(column: Column, condition: ColumnCondition) -> Truths:
    met = np.ones(len(column), dtype=np.bool_)
    values: Sequence[CellValue | None] = [column.value(row) for row in range(len(column))]
    if condition.pattern is not None:
        found = condition.pattern.search
        met &= [value is not None and found(text_of(value)) is not None for value in values]
    if condition.interval is not None:
        low, high = condition.interval
        met &= [isinstance(value, (float, bool)) and low <= value <= high for value in values]
    if condition.values is not None:
        met &= [value in condition.values for value in values]
    return np.where(column.missing, condition.with_missing, met)
