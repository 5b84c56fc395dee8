"""All ways to smooth a series: TensorBoard's, and averages over a sliding window.

Whatever the method, one number says how much: the `amount`, where 0 is none.

* For TensorBoard's exponential average it is the weight, 0 to 0.999.
* For the others it is the width of the window as a share of the x range of the series: at 0.01 the
  windows of a series from step 0 to step 50,000 are 500 steps wide. So the same amount looks the
  same on short and on long series, and on steps as on wall time.

The window of a point reaches half of its width to either side, both ends included; near the ends of
a series it holds fewer points. It is measured in steps or in time, never in points, so it does not
matter how regularly a series was logged, nor how often it repeats a step.

======================  =============================================================
exponential             TensorBoard's, see `tbtui.analysis.smoothing.smooth`
mean                    the mean of the window
median                  its median, the mean of the middle two of an even number
gaussian                the mean of all values, weighted by ``exp(-(d / s) ** 2 / 2)``
                        for a distance of d; s is a sixth of the window, which so holds
                        99.7 % of the weight
savitzky-golay          where the parabola that fits the window best passes its point
======================  =============================================================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

import numpy as np
import numpy.typing as npt

from tbtui.analysis.gaussian_means import gaussian_means
from tbtui.analysis.local_polynomials import window_means, window_parabolas
from tbtui.analysis.sliding_medians import window_medians
from tbtui.analysis.sliding_windows import sliding_windows
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

# Values above this are scaled down, by a power of two, so that sums of them stay finite.
_HUGE = 1e280
_SCALE = 2.0**-100
# Half of the width of a window in standard deviations of a Gaussian.
_DEVIATIONS = 3.0


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

    Notes
    -----
    By time, points are put in the order of their wall times first, so clocks that went back do no
    harm. Points whose wall time is not finite are not smoothed.
    """
    if smoothing.method is SmoothingMethod.EXPONENTIAL:
        return smooth(values, smoothing.amount)
    result = values.astype(np.float64)
    if len(result) == 0 or not smoothing.amount > 0 or bool((result == result[0]).all()):
        return result
    counted = np.isfinite(result)
    if smoothing.by_time:
        counted &= np.isfinite(wall_times)
        places = np.flatnonzero(counted)
        places = places[np.argsort(wall_times[places], kind="stable")]
        x = _from_first(wall_times[places])
    else:
        places = np.flatnonzero(counted)
        x = _from_first(steps[places])
    result[places] = _smooth_over_windows(smoothing, result[places], x)
    return result


def _from_first(x: npt.NDArray[Any]) -> Floats:
    """Measure from the first place: small numbers lose no digits to a large origin."""
    if len(x) == 0:
        return np.empty(0)
    if x.dtype == np.int64:
        # The difference of two int64 may need 64 bits, but as it is never negative no sign.
        distances: Floats = (x - x[0]).view(np.uint64).astype(np.float64)
    else:
        distances = x - x[0]
    return distances


def _smooth_over_windows(smoothing: Smoothing, values: Floats, x: Floats) -> Floats:
    """Smooth finite values at places that never fall and begin at 0."""
    if len(x) == 0 or not np.isfinite(x[-1]) or x[-1] == 0:
        # Without an extent there are no windows in it; all points are at one place.
        half = 0.0
    else:
        half = 0.5 * min(smoothing.amount, 1.0) * float(x[-1])
    if len(values) < 2 or half == 0.0:
        return values
    scale = _SCALE if float(np.abs(values).max()) > _HUGE else 1.0
    values = values * scale
    with np.errstate(over="ignore", invalid="ignore"):
        smoothed: Floats = _METHODS[smoothing.method](x, values, half) / scale
    return smoothed


def _mean(x: Floats, values: Floats, half: float) -> Floats:
    return window_means(values, sliding_windows(x, half))


def _median(x: Floats, values: Floats, half: float) -> Floats:
    return window_medians(values, sliding_windows(x, half))


def _gaussian(x: Floats, values: Floats, half: float) -> Floats:
    return gaussian_means(x, values, half / _DEVIATIONS)


def _savitzky_golay(x: Floats, values: Floats, half: float) -> Floats:
    return window_parabolas(x, values, sliding_windows(x, half), half)


_METHODS: Mapping[SmoothingMethod, Callable[[Floats, Floats, float], Floats]] = {
    SmoothingMethod.MEAN: _mean,
    SmoothingMethod.MEDIAN: _median,
    SmoothingMethod.GAUSSIAN: _gaussian,
    SmoothingMethod.SAVITZKY_GOLAY: _savitzky_golay,
}
