"""Ranges of an axis, zoomed and moved."""

from __future__ import annotations

import pytest

from tbtui.plot.scale import LinearScale, LogScale
from tbtui.screens.zooming import centered, moved, zoomed


def test_zooming_keeps_the_center_where_it_is():
    assert zoomed(LinearScale((0.0, 100.0)), 1, 25.0) == (12.5, 62.5)
    assert zoomed(LinearScale((12.5, 62.5)), -1, 25.0) == (0.0, 100.0)


def test_without_a_center_in_view_the_middle_stays():
    assert zoomed(LinearScale((0.0, 100.0)), 1, None) == (25.0, 75.0)
    assert zoomed(LinearScale((0.0, 100.0)), 1, 300.0) == (25.0, 75.0)


def test_on_a_logarithmic_axis_equal_ratios_are_equally_far_apart():
    axis = LogScale((1.0, 10_000.0))
    assert zoomed(axis, 1, None) == pytest.approx((10.0, 1000.0))
    assert moved(axis, 0.5) == pytest.approx((100.0, 1_000_000.0))
    assert centered(axis, 1000.0) == pytest.approx((10.0, 100_000.0))


def test_moving_and_centering_keep_the_width():
    assert moved(LinearScale((10.0, 20.0)), -0.5) == (5.0, 15.0)
    assert centered(LinearScale((10.0, 20.0)), 40.0) == (35.0, 45.0)


@pytest.mark.parametrize("ends", [(1e9, 1e9 + 1), (0.0, 1e-300), (-1e308, 1e308)])
def test_a_range_never_loses_its_width_nor_leaves_the_numbers(ends):
    for direction in (1, -1):
        shown = ends
        for _ in range(1200):
            shown = zoomed(LinearScale(shown), direction, None)
            assert shown[0] < shown[1]
            assert abs(shown[0]) < float("inf")
