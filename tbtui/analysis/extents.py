"""The range that an axis shows, by the rules of TensorBoard's Time Series dashboard."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tbtui.analysis.order_statistics import order_statistic

Range = tuple[float, float]

OUTLIER_FRACTION = 0.05
PADDING_FRACTION = 0.05
LARGEST = sys.float_info.max
SMALLEST_POSITIVE = math.ulp(0.0)

# Beyond these, differences and powers of ten leave the range of a float.
_HUGE = 1e300
_SHRINK = 1e-20
_SMALLEST_POWER = -300

_NICE_INTERVALS = 10
_NICE_ROUNDS = 10


def x_extent(arrays: Sequence[npt.NDArray[Any]]) -> Range | None:
    """Lowest and highest finite number of all arrays.

    Parameters
    ----------
    arrays
        Numbers of any real dtype, each of shape (n,), in any order.

    Returns
    -------
    tuple of float or None
        None when there is no finite number.
    """
    ranges = [_finite_range(array) for array in arrays]
    known = [found for found in ranges if found is not None]
    if not known:
        return None
    return min(low for low, _ in known), max(high for _, high in known)


def _finite_range(array: npt.NDArray[Any]) -> Range | None:
    if len(array) == 0:
        return None
    low, high = float(np.fmin.reduce(array)), float(np.fmax.reduce(array))
    if math.isfinite(low) and math.isfinite(high):
        return low, high
    finite = array[np.isfinite(array)]
    if len(finite) == 0:
        return None
    return float(finite.min()), float(finite.max())


def y_extent(
    arrays: Sequence[npt.NDArray[Any]], *, log: bool, ignore_outliers: bool
) -> Range | None:
    """Range of the values that a chart shows, before padding.

    Parameters
    ----------
    arrays
        Values of the visible series, each of shape (n,): the smoothed ones when smoothing is on,
        never the raw traces below them.
    log
        Leave out what a logarithmic axis cannot show, values of zero and less.
    ignore_outliers
        Leave out the lowest and the highest 5 % of all values taken together. Does nothing for
        one or two values.

    Returns
    -------
    tuple of float or None
        None when no value is left.
    """
    if not ignore_outliers and not log:
        return x_extent(arrays)
    shown = [_shown_values(array, log) for array in arrays]
    if not ignore_outliers:
        return x_extent(shown)
    values = np.concatenate(shown) if shown else np.empty(0)
    if len(values) <= 2:
        return x_extent([values])
    low_index = math.ceil(OUTLIER_FRACTION * (len(values) - 1))
    high_index = math.floor((1 - OUTLIER_FRACTION) * (len(values) - 1))
    return order_statistic(values, low_index), order_statistic(values, high_index)


def _shown_values(array: npt.NDArray[Any], log: bool) -> npt.NDArray[Any]:
    shown = np.isfinite(array)
    if log:
        shown &= array > 0
    return array if shown.all() else array[shown]


def nice_domain(low: float, high: float, *, log: bool) -> Range:
    """Pad a range and round it outward, for an axis.

    Parameters
    ----------
    low, high
        Finite numbers, in any order.
    log
        For a logarithmic axis.

    Returns
    -------
    tuple of float
        Two different finite numbers in rising order. Linear: 5 % of the spread is added at both
        ends, which then move out to round numbers (the algorithm of d3-scale's ``nice`` with ten
        intervals); when `low` equals `high`, zero gives (-1, 1), a negative m (2 m, 0) and a
        positive one (0, 2 m). Logarithmic: half of `low` and twice `high`, from the smallest
        positive float; (that, 1) when nothing is positive.
    """
    if low > high:
        low, high = high, low
    if log:
        return _log_domain(low, high)
    if low == high:
        return _domain_around(low)
    if max(abs(low), abs(high)) > _HUGE:
        small_low, small_high = _linear_domain(low * _SHRINK, high * _SHRINK)
        domain = small_low / _SHRINK, small_high / _SHRINK
    else:
        domain = _linear_domain(low, high)
    # Rounding may have lost the end of a range only a few floats wide.
    return max(min(domain[0], low), -LARGEST), min(max(domain[1], high), LARGEST)


def _log_domain(low: float, high: float) -> Range:
    if high <= 0:
        return SMALLEST_POSITIVE, 1.0
    return max(SMALLEST_POSITIVE, low / 2), min(2 * high, LARGEST)


def _domain_around(value: float) -> Range:
    if value == 0:
        return -1.0, 1.0
    if value < 0:
        return max(2 * value, -LARGEST), 0.0
    return 0.0, min(2 * value, LARGEST)


def _linear_domain(low: float, high: float) -> Range:
    padding = PADDING_FRACTION * (high - low)
    low, high = low - padding, high + padding
    # Moving the ends may allow a larger round interval, which moves them again.
    previous: tuple[int, int] | None = None
    for _ in range(_NICE_ROUNDS):
        interval = _round_interval((high - low) / _NICE_INTERVALS)
        if interval is None or interval == previous:
            break
        low, high = _outward(low, high, *interval)
        previous = interval
    return low, high


def _round_interval(exact: float) -> tuple[int, int] | None:
    """Multiple (1, 2 or 5) and power of ten of the round number nearest to an interval."""
    if exact <= 0:
        return None
    power = math.floor(math.log10(exact))
    if power < _SMALLEST_POWER:
        return None
    ratio = exact / 10.0**power
    # The borders between 1, 2, 5 and 10 are their geometric means.
    if ratio >= math.sqrt(50):
        # Not ten of the smaller power: the same interval must not look like another one.
        return 1, power + 1
    if ratio >= math.sqrt(10):
        return 5, power
    if ratio >= math.sqrt(2):
        return 2, power
    return 1, power


def _outward(low: float, high: float, multiple: int, power: int) -> Range:
    """Move both ends out to multiples of ``multiple * 10**power``."""
    if power >= 0:
        interval = multiple * 10.0**power
        return math.floor(low / interval) * interval, math.ceil(high / interval) * interval
    # A negative power of ten is not exact in binary: divide by its exact reciprocal instead.
    per_unit = 10.0**-power / multiple
    return math.floor(low * per_unit) / per_unit, math.ceil(high * per_unit) / per_unit
