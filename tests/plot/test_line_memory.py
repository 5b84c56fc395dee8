"""What a line takes over from another one with the same x."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.plot.line import MOST_PIECES, Line

PLACES = st.lists(st.integers(-3, 9).map(float) | st.sampled_from([np.nan, np.inf]), max_size=8)


@given(PLACES)
def test_it_knows_as_much_as_if_it_had_looked_itself(places: list[float]) -> None:
    x = np.array(places, np.float64)
    known, other = Line(x, -x, "#ffffff", "a"), np.arange(float(len(x)))
    assert (known.x_extent is None) == (not np.isfinite(x).any())
    assert known.not_positive_x == np.count_nonzero(x <= 0)
    taught, alone = Line(x, other, "#ffffff", "a"), Line(x, other, "#ffffff", "a")
    taught.remember_x_of(known)
    assert taught.points[0].tolist() == alone.points[0].tolist()
    assert taught.points[1].tolist() == alone.points[1].tolist()
    assert taught.pieces == alone.pieces
    assert taught.x_extent == alone.x_extent
    assert taught.not_positive_x == alone.not_positive_x


@pytest.mark.parametrize("falls", [1, MOST_PIECES + 1])
def test_points_in_another_order_are_put_in_order_again(falls: int) -> None:
    x = np.tile([0.0, 1.0], falls + 1)
    known, values = Line(x, x, "#ffffff", "a"), np.arange(float(len(x)))
    assert known.points[0][0] == 0
    taught, alone = Line(x, values, "#ffffff", "a"), Line(x, values, "#ffffff", "a")
    taught.remember_x_of(known)
    assert taught.points[1].tolist() == alone.points[1].tolist()


def test_pieces_are_found_once_for_all_lines_with_the_same_x() -> None:
    x = np.array([0.0, 1.0, 0.5])
    known, taught = Line(x, x, "#ffffff", "a"), Line(x, x + 1, "#ffffff", "a")
    assert len(known.pieces) == 2
    taught.remember_x_of(known)
    assert taught.pieces is known.pieces
    stranger = Line(x.copy(), x, "#ffffff", "a")
    stranger.remember_x_of(known)
    assert stranger.pieces is not known.pieces
