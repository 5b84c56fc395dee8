"""The smoothers with a sliding window, and how much of them."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest

from tbtui.analysis.smoothers import (
    Smoothing,
    SmoothingMethod,
    apply,
    default_amount,
    next_amount,
)
from tbtui.analysis.smoothing import smooth

MEAN, MEDIAN = SmoothingMethod.MEAN, SmoothingMethod.MEDIAN
GAUSSIAN, SAVITZKY_GOLAY = SmoothingMethod.GAUSSIAN, SmoothingMethod.SAVITZKY_GOLAY
EXPONENTIAL = SmoothingMethod.EXPONENTIAL
WINDOWED = (MEAN, MEDIAN, GAUSSIAN, SAVITZKY_GOLAY)
NAN, INFINITY = math.nan, math.inf


def smoothed(
    method: SmoothingMethod,
    values: list[float],
    steps: list[int] | None = None,
    *,
    amount: float,
    times: list[float] | None = None,
) -> list[float]:
    all_steps = np.arange(len(values)) if steps is None else np.array(steps)
    wall_times = np.zeros(len(values)) if times is None else np.array(times)
    smoothing = Smoothing(method, amount, by_time=times is not None)
    found = apply(smoothing, np.array(values), all_steps.astype(np.int64), wall_times)
    assert found.dtype == np.float64
    return found.tolist()


def test_a_window_reaches_half_of_its_width_to_either_side() -> None:
    # Half of ten steps: up to two and a half to the left and to the right.
    values = [0.0, 0.0, 0.0, 0.0, 0.0, 60.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    found = smoothed(MEAN, values, amount=0.5)
    assert found == [0.0, 0.0, 0.0, 12.0, 12.0, 12.0, 12.0, 12.0, 0.0, 0.0, 0.0]
    assert smoothed(MEDIAN, values, amount=0.5) == [0.0] * 11


def test_windows_are_measured_in_steps_not_in_points() -> None:
    found = smoothed(MEAN, [1.0, 3.0, 5.0, 100.0], [0, 1, 2, 100], amount=0.04)
    assert found == [3.0, 3.0, 3.0, 100.0]


def test_windows_are_measured_in_time_when_asked_for_whatever_the_order_of_the_clock() -> None:
    found = smoothed(MEAN, [1.0, 100.0, 3.0], amount=0.04, times=[50.0, 150.0, 51.0])
    assert found == [2.0, 100.0, 2.0]
    damaged = smoothed(MEAN, [1.0, 7.0, 3.0, 9.0], amount=1.0, times=[0.0, NAN, 1.0, 8.0])
    assert damaged == [2.0, 7.0, 2.0, 9.0]


def test_a_repeated_step_is_as_many_points_at_one_place() -> None:
    found = smoothed(MEAN, [0.0, 3.0, 6.0, 7.0], [0, 0, 0, 90], amount=0.1)
    assert found == [3.0, 3.0, 3.0, 7.0]


def test_the_median_of_an_even_number_is_the_mean_of_the_middle_two() -> None:
    assert smoothed(MEDIAN, [1.0, 2.0, 10.0, 50.0], amount=1.0) == [1.5, 2.0, 10.0, 30.0]


def test_gaussian_weights() -> None:
    # Windows of 6 steps have a standard deviation of 1.
    found = smoothed(GAUSSIAN, [0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0], amount=1.0)
    bell = [math.exp(-0.5 * distance**2) for distance in range(-6, 7)]
    for step, value in enumerate(found):
        # The other terms are zero; the weights in reach are those from step 0 to step 6.
        assert value == pytest.approx(bell[6 + step - 3] / sum(bell[6 - step : 13 - step]))


def test_savitzky_golay_keeps_parabolas() -> None:
    steps = [0, 1, 4, 5, 9, 10, 12, 20, 21, 30]
    values = [3.0 - 2.0 * step + 0.5 * step**2 for step in steps]
    assert smoothed(SAVITZKY_GOLAY, values, steps, amount=0.6) == pytest.approx(values)


def test_savitzky_golay_with_five_regular_points_has_the_known_coefficients() -> None:
    # (-3, 12, 17, 12, -3) / 35, from the paper of 1964.
    impulse = [0.0] * 11
    impulse[5] = 35.0
    found = smoothed(SAVITZKY_GOLAY, impulse, amount=0.4)
    assert found[3:8] == pytest.approx([-3.0, 12.0, 17.0, 12.0, -3.0])


def test_savitzky_golay_where_no_parabola_is_determined() -> None:
    assert smoothed(SAVITZKY_GOLAY, [1.0, 3.0, 4.0], [0, 0, 8], amount=0.5) == [2.0, 2.0, 4.0]
    line = smoothed(SAVITZKY_GOLAY, [1.0, 3.0, 4.0], [0, 0, 8], amount=1.0)
    assert line == pytest.approx([2.0, 2.0, 4.0])


@pytest.mark.parametrize("method", WINDOWED)
def test_an_early_spike_leaves_no_trace_in_later_windows(method: SmoothingMethod) -> None:
    values = np.sin(np.arange(5000) / 100)
    steps = np.arange(5000, dtype=np.int64)
    smoothing = Smoothing(method, 0.01)
    calm = apply(smoothing, values, steps, steps.astype(np.float64))
    values[100] = 1e30
    wild = apply(smoothing, values, steps, steps.astype(np.float64))
    np.testing.assert_allclose(wild[300:], calm[300:], rtol=1e-12)


@pytest.mark.parametrize("method", WINDOWED)
def test_what_is_not_finite_stands_for_itself_and_touches_nothing(method: SmoothingMethod) -> None:
    values = [1.0, 2.0, 4.0, 3.0, 5.0]
    steps = [0, 1, 2, 4, 5]
    alone = smoothed(method, values, steps, amount=0.8)
    among = smoothed(
        method, [1.0, NAN, 2.0, INFINITY, 4.0, 3.0, 5.0], [0, 1, 1, 2, 2, 4, 5], amount=0.8
    )
    assert math.isnan(among[1])
    assert among[3] == INFINITY
    assert [among[i] for i in (0, 2, 4, 5, 6)] == pytest.approx(alone)


@pytest.mark.parametrize("method", WINDOWED)
@pytest.mark.parametrize(
    "values", [[], [7.0], [NAN], [0.1] * 9, [NAN, 2.0, NAN], [-INFINITY, INFINITY]]
)
def test_too_little_or_constant_is_returned_as_it_is(
    method: SmoothingMethod, values: list[float]
) -> None:
    np.testing.assert_array_equal(smoothed(method, values, amount=0.5), values)


@pytest.mark.parametrize("method", WINDOWED)
def test_no_amount_and_no_extent_are_no_smoothing(method: SmoothingMethod) -> None:
    assert smoothed(method, [1.0, 5.0, 2.0], amount=0.0) == [1.0, 5.0, 2.0]
    assert smoothed(method, [1.0, 5.0, 2.0], [4, 4, 4], amount=0.5) == [1.0, 5.0, 2.0]
    assert smoothed(method, [1.0, 5.0], amount=0.5) == [1.0, 5.0]


@pytest.mark.parametrize("method", WINDOWED)
def test_the_ends_of_what_numbers_can_say(method: SmoothingMethod) -> None:
    found = smoothed(method, [1e308, 1e308, 5e307, 1.7e308], amount=1.0)
    assert all(map(math.isfinite, found))
    far = smoothed(method, [1.0, 2.0, 3.0], [-(2**63), 0, 2**63 - 1], amount=0.1)
    assert far == pytest.approx([1.0, 2.0, 3.0])


def test_the_input_is_never_changed_nor_returned() -> None:
    values = np.array([1.0, 2.0, 4.0])
    steps = np.arange(3, dtype=np.int64)
    for method in SmoothingMethod:
        for amount in (0.0, 0.5):
            found = apply(Smoothing(method, amount), values, steps, np.arange(3.0))
            found += 1.0
            assert values.tolist() == [1.0, 2.0, 4.0]


def test_the_default_method_is_that_of_tensorboard() -> None:
    values = np.array([1.0, 2.0, 4.0], dtype=np.float32)
    found = apply(Smoothing(amount=0.6), values, np.arange(3), np.arange(3.0))
    assert found.tolist() == smooth(values, 0.6).tolist()


def test_many_points_on_a_grid_that_is_not_quite_regular() -> None:
    random = np.random.default_rng(7)
    steps = np.sort(random.integers(0, 30_000, size=20_000))
    values = random.normal(size=20_000)
    found = {
        method: apply(Smoothing(method, 0.02), values, steps, steps.astype(np.float64))
        for method in WINDOWED
    }
    half = 0.01 * (steps[-1] - steps[0])
    for point in (0, 1, 57, 10_000, 19_999):
        near = np.abs(steps - steps[point]) <= half
        assert found[MEAN][point] == pytest.approx(statistics.fmean(values[near]))
        assert found[MEDIAN][point] == statistics.median(values[near])
        weights = np.exp(-0.5 * ((steps - steps[point]) / (half / 3)) ** 2)
        expected = (weights * values).sum() / weights.sum()
        assert found[GAUSSIAN][point] == pytest.approx(expected, abs=1e-7)
        parabola = np.polyfit(steps[near] - steps[point], values[near], 2)
        assert found[SAVITZKY_GOLAY][point] == pytest.approx(parabola[2], rel=1e-6)


def test_a_gaussian_over_clumps_of_very_different_density() -> None:
    random = np.random.default_rng(2)
    clumps = [
        random.integers(0, 4000, 3000),
        50_000 + random.integers(0, 30, 500),
        [90_000, 95_000],
    ]
    steps = np.sort(np.concatenate(clumps)).astype(np.int64)
    values = random.normal(size=len(steps))
    for amount in (0.0001, 0.005, 0.02, 1.0):
        found = apply(Smoothing(GAUSSIAN, amount), values, steps, steps * 1.0)
        deviation = amount * (steps[-1] - steps[0]) / 6
        distances = (steps[:, np.newaxis] - steps) / deviation
        weights = np.exp(-0.5 * distances**2)
        np.testing.assert_allclose(found, weights @ values / weights.sum(axis=1), atol=1e-6)


def test_amounts_go_from_stop_to_stop() -> None:
    weight = Smoothing(EXPONENTIAL, 0.6)
    assert next_amount(weight, 1).amount == 0.65
    assert next_amount(weight, -2).amount == 0.5
    assert next_amount(weight, 100).amount == 0.999
    assert next_amount(weight, -100).amount == 0.0
    window = Smoothing(MEAN, 0.003, by_time=True)
    assert next_amount(window, 1) == Smoothing(MEAN, 0.005, by_time=True)
    assert next_amount(window, -1).amount == 0.002
    assert next_amount(window, 100).amount == 0.5
    assert next_amount(window, 0) == window


def test_every_method_starts_at_one_of_its_stops() -> None:
    for method in SmoothingMethod:
        start = Smoothing(method, default_amount(method))
        assert next_amount(next_amount(start, 1), -1) == start
