"""Which columns of a table are in view."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tbtui.widgets.table_layout import (
    GAP,
    PREFIX,
    lay_out,
    name_width_of,
    scrolled_to,
    with_room_used,
)

TEN = [8] * 10


def columns(layout):
    return [place.column for place in layout.places]


def test_as_many_whole_columns_as_fit_beside_the_names():
    layout = lay_out(TEN, 10, 0, 0, PREFIX + 10 + 3 * (GAP + 8) + 7)
    assert columns(layout) == [0, 1, 2]
    assert (layout.left, layout.right) == (0, 7)
    assert [place.x for place in layout.places] == [16, 26, 36]


def test_there_is_room_for_the_hint_at_the_right_edge():
    exact = PREFIX + 10 + 3 * (GAP + 8)
    assert columns(lay_out(TEN, 10, 0, 0, exact)) == [0, 1]
    assert columns(lay_out(TEN[:3], 10, 0, 0, exact)) == [0, 1, 2]


def test_scrolled_columns_are_counted():
    layout = lay_out(TEN, 10, 0, 4, 55)
    assert columns(layout) == [4, 5, 6]
    assert (layout.left, layout.right) == (4, 3)


def test_frozen_columns_stay():
    layout = lay_out(TEN, 10, 1, 5, 55)
    assert columns(layout) == [0, 5, 6]
    assert (layout.left, layout.right) == (4, 3)


def test_frozen_columns_that_leave_no_room_for_others_scroll_again():
    assert columns(lay_out(TEN, 10, 4, 0, 40)) == [0, 1]
    assert columns(lay_out(TEN, 10, 4, 8, 40)) == [0, 8]


def test_a_column_that_is_alone_is_cut_rather_than_left_out():
    [place] = lay_out([50, 50], 8, 0, 1, 40).places
    assert (place.column, place.width) == (1, 40 - PREFIX - 8 - GAP)


def test_scrolling_goes_no_further_than_needed():
    assert scrolled_to(TEN, 10, 0, 0, 55, 2).first == 0
    assert scrolled_to(TEN, 10, 0, 0, 55, 4).first == 2
    assert scrolled_to(TEN, 10, 0, 6, 55, 1).first == 1
    assert scrolled_to(TEN, 10, 0, 6, 55, -1).first == 6


def test_room_that_is_left_goes_to_names_that_are_cut_and_then_to_titles():
    layout = lay_out([8, 8], 10, 0, 0, 60)
    used = with_room_used(layout, 15, [20, 12], 60)
    assert used.name_width == 15
    assert [(place.x, place.width) for place in used.places] == [(21, 20), (43, 12)]
    scarce = with_room_used(layout, 20, [20, 12], 48)
    assert [scarce.name_width, *(place.width for place in scarce.places)] == [20, 12, 8]


def test_names_stay_while_columns_are_off_the_screen():
    layout = lay_out(TEN, 10, 0, 0, 58)
    used = with_room_used(layout, 40, [30] * 3, 58)
    assert used.name_width == 10
    # There is room for the hint at the right edge.
    assert used.end == 58 - len("7 ›") - GAP


@given(
    st.lists(st.integers(3, 40), max_size=30),
    st.integers(1, 40),
    st.integers(0, 10),
    st.integers(0, 30),
    st.integers(30, 200),
    st.data(),
)
def test_the_column_of_the_cursor_is_in_view_and_none_overlap(
    widths, longest, frozen, first, width, data
):
    column = data.draw(st.integers(-1, len(widths) - 1))
    names = name_width_of(longest, width)
    layout = scrolled_to(widths, names, frozen, first, width, column)
    if column >= 0:
        assert column in columns(layout)
    assert columns(layout) == sorted(columns(layout))
    wishes = data.draw(st.lists(st.integers(0, 60), min_size=len(layout.places)))
    layout = with_room_used(layout, longest, wishes[: len(layout.places)], width)
    x = PREFIX + layout.name_width
    for place in layout.places:
        assert place.x >= x + GAP
        x = place.x + place.width
    assert x <= width
    hidden = layout.left + layout.right
    assert len(layout.places) + hidden == len(widths)
