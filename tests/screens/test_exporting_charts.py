"""Points and pictures of the chart in focus, written to files."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from driving import drive, screen_text, toasts
from fakes import RUNS, FakeRun, FakeSeries, FakeStore, odd_run, small_run, training_runs

from tbtui.screens.export import ExportScreen


@pytest.fixture(autouse=True)
def directory(monkeypatch, tmp_path):
    """Files are written where the program was started."""
    path = tmp_path / "here"
    path.mkdir()
    monkeypatch.chdir(path)
    return path


def store():
    return FakeStore(
        [small_run("a", train__loss=[0.1, 2]), small_run("b", train__loss=[3, float("nan")])]
    )


def export(*keys, size=(160, 48), runs=None):
    """Press `e` and other keys, and return the toasts and the last screen."""
    found = {}

    async def scenario(pilot):
        await pilot.press("e", *keys)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        found.update(toasts=toasts(pilot.app), text=screen_text(pilot.app))
        found["open"] = isinstance(pilot.app.screen, ExportScreen)

    drive(scenario, runs or store(), size=size)
    return found


def test_the_points_of_all_runs_as_csv(directory):
    found = export("enter", "enter")
    path = directory / "train_loss.csv"
    assert not found["open"]
    assert found["toasts"] == [f"Wrote {path} ({path.stat().st_size} B)"]
    rows = list(csv.DictReader(path.read_text().splitlines()))
    assert [(row["run"], row["tag"], row["step"]) for row in rows] == [
        ("a", "train/loss", "0"),
        ("a", "train/loss", "1"),
        ("b", "train/loss", "0"),
        ("b", "train/loss", "1"),
    ]
    values = np.asarray([row["value"] for row in rows], np.float32)
    np.testing.assert_array_equal(values, np.asarray([0.1, 2, 3, np.nan], np.float32))


def test_the_points_of_all_runs_as_json(directory):
    export("j", "enter", "enter")
    found = json.loads((directory / "train_loss.json").read_text())
    assert [(one["run"], len(one["points"])) for one in found] == [("a", 2), ("b", 2)]
    assert found[1]["points"][1][1:] == [1, "NaN"]


def test_the_points_of_the_run_under_the_cursor_as_tensorboard_has_them(directory):
    async def scenario(pilot):
        pilot.app.screen.run_list.cursor = 1
        pilot.app.screen.synchronise()
        await pilot.press("e", "j", "j", "enter", "enter")
        await pilot.pause(0.2)
        await pilot.press("e", "j", "j", "j", "enter", "enter")
        await pilot.pause(0.2)

    drive(scenario, store())
    lines = (directory / "train_loss-b.csv").read_text().splitlines()
    assert lines[0] == "Wall time,Step,Value"
    assert lines[1].endswith(",0,3.0")
    assert json.loads((directory / "train_loss-b.json").read_text())[0][1:] == [0, 3.0]


def test_the_picture_as_svg_and_as_text(directory):
    export("j", "j", "j", "j", "enter", "enter")
    document = ET.parse(directory / "train_loss.svg")
    assert document.getroot().tag == "{http://www.w3.org/2000/svg}svg"
    text = "".join(document.getroot().itertext())
    assert "train/loss" in text
    export("G", "enter", "enter")
    lines = (directory / "train_loss.txt").read_text().splitlines()
    assert lines[0] == "train/loss"
    assert len(lines) == 33
    assert lines[-2].split() == ["a", "a", "1.288"]


def test_nothing_is_written_over(directory):
    (directory / "train_loss.csv").write_text("mine")
    export("enter", "enter")
    assert (directory / "train_loss.csv").read_text() == "mine"
    assert (directory / "train_loss-2.csv").exists()
    found = export("enter", "ctrl+u", *"train_loss.csv", "enter")
    assert found["open"]
    assert "train_loss.csv is there already" in found["text"]
    assert "train_loss-3.csv" in found["text"]
    export("enter", "ctrl+u", *"train_loss.csv", "enter", "enter")
    assert (directory / "train_loss-3.csv").exists()


def test_a_name_that_was_typed_gets_the_ending_of_its_form(directory):
    export("enter", "ctrl+u", *"mine.csv", "escape", "j", "enter", "enter")
    assert [path.name for path in directory.iterdir()] == ["mine.json"]


def test_a_path_without_a_name_stays_as_it_is(directory):
    typed = []

    async def scenario(pilot):
        await pilot.press("e", "enter", "ctrl+u", "slash", "escape", "j")
        await pilot.pause()
        typed.append(pilot.app.screen.query_one("#export-path").value)

    drive(scenario, store())
    assert typed == ["/"]


def test_in_a_directory_the_name_that_was_offered_is_used(directory):
    (directory / "sub").mkdir()
    export("enter", "ctrl+u", *"sub", "enter")
    assert (directory / "sub" / "train_loss.csv").exists()


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [("", "A name is needed"), ("gone/x.csv", "no such file or directory")],
)
def test_what_cannot_be_written_is_told(directory, typed, trouble):
    found = export("enter", "ctrl+u", *typed, "enter")
    assert found["open"]
    assert trouble in found["text"]
    assert list(directory.iterdir()) == []


def test_escape_leaves_the_name_then_the_dialog(directory):
    assert export("enter", "escape")["open"]
    assert not export("enter", "escape", "escape")["open"]
    assert list(directory.iterdir()) == []


def test_all_tags_of_a_combined_chart_are_written(directory):
    runs = FakeStore([small_run("a", train__loss=[1, 2], val__loss=[3, 4])])

    async def scenario(pilot):
        await pilot.press("C", "enter", "e", "enter", "enter")
        await pilot.pause(0.2)

    drive(scenario, runs)
    rows = list(csv.DictReader((directory / "loss.csv").read_text().splitlines()))
    assert [row["tag"] for row in rows] == ["train/loss"] * 2 + ["val/loss"] * 2


def test_names_from_files_are_escaped(directory):
    async def scenario(pilot):
        pilot.app.screen.state.choose("colour \x1b[31m/bidi \u202e")
        pilot.app.screen.synchronise()
        await pilot.press("e", "enter")
        text = screen_text(pilot.app)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "colour_31m_bidi.csv" in text

    drive(scenario, FakeStore([odd_run("o\x1bdd")]))


def test_a_chart_without_points_has_nothing_to_write():
    found = export(runs=FakeStore([small_run("a", empty=[])]))
    assert not found["open"]
    assert found["toasts"] == ["This chart has no points"]


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (60, 15)])
def test_how_the_dialog_looks(size, snapshot, monkeypatch):
    monkeypatch.chdir("/")

    async def scenario(pilot):
        await pilot.press("e", "j")
        await pilot.pause()
        snapshot(pilot.app)

    drive(scenario, FakeStore(training_runs(RUNS[:3])), size=size)


def test_a_name_that_looks_like_markup_stays_as_it_is():
    async def scenario(pilot):
        await pilot.press("e")
        await pilot.pause()
        assert "Export [red]x[/y]" in screen_text(pilot.app)

    drive(scenario, FakeStore([FakeRun("a", [FakeSeries("a", "[red]x[/y]", [1, 2], [3, 4])])]))
