"""Trials as the HParams tab knows them: a table, and what stands behind its rows and columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tbtui.plot.trial_axis import AxisScale, TrialAxis, number_axis, text_axis

if TYPE_CHECKING:
    from tbtui.analysis.table import Column, Table


@dataclass(frozen=True, eq=False)
class TrialColumn:
    """What is known of a column beside its values.

    Attributes
    ----------
    key : str
    title : str
        Not escaped.
    is_metric : bool
        A metric, or else a hyperparameter.
    tag, group : str
        Of a metric: the tag, and the run below that of the session that has it, empty for the
        same.
    differs : bool
        Whether trials have different values.
    choices : tuple of str
        The values, as they are shown, where they are few; none for numbers on a range.
    """

    key: str
    title: str
    is_metric: bool
    tag: str = ""
    group: str = ""
    differs: bool = True
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Trials:
    """Trials that pass all filters.

    Attributes
    ----------
    table : Table
        A row for each trial, with all columns.
    columns : tuple of TrialColumn
        Hyperparameters, those that differ first, then metrics.
    runs : tuple of tuple of str
        The runs of the sessions of each row.
    statuses : tuple of str
        Of each row.
    count : int
        How many trials there are in all.
    """

    table: Table
    columns: tuple[TrialColumn, ...] = ()
    runs: tuple[tuple[str, ...], ...] = ()
    statuses: tuple[str, ...] = ()
    count: int = 0

    @cached_property
    def by_key(self) -> dict[str, TrialColumn]:
        """The columns by their keys."""
        return {column.key: column for column in self.columns}

    @property
    def hyperparameters(self) -> tuple[TrialColumn, ...]:
        """The columns that are hyperparameters."""
        return tuple(column for column in self.columns if not column.is_metric)

    @property
    def metrics(self) -> tuple[TrialColumn, ...]:
        """The columns that are metrics."""
        return tuple(column for column in self.columns if column.is_metric)


class TrialAxes:
    """Makes axes of columns, the same ones as long as neither values nor scale change."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Column, TrialAxis]] = {}

    def axis(self, column: Column, title: str, scale: AxisScale) -> TrialAxis:
        """Return the axis of a column."""
        known = self._known.get(column.key)
        if known is not None and known[0] is column and known[1].wanted_scale is scale:
            return known[1]
        axis = _axis(column, title, scale)
        self._known[column.key] = (column, axis)
        return axis


def _axis(column: Column, title: str, scale: AxisScale) -> TrialAxis:
    from tbtui.analysis.table import ColumnKind
    from tbtui.plot.cell_text import cell_text

    if column.kind.is_numeric and column.kind is not ColumnKind.TRUTH:
        return number_axis(column.key, title, column.values, scale)
    texts = [cell_text(column, row) or None for row in range(len(column))]
    return text_axis(column.key, title, texts, scale)
