"""Trials as the contents of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tbtui.plot.numbers import format_value
from tbtui.plot.symbols import symbols
from tbtui.plot.text import escape
from tbtui.screens.hparams_state import HparamsState, Statistic
from tbtui.screens.trials import TrialColumn, Trials
from tbtui.widgets.table_columns import NAME_KEY, TableColumn
from tbtui.widgets.table_contents import RowLook, TableContents

if TYPE_CHECKING:
    from tbtui.analysis.table import Column


class TrialTable:
    """Makes contents, with the same columns as long as their values are the same."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Column, str, TableColumn]] = {}

    def contents(
        self,
        trials: Trials,
        state: HparamsState,
        keys: Sequence[str],
        color: Callable[[int], str],
    ) -> TableContents:
        """Return what the table shows.

        Parameters
        ----------
        trials : Trials
        state : HparamsState
        keys : sequence of str
            The visible columns in their order.
        color : callable
            Ink of the swatch of a row.
        """
        from tbtui.analysis.table_order import NAME, SortKey, ordered_rows

        arrangement, names = state.arrangement, trials.table.names
        sorts = [
            SortKey(NAME if sort.column == NAME_KEY else sort.column, sort.descending)
            for sort in arrangement.sorts
        ]
        marked = frozenset(state.marked)
        count = f"{len(names):,}"
        if len(names) != trials.count:
            count += f"/{trials.count:,}"
        return TableContents(
            names=names,
            order=ordered_rows(trials.table, sorts),
            columns=[self._column(trials, key, state) for key in keys],
            look=lambda row: RowLook(color(row), is_marked=names[row] in marked),
            heading="trial",
            count=count,
            sorts=arrangement.sorts,
            frozen=arrangement.frozen,
            widths=arrangement.widths,
        )

    def _column(self, trials: Trials, key: str, state: HparamsState) -> TableColumn:
        column, known = trials.table.column(key), self._known.get(key)
        assert column is not None
        wanted = state.arrangement.directions.get(key, column.direction.value)
        if known is not None and known[0] is column and known[1] == wanted:
            return known[2]
        made = _made(column, trials.by_key[key], wanted, state.statistic)
        self._known[key] = (column, wanted, made)
        return made


def _made(
    column: Column, trial_column: TrialColumn, direction: str, statistic: Statistic
) -> TableColumn:
    from dataclasses import replace

    from tbtui.analysis.table import ColumnKind, Direction
    from tbtui.analysis.table_differences import best_rows

    directed = replace(column, direction=Direction(direction))
    best = best_rows(directed) if trial_column.is_metric else np.zeros(len(column), np.bool_)
    is_number = column.kind.is_numeric and column.kind is not ColumnKind.TRUTH
    return TableColumn(
        key=column.key,
        title=escape(trial_column.title),
        values=_values(column),
        write=_write,
        group=statistic.value if trial_column.is_metric else "",
        is_number=is_number,
        best=frozenset(np.flatnonzero(best).tolist()),
        direction=direction if trial_column.is_metric else "none",
    )


def _values(column: Column) -> np.ndarray[Any, Any]:
    """Return values with None where there is none, as a NaN that was logged is a value."""
    if column.kind.is_numeric and column.nan is None and column.kind.value != "truth":
        return column.values
    values = np.empty(len(column), object)
    values[:] = [column.value(row) for row in range(len(column))]
    return values


def _write(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return format_value(value)
    return escape(str(value))


def summary(trials: Trials) -> str:
    """Say how many trials there are."""
    shown, count = len(trials.table.names), trials.count
    noun = "trial" if count == 1 else "trials"
    text = f"{count:,} {noun}" if shown == count else f"{shown:,} of {count:,} {noun}"
    failed = sum(status == "failure" for status in trials.statuses)
    return f"{text} {symbols().separator} {failed:,} failed" if failed else text
