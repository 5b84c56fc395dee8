"""The painting of Textual is what the frame diff expects; where it is not, nothing is touched."""

from __future__ import annotations

import asyncio

import textual.app
from textual._compositor import LayoutUpdate
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widgets import Static

from tbtui.term import frame_diff
from tbtui.term.frame_diff import FrameDiff, ScreenChanges, textual_is_as_expected


def layout(text):
    return LayoutUpdate([[Strip.blank(2), Strip([]), Strip.blank(3)], [Strip.blank(5)]], text)


def test_this_textual_is_as_expected():
    assert textual_is_as_expected()


def test_another_textual_paints_as_it_always_did(monkeypatch):
    def display(self, renderable):
        """Take other parameters than today."""

    monkeypatch.setattr(textual.app.App, "_display", display)
    assert not textual_is_as_expected()

    app = FrameDiff()
    app.send_only_changes()
    assert app._changes is None


def test_a_textual_without_these_names_paints_as_it_always_did(monkeypatch):
    monkeypatch.setattr(frame_diff, "_FOUND", False)
    assert not textual_is_as_expected()


def test_the_second_time_nothing_is_sent_until_the_screen_is_forgotten():
    console = FrameDiff().console
    changes = ScreenChanges()
    update, size = layout(Region(0, 0, 5, 2)), Size(5, 2)

    first = changes.of(update, size).render_segments(console)
    assert first.count("  ") > 0
    assert changes.of(update, size).render_segments(console) == ""

    changes.forget()
    assert changes.of(update, size).render_segments(console) == first
    assert changes.of(update, Size(6, 2)).render_segments(console).count("     ") == 2


def test_what_is_not_sent_is_not_taken_for_shown():
    console = FrameDiff().console
    changes = ScreenChanges()
    update, size = layout(Region(0, 0, 5, 2)), Size(5, 2)
    changes.of(update, size)
    assert changes.of(update, size).render_segments(console) != ""


def test_other_things_are_sent_as_they_are_and_make_the_screen_unknown():
    console = FrameDiff().console
    changes = ScreenChanges()
    update, size = layout(Region(0, 0, 5, 2)), Size(5, 2)
    changes.of(update, size).render_segments(console)
    assert changes.of("text", size) == "text"
    assert changes.of(None, size) is None
    assert changes.of(update, size).render_segments(console) != ""


class Small(FrameDiff):
    def compose(self):
        yield Static("hello")


def test_an_application_runs_with_it():
    async def run():
        app = Small()
        app.send_only_changes()
        async with app.run_test() as pilot:
            app.send_whole_screen()
            await pilot.pause()
            assert app.is_running

    asyncio.run(run())
