"""The sessions of the hparams plugin, and the series of each.

A session is a run that has logged hyperparameters. Its metrics are in the same run or in those
below it, as Keras writes ``trial/train`` and ``trial/validation``; and the curves of the run in
which PyTorch's ``add_hparams`` was called, which makes a run of its own below, are joined to it.
The rules are those of TensorBoard's ``plugins/hparams/backend_context.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple, TypeVar

from tbtui.analysis.run_paths import (
    ROOT,
    below,
    directories_above,
    directory_above,
    is_named_by_time,
    path_below,
)
from tbtui.readers.hparams import (
    EXPERIMENT_TAG,
    SESSION_END_TAG,
    SESSION_START_TAG,
    SessionEnd,
    SessionStart,
    session_end,
    session_start,
)
from tbtui.readers.hparams_experiment import Experiment, MetricName, experiment
from tbtui.readers.wire import WireError
from tbtui.store.run import Run
from tbtui.store.series import ScalarSeries

PARENT = ".."
"""The group of metrics that stand in the run above that of the session."""

_Part = TypeVar("_Part")


class LoggedSession(NamedTuple):
    """A run that has logged hyperparameters.

    Attributes
    ----------
    name : str
        Of the run.
    start : SessionStart
    end : SessionEnd
        `SessionStatus.UNKNOWN` as long as nothing was logged.
    parent : str or None
        The run whose metrics are joined to those of the session.
    """

    name: str
    start: SessionStart
    end: SessionEnd
    parent: str | None

    @property
    def group(self) -> str:
        """The name of the session group."""
        return self.start.group_name or self.name


class LoggedSessions(NamedTuple):
    """All that the runs of a store say about hyperparameters.

    Attributes
    ----------
    sessions : tuple of LoggedSession
        In the order of the names of their runs, character by character.
    experiments : tuple of (str, Experiment)
        With the runs that logged them, in the same order.
    runs : mapping of str to Run
    problems : tuple of (str, str)
        Runs of which something could not be understood, and the reason.
    """

    sessions: tuple[LoggedSession, ...]
    experiments: tuple[tuple[str, Experiment], ...]
    runs: Mapping[str, Run]
    problems: tuple[tuple[str, str], ...]

    def series(self, session: LoggedSession, metric: MetricName) -> ScalarSeries | None:
        """Return the points of a metric of a session."""
        is_above = metric.group == PARENT
        name = session.parent if is_above else below(session.name, metric.group)
        run = None if name is None else self.runs.get(name)
        return None if run is None else run.scalars.get(metric.tag)


def logged_sessions(runs: Sequence[Run]) -> LoggedSessions:
    """Find the sessions and experiments among all runs of a store."""
    by_name = {run.name: run for run in sorted(runs, key=lambda run: run.name)}
    problems: list[tuple[str, str]] = []
    experiments = dict(_logged(by_name, EXPERIMENT_TAG, experiment, problems))
    starts = dict(_logged(by_name, SESSION_START_TAG, session_start, problems))
    ends = dict(_logged(by_name, SESSION_END_TAG, session_end, problems))
    alone = Counter(directory_above(name) for name in starts)
    sessions = tuple(
        LoggedSession(
            name, start, ends.get(name, SessionEnd()), _parent_of(name, by_name, starts, alone)
        )
        for name, start in starts.items()
    )
    return LoggedSessions(sessions, tuple(experiments.items()), by_name, tuple(problems))


def read_start(run: Run) -> None:
    """Read what a run says about its session, so that `logged_sessions` need not any more."""
    found = run.metadata.get(SESSION_START_TAG)
    if found is not None:
        with suppress(WireError):
            session_start(found.content)


def _logged(
    runs: Mapping[str, Run],
    tag: str,
    read: Callable[[bytes], _Part],
    problems: list[tuple[str, str]],
) -> Iterator[tuple[str, _Part]]:
    """Yield what the runs have logged under a tag, and note what cannot be understood."""
    for name, run in runs.items():
        if tag in run.metadata:
            try:
                yield name, read(run.metadata[tag].content)
            except WireError as error:
                problems.append((name, f"{tag} is damaged: {error}"))


def metric_names(logged: LoggedSessions, *, joins_parents: bool = True) -> list[MetricName]:
    """Return the metrics that sessions have: all scalars of their runs and of those below.

    Parameters
    ----------
    logged
        All sessions. A run below several sessions belongs to the nearest.
    joins_parents
        Whether the log directory itself may be a session with runs below it, and whether the runs
        above those that PyTorch makes belong to them; TensorBoard knows neither.

    Returns
    -------
    list of MetricName
        Sorted by tag and group.
    """
    names = {session.name for session in logged.sessions}
    found: set[MetricName] = set()
    for name, run in logged.runs.items():
        if not run.scalars:
            continue
        session = _nearest_session(name, names, takes_root=joins_parents)
        if session is not None:
            group = path_below(session, name)
            found.update(MetricName(tag, group) for tag in run.scalars)
    if joins_parents:
        for joined in logged.sessions:
            if joined.parent is not None:
                own = logged.runs[joined.name].scalars
                tags = logged.runs[joined.parent].scalars
                found.update(MetricName(tag, PARENT) for tag in tags if tag not in own)
    return sorted(found)


def _nearest_session(name: str, sessions: set[str], *, takes_root: bool) -> str | None:
    if name in sessions:
        return name
    for directory in directories_above(name):
        if directory in sessions and (takes_root or directory != ROOT):
            return directory
    return None


def _parent_of(
    name: str,
    runs: Mapping[str, Run],
    starts: Mapping[str, SessionStart],
    sessions_in: Mapping[str, int],
) -> str | None:
    """Return the run in which PyTorch's ``add_hparams`` was called, if only this session was."""
    above = directory_above(name)
    if name == ROOT or not is_named_by_time(name) or sessions_in[above] != 1:
        return None
    parent = runs.get(above)
    has_curves = parent is not None and bool(parent.scalars)
    return above if has_curves and above not in starts else None
