"""Limits that are asked for, open ends, and zero."""

from __future__ import annotations

import sys

import pytest
from chart_helpers import line

from tbtui.plot.chart import WantedRange
from tbtui.plot.line_chart import Band, ChartOptions, draw_line_chart
from tbtui.plot.scale import ScaleKind
from tbtui.plot.theme import DARK

NAN, INF = float("nan"), float("inf")
LARGEST = sys.float_info.max
LOG = ScaleKind.LOG


def domain(values: list[float], **options: object) -> tuple[float, float]:
    wanted = ChartOptions(**options)  # type: ignore[arg-type]
    return draw_line_chart([line(values)], 60, 12, wanted, DARK).y_domain


def test_limits_are_obeyed_to_the_last_digit() -> None:
    assert domain([1, 2, 3], y_range=(0.123, 2.777)) == (0.123, 2.777)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ((None, 2.5), (0.8, 2.5)),
        ((0.9, None), (0.9, 3.2)),
        ((NAN, 2.5), (0.8, 2.5)),
        ((-INF, 2.5), (0.8, 2.5)),
        ((None, None), (0.8, 3.2)),
        # All points lie beyond the one end, which holds all the same.
        ((None, -7), (-7.5, -7)),
        ((50, None), (50, 50.5)),
    ],
)
def test_an_open_end_is_chosen_from_the_data(
    wanted: WantedRange, expected: tuple[float, float]
) -> None:
    assert domain([1, 2, 3], y_range=wanted) == pytest.approx(expected)


def test_the_lowest_of_all_numbers_as_the_upper_end_still_leaves_a_range() -> None:
    low, high = domain([0], y_range=(None, -LARGEST))
    assert low == -LARGEST < high


def test_a_log_axis_has_no_limit_at_zero() -> None:
    assert domain([1, 10], y_scale=LOG, y_range=(0, 100)) == pytest.approx((1e-4, 100))
    assert domain([1, 10], y_scale=LOG, y_range=(0, None)) == (0.5, 20)
    assert domain([1, 10], y_scale=LOG, y_range=(-5, -1)) == (0.5, 20)


def test_zero_is_included_where_there_is_one() -> None:
    assert domain([5, 6], include_zero=True) == (0, 6.5)
    assert domain([-6, -5], include_zero=True) == (-6.5, 0)
    assert domain([0, 0], include_zero=True) == (0, 1)
    assert domain([-1, 1], include_zero=True) == domain([-1, 1])
    assert domain([5, 6], include_zero=True, y_scale=LOG) == (2.5, 12)
    # Limits that are asked for come first.
    assert domain([5, 6], include_zero=True, y_range=(4, 7)) == (4, 7)


def test_open_ends_of_x() -> None:
    def shown(x_range: WantedRange) -> tuple[float, float]:
        options = ChartOptions(x_range=x_range)
        return draw_line_chart([line([1, 2, 3, 4])], 60, 12, options, DARK).x_domain

    assert shown((1, None)) == (1, 3)
    assert shown((None, 2)) == (0, 2)
    assert shown((9, None)) == (9, 9.5)


def test_bands_count_for_the_y_range() -> None:
    x = [0, 1, 2]
    band = Band(*(line(values).y for values in (x, [-4, 1, 1], [2, 2, NAN])), "#ffffff")
    drawn = draw_line_chart([line([1, 1.5, 1])], 60, 12, ChartOptions(), DARK, [band])
    assert drawn.y_domain[0] <= -4
    # Where one edge is unknown there is no band.
    tall = Band(line(x).y, line([0, NAN, 0]).y, line([2, 900, 2]).y, "#ffffff")
    drawn = draw_line_chart([line([1, 1.5, 1])], 60, 12, ChartOptions(), DARK, [tall])
    assert drawn.y_domain[1] < 10


def test_symlog_shows_all_decades_of_both_signs() -> None:
    low, high = domain([-1000, 0.01, 5, 1e4], y_scale=ScaleKind.SYMLOG)
    assert low < -1000
    assert high > 1e4
    assert high < 1e5
