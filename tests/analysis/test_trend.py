"""Which way a series goes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.trend import Leg, Shape, trend_of

X = np.linspace(0.0, 1.0, 2001)
DECAY = 2.1 * np.exp(-8 * X) + 0.2


def noise(count, seed=1):
    return np.random.default_rng(seed).normal(0.0, 1.0, count)


def trend(values, steps=None):
    values = np.asarray(values, np.float64)
    if steps is None:
        steps = np.arange(len(values)) * 10
    return trend_of(np.asarray(steps, np.int64), values)


@pytest.mark.parametrize(
    ("values", "shape"),
    [
        ([0.5], Shape.CONSTANT),
        ([0.1, 0.1, 0.1], Shape.CONSTANT),
        ([1.0, 1.0 + 1e-8, 1.0], Shape.CONSTANT),
        ([1.0, 2.0], Shape.RISING),
        ([3.0, 2.0, 1.5], Shape.FALLING),
        ([3.0, 1.0, 2.0], Shape.TURNING),
        ([3.0, 1.0, 2.0, 0.5, 2.5], Shape.OSCILLATING),
        # What has few points is believed; what a fifth of its spread turns back is a wobble.
        ([5.0, 4.0, 4.5, 2.0, 1.0], Shape.FALLING),
        (DECAY, Shape.FALLING),
        (DECAY + 0.15 * noise(2001), Shape.FALLING),
        (-DECAY, Shape.RISING),
        (noise(2001), Shape.FLAT),
        (noise(60, seed=3), Shape.FLAT),
        # Slight and noisy, but one way all the time.
        (1.0 - 0.1 * X + 0.3 * noise(2001), Shape.FALLING),
        ((X - 0.4) ** 2 + 0.01 * noise(2001), Shape.TURNING),
        (np.sin(30 * X), Shape.OSCILLATING),
    ],
)
def test_shapes(values, shape):
    assert trend(values).shape is shape


def test_a_spike_is_no_trend():
    values = DECAY.copy()
    values[700] = 100.0
    assert trend(values) == trend(DECAY)


def test_legs_of_few_points_end_at_points():
    found = trend([3.0, 1.0, 2.0], [0, 5, 7])
    assert found.is_exact
    assert found.legs == (Leg(0, 5, 3.0, 1.0), Leg(5, 7, 1.0, 2.0))


def test_legs_of_many_points_end_about_where_the_curve_turns():
    found = trend((X - 0.4) ** 2)
    down, up = found.legs
    assert not found.is_exact
    assert down.last_step == up.first_step
    assert abs(down.last_step - 8000) < 20_000 / 30
    assert down.last == pytest.approx(0.0, abs=0.001)


def test_where_most_was_done_and_since_when_little_changes():
    found = trend(DECAY)
    # 2.1 * exp(-8 x) has lost nine tenths at x = ln(10) / 8 = 0.29.
    assert found.mostly_by == pytest.approx(5760, abs=20)
    assert found.settled_since == pytest.approx(8300, abs=700)


def test_what_is_over_within_the_first_block_is_seen():
    assert trend(2.3 / np.sqrt(1.0 + np.arange(2001))).mostly_by == pytest.approx(700, abs=100)


def test_a_glitch_is_not_where_most_was_done():
    values = DECAY.copy()
    values[50] = 0.0
    assert trend(values).mostly_by == trend(DECAY).mostly_by


def test_an_even_slope_was_not_soon_done_and_does_not_settle():
    found = trend(X)
    assert (found.mostly_by, found.settled_since) == (None, None)


def test_nothing_is_said_of_when_a_noisy_curve_settled():
    assert trend(1.0 - 0.1 * X + 0.3 * noise(2001)).settled_since is None


def test_noise_is_what_neighbours_do_not_share():
    assert trend(DECAY + 0.15 * noise(2001)).noise == pytest.approx(0.15, rel=0.1)
    assert trend(DECAY).noise < 0.001


def test_points_that_all_have_the_same_step():
    assert trend(DECAY, np.zeros(2001)).shape is Shape.FALLING
    assert trend(DECAY, np.zeros(2001)).mostly_by is None


def test_steps_far_apart_leave_blocks_empty():
    steps = np.concatenate((np.arange(100), 1_000_000 + np.arange(100)))
    assert trend(np.arange(200.0), steps).shape is Shape.RISING


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=80),
    st.sampled_from([0, 1, 10, 1 << 40]),
)
def test_legs_join_from_the_first_step_to_the_last(values, distance):
    steps = np.arange(len(values)) * distance
    found = trend(values, steps)
    assert (found.legs == ()) == (found.shape in (Shape.CONSTANT, Shape.FLAT))
    for before, after in zip(found.legs, found.legs[1:], strict=False):
        assert (before.last_step, before.last) == (after.first_step, after.first)
        assert (before.last > before.first) != (after.last > after.first)


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=80))
def test_upside_down_it_goes_the_other_way(values):
    opposite = {Shape.FALLING: Shape.RISING, Shape.RISING: Shape.FALLING}
    shape = trend(values).shape
    assert trend([-value for value in values]).shape is opposite.get(shape, shape)


@given(
    st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=40),
    st.lists(st.integers(-(2**63), 2**63 - 1), min_size=40, max_size=40),
)
def test_extreme_numbers_are_no_trouble(values, steps):
    found = trend(values, sorted(steps)[: len(values)])
    assert found.shape in Shape
