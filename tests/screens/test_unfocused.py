"""The terminal loses the focus, and gets it back."""

from __future__ import annotations

import pytest
from driving import drive
from textual import events


async def blur(pilot):
    pilot.app.post_message(events.AppBlur())
    await pilot.pause()


async def focus(pilot):
    pilot.app.post_message(events.AppFocus())
    await pilot.pause()


def test_the_pane_in_focus_has_it_again_even_when_there_was_news():
    async def scenario(pilot):
        screen = pilot.app.screen
        screen.set_focus(screen.run_list)
        await pilot.pause()
        await blur(pilot)
        screen.store_changed()
        await pilot.pause()
        await focus(pilot)
        assert screen.focused is screen.run_list

    drive(scenario)


@pytest.mark.parametrize("wanted", [False, True])
def test_looking_for_news_pauses_if_wanted(wanted):
    async def scenario(pilot):
        session = pilot.app.session
        session.pause_unfocused = wanted
        await blur(pilot)
        assert session.loader.paused is wanted
        await focus(pilot)
        assert not session.loader.paused

    drive(scenario)


def test_what_the_user_has_paused_stays_paused():
    async def scenario(pilot):
        session = pilot.app.session
        session.pause_unfocused = True
        await pilot.press("p")
        await blur(pilot)
        await focus(pilot)
        assert session.loader.paused

    drive(scenario)
