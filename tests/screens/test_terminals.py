"""The screen in terminals with fewer colours and characters."""

from __future__ import annotations

import pytest
from driving import drive, screen_text, toasts
from fakes import FakeStore, training_runs

from tbtui.plot.inks import ColorDepth
from tbtui.plot.symbols import ASCII, BRAILLE, FORMS, use_symbols

SIZE = (80, 24)


def look(snapshot, depth, form, *keys, theme=None, svg=False, size=SIZE):
    async def scenario(pilot):
        for key in keys:
            await pilot.press(key)
        await pilot.pause(0.1)
        snapshot(pilot.app, svg=svg)
        assert screen_text(pilot.app).isascii() == form.is_ascii

    use_symbols(form)
    drive(scenario, FakeStore(training_runs()), size=size, depth=depth, theme=theme)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("depth", ["truecolor", "none"])
def test_symbols(snapshot, depth, form):
    look(snapshot, ColorDepth(depth), FORMS[form])


@pytest.mark.parametrize(
    ("depth", "theme"), [("256", "dark"), ("256", "light"), ("16", "ansi"), ("none", "ansi")]
)
def test_colors(snapshot, depth, theme):
    look(snapshot, ColorDepth(depth), BRAILLE, "l", "L", theme=theme, svg=True, size=(120, 36))


def test_lists_without_colors_in_ascii(snapshot):
    look(snapshot, ColorDepth.NONE, ASCII, "b", "tab", "j", "space")


@pytest.mark.parametrize("key", ["?", "X", ":", "/", "!"])
def test_nothing_else_than_ascii_is_painted_anywhere(key):
    texts = []

    async def scenario(pilot):
        await pilot.press(key)
        await pilot.pause(0.1)
        texts.append(screen_text(pilot.app))

    use_symbols(ASCII)
    drive(scenario, FakeStore(training_runs()), size=SIZE)
    assert texts[0].isascii()
    assert "Down" in texts[0] or key != "?"


def test_themes_take_turns_where_there_are_several():
    seen = []

    async def scenario(pilot):
        for _ in range(4):
            seen.append(pilot.app.palette.name)
            await pilot.press("t")

    drive(scenario, FakeStore(training_runs()), size=SIZE)
    assert seen == ["dark", "light", "ansi", "dark"]


def test_with_few_colors_there_is_one_theme():
    async def scenario(pilot):
        await pilot.press("t")

    app = drive(scenario, FakeStore(training_runs()), size=SIZE, depth=ColorDepth.ANSI)
    assert app.palette.name == "ansi"
    assert toasts(app) == ["This terminal shows its own colours only"]
