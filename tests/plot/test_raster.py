"""Polylines become braille dots."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tbtui.plot.planes import BRAILLE_BLANK, DOTS_IN
from tbtui.plot.raster import clip_segments, draw_polylines


def drawn(points: list[tuple[float, float]], width: int, height: int) -> list[str]:
    """Rows of braille for one polyline in a plane of so many cells."""
    x = np.array([point[0] for point in points], np.float64)
    y = np.array([point[1] for point in points], np.float64)
    owner = np.zeros(len(points), np.intp)
    (patterns,) = draw_polylines(x, y, owner, 1, width, height).tolist()
    return ["".join(chr(BRAILLE_BLANK + bits) for bits in row) for row in patterns]


def test_a_diagonal() -> None:
    assert drawn([(0, 0), (4, 8)], 2, 2) == ["⢣⠀", "⠀⢣"]


def test_a_flat_line_along_each_border() -> None:
    assert drawn([(0, 0), (4, 0)], 2, 1) == ["⠉⠉"]
    assert drawn([(0, 4), (4, 4)], 2, 1) == ["⣀⣀"]


def test_an_upright_line() -> None:
    assert drawn([(1, 0), (1, 4)], 1, 1) == ["⢸"]


def test_each_dot_of_a_cell() -> None:
    places = [(column, row) for column in (0.5, 1.5) for row in (0.5, 1.5, 2.5, 3.5)]
    assert [drawn([place], 1, 1)[0] for place in places] == list("⠁⠂⠄⡀⠈⠐⠠⢀")


def test_a_break_leaves_a_gap_and_keeps_lonely_points() -> None:
    nan = float("nan")
    points = [(0, 0), (1, nan), (2, 0), (3, nan), (4, 0), (7, 0)]
    assert drawn(points, 4, 1) == ["⠁⠁⠉⠉"]


def test_a_line_leaves_the_plane_at_the_right_place() -> None:
    # From the middle of the left border it rises out of the plane half way across.
    assert drawn([(0, 2), (8, -2)], 4, 1) == ["⠔⠊⠁⠀"]


def test_a_line_passes_through_between_points_far_outside() -> None:
    assert drawn([(-100, 2), (104, 2)], 2, 1) == ["⠤⠤"]


def test_a_stroke_that_leaves_above_and_below_fills_its_column() -> None:
    assert drawn([(1.2, -50), (1.7, 70)], 2, 2) == ["⢸⠀", "⢸⠀"]


def test_what_is_outside_draws_nothing() -> None:
    assert drawn([(-5, -5), (-1, -1)], 1, 1) == ["⠀"]
    assert drawn([(0, -3), (1, -2), (2, -4)], 1, 1) == ["⠀"]
    assert drawn([(-2, 2)], 1, 1) == ["⠀"]


def test_lines_of_different_owners_are_not_joined() -> None:
    x = np.array([0.0, 0.0, 3.0, 3.0])
    y = np.array([0.0, 3.0, 0.0, 3.0])
    first, second = draw_polylines(x, y, np.array([0, 0, 1, 1]), 2, 2, 1).tolist()
    assert [chr(BRAILLE_BLANK + bits) for bits in first[0]] == ["⡇", "⠀"]
    assert [chr(BRAILLE_BLANK + bits) for bits in second[0]] == ["⠀", "⢸"]


def test_no_points_and_no_plane() -> None:
    nothing = np.zeros(0)
    assert draw_polylines(nothing, nothing, nothing.astype(np.intp), 2, 4, 3).shape == (2, 3, 4)
    point = np.zeros(1)
    assert draw_polylines(point, point, point.astype(np.intp), 1, 0, 0).shape == (1, 0, 0)


def test_dots_are_counted() -> None:
    assert DOTS_IN[ord("⠀") - BRAILLE_BLANK] == 0
    assert DOTS_IN[ord("⡇") - BRAILLE_BLANK] == 4
    assert DOTS_IN[ord("⣿") - BRAILLE_BLANK] == 8


def test_segments_are_cut_at_the_border() -> None:
    start_x, start_y = np.array([-2.0, 1.0, 20.0]), np.array([0.0, 1.0, 0.0])
    end_x, end_y = np.array([2.0, 2.0, 30.0]), np.array([4.0, 2.0, 4.0])
    cut, kept = clip_segments((start_x, start_y, end_x, end_y), 10, 10)
    assert kept.tolist() == [True, True, False]
    assert [list(part) for part in cut] == [[0, 1], [2, 1], [2, 2], [4, 2]]


def dots_of(patterns: np.ndarray) -> Iterator[tuple[int, int]]:
    """Row and column of every dot, by the numbers that Unicode gives to the dots of a cell."""
    places = [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (2, 1), (3, 0), (3, 1)]
    for row, column in np.argwhere(patterns):
        for bit, (down, across) in enumerate(places):
            if patterns[row, column] >> bit & 1:
                yield int(row) * 4 + down, int(column) * 2 + across


place = st.floats(-30, 60)


@given(st.lists(st.tuples(place, place), min_size=2, max_size=12))
def test_a_line_within_the_plane_has_no_gaps(points: list[tuple[float, float]]) -> None:
    x = np.array([point[0] for point in points]) % 40
    y = np.array([point[1] for point in points]) % 24
    (patterns,) = draw_polylines(x, y, np.zeros(len(x), np.intp), 1, 20, 6)
    # Walk from dot to touching dot: all of them are reached from the first.
    dots = set(dots_of(patterns))
    todo = [min(dots)]
    left = dots - set(todo)
    while todo:
        row, column = todo.pop()
        touching = {(row + down, column + across) for down in (-1, 0, 1) for across in (-1, 0, 1)}
        todo.extend(touching & left)
        left -= touching
    assert not left
