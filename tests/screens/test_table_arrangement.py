"""How the user arranges the columns of a table."""

from __future__ import annotations

from tbtui.config.view_state import Section
from tbtui.widgets.table_arrangement import TableArrangement
from tbtui.widgets.table_contents import SortKey

KEYS = ("a", "b", "c")


def test_a_column_sorts_one_way_then_the_other_then_no_longer():
    arrangement = TableArrangement()
    seen = []
    for _ in range(3):
        arrangement.sort_by("a", descending=True)
        seen.append(arrangement.sorts)
    assert seen == [(SortKey("a", True),), (SortKey("a", False),), ()]


def test_another_column_takes_the_place_of_all_that_sort():
    arrangement = TableArrangement(sorts=(SortKey("a"), SortKey("b")))
    arrangement.sort_by("c", descending=False)
    assert arrangement.sorts == (SortKey("c"),)


def test_further_columns_decide_after_those_before():
    arrangement = TableArrangement()
    arrangement.sort_by("a", descending=False)
    arrangement.also_sort_by("b", descending=True)
    assert arrangement.sorts == (SortKey("a"), SortKey("b", True))
    arrangement.also_sort_by("b", descending=True)
    assert arrangement.sorts == (SortKey("a"), SortKey("b", False))
    arrangement.also_sort_by("b", descending=True)
    assert arrangement.sorts == (SortKey("a"),)


def test_turning_the_first_of_several_leaves_the_others():
    arrangement = TableArrangement(sorts=(SortKey("a"), SortKey("b")))
    arrangement.sort_by("a", descending=False)
    assert arrangement.sorts == (SortKey("a", True), SortKey("b"))


def test_columns_move_and_stop_at_the_ends():
    arrangement = TableArrangement()
    arrangement.move(KEYS, "a", 1)
    assert arrangement.chosen == ("b", "a", "c")
    arrangement.move(KEYS, "a", -1)
    assert arrangement.chosen == KEYS
    arrangement.move(KEYS, "a", 10)
    assert arrangement.chosen == ("b", "c", "a")


def test_hiding_a_frozen_column_freezes_one_less():
    arrangement = TableArrangement(frozen=2)
    arrangement.hide(KEYS, "c")
    assert (arrangement.chosen, arrangement.frozen) == (("a", "b"), 2)
    arrangement.hide(("a", "b"), "a")
    assert (arrangement.chosen, arrangement.frozen) == (("b",), 1)


def test_a_column_is_shown_behind_the_others_or_hidden():
    arrangement = TableArrangement()
    arrangement.toggle(KEYS, "d")
    assert arrangement.chosen == ("a", "b", "c", "d")
    arrangement.toggle(arrangement.chosen, "d")
    assert arrangement.chosen == KEYS


def test_directions_go_round():
    arrangement = TableArrangement()
    seen = []
    direction = "up"
    for _ in range(3):
        arrangement.turn("a", direction)
        direction = arrangement.directions["a"]
        seen.append(direction)
    assert seen == ["down", "none", "up"]


def test_what_is_kept_comes_back():
    arrangement = TableArrangement(("b", "a"), (SortKey("b", True), SortKey("name")), 1)
    arrangement.widen("a", 12)
    arrangement.turn("b", "none")
    again = TableArrangement()
    again.restore(Section(arrangement.saved()))
    assert again == arrangement


def test_no_columns_at_all_is_a_choice_too():
    again = TableArrangement()
    again.restore(Section(TableArrangement(chosen=()).saved()))
    assert again.chosen == ()


def test_damage_to_what_was_kept_does_no_harm():
    again = TableArrangement()
    again.restore(Section({"columns": 3, "widths": {"a": "wide", "b": 5000}, "directions": [1]}))
    assert again == TableArrangement()
