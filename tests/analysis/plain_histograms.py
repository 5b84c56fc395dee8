"""TensorBoard's computations on histograms, written out plainly, and histograms to try them on."""

from __future__ import annotations

import itertools
from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st


class Rows(NamedTuple):
    """Histograms as the computations take them."""

    starts: np.ndarray
    lefts: np.ndarray
    rights: np.ndarray
    counts: np.ndarray
    value_counts: np.ndarray
    sums: np.ndarray
    square_sums: np.ndarray


def columns_of(histograms):
    """Lay out lists of (left, right, count); nothing is said beside the buckets."""
    rows = np.array([row for one in histograms for row in one], np.float64).reshape(-1, 3)
    starts = np.cumsum([0, *map(len, histograms)])
    unknown = np.full(len(histograms), np.nan)
    return Rows(starts, *rows.T.copy(), unknown, unknown, unknown)


def lists_of(columns):
    """The opposite of `columns_of`."""
    rows = np.stack([columns.lefts, columns.rights, columns.counts], axis=1).tolist()
    return [rows[a:b] for a, b in zip(columns.starts[:-1], columns.starts[1:], strict=True)]


def plain_bins(histograms, bins=30):
    """The front end's common bins: their edges, and each histogram's counts in them.

    The range is that of all buckets shown. Where it has no width, it is made wider. A bucket's
    count goes to the bins in proportion to the overlap, that of a bucket without width to the bin
    that holds it: the right one of two, but the last one at the very end.
    """
    left = min(row[0] for one in histograms for row in one)
    right = max(row[1] for one in histograms for row in one)
    if left == right:
        left, right = left / 1.1 - 1, right * 1.1 + 1
    width = (right - left) / bins
    edges = [left + index * width for index in range(bins)] + [right]
    table = []
    for one in histograms:
        amounts = [0.0] * bins
        for low, high, count in one:
            for index in range(bins):
                begin, end = edges[index], edges[index + 1]
                if low == high:
                    is_last = index == bins - 1
                    inside = begin <= low < end or (is_last and low == end)
                    amounts[index] += count if inside else 0.0
                elif high > begin and low < end:
                    amounts[index] += count * (min(high, end) - max(low, begin)) / (high - low)
        table.append(amounts)
    return edges, table


SMALL = st.integers(-20, 20).map(lambda number: number / 4)
COUNTS = st.integers(0, 9).map(float) | st.floats(0, 1e6)


@st.composite
def sound_histograms(draw):
    """Buckets side by side; some are empty, some have no width."""
    edges = sorted(draw(st.lists(SMALL, min_size=2, max_size=9)))
    return [(left, right, draw(COUNTS)) for left, right in itertools.pairwise(edges)]


ONE_BUCKET = st.tuples(SMALL, SMALL, COUNTS).map(lambda row: [(min(row[:2]), max(row[:2]), row[2])])
CONSTANT = st.tuples(SMALL, COUNTS).map(
    lambda row: [(row[0], row[0], 0.0)] * 3 + [(*row[:1], *row)]
)
ANY_EDGE = st.floats(-1e9, 1e9) | st.sampled_from([np.inf, -np.inf, np.nan, 1.7e308, -1.7e308])
ODD_COUNT = COUNTS | st.sampled_from([np.inf, np.nan])
ODD = st.lists(st.tuples(ANY_EDGE, ANY_EDGE, ODD_COUNT), max_size=6)
SOUND = sound_histograms() | ONE_BUCKET | CONSTANT
EMPTY = st.just([])
