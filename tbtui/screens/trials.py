"""Trials as the HParams tab knows them: a table, and what stands behind its rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.filter_terms import text_of
from tbtui.analysis.table import CellValue, Column, ColumnKind, Table
from tbtui.plot.cell_text import cell_text
from tbtui.plot.trial_axis import AxisScale, TrialAxis, number_axis, text_axis
from tbtui.screens.hparams_state import MOST_FIRST, Statistic
from tbtui.store.natural_order import natural_key

if TYPE_CHECKING:
    from tbtui.analysis.sessions import LoggedSession, LoggedSessions
    from tbtui.readers.hparams_experiment import MetricName
    from tbtui.store.series import ScalarSeries

MOST_CHOICES = 10
"""So many values of a column can be ticked."""
LEAST_REPEATED = 3
"""Numbers can be ticked if each of them stands for so many trials."""


@dataclass(frozen=True, eq=False)
class TrialColumn:
    """What is known of a column beside its values.

    Attributes
    ----------
    key : str
    title : str
        Not escaped.
    metric : MetricName or None
        The tag and where it stands; None for a hyperparameter.
    differs : bool
        Whether trials have different values.
    choices : tuple of str
        The values, as they are written, where they are few; none for numbers on a range.
    is_announced : bool
        Whether an experiment names this metric.
    """

    key: str
    title: str
    metric: MetricName | None = None
    differs: bool = True
    choices: tuple[str, ...] = ()
    is_announced: bool = False

    @property
    def is_metric(self) -> bool:
        """Whether it is a metric, or else a hyperparameter."""
        return self.metric is not None


@dataclass(frozen=True, eq=False)
class Trials:
    """Trials that pass all filters.

    Attributes
    ----------
    table : Table
        A row for each trial, with all columns.
    columns : tuple of TrialColumn
        Hyperparameters, those that differ first, then metrics.
    sessions : tuple of tuple of LoggedSession
        Those of each row.
    statuses : tuple of str
        Of each row.
    count : int
        How many trials there are in all.
    logged : LoggedSessions or None
        What knows the series of sessions.
    statistic : Statistic
        Which of their values metrics have.
    telling : tuple of TrialColumn
        Metrics that trials are judged by; see `telling_metrics`.
    """

    table: Table
    columns: tuple[TrialColumn, ...] = ()
    sessions: tuple[tuple[LoggedSession, ...], ...] = ()
    statuses: tuple[str, ...] = ()
    count: int = 0
    logged: LoggedSessions | None = None
    statistic: Statistic = Statistic.LAST
    telling: tuple[TrialColumn, ...] = ()

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

    def run_names(self, row: int) -> tuple[str, ...]:
        """Return the runs of the sessions of a row."""
        return tuple(session.name for session in self.sessions[row])

    def series(self, session: LoggedSession, column: TrialColumn) -> ScalarSeries | None:
        """Return the points of a metric of a session."""
        if self.logged is None or column.metric is None:
            return None
        return self.logged.series(session, column.metric)

    def taken(self, rows: NDArray[np.intp]) -> Trials:
        """Return some of the trials."""
        return replace(
            self,
            table=self.table.taken(rows),
            sessions=tuple(self.sessions[row] for row in rows.tolist()),
            statuses=tuple(self.statuses[row] for row in rows.tolist()),
        )


NO_TRIALS = Trials(Table(()))


def choices_of(column: Column, domain: Sequence[CellValue] | None) -> tuple[str, ...]:
    """Return the values of a column that can be ticked, none where they are too many.

    Parameters
    ----------
    column : Column
    domain : sequence of values or None
        What the experiment has announced.
    """
    values = dict.fromkeys(domain or ())
    cells = (column.value(row) for row in range(len(column)))
    values.update(dict.fromkeys(cell for cell in cells if cell is not None))
    present = int(np.count_nonzero(~column.missing))
    is_range = column.kind in (ColumnKind.NUMBER, ColumnKind.INTEGER) and domain is None
    if is_range and len(values) * LEAST_REPEATED > present:
        return ()
    if len(values) > MOST_CHOICES:
        return ()
    if all(isinstance(value, (bool, float, int)) for value in values):
        return tuple(text_of(value) for value in sorted(values))
    return tuple(sorted((text_of(value) for value in values), key=natural_key))


def telling_metrics(table: Table, metrics: Sequence[TrialColumn]) -> tuple[TrialColumn, ...]:
    """Return metrics that trials are judged by: those that experiments name, else the likeliest.

    A metric that is the same in all trials tells nothing, as Lightning's ``hp_metric`` of -1.

    Parameters
    ----------
    table : Table
        All trials.
    metrics : sequence of TrialColumn
    """
    from tbtui.analysis.column_defaults import telling_rank
    from tbtui.analysis.table_differences import differs

    announced = [
        metric
        for metric in metrics
        if metric.is_announced
        and (values := table.column(metric.key)) is not None
        and (len(values) < 2 or differs(values))
    ]
    if announced:
        return tuple(announced)
    return tuple(sorted(metrics, key=lambda metric: telling_rank(metric.title))[:MOST_FIRST])


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
    if column.kind.is_numeric and column.kind is not ColumnKind.TRUTH:
        return number_axis(column.key, title, column.values, scale)
    texts = [cell_text(column, row) or None for row in range(len(column))]
    return text_axis(column.key, title, texts, scale)
