"""``tbtui inspect`` tells what is in a log directory."""

from __future__ import annotations

import json
import math
import subprocess
import sys

import pytest
from older_histograms import write_older_histograms
from tensorboard.compat.proto.summary_pb2 import HistogramProto

from tbtui.commands.report import JSON_FORMAT
from tbtui.readers.event_writer import EventWriter

REPORT = """\
LOGS
2 runs, 4 tags, 10 scalar points, 817 B

first   2026-01-01 00:00:00 to 2026-01-01 00:00:09
  scalars         points  steps   last   min   max
    train/loss         6   0..3  0.125   0.1     1
      1 NaN, 1 +inf, restarted once
    train/lr           1  1,000   3e-4  3e-4  3e-4
  histograms      points  steps
    weights            1     10
      last: 12 values, min -1, max 1, mean 0.08333, std 0.5713, median 0.1429,
      at most 58.33% zeros
  text            points  steps
    notes              1      0
  files in LOGS/first
    605 B  read  events.out.tfevents.1

second   2026-01-01 00:00:00 to 2026-01-01 00:02:00
  scalars         points  steps  last  min  max
    train/loss         3  0..20     0    0    2
  files in LOGS/second
    212 B  read  events.out.tfevents.2
"""


def test_the_report_is_aligned_and_says_everything(logs, run_tbtui):
    outcome = run_tbtui("inspect", logs)

    assert outcome.out.replace(str(logs), "LOGS") == REPORT
    assert outcome.status == 0
    assert outcome.err == ""


def test_without_a_terminal_plain_tbtui_prints_the_same(logs, run_tbtui):
    assert run_tbtui(logs) == run_tbtui("inspect", logs)


def test_json_has_the_documented_keys_and_exact_numbers(logs, run_tbtui):
    outcome = run_tbtui("inspect", logs, "--json", "--run", "first")

    def refuse(word):
        raise AssertionError(f"not strict JSON: {word}")

    report = json.loads(outcome.out, parse_constant=refuse)
    assert list(report) == ["format", "tbtui", "sources", "runs", "problems"]
    assert report["format"] == JSON_FORMAT
    assert report["sources"] == [{"name": "", "path": str(logs)}]
    (run,) = report["runs"]
    assert run["run"] == "first"
    assert run["points"] == 7
    assert run["tags"][0] == {
        "tag": "train/loss",
        "kind": "scalars",
        "plugin": "scalars",
        "points": 6,
        "first_step": 0,
        "last_step": 3,
        "first_wall_time": 1767225600.0,
        "last_wall_time": 1767225605.0,
        "last": 0.125,
        "minimum": 0.10000000149011612,
        "maximum": 1.0,
        "nan": 1,
        "positive_infinity": 1,
        "negative_infinity": 0,
        "lives": 2,
        "last_histogram": None,
    }
    histogram = next(tag for tag in run["tags"] if tag["kind"] == "histograms")
    assert (histogram["points"], histogram["first_step"], histogram["last"]) == (1, 10, None)
    assert histogram["last_histogram"] == {
        "buckets": 2,
        "values": 12.0,
        "minimum": -1.0,
        "maximum": 1.0,
        "mean": pytest.approx((7 - 5) / 2 / 12),
        "standard_deviation": pytest.approx(math.sqrt(1 / 3 - 1 / 144)),
        "exact_moments": False,
        "median": pytest.approx(1 / 7),
        "zero_share": pytest.approx(7 / 12),
        "exact_zeros": False,
        "non_finite": 0,
        "problem": None,
    }
    (file,) = run["files"]
    assert file["size"] == file["bytes_read"] > 0


def test_histograms_without_numbers_are_told_from_damaged_ones(tmp_path, run_tbtui):
    with EventWriter(tmp_path / "events.out.tfevents.1") as writer:
        writer.add_histogram("empty", [], 1)
        writer.add_histogram("infinite", [(0, math.inf, 2), (0, 0, 2)], 1)
    file = tmp_path / "events.out.tfevents.1"
    write_older_histograms(file, "odd", [HistogramProto(bucket=[1, 1])])

    out = run_tbtui("inspect", tmp_path).out
    report = json.loads(run_tbtui("inspect", tmp_path, "--json").out)

    assert "      last: 0 values\n" in out
    assert (
        "      last: 4 values, min 0, max 0, mean 0, std 0, 100% zeros,\n"
        "      1 bucket not finite\n"
    ) in out
    assert "      the last one cannot be decoded: the histogram has 2 buckets but 0 edges\n" in out
    empty, infinite, odd = (tag["last_histogram"] for tag in report["runs"][0]["tags"])
    assert (empty["values"], empty["mean"], empty["problem"]) == (0, None, None)
    assert (infinite["values"], infinite["non_finite"]) == (4, 1)
    assert odd["problem"] == "the histogram has 2 buckets but 0 edges"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_last_value_that_is_not_finite_is_a_string_in_json(value, tmp_path, run_tbtui):
    with EventWriter(tmp_path / "events.out.tfevents.1") as writer:
        writer.add_scalar("loss", value, 0)

    report = json.loads(run_tbtui("inspect", tmp_path, "--json").out)

    assert report["runs"][0]["tags"][0]["last"] == str(value)


def test_a_long_name_gets_a_line_for_itself(tmp_path, run_tbtui):
    tag = "evaluation/of/a/very/deep/scope/accuracy"
    with EventWriter(tmp_path / "events.out.tfevents.1") as writer:
        writer.add_scalar("loss", 0.5, 1)
        writer.add_scalar(tag, 0.75, 1)

    lines = run_tbtui("inspect", tmp_path).out.splitlines()

    position = lines.index(f"    {tag}")
    assert lines[position + 1] == "                                   1      1  0.75  0.75  0.75"
    assert lines[position + 2] == "    loss                           1      1   0.5   0.5   0.5"


def test_names_cannot_reach_the_terminal_raw(tmp_path, run_tbtui):
    with EventWriter(tmp_path / "run\x1b[31m/events.out.tfevents.1") as writer:
        writer.add_scalar("loss\x1b]0;title\x07\n", 0.5, 1)

    out = run_tbtui("inspect", tmp_path).out

    assert "\x1b" not in out
    assert "\x07" not in out
    assert r"loss\x1b]0;title\x07\n" in out


def test_filters_choose_runs_and_tags(logs, run_tbtui):
    out = run_tbtui("inspect", logs, "--run", "^f", "--tag", "lr$").out

    assert "train/lr" in out
    assert "train/loss" not in out
    assert "second" not in out


def test_a_filter_that_matches_nothing_says_what_there_is(logs, run_tbtui):
    outcome = run_tbtui("inspect", logs, "--tag", "accuracy")

    assert outcome.status == 1
    assert outcome.out == ""
    assert outcome.err == (
        "tbtui: no tag matches 'accuracy'; there is train/loss, train/lr, weights, notes\n"
    )


def test_damage_is_reported_and_what_is_sound_is_shown(logs, run_tbtui):
    file = logs / "second/events.out.tfevents.2"
    content = bytearray(file.read_bytes())
    content[-6] ^= 0xFF
    file.write_bytes(content)

    outcome = run_tbtui("inspect", logs)

    assert "1 problem" in outcome.out
    assert "\nproblems\n" in outcome.out
    assert "train/loss         2  0..10     1    1    2" in outcome.out
    assert outcome.status == 0


def test_when_nothing_is_readable_the_problems_are_printed_all_the_same(tmp_path, run_tbtui):
    (tmp_path / "events.out.tfevents.1").write_bytes(b"no event file, whatever its name says")

    outcome = run_tbtui("inspect", tmp_path)

    assert "problems\n" in outcome.out
    assert outcome.status == 1


def test_output_that_cannot_be_encoded_is_escaped(tmp_path):
    with EventWriter(tmp_path / "events.out.tfevents.1") as writer:
        writer.add_scalar("größe", 0.5, 1)

    result = subprocess.run(
        [sys.executable, "-m", "tbtui", "inspect", str(tmp_path)],
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii"},
        check=True,
    )

    assert rb"gr\u00f6\u00dfe" in result.stdout
