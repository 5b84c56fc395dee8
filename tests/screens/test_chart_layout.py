"""Where charts stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tbtui.widgets.chart_layout import (
    MINIMUM_WIDTH,
    focus_layout,
    grid_layout,
    single_layout,
)

TAGS = ["a", "b", "c", "d", "e"]


def sizes(layout):
    return [(place.chart, place.width, place.height) for row in layout.rows for place in row.places]


def test_one_large_chart_stands_above_a_row_of_those_that_follow():
    layout = focus_layout(TAGS, "b", width=130, height=45)
    assert sizes(layout) == [("b", 130, 30), ("c", 43, 15), ("d", 44, 15), ("e", 43, 15)]


def test_after_the_last_tag_the_first_follow():
    layout = focus_layout(TAGS, "d", width=130, height=45)
    assert [tag for tag, _, _ in sizes(layout)] == ["d", "e", "a", "b"]


def test_80x24_keeps_two_small_charts():
    layout = focus_layout(TAGS, "a", width=80, height=21)
    assert sizes(layout) == [("a", 80, 13), ("b", 40, 8), ("c", 40, 8)]


def test_60x15_is_one_chart():
    assert sizes(focus_layout(TAGS, "a", width=60, height=13)) == [("a", 60, 13)]


def test_a_single_tag_has_the_pane_to_itself():
    assert sizes(focus_layout(["a"], "a", width=130, height=45)) == [("a", 130, 45)]


def test_few_tags_share_the_whole_width():
    layout = focus_layout(["a", "b", "c"], "a", width=130, height=45)
    assert sizes(layout)[1:] == [("b", 65, 15), ("c", 65, 15)]


def test_the_grid_names_every_group_above_its_charts():
    layout = grid_layout([("train", ["a", "b", "c", "d"]), ("val", ["e"])], width=130, height=45)
    described = [(row.heading or len(row.places), row.top, row.height) for row in layout.rows]
    assert described == [
        ("train", 0, 1),
        (3, 1, 14),
        (1, 15, 14),
        ("val", 29, 1),
        (1, 30, 14),
    ]
    assert layout.height == 44


def test_a_very_large_pane_has_two_rows_of_small_charts():
    tags = [str(number) for number in range(12)]
    layout = focus_layout(tags, "0", width=245, height=76)
    assert [(row.height, len(row.places)) for row in layout.rows] == [(51, 1), (12, 5), (13, 5)]
    few = focus_layout(tags[:5], "0", width=245, height=76)
    assert [len(row.places) for row in few.rows] == [1, 4]


def test_rows_are_found_by_line():
    layout = grid_layout([("train", TAGS)], width=80, height=24)
    assert layout.row_at(0).heading == "train"
    assert layout.row_at(1).places[0].chart == "a"
    assert layout.row_at(layout.height) is None
    assert layout.row_at(-1) is None
    assert [row.top for row in layout.rows_between(5, 15)] == [1, 12]


def test_ten_thousand_tags_are_laid_out_and_found():
    tags = [f"layer/{number}" for number in range(10_000)]
    layout = grid_layout([("layer", tags)], width=130, height=45)
    assert layout.place_of["layer/9999"].y == 1 + 3333 * 14


@given(
    st.integers(1, 12),
    st.integers(0, 11),
    st.integers(MINIMUM_WIDTH, 300),
    st.integers(5, 120),
)
def test_charts_fill_the_pane_without_overlap(count, focused, width, height):
    tags = [str(number) for number in range(count)]
    layout = focus_layout(tags, tags[focused % count], width, height)
    assert layout.height == height
    cells = set()
    for row in layout.rows:
        right = 0
        for place in row.places:
            assert place.x == right
            right += place.width
            cells.add(place.chart)
        assert right <= width
    assert len(cells) == sum(len(row.places) for row in layout.rows)


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(12, 300), st.integers(3, 90)
)
def test_every_tag_of_the_grid_has_exactly_one_place(group_sizes, width, height):
    groups = [
        (f"g{index}", [f"g{index}/{number}" for number in range(size)])
        for index, size in enumerate(group_sizes)
    ]
    layout = grid_layout(groups, width, height)
    assert len(layout.place_of) == sum(group_sizes)
    bottom = 0
    for row in layout.rows:
        assert row.top == bottom
        bottom += row.height
    assert all(place.x + place.width <= width for place in layout.place_of.values())


def test_single_layout_is_the_whole_pane():
    assert sizes(single_layout("a", 33, 9)) == [("a", 33, 9)]
