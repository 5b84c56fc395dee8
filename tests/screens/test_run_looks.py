"""Colours, marks and details of runs."""

from __future__ import annotations

import numpy as np
from driving import drive, screen_text
from fakes import NOW, FakeLoader, FakeRun, FakeSeries, FakeStore, small_run
from runs_on_screen import go_to_runs, three_runs, timed_run

from tbtui.plot.theme import DARK, LIGHT
from tbtui.screens.run_details import RunDetailsScreen


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
