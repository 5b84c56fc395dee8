"""Files that are sound but awkward for a reader of arrays hold what protobuf says they hold."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import numpy as np
from tensorboard.compat.proto import event_pb2, summary_pb2

from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader

sys.path.append(str(Path(__file__).parents[1] / "readers"))
from frames import event, frame, scalar

NAME = "events.out.tfevents.1"
Value = summary_pb2.Summary.Value


def steps(loader: Loader) -> list[list[int]]:
    """The steps of the loss in each run."""
    loader.load()
    assert not loader.store.problems
    return [run.scalars["loss"].view().steps.tolist() for run in loader.store.runs]


def write(directory: Path, files: list[bytes]) -> None:
    for number, data in enumerate(files):
        (directory / f"run{number}").mkdir(exist_ok=True)
        (directory / f"run{number}" / NAME).write_bytes(data)


def test_small_files_that_grow_by_more_than_twice_what_they_hold(tmp_path: Path) -> None:
    """Their growth is estimated from where in the file the new records end."""
    loader = Loader([LogSource("", str(tmp_path))])
    start = b"".join(scalar("loss", step, 0.5) for step in range(2))
    write(tmp_path, [start] * 3)
    assert steps(loader) == [[0, 1]] * 3
    more = b"".join(scalar("loss", step, 0.5) for step in range(2, 8))
    write(tmp_path, [start + more] * 3)
    assert steps(loader) == [list(range(8))] * 3


def test_tags_that_were_logged_together_and_are_no_longer(tmp_path: Path) -> None:
    """They have as many points as ever, which is no reason to keep their steps once."""
    path = tmp_path / NAME
    together = [scalar(tag, step, 0.5) for step in range(20) for tag in ("loss", "accuracy")]
    path.write_bytes(b"".join(together))
    loader = Loader([LogSource("", str(tmp_path))])
    assert steps(loader) == [list(range(20))]
    with path.open("ab") as file:
        for step in range(20, 60):
            file.write(scalar("loss", step, 0.5) + scalar("accuracy", 2 * step, 0.5))
    assert steps(loader) == [list(range(60))]
    accuracy = loader.store.runs[0].scalars["accuracy"].view().steps.tolist()
    assert accuracy == [*range(20), *range(40, 120, 2)]


def test_records_without_values_whose_steps_take_ten_bytes(tmp_path: Path) -> None:
    """They are part of a layout, which is read by words of eight bytes."""
    message = event_pb2.Event(wall_time=1.0, step=-1, file_version="brain.Event:2")
    first = frame(message.SerializeToString())
    whole = first + b"".join(scalar("loss", step, 0.5) for step in range(1, 40))
    loader = Loader([LogSource("", str(tmp_path))])
    write(tmp_path, [whole] * 2)
    assert steps(loader) == [list(range(1, 40))] * 2
    write(tmp_path, [whole] * 5)
    assert steps(loader) == [list(range(1, 40))] * 5


def test_a_nan_that_is_meant_to_raise_is_one_like_others(tmp_path: Path) -> None:
    """It becomes float64 without a warning, which here would be an error."""
    plain = event_pb2.Event(wall_time=1.0, step=1, summary={"value": [{"tag": "loss"}]})
    plain.summary.value[0].simple_value = 1.0
    payload = plain.SerializeToString().replace(
        struct.pack("<f", 1.0), struct.pack("<I", 0x7F80_0001)
    )
    narrow = frame(payload)
    tensor = {"dtype": 2, "double_val": [0.5]}
    wide = event(2, [Value(tag="loss", tensor=tensor)])
    (tmp_path / NAME).write_bytes((narrow + wide) * 20)
    (tmp_path / (NAME + "2")).write_bytes(narrow * 20)
    loader = Loader([LogSource("", str(tmp_path))])
    loader.load()
    assert not loader.store.problems
    values = loader.store.runs[0].scalars["loss"].view().values
    assert np.isnan(values).tolist() == [True, False] * 20 + [True] * 20


def test_the_first_value_of_very_many_tags_that_are_scalars_and_are_not(tmp_path: Path) -> None:
    tags = [f"tag{number}" for number in range(3_000)]
    histogram = {"max": 1, "bucket_limit": [1], "bucket": [3]}
    histograms = [Value(tag=tag, histo=histogram) for tag in tags]
    scalars = [
        Value(tag=tag, simple_value=1.0, metadata={"display_name": "scalar"}) for tag in tags
    ]
    values = [value for pair in zip(histograms, scalars, strict=True) for value in pair]
    backwards = [value for pair in zip(scalars, histograms, strict=True) for value in pair]
    (tmp_path / NAME).write_bytes(b"".join(event(1, [value]) for value in values))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / NAME).write_bytes(b"".join(event(1, [value]) for value in backwards))
    loader = Loader([LogSource("", str(tmp_path))])
    loader.load()
    by_histogram, by_scalar = loader.store.runs
    assert {by_histogram.metadata[tag].plugin for tag in tags} == {"histograms"}
    assert {by_scalar.metadata[tag].display_name for tag in tags} == {"scalar"}
