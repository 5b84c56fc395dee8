"""The table of readings: at the crosshair, over a range, and sorted."""

from __future__ import annotations

import math

from driving import drive, screen_text, toasts
from fakes import FakeStore, small_run

from tbtui.widgets.reading_columns import SortOrder, sorted_readings
from tbtui.widgets.readout import Reading

STORE = FakeStore(
    [
        small_run("a", loss=[4, 3, 2, 1]),
        small_run("b", loss=[9, 9, 9, 9]),
        small_run("c", loss=[1, 3, 2, 5]),
    ]
)


def rows(pilot):
    table = pilot.app.screen.readings_table
    return [row.curve.name for row in table.readings.rows]


def test_the_table_reads_what_the_crosshair_stands_on():
    async def scenario(pilot):
        await pilot.press(*"<<<<<<<<<<<<", "T", "l", "l")
        table = pilot.app.screen.readings_table
        assert [(row.step, row.value) for row in table.readings.rows] == [(1, 3), (1, 9), (1, 3)]
        assert "smoothed" not in [column.name for column in table.readings.columns]
        await pilot.press("T")
        assert not table.display

    drive(scenario, STORE)


def test_rows_are_sorted_by_any_column_both_ways():
    async def scenario(pilot):
        await pilot.press(*"<<<<<<<<<<<<", "T")
        screen = pilot.app.screen
        screen.set_focus(screen.readings_table.rows)
        await pilot.press("n", "n")
        assert rows(pilot) == ["a", "c", "b"]
        await pilot.press("R")
        assert rows(pilot) == ["b", "c", "a"]
        assert "value↓" in screen_text(pilot.app)

    drive(scenario, STORE)


def reading(curve, smoothed):
    return Reading(curve, 0.0, 0, 0.0, 0.0, smoothed, smoothed)


class Named:
    def __init__(self, name):
        self.name = self.label = name


def test_the_nearest_to_the_run_in_focus_come_first():
    found = [reading(Named(name), value) for name, value in (("a", 1), ("b", 5), ("c", 4))]
    order = SortOrder("nearest")
    assert [row.curve.name for row in sorted_readings(found, order, "c")] == ["c", "b", "a"]


def test_what_is_no_number_comes_last_either_way():
    values = (("a", math.nan), ("b", 5), ("c", 4))
    found = [reading(Named(name), value) for name, value in values]
    for descending, first in ((False, "c"), (True, "b")):
        order = SortOrder("smoothed", descending)
        names = [row.curve.name for row in sorted_readings(found, order, None)]
        assert (names[0], names[-1]) == (first, "a")


def test_a_range_is_marked_and_summed_up():
    async def scenario(pilot):
        await pilot.press(*"<<<<<<<<<<<<", "l", "m", "l", "l")
        (first, _, third) = (row.summary for row in pilot.app.screen.readings_table.readings.rows)
        assert (first.start, first.end, first.change, first.percent) == (4, 2, -2, -50)
        assert (third.minimum, third.maximum, third.mean) == (1, 3, 2)
        await pilot.press("m", "Z")
        assert pilot.app.screen.state.settings.x_range == (0.0, 2.0)
        assert pilot.app.screen.state.settings.selection is None

    drive(scenario, STORE)


def test_the_table_is_copied_with_all_its_columns(copied_path):
    async def scenario(pilot):
        await pilot.press("T", "l")
        screen = pilot.app.screen
        screen.set_focus(screen.readings_table.rows)
        await pilot.press("y")
        lines = copied_path.read_text().splitlines()
        assert lines[0].split("\t")[:3] == ["run", "smoothed", "value"]
        assert [line.split("\t")[0] for line in lines[1:]] == ["a", "b", "c"]
        assert any("Copied 3 lines" in message for message in toasts(pilot.app))

    drive(scenario, STORE)


def test_a_range_needs_a_crosshair_to_begin_at():
    async def scenario(pilot):
        await pilot.press("m")
        assert any("crosshair" in message for message in toasts(pilot.app))

    drive(scenario, STORE)


def test_the_crosshair_is_where_a_run_that_reaches_it_says():
    store = FakeStore([small_run("a_short", loss=[3, 2]), small_run("b_long", loss=[3, 2, 1, 0])])

    async def scenario(pilot):
        await pilot.press("G")
        assert pilot.app.screen.charts.reference_reading().step == 3
        await pilot.press("h", "h")
        assert pilot.app.screen.charts.reference_reading().curve.name == "a_short"

    drive(scenario, store)
