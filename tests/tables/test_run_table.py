"""Columns of runs: computed when wanted, in the time there is, again only where runs changed."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tbtui.analysis.column_choice import ColumnChoice, Statistic, choice_of_key
from tbtui.analysis.run_notes import RunNote
from tbtui.analysis.run_table import RunTables
from tbtui.analysis.smoothers import Smoothing
from tbtui.analysis.table import ColumnKind, Direction
from tbtui.analysis.table_settings import TableSettings
from tbtui.store.columns import ScalarColumns
from tbtui.store.run import Run
from tbtui.store.series import ScalarSeries

CURVES = {
    "a": {"val/loss": [3.0, 1.0, 2.0], "val/acc": [0.25, 0.75, 0.5]},
    "b": {"val/loss": [math.nan, 4.0, math.nan], "lr": [0.1]},
    "c": {},
}


def columns_of(values):
    columns = ScalarColumns()
    count = len(values)
    times = np.arange(count, dtype=np.float64) + 100.0
    columns.append(np.arange(count) * 10, times, np.array(values, dtype=np.float64))
    return columns


class Runs:
    """Runs that can go on."""

    def __init__(self, curves):
        self.parts = {}
        self.runs = []
        for name, tags in curves.items():
            run = Run(name, f"/logs/{name}")
            self.parts[name] = {tag: columns_of(values) for tag, values in tags.items()}
            run.scalars = {
                tag: ScalarSeries(name, tag, (part,), 1) for tag, part in self.parts[name].items()
            }
            run.point_count = sum(map(len, tags.values()))
            if tags:
                run.first_wall_time, run.last_wall_time = 100.0, 102.0
            self.runs.append(run)

    def log(self, name, tag, value):
        part = self.parts[name][tag]
        part.append(np.array([1000]), np.array([200.0]), np.array([value]))
        run = next(run for run in self.runs if run.name == name)
        run.point_count += 1
        run.last_wall_time = 200.0


@pytest.fixture
def logs():
    return Runs(CURVES)


def values(table, key):
    column = table.column(key)
    return [column.value(row) for row in range(len(table))]


def shown(value):
    """A value that can be compared: NaN, which equals nothing, is its name."""
    return "nan" if value != value else value


def table_of(logs, *keys, **options):
    settings = options.pop("settings", TableSettings())
    choices = [choice_of_key(key) for key in keys]
    return RunTables().table(logs.runs, choices, settings, **options).table


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("last:val/loss", [2.0, math.nan, None]),
        ("min:val/loss", [1.0, 4.0, None]),
        ("max:val/loss", [3.0, 4.0, None]),
        ("mean:val/loss", [2.0, 4.0, None]),
        ("best:val/loss", [1.0, 4.0, None]),
        ("best:val/acc", [0.75, None, None]),
        ("best-step:val/acc", [10.0, None, None]),
        ("best:lr", [None, None, None]),
        ("nan:val/loss", [0.0, 2.0, None]),
        ("at:15:val/loss", [1.0, 4.0, None]),
        ("at:30:val/loss", [None, None, None]),
        ("at-best:val/acc:val/loss", [1.0, None, None]),
        ("at-best:val/loss:lr", [None, 0.1, None]),
        ("run:steps", [20.0, 20.0, None]),
        ("run:duration", [2.0, 2.0, None]),
        ("run:points", [6.0, 4.0, 0.0]),
        ("run:start", [100.0, 100.0, None]),
        ("run:last", [102.0, 102.0, None]),
        ("run:speed", [10.0, 10.0, None]),
        ("run:state", ["silent", "silent", "unknown"]),
    ],
)
def test_columns(key, expected, logs):
    found = values(table_of(logs, key, now=1e6), key)
    assert (
        found == pytest.approx(expected, nan_ok=True)
        if None not in found
        else (
            [None if one is None else pytest.approx(one, nan_ok=True) for one in expected] == found
        )
    )


def test_smoothed_values(logs):
    settings = TableSettings(Smoothing(amount=0.5))
    [a, b, c] = values(table_of(logs, "smoothed:val/loss", settings=settings), "smoothed:val/loss")
    assert a == pytest.approx((0.25 * 3 + 0.5 * 1 + 2) / 1.75)
    assert math.isnan(b)
    assert c is None


def test_the_user_says_what_is_better(logs):
    settings = TableSettings(directions={"val/loss": Direction.UP, "lr": Direction.DOWN})
    table = table_of(logs, "best:val/loss", "best:lr", "last:val/acc", settings=settings)
    assert values(table, "best:val/loss")[0] == 3.0
    assert values(table, "best:lr")[1] == 0.1
    assert [column.direction.value for column in table.columns] == ["up", "down", "up"]


def test_what_the_user_noted_is_a_column(logs):
    notes = {"b": RunNote("mine", "look again", ("x", "y"))}
    table = table_of(
        logs, "user:name", "user:note", "user:tags", settings=TableSettings(notes=notes)
    )
    assert [values(table, key)[1] for key in table.places] == ["mine", "look again", "x, y"]
    assert values(table, "user:note")[0] is None


def test_what_has_not_changed_is_the_same_column(logs):
    tables = RunTables()
    keys = ["last:val/loss", "min:val/acc", "hp:lr", "mean:lr"]
    choices = [choice_of_key(key) for key in keys]
    before = tables.table(logs.runs, choices, TableSettings()).table
    again = tables.table(logs.runs, choices, TableSettings()).table
    assert [old is new for old, new in zip(before.columns, again.columns, strict=True)] == [
        True
    ] * 4
    logs.log("a", "val/acc", 0.125)
    after = tables.table(logs.runs, choices, TableSettings()).table
    assert values(after, "min:val/acc") == [0.125, None, None]
    # What somebody still shows does not change under his hands.
    assert values(before, "min:val/acc") == [0.25, None, None]


def test_runs_that_come_go_and_change_places(logs):
    tables = RunTables()
    choices = [choice_of_key("max:val/loss")]
    tables.table(logs.runs, choices, TableSettings())
    turned = tables.table(logs.runs[::-1], choices, TableSettings()).table
    assert values(turned, "max:val/loss") == [None, 4.0, 3.0]
    fewer = tables.table(logs.runs[:1], choices, TableSettings()).table
    assert values(fewer, "max:val/loss") == [3.0]


def test_without_time_a_table_is_completed_bit_by_bit():
    logs = Runs({f"run{place:03}": {"loss": [float(place)]} for place in range(200)})
    tables = RunTables()
    choices = [choice_of_key("min:loss"), choice_of_key("max:loss")]
    found = tables.table(logs.runs, choices, TableSettings(), first={"run150"}, seconds=0.0)
    assert not found.is_complete
    # What is in sight comes first.
    assert values(found.table, "min:loss")[150] == 150.0
    known = [int(column.missing.sum()) for column in found.table.columns]
    for _ in range(20):
        found = tables.table(logs.runs, choices, TableSettings(), seconds=0.0)
        missing = [int(column.missing.sum()) for column in found.table.columns]
        assert sum(missing) < sum(known)
        known = missing
        if found.is_complete:
            break
    for key in ("min:loss", "max:loss"):
        assert values(found.table, key) == [float(place) for place in range(200)]


def test_what_is_in_sight_comes_first_in_all_columns():
    logs = Runs({f"run{place:03}": {"loss": [1.0], "acc": [1.0]} for place in range(100)})
    tables, keys = RunTables(), ("last:loss", "min:loss", "max:acc")
    choices = [choice_of_key(key) for key in keys]
    tables.table(logs.runs, choices, TableSettings(), first=["run070"], seconds=0.0)
    for _ in range(2):
        assert not tables.advance(["run070"], seconds=0.0)
    found = tables.table(logs.runs, choices, TableSettings(), first=["run070"], seconds=0.0).table
    assert [values(found, key)[70] for key in keys] == [1.0, 1.0, 1.0]
    assert values(found, "max:acc")[71] is None


def test_whole_numbers_are_integers(logs):
    table = table_of(logs, "best-step:val/acc", "nan:val/loss", "last:val/loss")
    assert [column.kind for column in table.columns] == [
        ColumnKind.INTEGER,
        ColumnKind.INTEGER,
        ColumnKind.NUMBER,
    ]


def test_a_hyperparameter_nobody_has(logs):
    choice = ColumnChoice(Statistic.HYPERPARAMETER, "gone")
    column = RunTables().table(logs.runs, [choice], TableSettings()).table.columns[0]
    assert column.missing.all()
