"""Which charts there are beside those of tags, and in which order; without a screen."""

from __future__ import annotations

import pytest

from tbtui.analysis.filters import FilterError
from tbtui.screens.chart_order import ChartOrder
from tbtui.screens.combined_charts import (
    CombinedCharts,
    CombinedDraft,
    combined_name,
    combined_pattern,
    definition_of,
)
from tbtui.screens.pinned_charts import PinnedCharts
from tbtui.widgets.chart_groups import chart_further_on, first_of_group_further_on, folded_away

LISTED = (("train", ("train/acc", "train/loss")), ("val", ("val/loss",)))
TAGS = frozenset(tag for _, tags in LISTED for tag in tags)


def test_pins_stand_in_the_order_in_which_they_were_set():
    pins = PinnedCharts()
    assert pins.toggle("b")
    assert pins.toggle("a")
    assert pins.names == ("b", "a")
    assert not pins.toggle("b")
    assert pins.names == ("a",)


def test_what_was_saved_comes_back():
    pins, combined = PinnedCharts(("b", "a")), CombinedCharts(("loss", "/acc$/"))
    again, combined_again = PinnedCharts(), CombinedCharts()
    again.restore(pins.saved())
    combined_again.restore([*combined.saved(), "/(/", "  ", "a\x1b[2J"])
    assert again.names == ("b", "a")
    assert combined_again.patterns == ("loss", "/acc$/")


def order(pinned=(), combined=(), listed=LISTED):
    definitions = CombinedCharts(combined).definitions(TAGS, 1)
    return ChartOrder().groups(listed, TAGS, definitions, pinned)


def test_pinned_charts_come_first_and_only_once():
    assert order(pinned=("val/loss", "train/loss")) == (
        ("pinned charts", ("val/loss", "train/loss")),
        ("train", ("train/acc",)),
    )


def test_a_pin_of_what_does_not_exist_is_left_out():
    assert order(pinned=("gone",)) == LISTED


def test_a_pinned_chart_is_shown_whatever_the_filter_is():
    assert order(pinned=("val/loss",), listed=(("train", ("train/acc",)),)) == (
        ("pinned charts", ("val/loss",)),
        ("train", ("train/acc",)),
    )


def test_combined_charts_come_after_those_that_are_pinned():
    loss, acc = combined_name("loss"), combined_name("acc")
    groups = order(pinned=(acc,), combined=("loss", "acc"))
    assert groups == (("pinned charts", (acc,)), ("combined charts", (loss,)), *LISTED)


def test_a_combined_chart_is_shown_when_the_filter_lets_any_of_its_tags_through():
    groups = order(combined=("loss", "acc"), listed=(("val", ("val/loss",)),))
    assert groups[0] == ("combined charts", (combined_name("loss"),))


def test_the_order_is_the_same_object_until_something_changes():
    charts, definitions = ChartOrder(), CombinedCharts(("loss",)).definitions(TAGS, 1)
    first = charts.groups(LISTED, TAGS, definitions, ())
    assert charts.groups(LISTED, TAGS, definitions, ()) is first
    assert charts.groups(LISTED, TAGS, definitions, ("val/loss",)) != first


def test_a_pattern_chooses_tags_in_natural_order():
    tags = ["layer/10/norm", "layer/9/norm", "loss"]
    assert definition_of("layer norm", tags, 1).tags == ("layer/9/norm", "layer/10/norm")
    assert definition_of("", tags, 1).tags == ()
    with pytest.raises(FilterError):
        definition_of("/(/", tags, 1)


def test_a_chart_has_only_as_many_tags_as_can_be_drawn_and_says_so():
    tags = [f"m/{number}" for number in range(1200)]
    few, many = definition_of("m", tags, 1), definition_of("m", tags, 500)
    assert len(few.tags) == 32
    assert few.title == "m · the first 32 of 1,200 tags"
    assert len(many.tags) == 4


def test_combined_charts_follow_the_tags_that_there_are():
    combined = CombinedCharts(("loss",))
    name = combined_name("loss")
    assert combined.definitions(TAGS, 1)[name].tags == ("train/loss", "val/loss")
    assert combined.definitions(TAGS, 1) is combined.definitions(TAGS, 1)
    assert combined.definitions(frozenset({"test/loss"}), 1)[name].tags == ("test/loss",)
    assert combined.definitions(frozenset({"acc"}), 1) == {}


def test_an_edited_chart_keeps_its_place():
    combined = CombinedCharts(("a", "b"))
    assert combined_pattern(combined.keep(" c ", instead_of="a")) == "c"
    assert combined.patterns == ("c", "b")
    combined.keep("b", instead_of="c")
    assert combined.patterns == ("b",)
    combined.remove("b")
    assert combined.patterns == ()


def test_no_tag_is_taken_for_a_combined_chart():
    assert combined_pattern("combined: loss") is None


def test_a_broken_pattern_leaves_the_preview_as_it_was():
    draft = CombinedDraft("train/loss", "loss")
    draft.type("/los(/")
    assert draft.wrong
    assert draft.definition(TAGS, 1).tags == ("train/loss", "val/loss")
    draft.type("nothing like it")
    assert not draft.wrong
    assert draft.definition(TAGS, 1) is None


GROUPS = (("a", ("a/1", "a/2")), ("b", ("b/1",)), ("c", ("c/1",)))
CHARTS = tuple(chart for _, charts in GROUPS for chart in charts)


@pytest.mark.parametrize(
    ("chart", "count", "reached"),
    [
        ("a/2", 1, "c/1"),
        ("c/1", -1, "a/2"),
        ("b/1", 1, "c/1"),
        ("b/1", -1, "a/2"),
        ("c/1", 9, "c/1"),
    ],
)
def test_charts_that_are_folded_away_are_stepped_over(chart, count, reached):
    folded = folded_away(GROUPS, {"b"})
    assert chart_further_on(CHARTS, chart, count, folded) == reached


@pytest.mark.parametrize(
    ("chart", "count", "reached"),
    [("a/2", 1, "b/1"), ("b/1", -1, "a/1"), ("a/2", -1, "a/1"), ("c/1", 1, "c/1")],
)
def test_groups_are_gone_through_by_their_first_charts(chart, count, reached):
    assert first_of_group_further_on(GROUPS, chart, count) == reached
