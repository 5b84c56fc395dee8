"""The numbers of one series that a table shows: of its newest life, superseded points left out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tbtui.analysis.lives import superseded
from tbtui.analysis.smoothers import Smoothing, SmoothingMethod, apply
from tbtui.analysis.smoothing import smooth_many
from tbtui.analysis.statistics import Points


class SeriesNumbers(NamedTuple):
    """What a series came to. Numbers that do not exist are NaN, steps None.

    Attributes
    ----------
    last : float
        The last value, finite or not.
    minimum, maximum, mean : float
        Of the finite values.
    minimum_step, maximum_step : int or None
        The first of several.
    not_finite : int
        Points that are NaN or infinite.
    points : int
    """

    last: float
    minimum: float
    minimum_step: int | None
    maximum: float
    maximum_step: int | None
    mean: float
    not_finite: int
    points: int


class _Standing(NamedTuple):
    """The points that no restart has superseded; their steps never fall."""

    steps: npt.NDArray[np.int64]
    wall_times: npt.NDArray[np.float64]
    values: npt.NDArray[np.floating]


_NO_NUMBERS = SeriesNumbers(np.nan, np.nan, None, np.nan, None, np.nan, 0, 0)


def numbers_of(views: Sequence[Points]) -> list[SeriesNumbers]:
    """Compute the numbers of many series at once, which takes much less time than one by one.

    Parameters
    ----------
    views
        The points of each series, some of which may have none.
    """
    numbers = [_NO_NUMBERS] * len(views)
    places = [place for place, view in enumerate(views) if len(view.steps)]
    if places:
        found = _numbers_of(_joined([views[place] for place in places]))
        for place, one in zip(places, found, strict=True):
            numbers[place] = one
    return numbers


def last_smoothed_of(views: Sequence[Points], smoothing: Smoothing) -> list[float]:
    """Return the last value of each series when it is smoothed; NaN if there are no points."""
    smoothed = [math.nan] * len(views)
    places = [place for place, view in enumerate(views) if len(view.steps)]
    if not places:
        return smoothed
    if smoothing.method is SmoothingMethod.EXPONENTIAL:
        joined = _joined([views[place] for place in places])
        values = smooth_many(joined.values, joined.starts.astype(np.int64), smoothing.amount)
        found = values[np.append(joined.starts[1:], len(values)) - 1].tolist()
    else:
        standing = [_standing(views[place]) for place in places]
        found = [
            float(apply(smoothing, one.values, one.steps, one.wall_times)[-1]) for one in standing
        ]
    for place, value in zip(places, found, strict=True):
        smoothed[place] = value
    return smoothed


def value_at(view: Points, step: int, reached: int | None = None) -> float | None:
    """Return the value that stands at a step: that of the last point up to it.

    Parameters
    ----------
    view
        The points of a series.
    step
        May lie between two that were logged.
    reached
        How far the run is known to have come; the last step of the series may be further.

    Returns
    -------
    float or None
        None before the first point, and where the run has not come so far.
    """
    standing = _standing(view)
    place = int(np.searchsorted(standing.steps, step, side="right")) - 1
    if place < 0:
        return None
    furthest = int(standing.steps[-1]) if reached is None else max(reached, standing.steps[-1])
    return float(standing.values[place]) if step <= furthest else None


class _Joined(NamedTuple):
    """The standing points of several series, one behind the other; none of them is empty."""

    steps: npt.NDArray[np.int64]
    values: npt.NDArray[np.floating]
    starts: npt.NDArray[np.intp]


def _joined(views: Sequence[Points]) -> _Joined:
    steps = np.concatenate([view.steps for view in views])
    # A NaN that is meant to raise warns when it is made wide.
    with np.errstate(invalid="ignore"):
        values = np.concatenate([view.values for view in views])
    lengths = np.array([len(view.steps) for view in views])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.intp)
    falls = np.flatnonzero(steps[1:] < steps[:-1]) + 1
    restarted = np.setdiff1d(falls, starts)
    if len(restarted) == 0:
        return _Joined(steps, values, starts)
    stands = np.ones(len(steps), dtype=np.bool_)
    for place in np.unique(np.searchsorted(starts, restarted, side="right") - 1).tolist():
        series = slice(starts[place], starts[place] + lengths[place])
        stands[series] = ~superseded(steps[series])
    counts = np.add.reduceat(stands, starts, dtype=np.intp)
    starts = np.concatenate(([0], np.cumsum(counts)[:-1])).astype(np.intp)
    return _Joined(steps[stands], values[stands], starts)


def _numbers_of(joined: _Joined) -> list[SeriesNumbers]:
    steps, values, starts = joined
    ends = np.append(starts[1:], len(values))
    finite = np.isfinite(values)
    is_finite = bool(finite.all())
    counts = np.add.reduceat(finite, starts, dtype=np.intp)
    low = np.minimum.reduceat(values if is_finite else np.where(finite, values, np.inf), starts)
    high = np.maximum.reduceat(values if is_finite else np.where(finite, values, -np.inf), starts)
    low_steps = steps[_first_equal(values, low, starts)].tolist()
    high_steps = steps[_first_equal(values, high, starts)].tolist()
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        counted = values if is_finite else np.where(finite, values, 0.0)
        means = np.add.reduceat(counted, starts, dtype=np.float64) / counts
    for place in np.flatnonzero((counts > 0) & ~np.isfinite(means)).tolist():
        # The sum of finite numbers may be none.
        numbers = values[starts[place] : ends[place]]
        means[place] = (numbers[np.isfinite(numbers)] / float(counts[place])).sum()
    found = []
    for last, lowest, low_step, highest, high_step, mean, count, points in zip(
        values[ends - 1].tolist(),
        low.tolist(),
        low_steps,
        high.tolist(),
        high_steps,
        means.tolist(),
        counts.tolist(),
        (ends - starts).tolist(),
        strict=True,
    ):
        if count:
            extremes = lowest, low_step, highest, high_step, mean
        else:
            extremes = np.nan, None, np.nan, None, np.nan
        found.append(SeriesNumbers(last, *extremes, points - count, points))
    return found


def _first_equal(
    values: npt.NDArray[np.floating],
    wanted: npt.NDArray[np.floating],
    starts: npt.NDArray[np.intp],
) -> npt.NDArray[np.intp]:
    """Return for each series the place of the first value that is equal to the wanted one.

    Where none is, as infinity is none of the values of a series that is NaN, it is the first.
    """
    lengths = np.diff(np.append(starts, len(values)))
    equal = np.flatnonzero(values == np.repeat(wanted, lengths))
    series = np.searchsorted(starts, equal, side="right") - 1
    first: npt.NDArray[np.intp] = starts.copy()
    # Of several assignments to one place, the last counts.
    first[series[::-1]] = equal[::-1]
    return first


def _standing(view: Points) -> _Standing:
    steps = view.steps
    if len(steps) < 2 or bool((steps[1:] >= steps[:-1]).all()):
        return _Standing(steps, view.wall_times, view.values)
    stands = ~superseded(steps)
    return _Standing(steps[stands], view.wall_times[stands], view.values[stands])
