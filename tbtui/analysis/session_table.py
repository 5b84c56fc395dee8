"""The table of session groups: their hyperparameters and metrics."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tbtui.analysis.column_choice import ColumnChoice, Statistic, with_escaped_colons
from tbtui.analysis.session_groups import SessionGroup
from tbtui.analysis.table import (
    Column,
    ColumnKind,
    Direction,
    Floats,
    Table,
    Truths,
    column_of_values,
    objects_of,
)
from tbtui.readers.hparams_experiment import (
    Experiment,
    HyperparameterInfo,
    MetricInfo,
    MetricName,
)

SESSIONS = "trial:sessions"
STATUS = "trial:status"
"""Keys of the columns that every table of session groups has."""


def hyperparameter_key(name: str) -> str:
    """Return the key of the column of a hyperparameter, the same as in a table of runs."""
    return ColumnChoice(Statistic.HYPERPARAMETER, name).key


def metric_key(name: MetricName) -> str:
    """Return the key of the column of a metric: ``metric:GROUP:TAG``."""
    return f"metric:{with_escaped_colons(name.group)}:{name.tag}"


def session_table(
    groups: Sequence[SessionGroup],
    experiment: Experiment,
    direction: Callable[[str], Direction],
) -> Table:
    """Return a table with a row for each group, named by its name.

    Parameters
    ----------
    groups
        The rows, in their order.
    experiment
        Tells which columns there are, after the status and the number of sessions.
    direction
        Says of a tag which values are better.
    """
    counts = np.array([len(group.sessions) for group in groups], dtype=np.float64)
    return Table(
        tuple(group.name for group in groups),
        (
            _status_column(groups),
            Column(SESSIONS, "sessions", ColumnKind.INTEGER, counts),
            *(_hyperparameter_column(groups, info) for info in experiment.hyperparameters),
            *(_metric_column(groups, info, direction) for info in experiment.metrics),
        ),
    )


def _status_column(groups: Sequence[SessionGroup]) -> Column:
    statuses = [{session.status.name.lower() for session in group.sessions} for group in groups]
    values = objects_of([min(several) if len(several) == 1 else None for several in statuses])
    mixed = np.array([len(several) > 1 for several in statuses], dtype=np.bool_)
    return Column(STATUS, "status", ColumnKind.STATE, values, mixed=mixed if mixed.any() else None)


def _hyperparameter_column(groups: Sequence[SessionGroup], info: HyperparameterInfo) -> Column:
    values = [group.hyperparameters.get(info.name) for group in groups]
    return column_of_values(hyperparameter_key(info.name), info.display_name or info.name, values)


def _metric_column(
    groups: Sequence[SessionGroup], info: MetricInfo, direction: Callable[[str], Direction]
) -> Column:
    found = [group.metrics.get(info.name) for group in groups]
    values = np.array([np.nan if one is None else one.value for one in found], dtype=np.float64)
    nan: Truths = np.array([one is not None for one in found], dtype=np.bool_) & np.isnan(values)
    repeats = any(len(group.sessions) > 1 for group in groups)
    counts, deviation = _spread(groups, info.name) if repeats else (None, None)
    repeats = counts is not None and bool((counts > 1).any())
    return Column(
        metric_key(info.name),
        info.display_name or info.name.title,
        ColumnKind.NUMBER,
        values,
        group=info.name.tag,
        direction=direction(info.name.tag),
        nan=nan if nan.any() else None,
        deviation=deviation if repeats else None,
        counts=counts if repeats else None,
        aliases=(info.name.title,),
    )


def _spread(groups: Sequence[SessionGroup], name: MetricName) -> tuple[np.ndarray, Floats]:
    """Return how many sessions have a metric, and the sample standard deviation of their values."""
    counts = np.zeros(len(groups), dtype=np.int64)
    deviation = np.full(len(groups), np.nan)
    for row, group in enumerate(groups):
        values = [one.metrics[name].value for one in group.sessions if name in one.metrics]
        counts[row] = len(values)
        if len(values) > 1:
            with np.errstate(invalid="ignore", over="ignore"):
                deviation[row] = np.std(np.array(values), ddof=1)
    return counts, deviation
