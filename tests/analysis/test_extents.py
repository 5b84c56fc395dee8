"""Ranges of axes, by TensorBoard's rules."""

from __future__ import annotations

import math
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.extents import SMALLEST_POSITIVE, nice_domain, x_extent, y_extent

NAN, INFINITY = math.nan, math.inf
LARGEST = sys.float_info.max
FINITE = st.floats(allow_nan=False, allow_infinity=False)


def test_x_extent_is_over_all_series_and_finite_values_only() -> None:
    arrays = [np.array([3.0, NAN, 5.0]), np.array([-1, 2], dtype=np.int64), np.array([INFINITY])]
    assert x_extent(arrays) == (-1.0, 5.0)
    assert x_extent([np.array([-INFINITY, 1.0, INFINITY, 2.0])]) == (1.0, 2.0)


@pytest.mark.parametrize("arrays", [[], [np.empty(0)], [np.array([NAN, INFINITY])]])
def test_nothing_to_show_has_no_extent(arrays: list[np.ndarray]) -> None:
    assert x_extent(arrays) is None
    for log in (False, True):
        for ignore_outliers in (False, True):
            assert y_extent(arrays, log=log, ignore_outliers=ignore_outliers) is None


def test_y_extent_is_the_range_of_the_finite_values() -> None:
    arrays = [np.array([1.0, NAN, 7.0]), np.array([-INFINITY, 3.0], dtype=np.float32)]
    assert y_extent(arrays, log=False, ignore_outliers=False) == (1.0, 7.0)


def test_a_logarithmic_axis_ignores_what_it_cannot_show() -> None:
    arrays = [np.array([-5.0, 0.0, 0.25, 8.0])]
    assert y_extent(arrays, log=True, ignore_outliers=False) == (0.25, 8.0)
    assert y_extent([np.array([-5.0, 0.0])], log=True, ignore_outliers=False) is None


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, (0.0, 0.0)),
        (2, (0.0, 1.0)),  # too few to call one an outlier
        (3, (1.0, 1.0)),  # the median alone
        (4, (1.0, 2.0)),
        (20, (1.0, 18.0)),
        (21, (1.0, 19.0)),
        (22, (2.0, 19.0)),
        (41, (2.0, 38.0)),
        (101, (5.0, 95.0)),
    ],
)
def test_outliers_are_cut_off_at_whole_ranks_rounded_inward(
    count: int, expected: tuple[float, float]
) -> None:
    ranks = np.random.default_rng(count).permutation(count).astype(np.float64)
    assert y_extent([ranks], log=False, ignore_outliers=True) == expected


def test_outliers_are_looked_for_among_all_series_together() -> None:
    calm = np.arange(100.0)
    wild = np.array([1e9, NAN])
    assert y_extent([calm, wild], log=False, ignore_outliers=True) == (5.0, 95.0)


def test_a_million_values() -> None:
    values = np.random.default_rng(1).permutation(1_000_001).astype(np.float32)
    assert y_extent([values], log=False, ignore_outliers=True) == (50_000.0, 950_000.0)


@pytest.mark.parametrize(
    ("low", "high", "domain"),
    [
        (0.0, 0.0, (-1.0, 1.0)),
        (-3.0, -3.0, (-6.0, 0.0)),
        (4.0, 4.0, (0.0, 8.0)),
        (0.0, 1.0, (-0.1, 1.1)),
        (0.0, 100.0, (-10.0, 110.0)),
        (0.1, 2.7, (-0.5, 3.0)),
        (-0.0003, 0.0004, (-0.0004, 0.0005)),
        (1.0, 0.0, (-0.1, 1.1)),
        # Found by comparison with d3: rounding outward twice must not go one interval too far.
        (-0.27037653428403063, -0.19280042721220553, (-0.28, -0.18)),
    ],
)
def test_linear_domains_are_padded_and_round(
    low: float, high: float, domain: tuple[float, float]
) -> None:
    assert nice_domain(low, high, log=False) == domain


@pytest.mark.parametrize(
    ("low", "high", "domain"),
    [
        (0.01, 10.0, (0.005, 20.0)),
        (3.0, 3.0, (1.5, 6.0)),
        (-1.0, 5.0, (SMALLEST_POSITIVE, 10.0)),
        (-2.0, 0.0, (SMALLEST_POSITIVE, 1.0)),
        (1.0, LARGEST, (0.5, LARGEST)),
    ],
)
def test_logarithmic_domains_are_twice_as_wide_at_both_ends(
    low: float, high: float, domain: tuple[float, float]
) -> None:
    assert nice_domain(low, high, log=True) == domain


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (-1e308, 1e308),
        (-LARGEST, LARGEST),
        (LARGEST, LARGEST),
        (-LARGEST, -LARGEST),
        (0.0, SMALLEST_POSITIVE),
        (0.0, 1e-310),
        (SMALLEST_POSITIVE, SMALLEST_POSITIVE),
        (1e16, 1e16 + 2),
        (1.0, math.nextafter(1.0, 2.0)),
    ],
)
def test_the_ends_of_the_float_range_have_finite_domains(low: float, high: float) -> None:
    assert_sound(low, high, log=False)
    assert_sound(low, high, log=True)


@given(FINITE, FINITE, st.booleans())
def test_every_range_has_a_finite_domain_around_it(low: float, high: float, log: bool) -> None:
    assert_sound(low, high, log=log)


def assert_sound(low: float, high: float, *, log: bool) -> None:
    low, high = min(low, high), max(low, high)
    domain = nice_domain(low, high, log=log)
    assert -INFINITY < domain[0] < domain[1] < INFINITY
    if not log:
        assert domain[0] <= low
        assert domain[1] >= high
    elif high > 0:
        assert 0 < domain[0] <= max(low, SMALLEST_POSITIVE)
        assert domain[1] >= high


@given(st.lists(st.floats(), max_size=30), st.booleans(), st.booleans())
def test_extents_of_anything_are_finite_or_none(
    values: list[float], log: bool, ignore_outliers: bool
) -> None:
    extent = y_extent([np.array(values)], log=log, ignore_outliers=ignore_outliers)
    shown = sorted(v for v in values if math.isfinite(v) and (v > 0 or not log))
    if ignore_outliers and len(shown) > 2:
        last = len(shown) - 1
        shown = shown[math.ceil(0.05 * last) : math.floor(0.95 * last) + 1]
    assert extent == ((shown[0], shown[-1]) if shown else None)
