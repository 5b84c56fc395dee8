"""The numbers of one series that a table shows: of its newest life, superseded points left out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tbtui.analysis.lives import superseded
from tbtui.analysis.smoothers import Smoothing, apply
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


NO_NUMBERS = SeriesNumbers(np.nan, np.nan, None, np.nan, None, np.nan, 0, 0)


def series_numbers(view: Points) -> SeriesNumbers:
    """Compute the numbers of a series."""
    standing = _standing(view)
    values = standing.values
    if len(values) == 0:
        return NO_NUMBERS
    finite = np.isfinite(values)
    steps, numbers = standing.steps, values
    if not finite.all():
        steps, numbers = steps[finite], values[finite]
    last, not_finite = float(values[-1]), len(values) - len(numbers)
    if len(numbers) == 0:
        return NO_NUMBERS._replace(last=last, not_finite=not_finite, points=len(values))
    lowest, highest = int(numbers.argmin()), int(numbers.argmax())
    return SeriesNumbers(
        last,
        float(numbers[lowest]),
        int(steps[lowest]),
        float(numbers[highest]),
        int(steps[highest]),
        _mean(numbers),
        not_finite,
        len(values),
    )


def last_smoothed(view: Points, smoothing: Smoothing) -> float:
    """Return the last value of a series when it is smoothed; NaN if there are no points."""
    standing = _standing(view)
    if len(standing.values) == 0:
        return np.nan
    return float(apply(smoothing, standing.values, standing.steps, standing.wall_times)[-1])


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


def _mean(numbers: npt.NDArray[np.floating]) -> float:
    with np.errstate(over="ignore"):
        mean = float(numbers.mean(dtype=np.float64))
    # The sum of finite numbers may be none.
    return mean if np.isfinite(mean) else float((numbers / len(numbers)).sum(dtype=np.float64))


def _standing(view: Points) -> _Standing:
    steps = view.steps
    if len(steps) < 2 or bool((steps[1:] >= steps[:-1]).all()):
        return _Standing(steps, view.wall_times, view.values)
    stands = ~superseded(steps)
    return _Standing(steps[stands], view.wall_times[stands], view.values[stands])
