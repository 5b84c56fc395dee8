"""Ridges: each hides what lies behind it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tbtui.plot.ridges import NOTHING, baselines, cells_in_turns, ridge_cells, ridge_dots

HILL = [0, 2, 4, 2, 0]


def rows_of(owners):
    return ["".join("." if owner == NOTHING else str(owner) for owner in row) for row in owners]


def test_a_ridge_is_an_outline_above_a_body():
    dots = ridge_dots(np.array([HILL], float), np.array([4]), 5)
    assert rows_of(dots.bodies) == ["..0..", "..0..", ".000.", ".000.", "00000"]
    assert rows_of(dots.outlines) == ["..0..", "..0..", ".0.0.", ".0.0.", "0...0"]


def test_the_newer_ridge_hides_the_older_one():
    heights = np.array([[0, 4, 4, 4, 0], [0, 0, 3, 0, 0]], float)
    dots = ridge_dots(heights, np.array([4, 6]), 7)
    assert rows_of(dots.bodies) == [
        ".000.",
        ".000.",
        ".000.",
        ".010.",
        "00100",
        "..1..",
        ".111.",
    ]
    assert "0" not in "".join(rows_of(dots.outlines[3:, 2:3]))


def test_outlines_that_hide_nothing_have_no_bodies():
    dots = ridge_dots(np.array([HILL, HILL], float), np.array([4, 4]), 5, opaque=False)
    assert (dots.bodies == NOTHING).all()
    assert set(np.unique(dots.outlines)) == {NOTHING, 1}


def test_what_is_higher_than_the_plot_is_cut_off():
    dots = ridge_dots(np.full((1, 4), 99.0), np.array([3]), 4)
    assert (dots.bodies == 0).all()


def test_ridges_stand_between_back_and_front():
    assert baselines(np.array([0.0, 0.5, 1.0]), 101).tolist() == [40, 70, 100]


def test_a_cell_has_the_body_that_fills_most_of_it():
    dots = ridge_dots(np.full((1, 2), 5.0), np.array([7]), 8)
    seen = ridge_cells(dots)
    assert seen.bodies.tolist() == [[NOTHING], [0]]
    assert seen.outlines.tolist() == [[0], [NOTHING]]
    assert seen.patterns.tolist() == [[0x04 | 0x20], [0]]


@given(
    st.integers(1, 6).flatmap(
        lambda count: st.tuples(
            st.lists(
                st.lists(st.floats(0, 30), min_size=8, max_size=8),
                min_size=count,
                max_size=count,
            ),
            st.lists(st.integers(0, 23), min_size=count, max_size=count),
        )
    )
)
def test_an_older_ridge_is_never_seen_within_a_newer_one(drawn):
    heights, stands = np.array(drawn[0]), np.sort(np.array(drawn[1]))
    dots = ridge_dots(heights, stands, 24)
    assert dots.bodies.shape == dots.outlines.shape == (24, 8)
    tops = stands[:, None] - np.rint(heights).astype(int)
    for column in range(8):
        for row in range(24):
            inside = [
                ridge
                for ridge in range(len(stands))
                if tops[ridge, column] <= row <= stands[ridge]
                and heights[ridge, max(0, column - 1) : column + 2].max() > 0
            ]
            assert dots.bodies[row, column] == (inside[-1] if inside else NOTHING)
            assert dots.outlines[row, column] in (NOTHING, dots.bodies[row, column])


def test_outlines_over_each_other_have_their_cells_in_turns():
    flat = np.full((3, 24), 3.0)
    flat[2, 12:] = 0.0
    seen = cells_in_turns(flat, np.full(3, 3), 4)
    assert set(seen.outlines[0, :6].tolist()) == {0, 1, 2}
    assert set(seen.outlines[0, 7:].tolist()) == {0, 1}
    alone = cells_in_turns(np.array([HILL[:4]], float), np.array([3]), 4)
    plain = ridge_cells(ridge_dots(np.array([HILL[:4]], float), np.array([3]), 4, opaque=False))
    assert alone.outlines.tolist() == plain.outlines.tolist()
    assert alone.patterns.tolist() == plain.patterns.tolist()
