"""Trials as the contents of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tbtui.plot.symbols import symbols
from tbtui.screens.hparams_state import HparamsState, Statistic
from tbtui.screens.trials import TrialColumn, Trials
from tbtui.widgets.table_columns import NAME_KEY, TableColumn
from tbtui.widgets.table_contents import RowLook, TableContents
from tbtui.widgets.table_presentation import Presentation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tbtui.analysis.table import Column, Table
    from tbtui.widgets.table_arrangement import TableArrangement


class TrialTable:
    """Makes contents, with the same columns as long as their values are the same."""

    def __init__(self) -> None:
        self._presentation = Presentation()
        self._made: dict[str, tuple[tuple[Column, Statistic, str], Column]] = {}
        self._rows: NDArray[np.intp] | None = None

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
        arrangement, names = state.arrangement, trials.table.names
        marked = frozenset(state.marked)
        count = f"{len(names):,}"
        if len(names) != trials.count:
            count += f"/{trials.count:,}"
        return TableContents(
            names=names,
            order=row_order(trials.table, arrangement),
            columns=[self._column(trials, key, state) for key in keys],
            look=lambda row: RowLook(color(row), is_marked=names[row] in marked),
            heading="trial",
            count=count,
            sorts=arrangement.sorts,
            frozen=arrangement.frozen,
            widths=arrangement.widths,
        )

    def _column(self, trials: Trials, key: str, state: HparamsState) -> TableColumn:
        column = trials.table.column(key)
        assert column is not None
        titled = self._titled(column, trials.by_key[key], state, trials.statistic)
        if self._rows is None or len(self._rows) != len(trials.table):
            self._rows = np.arange(len(trials.table))
        return self._presentation.shown(titled, self._rows, None)

    def _titled(
        self, column: Column, known: TrialColumn, state: HparamsState, statistic: Statistic
    ) -> Column:
        """Return a metric with its statistic below its name, the same one each time."""
        from tbtui.analysis.table import Direction

        if not known.is_metric:
            return column
        wanted = state.arrangement.directions.get(column.key, column.direction.value)
        made = (column, statistic, wanted)
        before = self._made.get(column.key)
        if before is None or before[0] != made:
            title = f"{known.title} {statistic.value}"
            titled = replace(column, title=title, group=known.title, direction=Direction(wanted))
            before = self._made[column.key] = (made, titled)
        return before[1]


def row_order(table: Table, arrangement: TableArrangement) -> NDArray[np.intp]:
    """Return the rows in the order in which they are shown."""
    from tbtui.analysis.table_order import NAME, SortKey, ordered_rows

    sorts = [
        SortKey(NAME if sort.column == NAME_KEY else sort.column, sort.descending)
        for sort in arrangement.sorts
    ]
    # That of the backend goes by letters: trial-10 before trial-2.
    return ordered_rows(table, sorts or [SortKey(NAME)])


def summary(trials: Trials) -> str:
    """Say how many trials there are."""
    shown, count = len(trials.table.names), trials.count
    noun = "trial" if count == 1 else "trials"
    text = f"{count:,} {noun}" if shown == count else f"{shown:,} of {count:,} {noun}"
    failed = sum(status == "failure" for status in trials.statuses)
    return f"{text} {symbols().separator} {failed:,} failed" if failed else text
