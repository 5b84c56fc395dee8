"""What happened to a series in a part of the x axis: a row of TensorBoard's range table."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]


class RangeSummary(NamedTuple):
    """A series between two of its points, both included.

    Attributes
    ----------
    minimum, maximum : float
        Of the finite smoothed values; NaN if there is none.
    start, end : float
        The smoothed values of the two points, finite or not.
    change : float
        ``end - start``.
    percent : float
        ``100 * (end - start) / start``; from a start of 0 NaN without a change, otherwise infinite
        with the sign of the change.
    mean : float
        Of the finite raw values; NaN if there is none.
    first_step, last_step : int
        The steps of the two points.
    step_at_minimum, step_at_maximum : int or None
        The first step with the lowest or highest smoothed value; None if none is finite.
    first_wall_time, last_wall_time : float
        Seconds since the epoch, of the two points.
    points : int
        How many points there are, the two included.
    """

    minimum: float
    maximum: float
    start: float
    end: float
    change: float
    percent: float
    mean: float
    first_step: int
    last_step: int
    step_at_minimum: int | None
    step_at_maximum: int | None
    first_wall_time: float
    last_wall_time: float
    points: int


def range_summary(
    steps: npt.NDArray[np.int64],
    wall_times: Floats,
    values: npt.NDArray[Any],
    smoothed: npt.NDArray[Any],
    x: Floats,
    left: float,
    right: float,
) -> RangeSummary | None:
    """Describe the points from the one nearest to `left` to the one nearest to `right`.

    Parameters
    ----------
    steps, wall_times, values, smoothed, x
        The points of a series, each of shape (n,), in stored order. Without smoothing `smoothed` is
        `values`. Those whose `x` is not finite are passed over.
    left, right
        Finite, in any order, in the unit of `x`.

    Returns
    -------
    RangeSummary or None
        None if no point has a finite x. As in TensorBoard, a range between two points or beyond an
        end of the series has the points nearest to its ends, which may be the same.

    Notes
    -----
    Of two points at the same distance the left one is the nearest; of several with the same x, the
    first one at the start and the last one at the end. Where x goes back, the range is all points
    from the lower to the higher of the two places, in the order of x.
    """
    left, right = min(left, right), max(left, right)
    order = _order(x)
    if order is not None:
        x, steps, wall_times = x[order], steps[order], wall_times[order]
        values, smoothed = values[order], smoothed[order]
    if len(x) == 0:
        return None
    first = int(np.searchsorted(x, _nearest(x, left), side="left"))
    last = int(np.searchsorted(x, _nearest(x, right), side="right")) - 1
    part = slice(first, last + 1)
    start, end = float(smoothed[first]), float(smoothed[last])
    lowest, highest = _places_of_extremes(smoothed[part])
    return RangeSummary(
        minimum=math.nan if lowest is None else float(smoothed[first + lowest]),
        maximum=math.nan if highest is None else float(smoothed[first + highest]),
        start=start,
        end=end,
        change=end - start,
        percent=_percent(start, end),
        mean=_mean_of_finite(values[part]),
        first_step=int(steps[first]),
        last_step=int(steps[last]),
        step_at_minimum=None if lowest is None else int(steps[first + lowest]),
        step_at_maximum=None if highest is None else int(steps[first + highest]),
        first_wall_time=float(wall_times[first]),
        last_wall_time=float(wall_times[last]),
        points=last - first + 1,
    )


def _order(x: Floats) -> Positions | None:
    """Return the points with a finite x in rising order, None if all are so already."""
    finite = np.isfinite(x)
    if finite.all() and not (x[1:] < x[:-1]).any():
        return None
    kept = np.flatnonzero(finite)
    return kept[np.argsort(x[kept], kind="stable")]


def _nearest(x: Floats, place: float) -> float:
    """Return the number in rising `x` that is nearest to a place, of two the lower one."""
    behind = int(np.searchsorted(x, place, side="left"))
    if behind == 0:
        return float(x[0])
    if behind == len(x):
        return float(x[-1])
    below, above = float(x[behind - 1]), float(x[behind])
    return below if place - below <= above - place else above


def _places_of_extremes(values: npt.NDArray[Any]) -> tuple[int | None, int | None]:
    finite = np.isfinite(values)
    if not finite.any():
        return None, None
    lowest = np.where(finite, values, np.inf).argmin()
    highest = np.where(finite, values, -np.inf).argmax()
    return int(lowest), int(highest)


def _percent(start: float, end: float) -> float:
    change = end - start
    if start != 0.0:
        return 100.0 * (change / start)
    if change == 0.0 or math.isnan(change):
        return math.nan
    return math.copysign(math.inf, change)


def _mean_of_finite(values: npt.NDArray[Any]) -> float:
    finite = values[np.isfinite(values)]
    if len(finite) == 0:
        return math.nan
    with np.errstate(over="ignore"):
        return float(finite.mean(dtype=np.float64))
