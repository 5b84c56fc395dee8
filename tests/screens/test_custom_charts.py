"""From layouts to the charts that they make, without a screen."""

from __future__ import annotations

import pytest
from custom_layout_runs import LAYOUT, run_of, with_layout
from fakes import FakeStore
from hypothesis import given
from hypothesis import strategies as st
from layout_files import category, layout, multiline

from tbtui.readers import custom_layouts as readers
from tbtui.readers.custom_layouts import (
    Category,
    Layout,
    MarginChart,
    MarginSeries,
    MultilineChart,
    decode_layout,
)
from tbtui.screens import custom_charts, layout_reading
from tbtui.screens.custom_charts import ChartContents, custom_categories, has_curves
from tbtui.screens.layout_reading import LayoutReading
from tbtui.widgets.chart_scene import ChartDefinition, MarginTags
from tbtui.widgets.custom_names import chart_name, title_in

LOSS = MultilineChart("loss", ("loss",))
BAND = MarginChart("band", (MarginSeries("mean", "low", "high"),))

titles = st.text("ab/#%2F0")


@given(titles, titles, st.integers(1, 3))
def test_titles_come_back_from_names(category_title, title, number):
    of_category, of_chart = chart_name(category_title, title, number).split("/")
    assert title_in(of_category) == (category_title or "untitled")
    assert title_in(of_chart) == (title or "untitled")


@given(*[titles] * 4, st.integers(1, 3), st.integers(1, 3))
def test_different_charts_have_different_names(first, second, third, fourth, number, other):
    same = (first, second, number) == (third, fourth, other)
    assert (chart_name(first, second, number) == chart_name(third, fourth, other)) == same


def test_charts_with_equal_titles_are_numbered():
    charts = (LOSS, MultilineChart("loss", ("other",)), BAND)
    [found] = custom_categories(Layout(0, (Category("c", False, charts),)))
    assert [name for name, _ in found.charts] == ["c/loss", "c/loss#2", "c/band"]


def test_no_heading_is_empty_and_no_two_are_equal():
    categories = [Category(title, False, (LOSS,)) for title in ("untitled", "", "x")]
    found = custom_categories(Layout(0, (*categories, Category("empty", False, ()))))
    assert [one.heading for one in found] == ["untitled", "untitled (2)", "x"]


def define(chart, *runs):
    categories = custom_categories(Layout(0, (Category("c", False, (chart,)),)))
    tags = sorted({tag for run in runs for tag in run.scalars})
    [found] = ChartContents().definitions(categories, tags, runs).values()
    return found


def test_a_multiline_chart_names_its_tags_and_what_matches_nothing():
    run = run_of("a", loss__a=1.0, loss__b=2.0, acc=3.0)
    chart = MultilineChart("", ("loss", "zz", "yy", "xx", "ww"))
    assert define(chart, run) == ChartDefinition(
        "untitled",
        tags=("loss/a", "loss/b"),
        messages=("no tag matches zz, yy, xx and 1 more",),
    )


def test_a_chart_has_only_as_many_curves_as_can_be_drawn_and_says_so(monkeypatch):
    monkeypatch.setattr(custom_charts, "MOST_CURVES", 10)
    runs = [run_of(name, 1, **{f"m__{tag}": 1.0 for tag in range(9)}) for name in "ab"]
    found = define(MultilineChart("", ("m",)), *runs)
    assert found.tags == ("m/0", "m/1", "m/2", "m/3", "m/4")
    assert found.messages == ("only the first 5 of 9 tags are shown",)


def test_a_margin_chart_tells_which_tags_runs_lack():
    whole, part = run_of("a", mean=1.0, low=0.0, high=2.0), run_of("b", mean=1.0)
    without = run_of("c", loss=1.0)
    margins = (MarginTags("mean", "low", "high"),)
    assert define(BAND, whole, without) == ChartDefinition("band", margins=margins)
    assert define(BAND, whole, part).messages == ("1 run has no low", "1 run has no high")
    assert define(BAND, part).messages == ("the run has no low", "the run has no high")
    assert define(BAND, without).messages == ("no run has mean, low, high",)


def test_a_chart_of_nothing_says_so():
    run = run_of("a", loss=1.0)
    for chart in (MultilineChart("", ()), MarginChart("", ())):
        found = define(chart, run)
        assert found.messages == ("the chart names no tags",)
        assert not has_curves(found, [run])


@pytest.mark.parametrize(("tags", "has"), [(("mean", "low", "high"), True), (("mean",), False)])
def test_a_margin_chart_shows_something_where_a_run_has_all_three_tags(tags, has):
    run = run_of("a", **dict.fromkeys(tags, 1.0))
    assert has_curves(define(BAND, run), [run]) == has


def test_an_expression_that_took_too_long_is_not_tried_again(monkeypatch):
    monkeypatch.setattr(custom_charts, "SECONDS_A_CHART", 0.05)
    slow = MultilineChart("", ("(l+)+$",))
    categories = custom_categories(Layout(0, (Category("c", False, (slow, LOSS)),)))
    run = run_of("a", **{"l" * 60 + "!": 1.0, "loss": 1.0})
    contents = ChartContents()
    first = contents.definitions(categories, tuple(run.scalars), [run])
    assert "it took too long" in first["c/"].messages[0]
    assert first["c/loss"].tags == ("loss",)
    monkeypatch.setattr("tbtui.analysis.custom_layouts._matches_of", pytest.fail)
    assert contents.definitions(categories[:0], (), []) == {}
    again = [categories[0]._replace(charts=categories[0].charts[:1])]
    assert contents.definitions(again, ("more",), [run])["c/"] == first["c/"]


@pytest.fixture
def reads(monkeypatch):
    """The entries that were read."""
    entries = []

    def read_layout(entry):
        entries.append(entry)
        return readers.read_layout(entry)

    monkeypatch.setattr(layout_reading, "read_layout", read_layout)
    return entries


def test_each_layout_is_read_once(tmp_path, reads):
    store = FakeStore([with_layout(run_of("a", loss=1.0), tmp_path)])
    reading = LayoutReading()
    first = reading.layouts(store)
    assert first.merged == decode_layout(LAYOUT.SerializeToString())
    store.revision += 1
    assert reading.layouts(store).merged is first.merged
    assert len(reads) == 1
    store.runs = (*store.runs, with_layout(run_of("b", loss=1.0), tmp_path))
    store.revision += 1
    assert reading.layouts(store).merged == first.merged
    assert len(reads) == 2


def test_many_layouts_are_read_in_turns(tmp_path, reads, monkeypatch):
    monkeypatch.setattr(layout_reading, "SECONDS_AT_ONCE", 0.0)
    contents = [layout(category(name, multiline(name, "loss"))) for name in "abc"]
    runs = [
        with_layout(run_of(content.category[0].title, loss=1.0), tmp_path, content)
        for content in contents
    ]
    store, reading = FakeStore(runs), LayoutReading()
    found = [reading.layouts(store) for _ in range(4)]
    assert [one.unread for one in found] == [2, 1, 0, 0]
    assert [len(one.merged.categories) for one in found] == [1, 2, 3, 3]
    assert len(reads) == 3


def test_a_layout_that_cannot_be_read_is_a_problem_of_its_run(tmp_path):
    runs = [
        with_layout(run_of("a", loss=1.0), tmp_path, data=b"\x12\xff"),
        with_layout(run_of("b", loss=1.0), tmp_path),
    ]
    found = LayoutReading().layouts(FakeStore(runs))
    assert found.problems == ("a: the layout is damaged: unfinished varint at byte 1",)
    assert found.merged == decode_layout(LAYOUT.SerializeToString())
    assert LayoutReading().layouts(FakeStore(runs[:1])).merged is None
