"""What the charts of layouts show: merged over runs, matched with tags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.custom_layouts import (
    MatchingTags,
    merge_layouts,
    multiline_tags,
)
from tbtui.analysis.time_budget import TimeBudget
from tbtui.readers.custom_layouts import (
    Category,
    Layout,
    MarginChart,
    MarginSeries,
    MultilineChart,
)

LOSS = MultilineChart("loss", ("loss",))
ACCURACY = MultilineChart("accuracy", ("acc",))
BAND = MarginChart("band", (MarginSeries("mean", "low", "high"),))


def layout(**charts_of_title):
    return Layout(
        0, tuple(Category(title, False, tuple(charts)) for title, charts in charts_of_title.items())
    )


def contents(merged):
    return {category.title: list(category.charts) for category in merged.categories}


def test_without_layouts_there_is_nothing_to_merge():
    assert merge_layouts({}) is None


def test_one_layout_stays_as_it_is():
    only = layout(a=[LOSS, BAND], b=[ACCURACY])
    assert merge_layouts({"run": only}) == only


def test_runs_are_taken_in_the_plain_order_of_their_names():
    merged = merge_layouts({"run9": layout(late=[LOSS]), "run10": layout(early=[ACCURACY])})
    assert list(contents(merged)) == ["early", "late"]


def test_charts_of_categories_with_equal_titles_are_joined_without_repetitions():
    merged = merge_layouts({"a": layout(x=[LOSS, BAND]), "b": layout(x=[BAND, ACCURACY])})
    assert contents(merged) == {"x": [LOSS, BAND, ACCURACY]}


def test_a_third_run_adds_to_a_category_of_the_second():
    merged = merge_layouts(
        {"a": layout(x=[LOSS]), "b": layout(y=[BAND]), "c": layout(y=[ACCURACY])}
    )
    assert contents(merged) == {"x": [LOSS], "y": [BAND, ACCURACY]}


def test_what_one_layout_repeats_is_shown_once():
    category = Category("x", False, (LOSS, LOSS))
    merged = merge_layouts({"a": Layout(0, (category, category))})
    assert contents(merged) == {"x": [LOSS]}


def test_charts_that_differ_only_in_their_title_are_both_kept():
    renamed = MultilineChart("other", LOSS.tag_regexes)
    merged = merge_layouts({"a": layout(x=[LOSS]), "b": layout(x=[renamed])})
    assert contents(merged) == {"x": [LOSS, renamed]}


def test_the_first_run_decides_whether_a_category_is_folded():
    folded, unfolded = Category("x", True, (LOSS,)), Category("x", False, (BAND,))
    merged = merge_layouts({"a": Layout(3, (folded,)), "b": Layout(0, (unfolded,))})
    assert merged == Layout(3, (Category("x", True, (LOSS, BAND)),))


charts = st.sampled_from([LOSS, ACCURACY, BAND])
categories = st.builds(Category, st.sampled_from("xyz"), st.booleans(), st.lists(charts).map(tuple))
layouts = st.builds(Layout, st.just(0), st.lists(categories).map(tuple))


@given(st.dictionaries(st.sampled_from("abc"), layouts, min_size=1))
def test_merging_keeps_every_chart_exactly_once(by_run):
    merged = merge_layouts(by_run)
    given_charts = {
        (category.title, chart)
        for one in by_run.values()
        for category in one.categories
        for chart in category.charts
    }
    kept = [(category.title, chart) for category in merged.categories for chart in category.charts]
    assert sorted(kept, key=repr) == sorted(given_charts, key=repr)
    assert merge_layouts({"again": merged}) == merged


TAGS = ("loss", "loss/a", "train/loss", "acc", "Loss")


@pytest.mark.parametrize(
    ("tag_regexes", "expected"),
    [
        (("loss",), ("loss", "loss/a")),
        (("loss$",), ("loss",)),
        (("acc", "loss"), ("loss", "loss/a", "acc")),
        ((".*loss",), ("loss", "loss/a", "train/loss")),
        (("(?i)loss", "acc"), ("loss", "loss/a", "acc", "Loss")),
        (("",), TAGS),
        (("a|train",), ("train/loss", "acc")),
        ((r"(l)os(s)", r"(.)\1"), ("loss", "loss/a")),
        (("loss", "loss"), ("loss", "loss/a")),
    ],
)
def test_tags_match_from_their_start(tag_regexes, expected):
    found = multiline_tags(MultilineChart("", tag_regexes), TAGS)
    assert found.tags == expected
    assert found.errors == ()


def test_expressions_without_a_tag_are_told():
    found = multiline_tags(MultilineChart("", ("loss", "nll.*", "x")), TAGS)
    assert found == MatchingTags(("loss", "loss/a"), ("nll.*", "x"), ())


def test_a_chart_without_expressions_says_so():
    found = multiline_tags(MultilineChart("", ()), TAGS)
    assert found == MatchingTags((), (), ("the chart names no tags",))


def test_a_broken_expression_is_named_and_the_others_are_used():
    found = multiline_tags(
        MultilineChart("", ("acc", "(", "[[a]", "a{99999999999999999999}")), TAGS
    )
    assert found.tags == ("acc",)
    assert found.errors == (
        "( is not a regular expression: missing ), unterminated subpattern",
        "a{99999999999999999999} is too large for a regular expression",
    )


NESTED = "(l+)+$"
SLOW_TAG = "l" * 60 + "!"


def test_an_expression_that_would_take_years_is_given_up():
    chart = MultilineChart("", ("loss", NESTED, "acc"))
    found = multiline_tags(chart, (*TAGS, SLOW_TAG), TimeBudget(0.05))
    assert found.tags == ("loss", "loss/a")
    assert found.errors == (
        f"{NESTED} was given up: it took too long",
        "acc was given up: no time was left for it",
    )


def test_the_charts_of_a_layout_can_share_their_time():
    budget = TimeBudget(0.05)
    multiline_tags(MultilineChart("", (NESTED,)), (SLOW_TAG,), budget)
    found = multiline_tags(LOSS, TAGS, budget)
    assert found.errors == ("loss was given up: no time was left for it",)
