"""Filters narrow lists and charts while one types."""

from __future__ import annotations

from driving import drive, screen_text
from fakes import FakeStore, small_run

STORE = FakeStore(
    [small_run(name, train__loss=[2, 1], val__loss=[2, 1], lr=[1, 1]) for name in ("a1", "a2", "b")]
)


def listed(pilot):
    return " ".join(pilot.app.screen.listing.listed)


def tags(pilot):
    return " ".join(pilot.app.screen.state.charts)


def test_slash_filters_tags_from_the_charts():
    async def scenario(pilot):
        await pilot.press("/")
        assert pilot.app.screen.focused.id == "tag-filter"
        await pilot.press(*"loss")
        assert tags(pilot) == "train/loss val/loss"
        assert pilot.app.screen.charts._scene.charts == ("train/loss", "val/loss")
        assert "TAGS  2/3" in screen_text(pilot.app)

    drive(scenario, STORE)


def test_slash_filters_runs_from_the_list_of_runs():
    async def scenario(pilot):
        screen = pilot.app.screen
        screen.set_focus(screen.run_list)
        await pilot.press("/", "a")
        assert listed(pilot) == "a1 a2"
        assert [run.name for run in screen.charts._scene.runs] == ["a1", "a2"]
        assert "RUNS  2/3" in screen_text(pilot.app)

    drive(scenario, STORE)


def test_enter_keeps_the_filter_and_goes_back():
    async def scenario(pilot):
        screen = pilot.app.screen
        await pilot.press("/", "v", "enter")
        assert tags(pilot) == "val/loss"
        assert screen.focused is screen.charts
        assert not screen.query_one("#tag-filter").display
        assert "TAGS  1/3  /v" in screen_text(pilot.app)

    drive(scenario, STORE)


def test_escape_clears_first_and_leaves_then():
    async def scenario(pilot):
        screen = pilot.app.screen
        await pilot.press("/", "v", "escape")
        assert tags(pilot) == "lr train/loss val/loss"
        assert screen.focused.id == "tag-filter"
        await pilot.press("escape")
        assert screen.focused is screen.charts

    drive(scenario, STORE)


def test_escape_clears_a_filter_that_was_kept():
    async def scenario(pilot):
        await pilot.press("/", "v", "enter", "escape")
        assert tags(pilot) == "lr train/loss val/loss"

    drive(scenario, STORE)


def test_a_broken_expression_leaves_the_list_as_it_was():
    async def scenario(pilot):
        await pilot.press("/", *"/va.", "/")
        assert tags(pilot) == "val/loss"
        await pilot.press("left", "(")
        assert tags(pilot) == "val/loss"
        assert pilot.app.screen.focused.has_class("-wrong")
        await pilot.press("backspace")
        assert not pilot.app.screen.focused.has_class("-wrong")

    drive(scenario, STORE)


def test_nothing_matches():
    async def scenario(pilot):
        await pilot.press("/", *"zzz")
        assert "No tag matches /zzz" in screen_text(pilot.app)
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen.charts.display

    drive(scenario, STORE)


def test_filtering_unfolds_the_sidebar_where_it_is_folded_and_folds_it_again():
    async def scenario(pilot):
        screen = pilot.app.screen
        assert not screen.sidebar_shown
        await pilot.press("/", "v")
        assert screen.sidebar_shown
        await pilot.press("enter")
        assert not screen.sidebar_shown
        assert tags(pilot) == "val/loss"

    drive(scenario, STORE, size=(80, 24))


def test_a_sidebar_that_was_hidden_stays_hidden_after_filtering():
    async def scenario(pilot):
        screen = pilot.app.screen
        await pilot.press("b", "/", *"lr", "enter")
        assert tags(pilot) == "lr"
        assert not screen.sidebar_shown
        await pilot.press("b", "/", "enter")
        assert screen.sidebar_shown

    drive(scenario, STORE)


def test_tags_of_hidden_runs_are_not_listed():
    store = FakeStore([small_run("a", x=[1]), small_run("b", y=[1])])

    async def scenario(pilot):
        screen = pilot.app.screen
        screen.set_focus(screen.run_list)
        await pilot.press("space")
        assert tags(pilot) == "y"

    drive(scenario, store)
