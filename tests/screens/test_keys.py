"""Every key of the Scalars dashboard, pressed."""

from __future__ import annotations

import pytest
from driving import drive, screen_text
from fakes import FakeLoader, FakeRun, FakeSeries, FakeStore, small_run, training_runs

from tbtui.bindings import Where
from tbtui.plot.theme import LIGHT
from tbtui.screens.help import HelpScreen
from tbtui.screens.problems import ProblemsScreen
from tbtui.widgets.chart_scene import LayoutMode


def state_after(*keys, store=None, **options):
    """Press keys with the charts in focus and return the state of the dashboard."""
    found = {}

    async def scenario(pilot):
        await pilot.press(*keys)
        found["state"] = pilot.app.screen.state

    drive(scenario, store, **options)
    return found["state"]


@pytest.mark.parametrize(
    ("keys", "tag"),
    [
        ("", "train/loss"),
        ("j", "train/lr"),
        ("down", "train/lr"),
        ("k", "train/grad_norm"),
        ("up up", "train/acc"),
        ("pagedown", "train/lr"),
        ("v pagedown", "val/loss"),
        ("v pageup", "layers/0/mean"),
    ],
)
def test_charts_are_gone_through(keys, tag):
    assert state_after(*keys.split()).focused_tag == tag


POINTS = FakeStore([small_run("a", loss=[5, 4, 3, 2, 1])])


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [
        ("l", 0),
        ("h", 4),
        ("l right", 1),
        ("h left", 3),
        ("l L", 4),
        ("h H", 0),
        ("g", 0),
        ("G", 4),
        ("end home", 0),
        ("h escape", None),
    ],
)
def test_the_crosshair_moves_by_points(keys, cursor):
    assert state_after(*keys.split(), store=POINTS).settings.cursor == cursor


def test_the_crosshair_keeps_its_point_when_the_x_axis_changes():
    settings = state_after("l", "l", "x", store=POINTS).settings
    assert settings.horizontal == "relative"
    assert settings.cursor == pytest.approx(9.0 / 50)


@pytest.mark.parametrize(
    ("keys", "attribute", "value"),
    [
        (">", "smoothing", 0.65),
        ("< <", "smoothing", 0.5),
        ("x", "horizontal", "relative"),
        ("x x", "horizontal", "wall"),
        ("x x x", "horizontal", "step"),
        ("o", "ignore_outliers", True),
        ("#", "grid", False),
        ("A", "all_lives", True),
        ("A A", "all_lives", False),
    ],
)
def test_settings_change(keys, attribute, value):
    assert getattr(state_after(*keys.split()).settings, attribute) == value


def test_zoom():
    left, right = state_after("+").settings.x_range
    assert right - left == pytest.approx(399 * 50 / 2, rel=0.2)
    assert state_after("+", "+", "-", "-").settings.x_range is None
    assert state_after("+", "=").settings.x_range is None
    assert state_after("+", "escape").settings.x_range is None


def test_log_scale():
    assert state_after("s").log_tags == {"train/loss"}
    assert len(state_after("S").log_tags) == 10


def test_layouts():
    assert state_after("v").shown_layout is LayoutMode.GRID
    assert state_after("z").shown_layout is LayoutMode.SINGLE
    assert state_after("enter").shown_layout is LayoutMode.SINGLE
    assert state_after("z", "escape").shown_layout is LayoutMode.FOCUS
    assert state_after("v", "z", "z").shown_layout is LayoutMode.GRID


def test_the_grid_scrolls_to_the_chart_in_focus():
    store = FakeStore([small_run("a", **{f"m__{number}": [1, 2] for number in range(60)})])

    async def scenario(pilot):
        await pilot.press("v")
        charts = pilot.app.screen.charts
        for _ in range(3):
            await pilot.press("pagedown")
        assert charts.scroll_offset.y > 0
        place = charts._place_of_focused()
        top = charts.scroll_offset.y
        assert top <= place.y
        assert place.y + place.height <= top + charts.size.height

    drive(scenario, store)


def focused_is_in_view(charts):
    place, top = charts._place_of_focused(), charts.scroll_offset.y
    return top <= place.y and place.y + place.height <= top + charts.size.height


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (60, 15)])
def test_the_chart_in_focus_stays_in_view_through_layouts(size):
    tags = {f"m__{number:02}": [1, 2] for number in range(60)}
    store = FakeStore([small_run("a", **tags)])

    async def scenario(pilot):
        screen = pilot.app.screen
        charts = screen.charts
        screen.state.choose_tag("m/47")
        screen.synchronise()
        for layout in (LayoutMode.GRID, LayoutMode.FOCUS, LayoutMode.GRID):
            await pilot.press("v")
            await pilot.pause()
            assert screen.state.shown_layout is layout
            assert screen.state.focused_tag == "m/47"
            assert focused_is_in_view(charts)
            assert "m/47 ─" in screen_text(pilot.app)
        assert charts.scroll_offset.y > 0
        assert charts.vertical_scrollbar.position == charts.scroll_offset.y

    drive(scenario, store, size=size)


def test_tags_that_arrive_do_not_push_the_chart_in_focus_out_of_view():
    loader = FakeLoader(FakeStore([small_run("a", z__loss=[1, 2])]))

    async def scenario(pilot):
        await pilot.press("v")
        tags = {f"m__{number:02}": [1, 2] for number in range(60)}
        loader.publish([small_run("a", z__loss=[1, 2], **tags)])
        await pilot.pause(0.3)
        assert pilot.app.screen.charts.scroll_offset.y > 0
        assert focused_is_in_view(pilot.app.screen.charts)

    drive(scenario, loader=loader)


def setting(app, label):
    rows = screen_text(app).splitlines()
    return next((row[12:].split()[0] for row in rows if row.startswith(f" {label} ")), None)


def test_the_settings_name_the_y_axis_of_the_chart_in_focus():
    async def scenario(pilot):
        for keys, expected in (("", "linear"), ("s", "log"), ("j", "linear"), ("k", "log")):
            await pilot.press(*keys)
            await pilot.pause()
            assert setting(pilot.app, "y axis") == expected

    drive(scenario)


def three_lives():
    steps = [*range(30), *range(20, 40), *range(10, 25)]
    values = [float(-step) for step in steps]
    return FakeRun("restarted", [FakeSeries("restarted", "loss", steps, values)])


def test_all_lives_of_restarted_runs_are_shown_and_hidden_again():
    async def scenario(pilot):
        app = pilot.app
        assert setting(app, "lives") == "newest"
        newest = screen_text(app)
        await pilot.press("A")
        await pilot.pause()
        assert setting(app, "lives") == "all"
        everything = screen_text(app)
        assert "65 points" in everything
        assert "25 points" in newest
        # The second life went on to step 39.
        assert app.screen.charts._frames.paint(
            app.screen.charts._place_of_focused(), app.palette
        ).chart.x_domain == (0, 39)
        await pilot.press("A")
        await pilot.pause()
        assert screen_text(app) == newest
        assert toasts(app) == []

    drive(scenario, FakeStore([three_lives()]))


def test_where_nothing_was_restarted_lives_are_not_mentioned():
    async def scenario(pilot):
        assert setting(pilot.app, "lives") is None
        await pilot.press("A")
        assert pilot.app.screen.state.settings.all_lives
        assert toasts(pilot.app) == [
            "All lives are shown; in this chart no run went back to an earlier step"
        ]
        assert setting(pilot.app, "lives") is None

    drive(scenario)


def test_the_grid_starts_at_the_chart_in_focus():
    async def scenario(pilot):
        await pilot.press("v")
        await pilot.pause(0.1)
        assert "train/loss" in screen_text(pilot.app)

    drive(scenario, size=(80, 24))


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
        assert screen.state.focused_tag == "train/lr"
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


def toasts(app):
    return [notification.message for notification in app._notifications]


def test_copy_puts_the_readout_on_the_clipboard_and_into_a_file(copied_path):
    async def scenario(pilot):
        await pilot.press("l", "l", "y")
        assert pilot.app.clipboard == READOUT
        assert toasts(pilot.app) == [f"Copied 1 value of loss; also in {copied_path}"]
        assert copied_path.read_text() == READOUT
        await pilot.pause(0.1)
        assert "Copied 1 value of loss" in screen_text(pilot.app)

    drive(scenario, POINTS)


def test_copy_works_without_a_place_for_the_file(copied_path):
    copied_path.parent.parent.write_text("a file in the way")

    async def scenario(pilot):
        await pilot.press("y")
        assert pilot.app.clipboard.startswith("loss")
        assert toasts(pilot.app) == ["Copied 1 value of loss"]

    drive(scenario, POINTS)


def test_reload_and_pause():
    loader = FakeLoader(POINTS)

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
        assert screen.state.focused_tag == "val/acc"
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
        await pilot.resize_terminal(30, 8)
        await pilot.pause(0.1)
        assert "40×10 needed" in screen_text(pilot.app)
        await pilot.resize_terminal(160, 48)
        await pilot.pause(0.1)
        assert "train/loss" in screen_text(pilot.app)
        await pilot.press("l")
        assert screen.state.settings.cursor == 0

    drive(scenario)
