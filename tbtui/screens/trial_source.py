"""Trials of a store: computed anew when the runs, or what is asked of them, have changed."""

from __future__ import annotations

import operator
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tbtui.screens.hparams_state import STATUSES, HparamsState
from tbtui.screens.trial_filters import TrialFilters
from tbtui.screens.trials import NO_TRIALS, TrialColumn, Trials, choices_of, telling_metrics

if TYPE_CHECKING:
    from tbtui.analysis.metric_values import MetricValues
    from tbtui.analysis.session_groups import SessionGroup
    from tbtui.analysis.sessions import LoggedSessions
    from tbtui.analysis.table import Column, Direction, Table
    from tbtui.plot.trial_axis import Span
    from tbtui.readers.hparams_experiment import Experiment, HyperparameterInfo
    from tbtui.store.store import Store


SECONDS_A_LOOK = 0.015
"""So long trials are computed before the screen is drawn; what is left comes later."""
_DONE = object()


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
        self._work: Iterator[None] | None = None
        self._parts: list[Any] = []
        self._found_in: list[Any] = []
        self._logged: LoggedSessions | None = None
        self._experiment: Experiment | None = None
        self._values: MetricValues | None = None
        self._asked: tuple[Any, ...] = ()
        self._made: dict[str, tuple[tuple[Column, HyperparameterInfo], TrialColumn]] = {}
        self._all = NO_TRIALS
        self._passed = NO_TRIALS
        self._passed_key: tuple[Any, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether what was returned last is what the store holds, and what is asked."""
        return self._work is None

    def trials(self, store: Store, state: HparamsState) -> Trials:
        """Return the trials that pass all filters.

        What takes long is done in slices; as long as there is more to do, the trials are those that
        were known before.
        """
        asked = self._asked_for(store, state)
        is_other = asked != self._asked or not _are_same(_parts(store), self._parts)
        # What has begun goes on though points have come meanwhile, or it might never end.
        if is_other and (self._work is None or asked[1:] != self._asked[1:]):
            self._work = self._steps(store, state)
            self._asked, self._parts = asked, _parts(store)
        self.advance()
        return self._filter(state)

    def advance(self) -> bool:
        """Work for a moment, and return whether all is done by now."""
        deadline = time.thread_time() + SECONDS_A_LOOK
        while self._work is not None:
            if next(self._work, _DONE) is _DONE:
                self._work = None
            elif time.thread_time() >= deadline:
                break
        return self._work is None

    def _steps(self, store: Store, state: HparamsState) -> Iterator[None]:
        """Find sessions and make their table, a little at a time."""
        if not _are_same(_parts(store), self._found_in):
            yield from self._look_for_sessions(store)
        yield from self._group(state)

    def _look_for_sessions(self, store: Store) -> Iterator[None]:
        """Find sessions and columns, when runs have gained or lost tags."""
        from tbtui.analysis.session_columns import joined_experiment
        from tbtui.analysis.sessions import logged_sessions, read_start

        parts = _parts(store)
        for run in store.runs:
            # What was read is remembered, so that all of them together take no time.
            read_start(run)
            yield
        logged = logged_sessions(store.runs)
        yield
        experiment = joined_experiment(logged)
        yield
        self._logged, self._experiment, self._found_in = logged, experiment, parts
        counts = Counter(one.end.status.name.lower() for one in logged.sessions)
        self.status_counts = dict(counts)

    def _asked_for(self, store: Store, state: HparamsState) -> tuple[Any, ...]:
        """Return all on which trials depend, but for filters; first what changes by itself."""
        directions = tuple(sorted(state.arrangement.directions.items()))
        repeats = self._logged is not None and self._repeats(self._logged)
        return (
            (store, store.revision),
            *(state.statistic, frozenset(state.hidden_statuses), directions),
            *(state.aggregation, state.metric if repeats else None),
        )

    def _group(self, state: HparamsState) -> Iterator[None]:
        """Make a table of all trials."""
        from tbtui.analysis.metric_values import MetricStatistic, MetricValues
        from tbtui.analysis.session_groups import (
            Aggregation,
            GroupSettings,
            session_groups,
            session_metrics,
        )
        from tbtui.analysis.session_table import metric_key, session_table
        from tbtui.readers.hparams import SessionStatus

        logged, experiment = self._logged, self._experiment
        if logged is None or experiment is None or not logged.sessions:
            self._all = NO_TRIALS
            return
        chosen = {metric_key(one.name): one.name for one in experiment.metrics}
        if self._values is None:
            self._values = MetricValues()
        direction = _direction_of(state, {key: name.tag for key, name in chosen.items()})
        statuses = (one for one in STATUSES if one not in state.hidden_statuses)
        settings = GroupSettings(
            MetricStatistic(state.statistic.value),
            Aggregation(state.aggregation.value),
            chosen.get(state.metric),
            tuple(SessionStatus[status.upper()] for status in statuses),
            direction,
        )
        statistic = state.statistic
        for session in logged.sessions:
            # These are remembered, too.
            session_metrics(logged, session, experiment.metrics, settings, self._values)
            yield
        groups = session_groups(logged, experiment.metrics, settings, self._values)
        yield
        table = _with_titles(session_table(groups, experiment, direction), groups)
        yield
        self._all = replace(self._trials_of(groups, table), statistic=statistic)

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
        columns = tuple(self._columns(table))
        return Trials(
            table,
            columns,
            tuple(tuple(by_name[one.name] for one in group.sessions) for group in groups),
            tuple(statuses),
            len(groups),
            self._logged,
            telling=telling_metrics(table, [column for column in columns if column.is_metric]),
        )

    def _columns(self, table: Table) -> list[TrialColumn]:
        from tbtui.analysis.session_table import hyperparameter_key, metric_key

        assert self._experiment is not None
        columns = []
        for info in self._experiment.hyperparameters:
            column = table.column(hyperparameter_key(info.name))
            if column is None:
                continue
            made_of = column, info
            known = self._made.get(column.key)
            if known is None or known[0][0] is not column or known[0][1] != info:
                title, choices = info.display_name or info.name, choices_of(column, info.domain)
                made = TrialColumn(column.key, title, None, info.differs, choices)
                known = self._made[column.key] = (made_of, made)
            columns.append(known[1])
        logged = () if self._logged is None else self._logged.experiments
        announced = {metric.name for _, experiment in logged for metric in experiment.metrics}
        for metric in self._experiment.metrics:
            key, name = metric_key(metric.name), metric.name
            title = metric.display_name or name.title
            columns.append(TrialColumn(key, title, name, is_announced=name in announced))
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


def _parts(store: Store) -> list[Any]:
    """Return what is replaced whenever a run gains or loses a tag."""
    return [part for run in store.runs for part in (run.metadata, run.scalars)]


def _are_same(some: Sequence[Any], others: Sequence[Any]) -> bool:
    return len(some) == len(others) and all(map(operator.is_, some, others))


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
