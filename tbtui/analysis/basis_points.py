"""The nine values that TensorBoard's distribution charts show of each histogram.

They are where a normal distribution has its least value, -1.5, -1 and -0.5 standard deviations, its
median, 0.5, 1 and 1.5 standard deviations, and its greatest value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tbtui.analysis.histogram_buckets import Buckets, Floats, Indices

BASIS_POINTS = (0, 668, 1587, 3085, 5000, 6915, 8413, 9332, 10000)
"""Hundredths of a percent of a histogram's counts."""
_WHOLE = 10_000
_MOST_CELLS = 1 << 20


def basis_points(columns: Buckets, points: Sequence[int] = BASIS_POINTS) -> Floats:
    """Return the values below which these parts of each histogram lie.

    Computed to the last bit as TensorBoard computes them (``compress_histogram``): within a bucket,
    what it holds is spread evenly, and the edges are taken as they are, finite or not.

    Parameters
    ----------
    columns : Buckets
        n histograms.
    points : sequence of int
        p of them, in hundredths of a percent.

    Returns
    -------
    float64[n, p]
        All 0 for a histogram without buckets.
    """
    starts = columns.starts
    has_buckets = np.flatnonzero(starts[1:] > starts[:-1])
    values = np.zeros((len(starts) - 1, len(points)))
    values[has_buckets] = columns.rights[starts[1:][has_buckets] - 1, None]
    totals = _totals(columns)
    # Empty buckets add nothing, and there may be many.
    filled = np.flatnonzero(columns.counts != 0)
    firsts_filled = np.searchsorted(filled, starts)
    lengths = np.diff(firsts_filled)
    # Histograms of about the same length are computed together, as rows of a table.
    classes = np.frexp(lengths)[1]
    for size in sorted(set(classes[lengths > 0].tolist())):
        places = np.flatnonzero(classes == size)
        rows = max(1, _MOST_CELLS >> size)
        for first in range(0, len(places), rows):
            chosen = places[first : first + rows]
            cells = _Cells(filled, firsts_filled[chosen], lengths[chosen])
            values[chosen] = _values(columns, points, chosen, cells, totals[chosen])
    return values


class _Cells(NamedTuple):
    """The filled buckets of some histograms: ``filled[start : start + length]`` of each."""

    filled: Indices
    starts: Indices
    lengths: Indices


def _totals(columns: Buckets) -> Floats:
    """Return the sum of the counts of each histogram, rounded as numpy rounds it."""
    starts = columns.starts
    lengths = np.diff(starts)
    totals = np.zeros(len(lengths))
    filled = np.flatnonzero(lengths)
    if not len(filled):
        return totals
    with np.errstate(invalid="ignore", over="ignore"):
        totals[filled] = np.add.reduceat(columns.counts, starts[filled])
        is_whole = np.add.reduceat(columns.counts % 1 != 0, starts[filled], dtype=np.int64) == 0
        # The order in which whole numbers are added does not matter, as long as they are exact.
        unsure = filled[~(is_whole & (np.abs(totals[filled]) < 2**53))]
        for place in unsure.tolist():
            totals[place] = columns.counts[starts[place] : starts[place + 1]].sum()
    return totals


def _values(
    columns: Buckets, points: Sequence[int], chosen: Indices, cells: _Cells, totals: Floats
) -> Floats:
    places = np.arange(int(cells.lengths.max()))
    exists = places < cells.lengths[:, None]
    counts = columns.counts[cells.filled[np.where(exists, cells.starts[:, None] + places, 0)]]
    counts[~exists] = 0
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        weights = counts * _WHOLE / np.where(totals == 0, 1.0, totals)[:, None]
        reached = weights.cumsum(axis=1)
    firsts = columns.lefts[columns.starts[chosen]]
    ends = columns.rights[columns.starts[chosen + 1] - 1]
    rows = np.arange(len(chosen))
    values = np.empty((len(chosen), len(points)))
    for column, point in enumerate(points):
        # What is behind the last bucket is as much as the last one reaches.
        found = np.minimum(np.count_nonzero(reached <= point, axis=1), cells.lengths)
        is_in = found < cells.lengths
        here = np.where(is_in, found, 0)
        before = np.where(here > 0, reached[rows, here - 1], 0.0)
        buckets = cells.filled[cells.starts + here]
        lefts = columns.rights[np.maximum(buckets - 1, 0)]
        low = np.where(before == 0, firsts, _greater(lefts, firsts))
        high = _smaller(columns.rights[buckets], ends)
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            between = low + (point - before) * (high - low) / (reached[rows, here] - before)
        values[:, column] = np.where(is_in, between, ends)
    return values


def _greater(first: Floats, second: Floats) -> Floats:
    """Return what Python's ``max`` returns, which matters for NaN."""
    return np.where(second > first, second, first)


def _smaller(first: Floats, second: Floats) -> Floats:
    """Return what Python's ``min`` returns."""
    return np.where(second < first, second, first)
