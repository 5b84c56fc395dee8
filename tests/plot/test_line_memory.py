"""What lines with the same x share, and what one keeps of another."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.plot.line import Line
from tbtui.plot.line_places import MOST_PIECES
from tbtui.plot.memory import Memory
from tbtui.plot.scale import LinearScale

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


def test_lines_in_the_same_memory_share_what_is_known_about_their_x() -> None:
    x = np.array([0.0, 1.0, 0.5])
    known, other = Line(x, x, "#ffffff", "a"), Line(x[:], x + 1, "#ffffff", "b")
    assert len(known.pieces) == 2
    assert other.pieces is known.pieces
    for stranger in (x.copy(), x[:2], x[::-1], x.view(np.int64)):
        assert Line(stranger, x, "#ffffff", "c").pieces is not known.pieces


def test_columns_are_found_once_for_all_lines_of_the_same_x() -> None:
    x = np.arange(1000.0)
    raw, smoothed = Line(x, x, "#ffffff", "a"), Line(x, -x, "#ffffff", "a")
    places, _ = raw.envelope(False, LinearScale((100.0, 900.0)), 20)
    assert smoothed.envelope(False, LinearScale((100.0, 900.0)), 20)[0] is places
    assert smoothed.envelope(False, LinearScale((100.0, 800.0)), 20)[0] is not places
    assert smoothed.envelope(False, LinearScale((100.0, 900.0)), 21)[0] is not places


def test_what_is_known_about_x_is_forgotten_with_the_last_line_that_keeps_it() -> None:
    x = np.array([0.0, 1.0, 0.5])
    first, second = Line(x, x, "#ffffff", "a"), Line(x, -x, "#ffffff", "a")
    places = weakref.ref(first._places)
    second.remember_x_of(first)
    del first
    gc.collect()
    assert places() is not None
    del second
    gc.collect()
    assert places() is None


def test_only_the_same_x_is_kept() -> None:
    x = np.array([0.0, 1.0, 0.5])
    known, stranger = Line(x, x, "#ffffff", "a"), Line(x + 1, x, "#ffffff", "a")
    assert known.x_extent == (0.0, 1.0)
    stranger.remember_x_of(known)
    assert stranger.x_extent == (1.0, 2.0)


def test_few_views_of_an_x_are_kept() -> None:
    computed: list[int] = []

    def compute(number: int) -> int:
        computed.append(number)
        return number

    memory = Memory(2)
    for number in (1, 2, 1, 2, 3, 3, 1):
        assert memory.recall(number, lambda number=number: compute(number)) == number
    assert computed == [1, 2, 3, 1]
