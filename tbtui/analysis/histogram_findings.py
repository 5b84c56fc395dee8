"""What is worth looking at first among very many series of histograms.

Each series gets numbers to be sorted by, and a word if its last histograms look like a layer that
has stopped learning or is about to fail.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

import numpy as np

from tbtui.analysis.histogram_buckets import Floats
from tbtui.analysis.histogram_statistics import HistogramStatistics

DEAD_SHARE = 0.99
"""Of zeros."""
EXPLODING_FACTOR = 100.0
"""By which the greatest magnitude exceeds the usual one."""
VANISHING_FACTOR = 1e-3
"""Of the usual standard deviation."""
_FEWEST = 4
"""Histograms from which on something counts as usual."""


class LayerState(Enum):
    """What a series of histograms looks like at its end."""

    USUAL = ""
    DEAD = "dead"
    EXPLODING = "exploding"
    VANISHING = "vanishing"


class Findings(NamedTuple):
    """A series of histograms in a few numbers, NaN where they do not exist.

    Attributes
    ----------
    drift : float
        Mean of the drifts from step to step.
    range : float
        From the least to the greatest value of the last histogram.
    zero_share : float
        At most so many values of the last histogram are zero.
    state : LayerState
    """

    drift: float
    range: float
    zero_share: float
    state: LayerState


def findings(statistics: HistogramStatistics, drifts: Floats) -> Findings:
    """Sum up a series of histograms.

    The last histogram that holds something is compared with the median over all of them. It is
    exploding when it has buckets that are not finite, or a value whose magnitude is more than 100
    times the usual greatest one; dead when at least 99 % of its values are certainly zero;
    vanishing when its standard deviation is less than a thousandth of the usual one.

    Parameters
    ----------
    statistics : HistogramStatistics
        Of n histograms, in the order of their steps.
    drifts : float64[n]
    """
    holds = np.flatnonzero((statistics.counts > 0) | (statistics.non_finite > 0))
    if not len(holds):
        return Findings(np.nan, np.nan, np.nan, LayerState.USUAL)
    last = int(holds[-1])
    known = drifts[np.isfinite(drifts)]
    return Findings(
        float(known.mean()) if len(known) else np.nan,
        float(statistics.maxima[last] - statistics.minima[last]),
        float(statistics.zero_shares[last]),
        _state(statistics, last),
    )


def _state(statistics: HistogramStatistics, last: int) -> LayerState:
    if statistics.non_finite[last]:
        return LayerState.EXPLODING
    if statistics.zeros_certain[last] and statistics.zero_shares[last] >= DEAD_SHARE:
        return LayerState.DEAD
    magnitudes = np.maximum(np.abs(statistics.minima), np.abs(statistics.maxima))
    if _is_above(magnitudes, last, EXPLODING_FACTOR):
        return LayerState.EXPLODING
    if _is_above(-statistics.deviations, last, VANISHING_FACTOR):
        return LayerState.VANISHING
    return LayerState.USUAL


def _is_above(values: Floats, last: int, factor: float) -> bool:
    """Tell whether the last value is more than so many times the median."""
    known = values[np.isfinite(values)]
    if len(known) < _FEWEST:
        return False
    usual = float(np.median(known))
    return usual != 0 and bool(values[last] > factor * usual)
