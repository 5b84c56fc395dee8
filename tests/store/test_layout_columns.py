"""What is read of files by their layout: types, steps and times of every tag on its own."""

from __future__ import annotations

import math
import struct
import sys
from pathlib import Path

import pytest
from tensorboard.compat.proto import event_pb2, summary_pb2

from tbtui.readers.event_file import EventFile
from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader

sys.path.append(str(Path(__file__).parents[1] / "readers"))
from frames import event, frame, scalar, version

NAME = "events.out.tfevents.1"
Value = summary_pb2.Summary.Value


def append(directory: Path, files: list[bytes]) -> Loader:
    """Write to the files of some runs; return what reads them."""
    for number, data in enumerate(files):
        (directory / f"run{number}").mkdir(exist_ok=True)
        with (directory / f"run{number}" / NAME).open("ab") as file:
            file.write(data)
    return Loader([LogSource("", str(directory))])


def test_wide_numbers_and_tags_with_steps_of_their_own(tmp_path: Path, alike: list[int]) -> None:
    steps = range(200, 260)
    records = [version()]
    for step in steps:
        wide = Value(tag="wide", tensor={"dtype": 2, "double_val": [step / 3]})
        wider = Value(tag="wider", tensor={"dtype": 2, "double_val": [step / 7]})
        records += [event(step, [wide]), event(2 * step, [wider]), scalar("loss", step, step / 2)]
    loader = append(tmp_path, [b"".join(records)] * 2)
    loader.load()
    append(tmp_path, [b"", b"", *[b"".join(records)] * 3])
    loader.load()
    assert alike == [3]
    for run in loader.store.runs:
        wide, wider, loss = (run.scalars[tag].view() for tag in ("wide", "wider", "loss"))
        assert wide.values.tolist() == [step / 3 for step in steps]
        assert wider.values.tolist() == [step / 7 for step in steps]
        assert wide.steps.tolist() == loss.steps.tolist() == list(steps)
        assert wider.steps.tolist() == [2 * step for step in steps]
        assert str(loss.values.dtype) == "float32"


def test_files_that_end_in_different_parts_are_not_read_again(
    tmp_path: Path, alike: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their last records have different lengths."""
    records = [version(), *(scalar("loss", step, 0.5) for step in range(200))]
    loader = append(tmp_path, [b"".join(records)] * 2)
    loader.load()
    monkeypatch.setattr(EventFile, "blocks", lambda *_, **__: pytest.fail("read on its own"))
    append(tmp_path, [b"", b"", *(b"".join(records[:count]) for count in (1, 2, 50, 201))])
    loader.load()
    assert alike == [4]
    assert [run.point_count for run in loader.store.runs] == [200, 200, 0, 1, 49, 200]


def step_at(step: int, wall_times: tuple[float, ...]) -> bytes:
    """One record for each of some tags, each at a time of its own."""
    records = []
    for tag, wall_time in zip("abc", wall_times, strict=True):
        message = event_pb2.Event(wall_time=wall_time, step=step)
        message.summary.value.add(tag=tag, simple_value=0.5)
        records.append(frame(message.SerializeToString()))
    return b"".join(records)


def test_times_that_are_none_among_points_that_arrive_together(
    tmp_path: Path, alike: list[int]
) -> None:
    loader = append(tmp_path, [step_at(1, (10.0, 11.0, 11.0))] * 3)
    loader.load()
    append(tmp_path, [step_at(2, (12.0, 12.0, 13.0))] * 3)
    loader.load()
    alike.clear()
    times = [(14.0, 15.0, math.inf), (-math.inf, 9.0, 16.0), (math.nan, math.inf, 17.0)]
    append(tmp_path, [step_at(3, of_file) for of_file in times])
    loader.load()
    assert alike == [3]
    assert [run.last_wall_time for run in loader.store.runs] == [15.0, 16.0, 17.0]
    assert [run.first_wall_time for run in loader.store.runs] == [10.0, 9.0, 10.0]


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(b"\x09" + struct.pack("<d", 1.0), id="too short to tell where its step ends"),
        pytest.param(
            b"\x10\x07\x09" + struct.pack("<d", 1.0) + b"\x1a\x1e" + b"x" * 30,
            id="not starting with its wall time",
        ),
    ],
)
def test_records_without_values_of_which_more_than_time_and_step_would_be_ignored(
    tmp_path: Path, alike: list[int], first: bytes
) -> None:
    whole = frame(first) + b"".join(scalar("loss", step, 0.5) for step in range(1, 60))
    loader = append(tmp_path, [whole] * 2)
    loader.load()
    append(tmp_path, [b"", b"", whole, whole])
    loader.load()
    assert alike == []
    assert [run.point_count for run in loader.store.runs] == [59] * 4
