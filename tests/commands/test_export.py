"""``tbtui export`` writes every point, exactly."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.commands.exact_text import exact_texts
from tbtui.commands.export import exported
from tbtui.commands.export_forms import FORMS
from tbtui.readers.event_writer import EventWriter
from tbtui.store.columns import ScalarColumns
from tbtui.store.series import ScalarSeries

EXPORT = """\
run,tag,step,wall_time,value,superseded
first,train/loss,0,1767225600.0,1.0,false
first,train/loss,1,1767225601.0,0.1,false
first,train/loss,2,1767225602.0,nan,true
first,train/loss,3,1767225603.0,inf,true
first,train/loss,2,1767225604.0,0.25,false
first,train/loss,3,1767225605.0,0.125,false
first,train/lr,1000,1767225607.0,0.0003,false
second,train/loss,0,1767225600.0,2.0,false
second,train/loss,10,1767225660.0,1.0,false
second,train/loss,20,1767225720.0,0.0,false
"""


def test_every_point_is_a_line(logs, run_tbtui):
    outcome = run_tbtui("export", logs)

    assert outcome.out == EXPORT
    assert outcome.status == 0


def test_runs_and_tags_can_be_chosen(logs, run_tbtui):
    outcome = run_tbtui("export", logs, "--run", "first", "--tag", "/lr")

    assert outcome.out == (
        "run,tag,step,wall_time,value,superseded\nfirst,train/lr,1000,1767225607.0,0.0003,false\n"
    )


def test_the_name_of_the_file_chooses_the_format(logs, tmp_path, run_tbtui):
    assert run_tbtui("export", logs, "-o", tmp_path / "points.csv").out == ""
    run_tbtui("export", logs, "-o", tmp_path / "points.jsonl")

    assert (tmp_path / "points.csv").read_text() == EXPORT
    lines = (tmp_path / "points.jsonl").read_text().splitlines()
    assert lines[2] == (
        '{"run": "first", "tag": "train/loss", "step": 2, "wall_time": 1767225602.0, '
        '"value": "nan", "superseded": true}'
    )
    assert json.loads(lines[1])["value"] == 0.1
    assert len(lines) == 10


def test_both_formats_say_the_same(logs, run_tbtui):
    from_csv = list(csv.DictReader(io.StringIO(run_tbtui("export", logs).out)))
    from_json = map(json.loads, run_tbtui("export", logs, "--format", "jsonl").out.splitlines())

    for row, point in zip(from_csv, from_json, strict=True):
        assert row == {
            "run": point["run"],
            "tag": point["tag"],
            "step": str(point["step"]),
            "wall_time": str(point["wall_time"]),
            "value": str(point["value"]),
            "superseded": str(point["superseded"]).lower(),
        }


@given(st.lists(st.floats(width=32)))
def test_a_float32_reads_back_to_the_same_bits_and_is_short(values):
    column = np.array(values, np.float32)

    texts = exact_texts(column)

    back = np.array([float(text) for text in texts], np.float32)
    assert np.array_equal(back, column, equal_nan=True)
    assert np.array_equal(np.signbit(back), np.signbit(np.where(np.isnan(column), 1, column)))
    digits = [text.lstrip("-0.").split("e")[0].replace(".", "") for text in texts]
    assert all(len(text.rstrip("0")) <= 9 for text in digits)


@given(st.lists(st.floats()))
def test_a_float64_reads_back_to_the_same_number(values):
    column = np.array(values, np.float64)

    back = np.array([float(text) for text in exact_texts(column)])

    assert np.array_equal(back, column, equal_nan=True)


@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_a_step_reads_back_to_the_same_number(steps):
    assert [int(text) for text in exact_texts(np.array(steps, np.int64))] == steps


def test_names_with_commas_quotes_and_line_ends_survive_csv(tmp_path, run_tbtui):
    tag = 'loss, "smooth"\nline two'
    with EventWriter(tmp_path / "events.out.tfevents.1") as writer:
        writer.add_scalar(tag, 0.5, 1)

    rows = list(csv.reader(io.StringIO(run_tbtui("export", tmp_path).out, newline="")))

    assert rows[1][:3] == [".", tag, "1"]


def test_a_directory_name_that_is_no_unicode_leaves_as_its_bytes(tmp_path):
    run = os.fsdecode(b"caf\xe9")
    with EventWriter(tmp_path / run / "events.out.tfevents.1") as writer:
        writer.add_scalar("loss", 0.5, 1)
    command = [sys.executable, "-m", "tbtui", "export", str(tmp_path), "--format"]

    as_csv = subprocess.run([*command, "csv"], capture_output=True, check=True).stdout
    as_json = subprocess.run([*command, "jsonl"], capture_output=True, check=True).stdout

    assert as_csv.splitlines()[1].startswith(b"caf\xe9,loss,1,")
    assert json.loads(as_json)["run"] == run


def test_on_a_terminal_names_are_escaped(tmp_path, run_in_terminal):
    with EventWriter(tmp_path / "events.out.tfevents.1") as writer:
        writer.add_scalar("loss\x1b[2J", 0.5, 1)

    outcome = run_in_terminal("export", tmp_path)

    assert r"loss\x1b[2J," in outcome.out
    assert "\x1b" not in outcome.out


def test_more_points_than_a_block_are_all_there(tmp_path, run_tbtui, monkeypatch):
    monkeypatch.setattr("tbtui.commands.export._BLOCK", 3)
    with EventWriter(tmp_path / "events.out.tfevents.1") as writer:
        for step in [0, 1, 2, 3, 4, 5, 6, 4]:
            writer.add_scalar("loss", step, step, 100.0 + step)

    rows = list(csv.DictReader(io.StringIO(run_tbtui("export", tmp_path).out)))

    assert [row["step"] for row in rows] == ["0", "1", "2", "3", "4", "5", "6", "4"]
    assert [row["superseded"] for row in rows] == ["false"] * 4 + ["true"] * 3 + ["false"]


def series(tag, values, steps, dtype=np.float32):
    columns = ScalarColumns()
    wall_times = np.full(len(steps), 100.0)
    columns.adopt(np.array(steps, np.int64), wall_times, np.array(values, dtype))
    return ScalarSeries("run", tag, (columns,), 1)


@pytest.mark.parametrize("block", [1, 2, 3, 4, 65_536])
def test_short_series_written_together_stay_apart(block, monkeypatch):
    """Also where float32 and float64 take turns, whose shortest digits differ."""
    monkeypatch.setattr("tbtui.commands.export._BLOCK", block)
    short = [
        series("a", [0.1, 0.1, 0.1], [0, 1, 2]),
        series("b", [0.1, 0.1], [0, 1], np.float64),
        series("c", [0.3], [7]),
        series("none", [], []),
        series("d", [0.7, 0.9], [5, 4]),
    ]

    assert "".join(exported(short, FORMS["csv"])).splitlines()[1:] == [
        *(f"run,a,{step},100.0,0.1,false" for step in range(3)),
        *(f"run,b,{step},100.0,0.1,false" for step in range(2)),
        "run,c,7,100.0,0.3,false",
        "run,d,5,100.0,0.7,true",
        "run,d,4,100.0,0.9,false",
    ]


def test_a_file_that_cannot_be_written_is_explained(logs, tmp_path, run_tbtui):
    outcome = run_tbtui("export", logs, "-o", tmp_path / "missing/points.csv")

    assert outcome.status == 2
    assert outcome.err == (
        f"tbtui: cannot write {tmp_path}/missing/points.csv: no such file or directory\n"
    )


@pytest.mark.parametrize("what", ["weights", "accuracy"])
def test_other_kinds_are_no_scalars(what, logs, run_tbtui):
    outcome = run_tbtui("export", logs, "--tag", what)

    assert outcome.status == 1
    assert outcome.err == (
        f"tbtui: no scalar tag matches '{what}'; there is train/loss, train/lr\n"
    )
