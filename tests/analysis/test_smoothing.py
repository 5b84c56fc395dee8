"""Smoothing agrees with the loop that defines it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tbtui.analysis.smoothing import smooth, smooth_many

WEIGHTS = (0.0, 0.6, 0.99, 0.999, 1.0)
RELATIVE_ERROR = 1e-12
# Small enough that sums stay far from the ends of the range, where the loop itself is not exact.
MODERATE = st.floats(-1e6, 1e6).map(lambda value: round(value, 6))
NOT_FINITE = st.sampled_from([math.nan, math.inf, -math.inf])


def tensorboard_loop(values: list[float], weight: float) -> list[float]:
    """The rule, one value after the other."""
    if all(value == values[0] for value in values):
        return list(values)
    result = []
    last, count = 0.0, 0
    for value in values:
        if not math.isfinite(value):
            result.append(value)
            continue
        last = last * weight + (1 - weight) * value
        count += 1
        divisor = 1.0 if weight == 1 else 1 - weight**count
        result.append(last / divisor)
    return result


def assert_smooth_is_the_loop(values: list[float], weight: float) -> None:
    smoothed = smooth(np.array(values, dtype=np.float64), weight)
    expected = np.array(tensorboard_loop(values, weight), dtype=np.float64)
    magnitudes = [abs(value) if math.isfinite(value) else value for value in values]
    scale = np.abs(tensorboard_loop([*magnitudes, math.nan], weight)[:-1])
    finite = np.isfinite(expected)
    assert smoothed.dtype == np.float64
    np.testing.assert_array_equal(smoothed[~finite], expected[~finite])
    error = np.abs(smoothed[finite] - expected[finite])
    assert np.all(error <= RELATIVE_ERROR * scale[finite])


@given(st.lists(MODERATE | NOT_FINITE, max_size=60), st.sampled_from(WEIGHTS))
@example([2.0, math.nan, 4.0, math.inf, 6.0], 0.6)
@example([math.nan, math.nan], 0.6)
def test_short_series_follow_the_loop(values: list[float], weight: float) -> None:
    assert_smooth_is_the_loop(values, weight)


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("length", [511, 512, 513, 1025, 32_768, 32_769, 70_001])
def test_long_series_follow_the_loop_across_blocks(length: int, weight: float) -> None:
    random = np.random.default_rng(length)
    values = np.exp(random.normal(size=length) * 5) * random.choice([-1.0, 1.0], size=length)
    values[random.random(length) < 0.01] = np.nan
    assert_smooth_is_the_loop(values.tolist(), weight)


def test_one_large_value_fades_as_slowly_as_it_should() -> None:
    values = [1e300] + [1.0] * 3000
    assert_smooth_is_the_loop(values, 0.6)


def test_constants_stay_as_they_are() -> None:
    # The running sums of 0.1 would end a little beside 0.1.
    constant = np.full(1000, 0.1, dtype=np.float32)
    assert (smooth(constant, 0.99) == constant).all()


def test_a_series_with_nan_is_not_constant() -> None:
    values = [0.1] * 50 + [math.nan]
    smoothed = smooth(np.array(values), 0.99)
    assert smoothed[:50].tolist() == pytest.approx([0.1] * 50)
    assert math.isnan(smoothed[50])
    assert_smooth_is_the_loop(values, 0.99)


def test_the_input_is_never_changed_nor_returned() -> None:
    for weight in WEIGHTS:
        for values in (np.array([1.0, 2.0, np.nan]), np.array([5.0, 5.0]), np.empty(0)):
            before = values.copy()
            smoothed = smooth(values, weight)
            assert smoothed is not values
            smoothed += 1.0
            np.testing.assert_array_equal(values, before)


def test_weights_beyond_the_ends_are_the_ends() -> None:
    values = np.array([1.0, 2.0, 4.0])
    assert smooth(values, -3.0).tolist() == smooth(values, 0.0).tolist() == [1.0, 2.0, 4.0]
    assert smooth(values, 7.0).tolist() == smooth(values, 1.0).tolist() == [0.0, 0.0, 0.0]


def test_values_near_the_largest_float_do_not_warn() -> None:
    # Warnings are errors in these tests.
    largest = np.finfo(np.float64).max
    smoothed = smooth(np.array([largest, -largest, largest, largest] * 500), 0.6)
    assert len(smoothed) == 2000
    assert not np.isnan(smoothed).any()


@st.composite
def many_series(draw: st.DrawFn) -> list[list[float]]:
    short = st.lists(MODERATE | NOT_FINITE, max_size=12)
    constant = st.builds(lambda value, count: [value] * count, MODERATE, st.integers(0, 12))
    return draw(st.lists(short | constant, max_size=8))


@given(many_series(), st.sampled_from(WEIGHTS))
@example([[], [0.1] * 3, [1.0, math.nan], []], 0.6)
def test_many_series_together_are_smoothed_to_the_last_bit_as_each_alone(
    series: list[list[float]], weight: float
) -> None:
    assert_together_is_alone([np.array(values, dtype=np.float64) for values in series], weight)


def test_long_and_short_series_together() -> None:
    random = np.random.default_rng(3)
    lengths = [512, 513, 2, 40_000, 0, 511, *([200] * 700)]
    assert_together_is_alone([random.normal(size=length) for length in lengths], 0.99)


def assert_together_is_alone(series: list[np.ndarray], weight: float) -> None:
    starts = np.cumsum([0, *(len(values) for values in series)], dtype=np.int64)[:-1]
    together = smooth_many(np.concatenate([np.empty(0), *series]), starts, weight)
    alone = np.concatenate([np.empty(0), *(smooth(values, weight) for values in series)])
    np.testing.assert_array_equal(together, alone)
