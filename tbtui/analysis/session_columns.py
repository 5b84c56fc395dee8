"""Which hyperparameters and metrics sessions have: as announced, as found, or all of both."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from tbtui.analysis.filter_terms import text_of
from tbtui.analysis.sessions import LoggedSessions, metric_names
from tbtui.readers.hparams import HyperparameterValue
from tbtui.readers.hparams_experiment import (
    Experiment,
    HyperparameterInfo,
    HyperparameterType,
    MetricInfo,
    MetricName,
)


def first_experiment(logged: LoggedSessions) -> Experiment:
    """Return what TensorBoard shows: the experiment that is met first, or else what is found.

    What other runs have announced is not in it, nor are metrics that the first did not announce.
    """
    if logged.experiments:
        announced = logged.experiments[0][1]
        return announced._replace(hyperparameters=_in_order(announced.hyperparameters))
    hyperparameters = _found_hyperparameters(logged)
    if not hyperparameters:
        return Experiment()
    names = metric_names(logged, joins_parents=False)
    return Experiment(_in_order(hyperparameters), tuple(MetricInfo(name) for name in names))


def joined_experiment(logged: LoggedSessions) -> Experiment:
    """Return all that any run has announced or logged.

    Of what was announced more than once, the first counts; what no session has is left out. Metrics
    are in the order in which they were announced, the others behind them.
    """
    announced = [experiment for _, experiment in logged.experiments]
    infos: dict[str, HyperparameterInfo] = {}
    for one in announced:
        for info in one.hyperparameters:
            infos.setdefault(info.name, info)
    hyperparameters = [
        _completed(infos.get(found.name), found) for found in _found_hyperparameters(logged)
    ]
    metrics: dict[MetricName, MetricInfo] = {}
    for one in announced:
        for metric in one.metrics:
            metrics.setdefault(metric.name, metric)
    for name in metric_names(logged):
        metrics.setdefault(name, MetricInfo(name))
    first = announced[0] if announced else Experiment()
    return first._replace(
        hyperparameters=_in_order(hyperparameters),
        metrics=tuple(metric for metric in metrics.values() if _is_logged(logged, metric.name)),
    )


def found_hyperparameter(
    name: str, values: Sequence[HyperparameterValue]
) -> HyperparameterInfo | None:
    """Return what the values of a hyperparameter tell of it.

    Values of one type make it of that type, of several make it a text. Texts and truth values have
    a domain, numbers an interval. NaN and the infinities are no values.

    Parameters
    ----------
    name
        Of the hyperparameter.
    values
        Of all sessions that have it.
    """
    values = [value for value in values if is_set(value)]
    if not values:
        return None
    types = {_type_of(value) for value in values}
    kind = types.pop() if len(types) == 1 else HyperparameterType.STRING
    if kind is HyperparameterType.FLOAT64:
        numbers = [float(value) for value in values]
        low, high = min(numbers), max(numbers)
        return HyperparameterInfo(name, type=kind, interval=(low, high), differs=low != high)
    domain: tuple[HyperparameterValue, ...]
    if kind is HyperparameterType.BOOL:
        domain = tuple(sorted({bool(value) for value in values}))
    else:
        domain = tuple(sorted({text_of(value) for value in values}))
    return HyperparameterInfo(name, type=kind, domain=domain, differs=len(domain) > 1)


def is_set(value: HyperparameterValue) -> bool:
    """Say whether a value of a hyperparameter is one; TensorBoard takes NaN for never set."""
    return not isinstance(value, float) or math.isfinite(value)


def _found_hyperparameters(logged: LoggedSessions) -> list[HyperparameterInfo]:
    values: dict[str, list[HyperparameterValue]] = {}
    for session in logged.sessions:
        for name, value in session.start.hyperparameters.items():
            values.setdefault(name, []).append(value)
    found = (found_hyperparameter(name, several) for name, several in values.items())
    return [info for info in found if info is not None]


def _completed(
    announced: HyperparameterInfo | None, found: HyperparameterInfo
) -> HyperparameterInfo:
    """Return what was announced, with what only the values tell."""
    if announced is None:
        return found
    if announced.domain is None and announced.interval is None:
        announced = announced._replace(domain=found.domain, interval=found.interval)
    if announced.type is HyperparameterType.UNSET:
        announced = announced._replace(type=found.type)
    return announced._replace(differs=found.differs)


def _in_order(infos: Iterable[HyperparameterInfo]) -> tuple[HyperparameterInfo, ...]:
    return tuple(sorted(infos, key=lambda info: (not info.differs, info.name)))


def _type_of(value: HyperparameterValue) -> HyperparameterType:
    if isinstance(value, bool):
        return HyperparameterType.BOOL
    return HyperparameterType.FLOAT64 if isinstance(value, float) else HyperparameterType.STRING


def _is_logged(logged: LoggedSessions, metric: MetricName) -> bool:
    return any(logged.series(session, metric) is not None for session in logged.sessions)
