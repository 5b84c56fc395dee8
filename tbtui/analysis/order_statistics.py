"""The k-th smallest of many numbers, without putting all of them in order."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_SAMPLE = 4096
# Positions in the sample: more than four standard deviations of where a rank can fall.
_MARGIN = 64
_WORTH_SAMPLING = 8 * _SAMPLE


def order_statistic(values: npt.NDArray[Any], rank: int) -> float:
    """Return the number that would stand at position `rank` if the values were sorted.

    A small sample tells between which two values the answer lies; only the numbers there are looked
    at closely. The counts prove the answer exact, and should the sample mislead, everything is
    looked at. (The idea is that of Floyd and Rivest, "Expected time bounds for selection", 1975.)

    Parameters
    ----------
    values
        Numbers without NaN, of shape (n,) with n >= 1. Not changed.
    rank
        From 0 to n - 1.
    """
    count = len(values)
    if count < _WORTH_SAMPLING:
        return _partitioned(values, rank)
    sample = np.sort(values[:: count // _SAMPLE])
    position = rank * len(sample) // count
    low = sample[max(position - _MARGIN, 0)]
    high = sample[min(position + _MARGIN, len(sample) - 1)]
    lower = int(np.count_nonzero(values < low))
    near = values[(values >= low) & (values <= high)]
    if lower <= rank < lower + len(near):
        return _partitioned(near, rank - lower)
    return _partitioned(values, rank)


def _partitioned(values: npt.NDArray[Any], rank: int) -> float:
    return float(np.partition(values, rank)[rank])
