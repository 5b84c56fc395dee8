"""What all computations on many histograms of different lengths need."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]


class Buckets(Protocol):
    """Several histograms, their buckets one after the other.

    Those of histogram ``i`` are the ones from ``starts[i]`` up to ``starts[i + 1]``. Counts are not
    negative.
    """

    @property
    def starts(self) -> Indices:
        """int64[n + 1]."""

    @property
    def lefts(self) -> Floats:
        """Left edges, float64[m]."""

    @property
    def rights(self) -> Floats:
        """Right edges, float64[m]."""

    @property
    def counts(self) -> Floats:
        """How much is in each bucket, float64[m]."""


class SoundBuckets(NamedTuple):
    """Buckets that can be drawn and computed with.

    Attributes
    ----------
    owners : int64[k]
        The histogram that each bucket belongs to, rising.
    lefts, rights : float64[k]
        Finite, and none runs backwards.
    counts : float64[k]
        Finite and more than 0.
    non_finite : int64[n]
        Of each histogram, how many buckets hold something but have an edge or a count that is not
        finite.
    """

    owners: Indices
    lefts: Floats
    rights: Floats
    counts: Floats
    non_finite: Indices


def sound_buckets(columns: Buckets) -> SoundBuckets:
    """Return the buckets that hold something, made fit to be computed with.

    A bucket that runs backwards has its left edge moved to its right one. Of a bucket with one
    infinite edge, everything is taken to lie at the other one. Buckets without a finite edge or
    with a count that is not finite are left out.
    """
    count = len(columns.starts) - 1
    owners = np.repeat(np.arange(count), np.diff(columns.starts))
    lefts, rights, counts = columns.lefts, columns.rights, columns.counts
    left_known, right_known = np.isfinite(lefts), np.isfinite(rights)
    # NaN compares false, so that it counts as something.
    holds = ~(counts <= 0)
    odd = holds & ~(left_known & right_known & np.isfinite(counts))
    non_finite = np.bincount(owners[odd], minlength=count)
    kept = holds & (left_known | right_known) & np.isfinite(counts)
    chosen = np.flatnonzero(kept)
    owners, counts = owners[chosen], counts[chosen]
    lefts, rights = lefts[chosen], rights[chosen]
    if odd.any():
        lefts, rights = (
            np.where(left_known[chosen], lefts, rights),
            np.where(right_known[chosen], rights, lefts),
        )
    return SoundBuckets(owners, np.minimum(lefts, rights), rights, counts, non_finite)


def sums_of_rows(values: NDArray[Any], starts: Indices) -> Floats:
    """Return the sum of the values of each histogram, 0 where it has none.

    Parameters
    ----------
    values : float64[m]
    starts : int64[n + 1]
    """
    sums = np.zeros(len(starts) - 1)
    filled = np.flatnonzero(starts[1:] > starts[:-1])
    if len(filled):
        sums[filled] = np.add.reduceat(values, starts[filled])
    return sums
