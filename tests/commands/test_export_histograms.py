"""``tbtui export --kind histograms`` writes every bucket, exactly."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest
from older_histograms import write_older_histograms
from tensorboard.compat.proto.summary_pb2 import HistogramProto

from tbtui.readers.event_writer import EventWriter
from tbtui.store.histogram_series import _MOST_ENTRIES

HEADER = "run,tag,step,wall_time,left,right,count,superseded\n"


def export(run_tbtui, *words):
    return run_tbtui("export", *words, "--kind", "histograms")


def test_every_bucket_is_a_line(logs, run_tbtui):
    outcome = export(run_tbtui, logs)

    assert outcome.out == HEADER + (
        "first,weights,10,1767225608.0,-1.0,0.0,5.0,false\n"
        "first,weights,10,1767225608.0,0.0,1.0,7.0,false\n"
    )
    assert (outcome.status, outcome.err) == (0, "")


def test_both_formats_say_the_same(logs, run_tbtui):
    from_csv = csv.DictReader(io.StringIO(export(run_tbtui, logs).out))
    from_json = map(json.loads, export(run_tbtui, logs, "--format", "jsonl").out.splitlines())

    for row, bucket in zip(from_csv, from_json, strict=True):
        assert row == {
            name: str(value).lower() if isinstance(value, bool) else str(value)
            for name, value in bucket.items()
        }


def test_numbers_read_back_to_the_very_bits(tmp_path, run_tbtui):
    edges = [0.1, 1 / 3, 1e-300, np.pi, np.inf, -0.0]
    with EventWriter(tmp_path / "events.out.tfevents.1") as writer:
        writer.add_histogram("h", [(edge, np.nan, 2.0**60 + 1) for edge in edges], 1)

    lines = export(run_tbtui, tmp_path, "--format", "jsonl").out.splitlines()

    for line, edge in zip(lines, edges, strict=True):
        row = json.loads(line)
        assert np.float64(row["left"]).tobytes() == np.float64(edge).tobytes()
        assert row["right"] == "nan"
        assert row["count"] == 2.0**60


def test_restarts_and_more_histograms_than_are_decoded_at_a_time(tmp_path, run_tbtui):
    steps = [*range(_MOST_ENTRIES + 2), 5, 6]
    with EventWriter(tmp_path / "events.out.tfevents.1") as writer:
        for number, step in enumerate(steps):
            # Every third one is empty.
            writer.add_histogram("h", [(0, 1, number)] * (number % 3), step)

    rows = list(csv.DictReader(io.StringIO(export(run_tbtui, tmp_path).out)))

    assert [int(row["step"]) for row in rows] == [
        step for number, step in enumerate(steps) for _ in range(number % 3)
    ]
    assert [float(row["count"]) for row in rows] == [
        number for number in range(len(steps)) for _ in range(number % 3)
    ]
    assert [row["superseded"] == "true" for row in rows] == [
        5 <= number < _MOST_ENTRIES + 2 for number in range(len(steps)) for _ in range(number % 3)
    ]


def test_a_damaged_histogram_is_told_and_the_others_are_written(tmp_path, run_tbtui):
    good = HistogramProto(min=0, max=1, bucket_limit=[1], bucket=[3])
    lacking = HistogramProto(bucket=[1, 1])
    file = tmp_path / "events.out.tfevents.1"
    write_older_histograms(file, "h\x1b", [good, lacking, good])

    outcome = export(run_tbtui, tmp_path)

    assert [line.split(",")[2] for line in outcome.out.splitlines()[1:]] == ["0", "2"]
    assert outcome.err == (
        "tbtui: histogram left out: ., h\\x1b, step 1: the histogram has 2 buckets but 0 edges\n"
    )
    assert outcome.status == 0


@pytest.mark.parametrize("what", ["loss", "nothing"])
def test_other_kinds_are_no_histograms(what, logs, run_tbtui):
    outcome = export(run_tbtui, logs, "--tag", what)

    assert outcome.status == 1
    assert outcome.err == f"tbtui: no histogram tag matches '{what}'; there is weights\n"
