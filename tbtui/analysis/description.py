"""What there is to say about a scalar series, as facts. `tbtui.plot.chart_words` says it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tbtui.analysis.lives import life_starts, superseded
from tbtui.analysis.order_statistics import order_statistic
from tbtui.analysis.smoothing import smooth
from tbtui.analysis.statistics import Points
from tbtui.analysis.trend import Trend, trend_of

_MOST_GAPS = 3
_LEAST_POINTS = 10
_FAR_ABOVE_USUAL = 10.0
_SHORTEST_PAUSE = 60.0


class Point(NamedTuple):
    """A value and its step."""

    step: int
    value: float


class NotFinite(NamedTuple):
    """Values that are not numbers.

    Attributes
    ----------
    value : float
        NaN or one of the infinities.
    how_many : int
    first_step : int
    last_ones_since : int or None
        The step since which there has been nothing else.
    """

    value: float
    how_many: int
    first_step: int
    last_ones_since: int | None


class Gap(NamedTuple):
    """Neighbouring points that are much further apart than usual.

    Attributes
    ----------
    first_step, last_step : int
        Of the points on either side.
    seconds : float
        Between them.
    """

    first_step: int
    last_step: int
    seconds: float


@dataclass(frozen=True)
class SeriesDescription:
    """Facts about a series, without its superseded points.

    Attributes
    ----------
    point_count : int
    first_step, last_step : int or None
    first, last, lowest, highest : Point or None
        Of the finite values. Of equal values the first is the lowest or highest.
    trend : Trend or None
        Of the finite values.
    not_finite : tuple of NotFinite
        The most frequent kind first.
    step_gaps, pauses : tuple of Gap
        Where steps are missing, and where time went by; none if there are many, as these are then
        the way of the run.
    restarts : int
    last_restart_step : int or None
        The step at which the last restart began.
    superseded : int
        Points that were logged again after a restart.
    """

    point_count: int
    first_step: int | None = None
    last_step: int | None = None
    first: Point | None = None
    last: Point | None = None
    lowest: Point | None = None
    highest: Point | None = None
    trend: Trend | None = None
    not_finite: tuple[NotFinite, ...] = ()
    step_gaps: tuple[Gap, ...] = ()
    pauses: tuple[Gap, ...] = ()
    restarts: int = 0
    last_restart_step: int | None = None
    superseded: int = 0


def describe_series(points: Points, smoothing: float = 0.0) -> SeriesDescription:
    """Find out what there is to say about a series.

    Parameters
    ----------
    points
        All points of the series, in stored order.
    smoothing
        TensorBoard's weight; the smoothed values are described then.
    """
    if len(points.values) == 0:
        return SeriesDescription(0)
    starts = life_starts(points.steps)
    repeated = superseded(points.steps)
    kept = ~repeated
    steps, wall_times = points.steps[kept], points.wall_times[kept]
    values = points.values[kept].astype(np.float64)
    if smoothing > 0.0:
        values = smooth(values, smoothing)
    description = SeriesDescription(
        point_count=len(steps),
        first_step=int(steps[0]),
        last_step=int(steps[-1]),
        not_finite=_not_finite(steps, values),
        step_gaps=_step_gaps(steps, wall_times),
        pauses=_pauses(steps, wall_times),
        restarts=len(starts) - 1,
        last_restart_step=int(points.steps[starts[-1]]) if len(starts) > 1 else None,
        superseded=int(np.count_nonzero(repeated)),
    )
    finite = np.isfinite(values)
    return _with_course(description, steps[finite], values[finite])


def _with_course(
    description: SeriesDescription,
    steps: npt.NDArray[np.int64],
    values: npt.NDArray[np.float64],
) -> SeriesDescription:
    """Add what there is to say about the finite values."""
    if len(values) == 0:
        return description
    return replace(
        description,
        first=_point(steps, values, 0),
        last=_point(steps, values, -1),
        lowest=_point(steps, values, int(np.argmin(values))),
        highest=_point(steps, values, int(np.argmax(values))),
        trend=trend_of(steps, values),
    )


def _point(steps: npt.NDArray[np.int64], values: npt.NDArray[np.float64], position: int) -> Point:
    return Point(int(steps[position]), float(values[position]))


def _not_finite(
    steps: npt.NDArray[np.int64], values: npt.NDArray[np.float64]
) -> tuple[NotFinite, ...]:
    found = []
    kinds = ((np.nan, np.isnan(values)), (np.inf, values == np.inf), (-np.inf, values == -np.inf))
    for value, marks in kinds:
        positions = np.flatnonzero(marks)
        if len(positions) == 0:
            continue
        others = np.flatnonzero(~marks)
        since = int(others[-1]) + 1 if len(others) else 0
        last_ones_since = int(steps[since]) if since < len(steps) else None
        first_step = int(steps[positions[0]])
        found.append(NotFinite(value, len(positions), first_step, last_ones_since))
    return tuple(sorted(found, key=lambda kind: -kind.how_many))


def _step_gaps(
    steps: npt.NDArray[np.int64], wall_times: npt.NDArray[np.float64]
) -> tuple[Gap, ...]:
    distances = np.diff(steps).astype(np.float64)
    return _gaps(distances, 0.0, steps, wall_times)


def _pauses(steps: npt.NDArray[np.int64], wall_times: npt.NDArray[np.float64]) -> tuple[Gap, ...]:
    distances = np.diff(wall_times)
    distances[~np.isfinite(distances)] = 0.0
    return _gaps(distances, _SHORTEST_PAUSE, steps, wall_times)


def _gaps(
    distances: npt.NDArray[np.float64],
    least: float,
    steps: npt.NDArray[np.int64],
    wall_times: npt.NDArray[np.float64],
) -> tuple[Gap, ...]:
    """Return where neighbours are far apart, unless there are too few points or too many gaps."""
    if len(steps) < _LEAST_POINTS:
        return ()
    usual = order_statistic(distances, len(distances) // 2)
    wide = np.flatnonzero(distances > max(least, _FAR_ABOVE_USUAL * usual))
    if usual < 0.0 or len(wide) > _MOST_GAPS or (usual == 0.0 and least == 0.0):
        return ()
    return tuple(
        Gap(
            int(steps[position]),
            int(steps[position + 1]),
            float(wall_times[position + 1] - wall_times[position]),
        )
        for position in wide.tolist()
    )
