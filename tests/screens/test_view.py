"""What was set while looking at some logs comes back at the next start."""

from __future__ import annotations

import asyncio

import pytest
from driving import settle
from fakes import FakeLoader, FakeStore, small_run

from tbtui.app import TbtuiApp
from tbtui.config.view_store import ViewStore
from tbtui.screens.session import Session


@pytest.fixture
def start(tmp_path):
    """Start the program on the same logs, do something, and leave it."""

    def run_program(scenario, *, fresh=False, directory=tmp_path):
        views = ViewStore([("", "/logs")], directory, fresh=fresh)
        session = Session(("/logs",), views=views)
        store = FakeStore([small_run("a", loss=[1]), small_run("b", loss=[2])])
        app = TbtuiApp(lambda: FakeLoader(store), session)

        async def run():
            async with app.run_test(size=(160, 48)) as pilot:
                await settle(pilot)
                await scenario(pilot.app)
                pilot.app.exit()

        asyncio.run(run())
        return app

    return run_program


def hidden(app):
    return [name for name in "ab" if not app.session.selection.is_shown(name)]


async def hide_b(app):
    app.session.selection.toggle("b")


async def nothing(app):
    """Look, and leave."""


def test_hidden_runs_stay_hidden(start):
    start(hide_b)
    assert hidden(start(nothing)) == ["b"]


def test_leaving_solo_brings_back_what_was_shown_before_it_even_at_the_next_start(start):
    async def solo_a(app):
        app.session.selection.solo("a", ("a", "b"))

    start(solo_a)
    assert hidden(start(solo_a)) == []


def test_colours_that_were_chosen_stay(start):
    async def choose(app):
        app.session.chosen_colors.choose("a", "#123456")

    start(choose)
    assert start(nothing).session.color_of("a") == "#123456"


def test_a_fresh_start_shows_everything_and_is_what_comes_back_then(start):
    start(hide_b)
    assert hidden(start(nothing, fresh=True)) == []
    assert hidden(start(nothing)) == []


def test_what_a_dashboard_keeps_it_finds_under_its_name(start, monkeypatch):
    from tbtui.screens.scalars import ScalarsScreen

    monkeypatch.setattr(ScalarsScreen, "view_to_keep", lambda screen: {"layout": "grid"})
    start(nothing)

    assert start(nothing).session.view.section("scalars").text("layout") == "grid"


def test_where_nothing_can_be_kept_the_program_ends_as_ever(start, tmp_path):
    (tmp_path / "file").touch()
    app = start(hide_b, directory=tmp_path / "file")

    assert app.return_code == 0
    assert len(app.session.views.take_messages()) == 1
