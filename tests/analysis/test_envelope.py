"""Four points per column draw what all points draw."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.envelope import ColumnCut, envelope, pieces
from tbtui.analysis.extremes import BLOCK, Extremes

NAN = math.nan


def test_a_few_points_are_kept_as_they_are_with_a_neighbour_on_each_side() -> None:
    x = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
    y = np.array([10.0, 11.0, math.inf, 13.0, 14.0], dtype=np.float32)
    kept_x, kept_y = envelope(x, y, 1.5, 3.0, columns=4)
    assert kept_x.tolist() == [1.0, 2.0, 3.0, 4.0]
    np.testing.assert_array_equal(kept_y, [11.0, NAN, 13.0, 14.0])


def test_a_column_keeps_where_the_line_enters_its_extremes_and_where_it_leaves() -> None:
    x = np.arange(8.0)
    y = np.array([5.0, 9.0, 1.0, 4.0, 3.0, 7.0, 2.0, 6.0])
    kept_x, kept_y = envelope(x, y, 0.0, 7.0, columns=1)
    assert kept_x.tolist() == [0.0, 4.0, 4.0, 7.0]
    assert kept_y.tolist() == [5.0, 1.0, 9.0, 6.0]


def test_columns_include_their_left_border_and_the_last_one_its_right() -> None:
    x = np.arange(12.0)
    y = np.arange(12.0)
    kept_x, kept_y = envelope(x, y, 1.0, 10.0, columns=2)
    # 1..5 | 6..10 because the border is at 5.5; 0 and 11 are the neighbours.
    assert kept_y.tolist() == [0.0, 1.0, 1.0, 5.0, 5.0, 6.0, 6.0, 10.0, 10.0, 11.0]
    assert kept_x.tolist() == [0.0, 1.0, 3.0, 3.0, 5.0, 6.0, 8.0, 8.0, 10.0, 11.0]


def test_a_point_on_a_border_belongs_to_the_column_on_its_right() -> None:
    y = np.zeros(11)
    y[5] = 9.0
    _, kept_y = envelope(np.arange(11.0), y, 0.0, 10.0, columns=2)
    assert kept_y.tolist() == [0.0, 0.0, 0.0, 0.0, 9.0, 0.0, 9.0, 0.0]


def test_a_column_of_three_points_keeps_the_one_in_the_middle() -> None:
    x = np.concatenate(([0.0, 1.0, 2.0], np.linspace(6.0, 10.0, 20)))
    y = np.concatenate(([0.0, 5.0, 0.0], np.zeros(20)))
    _, kept_y = envelope(x, y, 0.0, 10.0, columns=2)
    assert kept_y.max() == 5.0


def test_one_spike_among_a_million_points_is_kept() -> None:
    y = np.zeros(1_000_000, dtype=np.float32)
    y[777_777] = 42.0
    kept_x, kept_y = envelope(np.arange(1e6), y, 0.0, 999_999.0, columns=320)
    assert len(kept_x) <= 4 * 320
    assert kept_y.max() == 42.0
    assert abs(kept_x[kept_y.argmax()] - 777_777) <= 1e6 / 320


def test_a_column_of_nothing_but_nan_stays_a_break() -> None:
    y = np.ones(30)
    y[10:20] = NAN
    _, kept_y = envelope(np.arange(30.0), y, 0.0, 29.999, columns=3)
    np.testing.assert_array_equal(kept_y, [1.0] * 4 + [NAN] * 4 + [1.0] * 4)


def test_a_break_at_the_border_of_two_columns_is_kept() -> None:
    y = np.array([1.0, 2.0, 3.0, 4.0, NAN, 6.0, 7.0, 8.0, 9.0, 10.0])
    _, kept_y = envelope(np.arange(10.0), y, 0.0, 9.999, columns=2)
    np.testing.assert_array_equal(kept_y, [1.0, 1.0, 4.0, NAN, 6.0, 6.0, 10.0, 10.0])


def test_a_lone_point_between_breaks_is_kept() -> None:
    y = np.full(30, NAN)
    y[15] = 3.0
    _, kept_y = envelope(np.arange(30.0), y, 0.0, 29.999, columns=3)
    assert kept_y[np.isfinite(kept_y)].tolist() == [3.0, 3.0]


def test_infinities_are_breaks_and_never_extremes() -> None:
    y = np.array([1.0, math.inf, 2.0, -math.inf, 3.0, math.inf])
    _, kept_y = envelope(np.arange(6.0), y, 0.0, 5.0, columns=1)
    np.testing.assert_array_equal(kept_y, [1.0, 1.0, 3.0, NAN])


def test_gaps_in_x_leave_columns_empty() -> None:
    x = np.concatenate((np.arange(10.0), [90.0], np.arange(190.0, 200.0)))
    kept_x, _ = envelope(x, np.zeros(21), 0.0, 200.0, columns=4)
    assert kept_x.tolist() == [0.0, 5.0, 5.0, 9.0, 90.0, 190.0, 195.0, 195.0, 199.0]


@pytest.mark.parametrize(
    ("left", "right", "columns"), [(5.0, 1.0, 3), (NAN, 5.0, 3), (0.0, NAN, 3), (0.0, 5.0, 0)]
)
def test_a_view_that_shows_nothing_has_no_points(left: float, right: float, columns: int) -> None:
    kept_x, kept_y = envelope(np.arange(6.0), np.arange(6.0), left, right, columns)
    assert (len(kept_x), len(kept_y)) == (0, 0)


def test_a_view_between_two_points_keeps_both_neighbours() -> None:
    kept_x, _ = envelope(np.array([0.0, 100.0]), np.array([1.0, 2.0]), 40.0, 60.0, columns=10)
    assert kept_x.tolist() == [0.0, 100.0]


def test_all_points_at_one_place() -> None:
    kept_x, kept_y = envelope(np.zeros(100), np.arange(100.0), 0.0, 0.0, columns=10)
    assert kept_x.tolist() == [0.0] * 4
    assert kept_y.tolist() == [0.0, 0.0, 99.0, 99.0]


def test_a_view_as_wide_as_floats_go() -> None:
    x = np.linspace(-1.0, 1.0, 100) * 1.7e308
    kept_x, kept_y = envelope(x, np.arange(100.0), -1.7e308, 1.7e308, columns=4)
    assert len(kept_x) == 16
    assert np.isfinite(kept_x).all()
    assert kept_y.tolist()[3::4] == [24.0, 49.0, 74.0, 99.0]


def test_the_input_is_not_changed() -> None:
    y = np.array([1.0, math.inf, 2.0] * 10)
    before = y.copy()
    for columns in (1, 100):
        _, kept_y = envelope(np.arange(30.0), y, 0.0, 29.0, columns)
        kept_y[:] = 0.0
        np.testing.assert_array_equal(y, before)


VALUES = st.sampled_from([0.0, 1.0, -2.0, 7.5, NAN, math.inf, -math.inf])


@given(
    st.lists(st.tuples(st.integers(-20, 20), VALUES), min_size=1, max_size=80),
    st.floats(-25, 25),
    st.floats(0, 50),
    st.integers(1, 5),
    st.sampled_from([np.float32, np.float64]),
)
def test_every_column_has_the_extremes_and_ends_of_its_points(
    points: list[tuple[int, float]], left: float, width: float, columns: int, dtype: type
) -> None:
    points.sort(key=lambda point: point[0])
    x = np.array([point[0] for point in points], dtype=np.float64)
    y = np.array([point[1] for point in points], dtype=dtype)
    right = left + width

    kept_x, kept_y = envelope(x, y, left, right, columns)

    visible = [(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True) if left <= a <= right]
    before = [(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True) if a < left][-1:]
    after = [(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True) if a > right][:1]
    kept = list(zip(kept_x.tolist(), kept_y.tolist(), strict=True))
    assert kept_x.tolist() == sorted(kept_x.tolist())
    assert without_infinities(kept[: len(before)]) == without_infinities(before)
    assert without_infinities(kept[len(kept) - len(after) :]) == without_infinities(after)

    inside = kept[len(before) : len(kept) - len(after)]
    assert len(inside) <= max(len(visible), 4 * columns)
    borders = [left + (right - left) * (i / columns) for i in range(1, columns)]
    for column in range(columns):
        expected = without_infinities(in_column(visible, column, borders))
        found = without_infinities(in_column(inside, column, borders))
        assert found[:1] == expected[:1]
        assert found[-1:] == expected[-1:]
        assert extremes(found) == extremes(expected)


def in_column(
    points: list[tuple[float, float]], column: int, borders: list[float]
) -> list[tuple[float, float]]:
    return [point for point in points if sum(point[0] >= border for border in borders) == column]


def without_infinities(points: list[tuple[float, float]]) -> list[tuple[float, float | None]]:
    """The same points with None, which equals itself, for every break."""
    return [(x, y if math.isfinite(y) else None) for x, y in points]


def extremes(points: list[tuple[float, float | None]]) -> tuple[float, float] | None:
    finite = [y for _, y in points if y is not None]
    return (min(finite), max(finite)) if finite else None


def test_pieces_are_cut_where_x_goes_back() -> None:
    x = np.array([0.0, 1.0, 1.0, 5.0, 3.0, 4.0, 0.0])
    assert pieces(x) == [slice(0, 4), slice(4, 6), slice(6, 7)]


def test_one_piece_when_x_never_goes_back() -> None:
    assert pieces(np.array([0.0, 0.0, 2.0])) == [slice(0, 3)]
    assert pieces(np.array([7], dtype=np.int64)) == [slice(0, 1)]
    assert pieces(np.empty(0)) == []


def test_points_without_a_place_belong_to_no_piece() -> None:
    x = np.array([NAN, 0.0, 1.0, NAN, NAN, 2.0])
    assert pieces(x) == [slice(1, 3), slice(5, 6)]
    assert pieces(np.array([NAN])) == []


@given(st.integers(0, 2**32 - 1), st.integers(1, 20 * BLOCK), st.integers(1, 9))
def test_curves_over_one_x_share_its_columns(seed: int, count: int, columns: int) -> None:
    random = np.random.default_rng(seed)
    x = np.sort(random.uniform(0, 10, count))
    cut = ColumnCut(x, 2.0, 9.0, columns)
    for _ in range(2):
        y = random.normal(size=count)
        y[random.random(count) < random.choice([0, 0.3])] = random.choice([NAN, math.inf])
        kept_x, kept_y = envelope(x, y, 2.0, 9.0, columns)
        np.testing.assert_array_equal(cut.x, kept_x)
        np.testing.assert_array_equal(cut.values(y), kept_y)
        np.testing.assert_array_equal(cut.values(y, Extremes(y)), kept_y)
