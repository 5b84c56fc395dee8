"""What the horizontal axis measures: steps, time since the start, or the clock."""

from __future__ import annotations

from enum import Enum

import numpy as np
import numpy.typing as npt


class HorizontalAxis(str, Enum):
    """What x is: the three axes of TensorBoard and two of ours."""

    STEP = "step"
    RELATIVE = "relative"
    WALL = "wall"
    INDEX = "index"
    TAG = "tag"


def horizontal_values(
    axis: HorizontalAxis,
    steps: npt.NDArray[np.int64],
    wall_times: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """Positions of the points of one series on an axis.

    Parameters
    ----------
    axis
        What to measure.
    steps
        Steps, int64 of shape (n,).
    wall_times
        Seconds since the epoch, float64 of shape (n,).

    Returns
    -------
    numpy.ndarray
        float64 of shape (n,): the step, the seconds since the first point of *this* series
        (not of its run), the seconds since the epoch, or the number of the point counted from
        zero. Another tag is not known here, so `HorizontalAxis.TAG` gives NaN, no place, for every
        point: see `tbtui.analysis.joins.join_on_step`.
    """
    if axis is HorizontalAxis.STEP:
        return steps.astype(np.float64)
    if axis is HorizontalAxis.WALL:
        return np.asarray(wall_times, dtype=np.float64)
    if axis is HorizontalAxis.INDEX:
        return np.arange(len(steps), dtype=np.float64)
    if axis is HorizontalAxis.TAG:
        return np.full(len(steps), np.nan)
    return _since_first_point(np.asarray(wall_times, dtype=np.float64))


def _since_first_point(wall_times: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    if len(wall_times) == 0:
        return wall_times
    origin = start_of(wall_times)
    with np.errstate(over="ignore"):
        relative: npt.NDArray[np.float64] = wall_times - origin
    return relative


def start_of(wall_times: npt.NDArray[np.float64]) -> float:
    """Return the wall time of the first point of a series that has a finite one; else 0."""
    if len(wall_times) and np.isfinite(wall_times[0]):
        return float(wall_times[0])
    # A damaged first wall time must not make every other point disappear.
    finite = wall_times[np.isfinite(wall_times)]
    return float(finite[0]) if len(finite) else 0.0
