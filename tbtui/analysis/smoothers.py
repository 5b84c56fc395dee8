"""All ways to smooth a series: TensorBoard's, and averages over a sliding window.

Whatever the method, one number says how much: the `amount`, where 0 is none.

* For TensorBoard's exponential average it is the weight, 0 to 0.999.
* For the others it is the width of the window as a share of the x range of the series: at 0.01 the
  windows of a series from step 0 to step 50,000 are 500 steps wide. So the same amount looks the
  same on short and on long series, and on steps as on wall time.

The window of a point reaches half of its width to either side, both ends included; near the ends of
a series it holds fewer points. It is measured in steps or in time, never in points, so it does not
matter how regularly a series was logged, nor how often it repeats a step.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

import numpy as np
import numpy.typing as npt

from tbtui.analysis.smoothing import smooth

Floats = npt.NDArray[np.float64]


class SmoothingMethod(str, Enum):
    """How neighbouring values are brought together."""

    EXPONENTIAL = "exponential"
    MEAN = "mean"
    MEDIAN = "median"
    GAUSSIAN = "gaussian"
    SAVITZKY_GOLAY = "savitzky-golay"


@dataclass(frozen=True)
class Smoothing:
    """A method and how much of it.

    Attributes
    ----------
    method
        How values are brought together.
    amount
        The weight, or the width of the window as a share of the x range; 0 for none.
    by_time
        Whether windows are measured in wall time instead of steps. TensorBoard's average knows
        neither, so there it does not matter.
    """

    method: SmoothingMethod = SmoothingMethod.EXPONENTIAL
    amount: float = 0.0
    by_time: bool = False


_WEIGHTS = (*(hundredths / 100 for hundredths in range(0, 100, 5)), 0.99, 0.999)
_SHARES = (0.0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
_TOLERANCE = 1e-9


def default_amount(method: SmoothingMethod) -> float:
    """Return the amount to start with: TensorBoard's weight of 0.6, or windows of 2 %."""
    return 0.6 if method is SmoothingMethod.EXPONENTIAL else 0.02


def next_amount(smoothing: Smoothing, stops: int) -> Smoothing:
    """Return the same smoothing with more or less of it.

    Parameters
    ----------
    smoothing
        Where to start. From between two stops the first step leads to the nearer end.
    stops
        How many stops to go on, or back if negative: 0, 0.05 ... 0.95, 0.99, 0.999 for weights and
        0, 0.1 %, 0.2 %, 0.5 % ... 20 %, 50 % for windows. The walk ends at the last of them.
    """
    is_weight = smoothing.method is SmoothingMethod.EXPONENTIAL
    all_stops = _WEIGHTS if is_weight else _SHARES
    amount = smoothing.amount
    for _ in range(abs(stops)):
        if stops > 0:
            above = (stop for stop in all_stops if stop > amount + _TOLERANCE)
            amount = next(above, all_stops[-1])
        else:
            below = (stop for stop in reversed(all_stops) if stop < amount - _TOLERANCE)
            amount = next(below, all_stops[0])
    return replace(smoothing, amount=amount)


def apply(
    smoothing: Smoothing,
    values: npt.NDArray[Any],
    steps: npt.NDArray[np.int64],
    wall_times: npt.NDArray[np.float64],
) -> Floats:
    """Smooth the values of one series.

    Parameters
    ----------
    smoothing
        How and how much.
    values
        float32 or float64 of shape (n,), in stored order.
    steps
        int64 of shape (n,), never falling (the newest life of a series).
    wall_times
        Seconds since the epoch, float64 of shape (n,), in any order.

    Returns
    -------
    numpy.ndarray
        float64 of shape (n,), never the input itself. Values that are not finite stand for
        themselves and have no part in those of others. If all values are equal they are returned
        as they are.
    """
    return smooth(values, smoothing.amount)
