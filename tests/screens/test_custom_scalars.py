"""The Custom scalars tab: what it shows of layouts, and that it does all that Scalars does."""

from __future__ import annotations

import asyncio

import pytest
from custom_layout_runs import LAYOUT, NAMES, run_of, two_runs, with_layout
from driving import CUSTOM, drive, make_app, screen_text, settle, toasts
from fakes import FakeLoader, FakeSeries, FakeStore
from layout_files import category, layout, margin, multiline

from tbtui.config.view_state import ViewState
from tbtui.widgets.chart_scene import LayoutMode


def see(store_or_runs, *keys, size=(160, 48), loader=None, then=None):
    """Open the tab, press keys, and return the screen and what is on it."""
    seen = {}

    async def scenario(pilot):
        await pilot.press(CUSTOM, *keys)
        await pilot.pause()
        if then is not None:
            await then(pilot)
            await pilot.pause()
        screen = pilot.app.screen
        seen.update(screen=screen, painter=screen.charts.painter, text=screen_text(pilot.app))
        seen.update(toasts=toasts(pilot.app), problems=screen.query_one("#layout-problems").display)

    store = store_or_runs
    if isinstance(store, list):
        store = FakeStore(store)
    drive(scenario, store, size=size, loader=loader)
    return seen


def curves(seen, chart):
    found = seen["painter"].curves(seen["screen"].scene, chart)
    return [(curve.name, curve.tag, curve.pattern) for curve in found]


def test_charts_stand_below_their_categories_in_the_order_of_the_layout(tmp_path):
    screen = see(two_runs(tmp_path))["screen"]
    assert screen.state.groups == (("Losses", NAMES[:2]), ("Rest", NAMES[2:]))
    assert screen.state.focused == NAMES[0]
    assert [screen.scene.title(name) for name in NAMES] == [
        "train and val",
        "mean",
        "untitled",
        "bad",
    ]


def test_every_tag_of_every_run_that_matches_is_a_line_with_the_pattern_of_its_tag(tmp_path):
    seen = see(two_runs(tmp_path))
    assert curves(seen, NAMES[0]) == [
        ("first", "loss/train", 0),
        ("second", "loss/train", 0),
        ("first", "loss/val", 1),
        ("second", "loss/val", 1),
    ]
    for label in ("first train", "second train", "first val", "second val"):
        assert label in seen["text"]


def test_a_margin_chart_has_bands_and_is_not_smoothed(tmp_path):
    seen = see(two_runs(tmp_path), "j")
    screen = seen["screen"]
    assert screen.state.focused == NAMES[1]
    assert curves(seen, NAMES[1]) == [("first", "mean", 0), ("second", "mean", 0)]
    first, _ = seen["painter"].readings(screen.scene, NAMES[1])
    assert screen.state.settings.smoothing > 0
    assert first.smoothed == first.value == pytest.approx(1.1)
    assert (first.lower, first.upper) == (pytest.approx(0.8), pytest.approx(1.4))


def test_the_table_has_the_ends_of_the_band(tmp_path):
    text = see(two_runs(tmp_path), "j", "T")["text"]
    [heading] = [line for line in text.splitlines() if "lower" in line]
    assert heading.index("lower") < heading.index("upper")
    assert "smoothed" not in heading


def test_the_list_of_runs_has_the_last_values_of_the_first_tag(tmp_path):
    text = see(two_runs(tmp_path), "j")["text"]
    [line] = [line for line in text.splitlines() if line.lstrip(" ▌").startswith("■ first ")]
    assert line[:30].split()[-1] == "1.1"


def test_closed_categories_are_folded_at_first_and_charts_can_be_chosen(tmp_path):
    seen = see(two_runs(tmp_path), "v")
    assert seen["screen"].state.shown_layout is LayoutMode.GRID
    assert "▸ Rest  2" in seen["text"]
    assert "▾ Losses  2" in seen["text"]


def test_what_the_user_unfolded_stays_so_at_the_next_start(tmp_path):
    runs = two_runs(tmp_path)
    screen = see(runs, "v", "}", "_")["screen"]
    kept = screen.view_to_keep()
    assert (kept["folded"], kept["categories"]) == ([], ["Losses", "Rest"])

    app = make_app(FakeStore(runs))
    app.session.view = ViewState().with_section("custom_scalars", kept)

    async def open_again():
        async with app.run_test(size=(160, 48)) as pilot:
            await settle(pilot)
            await pilot.press(CUSTOM)
            await pilot.pause()
            assert app.screen.state.charts == NAMES
            assert app.screen.state.folded == frozenset()

    asyncio.run(open_again())


def test_what_is_wrong_with_a_chart_stands_in_its_frame(tmp_path):
    text = see(two_runs(tmp_path), "}", "j")["text"]
    assert "▲ loss/( is not a regular expression: missing )" in text


def test_an_empty_chart_says_why_it_is_empty(tmp_path):
    content = layout(
        category("c", multiline("", "zzz"), margin("", ("loss/train", "no\x1b", "no")))
    )
    text = see([with_layout(run_of("first", loss__train=1.0), tmp_path, content)])["text"]
    assert "no tag matches zzz" in text
    assert "the run has no no\\x1b" in text


def test_margins_with_other_steps_are_told_for_their_run(tmp_path):
    first, second = two_runs(tmp_path)
    second.scalars["high"] = FakeSeries("second", "high", range(0, 80, 2), [9.0] * 40)
    seen = see([first, second], "j")
    assert "▲ second: mean and high have different steps: point 2 is at 1 and at 2" in seen["text"]
    assert len(curves(seen, NAMES[1])) == 2


def test_a_run_that_lacks_a_margin_has_no_line_and_that_is_told(tmp_path):
    first, second = two_runs(tmp_path)
    del second.scalars["high"]
    seen = see([first, second], "j")
    assert curves(seen, NAMES[1]) == [("first", "mean", 0)]
    assert "▲ 1 run has no high" in seen["text"]


def test_hidden_runs_have_no_lines_but_their_layouts_count(tmp_path):
    first, second = two_runs(tmp_path)
    second.indexed = {}

    async def hide_the_first(pilot):
        pilot.app.session.selection.toggle("first")
        pilot.app.screen.synchronise()

    seen = see([first, second], then=hide_the_first)
    assert {name for name, _, _ in curves(seen, NAMES[0])} == {"second"}
    assert seen["screen"].state.charts == NAMES


def test_without_any_run_shown_there_is_a_notice_instead_of_empty_charts(tmp_path):
    async def hide_all(pilot):
        pilot.app.session.selection.toggle_all(("first", "second"))
        pilot.app.screen.synchronise()

    text = see(two_runs(tmp_path), then=hide_all)["text"]
    assert "No run is shown" in text
    assert "no tag matches" not in text
    none_passes = see(two_runs(tmp_path), "tab", "/", *"zzz")["text"]
    assert "no tag matches" not in none_passes


def test_layouts_of_several_runs_are_joined(tmp_path):
    first, second = two_runs(tmp_path)
    more = layout(category("Losses", multiline("more", "loss")), category("Last", multiline("x")))
    with_layout(second, tmp_path, more)
    screen = see([first, second])["screen"]
    assert [heading for heading, _ in screen.state.groups] == ["Losses", "Rest", "Last"]
    assert screen.state.groups[0][1] == (*NAMES[:2], "Losses/more")


def test_new_tags_and_new_layouts_appear_while_one_looks(tmp_path):
    first, second = two_runs(tmp_path)
    loader = FakeLoader(FakeStore([first]))
    seen = {}

    async def more_arrives(pilot):
        screen = pilot.app.screen
        now = {"screen": screen, "painter": screen.charts.painter}
        seen["before"] = curves(now, NAMES[0])
        content = layout(category("New", multiline("new", "mean")))
        loader.publish([first, with_layout(second, tmp_path, content)])
        await pilot.pause(0.3)
        seen["after"] = curves(now, NAMES[0])
        seen["groups"] = [heading for heading, _ in screen.state.groups]

    see(None, loader=loader, then=more_arrives)
    assert {name for name, _, _ in seen["before"]} == {"first"}
    assert {name for name, _, _ in seen["after"]} == {"first", "second"}
    assert seen["groups"] == ["Losses", "Rest", "New"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mean", NAMES[1:2]),
        ("rest", NAMES[2:]),
        ("loss/val", NAMES[:1]),
        ("-acc", NAMES[:2]),
        ("untitled", NAMES[2:3]),
    ],
)
def test_the_filter_finds_charts_by_category_title_and_tag(tmp_path, typed, found):
    keys = [{"/": "slash", "-": "minus"}.get(key, key) for key in typed]
    screen = see(two_runs(tmp_path), "/", *keys)["screen"]
    assert screen.state.charts == found


def test_a_filter_that_lets_no_chart_through_says_so(tmp_path):
    text = see(two_runs(tmp_path), "/", "q", "q", "q")["text"]
    assert "No chart matches /qqq" in text
    assert "CHARTS  0/4" in text


def test_a_layout_that_cannot_be_read_is_told_below_the_charts_of_others(tmp_path):
    first, second = two_runs(tmp_path)
    seen = see([first, with_layout(second, tmp_path, data=b"\x12\xff")])
    assert "▲ second: the layout is damaged: unfinished varint at byte 1" in seen["text"]
    assert seen["screen"].state.charts == NAMES
    assert seen["problems"]


def test_when_no_layout_can_be_read_the_tab_says_why(tmp_path):
    run = with_layout(run_of("a\x1b", loss=1.0), tmp_path, data=b"\x12\xff")
    seen = see([run])
    assert "These layouts cannot be read" in seen["text"]
    assert "a\\x1b: the layout is damaged" in seen["text"]
    assert "add_custom_scalars" in seen["text"]
    assert not seen["problems"]


def test_titles_from_files_are_escaped(tmp_path):
    content = layout(category("c\x1b[31m", multiline("t\u202e", "loss")))
    run = with_layout(run_of("first", loss=1.0), tmp_path, content)
    for keys in ((), ("v",)):
        text = see([run], *keys)["text"]
        assert "c\\x1b[31m" in text
        assert "t\\u202e" in text
        assert "\u202e" not in text


def test_charts_with_equal_titles_are_different_charts(tmp_path):
    content = layout(category("c", multiline("same", "loss"), multiline("same", "acc")))
    run = with_layout(run_of("first", loss=1.0, acc=2.0), tmp_path, content)
    seen = see([run], "s")
    screen = seen["screen"]
    first, second = screen.state.charts
    assert curves(seen, first) == [("first", "loss", 0)]
    assert curves(seen, second) == [("first", "acc", 0)]
    assert screen.scene.axis_of(first).scale == "log"
    assert screen.scene.axis_of(second).scale == "linear"


def test_a_chart_with_something_in_it_is_in_focus_at_first(tmp_path):
    content = layout(category("c", multiline("none", "zzz"), multiline("some", "loss")))
    screen = see([with_layout(run_of("first", loss=1.0), tmp_path, content)])["screen"]
    assert screen.state.focused == "c/some"


@pytest.mark.parametrize(
    "keys",
    [
        "l l L G g y m T n R T escape escape",
        "x x x s S o A w escape X escape Y escape , escape",
        "+ + ( ) - = V W K J Z escape",
        "P P { } _ v _ v z z D *",
        "> > < # M escape B U",
        "e escape d escape i escape ? escape",
        "tab tab space enter a f f i tab",
        "t t t b b r p p",
    ],
)
def test_the_keys_of_the_scalars_tab_work_here(tmp_path, keys):
    names = {"+": "plus", "-": "minus", "=": "equals_sign", "(": "left_parenthesis"}
    names |= {")": "right_parenthesis", "<": "less_than_sign", ">": "greater_than_sign"}
    names |= {"{": "left_curly_bracket", "}": "right_curly_bracket", "_": "underscore"}
    names |= {"*": "asterisk", "#": "number_sign", ",": "comma", "?": "question_mark"}
    pressed = [names.get(key, key) for key in keys.split()]
    for first in ((), ("j",)):
        screen = see(two_runs(tmp_path), *first, *pressed)["screen"]
        assert screen.state.charts


def test_a_margin_chart_is_described_as_it_is_drawn(tmp_path):
    async def describe(pilot):
        await pilot.press("d")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.1)
        said.append(screen_text(pilot.app))
        await pilot.press("escape")

    said = []
    see(two_runs(tmp_path), then=describe)
    see(two_runs(tmp_path), "j", then=describe)
    lines, band = said
    assert "smoothed by 0.6" in lines
    assert "2 runs" in band
    assert "smoothed by" not in band


def test_pins_come_first_here_too(tmp_path):
    screen = see(two_runs(tmp_path), "j", "P")["screen"]
    assert screen.state.groups[0] == ("pinned charts", (NAMES[1],))


def test_a_pin_of_a_chart_that_is_gone_may_name_a_tag(tmp_path):
    run = with_layout(run_of("first", Gone__loss=1.0, acc=1.0), tmp_path)
    app = make_app(FakeStore([run]))
    app.session.view = ViewState().with_section("custom_scalars", {"pinned": ["Gone/loss"]})

    async def open_it():
        async with app.run_test(size=(160, 48)) as pilot:
            await settle(pilot)
            await pilot.press(CUSTOM)
            await pilot.pause()
            assert app.screen.state.charts == ("Gone/loss", *NAMES)
            assert app.screen.state.focused == "Gone/loss"

    asyncio.run(open_it())


def test_tags_are_combined_in_the_scalars_tab(tmp_path):
    seen = see(two_runs(tmp_path), "C")
    assert seen["toasts"] == ["Tags are combined in the Scalars tab"]


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (60, 15)])
def test_look(tmp_path, snapshot, size):
    async def scenario(pilot):
        await pilot.press(CUSTOM)
        await pilot.pause()
        snapshot(pilot.app)

    first, second = two_runs(tmp_path)
    more = layout(*LAYOUT.category, category("Last", margin("gone", ("acc", "low", "short"))))
    with_layout(second, tmp_path, more)
    drive(scenario, FakeStore([first, second]), size=size)
