"""How fast a run has been logging of late."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_RECENT = 101
"""Points that tell the pace: a hundred intervals."""
_STRETCHES = 10
_RECENT_PAUSES = 2001
"""Points that tell how long pauses are, which can be rare: one for each epoch, for example."""


class Pace(NamedTuple):
    """How often points come, in seconds, and how many steps they are apart.

    Attributes
    ----------
    steps_per_second : float or None
        None where the steps do not rise or their times do not tell.
    interval : float or None
        The usual time between two points; None with less than two points.
    pause : float
        The longest time between two points that happened at least twice, as when a run evaluates
        after each epoch; what happened only once, as when a laptop slept, does not count.
    """

    steps_per_second: float | None
    interval: float | None
    pause: float


UNKNOWN_PACE = Pace(None, None, 0.0)


def pace_of(steps: npt.NDArray[np.int64], wall_times: npt.NDArray[np.float64]) -> Pace:
    """Return the pace of a series, by its last points since the run was last restarted.

    The steps per second are the median over ten stretches of the last hundred intervals. So points
    that are logged in bursts do not matter, nor does a single break, while pauses that a run makes
    again and again count as the part of its time that they are.

    Parameters
    ----------
    steps, wall_times
        int64 and float64 of shape (n,), in stored order; only the ends are looked at.
    """
    steps, wall_times = steps[-_RECENT_PAUSES:], wall_times[-_RECENT_PAUSES:]
    restarts = np.flatnonzero(steps[1:] < steps[:-1])
    if len(restarts):
        steps, wall_times = steps[restarts[-1] + 1 :], wall_times[restarts[-1] + 1 :]
    gaps = wall_times[1:] - wall_times[:-1]
    # A clock that was set back, or a broken time, says nothing about how long something took.
    gaps = gaps[(gaps >= 0.0) & (gaps < np.inf)]
    if len(gaps) == 0:
        return UNKNOWN_PACE
    recent = np.sort(gaps[1 - _RECENT :])
    return Pace(
        _steps_per_second(steps[-_RECENT:], wall_times[-_RECENT:]),
        float(recent[len(recent) // 2]),
        float(gaps[0] if len(gaps) == 1 else np.partition(gaps, -2)[-2]),
    )


def _steps_per_second(
    steps: npt.NDArray[np.int64], wall_times: npt.NDArray[np.float64]
) -> float | None:
    last = len(steps) - 1
    stretches = min(last, _STRETCHES)
    ends = [last * stretch // stretches for stretch in range(stretches + 1)]
    end_steps, end_times = steps[ends].tolist(), wall_times[ends].tolist()
    rates = []
    for stretch in range(stretches):
        seconds = end_times[stretch + 1] - end_times[stretch]
        if 0.0 < seconds < float("inf"):
            rates.append((end_steps[stretch + 1] - end_steps[stretch]) / seconds)
    if not rates:
        return None
    rates.sort()
    middle = len(rates) // 2
    rate = rates[middle] if len(rates) % 2 else (rates[middle - 1] + rates[middle]) / 2.0
    return rate if rate > 0.0 else None
