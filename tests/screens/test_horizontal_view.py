"""Where the crosshair goes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.widgets.horizontal_view import HorizontalView
from tbtui.widgets.readout import nearest_index, nearest_rising_index


def view(*points, domain=(0.0, 100.0), columns=10):
    return HorizontalView([np.array(x, float) for x in points], domain, columns)


def test_the_first_step_shows_the_crosshair_at_an_end_of_the_view():
    assert view([5, 50, 95]).stepped(None, 1) == 5
    assert view([5, 50, 95]).stepped(None, -1) == 95
    assert view([5, 50, 95], domain=(20.0, 80.0)).stepped(None, 1) == 50


def test_sparse_points_are_visited_one_by_one():
    sparse = view([5, 50, 95])
    assert sparse.stepped(5, 1) == 50
    assert sparse.stepped(5, 10) == 95
    assert sparse.stepped(50, 1) == 95
    assert sparse.stepped(95, -1) == 50


def test_dense_points_are_passed_a_column_at_a_time():
    dense = view(range(101))
    assert dense.stepped(12, 1) == 20
    assert dense.stepped(20, -1) == 19
    assert dense.stepped(19, -1) == 9
    assert dense.stepped(20, 3) == 50
    assert dense.stepped(50, -3) == 29


def test_points_of_all_series_count():
    both = view([10, 90], [30, 70])
    assert both.stepped(10, 1) == 30
    assert both.first() == 10
    assert both.last() == 90


def test_the_last_point_stays_the_last():
    assert view([5, 95]).stepped(95, 10) == 95
    assert view([5, 95]).stepped(5, -10) == 5


def test_without_points_there_is_no_crosshair():
    assert view([]).stepped(None, 1) is None
    assert view([]).first() is None


def test_a_click_goes_to_the_nearest_point():
    assert view([0, 10]).nearest(4) == 0
    assert view([0, 10]).nearest(5) == 0
    assert view([0, 10]).nearest(6) == 10
    assert view([0, 10]).nearest(-7) == 0
    assert view([]).nearest(1) is None


def test_an_axis_without_width_does_not_move_the_crosshair():
    assert view([5], domain=(5.0, 5.0)).stepped(5, 1) == 5


def test_a_range_that_leaves_nothing_out_is_no_zoom():
    assert view([0, 100]).is_covered_by((0.0, 100.0))
    assert not view([0, 100]).is_covered_by((1.0, 100.0))


@pytest.mark.parametrize(("x", "index"), [(-5, 0), (0, 0), (14, 1), (15, 1), (99, 2)])
def test_the_nearest_point_is_read(x, index):
    assert nearest_index(np.array([0.0, 10.0, 20.0]), x) == index


@given(st.lists(st.integers(-20, 20), min_size=1), st.integers(-30, 30))
def test_points_in_order_are_read_without_looking_at_all_of_them(places, x):
    rising = np.array(sorted(places), float)
    assert nearest_rising_index(rising, x) == nearest_index(rising, x)


def test_a_point_without_a_place_is_never_the_nearest():
    assert nearest_index(np.array([np.nan, 10.0]), 0.0) == 1
