"""The rows of a table in the order of the values of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tbtui.analysis.table import CellValue, Column, Rows, Table
from tbtui.store.natural_order import natural_key

NAME = "name"
"""The key that sorts by the names of rows."""


class SortKey(NamedTuple):
    """One column to sort by.

    Attributes
    ----------
    column : str
        Its key, or `NAME`.
    falling : bool
    missing_first : bool
        Whether rows without a value come first; last if not, whichever way the values go.
    """

    column: str
    falling: bool = False
    missing_first: bool = False


def ordered_rows(table: Table, keys: Sequence[SortKey]) -> Rows:
    """Return the rows in order; rows that are equal in all keys stay as they are.

    Parameters
    ----------
    table
        Any table.
    keys
        The most important first. Keys of columns that there are not change nothing.

    Returns
    -------
    numpy.ndarray
        intp of shape (n,). Numbers come before NaN, and values before what is missing, both ways.
        Texts are in natural order (``conv2`` before ``conv10``), with numbers before all texts.
    """
    order = np.arange(len(table), dtype=np.intp)
    for key in reversed(keys):
        column = table.column(key.column)
        if column is not None:
            ranks = _ranks(column, falling=key.falling, missing_first=key.missing_first)
        elif key.column == NAME:
            ranks = _distinct_ranks([natural_key(name) for name in table.names], key.falling)
        else:
            continue
        order = order[np.argsort(ranks[order], kind="stable")]
    return order


def _ranks(column: Column, *, falling: bool, missing_first: bool) -> npt.NDArray[Any]:
    """Return numbers that rise as the rows are to be sorted."""
    missing_rank = -len(column) - 1 if missing_first else len(column) + 1
    if not column.kind.is_numeric:
        ranks = _distinct_ranks([_text_key(value) for value in column.values.tolist()], falling)
        ranks[column.missing] = missing_rank
        return ranks
    # NaN is sorted behind all numbers; the infinities stay what they are.
    numbers = -column.values if falling else column.values
    if column.nan is None and not missing_first:
        return numbers
    _, ranks = np.unique(numbers, return_inverse=True)
    ranks[np.isnan(numbers)] = len(column)
    ranks[column.missing] = missing_rank
    return ranks


def _distinct_ranks(keys: list[Any], falling: bool) -> npt.NDArray[np.int64]:
    rank_of = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    ranks = np.array([rank_of[key] for key in keys], dtype=np.int64)
    return -ranks if falling else ranks


def _text_key(value: CellValue | None) -> tuple[Any, ...]:
    if value is None:
        return (2,)
    if isinstance(value, str):
        return (1, natural_key(value))
    # NaN, which is neither less nor more than anything, comes behind all numbers.
    return (0, value != value, 0.0 if value != value else float(value))
