"""Session groups: the trials of the hparams plugin, with the metrics of their sessions together.

The rules are those of TensorBoard's ``plugins/hparams/list_session_groups.py``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from tbtui.analysis.metric_values import MetricStatistic, MetricValue, MetricValues
from tbtui.analysis.run_paths import directory_above
from tbtui.analysis.session_columns import is_set
from tbtui.analysis.sessions import LoggedSession, LoggedSessions
from tbtui.analysis.table import Direction
from tbtui.readers.hparams import HyperparameterValue, SessionStatus
from tbtui.readers.hparams_experiment import MetricInfo, MetricName

Metrics = Mapping[MetricName, MetricValue]


class Aggregation(str, Enum):
    """How the metrics of a group's sessions become those of the group.

    ``AVERAGE`` takes each metric by itself. The others choose one session, by its value of one
    metric, and take all metrics of that.
    """

    AVERAGE = "average"
    MEDIAN = "median"
    MINIMUM = "min"
    MAXIMUM = "max"


class Session(NamedTuple):
    """One run of a trial. Metrics that it does not have are not in the mapping."""

    name: str
    status: SessionStatus
    start_time: float | None
    end_time: float | None
    model_uri: str
    monitor_url: str
    metrics: Metrics


class SessionGroup(NamedTuple):
    """A trial.

    Attributes
    ----------
    name : str
        As TensorBoard calls it.
    title : str
        The run that a user knows it by: where ``add_hparams`` was called, not what that made.
    sessions : tuple of Session
        At least one, in the order of their names.
    hyperparameters : mapping of str to value
        Those of the first session.
    metrics : mapping of MetricName to MetricValue
    """

    name: str
    title: str
    sessions: tuple[Session, ...]
    hyperparameters: Mapping[str, HyperparameterValue]
    metrics: Metrics


class GroupSettings(NamedTuple):
    """How session groups are made.

    Attributes
    ----------
    statistic : MetricStatistic
        Which value of its curve a metric has; the last one in TensorBoard.
    aggregation : Aggregation
    aggregation_metric : MetricName or None
        By which a session is chosen; the first that there is, if None.
    statuses : collection of SessionStatus
        Sessions of other statuses are left out.
    direction : callable
        Says of a tag which values are better.
    """

    statistic: MetricStatistic = MetricStatistic.LAST
    aggregation: Aggregation = Aggregation.AVERAGE
    aggregation_metric: MetricName | None = None
    statuses: Collection[SessionStatus] = tuple(SessionStatus)
    direction: Callable[[str], Direction] = lambda tag: Direction.NONE  # noqa: ARG005


def session_groups(
    logged: LoggedSessions,
    metrics: Sequence[MetricInfo],
    settings: GroupSettings,
    values: MetricValues,
) -> tuple[SessionGroup, ...]:
    """Return all groups, in the order of their names.

    Parameters
    ----------
    logged
        All sessions.
    metrics
        Those that are wanted, as `tbtui.analysis.session_columns` found them.
    settings
        How groups are made.
    values
        Remembers the values of series from one call to the next.
    """
    members: dict[str, list[LoggedSession]] = {}
    for session in logged.sessions:
        if session.end.status in settings.statuses:
            members.setdefault(session.group, []).append(session)
    chosen_by = settings.aggregation_metric or (metrics[0].name if metrics else None)
    groups = []
    for name in sorted(members):
        sessions = tuple(
            _session(session, session_metrics(logged, session, metrics, settings, values))
            for session in members[name]
        )
        first = members[name][0]
        hyperparameters = {
            key: value for key, value in first.start.hyperparameters.items() if is_set(value)
        }
        groups.append(
            SessionGroup(
                name,
                _title(name, members[name]),
                sessions,
                hyperparameters,
                aggregated(sessions, settings.aggregation, chosen_by),
            )
        )
    return tuple(groups)


def aggregated(
    sessions: Sequence[Session], aggregation: Aggregation, metric: MetricName | None
) -> Metrics:
    """Return the metrics of several sessions together.

    Parameters
    ----------
    sessions
        At least one.
    aggregation
        How.
    metric
        By which one of the sessions is chosen. Of an even number, the median is the lower one in
        the middle. Sessions whose value is NaN count as the highest for the median, and are neither
        the lowest nor the highest as long as any other has a value. If no session has the metric,
        nor has the group any.
    """
    if aggregation is Aggregation.AVERAGE:
        return sessions[0].metrics if len(sessions) == 1 else _averages(sessions)
    having = [
        (one.metrics[metric].value, one)
        for one in sessions
        if metric is not None and metric in one.metrics
    ]
    if not having:
        return {}
    having.sort(key=lambda pair: (math.isnan(pair[0]), pair[0]))
    numbers = [pair for pair in having if not math.isnan(pair[0])] or having
    if aggregation is Aggregation.MEDIAN:
        return having[(len(having) - 1) // 2][1].metrics
    if aggregation is Aggregation.MINIMUM:
        return numbers[0][1].metrics
    highest = numbers[-1][0]
    return next(one for value, one in numbers if value == highest or value != value).metrics


def _averages(sessions: Sequence[Session]) -> Metrics:
    found: dict[MetricName, list[MetricValue]] = {}
    for session in sessions:
        for name, value in session.metrics.items():
            found.setdefault(name, []).append(value)
    return {
        name: MetricValue(
            sum(value.value for value in values) / len(values),
            sum(value.step for value in values) // len(values),
            sum(value.wall_time for value in values) / len(values),
        )
        for name, values in found.items()
    }


def session_metrics(
    logged: LoggedSessions,
    session: LoggedSession,
    metrics: Sequence[MetricInfo],
    settings: GroupSettings,
    values: MetricValues,
) -> Metrics:
    """Return the metrics of one session, those that it has; see `session_groups`."""
    found = {}
    for metric in metrics:
        series = logged.series(session, metric.name)
        if series is not None:
            direction = settings.direction(metric.name.tag)
            value = values.value(series, settings.statistic, direction)
            if value is not None:
                found[metric.name] = value
    return found


def _session(session: LoggedSession, metrics: Metrics) -> Session:
    return Session(
        session.name,
        session.end.status,
        session.start.start_time,
        session.end.end_time,
        session.start.model_uri,
        session.start.monitor_url,
        metrics,
    )


def _title(name: str, sessions: Sequence[LoggedSession]) -> str:
    if len(sessions) == 1 and sessions[0].parent is not None and sessions[0].name == name:
        return directory_above(name)
    return name
