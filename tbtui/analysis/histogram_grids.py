"""Histograms on a common grid of bins, so that steps and runs can be compared.

The rules are those of TensorBoard's histogram charts: the count of a bucket is shared among bins
in proportion to how much of it lies in each; a bucket without width belongs to the bin in which
it lies, on an edge to the one on the right, and at the very end to the last one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tbtui.readers.histograms import HistogramColumns

Floats = NDArray[np.float64]

BIN_COUNT = 30
"""Bins of TensorBoard's charts."""


def extent(columns: HistogramColumns) -> tuple[float, float] | None:
    """Return the smallest left and the largest right edge that are finite, None without any."""
    lefts = columns.lefts[np.isfinite(columns.lefts)]
    rights = columns.rights[np.isfinite(columns.rights)]
    if not len(lefts) or not len(rights):
        return None
    return float(lefts.min()), float(rights.max())


def uniform_edges(low: float, high: float, count: int = BIN_COUNT) -> Floats:
    """Return the edges of bins of equal width.

    Where there is no width, the range grows around the value as in TensorBoard.

    Returns
    -------
    float64[count + 1]
    """
    if low == high:
        low, high = low / 1.1 - 1, high * 1.1 + 1
    edges: Floats = low + np.arange(count + 1, dtype=np.float64) * ((high - low) / count)
    edges[-1] = high
    return edges


def common_edges(columns: HistogramColumns, count: int = BIN_COUNT) -> Floats:
    """Return bins of equal width over the range of several histograms.

    Returns
    -------
    float64[count + 1]
    """
    found = extent(columns)
    return uniform_edges(*(found or (0.0, 0.0)), count)


def rebinned(columns: HistogramColumns, edges: Floats) -> Floats:
    """Return the counts of histograms in common bins.

    What lies outside the bins, and what is no number, counts nowhere. A bucket with one infinite
    edge counts where its other edge is; edges in the wrong order are put right.

    Parameters
    ----------
    columns : HistogramColumns
        Of n histograms.
    edges : float64[k + 1]
        Rising.

    Returns
    -------
    float64[n, k]
    """
    bins = len(edges) - 1
    lefts, rights = _ordered(columns.lefts, columns.rights)
    counts = np.where(np.isfinite(columns.counts), columns.counts, 0.0)
    owners = np.repeat(np.arange(len(columns.steps)), np.diff(columns.starts))
    counted = (counts != 0) & (rights >= edges[0]) & (lefts <= edges[-1])
    lefts, rights, counts = lefts[counted], rights[counted], counts[counted]
    owners = owners[counted]
    first = np.clip(np.searchsorted(edges, lefts, side="right") - 1, 0, bins - 1)
    last = np.clip(np.searchsorted(edges, rights, side="left") - 1, first, bins - 1)
    spans = last - first + 1
    # One piece of a bucket for each bin that it reaches into.
    piece = np.repeat(np.arange(len(counts)), spans)
    within = np.arange(len(piece)) - np.repeat(np.cumsum(spans) - spans, spans)
    bin_of = first[piece] + within
    widths = (rights - lefts)[piece]
    overlap = np.minimum(rights[piece], edges[bin_of + 1]) - np.maximum(lefts[piece], edges[bin_of])
    has_width = widths > 0
    shares = np.where(has_width, overlap / np.where(has_width, widths, 1.0), 1.0)
    places = owners[piece] * bins + bin_of
    weights = counts[piece] * shares
    total = np.bincount(places, weights, minlength=len(columns.steps) * bins).astype(np.float64)
    return total.reshape(len(columns.steps), bins)


def _ordered(lefts: Floats, rights: Floats) -> tuple[Floats, Floats]:
    """Return edges that are finite where either is, and in order."""
    known_left, known_right = np.isfinite(lefts), np.isfinite(rights)
    left = np.where(known_left, lefts, np.where(known_right, rights, np.nan))
    right = np.where(known_right, rights, np.where(known_left, lefts, np.nan))
    return np.minimum(left, right), np.maximum(left, right)
