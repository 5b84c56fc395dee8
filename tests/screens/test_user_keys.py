"""The user's keys, palette and messages on the screen."""

from __future__ import annotations

import asyncio
from pathlib import Path

from driving import screen_text, settle, toasts
from fakes import FakeLoader, FakeStore, training_runs

from tbtui.app import TbtuiApp
from tbtui.config.load import parse_config
from tbtui.config.view_store import ViewStore
from tbtui.screens.help import HelpScreen
from tbtui.screens.session import Session


def drive(scenario, text, **options):
    """Run a scenario with a configuration file."""
    session = Session(("/logs",), config=parse_config(text, Path("config.toml")), **options)
    loader = FakeLoader(FakeStore(training_runs()))
    app = TbtuiApp(lambda: loader, session)

    async def run():
        async with app.run_test(size=(160, 48), notifications=True) as pilot:
            await settle(pilot)
            await scenario(pilot)

    asyncio.run(run())
    return app


def test_a_chosen_key_works_and_the_old_one_does_not():
    async def scenario(pilot):
        await pilot.press("?")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("f2")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)
        lines = ["".join(words.text for words in line) for line in pilot.app.screen.lines()]
        assert "  F2              All keys" in lines

    drive(scenario, '[keys]\nhelp = "f2"\n')


def test_an_action_without_a_key_cannot_be_reached_by_one():
    async def scenario(pilot):
        await pilot.press("?", "f1")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, HelpScreen)

    drive(scenario, '[keys]\nhelp = ""\n')


def test_two_actions_change_places():
    async def scenario(pilot):
        theme = pilot.app.theme
        await pilot.press("p")
        assert pilot.app.theme != theme
        assert not pilot.app.session.loader.paused
        await pilot.press("t")
        assert pilot.app.session.loader.paused

    app = drive(scenario, '[keys]\ntheme = "p"\npause = "t"\n')
    assert toasts(app) == []


def test_the_footer_shows_the_keys_of_the_user():
    async def scenario(pilot):
        footer = screen_text(pilot.app).splitlines()[-1]
        assert " F2 Help" in footer
        assert " ? " not in footer

    drive(scenario, '[keys]\nhelp = "f2"\n')


def test_every_mistake_in_the_file_is_told():
    async def scenario(pilot):
        assert toasts(pilot.app) == [
            'config.toml:2: screen.theme: must be "dark", "light" or "ansi", not "[b]dim[/b]"'
        ]

    drive(scenario, '[screen]\ntheme = "[b]dim[/b]"\n')


def test_a_broken_view_is_told(tmp_path):
    views = ViewStore([("", "/logs")], tmp_path)
    views.path.write_text("not a view")
    views.load()

    async def scenario(pilot):
        assert "is damaged" in toasts(pilot.app)[0]

    drive(scenario, "", views=views)


def test_the_palette_and_the_colours_of_runs_outlive_a_change_of_theme():
    text = '[colors]\npalette = ["#010203"]\n[colors.runs]\n"/seed/" = "#ffffff"\nbest = 1\n'

    async def scenario(pilot):
        session = pilot.app.session
        for _ in range(2):
            assert session.color_of("a run") == "#010203"
            assert session.color_of("seed-1") == "#ffffff"
            assert session.color_of("best") == "#010203"
            await pilot.press("t")

    drive(scenario, text)


def test_without_a_palette_runs_have_the_colours_of_the_theme():
    session = Session(("/logs",))
    assert session.color_of("a run") == session.colors.color("a run")
