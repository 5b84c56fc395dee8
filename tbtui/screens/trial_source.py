"""Trials of a store: computed anew when the runs, or what is asked of them, have changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tbtui.screens.hparams_state import STATUSES, HparamsState
from tbtui.screens.trial_filters import TrialFilters
from tbtui.screens.trials import NO_TRIALS, TrialColumn, Trials, choices_of

if TYPE_CHECKING:
    from tbtui.analysis.metric_values import MetricValues
    from tbtui.analysis.session_groups import SessionGroup
    from tbtui.analysis.sessions import LoggedSessions
    from tbtui.analysis.table import Column, Direction, Table
    from tbtui.plot.trial_axis import Span
    from tbtui.readers.hparams_experiment import Experiment
    from tbtui.store.store import Store


class TrialSource:
    """Finds trials, and keeps what is the same.

    Attributes
    ----------
    ranges : dict of str to (float, float)
        The lowest and the highest value of columns of numbers, of all trials.
    status_counts : dict of str to int
        How many sessions have each status.
    filters : TrialFilters
        Which tell what is wrong with them.
    """

    def __init__(self) -> None:
        self.ranges: dict[str, Span] = {}
        self.status_counts: dict[str, int] = {}
        self.filters = TrialFilters()
        self._runs_key: list[Any] = []
        self._logged: LoggedSessions | None = None
        self._experiment: Experiment | None = None
        self._values: MetricValues | None = None
        self._asked: tuple[Any, ...] = ()
        self._all = NO_TRIALS
        self._passed = NO_TRIALS
        self._passed_key: tuple[Any, ...] = ()

    def trials(self, store: Store, state: HparamsState) -> Trials:
        """Return the trials that pass all filters."""
        self._look_for_sessions(store)
        self._group(store, state)
        return self._filter(state)

    def _look_for_sessions(self, store: Store) -> None:
        """Find sessions and columns, when runs have gained or lost tags."""
        # The mappings of a run are replaced whenever it gains or loses a tag.
        key = [part for run in store.runs for part in (run.metadata, run.scalars)]
        is_same = len(key) == len(self._runs_key)
        if is_same and all(map(lambda one, other: one is other, key, self._runs_key)):
            return
        from tbtui.analysis.session_columns import joined_experiment
        from tbtui.analysis.sessions import logged_sessions

        self._runs_key = key
        self._logged = logged_sessions(store.runs)
        self._experiment = joined_experiment(self._logged)
        self._asked = ()
        counts = Counter(one.end.status.name.lower() for one in self._logged.sessions)
        self.status_counts = dict(counts)

    def _group(self, store: Store, state: HparamsState) -> None:
        """Make a table of all trials, when points or what is asked of them have changed."""
        from tbtui.analysis.metric_values import MetricStatistic, MetricValues
        from tbtui.analysis.session_groups import Aggregation, GroupSettings, session_groups
        from tbtui.analysis.session_table import metric_key, session_table
        from tbtui.readers.hparams import SessionStatus

        logged, experiment = self._logged, self._experiment
        if logged is None or experiment is None or not logged.sessions:
            self._all = NO_TRIALS
            return
        directions = tuple(sorted(state.arrangement.directions.items()))
        statuses = tuple(one for one in STATUSES if one not in state.hidden_statuses)
        chosen = {metric_key(one.name): one.name for one in experiment.metrics}
        decides = chosen.get(state.metric)
        asked = (
            *(store, store.revision, state.statistic, statuses, directions),
            *(state.aggregation, decides if self._repeats(logged) else None),
        )
        if asked == self._asked:
            return
        self._asked = asked
        if self._values is None:
            self._values = MetricValues()
        direction = _direction_of(state, {key: name.tag for key, name in chosen.items()})
        settings = GroupSettings(
            MetricStatistic(state.statistic.value),
            Aggregation(state.aggregation.value),
            decides,
            tuple(SessionStatus[status.upper()] for status in statuses),
            direction,
        )
        groups = session_groups(logged, experiment.metrics, settings, self._values)
        table = session_table(groups, experiment, direction)
        self._all = self._trials_of(groups, _with_titles(table, groups))

    @staticmethod
    def _repeats(logged: LoggedSessions) -> bool:
        """Return whether any trial has several sessions."""
        return len({session.group for session in logged.sessions}) < len(logged.sessions)

    def _trials_of(self, groups: Sequence[SessionGroup], table: Table) -> Trials:
        from tbtui.analysis.table import Table as NewTable

        assert self._logged is not None
        before = self._all.table
        table = NewTable(table.names, tuple(_same_as(before, one) for one in table.columns))
        self.ranges = {
            column.key: (float(known.min()), float(known.max()))
            for column in table.columns
            if column.kind.is_numeric and len(known := column.values[np.isfinite(column.values)])
        }
        by_name = {session.name: session for session in self._logged.sessions}
        statuses = []
        for group in groups:
            found = {session.status.name.lower() for session in group.sessions}
            statuses.append(found.pop() if len(found) == 1 else "mixed")
        return Trials(
            table,
            tuple(self._columns(table)),
            tuple(tuple(by_name[one.name] for one in group.sessions) for group in groups),
            tuple(statuses),
            len(groups),
            self._logged,
        )

    def _columns(self, table: Table) -> list[TrialColumn]:
        from tbtui.analysis.session_table import hyperparameter_key, metric_key

        assert self._experiment is not None
        columns = []
        for info in self._experiment.hyperparameters:
            column = table.column(hyperparameter_key(info.name))
            if column is not None:
                title = info.display_name or info.name
                choices = choices_of(column, info.domain)
                columns.append(TrialColumn(column.key, title, None, info.differs, choices))
        for metric in self._experiment.metrics:
            key = metric_key(metric.name)
            title = metric.display_name or metric.name.title
            columns.append(TrialColumn(key, title, metric.name))
        return columns

    def _filter(self, state: HparamsState) -> Trials:
        conditions = self.filters.conditions(self._all, state)
        key = (self._all, state.filter, conditions)
        if self._passed_key == key:
            return self._passed
        self._passed_key = key
        rows = self.filters.rows(self._all, state.filter, conditions)
        self._passed = self._all if len(rows) == len(self._all.table) else self._all.taken(rows)
        return self._passed


def _direction_of(state: HparamsState, tags: Mapping[str, str]) -> Callable[[str], Direction]:
    """Return what says of a tag which values are better: the user, or else its name."""
    from tbtui.analysis.directions import guessed_direction
    from tbtui.analysis.table import Direction

    said = {
        tags[key]: Direction(direction)
        for key, direction in state.arrangement.directions.items()
        if key in tags
    }
    return lambda tag: said[tag] if tag in said else guessed_direction(tag)


def _with_titles(table: Table, groups: Sequence[SessionGroup]) -> Table:
    """Return the table with the names that a user knows, as far as they tell trials apart."""
    from tbtui.analysis.table import Table as NewTable

    titles = [group.title for group in groups]
    if len(set(titles)) < len(titles):
        return table
    return NewTable(tuple(titles), table.columns)


def _same_as(before: Table, column: Column) -> Column:
    """Return the column that was there before, if it was the same: others know it by identity."""
    known = before.column(column.key)
    if known is None or known.kind is not column.kind or len(known) != len(column):
        return column
    if known.title != column.title or known.direction is not column.direction:
        return column
    is_number = column.kind.is_numeric
    same = np.array_equal(known.values, column.values, equal_nan=is_number)
    return known if same and _equal(known.deviation, column.deviation) else column


def _equal(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    return bool(np.array_equal(one, other, equal_nan=True))
