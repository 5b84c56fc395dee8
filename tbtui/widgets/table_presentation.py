"""How the columns of a table of runs are shown: words for values, changes beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tbtui.analysis.table import Column, ColumnKind
from tbtui.analysis.table_differences import (
    best_rows,
    differences,
    judgements,
    relative_differences,
)
from tbtui.plot.cell_text import value_text
from tbtui.plot.numbers import format_duration, format_value
from tbtui.plot.text import escape
from tbtui.widgets.run_marks import MARKS
from tbtui.widgets.table_columns import TableColumn

if TYPE_CHECKING:
    from tbtui.analysis.table import Rows

LONGEST_CELL = 200
"""Characters of a text that is shown in a cell; the rest cannot be seen anyway."""


class Against(NamedTuple):
    """With what values are compared.

    Attributes
    ----------
    row : int
    percent : bool
        Whether the change is said in percent.
    """

    row: int
    percent: bool = False


def _writer(kind: ColumnKind) -> Callable[[Any], str]:
    """Return what writes the values of a column of some kind."""
    if kind is ColumnKind.TRUTH:
        return lambda value: "true" if value else "false"
    return lambda value: escape(value_text(value, kind), LONGEST_CELL)


def _written_change(value: float) -> str:
    return f"{'+' if value > 0 else ''}{format_value(value)}"


def written_percent(share: float) -> str:
    """Write how much more or less something is: ``+3.2%``, ``-120%``."""
    percent = 100.0 * share
    if not np.isfinite(percent):
        return ""
    if abs(percent) >= 1e4:
        return f"{'+' if percent > 0 else ''}{format_value(percent)}%"
    return f"{percent:+.1f}%" if abs(percent) < 100 else f"{percent:+.0f}%"


def written_in_full(column: Column, value: float) -> str:
    """Write a number with all its digits, and in words what is a time."""
    if column.kind in (ColumnKind.TIME, ColumnKind.DURATION, ColumnKind.INTEGER):
        return value_text(value, column.kind)
    return repr(float(value))


def _written_longer(seconds: float) -> str:
    return f"{'+' if seconds > 0 else ''}{format_duration(seconds)}"


def _written_more(number: float) -> str:
    return f"{int(number):+,}"


def _written_deviation(number: float) -> str:
    return f"±{format_value(number)}"


_CHANGE_WRITERS: dict[ColumnKind, Callable[[float], str]] = {
    ColumnKind.INTEGER: _written_more,
    ColumnKind.DURATION: _written_longer,
}
_NUMBERS = (ColumnKind.NUMBER, ColumnKind.INTEGER, ColumnKind.DURATION)


class Presentation:
    """Makes columns for the screen, and makes none again that would be the same."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[tuple[Any, ...], TableColumn]] = {}

    def shown(self, column: Column, rows: Rows, against: Against | None) -> TableColumn:
        """Return a column for the screen.

        Parameters
        ----------
        column : Column
        rows : intp[k]
            Those that are shown, of which one may be the best. The same array as before means the
            same rows.
        against : Against or None
        """
        key = (column, rows, against)
        known = self._made.get(column.key)
        if known is None or not _is_same(known[0], key):
            known = self._made[column.key] = (key, _made(column, rows, against))
        return known[1]


def _is_same(known: tuple[Any, ...], key: tuple[Any, ...]) -> bool:
    return known[0] is key[0] and known[1] is key[1] and bool(known[2] == key[2])


def _made(column: Column, rows: Rows, against: Against | None) -> TableColumn:
    changes = better = None
    write_change: Callable[[float], str] = _CHANGE_WRITERS.get(column.kind, _written_change)
    if against is not None and column.kind in _NUMBERS:
        if against.percent:
            changes, write_change = relative_differences(column, against.row), written_percent
        else:
            changes = differences(column, against.row)
        better = judgements(column, against.row)
        changes[against.row] = np.nan
    elif column.deviation is not None:
        changes, write_change = column.deviation, _written_deviation
    best = rows[best_rows(column.taken(rows))]
    return TableColumn(
        column.key,
        escape(_title(column)),
        column.values,
        _writer(column.kind),
        group=escape(column.group),
        is_number=column.kind in _NUMBERS,
        best=frozenset(best.tolist()),
        changes=changes,
        write_change=write_change,
        better=better,
        direction=column.direction.value,
        missing=column.missing,
        mixed=column.mixed,
        role=_role_of_states(column) if column.kind is ColumnKind.STATE else None,
    )


def _title(column: Column) -> str:
    """Return what a column is called below its group, whose name is not said twice."""
    if not column.group or not column.title.startswith(column.group):
        return column.title
    return column.title[len(column.group) :].strip() or "last"


def _role_of_states(column: Column) -> Callable[[int], str]:
    """Return what colours the words for states as their marks are coloured elsewhere."""

    def role(row: int) -> str:
        mark = MARKS.get(str(column.values[row]))
        return "text_muted" if mark is None else mark.color

    return role
