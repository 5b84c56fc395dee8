"""What the keys of the list of runs do."""

from __future__ import annotations

import json

from driving import drive, screen_text, toasts
from fakes import FakeLoader, FakeStore, small_run
from runs_on_screen import go_to_runs, listed, shown, swatches, three_runs

from tbtui.analysis.filters import parse
from tbtui.plot.theme import DARK, LIGHT
from tbtui.screens.help import FILTERS


def test_metrics_are_compared_while_one_types_and_when_data_arrive():
    store = three_runs()
    loader = FakeLoader(store)

    async def scenario(pilot):
        go_to_runs(pilot)
        await pilot.press("/", *"loss<1.5")
        assert listed(pilot) == "b"
        loader.publish([small_run("a", loss=[9, 0.5]), *store.runs[1:]])
        await pilot.pause(0.3)
        assert listed(pilot) == "a b"

    drive(scenario, loader=loader)


def test_the_line_below_the_filter_says_what_can_be_typed_and_what_is_wrong():
    async def scenario(pilot):
        go_to_runs(pilot)
        await pilot.press("/")
        assert "loss<.2" in screen_text(pilot.app)
        await pilot.press(*"loss<1.5 |")
        await pilot.pause()
        assert "something is missing" in screen_text(pilot.app)
        assert listed(pilot) == "b"
        await pilot.press(*" zzz<1")
        await pilot.pause()
        assert "no run has zzz" in screen_text(pilot.app)
        await pilot.press("enter")
        await pilot.pause()
        assert "no run has zzz" not in screen_text(pilot.app)

    drive(scenario, three_runs())


def test_up_brings_back_the_filter_that_was_kept_before():
    async def scenario(pilot):
        screen = go_to_runs(pilot)
        await pilot.press("/", "a", "enter", "/", "backspace", "b", "enter")
        await pilot.press("/", "backspace", "up")
        assert screen.state.run_filter == "b"
        await pilot.press("up")
        assert screen.state.run_filter == "a"
        await pilot.press("down", "down")
        assert screen.state.run_filter == ""
        assert screen.focused.id == "run-filter"

    drive(scenario, three_runs())


def test_runs_and_tags_have_histories_of_their_own():
    async def scenario(pilot):
        screen = go_to_runs(pilot)
        await pilot.press("/", "a", "enter", "escape")
        screen.set_focus(screen.charts)
        await pilot.press("/", "l", "enter", "escape", "/", "up")
        assert screen.state.tag_filter == "l"

    drive(scenario, three_runs())


def test_emphasised_runs_are_drawn_in_front_of_dim_ones_until_escape():
    async def scenario(pilot):
        screen = go_to_runs(pilot)
        before = swatches(pilot)
        await pilot.press("j", "F")
        assert screen.scene.emphasised == {"b"}
        assert screen.scene.background == DARK.background
        assert list(map(str.__eq__, swatches(pilot), before)) == [False, True, False]
        await pilot.press("j", "F")
        assert screen.scene.emphasised == {"b", "c"}
        await pilot.press("F")
        assert screen.scene.emphasised == {"b"}
        await pilot.press("escape")
        assert screen.scene.emphasised == frozenset()
        assert swatches(pilot) == before

    drive(scenario, three_runs())


def test_emphasis_survives_the_theme_and_is_asleep_while_its_run_is_hidden():
    async def scenario(pilot):
        screen = go_to_runs(pilot)
        await pilot.press("F", "t")
        assert screen.scene.emphasised == {"a"}
        assert screen.scene.background == LIGHT.background
        await pilot.press("space")
        assert screen.scene.emphasised == frozenset()
        await pilot.press("space")
        assert screen.scene.emphasised == {"a"}

    drive(scenario, three_runs())


def test_the_legend_names_an_emphasised_run_however_many_runs_there_are():
    store = FakeStore([small_run(f"run{number:02}", loss=[number, 1]) for number in range(40)])

    def legend(pilot):
        lines = screen_text(pilot.app).split("\n")
        return [line[30:] for line in lines[2:] if " run" in line[30:]]

    async def scenario(pilot):
        go_to_runs(pilot)
        await pilot.press("G")
        assert not any("run39" in line for line in legend(pilot))
        await pilot.press("F")
        assert "run39" in legend(pilot)[0]

    drive(scenario, store)


def test_a_hidden_run_cannot_be_emphasised():
    async def scenario(pilot):
        go_to_runs(pilot)
        await pilot.press("space", "F")
        assert toasts(pilot.app) == ["a is hidden; space shows it"]

    drive(scenario, three_runs())


def test_only_the_best_runs_are_listed_and_drawn():
    store = three_runs()
    loader = FakeLoader(store)

    async def scenario(pilot):
        screen = go_to_runs(pilot)
        await pilot.press("N", "-", "2", "enter")
        assert screen.focused is screen.run_list
        assert listed(pilot) == shown(pilot) == "b c"
        assert "RUNS  2/3  bottom 2 by loss" in screen_text(pilot.app)
        loader.publish([small_run("a", loss=[9, 0.5]), *store.runs[1:]])
        await pilot.pause(0.3)
        assert listed(pilot) == "a b"
        await pilot.press("escape")
        assert listed(pilot) == "a b c"

    drive(scenario, loader=loader)


def test_the_best_are_those_among_the_runs_that_the_filter_lets_through():
    async def scenario(pilot):
        go_to_runs(pilot)
        await pilot.press("/", *"-a", "enter", "N", "1", "enter")
        assert listed(pilot) == "c"
        assert "RUNS  1/3  top 1" in screen_text(pilot.app)
        await pilot.press("space")
        assert (listed(pilot), shown(pilot)) == ("c", "")

    drive(scenario, three_runs())


def test_the_number_goes_up_and_down_and_what_is_none_is_explained():
    async def scenario(pilot):
        screen = go_to_runs(pilot)
        await pilot.press("N", "up", "up")
        assert screen.state.runs.limit == 2
        await pilot.press("x")
        await pilot.pause()
        assert screen.state.runs.limit == 2
        assert screen.focused.has_class("-wrong")
        assert "-5 for the lowest" in screen_text(pilot.app)
        await pilot.press("escape", "escape")
        assert screen.state.runs.limit == 0

    drive(scenario, three_runs())


def test_another_chart_in_focus_has_another_best_run():
    store = FakeStore([small_run("a", x=[1], y=[2]), small_run("b", x=[2], y=[1])])

    async def scenario(pilot):
        go_to_runs(pilot)
        await pilot.press("N", "1", "enter")
        assert listed(pilot) == "b"
        pilot.app.screen.action_focus_chart(1)
        assert listed(pilot) == "a"

    drive(scenario, store)


def test_the_list_is_sorted_by_value_with_the_cursor_on_the_same_run():
    async def scenario(pilot):
        screen = go_to_runs(pilot)
        await pilot.press("O")
        assert listed(pilot) == "a c b"
        assert "↓ loss" in screen_text(pilot.app)
        await pilot.press("O")
        assert listed(pilot) == "b c a"
        assert screen.run_list.current == "a"
        assert shown(pilot) == "a b c"
        await pilot.press("O", "O")
        assert listed(pilot) == "a b c"

    drive(scenario, three_runs())


def test_a_swatch_toggles_a_name_only_focuses_and_twice_shows_it_alone():
    async def scenario(pilot):
        screen = go_to_runs(pilot)
        await pilot.click("#runs", offset=(2, 1))
        await pilot.pause()
        assert shown(pilot) == "a c"
        await pilot.click("#runs", offset=(2, 1))
        await pilot.pause()
        await pilot.click("#runs", offset=(6, 2))
        await pilot.pause()
        assert (screen.run_list.current, shown(pilot)) == ("c", "a b c")
        await pilot.click("#runs", offset=(6, 0), times=2)
        await pilot.pause()
        assert shown(pilot) == "a"

    drive(scenario, three_runs())


def test_names_from_logs_are_escaped_wherever_they_are_shown():
    name = "ev\x1b[31mil"
    store = FakeStore([small_run(name, **{"lo\x1bss": [1, 2]})])

    async def scenario(pilot):
        go_to_runs(pilot)
        for keys in (["enter"], ["escape", "c"], ["escape", "N", "1"], ["enter", "O"]):
            await pilot.press(*keys)
            await pilot.pause()
            assert "\x1b" not in screen_text(pilot.app)
        assert json.dumps(screen_text(pilot.app)).count("\\\\x1b") > 0

    drive(scenario, store)


def test_a_filter_that_no_run_passes_is_told_from_runs_that_are_hidden():
    async def scenario(pilot):
        go_to_runs(pilot)
        await pilot.press("a")
        await pilot.pause()
        assert "No run is shown" in screen_text(pilot.app)
        await pilot.press("/", *"zzz")
        await pilot.pause()
        assert "No run matches /zzz" in screen_text(pilot.app)

    drive(scenario, three_runs())


def test_help_explains_filters_with_examples_that_are_filters():
    for typed, _ in FILTERS:
        parse(typed)

    async def scenario(pilot):
        await pilot.press("?", "G")
        await pilot.pause()
        assert "Runs by the last value of a metric" in screen_text(pilot.app)

    drive(scenario, three_runs())
