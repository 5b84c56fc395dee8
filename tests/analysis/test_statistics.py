"""A series in a few numbers."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.statistics import SeriesStatistics, describe


class View(NamedTuple):
    steps: np.ndarray
    wall_times: np.ndarray
    values: np.ndarray
    version: int = 1


def view_of(steps: list[int], values: list[float], dtype: type = np.float64) -> View:
    wall_times = 1000.0 + np.arange(len(steps))
    return View(np.array(steps, dtype=np.int64), wall_times, np.array(values, dtype=dtype))


def test_a_healthy_series() -> None:
    assert describe(view_of([0, 10, 20], [0.5, 0.125, 0.25], np.float32)) == SeriesStatistics(
        point_count=3,
        first_step=0,
        last_step=20,
        first_wall_time=1000.0,
        last_wall_time=1002.0,
        last=0.25,
        minimum=0.125,
        maximum=0.5,
        nan=0,
        positive_infinity=0,
        negative_infinity=0,
        lives=1,
    )


def test_values_that_are_not_finite_are_counted_but_are_no_extremes() -> None:
    values = [1.0, math.nan, math.inf, math.inf, -math.inf, 2.0, math.nan, math.nan]
    found = describe(view_of(list(range(8)), values))
    assert (found.nan, found.positive_infinity, found.negative_infinity) == (3, 2, 1)
    assert (found.minimum, found.maximum) == (1.0, 2.0)
    assert found.point_count == 8
    assert found.last is not None
    assert math.isnan(found.last)


def test_without_a_finite_value_there_are_no_extremes() -> None:
    found = describe(view_of([1], [-math.inf]))
    assert (found.last, found.minimum, found.maximum) == (-math.inf, None, None)


def test_lives_are_counted_and_first_and_last_are_in_stored_order() -> None:
    found = describe(view_of([0, 10, 20, 10, 15, 5], [1.0] * 6))
    assert found.lives == 3
    assert (found.first_step, found.last_step) == (0, 5)


def test_no_points() -> None:
    found = describe(view_of([], []))
    assert (found.point_count, found.lives, found.nan) == (0, 0, 0)
    assert (found.first_step, found.last_wall_time, found.last, found.minimum) == (None,) * 4


STRANGE = st.floats(width=32) | st.sampled_from([math.nan, math.inf, -math.inf, 0.0, -0.0])


@given(
    rows=st.lists(st.tuples(st.integers(0, 5), STRANGE), min_size=1, max_size=12),
    dtype=st.sampled_from([np.float32, np.float64]),
)
def test_few_points_are_described_as_many_are(rows: list[tuple[int, float]], dtype: type) -> None:
    steps, values = (list(column) for column in zip(*rows, strict=True))
    few, many = describe(view_of(steps, values, dtype)), describe(view_of(steps * 20, values * 20))
    counts = ("point_count", "nan", "positive_infinity", "negative_infinity")
    for name in counts:
        assert 20 * getattr(few, name) == getattr(many, name)
    for name in ("first_step", "last_step", "first_wall_time", "minimum", "maximum"):
        assert getattr(few, name) == getattr(many, name)
    assert repr(few.last) == repr(many.last)
    joins = 19 if steps[-1] > steps[0] else 0
    assert 20 * (few.lives - 1) + joins + 1 == many.lives


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_numbers_are_plain_python_numbers(dtype: type) -> None:
    found = describe(view_of([1, 2], [1.0, 2.0], dtype))
    assert {type(found.last), type(found.minimum), type(found.first_wall_time)} == {float}
    assert {type(found.point_count), type(found.last_step), type(found.nan), type(found.lives)} == {
        int
    }
