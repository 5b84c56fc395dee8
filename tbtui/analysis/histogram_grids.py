"""Bring histograms with different buckets onto common bins.

The rules are those of TensorBoard's histogram charts: 30 bins of equal width over all buckets that
are shown; what a bucket holds is spread evenly over its width.
"""

from __future__ import annotations

import itertools

import numpy as np

from tbtui.analysis.histogram_buckets import Buckets, Floats, Indices, SoundBuckets, sound_buckets

BIN_COUNT = 30
"""As many as TensorBoard draws."""

_GREATEST = float(np.finfo(np.float64).max)

_MOST_PAIRS = 1 << 21
"""Of buckets and the bins that they reach into, looked at together; bounds the memory."""


def extent(columns: Buckets) -> tuple[float, float] | None:
    """Return the least left and the greatest right edge that are finite, None without any.

    Edges of empty buckets count, as they do for TensorBoard.
    """
    lefts = columns.lefts[np.isfinite(columns.lefts)]
    rights = columns.rights[np.isfinite(columns.rights)]
    if not len(lefts) and not len(rights):
        return None
    # Where one side is never finite, or a bucket runs backwards, the other side tells.
    sides = [edges for edges in (lefts, rights) if len(edges)]
    return float(min(side.min() for side in sides)), float(max(side.max() for side in sides))


def uniform_edges(lowest: float, highest: float, bins: int = BIN_COUNT) -> Floats:
    """Return the edges of bins of equal width.

    As in TensorBoard, a range without width becomes one from ``lowest / 1.1 - 1`` to
    ``1.1 * highest + 1``. Below -10 that would not hold the value, so that it is mirrored there.

    Returns
    -------
    float64[bins + 1]
    """
    if lowest == highest:
        mirrored = lowest < -10
        value = abs(lowest) if mirrored else lowest
        lowest, highest = value / 1.1 - 1, min(value * 1.1 + 1, _GREATEST)
        if mirrored:
            lowest, highest = -highest, -lowest
    numbers = np.arange(bins)
    width = (highest - lowest) / bins
    if np.isfinite(width):
        lefts = lowest + numbers * width
    else:
        lefts = lowest * (1 - numbers / bins) + highest * (numbers / bins)
    return np.append(np.minimum(lefts, highest), highest).astype(np.float64)


def common_edges(columns: Buckets, bins: int = BIN_COUNT) -> Floats:
    """Return the edges of TensorBoard's bins for the histograms that are shown together.

    Returns
    -------
    float64[bins + 1]
        Those from 0 to 1 where there are no buckets.
    """
    return uniform_edges(*(extent(columns) or (0.0, 1.0)), bins)


def rebinned(columns: Buckets, edges: Floats) -> Floats:
    """Return what each histogram has in common bins.

    A bucket gives each bin the part of its count that the bin covers of its width. A bucket
    without width gives everything to the bin that holds it, which is the right one of two at their
    common edge and the last one at the very end. What lies outside the bins is left out.

    Parameters
    ----------
    columns : Buckets
        n histograms.
    edges : float64[bins + 1]
        Ascending; not necessarily at equal distances.

    Returns
    -------
    float64[n, bins]
    """
    return spread(sound_buckets(columns), len(columns.starts) - 1, edges)


def spread(buckets: SoundBuckets, histograms: int, edges: Floats) -> Floats:
    """Return what each of several histograms has in common bins, as `rebinned` does."""
    bins = len(edges) - 1
    firsts = np.searchsorted(edges, buckets.lefts, side="right") - 1
    lasts = np.searchsorted(edges, buckets.rights, side="left") - 1
    # The very last edge belongs to the last bin.
    firsts[buckets.lefts == edges[-1]] = bins - 1
    lasts = np.maximum(lasts, firsts)
    reaches = (lasts >= 0) & (firsts < bins)
    np.clip(firsts, 0, bins - 1, out=firsts)
    np.clip(lasts, 0, bins - 1, out=lasts)
    lengths = np.where(reaches, lasts - firsts + 1, 0)
    table = np.zeros(histograms * bins)
    for start, end in itertools.pairwise(_shares_of_work(lengths)):
        part = slice(start, end)
        places, shares = _spread_part(buckets, part, firsts[part], lengths[part], edges)
        owners = np.repeat(buckets.owners[part], lengths[part])
        low, high = int(buckets.owners[start]), int(buckets.owners[end - 1])
        amounts = np.bincount(
            (owners - low) * bins + places, shares, minlength=(high - low + 1) * bins
        )
        table[low * bins : (high + 1) * bins] += amounts
    return table.reshape(histograms, bins)


def _spread_part(
    buckets: SoundBuckets, part: slice, firsts: Indices, lengths: Indices, edges: Floats
) -> tuple[Indices, Floats]:
    """Return the bins that some buckets reach into, one bucket after the other, and how much."""
    pairs = int(lengths.sum())
    starts = np.cumsum(lengths) - lengths
    places = np.arange(pairs) + np.repeat(firsts - starts, lengths)
    lefts = np.repeat(buckets.lefts[part], lengths)
    rights = np.repeat(buckets.rights[part], lengths)
    counts = np.repeat(buckets.counts[part], lengths)
    ends, begins = np.minimum(rights, edges[places + 1]), np.maximum(lefts, edges[places])
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        widths = rights - lefts
        shares = counts * (ends - begins) / widths
    # What has no width lies in one bin.
    flat = widths == 0
    shares[flat] = counts[flat]
    wide = np.flatnonzero(~(np.isfinite(shares) & np.isfinite(widths)))
    if len(wide):
        # Halves of the widest buckets are finite.
        half_widths = rights[wide] / 2 - lefts[wide] / 2
        shares[wide] = counts[wide] * ((ends[wide] / 2 - begins[wide] / 2) / half_widths)
    return places, np.maximum(shares, 0)


def _shares_of_work(lengths: Indices) -> list[int]:
    """Cut buckets into stretches of not too many pairs, unless a single one has more."""
    ends = np.cumsum(lengths)
    cuts = [0]
    while cuts[-1] < len(lengths):
        done = int(ends[cuts[-1] - 1]) if cuts[-1] else 0
        cuts.append(max(cuts[-1] + 1, int(np.searchsorted(ends, done + _MOST_PAIRS, side="right"))))
    return cuts


def cumulative_shares(columns: Buckets, value: float) -> Floats:
    """Return the share of each histogram that lies at a value or below it.

    Returns
    -------
    float64[n]
        From 0 to 1; NaN for a histogram that holds nothing.
    """
    buckets = sound_buckets(columns)
    histograms = len(columns.starts) - 1
    # Halves, as the widest bucket has no finite width.
    widths = buckets.rights / 2 - buckets.lefts / 2
    reached = np.minimum(value, buckets.rights) / 2 - buckets.lefts / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.where(widths > 0, reached / widths, buckets.lefts <= value)
    below = np.bincount(
        buckets.owners, buckets.counts * np.clip(shares, 0, 1), minlength=histograms
    )
    totals = np.bincount(buckets.owners, buckets.counts, minlength=histograms)
    with np.errstate(invalid="ignore", divide="ignore"):
        result: Floats = below / totals
    return result
