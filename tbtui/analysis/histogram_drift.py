"""How much a series of histograms changes from step to step."""

from __future__ import annotations

import numpy as np

from tbtui.analysis.histogram_buckets import Buckets, Floats, sound_buckets
from tbtui.analysis.histogram_grids import spread

_BINS = 64
_MOST_HISTOGRAMS = 2048
"""Compared at a time; bounds the memory."""


def drifts(columns: Buckets) -> Floats:
    """Return the distance of each histogram to the one before it.

    It is the Jensen-Shannon divergence to the base of 2 of what both have in 64 bins of equal width
    from the least to the greatest edge of the two: 0 where they agree and 1 where they have
    nothing in common. J. Lin, "Divergence measures based on the Shannon entropy", IEEE Transactions
    on Information Theory 37 (1991).

    Returns
    -------
    float64[n]
        NaN for the first histogram, and where one of the two holds nothing.
    """
    count = len(columns.starts) - 1
    result = np.full(count, np.nan)
    buckets = sound_buckets(columns)
    starts = np.searchsorted(buckets.owners, np.arange(count + 1))
    filled = starts[1:] > starts[:-1]
    pairs = np.flatnonzero(filled[1:] & filled[:-1]) + 1
    if not len(pairs):
        return result
    lowest, highest = np.full(count, np.inf), np.full(count, -np.inf)
    lowest[filled] = np.minimum.reduceat(buckets.lefts, starts[:-1][filled])
    highest[filled] = np.maximum.reduceat(buckets.rights, starts[:-1][filled])
    for first in range(0, len(pairs), _MOST_HISTOGRAMS):
        chosen = pairs[first : first + _MOST_HISTOGRAMS]
        left = np.minimum(lowest[chosen], lowest[chosen - 1])
        right = np.maximum(highest[chosen], highest[chosen - 1])
        tables = []
        for places in (chosen - 1, chosen):
            lengths = (starts[1:] - starts[:-1])[places]
            owners = np.repeat(np.arange(len(places)), lengths)
            shifts = np.repeat(starts[places] - (np.cumsum(lengths) - lengths), lengths)
            rows = np.arange(len(owners)) + shifts
            # In units of bins, so that all pairs have the same edges; halves cannot overflow.
            half_ranges = right / 2 - left / 2
            half_ranges[half_ranges == 0] = np.inf
            ends = [
                np.clip((edges[rows] / 2 - left[owners] / 2) / half_ranges[owners], 0, 1) * _BINS
                for edges in (buckets.lefts, buckets.rights)
            ]
            moved = buckets._replace(
                owners=owners, lefts=ends[0], rights=ends[1], counts=buckets.counts[rows]
            )
            tables.append(spread(moved, len(places), np.arange(_BINS + 1.0)))
        result[chosen] = divergences(*tables)
    return result


def divergences(first: Floats, second: Floats) -> Floats:
    """Return the Jensen-Shannon divergences of rows of counts, to the base of 2.

    Parameters
    ----------
    first, second : float64[n, bins]

    Returns
    -------
    float64[n]
        From 0 to 1; NaN where a row holds nothing.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        first = first / first.sum(axis=1, keepdims=True)
        second = second / second.sum(axis=1, keepdims=True)
        mixed = (first + second) / 2
        terms = [np.where(part > 0, part * np.log2(part / mixed), part) for part in (first, second)]
    result: Floats = np.clip((terms[0] + terms[1]).sum(axis=1) / 2, 0, 1)
    return result
