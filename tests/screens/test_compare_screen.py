"""The Compare tab: runs, or groups of them, as the rows of a table."""

from __future__ import annotations

import asyncio
import json

import numpy as np
import pytest
from driving import drive, screen_text, settle, toasts
from fakes import FakeLoader, FakeRun, FakeStore, small_run, training_runs

from tbtui.analysis.run_notes import RunNote
from tbtui.config.note_store import NoteStore
from tbtui.screens.compare_rows import CompareRows
from tbtui.screens.compare_state import Comparison
from tbtui.screens.run_diff import RunDiffScreen
from tbtui.screens.run_grouping import RunGrouping
from tbtui.screens.run_note import RunNoteScreen

LOSS, ACCURACY = "last:val/loss", "last:val/acc"
RUNS = ("a", "b", "c")


def three_runs():
    """``b`` has the lowest loss, ``c`` the highest accuracy; ``lr`` is the same for all."""
    losses, accuracies = (4.0, 1.0, 2.0), (0.5, 0.5, 0.9)
    return FakeStore(
        [
            small_run(name, val__loss=[9, loss], val__acc=[0.1, accuracy], lr=[1, 1])
            for name, loss, accuracy in zip(RUNS, losses, accuracies, strict=True)
        ]
    )


def open_tab(scenario, *keys, store=None, size=(120, 24), **options):
    """Go to the tab, stand on the loss, press keys, and then go on."""

    async def opened(pilot):
        pilot.app.screen.table.rows.go_to_column(LOSS)
        await press(pilot, *keys)
        await scenario(pilot)

    return drive(opened, store or three_runs(), size=size, first="compare", **options)


async def press(pilot, *keys):
    await pilot.press(*keys)
    await pilot.pause()


async def type_text(pilot, text):
    """Type into the line that has the focus, all at once."""
    pilot.app.focused.value = text
    await pilot.pause()


def rows(pilot):
    return pilot.app.screen.rows.names_on_lines()


def columns(pilot):
    return [column.key for column in pilot.app.screen.table.rows.contents.columns]


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (60, 15)], ids=str)
def test_table(snapshot, size):
    async def scenario(pilot):
        await press(pilot, "j", "m", "b", "S", "O")
        snapshot(pilot.app, svg=size == (160, 48))

    open_tab(scenario, store=FakeStore(training_runs()), size=size)


def test_without_scalars_the_tab_says_what_writes_them():
    async def scenario(pilot):
        assert "add_scalar" in screen_text(pilot.app)

    drive(scenario, FakeStore([FakeRun("images", indexed=[("images", "x")])]), first="compare")


def test_keys_are_heard_between_two_slices_of_what_is_computed(monkeypatch):
    heard_before_slice = []

    async def scenario(pilot):
        heard, finished = [], asyncio.Event()
        look = CompareRows.look

        def unfinished_look(rows, *arguments):
            look(rows, *arguments)
            rows.is_complete = finished.is_set()

        def advance(rows):
            heard_before_slice.append(len(heard))
            asyncio.get_running_loop().call_soon(heard.append, "a key")
            if len(heard_before_slice) == 3:
                finished.set()
            return finished.is_set()

        monkeypatch.setattr(CompareRows, "look", unfinished_look)
        monkeypatch.setattr(CompareRows, "advance", advance)
        pilot.app.screen.show_table()
        await asyncio.wait_for(finished.wait(), 10)
        await pilot.pause()
        assert "computing" not in screen_text(pilot.app)

    open_tab(scenario)
    assert heard_before_slice == [0, 1, 2]


def test_a_column_sorts_best_first_then_the_other_way_then_no_longer():
    orders = []

    async def scenario(pilot):
        for _ in range(3):
            await press(pilot, "O")
            orders.append(rows(pilot))

    open_tab(scenario)
    assert orders == [["b", "c", "a"], ["a", "c", "b"], ["a", "b", "c"]]


def test_a_second_column_decides_between_equals():
    async def scenario(pilot):
        table = pilot.app.screen.table.rows
        table.go_to_column(ACCURACY)
        await press(pilot, "O")
        assert rows(pilot) == ["c", "a", "b"]
        table.go_to_column(LOSS)
        await press(pilot, "o")
        assert rows(pilot) == ["c", "b", "a"]

    open_tab(scenario)


def test_the_cursor_stays_on_its_run_when_rows_change_places():
    async def scenario(pilot):
        await press(pilot, "O")
        assert pilot.app.screen.current_name == "a"
        assert pilot.app.screen.table.rows.cursor == 2

    open_tab(scenario)


def test_a_baseline_stands_first_with_differences_beside_the_others():
    async def scenario(pilot):
        await press(pilot, "j", "b")
        screen = pilot.app.screen
        assert rows(pilot) == ["b", "a", "c"]
        shown = screen.table.current_column
        changes = dict(zip(screen.rows.table.names, shown.changes.tolist(), strict=True))
        assert changes == {"a": 3.0, "b": pytest.approx(np.nan, nan_ok=True), "c": 1.0}
        assert shown.better.tolist() == [-1, 0, -1]
        await press(pilot, "%")
        assert screen.state.comparison is Comparison.PERCENT
        assert screen.table.current_column.change_text(0) == "+300%"
        await press(pilot, "w", "w")
        assert screen.table.current_column.better.tolist() == [1, 0, 1]

    open_tab(scenario)


def test_only_what_differs():
    async def scenario(pilot):
        pilot.app.screen.arrangement.chosen = (LOSS, "last:lr")
        await press(pilot, "u")
        assert columns(pilot) == [LOSS]
        await press(pilot, "u")
        assert columns(pilot) == [LOSS, "last:lr"]

    open_tab(scenario)


def test_notes_are_known_to_filters_before_there_are_any():
    async def scenario(pilot):
        await type_text(pilot, "tags=paper or note~warm")
        assert rows(pilot) == []
        assert "nothing is called" not in screen_text(pilot.app)

    open_tab(scenario, "slash")


def test_rows_are_filtered_by_expressions_whose_errors_are_shown():
    async def scenario(pilot):
        await press(pilot, "/")
        await type_text(pilot, "val/loss<3 and val/acc>=0.5 and -b")
        assert rows(pilot) == ["c"]
        await type_text(pilot, "val/loss<3 and (")
        assert rows(pilot) == ["c"]
        assert pilot.app.screen.rows.filter.trouble
        await type_text(pilot, "los<3")
        assert "nothing is called los" in screen_text(pilot.app)

    open_tab(scenario)


def test_columns_are_chosen_among_all_that_there_are():
    async def scenario(pilot):
        await press(pilot, "C")
        await type_text(pilot, "loss @0")
        await press(pilot, "enter")
        await type_text(pilot, "loss @val/acc")
        await press(pilot, "enter", "escape", "escape")
        assert columns(pilot)[-2:] == ["at:0:val/loss", "at-best:val/acc:val/loss"]
        table = pilot.app.screen.rows.table
        assert table.column("at:0:val/loss").values.tolist() == [9.0, 9.0, 9.0]
        assert table.column("at-best:val/acc:val/loss").values.tolist() == [4.0, 1.0, 2.0]

    open_tab(scenario)


def test_columns_are_hidden_moved_resized_and_frozen():
    async def scenario(pilot):
        screen = pilot.app.screen
        screen.arrangement.chosen = (ACCURACY, LOSS, "last:lr")
        screen.show_table()
        await press(pilot, "H", "z", ">", "l", "x")
        assert columns(pilot) == [LOSS, "last:lr"]
        assert screen.arrangement.frozen == 1
        assert list(screen.arrangement.widths) == [LOSS]
        await press(pilot, "S")
        assert len(columns(pilot)) == 3
        assert columns(pilot)[-1] == "curve:lr"

    open_tab(scenario)


def test_from_a_cell_to_its_chart_and_back():
    async def scenario(pilot):
        await press(pilot, "j", "enter")
        await settle(pilot)
        assert pilot.app.screen.dashboard.name == "scalars"
        await press(pilot, "backspace")
        assert pilot.app.screen.dashboard.name == "compare"
        assert pilot.app.screen.current_name == "b"
        assert pilot.app.screen.table.rows.current_key == LOSS

    open_tab(scenario)


def test_what_charts_show_is_the_same_as_in_scalars():
    async def scenario(pilot):
        selection = pilot.app.screen.session.selection
        await press(pilot, "space")
        assert [selection.is_shown(name) for name in RUNS] == [False, True, True]
        assert rows(pilot) == ["a", "b", "c"]
        await press(pilot, "V")
        assert rows(pilot) == ["b", "c"]

    open_tab(scenario)


def test_marked_runs_are_put_side_by_side():
    async def scenario(pilot):
        await press(pilot, "d")
        assert "Mark two or more runs" in toasts(pilot.app)[-1]
        await press(pilot, "m", "m", "d")
        assert isinstance(pilot.app.screen, RunDiffScreen)

    open_tab(scenario)


def test_a_run_gets_a_name_a_note_and_tags(notes_path):
    async def scenario(pilot):
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, RunNoteScreen)
        for text in ("best so far", "with warmup", "keep, paper, keep"):
            await type_text(pilot, text)
            await press(pilot, "down")
        await press(pilot, "enter")
        shown = screen_text(pilot.app)
        assert "best so far" in shown
        assert "with warmup" in shown
        await press(pilot, "/")
        await type_text(pilot, "warmup")
        assert rows(pilot) == ["a"]

    store = three_runs()
    open_tab(scenario, store=store)
    note = NoteStore(notes_path).notes(store.runs)["a"]
    assert (note.name, note.note, note.tags) == ("best so far", "with warmup", ("keep", "paper"))


def test_what_is_noted_is_copied_with_the_table(copied_path, notes_path):
    async def scenario(pilot):
        pilot.app.screen.arrangement.chosen = (LOSS,)
        pilot.app.screen.state.copied_as = "csv"
        pilot.app.screen.show_table()
        await press(pilot, "y")

    NoteStore(notes_path).change("/logs/b", RunNote("mine"))
    open_tab(scenario)
    assert copied_path.read_text() == "run,name,val/loss\na,,4\nb,mine,1\nc,,2\n"


def test_a_run_that_is_hidden_by_its_note_leaves_tables_without_hidden_runs():
    async def scenario(pilot):
        await press(pilot, "V", "n", "up", "y", "enter")
        assert rows(pilot) == ["b", "c"]

    open_tab(scenario)


def test_the_table_is_copied_in_the_form_of_the_settings(copied_path):
    async def scenario(pilot):
        screen = pilot.app.screen
        screen.arrangement.chosen = (LOSS,)
        await press(pilot, "O", "y")
        assert copied_path.read_text().splitlines()[2].split()[1] == "b"
        screen.state.copied_as = "csv"
        await press(pilot, "y")

    open_tab(scenario)
    assert copied_path.read_text() == "run,val/loss\nb,1\nc,2\na,4\n"


def test_the_table_is_written_with_what_stands_beside_the_values(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    async def scenario(pilot):
        pilot.app.screen.arrangement.chosen = (LOSS,)
        await press(pilot, "b", "e", "j", "enter", "enter")
        await settle(pilot)

    open_tab(scenario)
    document = json.loads((tmp_path / "compare.json").read_text())
    assert [row["run"] for row in document["rows"]] == ["a", "b", "c"]
    assert [row["values"][:2] for row in document["rows"]] == [[4, 0], [1, -3], [2, -2]]


def test_what_was_set_is_found_again():
    kept = {}

    async def scenario(pilot):
        await press(pilot, "O", "b", "%", "m", "u")
        kept.update(pilot.app.screen.view_to_keep())

    open_tab(scenario)
    assert kept["baseline"] == "a"
    assert kept["comparison"] == "percent"
    assert kept["marked"] == ["a"]
    assert kept["only_differing"]
    assert kept["table"]["sorts"] == [LOSS]


def test_a_new_run_appears_and_the_cursor_stays():
    async def scenario(pilot):
        await press(pilot, "O", "j")
        name = pilot.app.screen.current_name
        new = small_run("new", val__loss=[9, 0.5], val__acc=[0, 1])
        loader.publish([*loader.store.runs, new])
        await settle(pilot)
        assert rows(pilot)[0] == "new"
        assert pilot.app.screen.current_name == name

    loader = FakeLoader(three_runs())
    open_tab(scenario, loader=loader)


def test_groups_of_scalars_are_rows():
    runs = [
        small_run(f"{kind}/seed{seed}", val__loss=[9, level + seed])
        for kind, level in (("adam", 1), ("sgd", 5))
        for seed in (1, 2, 3)
    ]

    async def scenario(pilot):
        screen = pilot.app.screen
        await press(pilot, "M")
        assert "Runs are not grouped" in toasts(pilot.app)[-1]
        screen.session.grouping = RunGrouping("directory")
        await press(pilot, "M")
        assert rows(pilot) == ["adam", "sgd"]
        assert screen.rows.table.column(LOSS).values.tolist() == [3.0, 7.0]
        await press(pilot, "b", "j")
        assert "+4 (+133%) worse" in screen_text(pilot.app)
        screen.table.rows.go_to_column("run:duration")
        await pilot.pause()
        assert "±0s   of 3 runs" in screen_text(pilot.app)
        assert screen.current_runs == ("sgd/seed1", "sgd/seed2", "sgd/seed3")

    open_tab(scenario, store=FakeStore(runs))
