"""Whether a run is still training, how fast, and when it will be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from tbtui.analysis.pace import UNKNOWN_PACE, Pace, pace_of
from tbtui.readers.hparams import PLUGIN, SessionStatus, session_status
from tbtui.readers.hparams import SESSION_END_TAG as HPARAMS_END_TAG
from tbtui.readers.hparams import SESSION_START_TAG as HPARAMS_START_TAG
from tbtui.readers.values import SESSION_LOG, SESSION_START_TAG, SESSION_STOP_TAG
from tbtui.readers.wire import WireError
from tbtui.store.run import Run
from tbtui.store.series import ScalarSeries

_SHORTEST_STALL = 60.0
_STALL_OF_UNKNOWN_PACE = 600.0
_SHORTEST_SILENCE = 3600.0
_STALLED_INTERVALS = 10.0
_STALLED_PAUSES = 2.0
_SILENT_STALLS = 3.0

_AFTER_THE_END = 60.0
"""Seconds in which data may still arrive that belongs to a session that says it is over."""
_WRITTEN_AT_ONCE = 1.0
"""PyTorch and Lightning write the end of a session together with its start."""
_CLOCKS_APART = 86_400.0
"""Two clocks differ by time zones at most; a time further ahead is broken."""


class RunState(str, Enum):
    """What a run seems to be doing.

    ``RUNNING``, ``STALLED`` (silent for much longer than usual) and ``SILENT`` (for so long that
    nobody is going to write again: it has finished, or was killed) come from the age of its data;
    ``FINISHED`` and ``FAILED`` only from what the run has logged about itself.
    """

    RUNNING = "running"
    STALLED = "stalled"
    SILENT = "silent"
    FINISHED = "finished"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class TrainingState:
    """The state of one run at one moment.

    Attributes
    ----------
    state : RunState
    last_step : int or None
        Of the scalar that is logged most often.
    steps_per_second : float or None
        At the end of what is logged, also when that is long ago.
    interval : float or None
        The usual seconds between two points of that scalar.
    age_seconds : float or None
        Since anything was logged; 0 where the clock that stamped it is ahead of ours, None where
        it is ahead by days.
    """

    state: RunState
    last_step: int | None = None
    steps_per_second: float | None = None
    interval: float | None = None
    age_seconds: float | None = None

    def eta(self, target_step: int) -> float | None:
        """Return the seconds until a step is reached, 0 if it has been.

        None if the run is not running or nothing is known of its speed.
        """
        if self.last_step is None:
            return None
        if self.last_step >= target_step:
            return 0.0
        if self.state is not RunState.RUNNING or self.steps_per_second is None:
            return None
        # What it has done since it last logged is not known to us, but done.
        remaining = (target_step - self.last_step) / self.steps_per_second
        return max(0.0, remaining - (self.age_seconds or 0.0))


class Ending(NamedTuple):
    """What a run says of its own end."""

    state: RunState
    wall_time: float


class _Known(NamedTuple):
    """The series that stands for a run, its pace when it had this version, and what was published.

    What is published of a run comes after its points, so as long as that is the same there is
    nothing that has not been looked at.
    """

    scalars: Mapping[str, ScalarSeries]
    published: tuple[int, float | None]
    series: ScalarSeries
    version: int
    pace: Pace
    last_step: int | None
    last_time: float | None


class TrainingStates:
    """Computes the states of all runs again and again, anew only for runs that have changed."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}

    def states(self, runs: Iterable[Run], now: float) -> dict[str, TrainingState]:
        """Return the state of every run by its name.

        A run without an end of its own has that of the nearest run above: Keras logs in
        ``trial/train`` and ends the session in ``trial``.

        Parameters
        ----------
        runs
            All runs of a store.
        now
            Seconds since the epoch.
        """
        runs = tuple(runs)
        endings = {run.name: ending for run in runs if (ending := logged_end(run)) is not None}
        known: dict[str, _Known] = {}
        states = {}
        for run in runs:
            current = None
            if run.scalars:
                current = known[run.name] = self._look_at(run)
            states[run.name] = _state(run, current, _end_of(run.name, endings), now)
        self._known = known
        return states

    def _look_at(self, run: Run) -> _Known:
        known = self._known.get(run.name)
        published = run.point_count, run.last_wall_time
        # The mapping of a run is replaced whenever it gains or loses a tag.
        is_same = known is not None and known.scalars is run.scalars
        if known is not None and is_same and known.published == published:
            return known
        if known is None or not is_same or _lags_behind(known, run):
            series = _most_telling(run)
        else:
            series = known.series
        version = series.version
        if known is not None and known.series is series and known.version == version:
            return known._replace(scalars=run.scalars, published=published)
        view = series.view()
        pace = pace_of(view.steps, view.wall_times)
        last_step, last_time = None, None
        if len(view.steps):
            last_step, last_time = int(view.steps[-1]), float(view.wall_times[-1])
        return _Known(run.scalars, published, series, version, pace, last_step, last_time)


def training_state(run: Run, now: float) -> TrainingState:
    """Return the state of a single run, whatever is above it."""
    return TrainingStates().states([run], now)[run.name]


def logged_end(run: Run) -> Ending | None:
    """Return the end of a run, if it has logged one and nothing after it.

    TensorFlow 1 logs when a session stops, and the hparams plugin of TensorFlow 2 whether it was a
    success. Where the plugin's end was written together with the start, it says nothing.
    """
    endings = []
    stopped = _last_time(run, SESSION_LOG, SESSION_STOP_TAG)
    if stopped is not None:
        started = _last_time(run, SESSION_LOG, SESSION_START_TAG)
        if started is None or started <= stopped:
            endings.append(Ending(RunState.FINISHED, stopped))
    ended = _last_time(run, PLUGIN, HPARAMS_END_TAG)
    if ended is not None:
        started = _last_time(run, PLUGIN, HPARAMS_START_TAG)
        state = _hparams_state(run.metadata[HPARAMS_END_TAG].content)
        if state is not None and (started is None or ended - started > _WRITTEN_AT_ONCE):
            endings.append(Ending(state, ended))
    if not endings:
        return None
    latest = max(endings, key=lambda ending: ending.wall_time)
    has_gone_on = (run.last_wall_time or latest.wall_time) > latest.wall_time + _AFTER_THE_END
    return None if has_gone_on else latest


def _hparams_state(content: bytes) -> RunState | None:
    try:
        status = session_status(content)
    except WireError:
        return None
    return {
        SessionStatus.SUCCESS: RunState.FINISHED,
        SessionStatus.FAILURE: RunState.FAILED,
    }.get(status)


def _last_time(run: Run, kind: str, tag: str) -> float | None:
    indexed = run.indexed.get((kind, tag))
    return indexed.entries()[-1].wall_time if indexed is not None and len(indexed) else None


def _end_of(name: str, endings: Mapping[str, Ending]) -> Ending | None:
    """Return the end of a run, or that of the nearest run above it."""
    while endings:
        if name in endings:
            return endings[name]
        if name == ".":
            return None
        name = name.rpartition("/")[0] or "."
    return None


def _state(run: Run, known: _Known | None, ending: Ending | None, now: float) -> TrainingState:
    pace = known.pace if known else UNKNOWN_PACE
    age = _age(run, known, now)
    if ending is not None and (run.last_wall_time or 0.0) <= ending.wall_time + _AFTER_THE_END:
        state = ending.state
    elif age is None:
        state = RunState.UNKNOWN
    else:
        state = _state_by_age(pace, age)
    last_step = known.last_step if known else None
    return TrainingState(state, last_step, pace.steps_per_second, pace.interval, age)


def _age(run: Run, known: _Known | None, now: float) -> float | None:
    """Return the seconds since the newest data, whose time must be one that can be true."""
    times = (run.last_wall_time, known.last_time if known else None)
    ages = [now - time for time in times if time is not None and time <= now + _CLOCKS_APART]
    return max(0.0, min(ages)) if ages else None


def _state_by_age(pace: Pace, age: float) -> RunState:
    stalled_after = _stalled_after(pace)
    if age <= stalled_after:
        return RunState.RUNNING
    if age <= max(_SHORTEST_SILENCE, _SILENT_STALLS * stalled_after):
        return RunState.STALLED
    return RunState.SILENT


def _stalled_after(pace: Pace) -> float:
    """Return the seconds of silence after which something seems to be wrong."""
    if pace.interval is None:
        return _STALL_OF_UNKNOWN_PACE
    usual = max(_STALLED_INTERVALS * pace.interval, _STALLED_PAUSES * pace.pause)
    return max(_SHORTEST_STALL, usual)


def _most_telling(run: Run) -> ScalarSeries:
    """Return the scalar that is logged most often, of those that still are."""
    longest = max(run.scalars.values(), key=len)
    if not _has_ceased(longest, run):
        return longest
    by_length = sorted(run.scalars.values(), key=len, reverse=True)
    return next((one for one in by_length if not _has_ceased(one, run)), longest)


def _lags_behind(known: _Known, run: Run) -> bool:
    """Say whether other tags go on while the one that stands for the run does not."""
    return known.series.version == known.version and _has_ceased(known.series, run, known.pace)


def _has_ceased(series: ScalarSeries, run: Run, pace: Pace | None = None) -> bool:
    view = series.view()
    if not len(view.steps) or run.last_wall_time is None:
        return True
    silence = run.last_wall_time - float(view.wall_times[-1])
    if silence <= _SHORTEST_STALL:
        return False
    return silence > _stalled_after(pace or pace_of(view.steps, view.wall_times))
