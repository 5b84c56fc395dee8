"""One line and one band for several runs, aligned by step.

Every step of any member is a step of the group. A member takes part from its first to its last
step: at its own steps with its value, the last one where it repeats a step, and between them on the
straight line (see `tbtui.analysis.joins.interpolate`). A value that is not finite does not count,
nor do the lines on both of its sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
import numpy.typing as npt

from tbtui.analysis.distinct import distinct
from tbtui.analysis.joins import interpolate, one_value_per_step
from tbtui.analysis.row_statistics import (
    mean_of_columns,
    quantiles_of_columns,
    range_of_columns,
    standard_deviation_of_columns,
)

Floats = npt.NDArray[np.float64]
Steps = npt.NDArray[np.int64]
Member = tuple[Steps, npt.NDArray[Any]]

# Numbers that are looked at together: their temporary arrays stay in the second-level cache.
_TOGETHER = 65_536


class Center(str, Enum):
    """What stands for the values of all members at a step."""

    MEAN = "mean"
    MEDIAN = "median"


class BandKind(str, Enum):
    """What the band around the centre shows."""

    MIN_MAX = "min-max"
    STANDARD_DEVIATION = "deviation"
    STANDARD_ERROR = "error"
    QUARTILES = "quartiles"
    NONE = "none"


@dataclass(frozen=True)
class Aggregate:
    """The line and the band of a group.

    Attributes
    ----------
    steps : int64[m]
        Strictly rising: the steps of all members.
    center : float64[m]
        Mean or median; NaN where no member has a finite value.
    lower, upper : float64[m]
        The ends of the band; both the centre itself where there is none.
    count : int64[m]
        How many members take part at each step.
    relative : float64[m]
        Seconds since the start of a member as it would be if there was only one: see `aggregate`.
    wall_times : float64[m]
        Seconds since the epoch: the mean of the members' first wall times, plus `relative`.
    """

    steps: Steps
    center: Floats
    lower: Floats
    upper: Floats
    count: npt.NDArray[np.int64]
    relative: Floats
    wall_times: Floats


def aggregate(
    members: Sequence[Member],
    center: Center,
    band: BandKind,
    wall_times: Sequence[Floats] | None = None,
) -> Aggregate:
    """Bring the series of a group together.

    Parameters
    ----------
    members
        Steps, int64, never falling (the newest life of a series), and values, float32 or float64,
        of each member.
    center
        What stands for the values at a step.
    band
        What the band shows: the lowest and the highest value; one sample standard deviation
        (``ddof=1``) or one standard error (that, divided by the root of the count) to either side
        of the centre, nothing for a single value; or the quartiles, interpolated linearly.
    wall_times
        Seconds since the epoch of the points of each member. Without them `relative` and
        `wall_times` of the result are NaN.

    Notes
    -----
    A mean over the times of those who take part at a step would jump where one of them ends or
    begins. So `relative` adds up, from step to step, the mean time that those who are there at both
    steps took in between; where no one is, no time passes. As long as all members are there it is
    the mean of their relative times.
    """
    own = [one_value_per_step(steps, values) for steps, values in members]
    steps = _union([member_steps for member_steps, _ in own])
    result = Aggregate(
        steps=steps,
        center=np.empty(len(steps)),
        lower=np.empty(len(steps)),
        upper=np.empty(len(steps)),
        count=np.empty(len(steps), dtype=np.int64),
        relative=np.full(len(steps), np.nan),
        wall_times=np.full(len(steps), np.nan),
    )
    for part, table in _tables(own, steps):
        table[~np.isfinite(table)] = np.nan
        _fill(result, part, table, center, band)
    if wall_times is not None and len(steps) > 0:
        times = [
            one_value_per_step(member_steps, times)
            for (member_steps, _), times in zip(members, wall_times, strict=True)
        ]
        result.relative[:] = _elapsed(times, steps)
        result.wall_times[:] = result.relative + _mean_start(times)
    return result


def _union(all_steps: Sequence[Steps]) -> Steps:
    """Return every step once, in rising order."""
    different: list[Steps] = []
    for steps in all_steps:
        # Members of a group usually log at the same steps.
        if not any(np.array_equal(steps, other) for other in different[-4:]):
            different.append(steps)
    if len(different) == 1:
        return different[0]
    return distinct(np.concatenate(different)) if different else np.empty(0, dtype=np.int64)


def _tables(members: Sequence[Member], steps: Steps) -> Iterator[tuple[slice, Floats]]:
    """Yield the values of all members, a row each, at some of the steps after the others.

    Each portion begins with the last step of the one before.
    """
    width = max(2, _TOGETHER // max(1, len(members)))
    for begin in range(0, len(steps), width - 1):
        part = slice(begin, min(begin + width, len(steps)))
        if begin > 0 and part.stop - begin == 1:
            return
        table = np.empty((len(members), part.stop - begin))
        for row, (member_steps, values) in enumerate(members):
            if member_steps is steps or len(member_steps) == len(steps):
                table[row] = values[part]
            else:
                table[row] = _values_between(member_steps, values, steps[part])
        yield part, table


def _values_between(member_steps: Steps, values: npt.NDArray[Any], steps: Steps) -> Floats:
    """Interpolate with no more of a member than is needed for these steps."""
    first = max(0, int(np.searchsorted(member_steps, steps[0], side="right")) - 1)
    end = int(np.searchsorted(member_steps, steps[-1], side="left")) + 1
    return interpolate(steps, member_steps[first:end], values[first:end])


def _fill(result: Aggregate, part: slice, table: Floats, center: Center, band: BandKind) -> None:
    """Compute the statistics at some of the steps."""
    count = np.count_nonzero(~np.isnan(table), axis=0)
    result.count[part] = count
    mean = mean_of_columns(table, count)
    if center is Center.MEDIAN or band is BandKind.QUARTILES:
        quartiles = quantiles_of_columns(table, count, (0.25, 0.5, 0.75))
    middle = quartiles[1] if center is Center.MEDIAN else mean
    result.center[part] = middle
    if band is BandKind.MIN_MAX:
        result.lower[part], result.upper[part] = range_of_columns(table)
    elif band is BandKind.QUARTILES:
        result.lower[part], result.upper[part] = quartiles[0], quartiles[2]
    else:
        distance = np.zeros(len(count))
        if band is not BandKind.NONE:
            distance = standard_deviation_of_columns(table, count, mean)
        if band is BandKind.STANDARD_ERROR:
            distance /= np.sqrt(np.maximum(count, 1))
        result.lower[part], result.upper[part] = middle - distance, middle + distance


def _elapsed(times: Sequence[Member], steps: Steps) -> Floats:
    """Return the seconds since the first step, as described in `aggregate`."""
    passed = np.zeros(len(steps))
    for part, table in _tables(times, steps):
        between = np.diff(table, axis=1)
        between[~np.isfinite(between)] = np.nan
        count = np.count_nonzero(~np.isnan(between), axis=0)
        mean = mean_of_columns(between, count)
        passed[part.start + 1 : part.stop] = np.where(count > 0, mean, 0.0)
    return np.cumsum(passed)


def _mean_start(times: Sequence[Member]) -> float:
    starts = [float(wall_times[0]) for _, wall_times in times if len(wall_times) > 0]
    finite = [start for start in starts if np.isfinite(start)]
    return sum(finite) / len(finite) if finite else np.nan
