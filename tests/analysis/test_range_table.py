"""Rows of the range table."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tbtui.analysis.ranges import RangeSummary, range_summary

NAN, INFINITY = math.nan, math.inf


def summary(
    x: list[float],
    values: list[float],
    left: float,
    right: float,
    smoothed: list[float] | None = None,
) -> RangeSummary | None:
    steps = np.arange(len(x), dtype=np.int64) * 10
    raw = np.array(values)
    shown = raw if smoothed is None else np.array(smoothed)
    return range_summary(steps, steps + 0.5, raw, shown, np.array(x, dtype=float), left, right)


def test_a_range_in_the_middle() -> None:
    found = summary([0, 1, 2, 3, 4], [9.0, 4.0, 8.0, 1.0, 2.0], 0.9, 3.2)
    assert found == RangeSummary(
        minimum=1.0,
        maximum=8.0,
        start=4.0,
        end=1.0,
        change=-3.0,
        percent=-75.0,
        mean=13.0 / 3.0,
        first_step=10,
        last_step=30,
        step_at_minimum=30,
        step_at_maximum=20,
        first_wall_time=10.5,
        last_wall_time=30.5,
        points=3,
    )


def test_all_but_the_mean_are_of_the_smoothed_values() -> None:
    found = summary([0, 1, 2], [1.0, 5.0, 6.0], 0, 2, smoothed=[1.0, 3.0, 2.0])
    assert found is not None
    assert (found.minimum, found.maximum, found.end, found.mean) == (1.0, 3.0, 2.0, 4.0)
    assert found.step_at_maximum == 10


@pytest.mark.parametrize(
    ("left", "right", "steps"),
    [
        (0.5, 2.5, (0, 20)),  # half way: the left one
        (0.51, 2.51, (10, 30)),
        (3.2, 0.9, (10, 30)),  # in any order
        (-9.0, -5.0, (0, 0)),  # beyond the ends: the nearest point
        (7.0, 9.0, (40, 40)),
        (1.9, 2.1, (20, 20)),  # between two points
        (-INFINITY, INFINITY, (0, 40)),
    ],
)
def test_the_ends_of_a_range_snap_to_the_nearest_points(
    left: float, right: float, steps: tuple[int, int]
) -> None:
    found = summary([0, 1, 2, 3, 4], [1.0] * 5, left, right)
    assert found is not None
    assert (found.first_step, found.last_step) == steps


def test_points_at_one_place_belong_together() -> None:
    found = summary([0, 1, 1, 1, 2], [9.0, 1.0, 2.0, 3.0, 9.0], 1, 1)
    assert found is not None
    assert (found.start, found.end, found.points) == (1.0, 3.0, 3)


def test_where_x_goes_back_the_range_is_in_order_of_x() -> None:
    found = summary([5, 3, NAN, 4, 1], [5.0, 3.0, 100.0, 4.0, 1.0], 3, 5)
    assert found is not None
    assert (found.start, found.end, found.points, found.maximum) == (3.0, 5.0, 3, 5.0)


def test_values_that_are_not_finite() -> None:
    found = summary([0, 1, 2], [NAN, 2.0, INFINITY], 0, 2)
    assert found is not None
    assert (found.minimum, found.maximum, found.mean) == (2.0, 2.0, 2.0)
    assert found.end == INFINITY
    assert math.isnan(found.start)
    assert math.isnan(found.percent)
    nothing = summary([0, 1], [NAN, NAN], 0, 1)
    assert nothing is not None
    assert math.isnan(nothing.minimum)
    assert math.isnan(nothing.mean)
    assert nothing.step_at_minimum is nothing.step_at_maximum is None


@pytest.mark.parametrize(
    ("start", "end", "percent"),
    [(2.0, 3.0, 50.0), (-2.0, -1.0, -50.0), (0.0, 5.0, INFINITY), (0.0, -5.0, -INFINITY)],
)
def test_percent_is_of_the_start(start: float, end: float, percent: float) -> None:
    found = summary([0, 1], [start, end], 0, 1)
    assert found is not None
    assert found.percent == percent


def test_no_change_from_nothing_is_no_percentage() -> None:
    found = summary([0, 1], [0.0, 0.0], 0, 1)
    assert found is not None
    assert math.isnan(found.percent)


def test_without_points_there_is_no_row() -> None:
    assert summary([], [], 0, 1) is None
    assert summary([NAN, INFINITY], [1.0, 2.0], 0, 1) is None
