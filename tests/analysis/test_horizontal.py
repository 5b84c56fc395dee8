"""Positions on the three horizontal axes."""

from __future__ import annotations

import math

import numpy as np

from tbtui.analysis.horizontal import HorizontalAxis, horizontal_values

STEPS = np.array([100, 200, 300], dtype=np.int64)
WALL_TIMES = np.array([1000.5, 1002.0, 1060.5])


def test_step_axis_shows_steps() -> None:
    positions = horizontal_values(HorizontalAxis.STEP, STEPS, WALL_TIMES)
    assert positions.dtype == np.float64
    assert positions.tolist() == [100.0, 200.0, 300.0]


def test_relative_axis_shows_seconds_since_the_first_point_of_the_series() -> None:
    positions = horizontal_values(HorizontalAxis.RELATIVE, STEPS, WALL_TIMES)
    assert positions.tolist() == [0.0, 1.5, 60.0]


def test_wall_axis_shows_the_clock() -> None:
    positions = horizontal_values(HorizontalAxis.WALL, STEPS, WALL_TIMES)
    assert positions.tolist() == WALL_TIMES.tolist()


def test_a_damaged_first_wall_time_does_not_hide_the_others() -> None:
    damaged = np.array([math.nan, 1002.0, 1060.5])
    positions = horizontal_values(HorizontalAxis.RELATIVE, STEPS, damaged)
    assert math.isnan(positions[0])
    assert positions[1:].tolist() == [0.0, 58.5]


def test_a_series_without_points_or_sound_times() -> None:
    for axis in HorizontalAxis:
        assert len(horizontal_values(axis, STEPS[:0], WALL_TIMES[:0])) == 0
    all_damaged = np.full(3, math.nan)
    assert np.isnan(horizontal_values(HorizontalAxis.RELATIVE, STEPS, all_damaged)).all()


def test_axes_are_named_as_on_the_command_line() -> None:
    assert [axis.value for axis in HorizontalAxis] == ["step", "relative", "wall", "index", "tag"]
    assert HorizontalAxis("wall") is HorizontalAxis.WALL


def test_index_axis_counts_points_whatever_their_steps() -> None:
    repeated = np.array([100, 100, 300], dtype=np.int64)
    positions = horizontal_values(HorizontalAxis.INDEX, repeated, WALL_TIMES)
    assert positions.tolist() == [0.0, 1.0, 2.0]


def test_another_tag_is_not_known_here_so_no_point_has_a_place() -> None:
    assert np.isnan(horizontal_values(HorizontalAxis.TAG, STEPS, WALL_TIMES)).all()
