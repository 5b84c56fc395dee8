"""Which trials pass: conditions on columns, and an expression over all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tbtui.screens.hparams_state import HparamsState, ValueFilter
from tbtui.screens.trials import Trials

if TYPE_CHECKING:
    from tbtui.analysis.column_conditions import ColumnCondition
    from tbtui.analysis.filters import Filter
    from tbtui.analysis.table import Column

Conditions = tuple["ColumnCondition", ...]

_BETWEEN = ".."


class TrialFilters:
    """Understands what was typed.

    Attributes
    ----------
    trouble : str
        What is wrong with the expression, in which case the last good one goes on.
    value_troubles : dict of str to str
        What is wrong with the values that were typed for columns, which let everything pass.
    """

    def __init__(self) -> None:
        self.trouble = ""
        self.value_troubles: dict[str, str] = {}
        self._filter: Filter | None = None
        self._text = ""

    def conditions(self, trials: Trials, state: HparamsState) -> Conditions:
        """Return what is asked of single columns."""
        self.value_troubles = {}
        found = []
        for key, chosen in state.filters.items():
            column = trials.table.column(key)
            if column is not None and chosen:
                condition = self._condition(column, chosen)
                if condition is not None:
                    found.append(condition)
        return tuple(found)

    def _condition(self, column: Column, chosen: ValueFilter) -> ColumnCondition | None:
        from tbtui.analysis.column_conditions import ColumnCondition
        from tbtui.analysis.filter_terms import text_of

        pattern = interval = values = None
        try:
            if chosen.text.strip() and column.kind.is_numeric:
                interval = interval_of(chosen.text)
            elif chosen.text.strip():
                pattern = re.compile(chosen.text)
        except (ValueError, re.error, OverflowError, RecursionError) as error:
            self.value_troubles[column.key] = str(error)
        if chosen.unticked:
            cells = (column.value(row) for row in range(len(column)))
            known = dict.fromkeys(cell for cell in cells if cell is not None)
            values = tuple(value for value in known if text_of(value) not in chosen.unticked)
        return ColumnCondition(column.key, pattern, interval, values, not chosen.present)

    def rows(self, trials: Trials, text: str, conditions: Conditions) -> NDArray[np.intp]:
        """Return the rows that pass conditions and expression."""
        from tbtui.analysis.column_conditions import rows_meeting
        from tbtui.analysis.table_filter import rows_let_through, unknown_names

        table = trials.table
        passing = rows_meeting(table, conditions)
        self._understand(text)
        if self._filter is not None and self._filter.text.strip():
            passing &= rows_let_through(table, self._filter)
            if not self.trouble:
                unknown = unknown_names(table, self._filter)
                self.trouble = f"no column is called {' or '.join(unknown)}" if unknown else ""
        return np.flatnonzero(passing)

    def _understand(self, text: str) -> None:
        from tbtui.analysis.filters import FilterError, parse

        try:
            self._filter = parse(text)
            self.trouble = ""
        except FilterError as error:
            self.trouble = str(error)


def interval_of(text: str) -> tuple[float, float]:
    """Return the ends of an interval that was typed: ``0.1..0.5``, ``..0.5``, ``0.1..``, ``3``.

    Raises
    ------
    ValueError
        If it is none.
    """
    low, found, high = text.partition(_BETWEEN)
    try:
        first = float(low) if low.strip() else -np.inf
        last = (float(high) if high.strip() else np.inf) if found else first
    except ValueError:
        raise ValueError("an interval is typed as 0.1..0.5, ..0.5 or 0.1..") from None
    if not first <= last:
        raise ValueError("the first end is higher than the second")
    return first, last
