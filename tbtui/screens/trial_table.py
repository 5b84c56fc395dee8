"""Trials as the contents of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tbtui.plot.symbols import symbols
from tbtui.screens.hparams_state import HparamsState
from tbtui.screens.trials import Trials
from tbtui.widgets.table_columns import NAME_KEY, TableColumn
from tbtui.widgets.table_contents import RowLook, TableContents
from tbtui.widgets.table_presentation import Presentation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tbtui.analysis.table import Column


class TrialTable:
    """Makes contents, with the same columns as long as their values are the same."""

    def __init__(self) -> None:
        self._presentation = Presentation()
        self._turned: dict[str, tuple[Column, Column]] = {}
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
        column = trials.table.column(key)
        assert column is not None
        directed = self._directed(column, state.arrangement.directions.get(key))
        if self._rows is None or len(self._rows) != len(trials.table):
            self._rows = np.arange(len(trials.table))
        return self._presentation.shown(directed, self._rows, None)

    def _directed(self, column: Column, wanted: str | None) -> Column:
        """Return a column with the direction that the user wants, the same one each time."""
        from tbtui.analysis.table import Direction

        if wanted is None or wanted == column.direction.value:
            return column
        known = self._turned.get(column.key)
        if known is None or known[0] is not column or known[1].direction.value != wanted:
            known = (column, replace(column, direction=Direction(wanted)))
            self._turned[column.key] = known
        return known[1]


def summary(trials: Trials) -> str:
    """Say how many trials there are."""
    shown, count = len(trials.table.names), trials.count
    noun = "trial" if count == 1 else "trials"
    text = f"{count:,} {noun}" if shown == count else f"{shown:,} of {count:,} {noun}"
    failed = sum(status == "failure" for status in trials.statuses)
    return f"{text} {symbols().separator} {failed:,} failed" if failed else text
