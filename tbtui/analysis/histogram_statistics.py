"""Every histogram of a series in a few numbers."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.basis_points import basis_points
from tbtui.analysis.histogram_buckets import (
    Buckets,
    Floats,
    Indices,
    SoundBuckets,
    sound_buckets,
    sums_of_rows,
)

_MEDIAN = 5000
_NARROW = 1e-6
"""A bucket around zero that is a smaller part than this of all values' range holds only zeros, as
far as anybody can see; PyTorch's innermost ones end at 1e-12."""


class DescribedBuckets(Buckets, Protocol):
    """Histograms with what their writers said beside the buckets; NaN where they did not."""

    @property
    def value_counts(self) -> Floats:
        """Numbers of values, float64[n]."""

    @property
    def sums(self) -> Floats:
        """Of the values, float64[n]."""

    @property
    def square_sums(self) -> Floats:
        """Sums of the squares of the values, float64[n]."""


class HistogramStatistics(NamedTuple):
    """Of n histograms. What does not exist because nothing is in a histogram is NaN.

    Attributes
    ----------
    counts : float64[n]
        Of all buckets together.
    minima, maxima : float64[n]
        The outermost finite edges of buckets that hold something.
    means, deviations : float64[n]
        Mean and standard deviation of the values.
    from_sums : bool[n]
        Whether these two follow exactly from the sums that the writer wrote. Otherwise the values
        of a bucket are taken to be spread evenly over it.
    medians : float64[n]
        As the distribution charts show them.
    zero_shares : float64[n]
        Share of the buckets that reach to zero, so that no more values are zero.
    zeros_certain : bool[n]
        Whether these buckets are too narrow for anything but zeros.
    non_finite : int64[n]
        How many buckets have an edge or a count that is not finite.
    """

    counts: Floats
    minima: Floats
    maxima: Floats
    means: Floats
    deviations: Floats
    from_sums: NDArray[np.bool_]
    medians: Floats
    zero_shares: Floats
    zeros_certain: NDArray[np.bool_]
    non_finite: Indices


def describe_histograms(columns: DescribedBuckets) -> HistogramStatistics:
    """Compute the statistics of each histogram."""
    buckets = sound_buckets(columns)
    count = len(columns.starts) - 1
    starts = np.searchsorted(buckets.owners, np.arange(count + 1))
    counts = sums_of_rows(buckets.counts, starts)
    holds = counts > 0
    minima, maxima = _outermost(buckets, starts)
    means, deviations = _moments(buckets, starts, counts)
    with np.errstate(invalid="ignore", over="ignore"):
        told_means = columns.sums / columns.value_counts
        told_variances = columns.square_sums / columns.value_counts - told_means**2
    from_sums = np.isfinite(told_means) & np.isfinite(told_variances) & holds
    means = np.where(from_sums, told_means, means)
    deviations = np.where(from_sums, np.sqrt(np.maximum(told_variances, 0)), deviations)
    [middle] = basis_points(columns, [_MEDIAN]).T
    zero_counts, zero_widths = _around_zero(buckets, starts, maxima)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        zero_shares = zero_counts / counts
        zeros_certain = zero_widths <= _NARROW * (maxima - minima)
    return HistogramStatistics(
        counts,
        minima,
        maxima,
        means,
        deviations,
        from_sums,
        np.where(holds, middle, np.nan),
        zero_shares,
        zeros_certain,
        buckets.non_finite,
    )


def _outermost(buckets: SoundBuckets, starts: Indices) -> tuple[Floats, Floats]:
    minima, maxima = np.full((2, len(starts) - 1), np.nan)
    filled = np.flatnonzero(starts[1:] > starts[:-1])
    if len(filled):
        minima[filled] = np.minimum.reduceat(buckets.lefts, starts[filled])
        maxima[filled] = np.maximum.reduceat(buckets.rights, starts[filled])
    return minima, maxima


def _moments(buckets: SoundBuckets, starts: Indices, counts: Floats) -> tuple[Floats, Floats]:
    """Return means and standard deviations of values spread evenly over their buckets."""
    middles = buckets.lefts / 2 + buckets.rights / 2
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        means = sums_of_rows(buckets.counts * middles, starts) / counts
        distances = middles - means[buckets.owners]
        # A value somewhere in an interval of width w has the variance w² / 12.
        spreads = distances**2 + (buckets.rights - buckets.lefts) ** 2 / 12
        deviations = np.sqrt(sums_of_rows(buckets.counts * spreads, starts) / counts)
    return means, deviations


def _around_zero(buckets: SoundBuckets, starts: Indices, maxima: Floats) -> tuple[Floats, Floats]:
    """Return the counts of the buckets in which zeros lie, and the widths of the widest ones.

    A zero belongs to the bucket that it begins; it belongs to one that it ends where no value is
    greater.
    """
    ends = (buckets.rights == 0) & ((maxima[buckets.owners] == 0) | (buckets.lefts == 0))
    holds_zero = (buckets.lefts <= 0) & ((buckets.rights > 0) | ends)
    counts = sums_of_rows(np.where(holds_zero, buckets.counts, 0), starts)
    widths = np.zeros(len(starts) - 1)
    filled = np.flatnonzero(starts[1:] > starts[:-1])
    if len(filled):
        with np.errstate(over="ignore"):
            widths_of_buckets = np.where(holds_zero, buckets.rights - buckets.lefts, 0)
        widths[filled] = np.maximum.reduceat(widths_of_buckets, starts[filled])
    return counts, widths
