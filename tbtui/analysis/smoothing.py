"""The smoothed curves of TensorBoard, at the speed of arrays."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# A block and its halves fit in the second-level cache of a small machine.
_BLOCK = 32_768
# For so few values fewer, longer operations beat less work.
_SHORT = 512
# Below this a power of the weight no longer changes 1 - power.
_NEGLIGIBLE = 2.0**-54
# Values that are smoothed together: more would leave the cache.
_TOGETHER = 131_072


def smooth(values: npt.NDArray[Any], weight: float) -> Floats:
    """Debiased exponential moving average, exactly as TensorBoard draws it.

    With ``s_0 = 0`` and the finite values ``v_1, v_2, ...``::

        s_k = weight * s_(k-1) + (1 - weight) * v_k
        result_k = s_k / (1 - weight ** k)

    Parameters
    ----------
    values
        float32 or float64 of shape (n,), in stored order.
    weight
        Limited to 0 (no smoothing) ... 1. At 1 the divisor is taken as 1, which gives zeros.

    Returns
    -------
    numpy.ndarray
        float64 of shape (n,), never the input itself. A value that is not finite stands for itself
        and does not count. If all values are exactly equal they are returned as they are; NaN
        equals nothing, so a series that holds one is averaged.

    Notes
    -----
    Follows the loop of the definition within 1e-12 of the average of the absolute values, for
    weights up to 0.999.
    """
    result = values.astype(np.float64)
    weight = min(max(float(weight), 0.0), 1.0)
    if len(result) == 0 or weight == 0.0 or bool((result == result[0]).all()):
        return result
    finite = np.isfinite(result)
    if finite.all():
        _smooth_finite(result, weight)
    else:
        counted = result[finite]
        _smooth_finite(counted, weight)
        result[finite] = counted
    return result


def smooth_many(values: npt.NDArray[Any], starts: npt.NDArray[np.int64], weight: float) -> Floats:
    """Smooth many series at once: the same numbers as `smooth` gives for each, much sooner.

    Parameters
    ----------
    values
        float32 or float64 of shape (n,): all series, one after the other.
    starts
        int64 of shape (k,), never falling: where each series starts. Each ends where the next
        starts, the last at n. The first starts at 0.
    weight
        As for `smooth`.

    Returns
    -------
    numpy.ndarray
        float64 of shape (n,), never the input itself.
    """
    result = values.astype(np.float64)
    lengths = np.diff(np.append(starts, len(values)))
    for first in np.flatnonzero(lengths > _SHORT):
        series = slice(starts[first], starts[first] + lengths[first])
        result[series] = smooth(values[series], weight)
    # Rows of about the same length fill a table with little waste.
    short = np.flatnonzero((lengths > 0) & (lengths <= _SHORT))
    short = short[np.argsort(lengths[short], kind="stable")]
    for some in np.array_split(short, -(-len(short) * _SHORT // _TOGETHER) or 1):
        _smooth_rows(result, starts[some], lengths[some], weight)
    return result


def _smooth_rows(
    values: Floats, starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64], weight: float
) -> None:
    """Smooth short series in place, each as a row of a table as wide as the longest of them."""
    weight = min(max(float(weight), 0.0), 1.0)
    if weight == 0.0 or len(starts) == 0:
        return
    columns = np.arange(lengths.max())
    places = starts[:, np.newaxis] + columns
    inside = columns < lengths[:, np.newaxis]
    # What is to the right of the end of a series has no part in its smoothed values.
    table = values[np.minimum(places, len(values) - 1)]
    is_constant = ((table == table[:, :1]) | ~inside).all(axis=1)
    is_finite = (np.isfinite(table) | ~inside).all(axis=1)
    for row in np.flatnonzero(~is_finite & ~is_constant):
        series = slice(starts[row], starts[row] + lengths[row])
        values[series] = smooth(values[series], weight)
    together = is_finite & ~is_constant
    inside &= together[:, np.newaxis]
    if weight == 1.0:
        values[places[inside]] = 0.0
        return
    with np.errstate(over="ignore", invalid="ignore"):
        table *= 1.0 - weight
        _scan_by_doubling(table, weight)
        _remove_bias(table, weight)
    values[places[inside]] = table[inside]


def _smooth_finite(values: Floats, weight: float) -> None:
    """Smooth finite values in place, one block after the other."""
    if weight == 1.0:
        values[:] = 0.0
        return
    state = 0.0
    # Values near the largest float may overflow by a rounding error, as they do in the definition.
    with np.errstate(over="ignore", invalid="ignore"):
        for start in range(0, len(values), _BLOCK):
            block = values[start : start + _BLOCK]
            block *= 1.0 - weight
            block[0] += weight * state
            _scan(block, weight)
            state = float(block[-1])
        _remove_bias(values, weight)


def _remove_bias(values: Floats, weight: float) -> None:
    """Divide by the sum of the weights so far, as long as that is not 1 in a float.

    Here and in `_scan_by_doubling` each row of a table is a series of its own.
    """
    count = min(values.shape[-1], math.ceil(math.log(_NEGLIGIBLE) / math.log(weight)))
    values[..., :count] /= 1.0 - np.power(weight, np.arange(1, count + 1))


def _scan(values: Floats, weight: float) -> None:
    """Replace each value by the sum of ``weight ** distance`` times the values up to it, in place.

    Neighbours are joined into half as many values, those are scanned with the square of the weight,
    and every value between them needs only the result before it: n steps of a loop become a few
    operations on whole arrays.
    """
    if len(values) <= _SHORT or weight == 0.0:
        _scan_by_doubling(values, weight)
        return
    first = values[0::2]
    second = values[1::2]
    joined = first[: len(second)] * weight
    joined += second
    _scan(joined, weight * weight)
    first[1:] += joined[: len(first) - 1] * weight
    second[:] = joined


def _scan_by_doubling(values: Floats, weight: float) -> None:
    """Do the same for few values: after the pass with shift d, sums reach 2 d values back."""
    shift = 1
    factor = weight
    while shift < values.shape[-1] and factor != 0.0:
        values[..., shift:] += values[..., :-shift] * factor
        shift *= 2
        factor *= factor
