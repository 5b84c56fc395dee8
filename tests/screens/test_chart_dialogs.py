"""The chart in focus in words, and all that is known about it."""

from __future__ import annotations

import pytest
from driving import drive, screen_text, toasts
from fakes import RUNS, FakeProblem, FakeRun, FakeSeries, FakeStore, small_run, training_runs

from tbtui.readers.values import TagMetadata
from tbtui.screens import chart_words_screen
from tbtui.widgets.chart_scene import ChartScene
from tbtui.widgets.wrapping import wrapped


def text_after(*keys, store, size=(160, 48)):
    found = {}

    async def scenario(pilot):
        await pilot.press(*keys)
        await pilot.pause()
        found["text"] = screen_text(pilot.app)

    drive(scenario, store, size=size)
    return found["text"]


def described(name, display_name="", description=""):
    run = FakeRun(name, [FakeSeries(name, "train/loss", [0, 10, 20], [3, 2, 1])])
    run.metadata = {"train/loss": TagMetadata("scalars", display_name, description, b"")}
    return run


def test_the_chart_in_words():
    text = text_after("d", store=FakeStore(training_runs(RUNS[:2])))
    assert "Chart in words" in text
    assert "2 runs, steps 0 to 19,950, smoothed by 0.6." in text
    assert "baseline · 400 points" in text
    assert "Fell from" in text


def test_other_smoothers_are_described_as_logged():
    async def scenario(pilot):
        screen = pilot.app.screen
        screen.state.set_smoother("median")
        screen.synchronise()
        await pilot.press("d")
        assert "smoothed by" not in screen_text(pilot.app)

    drive(scenario, FakeStore(training_runs(RUNS[:2])))


def test_the_words_are_copied_whole(copied_path):
    async def scenario(pilot):
        await pilot.press("d", "y")
        await pilot.pause()
        assert toasts(pilot.app)[-1].startswith("Copied; also in ")

    drive(scenario, FakeStore([small_run("a", loss=[3, 2, 1])]), size=(60, 15))
    lines = copied_path.read_text().splitlines()
    assert lines[0].startswith("loss: 1 run, steps 0 to 2")
    assert lines[1].startswith("  a (3 points): ")


def test_a_combined_chart_is_said_tag_after_tag():
    store = FakeStore([small_run("a", train__loss=[3, 2], val__loss=[1, 2])])
    text = text_after("C", "enter", "d", store=store)
    assert "train/loss" in text
    assert "val/loss" in text


def test_details_tell_names_points_and_runs():
    store = FakeStore([described("a", "Loss", "What it **costs**."), small_run("b", other=[1])])
    text = text_after("i", store=store)
    assert "display name     Loss" in text
    assert "plugin           scalars" in text
    assert "points           3" in text
    assert "steps            0 to 20" in text
    assert "runs             1 of 2 shown: a" in text
    assert "What it costs." in text


def test_problems_of_the_runs_are_told():
    run = described("a")
    run.problems = tuple(FakeProblem(f"/logs/{n}", 7, 1, "bad \x1b data") for n in range(25))
    text = text_after("i", store=FakeStore([run]))
    assert "/logs/0 at byte 7: bad \\x1b data" in text
    assert "and 5 more; ! lists all" in text


def test_descriptions_from_files_are_escaped():
    text = text_after("i", store=FakeStore([described("a", "x\u202ey", "a \x1b[31m b")]))
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_display_name_is_the_title_when_all_runs_agree():
    agreed = FakeStore([described("a", "Loss"), described("b", "Loss")])
    assert "╭─ Loss ─" in text_after(store=agreed)
    not_agreed = FakeStore([described("a", "Loss"), described("b", "Cost")])
    assert "╭─ train/loss ─" in text_after(store=not_agreed)


def test_hiding_the_run_that_disagrees_changes_the_title():
    async def scenario(pilot):
        screen = pilot.app.screen
        screen.session.selection.toggle("b")
        screen.synchronise()
        await pilot.pause()
        assert "╭─ Loss ─" in screen_text(pilot.app)

    drive(scenario, FakeStore([described("a", "Loss"), described("b", "Cost")]))


def test_i_still_inverts_runs_in_their_pane():
    async def scenario(pilot):
        screen = pilot.app.screen
        screen.set_focus(screen.run_list)
        await pilot.press("i")
        assert pilot.app.screen is screen
        assert screen.listing.shown == ()

    drive(scenario, FakeStore([small_run("a", loss=[1, 2])]))


def test_text_is_broken_anew_when_the_size_changes():
    async def scenario(pilot):
        await pilot.press("d")
        await pilot.resize_terminal(60, 15)
        await pilot.pause()
        lines = screen_text(pilot.app).splitlines()
        assert any("2 runs, steps 0 to 19,950, smoothed by 0.6." in line for line in lines)
        assert any(line.strip("│ ").startswith("Lowest at the end") for line in lines)

    drive(scenario, FakeStore(training_runs(RUNS[:2])))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("  one two", 6, ["  one", "  two"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("日本語", 4, ["日本", "語"]),
        ("", 5, [""]),
        ("a  b", 9, ["a b"]),
    ],
)
def test_lines_are_broken_between_words(text, width, lines):
    assert wrapped(text, width) == lines


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (60, 15)])
@pytest.mark.parametrize("key", ["d", "i"])
def test_how_the_dialogs_look(key, size, snapshot):
    async def scenario(pilot):
        await pilot.press(key)
        await pilot.pause()
        snapshot(pilot.app)

    drive(scenario, FakeStore(training_runs(RUNS[:3])), size=size)


def test_many_curves_are_described_while_keys_work(monkeypatch):
    monkeypatch.setattr(chart_words_screen, "DESCRIBED_AT_ONCE", 1)

    async def scenario(pilot):
        pilot.app.screen.action_describe_chart()
        await pilot.pause(0.3)
        assert "2 runs, steps 0 to 19,950" in screen_text(pilot.app)

    drive(scenario, FakeStore(training_runs(RUNS[:2])))
    scene = ChartScene(runs=tuple(training_runs(RUNS[:2])))
    waiting = chart_words_screen.ChartWordsScreen(scene, "train/loss")
    assert waiting.paragraphs()[0].text == "describing 2 curves …"
