"""The facts about a series that are worth telling."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest

from tbtui.analysis.description import Gap, Point, SeriesDescription, describe_series
from tbtui.analysis.trend import Shape

NAN, INF = float("nan"), float("inf")


def describe(values, steps=None, times=None, smoothing=0.0):
    count = len(values)
    return describe_series(
        SimpleNamespace(
            steps=np.array(range(count) if steps is None else steps, np.int64),
            wall_times=np.array(range(count) if times is None else times, np.float64),
            values=np.array(values, np.float32),
        ),
        smoothing,
    )


def test_no_points():
    assert describe([]) == SeriesDescription(0)


def test_points_of_note():
    found = describe([2.0, 3.0, 0.5, 0.5, 1.0], [0, 10, 20, 30, 40])
    assert found.point_count == 5
    assert (found.first, found.last) == (Point(0, 2.0), Point(40, 1.0))
    assert (found.lowest, found.highest) == (Point(20, 0.5), Point(10, 3.0))


def test_points_of_note_are_finite():
    found = describe([NAN, 2.0, INF, -INF, 1.0, NAN])
    assert (found.first_step, found.last_step) == (0, 5)
    assert (found.first, found.last) == (Point(1, 2.0), Point(4, 1.0))
    assert (found.lowest, found.highest) == (Point(4, 1.0), Point(1, 2.0))
    assert found.trend is not None
    assert found.trend.shape is Shape.FALLING


def test_what_is_not_finite_is_counted_the_most_frequent_kind_first():
    inf, nan, minus = describe([1.0, INF, INF, NAN, INF, -INF, NAN, 1.0]).not_finite
    assert (inf.value, inf.how_many, inf.first_step, inf.last_ones_since) == (INF, 3, 1, None)
    assert math.isnan(nan.value)
    assert (nan.how_many, nan.first_step, nan.last_ones_since) == (2, 3, None)
    assert (minus.value, minus.how_many, minus.first_step) == (-INF, 1, 5)


def test_since_when_there_is_nothing_but_nan():
    (nan,) = describe([1.0, NAN, 2.0, NAN, NAN]).not_finite
    assert (nan.how_many, nan.first_step, nan.last_ones_since) == (3, 1, 3)


def test_nothing_but_nan_at_all():
    found = describe([NAN, NAN])
    assert (found.last, found.trend) == (None, None)
    assert found.not_finite[0].last_ones_since == 0


def test_superseded_points_are_told_but_not_described():
    found = describe([9.0, 8.0, 99.0, 99.0, 7.0, 6.0, 5.0], [0, 1, 2, 3, 2, 3, 4])
    assert (found.restarts, found.last_restart_step, found.superseded) == (1, 2, 2)
    assert found.point_count == 5
    assert found.highest == Point(0, 9.0)


def test_smoothed_values_are_described():
    found = describe([0.0, 1.0], smoothing=0.5)
    assert found.last is not None
    # 0.5 / (1 - 0.25), by the formula of TensorBoard.
    assert found.last.value == pytest.approx(2 / 3)


TWENTY = np.arange(20)


def test_missing_steps():
    steps = np.where(TWENTY < 10, TWENTY, TWENTY + 100)
    assert describe(TWENTY, steps).step_gaps == (Gap(9, 110, 1.0),)


def test_a_pause():
    times = np.where(TWENTY < 10, TWENTY, TWENTY + 3600.0)
    found = describe(TWENTY, times=times)
    assert found.pauses == (Gap(9, 10, 3601.0),)
    assert found.step_gaps == ()


def test_a_minute_is_not_worth_telling():
    assert describe(TWENTY, times=np.where(TWENTY < 10, TWENTY, TWENTY + 50.0)).pauses == ()


def test_many_gaps_are_the_way_of_the_run():
    assert describe(TWENTY, 2**TWENTY).step_gaps == ()
    assert describe(TWENTY, times=600.0 * (TWENTY // 4) + TWENTY).pauses == ()


def test_few_points_have_no_usual_distance():
    assert describe([1.0, 2.0, 3.0], [0, 1, 5000]).step_gaps == ()


def test_broken_times_are_no_pauses():
    times = TWENTY.astype(float)
    times[5], times[10] = NAN, -1e9
    assert [gap.first_step for gap in describe(TWENTY, times=times).pauses] == [10]
