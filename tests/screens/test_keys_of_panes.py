"""Every key of the lists, the panes and the whole program, pressed; and the mouse."""

from __future__ import annotations

import pytest
from driving import drive, screen_text, toasts
from fakes import FIVE_POINTS, FakeLoader, FakeStore, small_run, training_runs

from tbtui.bindings import Where
from tbtui.plot.theme import LIGHT
from tbtui.screens.help import HelpScreen
from tbtui.screens.problems import ProblemsScreen


def shown_runs(app):
    return [run.name for run in app.screen.listing.shown]


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("space", "b c"),
        ("space space", "a b c"),
        ("j f", "b"),
        ("j f f", "a b c"),
        ("j f j f f", "a b c"),
        ("a", ""),
        ("a a", "a b c"),
        ("j space i", "b"),
    ],
)
def test_runs_are_chosen(keys, shown):
    store = FakeStore([small_run(name, loss=[1, 2]) for name in "abc"])

    async def scenario(pilot):
        pilot.app.screen.set_focus(pilot.app.screen.run_list)
        await pilot.press(*keys.split())
        assert shown_runs(pilot.app) == shown.split()
        scene = pilot.app.screen.charts._scene
        assert [run.name for run in scene.runs] == shown.split()

    drive(scenario, store)


def test_a_tag_of_the_tree_brings_its_chart_to_the_front():
    async def scenario(pilot):
        screen = pilot.app.screen
        screen.set_focus(screen.tag_tree)
        await pilot.press("j", "enter")
        assert screen.state.focused == "train/lr"
        assert screen.charts._scene.focused == "train/lr"

    drive(scenario)


def test_tab_goes_around_the_panes_and_the_footer_follows():
    async def scenario(pilot):
        screen = pilot.app.screen
        seen = []
        for _ in range(3):
            seen.append((screen.focused_pane, screen_text(pilot.app).splitlines()[-1].split()[0]))
            await pilot.press("tab")
        assert seen == [(Where.CHARTS, "j/k"), (Where.RUNS, "/"), (Where.TAGS, "/")]
        await pilot.press("shift+tab")
        assert screen.focused_pane is Where.TAGS

    drive(scenario)


READOUT = "loss\nrun\tstep\tvalue\tsmoothed\na\t1\t4.0\t4.375\n"


def test_copy_puts_the_readout_on_the_clipboard_and_into_a_file(copied_path):
    async def scenario(pilot):
        await pilot.press("l", "l", "y")
        assert pilot.app.clipboard == READOUT
        assert toasts(pilot.app) == [f"Copied 1 value of loss; also in {copied_path}"]
        assert copied_path.read_text() == READOUT
        await pilot.pause(0.1)
        assert "Copied 1 value of loss" in screen_text(pilot.app)

    drive(scenario, FIVE_POINTS)


def test_copy_works_without_a_place_for_the_file(copied_path):
    copied_path.parent.parent.write_text("a file in the way")

    async def scenario(pilot):
        await pilot.press("y")
        assert pilot.app.clipboard.startswith("loss")
        assert toasts(pilot.app) == ["Copied 1 value of loss"]

    drive(scenario, FIVE_POINTS)


def test_reload_and_pause():
    loader = FakeLoader(FIVE_POINTS)

    async def scenario(pilot):
        await pilot.press("r")
        assert loader.reloads == 1
        await pilot.press("p")
        assert loader.paused
        assert "paused" in screen_text(pilot.app).splitlines()[0]
        await pilot.press("p")
        assert not loader.paused
        assert loader.reloads == 2

    drive(scenario, loader=loader)
    assert loader.stopped


def test_help_and_problems_open_and_close():
    async def scenario(pilot):
        for key, dialog in (("?", HelpScreen), ("f1", HelpScreen), ("!", ProblemsScreen)):
            await pilot.press(key)
            assert isinstance(pilot.app.screen, dialog)
            await pilot.press("escape")
            assert not isinstance(pilot.app.screen, dialog)

    drive(scenario)


def test_sidebar():
    async def scenario(pilot):
        await pilot.press("b")
        assert not pilot.app.screen.query_one("#sidebar").display
        await pilot.press("b")
        assert pilot.app.screen.query_one("#sidebar").display

    drive(scenario)


def test_theme():
    async def scenario(pilot):
        await pilot.press("t")
        await pilot.pause()
        assert pilot.app.palette is LIGHT
        first = pilot.app.screen._compositor.render_strips()[5]
        backgrounds = {
            segment.style.bgcolor.name
            for segment in first
            if segment.style and segment.style.bgcolor
        }
        assert backgrounds <= {LIGHT.background, LIGHT.legend_background}

    drive(scenario)


def test_tabs_stay_where_there_is_only_one():
    async def scenario(pilot):
        await pilot.press("1", "[", "]")
        assert pilot.app.current_mode == "scalars"

    drive(scenario)


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
def test_quit(key):
    async def scenario(pilot):
        await pilot.press(key)

    assert drive(scenario).return_code == 0


def test_ctrl_c_quits_while_help_or_a_filter_is_open():
    async def scenario(pilot):
        await pilot.press("/", "x", "q")
        assert pilot.app.screen.state.tag_filter == "xq"
        await pilot.press("ctrl+c")

    assert not drive(scenario)._running


@pytest.mark.parametrize("opener", [":", "ctrl+p"])
def test_the_command_palette_runs_actions_by_name(opener):
    async def scenario(pilot):
        await pilot.press(opener)
        await pilot.pause()
        await pilot.press(*"grid lines")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert not pilot.app.screen.state.settings.grid

    drive(scenario)


def test_redraw_changes_nothing():
    async def scenario(pilot):
        before = screen_text(pilot.app)
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert screen_text(pilot.app) == before

    drive(scenario)


def test_a_key_map_moves_a_key():
    async def scenario(pilot):
        pilot.app.set_keymap({"smoothing.more": "w"})
        await pilot.press("w")
        assert pilot.app.screen.state.settings.smoothing == 0.65

    drive(scenario)


def test_the_mouse_focuses_a_chart_and_sets_the_crosshair():
    async def scenario(pilot):
        screen = pilot.app.screen
        await pilot.click("#charts", offset=(60, 38))
        await pilot.pause()
        assert screen.state.focused == "val/acc"
        assert screen.state.settings.cursor is not None

    drive(scenario)


def test_a_click_on_the_swatch_toggles_the_run():
    async def scenario(pilot):
        await pilot.click("#runs", offset=(2, 1))
        await pilot.pause()
        assert "lr3e-4" not in shown_runs(pilot.app)

    drive(scenario, FakeStore(training_runs()))


def test_where_there_is_room_for_one_pane_only_the_sidebar_takes_its_turn():
    async def scenario(pilot):
        screen = pilot.app.screen
        assert screen.focused is screen.charts
        await pilot.press("b")
        assert not screen.charts.display
        assert screen.focused is screen.run_list
        await pilot.press("tab", "tab")
        assert screen.focused is screen.run_list
        await pilot.press("b")
        assert screen.focused is screen.charts
        await pilot.press("/", "l", "enter")
        assert screen.focused is screen.charts

    drive(scenario, size=(60, 15))


def test_resizing_keeps_the_focus_on_a_pane_that_is_shown():
    async def scenario(pilot):
        screen = pilot.app.screen
        screen.set_focus(screen.tag_tree)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert screen.focused is screen.charts
        await pilot.resize_terminal(20, 5)
        await pilot.pause(0.1)
        assert "30×8 needed" in screen_text(pilot.app)
        await pilot.resize_terminal(160, 48)
        await pilot.pause(0.1)
        assert "train/loss" in screen_text(pilot.app)
        await pilot.press("l")
        assert screen.state.settings.cursor == 0

    drive(scenario)
