"""What arrives while the screen is open."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
from time import monotonic

import pytest
from driving import drive, make_app, screen_text, settle
from fakes import (
    FakeLoader,
    FakeProblem,
    FakeProgress,
    FakeSeries,
    FakeStore,
    odd_run,
    small_run,
)

from tbtui.app import StoreChanged
from tbtui.screens.header_state import LoadingRate
from tbtui.widgets.fitting import shorten_path


def test_new_points_and_runs_appear():
    loader = FakeLoader(FakeStore([small_run("a", loss=[3, 2])]))

    async def scenario(pilot):
        loader.publish([small_run("a", loss=[3, 2, 1]), small_run("b", loss=[1])])
        await pilot.pause(0.2)
        text = screen_text(pilot.app)
        assert "2 runs · 1 tag · 4 points" in text
        assert "RUNS  2/2" in text

    drive(scenario, loader=loader)


def test_news_from_another_thread_arrives():
    loader = FakeLoader(FakeStore(scanned=False))

    async def scenario(pilot):
        runs = [small_run("a", loss=[3, 2])]
        thread = threading.Thread(target=loader.publish, args=(runs,))
        thread.start()
        thread.join()
        await pilot.pause(0.2)
        assert "1 run · 1 tag · 2 points" in screen_text(pilot.app)
        assert pilot.app.screen.focused is pilot.app.screen.charts

    drive(scenario, loader=loader)


def test_many_publications_are_shown_at_most_ten_times_a_second(monkeypatch):
    loader = FakeLoader(FakeStore([small_run("a", loss=[3, 2])]))

    async def scenario(pilot):
        await pilot.pause(0.2)
        shown = []
        screen = pilot.app.screen
        store_changed = screen.store_changed
        monkeypatch.setattr(screen, "store_changed", lambda: shown.append(1) or store_changed())
        started = monotonic()
        for _ in range(20):
            loader.publish(loader.store.runs)
            await pilot.pause(0.01)
        await pilot.pause(0.25)
        assert 2 <= len(shown) <= 2 + 10 * (monotonic() - started)

    drive(scenario, loader=loader)


def test_what_came_while_loading_held_up_is_shown_as_soon_as_loading_is_over():
    loader = FakeLoader(FakeStore([small_run("a", loss=[3, 2])]))

    async def scenario(pilot):
        await pilot.pause(0.2)
        app = pilot.app
        app._next_update = monotonic() + 1000
        loader.store.progress = FakeProgress(loading=True)
        loader.publish([small_run("a", loss=[3, 2, 1])])
        await pilot.pause(0.2)
        assert "2 points" in screen_text(app)
        loader.store.progress = FakeProgress(loading=False)
        loader.publish(loader.store.runs)
        await pilot.pause(0.3)
        assert "3 points" in screen_text(app)

    drive(scenario, loader=loader)


def test_tags_that_take_the_place_of_others_in_memory_are_noticed():
    run = small_run("a", loss=[3, 2])
    loader = FakeLoader(FakeStore([run]))

    async def scenario(pilot):
        screen = pilot.app.screen
        for number in range(20):
            run.scalars = None
            run.scalars = {f"tag_{number}": FakeSeries("a", f"tag_{number}", [1], [2.0])}
            loader.store.revision += 1
            screen.synchronise()
            assert screen.state.charts == (f"tag_{number}",)

    drive(scenario, loader=loader)


def test_waiting_messages_replace_each_other():
    assert StoreChanged().can_replace(StoreChanged())


def test_a_chart_whose_data_did_not_change_is_not_painted_again():
    runs = [small_run("a", loss=[3, 2], lr=[1, 1])]
    loader = FakeLoader(FakeStore(runs))

    async def scenario(pilot):
        painter = pilot.app.screen.charts.painter
        painted = []
        original = painter._draw
        painter._draw = lambda *arguments: painted.append(arguments[1]) or original(*arguments)
        loader.publish(runs)
        await pilot.pause(0.2)
        assert painted == []
        runs[0].scalars["lr"] = FakeSeries("a", "lr", [0, 1, 2], [1, 1, 1], version=2)
        loader.publish(runs)
        await pilot.pause(0.2)
        assert painted == ["lr"]

    drive(scenario, loader=loader)


def test_loading_shows_a_bar_with_bytes_of_bytes():
    progress = FakeProgress(bytes_read=350_000_000, bytes_total=1_400_000_000, loading=True)
    store = FakeStore([small_run("a", loss=[1])], progress=progress)

    async def scenario(pilot):
        first = screen_text(pilot.app).splitlines()[0]
        assert "○ loading" in first
        assert "350 MB of 1.4 GB" in first

    drive(scenario, store)


def test_the_rate_is_that_since_loading_started():
    rate = LoadingRate()
    assert rate.measure(True, 0, 10.0) == 0.0
    assert rate.measure(True, 300, 12.0) == 150.0
    assert rate.measure(False, 300, 13.0) == 0.0
    assert rate.measure(True, 300, 20.0) == 0.0


def test_problems_are_counted_and_listed():
    problems = [
        FakeProblem("/logs/a/events.1", 1234, 56, "the length does not match its checksum"),
        FakeProblem("/logs/\x1b[2J", 0, 0, "not an event file"),
    ]

    async def scenario(pilot):
        assert "2 problems" in screen_text(pilot.app).splitlines()[0]
        await pilot.press("!")
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "/logs/a/events.1" in text
        assert "at byte 1,234, 56 B: the length does not match its checksum" in text
        assert "\\x1b[2J" in text

    drive(scenario, FakeStore([small_run("a", loss=[1])], problems))


def test_odd_data_is_drawn_without_complaint():
    async def scenario(pilot):
        for _ in range(6):
            await pilot.press("j", "l", "h", "+", "y", "x", "s", "escape", "escape", "escape")
        text = screen_text(pilot.app)
        assert "\x1b" not in text
        assert "\u202e" not in text

    drive(scenario, FakeStore([odd_run(), odd_run("odd2")]))


def test_words_drop_out_whole_from_the_right():
    async def scenario(pilot):
        first = screen_text(pilot.app).splitlines()[0]
        assert first == " tbtui   …/exp/llm-125m   ● live   2 runs · 2 tags"

    runs = [small_run(name, loss=[1, 2], lr=[1, 2]) for name in "ab"]
    drive(scenario, FakeStore(runs), size=(56, 24), paths=("/scratch/exp/llm-125m",))


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (30, "/scratch/exp/llm-125m"),
        (16, "…/exp/llm-125m"),
        (11, "…/llm-125m"),
        (3, "llm-125m"),
    ],
)
def test_a_path_loses_leading_directories(width, shown):
    assert shorten_path("/scratch/exp/llm-125m", width) == shown


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_screen_in_an_orderly_way(number):
    loader = FakeLoader(FakeStore([small_run("a", loss=[1])]))
    app = make_app(loader=loader)

    async def run():
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            os.kill(os.getpid(), number)
            await pilot.pause(0.2)

    asyncio.run(run())
    assert app.return_code == 128 + number
    assert loader.stopped


def test_the_first_frame_needs_no_numpy_and_no_protobuf():
    code = (
        "import sys, tbtui.app, tbtui.screens.scalars; "
        "print([name for name in ('numpy', 'google.protobuf', 'plotext') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout.strip() == "[]"
