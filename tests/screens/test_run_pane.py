"""What the keys of the list of runs do."""

from __future__ import annotations

import json

import numpy as np
from driving import drive, screen_text, toasts
from fakes import NOW, FakeLoader, FakeRun, FakeSeries, FakeStore, small_run

from tbtui.analysis.filters import parse
from tbtui.plot.theme import DARK, LIGHT
from tbtui.screens.help import FILTERS
from tbtui.screens.run_details import RunDetailsScreen

STEPS = np.arange(5)


def timed_run(name, last_value, seconds_ago):
    """A run with a point every ten seconds, the last of them so many seconds ago."""
    times = NOW + 30.0 - seconds_ago - 10.0 * (4 - STEPS)
    values = np.linspace(3.0, last_value, 5)
    return FakeRun(name, [FakeSeries(name, "loss", STEPS, values, times)])


def three_runs():
    return FakeStore(
        [small_run(name, loss=[9, last]) for name, last in (("a", 3), ("b", 1), ("c", 2))]
    )


def go_to_runs(pilot):
    screen = pilot.app.screen
    screen.set_focus(screen.run_list)
    return screen


def listed(pilot):
    return " ".join(pilot.app.screen.listing.listed)


def shown(pilot):
    return " ".join(run.name for run in pilot.app.screen.scene.runs)


def swatches(pilot):
    """The colours of the swatches in the list, from the top."""
    runs = pilot.app.screen.run_list
    strips = [runs.draw_line(index, 40) for index in range(runs.line_count())]
    return [
        segment.style.color.name for strip in strips for segment in strip if segment.text in "■□"
    ]


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


def test_a_colour_is_seen_while_the_cursor_is_on_it_and_kept_with_enter():
    async def scenario(pilot):
        screen = go_to_runs(pilot)
        before = screen.scene.colors["a"]
        await pilot.press("c")
        await pilot.press("j", "j", "j")
        assert screen.scene.colors["a"] == DARK.series[2]
        await pilot.press("escape")
        assert screen.scene.colors["a"] == before
        await pilot.press("c", "j", "enter")
        assert screen.scene.colors["a"] == DARK.series[0]
        await pilot.press("t")
        assert screen.scene.colors["a"] == LIGHT.series[0]
        await pilot.press("c", "k", "enter")
        assert pilot.app.session.chosen_colors.saved() == {}

    drive(scenario, three_runs())


def test_a_colour_can_be_typed():
    async def scenario(pilot):
        screen = go_to_runs(pilot)
        await pilot.press("c", "G", "enter", *"ff8", "enter")
        await pilot.pause()
        assert "as in #ff8800" in screen_text(pilot.app)
        await pilot.press(*"800", "enter")
        assert screen.scene.colors["a"] == "#ff8800"
        assert screen.focused is screen.run_list
        await pilot.press("c", "enter")
        assert pilot.app.screen is not screen
        await pilot.press("escape", "escape")
        assert screen.scene.colors["a"] == "#ff8800"

    drive(scenario, three_runs())


def test_colours_by_directory_are_a_setting():
    store = FakeStore([small_run(name, loss=[2, 1]) for name in ("x/1", "x/2", "y/1")])

    async def scenario(pilot):
        screen = go_to_runs(pilot)
        screen.action_settings("runs.")
        await pilot.pause()
        await pilot.press("left")
        colors = screen.scene.colors
        assert colors["x/1"] == colors["x/2"] != colors["y/1"]
        await pilot.press("left", "down", "enter", *r"/(\d)", "enter")
        colors = screen.scene.colors
        assert colors["x/1"] == colors["y/1"] != colors["x/2"]

    drive(scenario, store)


def test_marks_tell_running_from_stalled_and_silent_runs():
    store = FakeStore(
        [timed_run("a", 1, 5.0), timed_run("b", 1, 600.0), timed_run("c", 1, 90_000.0)]
    )

    async def scenario(pilot):
        lines = screen_text(pilot.app).splitlines()[3:6]
        assert [line[:29].rstrip()[-1] for line in lines] == ["●", "!", "1"]

    drive(scenario, store)


def test_the_mark_is_that_of_what_was_read_last():
    run = timed_run("a", 1, 600.0)
    loader = FakeLoader(FakeStore([run]))

    async def scenario(pilot):
        # The rest of the file follows at once; nothing comes after it for a long time.
        run.scalars["loss"] = timed_run("a", 1, 5.0).scalars["loss"]
        run.scalars["loss"].version = 2
        run.scalars = dict(run.scalars)
        loader.publish(loader.store.runs)
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[3][:29].rstrip()[-1] == "●"

    drive(scenario, loader=loader)


def test_a_list_of_runs_that_are_over_has_no_column_for_marks():
    store = FakeStore([timed_run("a", 1, 90_000.0)])

    async def scenario(pilot):
        assert screen_text(pilot.app).splitlines()[3].startswith(" ▌■ a                      1  │")

    drive(scenario, store)


def test_a_run_that_stops_is_marked_as_time_passes_and_nothing_else_is_drawn(monkeypatch):
    store = FakeStore([timed_run("a", 1, 5.0), timed_run("b", 1, 90_000.0)])

    async def scenario(pilot):
        screen = pilot.app.screen
        drawn = []
        monkeypatch.setattr(screen.run_list, "refresh_line", drawn.append)
        pilot.app.session.clock = lambda: NOW + 40.0
        screen.time_passed()
        assert drawn == []
        pilot.app.session.clock = lambda: NOW + 1000.0
        screen.time_passed()
        assert drawn == [0]

    drive(scenario, store)


def test_details_tell_all_about_a_run():
    restarted = FakeRun("a", [FakeSeries("a", "loss", [0, 5, 3, 9], [1, np.nan, 2, np.inf])])
    ahead = FakeRun("b", [FakeSeries("b", "loss", [0, 90], [1, 2])])

    async def scenario(pilot):
        go_to_runs(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RunDetailsScreen)
        text = screen_text(pilot.app)
        for words in ("/logs/a", "restarts         1", "NaN              1 values", "last step"):
            assert words in text
        await pilot.press("escape")
        assert "/logs/a" not in screen_text(pilot.app)

    drive(scenario, FakeStore([restarted, ahead]))


def test_details_tell_the_time_to_the_step_that_was_set():
    store = FakeStore([timed_run("a", 1, 0.0)])

    async def scenario(pilot):
        screen = go_to_runs(pilot)
        screen.state.runs.target_step = 64
        await pilot.press("D")
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "running" in text
        assert "6 steps/min" in text
        assert "to 64" in text
        assert "10m left" in text

    drive(scenario, store)


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


def test_where_there_is_room_the_list_tells_how_fast_a_run_is_or_when_it_is_done():
    store = FakeStore([timed_run("a", 1, 0.0), timed_run("b", 1, 90_000.0)])

    async def scenario(pilot):
        screen = pilot.app.screen
        assert "0.1/s ●" in screen_text(pilot.app)
        screen.state.runs.target_step = 64
        screen.synchronise()
        await pilot.pause()
        assert "10m left ●" in screen_text(pilot.app)

    drive(scenario, store, size=(300, 48))


def test_help_explains_filters_with_examples_that_are_filters():
    for typed, _ in FILTERS:
        parse(typed)

    async def scenario(pilot):
        await pilot.press("?", "G")
        await pilot.pause()
        assert "Runs by the last value of a metric" in screen_text(pilot.app)

    drive(scenario, three_runs())
