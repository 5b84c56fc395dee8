"""The points of one chart as files."""

from __future__ import annotations

import csv
import io
import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tbtui.commands.chart_points import long_csv, points_json, tensorboard_csv, tensorboard_json
from tbtui.commands.new_file import file_name_for, free_path, write_new


class Series:
    """The part of a series that is asked for."""

    def __init__(self, values, steps=None, run="a", tag="train/loss"):
        self.run, self.tag = run, tag
        self.values = np.asarray(values, np.float32)
        self.steps = np.arange(len(self.values)) if steps is None else np.asarray(steps, np.int64)
        self.wall_times = 1_700_000_000.25 + self.steps.astype(np.float64)

    def view(self):
        return self


def test_one_run_as_tensorboard_downloads_it():
    series = Series([0.5, math.nan])
    assert "".join(tensorboard_csv(series)) == (
        "Wall time,Step,Value\r\n1700000000.25,0,0.5\r\n1700000001.25,1,nan\r\n"
    )
    assert "".join(tensorboard_json(series)) == (
        '[[1700000000.25, 0, 0.5], [1700000001.25, 1, "NaN"]]\n'
    )


def test_all_runs_in_one_csv_are_what_the_command_exports():
    text = "".join(long_csv([Series([1], run="a"), Series([2], run="b,c")]))
    assert list(csv.reader(io.StringIO(text))) == [
        ["run", "tag", "step", "wall_time", "value", "superseded"],
        ["a", "train/loss", "0", "1700000000.25", "1.0", "false"],
        ["b,c", "train/loss", "0", "1700000000.25", "2.0", "false"],
    ]


def test_all_runs_in_one_json():
    text = "".join(points_json([Series([1], run="a"), Series([-math.inf], run='"\udcff')]))
    assert json.loads(text) == [
        {"run": "a", "tag": "train/loss", "points": [[1700000000.25, 0, 1.0]]},
        {"run": '"\udcff', "tag": "train/loss", "points": [[1700000000.25, 0, "-Infinity"]]},
    ]


@pytest.mark.parametrize(
    ("written", "nothing"),
    [
        (lambda: points_json([]), []),
        (lambda: tensorboard_json(Series([])), []),
        (lambda: points_json([Series([])]), [{"run": "a", "tag": "train/loss", "points": []}]),
    ],
)
def test_nothing_is_valid_json(written, nothing):
    assert json.loads("".join(written())) == nothing


def test_what_a_restart_has_superseded_is_left_out():
    series = Series([1, 2, 3, 20, 30], steps=[0, 10, 20, 10, 20])
    points = json.loads("".join(tensorboard_json(series)))
    assert [(step, value) for _, step, value in points] == [(0, 1), (10, 20), (20, 30)]


@given(arrays(np.float32, st.integers(0, 20)))
def test_every_value_reads_back_to_the_same_number(values):
    series = Series(values)
    rows = list(csv.reader(io.StringIO("".join(tensorboard_csv(series)))))[1:]
    points = json.loads("".join(tensorboard_json(series)))
    np.testing.assert_array_equal(np.asarray([row[2] for row in rows], np.float32), values)
    np.testing.assert_array_equal(np.asarray([point[2] for point in points], np.float32), values)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("train/loss", "train_loss"),
        ("../../etc/passwd", "etc_passwd"),
        ("a \x1b[31m\n", "a_31m"),
        ("éè", "chart"),
        ("-rf", "rf"),
        ("x" * 300, "x" * 80),
    ],
)
def test_file_names_are_plain(title, name):
    assert file_name_for(title) == name


def test_another_name_is_found_where_one_is_taken(tmp_path):
    path = tmp_path / "loss.csv"
    assert free_path(path) == path
    path.touch()
    (tmp_path / "loss-2.csv").symlink_to("nowhere")
    assert free_path(path) == tmp_path / "loss-3.csv"


def test_no_file_is_written_over_and_none_is_left_half_written(tmp_path):
    path = tmp_path / "loss.csv"
    assert write_new(path, ["a", "é\udcff"]) == 4
    assert path.read_bytes() == b"a\xc3\xa9\xff"
    with pytest.raises(FileExistsError):
        write_new(path, ["b"])
    assert path.read_bytes() == b"a\xc3\xa9\xff"

    def broken():
        yield "a"
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        write_new(tmp_path / "other", broken())
    assert not (tmp_path / "other").exists()
