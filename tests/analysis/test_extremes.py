"""Extremes of parts are found from blocks, and are the same as those of the points."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tbtui.analysis.extremes import BLOCK, Extremes, Parts

NAN, INF = np.nan, np.inf


def odd_values(seed: int, count: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    values = random.normal(size=count)
    for odd in (NAN, INF, -INF):
        values[random.random(count) < random.choice([0, 0.01, 0.5])] = odd
    return values


@settings(deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 6 * BLOCK),
    st.lists(st.integers(0, 6 * BLOCK), max_size=8),
)
def test_parts_have_the_extremes_of_their_points(seed: int, count: int, cuts: list[int]) -> None:
    values = odd_values(seed, count)
    borders = np.unique([0, *(cut for cut in cuts if cut < count), count])
    lowest, highest = Extremes(values).of_parts(Parts(borders[:-1], borders[1:]))
    for index, (start, end) in enumerate(itertools.pairwise(borders)):
        finite = values[start:end][np.isfinite(values[start:end])]
        if len(finite):
            assert (lowest[index], highest[index]) == (finite.min(), finite.max())
        else:
            assert np.isnan(lowest[index])
            assert np.isnan(highest[index])


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 900), st.integers(0, 900), st.floats(-2, 2))
def test_a_view_counts_what_is_not_shown(seed: int, one: int, other: int, low: float) -> None:
    values = odd_values(seed, 900)
    start, end = min(one, other), max(one, other)
    extremes = Extremes(values)
    part = values[start:end][np.isfinite(values[start:end])]
    for shown in ((low, low + 1), (-3.0, 0.0), (low, low + 1)):
        outside = int(((part < shown[0]) | (part > shown[1])).sum())
        assert extremes.count_outside(start, end, shown) == outside
    expected = (part.min(), part.max()) if len(part) else None
    assert extremes.between(start, end) == expected


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_long_series_is_not_read_again(dtype: type) -> None:
    values = np.zeros(100 * BLOCK, dtype)
    extremes = Extremes(values)
    # The blocks know no better: what is written later shows that only they are asked.
    values[50 * BLOCK] = 7
    assert extremes.between(0, len(values)) == (0, 0)
    assert extremes.between(50 * BLOCK, 50 * BLOCK + 9) == (0, 7)
