"""The line of tabs where not all have room, and what says the tab where there is no such line."""

from __future__ import annotations

import pytest
from driving import drive, screen_text
from fakes import FakeStore, training_runs

from tbtui.dashboards import DASHBOARDS, Dashboard
from tbtui.screens.tabs import Tabs
from tbtui.widgets.fitting import window_around

MORE = tuple(
    Dashboard(f"tab{number}", f"Another tab {number}", (), "no:where") for number in range(6)
)


@pytest.mark.parametrize(
    ("active", "room", "shown"),
    [
        (0, 100, (0, 5)),
        (4, 50, (0, 5)),
        (0, 35, (0, 3)),
        (2, 35, (2, 5)),
        (4, 35, (2, 5)),
        (1, 34, (1, 4)),
        (1, 33, (0, 3)),
        (2, 3, (2, 3)),
    ],
)
def test_the_active_one_and_what_fits_around_it_is_shown(active, room, shown):
    assert window_around(active, [10] * 5, room, 2) == shown


def test_a_mark_may_take_the_place_of_what_is_left_out_only_where_something_is():
    assert window_around(0, [10, 1], 11, 2) == (0, 2)


def test_marks_tell_that_there_are_more_tabs(monkeypatch):
    texts = []

    async def scenario(pilot):
        session = pilot.app.session
        session.tabs = Tabs((*MORE[:3], DASHBOARDS[0], *MORE[3:]))
        for width in (160, 80):
            await pilot.resize_terminal(width, 24)
            pilot.app.screen.update_header()
            await pilot.pause()
            texts.append(screen_text(pilot.app).splitlines()[1])

    drive(scenario, FakeStore(training_runs()))
    assert "  1 Another tab 0" in texts[0]
    assert texts[0].endswith("7 Another tab 5")
    assert texts[1] == " ‹  4 Scalars  5 Another tab 3  6 Another tab 4  7 Another tab 5"


def test_where_there_is_no_line_of_tabs_the_name_of_the_tab_is_shown():
    texts = []

    async def scenario(pilot):
        for height in (24, 15):
            await pilot.resize_terminal(60, height)
            await pilot.pause()
            texts.append(screen_text(pilot.app).splitlines()[0])

    drive(scenario, FakeStore(training_runs()))
    assert texts[0].startswith(" tbtui ")
    assert texts[1].startswith(" Scalars ")
