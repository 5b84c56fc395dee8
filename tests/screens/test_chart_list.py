"""Where there is no room for charts, each curve is a line of text with its value."""

from __future__ import annotations

import pytest
from driving import drive, screen_text
from fakes import FakeStore, small_run

from tbtui.widgets.chart_layout import list_layout
from tbtui.widgets.chart_list import curve_columns, name_width
from tbtui.widgets.chart_scene import LayoutMode

TAGS = ("accuracy", "loss", "rate")


def store():
    return FakeStore(
        [small_run(name, **{tag: range(20) for tag in TAGS}) for name in ("first", "second")]
    )


def body(*keys, size=(40, 10), data=None):
    """Press keys and return the lines between header and footer."""
    lines = []

    async def scenario(pilot):
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        lines.extend(screen_text(pilot.app).splitlines()[1:-1])

    drive(scenario, data or store(), size=size)
    return lines


def test_the_chart_in_focus_shows_its_curves_and_the_others_one_line():
    lines = body()
    assert [line.split()[0] for line in lines if line] == ["━", "▌loss", "━", "━", "━"]
    assert [line.split()[1] for line in lines if "━" in line] == [
        "accuracy",
        "first",
        "second",
        "rate",
    ]
    values = [float(line.split()[-1]) for line in lines if "━" in line]
    assert len(set(values)) == 1
    assert all(any("⠀" < cell <= "⣿" for cell in line) for line in lines if "━" in line)


def test_the_next_chart_opens_and_the_grid_opens_none():
    assert "▌rate" in "\n".join(body("j"))
    closed = body("v")
    assert [line.split()[1] for line in closed if line] == list(TAGS)


def test_the_crosshair_is_read_out():
    lines = body("g")
    assert "step 0" in lines[1]
    assert lines[2].split()[-1] == "0"


def test_a_chart_is_maximised_into_a_frame():
    assert body("z")[0].startswith("╭─ loss ")


def test_a_click_sets_the_crosshair():
    async def scenario(pilot):
        left, _ = curve_columns(40)
        await pilot.click("#charts", offset=(left, 2))
        await pilot.pause()
        assert pilot.app.screen.state.settings.cursor in (0.0, 1.0)

    drive(scenario, store(), size=(40, 10))


def test_more_curves_than_lines_are_counted():
    runs = FakeStore([small_run(f"run {number}", loss=range(5)) for number in range(20)])
    lines = body(size=(40, 8), data=runs)
    assert len(lines) == 6
    assert lines[-1].split() == ["+16", "more"]


@pytest.mark.parametrize("width", [20, 30, 40, 80, 200])
def test_name_curve_and_value_fill_the_line(width):
    left, curve = curve_columns(width)
    assert left == 3 + name_width(width) + 1
    assert curve >= 4 or width < 30
    assert left + curve + 9 == width


def test_the_opened_chart_stays_within_the_pane():
    layout = list_layout(TAGS, 40, 8, "loss", 100)
    assert [row.height for row in layout.rows] == [1, 8, 1]
    assert layout.place_of["loss"].listed
    assert list_layout(TAGS, 40, 8, None, 0).height == len(TAGS)


def test_a_resized_terminal_goes_over_to_charts():
    async def scenario(pilot):
        await pilot.resize_terminal(60, 20)
        await pilot.pause(0.2)
        assert "╭─ loss" in screen_text(pilot.app)
        assert pilot.app.screen.charts.layout_mode is LayoutMode.FOCUS

    drive(scenario, store(), size=(30, 8))
