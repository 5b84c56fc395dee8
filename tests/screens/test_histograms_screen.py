"""The tabs Histograms and Distributions, driven by keys and the mouse, on real event files."""

from __future__ import annotations

import asyncio
import csv
import re

import pytest
from driving import make_app, screen_text, settle
from histogram_logs import STEPS, TAGS, store_of, write_histograms
from histogram_page import all_found, grid, open_tab, settings, titles
from textual.geometry import Offset

from tbtui.dashboards import DASHBOARDS
from tbtui.plot.symbols import ASCII, use_symbols
from tbtui.screens.histogram_details import HistogramDetailsScreen
from tbtui.widgets.histogram_grid import HistogramGrid
from tbtui.widgets.histogram_scene import CardOrder, HistogramMode
from tbtui.widgets.settings_panel import SettingsPanel


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    directory = tmp_path_factory.mktemp("histograms")
    write_histograms(directory)
    return store_of(directory)


@pytest.fixture(autouse=True)
def work_without_rests(monkeypatch):
    """Let the background work go on at once, so that tests need not wait for it."""
    monkeypatch.setattr("tbtui.screens.histogram_idle_work.REST", 0.0)
    monkeypatch.setattr("tbtui.screens.histogram_idle_work.INTERVAL", 0.005)


def test_there_is_a_card_for_each_run_and_tag(store):
    async def scenario(pilot):
        assert titles(pilot) == [f"{tag} · {run}" for tag in TAGS for run in "ab"]
        await pilot.press("C")
        assert titles(pilot) == list(TAGS)
        text = screen_text(pilot.app)
        assert re.search(r"━ a +\d+ ", text)
        assert re.search(r"━ b +\d+ ", text)

    open_tab(scenario, store)


def test_keys_go_through_steps_and_bins(store):
    async def scenario(pilot):
        seen = []
        for key in ("l", "h", "H", "g", "h", "G", "l"):
            await pilot.press(key)
            seen.append(settings(pilot).step)
        assert seen == [190, 180, 80, 0, 0, 190, 190]
        assert re.search(
            r"step 190 · \d+ values · 0 to 3 · mean 0\.\d+, std 0\.", screen_text(pilot.app)
        )
        await pilot.press("right_parenthesis")
        middle = settings(pilot).bin
        assert middle == grid(pilot).bin_count() // 2
        text = screen_text(pilot.app)
        assert " · count " in text
        assert "% up to here" in text
        await pilot.press("left_parenthesis", "left_parenthesis")
        assert settings(pilot).bin == middle - 2
        await pilot.press("escape")
        assert settings(pilot).bin is None
        await pilot.press("escape")
        assert settings(pilot).step is None

    open_tab(scenario, store)


def test_every_step_is_reached(store, monkeypatch):
    reached = []
    show = HistogramGrid.show

    def noted(cards, scene):
        reached.append(scene.histograms.step)
        show(cards, scene)

    async def scenario(pilot):
        monkeypatch.setattr(HistogramGrid, "show", noted)
        await pilot.press("g", *["l"] * len(STEPS))
        # The last key has nowhere to go.
        assert reached == [*STEPS, STEPS[-1]]

    open_tab(scenario, store, size=(60, 15))


@pytest.mark.parametrize("first", ["histograms", "distributions"])
def test_steps_are_played_until_somebody_stops(store, first, monkeypatch):
    monkeypatch.setattr("tbtui.screens.histogram_actions.PLAY_INTERVAL", 0.1)

    async def scenario(pilot):
        await pilot.press("space")
        for _ in range(100):
            if settings(pilot).step not in (None, 0):
                break
            await pilot.pause(0.02)
        assert settings(pilot).step > 0
        await pilot.press("space")
        stopped = settings(pilot).step
        await pilot.pause(0.25)
        assert settings(pilot).step == stopped < 190
        await pilot.press("G", "h", "h")
        await pilot.press("space")
        for _ in range(400):
            if pilot.app.screen._playing is None:
                break
            await pilot.pause(0.02)
        assert settings(pilot).step == 190

    open_tab(scenario, store, first=first)


def test_modes_and_axes_are_shown_beside_the_cards(store):
    async def scenario(pilot):
        def shown():
            lines = pilot.app.screen.query_one(SettingsPanel)._lines
            return {line.label: line.value for line in lines}

        assert shown() == {
            "mode": "ridges",
            "depth": "step",
            "values": "linear",
            "ranges": "of each run",
            "sorted by": "name",
        }
        pictures = [screen_text(pilot.app)]
        for key, label, value in (
            ("m", "mode", "outlines"),
            ("m", "mode", "heat map"),
            ("asterisk", "colours", "by count"),
            ("x", "depth", "relative"),
            ("s", "values", "symlog"),
            ("Y", "ranges", "of all runs"),
        ):
            await pilot.press(key)
            await pilot.pause()
            assert shown()[label] == value
            pictures.append(screen_text(pilot.app))
        assert len(set(pictures)) == len(pictures)
        await pilot.press("m")
        assert settings(pilot).mode is HistogramMode.OFFSET

    open_tab(scenario, store)


def test_shared_counts_are_those_of_the_highest_run(store):
    async def scenario(pilot):
        def highest():
            cards, scene = grid(pilot).histogram_painter, pilot.app.screen.card_scene
            names = [name for name in scene.charts if name.startswith("dense/weight")]
            return [cards.parts(scene, name, 60, 20).stack.highest for name in names]

        own = highest()
        assert own[0] > own[1]
        await pilot.press("Y")
        assert highest() == [own[0], own[0]]

    open_tab(scenario, store)


def test_dead_layers_are_marked_and_sorted_first(store):
    async def scenario(pilot):
        await all_found(pilot)
        text = screen_text(pilot.app)
        assert "▲ dead dense/activation · b" in text
        assert text.count("dead") == 1
        await pilot.press("O", "O", "O")
        await pilot.pause()
        assert settings(pilot).order is CardOrder.ZEROS
        assert titles(pilot)[0] == "dense/activation · b"
        await pilot.press("O")
        assert titles(pilot)[0] == "dense/activation · a"

    open_tab(scenario, store, "v", size=(160, 48))


def test_drift_is_a_curve_below_the_card_in_focus(store):
    async def scenario(pilot):
        await all_found(pilot)
        await pilot.press("l", "D")
        await all_found(pilot)
        await pilot.pause()
        assert "since the step before" in screen_text(pilot.app)
        await pilot.press("D")
        await pilot.pause()
        assert "since the step before" not in screen_text(pilot.app)

    open_tab(scenario, store)


def test_a_card_too_low_for_drift_says_so(store):
    async def scenario(pilot):
        assert any("too low for the curve" in n.message for n in pilot.app._notifications)

    open_tab(scenario, store, "D", size=(80, 18))


def test_details_name_the_statistics_of_the_step(store):
    async def scenario(pilot):
        assert isinstance(pilot.app.screen, HistogramDetailsScreen)
        text = screen_text(pilot.app)
        for words in (
            "dense/activation · a",
            "step",
            "180, 19 of 20",
            "mean",
            "(from the buckets)",
        ):
            assert words in text
        assert "drift over all steps" in text
        assert "15.9 %: " in text

    open_tab(scenario, store, "l", "h", "i", size=(120, 40))


@pytest.mark.parametrize(
    ("first", "words"),
    [("histograms", "run\ttag\tstep\tleft\tright\tcount"), ("distributions", "basis_point")],
)
def test_what_is_marked_is_copied(store, first, words):
    async def scenario(pilot):
        lines = pilot.app.clipboard.splitlines()
        assert words in lines[0]
        assert lines[1].startswith("a\tdense/activation\t180\t")

    open_tab(scenario, store, "l", "h", "y", first=first)


def test_cards_are_written_to_files(store, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    async def scenario(pilot):
        for index in range(4):
            await pilot.press("e", *["j"] * index, "enter", "enter")
            await pilot.app.workers.wait_for_complete()
            await pilot.pause(0.1)

    open_tab(scenario, store)
    written = {path.suffix: path.read_text() for path in tmp_path.iterdir()}
    assert set(written) == {".csv", ".jsonl", ".svg", ".txt"}
    rows = list(csv.DictReader(written[".csv"].splitlines()))
    assert {row["run"] for row in rows} == {"a"}
    assert {int(row["step"]) for row in rows} == set(STEPS)
    assert written[".svg"].startswith("<?xml")
    assert written[".txt"].startswith("dense/activation · a")


def test_a_click_marks_a_step_and_a_bin_and_the_wheel_goes_on(store):
    async def scenario(pilot):
        cards = grid(pilot)
        await pilot.click(HistogramGrid, offset=Offset(40, 3))
        await pilot.pause()
        first = settings(pilot)
        assert first.step is not None
        assert first.bin is not None
        await pilot.click(HistogramGrid, offset=Offset(60, 14))
        await pilot.pause()
        second = settings(pilot)
        assert second.step > first.step
        assert second.bin > first.bin
        place = cards.steps_of_focused().tolist().index(second.step)
        await pilot._post_mouse_events([events().MouseScrollUp], HistogramGrid, Offset(40, 5), 0)
        await pilot.pause()
        assert settings(pilot).step == cards.steps_of_focused()[place - 1]
        assert pilot.app.screen.state.settings.x_range is None

    def events():
        from textual import events

        return events

    open_tab(scenario, store)


def test_pins_and_filters_work_as_for_scalars(store):
    async def scenario(pilot):
        await pilot.press("j", "j", "P")
        assert titles(pilot)[0] == "dense/weight · a"
        await pilot.press("slash", *"weight", "enter")
        await pilot.pause()
        assert titles(pilot) == ["dense/weight · a", "dense/weight · b"]

    open_tab(scenario, store)


def test_the_view_is_kept(store):
    async def scenario(pilot):
        await pilot.press("m", "m", "s", "Y", "O", "D")
        kept = pilot.app.screen.view_to_keep()["histograms"]
        assert kept["mode"] == "heat map"
        assert kept["order"] == "drift"
        assert kept["symlog"]
        assert kept["shared"]
        assert kept["drift"]

    open_tab(scenario, store)


def test_a_distribution_names_the_nine_values_at_its_mark(store):
    async def scenario(pilot):
        text = screen_text(pilot.app)
        for name in ("greatest", "93.3 %", "median", "6.7 %", "least"):
            assert name in text
        assert "step 190 · median" in text
        await pilot.click(HistogramGrid, offset=Offset(20, 5))
        await pilot.pause()
        assert settings(pilot).step < 100
        await pilot.press("C")
        await pilot.pause()
        assert titles(pilot) == list(TAGS)

    open_tab(scenario, store, "l", first="distributions")


def test_digits_open_both_tabs():
    names = [dashboard.name for dashboard in DASHBOARDS]
    assert names[1:3] == ["histograms", "distributions"]


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (60, 15)])
@pytest.mark.parametrize(
    ("first", "keys"),
    [
        ("histograms", ("l", "h", "h")),
        ("histograms", ("m", "m", "l", "h", "right_parenthesis")),
        ("histograms", ("C", "right_parenthesis")),
        ("distributions", ("l", "h")),
    ],
    ids=["ridges", "heat", "runs", "distributions"],
)
def test_look(snapshot, store, first, keys, size):
    async def scenario(pilot):
        await all_found(pilot)
        await pilot.press(*keys)
        await pilot.pause(0.1)
        snapshot(pilot.app)

    open_tab(scenario, store, first=first, size=size)


@pytest.mark.parametrize("first", ["histograms", "distributions"])
def test_without_colours_runs_differ_by_their_letters(store, first):
    from tbtui.plot.inks import ColorDepth

    async def scenario(pilot):
        await pilot.pause(0.05)
        rows = screen_text(pilot.app).splitlines()
        assert any(" a a " in row for row in rows)
        assert any(" b b " in row for row in rows)

    open_tab(scenario, store, "C", first=first, depth=ColorDepth.NONE)


def test_titles_in_ascii_have_no_escapes(store):
    async def scenario(pilot):
        assert "dense/activation - a" in screen_text(pilot.app)

    use_symbols(ASCII)
    open_tab(scenario, store)


def test_nothing_goes_on_in_a_tab_that_is_not_shown(store):
    async def scenario(pilot):
        screen = pilot.app.screen
        await pilot.press("space")
        assert screen._playing is not None
        await pilot.press("1")
        await pilot.pause()
        assert screen._playing is None
        assert screen._work is None

    open_tab(scenario, store)


def test_an_application_of_other_size_draws_the_same_cards(store):
    async def run():
        app = make_app(store, first="histograms")
        async with app.run_test(size=(40, 10)) as pilot:
            await settle(pilot)
            assert "dense/activation" in screen_text(app)
            await pilot.resize_terminal(160, 48)
            await pilot.pause(0.1)
            assert screen_text(app).count("╭") >= 4

    asyncio.run(run())
