"""Every key that moves or changes the charts, pressed."""

from __future__ import annotations

import pytest
from driving import drive, screen_text, toasts
from fakes import FIVE_POINTS, FakeLoader, FakeRun, FakeSeries, FakeStore, small_run

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
    assert state_after(*keys.split()).focused == tag


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
    assert state_after(*keys.split(), store=FIVE_POINTS).settings.cursor == cursor


def test_the_crosshair_keeps_its_point_when_the_x_axis_changes():
    settings = state_after("l", "l", "x", store=FIVE_POINTS).settings
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
    def scales(*keys):
        state = state_after(*keys)
        return [chart for chart in state.charts if state.axes.of(chart).scale == "log"]

    assert scales("s") == ["train/loss"]
    assert len(scales("S")) == 10


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
        screen.state.choose("m/47")
        screen.synchronise()
        for layout in (LayoutMode.GRID, LayoutMode.FOCUS, LayoutMode.GRID):
            await pilot.press("v")
            await pilot.pause()
            assert screen.state.shown_layout is layout
            assert screen.state.focused == "m/47"
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
