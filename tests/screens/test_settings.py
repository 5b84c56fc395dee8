"""The panel of settings: what it changes, and what it refuses."""

from __future__ import annotations

import pytest
from driving import drive, screen_text
from fakes import FakeStore, small_run

from tbtui.screens.settings import SettingsScreen
from tbtui.widgets.setting_list import Setting, SettingList

STORE = FakeStore(
    [small_run(name, loss=[3, 2, 1], tokens=[0, 100, 200]) for name in ("first", "second")]
)


def state_after(*keys, store=STORE):
    found = []

    async def scenario(pilot):
        await pilot.press(*keys)
        found.append(pilot.app.screen_stack[-2].state)

    drive(scenario, store)
    return found[0]


def typed(text):
    return [{" ": "space", ".": "full_stop", "-": "minus"}.get(letter, letter) for letter in text]


def test_values_change_while_the_charts_are_in_view():
    state = state_after("comma", "l", "l")
    assert state.settings.smoother == "median"
    assert state_after("comma", "h").settings.smoother == "savitzky-golay"


def test_any_tag_can_be_x():
    state = state_after("X", *"llll", "j", "enter", *typed("tok"), "enter")
    assert (state.settings.horizontal, state.settings.x_tag) == ("tag", "tokens")


@pytest.mark.parametrize(
    ("text", "x_range"), [("1 2", (1.0, 2.0)), ("0.5, 2", (0.5, 2.0)), ("", None)]
)
def test_the_range_of_x_is_typed(text, x_range):
    keys = [{",": "comma"}.get(key, key) for key in typed(text)]
    assert state_after("X", *"jjj", "enter", *keys, "enter").settings.x_range == x_range


def test_a_range_the_wrong_way_round_is_refused_and_explained():
    async def scenario(pilot):
        await pilot.press("X", *"jjj", "enter", *typed("5 2"), "enter")
        assert "must be lower" in screen_text(pilot.app)
        await pilot.press("escape", "escape")
        assert pilot.app.screen.state.settings.x_range is None

    drive(scenario, STORE)


def test_limits_of_y_are_those_of_one_chart_until_they_are_given_to_all():
    limits = ["Y", "j", "enter", *typed("-1"), "enter"]
    axes = state_after(*limits).axes
    assert (axes.of("loss").low, axes.of("tokens").low) == (-1.0, None)
    axes = state_after(*limits, "j", "j", "j", "enter").axes
    assert (axes.of("loss").low, axes.of("tokens").low) == (-1.0, -1.0)


def test_symlog_and_zero():
    axes = state_after("Y", "h", "j", "j", "j", "l").axes
    assert (axes.of("loss").scale, axes.of("loss").include_zero) == ("symlog", True)


def test_charts_of_a_group_share_their_range():
    async def scenario(pilot):
        charts = pilot.app.screen.charts
        scales = []
        for keys in ((), ("Y", *"jjjjj", "l", "escape")):
            await pilot.press(*keys)
            scales.append(charts.vertical_scale().domain)
        assert scales[0][1] < 10
        assert scales[1][1] > 100

    drive(scenario, STORE)


def test_the_cursor_passes_over_headings():
    state = state_after("comma", "j", "j", "j", "l")
    assert state.settings.horizontal == "relative"


def test_escape_closes_the_panel():
    async def scenario(pilot):
        await pilot.press("comma")
        assert "Settings" in screen_text(pilot.app)
        await pilot.press("escape")
        assert len(pilot.app.screen_stack) == 1

    drive(scenario, STORE)


def test_the_cursor_is_where_it_was_asked_for_before_the_next_key():
    rows = [Setting("", "A"), Setting("a.one", "one"), Setting("", "B"), Setting("b.two", "two")]

    async def scenario(pilot):
        panel = SettingsScreen(lambda: rows, lambda: None, "b")
        await pilot.app.push_screen(panel)
        assert panel.query_one(SettingList).current.label == "two"

    drive(scenario, STORE)


def test_the_tag_of_the_x_axis_is_named_beside_the_charts():
    async def scenario(pilot):
        await pilot.press("X", *"llll", "escape")
        assert pilot.app.screen.state.settings.x_tag == "tokens"
        assert "x axis     tokens" in screen_text(pilot.app)
        await pilot.press("w", "l", "escape")
        assert "smoothing  mean 2 %" in screen_text(pilot.app)

    drive(scenario, STORE)


def test_a_limit_that_is_opened_and_kept_stays_what_it_is():
    limit = ["Y", "j", "enter", *typed("0.123456789"), "enter"]
    axis = state_after(*limit, "enter", "enter").axes.of("loss")
    assert axis.low == 0.123456789


def test_a_logarithmic_x_axis_is_named_beside_the_charts():
    async def scenario(pilot):
        await pilot.press("X", "j", "j", "l", "escape")
        assert "x axis     step · log" in screen_text(pilot.app)

    drive(scenario, STORE)


def test_a_tag_with_control_characters_is_typed_as_it_is_shown():
    store = FakeStore([small_run("run", **{"loss": [3, 2], "a\x1b[31mb": [1, 2]})])

    async def scenario(pilot):
        await pilot.press("X", "j", "enter", *typed("31mb"), "enter", "enter")
        assert pilot.app.screen.query_one("SettingInput").value == "a\\x1b[31mb"
        await pilot.press("enter", "escape")
        assert pilot.app.screen.state.settings.x_tag == "a\x1b[31mb"

    drive(scenario, store)
