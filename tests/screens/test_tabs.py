"""Which dashboards have a tab, and how one goes from tab to tab."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace

from custom_layout_runs import two_runs
from driving import CUSTOM, SHOWN, drive, screen_text, toasts
from fakes import FakeLoader, FakeProgress, FakeRun, FakeStore, training_runs

from tbtui.dashboards import DASHBOARDS, Dashboard
from tbtui.plot.theme import DARK, LIGHT
from tbtui.screens.tabs import Tabs

ALWAYS = Dashboard("always", "Always", ("scalars",), "nowhere:Nothing")
IMAGES = Dashboard("images", "Images", ("images",), "nowhere:Nothing", optional=True)
TEXT = Dashboard("text", "Text", ("text",), "nowhere:Nothing", optional=True)


def names(tabs):
    return [tab.name for tab in tabs.shown]


def test_a_tab_appears_with_its_first_value_and_then_stays():
    tabs = Tabs((IMAGES, ALWAYS, TEXT))
    assert names(tabs) == ["always"]
    tabs.look_for_more(FakeStore([FakeRun("a", indexed=[("text", "notes")])]))
    assert names(tabs) == ["always", "text"]
    tabs.look_for_more(FakeStore([FakeRun("b", indexed=[("images", "cat")])]))
    assert names(tabs) == ["images", "always", "text"]
    assert tabs.named("images") is IMAGES
    assert tabs.named("gone") is None


def test_what_is_the_same_is_not_looked_at_again():
    class Counted(dict):
        looks = 0

        def __iter__(self):
            self.looks += 1
            return super().__iter__()

    tabs = Tabs((ALWAYS, TEXT))
    run = FakeRun("a")
    run.indexed = Counted({("images", "cat"): None})
    for _ in range(3):
        tabs.look_for_more(FakeStore([run]))
    assert run.indexed.looks == 1
    assert names(tabs) == ["always"]


def test_without_a_layout_there_is_no_tab_for_it():
    async def scenario(pilot):
        await pilot.press(CUSTOM, "[", "]")
        await pilot.pause()
        assert "Custom scalars" not in screen_text(pilot.app)
        assert pilot.app.current_mode == "scalars"

    drive(scenario)


def test_tabs_are_imported_in_a_thread_once_all_is_read(monkeypatch):
    loaded = []
    load = Dashboard.load

    def seen(dashboard):
        loaded.append((dashboard.name, threading.current_thread().name))
        return load(dashboard)

    monkeypatch.setattr(Dashboard, "load", seen)
    loader = FakeLoader(FakeStore(training_runs()))
    loader.store.progress = FakeProgress(loading=True)

    async def scenario(pilot):
        await pilot.pause(0.2)
        assert [name for name, _ in loaded] == ["scalars"]
        loaded.clear()
        loader.store.progress = FakeProgress(loading=False)
        loader.publish(loader.store.runs)
        for _ in range(1_000):
            if len(loaded) == len(pilot.app.session.tabs.shown):
                break
            await pilot.pause(0.01)
        assert loaded == [(tab.name, "tbtui-tabs") for tab in pilot.app.session.tabs.shown]

    drive(scenario, loader=loader)


def test_going_by_name_to_what_is_not_there_says_so():
    async def scenario(pilot):
        await pilot.app.run_action("app.show_dashboard('custom_scalars')")
        await pilot.pause()

    app = drive(scenario)
    assert app.current_mode == "scalars"
    assert toasts(app) == ["These logs hold nothing for that tab"]


def test_tabs_are_reached_by_number_by_neighbourhood_and_by_name(tmp_path):
    modes = []

    async def scenario(pilot):
        for keys in ([CUSTOM], ["1"], ["["], ["]"], ["["]):
            await pilot.press(*keys)
            await pilot.pause()
            modes.append(pilot.app.current_mode)
        await pilot.app.run_action("app.show_dashboard('scalars')")
        modes.append(pilot.app.current_mode)

    drive(scenario, FakeStore(two_runs(tmp_path)))
    scalars, custom = SHOWN[0].name, DASHBOARDS[-1].name
    assert modes == [custom, scalars, custom, scalars, custom, scalars]


def test_the_tab_appears_when_the_first_layout_arrives(tmp_path):
    loader = FakeLoader(FakeStore(training_runs(names=["old"])))
    lines = []

    async def scenario(pilot):
        lines.append(screen_text(pilot.app).splitlines()[1])
        loader.publish([*training_runs(names=["old"]), *two_runs(tmp_path)])
        await pilot.pause(0.2)
        lines.append(screen_text(pilot.app).splitlines()[1])

    drive(scenario, loader=loader)
    titles = [f"{number} {dashboard.title}" for number, dashboard in enumerate(SHOWN, start=1)]
    assert lines == ["  ".join(["", *titles, *more]) for more in ([], [f"{CUSTOM} Custom scalars"])]


def test_a_click_opens_a_tab(tmp_path):
    async def scenario(pilot):
        tabs = screen_text(pilot.app).splitlines()[1]
        await pilot.click("HeaderBar", offset=(tabs.index("Custom"), 1))
        await pilot.pause()

    app = drive(scenario, FakeStore(two_runs(tmp_path)))
    assert app.current_mode == "custom_scalars"


def backgrounds(app):
    """The colours behind all cells of the screen."""
    styles = (piece.style for strip in app.screen._compositor.render_strips() for piece in strip)
    return {style.bgcolor.name for style in styles if style and style.bgcolor}


def test_colours_that_were_changed_in_one_tab_hold_in_the_others(tmp_path):
    seen = []

    async def scenario(pilot):
        await pilot.press(CUSTOM, "1", "t", CUSTOM)
        await pilot.pause()
        seen.append(backgrounds(pilot.app))

    drive(scenario, FakeStore(two_runs(tmp_path)))
    light, dark = ({theme.background, theme.surface, theme.panel} for theme in (LIGHT, DARK))
    assert light <= seen[0]
    assert not dark & seen[0]


def test_what_a_tab_needs_when_it_shows_something_is_imported_with_it(tmp_path, monkeypatch):
    names = ("screen_of_images", "painter_of_images")
    for name in names:
        (tmp_path / f"{name}.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    images = replace(IMAGES, screen="screen_of_images:Screen", late=("painter_of_images",))
    images.load()
    assert [name in sys.modules for name in names] == [True, False]
    images.prepare()
    assert [name in sys.modules for name in names] == [True, True]
    for name in names:
        monkeypatch.delitem(sys.modules, name)


def test_opening_a_tab_styles_nothing_but_that_tab(monkeypatch):
    refreshed = []

    async def scenario(pilot):
        monkeypatch.setattr(pilot.app, "refresh_css", lambda **_: refreshed.append("all"))
        await pilot.press("2")
        await pilot.pause()
        assert pilot.app.current_mode == "histograms"
        assert "add_histogram" in screen_text(pilot.app)

    drive(scenario)
    assert refreshed == []
