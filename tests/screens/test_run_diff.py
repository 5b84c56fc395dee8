"""Runs compared in words: hyperparameters and texts, at every width."""

from __future__ import annotations

import pytest
from driving import drive, screen_text
from trial_logs import store_of, write_run

from tbtui.screens.diff_lines import DiffPage
from tbtui.screens.run_diff import RunDiffScreen
from tbtui.screens.run_differences import RunDifferences

CONFIG = """# Model
layers: 12
width: 768
dropout: {dropout}
seed: 1"""


@pytest.fixture
def store(tmp_path):
    for name, lr, dropout in (("base", 0.001, 0.1), ("high", 0.003, 0.1), ("dropout", 0.001, 0.3)):
        write_run(
            tmp_path / name,
            {"lr": lr, "batch": 32.0, **({"warmup": 10.0} if name == "high" else {})},
            {"loss": [2, 1]},
            {"config/text_summary": CONFIG.format(dropout=dropout)},
        )
    return store_of(tmp_path)


def differences(store, *names):
    from tbtui.analysis.hyperparameters import run_hyperparameters

    runs = [store.run(name) for name in names]
    known = run_hyperparameters(store.runs)
    found = RunDifferences(runs, [known[run.name] for run in runs])
    while found.unread:
        found.read_more()
    return found


def page_text(found, width, **options):
    page = DiffPage(found.names, found.sections, width, **{"only_changes": False, **options})
    lines = [*page.header(), *page.lines()]
    return ["".join(words.text for words in line).rstrip() for line in lines]


def test_hyperparameters_come_first_and_then_each_text(store):
    found = differences(store, "base", "high")
    assert [(one.title, one.change_count) for one in found.sections] == [
        ("Hyperparameters", 2),
        ("config", 0),
    ]


def test_truth_values_are_written_as_in_tables(store):
    runs = [store.run("base"), store.run("high")]
    found = RunDifferences(runs, [{"nesterov": True}, {"nesterov": False}])
    assert [cell.text for cell in found.sections[0].rows[0].row.cells] == ["true", "false"]


def test_beside_one_another(store):
    assert page_text(differences(store, "base", "dropout"), 80) == [
        "       1 base                              2 dropout",
        "Hyperparameters   the same in all",
        "batch  32                                  32",
        "lr     0.001                               0.001",
        "",
        "config   1 line differs",
        "       # Model                             # Model",
        "       layers: 12                          layers: 12",
        "       width: 768                          width: 768",
        "       dropout: 0.1                        dropout: 0.3",
        "       seed: 1                             seed: 1",
    ]


def test_one_below_another_where_there_is_no_room(store):
    assert page_text(differences(store, "base", "high", "dropout"), 60, only_changes=True) == [
        "1 base",
        "2 high",
        "3 dropout",
        "Hyperparameters   2 lines differ",
        "  lr",
        "1 0.001",
        "2 0.003",
        "3 0.001",
        "  warmup",
        "1 –",
        "2 10",
        "3 –",
        "",
        "config   1 line differs",
        "1 dropout: 0.1",
        "2 dropout: 0.1",
        "3 dropout: 0.3",
    ]


def test_long_lines_are_broken_and_not_cut(tmp_path):
    write_run(tmp_path / "a", {"path": "x" * 50}, {"loss": [1]})
    write_run(tmp_path / "b", {"path": "y" * 50}, {"loss": [1]})
    lines = page_text(differences(store_of(tmp_path), "a", "b"), 80)
    assert "".join(lines).count("x") == 50
    assert all(len(line) <= 80 for line in lines)


def test_control_characters_are_shown(tmp_path):
    write_run(tmp_path / "a", {"x\x1b[31m": 1.0}, {"loss": [1]}, {"t": "red \x1b[31m"})
    write_run(tmp_path / "b", {}, {"loss": [1]})
    text = "\n".join(page_text(differences(store_of(tmp_path), "a", "b"), 90))
    assert "\x1b" not in text
    assert text.count(r"\x1b[31m") == 2


def test_a_text_that_cannot_be_read_says_why_and_the_others_are_shown(store):
    for file in store.run("high").files:
        with open(file.path, "wb"):
            pass
    lines = page_text(differences(store, "base", "high"), 120)
    assert any("cannot be read: its file became shorter" in line for line in lines)
    assert any("layers: 12" in line for line in lines)


def look(snapshot, store, *keys, size):
    async def scenario(pilot):
        runs = [store.run("base"), store.run("dropout")]
        pilot.app.push_screen(RunDiffScreen(runs, store.runs))
        await pilot.pause(0.1)
        for key in keys:
            await pilot.press(key)
        await pilot.pause(0.1)
        snapshot(pilot.app)

    return drive(scenario, store, size=size)


def test_at_160x48(snapshot, store):
    look(snapshot, store, size=(160, 48))


def test_at_80x24(snapshot, store):
    look(snapshot, store, size=(80, 24))


def test_only_what_differs_at_60x15(snapshot, store):
    look(snapshot, store, "o", size=(60, 15))


def test_what_is_copied_is_not_broken(store, copied_path):
    look(lambda app: None, store, "o", "y", size=(60, 15))
    assert copied_path.read_text() == (
        "1 base\n2 dropout\n\nHyperparameters   the same in all\n\n"
        "config   1 line differs\n1 dropout: 0.1\n2 dropout: 0.3\n"
    )


def test_runs_without_anything_to_compare_say_so(tmp_path):
    for name in ("base", "dropout"):
        write_run(tmp_path / name, None, {"loss": [1]})
    shown = []
    look(lambda app: shown.append(screen_text(app)), store_of(tmp_path), size=(80, 24))
    assert "neither hyperparameters nor texts" in shown[0]
