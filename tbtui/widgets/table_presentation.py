"""How the columns of a table of runs are shown: words for values, changes beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tbtui.analysis.column_choice import Statistic, choice_of_key
from tbtui.analysis.table import Column, ColumnKind
from tbtui.analysis.table_differences import (
    best_rows,
    differences,
    judgements,
    relative_differences,
)
from tbtui.analysis.table_groups import MEMBERS
from tbtui.plot.cell_text import value_text
from tbtui.plot.numbers import format_duration, format_value
from tbtui.plot.text import escape
from tbtui.widgets.run_marks import MARKS
from tbtui.widgets.table_columns import LAST, TableColumn

if TYPE_CHECKING:
    from numpy.typing import NDArray

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


def _writer(column: Column) -> Callable[[Any], str]:
    """Return what writes the values of a column."""
    kind = column.kind
    if kind is ColumnKind.TRUTH:
        return lambda value: "true" if value else "false"
    if kind is ColumnKind.NUMBER:
        if _counts_steps(column):
            return lambda value: value_text(float(round(value)), ColumnKind.INTEGER)
        return format_value
    return lambda value: escape(value_text(value, kind), LONGEST_CELL)


def _written_change(value: float) -> str:
    return f"{'+' if value > 0 else ''}{format_value(value)}"


def written_percent(share: float) -> str:
    """Write how much more or less something is: ``+3.2%``, ``-120%``."""
    percent = 100.0 * share
    if not np.isfinite(percent):
        return ""
    if 0.0 < abs(percent) < 0.05:
        # A colour beside -0.0% would look like a mistake.
        return (
            f"{percent:+.2f}%" if abs(percent) >= 0.005 else f"{percent:+.0e}%".replace("e-0", "e-")
        )
    if abs(percent) >= 1e4:
        return f"{'+' if percent > 0 else ''}{format_value(percent)}%"
    return f"{percent:+.1f}%" if abs(percent) < 100 else f"{percent:+.0f}%"


def written_in_full(column: Column, value: float) -> str:
    """Write a number with all its digits, and in words what is a time."""
    if column.kind in (ColumnKind.TIME, ColumnKind.DURATION, ColumnKind.INTEGER):
        return value_text(value, column.kind)
    narrow = np.float32(value)
    # What was logged with fewer bits has fewer digits.
    return str(narrow) if float(narrow) == value else repr(float(value))


def _written_longer(seconds: float) -> str:
    return f"{'+' if seconds > 0 else ''}{format_duration(seconds)}"


def _written_more(number: float) -> str:
    return f"{int(number):+,}"


def _written_deviation(number: float) -> str:
    return f"±{format_value(number)}"


def _written_span(seconds: float) -> str:
    return f"±{format_duration(seconds)}"


_CHANGE_WRITERS: dict[ColumnKind, Callable[[float], str]] = {
    ColumnKind.INTEGER: _written_more,
    ColumnKind.DURATION: _written_longer,
}


def change_writer(column: Column) -> Callable[[float], str]:
    """Return what writes how much more or less a value of a column is."""
    return _CHANGE_WRITERS.get(column.kind, _written_change)


def deviation_writer(column: Column) -> Callable[[float], str]:
    """Return what writes the standard deviation of values of a column."""
    return _written_span if column.kind is ColumnKind.DURATION else _written_deviation


_NUMBERS = (ColumnKind.NUMBER, ColumnKind.INTEGER, ColumnKind.DURATION)


class Presentation:
    """Makes columns for the screen, and makes none again that would be the same."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[tuple[Any, ...], TableColumn]] = {}
        self._changes: dict[str, tuple[Column, Against | None, Changes]] = {}

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
            made = _made(column, rows, self._changes_of(column, against))
            known = self._made[column.key] = (key, made)
        return known[1]

    def _changes_of(self, column: Column, against: Against | None) -> Changes:
        """Return the same arrays as long as the values are the same, whichever rows are shown."""
        known = self._changes.get(column.key)
        if known is None or known[0] is not column or known[1] != against:
            known = self._changes[column.key] = (column, against, _changes(column, against))
        return known[2]


def _is_same(known: tuple[Any, ...], key: tuple[Any, ...]) -> bool:
    return known[0] is key[0] and known[1] is key[1] and bool(known[2] == key[2])


class Changes(NamedTuple):
    """What stands beside the values of a column."""

    values: NDArray[np.float64] | None = None
    write: Callable[[float], str] = format_value
    better: NDArray[np.int8] | None = None


def _changes(column: Column, against: Against | None) -> Changes:
    if against is None or not _is_compared(column):
        return Changes(column.deviation, deviation_writer(column))
    write = change_writer(column)
    if against.percent:
        changes, write = relative_differences(column, against.row), written_percent
    else:
        changes = differences(column, against.row)
    changes[against.row] = np.nan
    return Changes(changes, write, judgements(column, against.row))


def _made(column: Column, rows: Rows, changes: Changes) -> TableColumn:
    best = rows[best_rows(column.taken(rows))]
    return TableColumn(
        column.key,
        escape(_title(column)),
        column.values,
        _writer(column),
        group=escape(column.group),
        is_number=column.kind in _NUMBERS,
        best=frozenset(best.tolist()),
        changes=changes.values,
        write_change=changes.write,
        better=changes.better,
        direction=column.direction.value,
        missing=column.missing,
        mixed=column.mixed,
        role=_role_of_states(column) if column.kind is ColumnKind.STATE else None,
    )


def _is_compared(column: Column) -> bool:
    """Say whether changes are of interest: hyperparameters differ on purpose."""
    choice = choice_of_key(column.key)
    is_set = choice is not None and choice.statistic is Statistic.HYPERPARAMETER
    return column.kind in _NUMBERS and not is_set and column.key != MEMBERS


def _counts_steps(column: Column) -> bool:
    """Say whether values are steps, of which an average over a group is no whole number."""
    choice = choice_of_key(column.key)
    if choice is None or column.deviation is None:
        return False
    is_field = choice.statistic is Statistic.RUN and choice.name in ("steps", "points")
    return is_field or choice.statistic is Statistic.BEST_STEP


def _title(column: Column) -> str:
    """Return what a column is called below its group, whose name is not said twice."""
    if not column.group or not column.title.startswith(column.group):
        return column.title
    return column.title[len(column.group) :].strip() or LAST


def _role_of_states(column: Column) -> Callable[[int], str]:
    """Return what colours the words for states as their marks are coloured elsewhere."""

    def role(row: int) -> str:
        mark = MARKS.get(str(column.values[row]))
        return "text_muted" if mark is None else mark.color

    return role
