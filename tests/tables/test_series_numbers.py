"""What a series comes to: many at once are the same as each by itself, in plain Python."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.series_numbers import last_smoothed_of, numbers_of, value_at
from tbtui.analysis.smoothers import Smoothing, SmoothingMethod
from tbtui.analysis.smoothing import smooth


class View(NamedTuple):
    steps: np.ndarray
    wall_times: np.ndarray
    values: np.ndarray


def view(points, dtype=np.float64):
    steps = np.array([step for step, _ in points], dtype=np.int64)
    values = np.array([value for _, value in points], dtype=dtype)
    return View(steps, steps.astype(np.float64), values)


def standing(points):
    """The points that no later one goes back behind."""
    return [
        (step, value)
        for place, (step, value) in enumerate(points)
        if all(later >= step for later, _ in points[place + 1 :])
        and not any(
            points[after][0] < points[after - 1][0] and points[after][0] <= step
            for after in range(place + 1, len(points))
        )
    ]


def plainly(points):
    kept = standing(points)
    finite = [(step, value) for step, value in kept if math.isfinite(value)]
    if not kept:
        return (None, None, None, None, None, None, 0, 0)
    if not finite:
        extremes = (None,) * 5
    else:
        low = min(value for _, value in finite)
        high = max(value for _, value in finite)
        extremes = (
            low,
            next(step for step, value in finite if value == low),
            high,
            next(step for step, value in finite if value == high),
            math.fsum(value for _, value in finite) / len(finite),
        )
    return (kept[-1][1], *extremes, len(kept) - len(finite), len(kept))


VALUES = st.sampled_from([0.0, -1.5, 2.0, 3.25, math.nan, math.inf, -math.inf])
POINTS = st.lists(st.tuples(st.integers(0, 5), VALUES), max_size=8)


@given(st.lists(POINTS, max_size=5))
def test_many_series_at_once(several):
    found = numbers_of([view(points) for points in several])
    for numbers, points in zip(found, several, strict=True):
        shown = tuple(None if one != one else one for one in numbers)
        expected = tuple(None if one != one else one for one in plainly(points))
        assert shown == pytest.approx(expected, nan_ok=True)


@given(st.lists(POINTS.map(lambda points: sorted(points, key=lambda point: point[0])), max_size=4))
def test_many_smoothed_series_at_once(several):
    views = [view(points) for points in several]
    found = last_smoothed_of(views, Smoothing(amount=0.6))
    for value, one in zip(found, views, strict=True):
        expected = smooth(one.values, 0.6)[-1] if len(one.values) else math.nan
        np.testing.assert_allclose(value, expected, rtol=1e-12)


def test_other_smoothers_see_steps():
    points = view([(0, 1.0), (10, 3.0), (1000, 5.0)])
    window = Smoothing(SmoothingMethod.MEAN, 0.5)
    assert last_smoothed_of([points, view([])], window) == [
        5.0,
        pytest.approx(math.nan, nan_ok=True),
    ]


def test_float32_and_float64_together_are_exact():
    single, double = view([(0, 0.1)], np.float32), view([(0, 0.1)])
    assert [one.last for one in numbers_of([single, double])] == [float(np.float32(0.1)), 0.1]


def test_numbers_whose_sum_is_none_have_a_mean():
    [numbers] = numbers_of([view([(0, 1.6e308), (1, 1.6e308)])])
    assert numbers.mean == 1.6e308


@pytest.mark.parametrize(
    ("step", "reached", "expected"),
    [
        (-1, None, None),
        (0, None, 1.0),
        (9, None, 1.0),
        (10, None, 3.0),
        (11, None, None),
        (11, 20, 3.0),
    ],
)
def test_the_value_at_a_step_is_that_of_the_last_point_up_to_it(step, reached, expected):
    # Of several at one step, the last counts; what was superseded does not.
    points = view([(0, 1.0), (5, 9.0), (10, 9.0), (3, 1.0), (10, 2.0), (10, 3.0)])
    assert value_at(points, step, reached) == expected
