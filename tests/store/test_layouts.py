"""Files that are alike are decoded by their layout, and hold what they hold when read alone."""

from __future__ import annotations

import struct
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tensorboard.compat.proto import event_pb2, summary_pb2

from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader

sys.path.append(str(Path(__file__).parents[1] / "readers"))
from frames import event, frame, scalar, version

NAME = "events.out.tfevents.1"
TAGS = ("loss", "train/accuracy", "lr")
Value = summary_pb2.Summary.Value


def step_of(tags: Any, step: int, number: float = 0.5) -> list[bytes]:
    return [scalar(tag, step, number + step) for tag in tags]


def run_of(steps: Any, tags: Any = TAGS) -> list[bytes]:
    """The records of a run, which logs all tags at every step."""
    return [version()] + [record for step in steps for record in step_of(tags, step)]


def wide(step: int) -> list[bytes]:
    """A step with two values in an event, a tag twice, and a tensor of doubles."""
    tensor = Value(tag="wide", metadata={"plugin_data": {"plugin_name": "scalars"}})
    tensor.tensor.dtype = 2
    tensor.tensor.double_val.append(step / 3)
    pair = [Value(tag="loss", simple_value=step), tensor]
    return [event(step, pair), scalar("epoch", step, 1.0), scalar("epoch", step + 1, 2.0)]


def without_time(step: int) -> bytes:
    """A scalar whose clock says something that is no time."""
    summary = summary_pb2.Summary(value=[Value(tag="loss", simple_value=step)])
    wall_time = float("nan") if step % 2 else float("inf")
    message = event_pb2.Event(wall_time=wall_time, step=step, summary=summary)
    return frame(message.SerializeToString())


def contents(loader: Loader) -> Any:
    loader.load()
    return [
        (
            run.name,
            {tag: [repr(c.tolist()) for c in s.view()[:3]] for tag, s in run.scalars.items()},
            {tag: s.view().values.dtype for tag, s in run.scalars.items()},
            {key: list(tag.entries()) for key, tag in run.indexed.items()},
            dict(run.metadata),
            run.files,
            run.problems,
            (run.first_wall_time, run.last_wall_time),
        )
        for run in loader.store.runs
    ]


def write(directory: Path, files: list[bytes]) -> list[LogSource]:
    for number, data in enumerate(files):
        run = directory / f"run{number}"
        run.mkdir(exist_ok=True)
        (run / NAME).write_bytes(data)
    return [LogSource("", str(directory))]


def check(directory: Path, files: list[bytes], *, verify: bool = False) -> Loader:
    """Compare what a loader finds, that knows the layout of other files, with reading alone.

    The files are read in a second pass, because a layout is learnt from files that came before.
    """
    (directory / "before").mkdir()
    ordinary = b"".join(run_of(range(300)))
    source = write(directory / "before", [ordinary, ordinary])
    together, alone = Loader(source, verify=verify), Loader(source, verify=verify)
    assert contents(together) == contents(alone)
    write(directory / "before", [ordinary, ordinary, *files])
    with pytest.MonkeyPatch.context() as patch:
        found = contents(together)
        patch.setattr("tbtui.store.work.LARGEST_MEMBER", -1)
        patch.setattr("tbtui.readers.blocks.find_cycle", lambda *_: None)
        assert found == contents(alone)
    return together


def flipped(data: bytes, place: int) -> bytes:
    changed = bytearray(data)
    changed[place] ^= 0x10
    return bytes(changed)


ORDINARY = run_of(range(300))
FEWER = run_of(range(40))
LONGER = run_of(range(420))
RESTARTED = [*run_of(range(200)), *run_of(range(100, 300))[1:]]
RESTARTED_LATE = [*run_of(range(200)), *run_of(range(150, 300))[1:]]
EXTRA = [*ORDINARY[:300], scalar("extra", 99, 1.0), *ORDINARY[300:]]
ANOTHER_ORDER = run_of(range(300), TAGS[::-1])
ANOTHER_TAG = run_of(range(300), ("loss", "train/accuracy", "tr"))
SAME_LENGTH = run_of(range(300), ("lass", "train/accuracy", "lr"))
LATER = run_of(range(5, 305))
FROM_ONE = run_of(range(1, 100))
UNFINISHED_STEP = ORDINARY[:-1]
NO_VALUES = [version()]


@pytest.mark.parametrize(
    ("files", "like_the_others"),
    [
        ([ORDINARY, ORDINARY, ORDINARY], 3),
        ([FEWER, ORDINARY, LONGER], 3),
        ([FEWER, NO_VALUES, ORDINARY], 3),
        ([RESTARTED_LATE, ORDINARY], 2),
        ([RESTARTED, ORDINARY, EXTRA], 1),
        ([ANOTHER_ORDER, ORDINARY, ANOTHER_TAG, SAME_LENGTH], 1),
        ([LATER, FROM_ONE, UNFINISHED_STEP, ORDINARY], 1),
        ([ANOTHER_ORDER, ANOTHER_TAG], 0),
    ],
    ids=[
        "equal",
        "long and short",
        "without values",
        "restarted",
        "irregular",
        "tags",
        "steps",
        "none",
    ],
)
def test_files_like_one_that_was_read_before(
    tmp_path: Path, alike: list[int], files: list[list[bytes]], like_the_others: int
) -> None:
    check(tmp_path, [b"".join(records) for records in files])
    assert sum(alike) == like_the_others


@pytest.mark.parametrize("verify", [False, True])
def test_files_that_are_torn_or_damaged(tmp_path: Path, alike: list[int], verify: bool) -> None:
    whole = b"".join(ORDINARY)
    header = len(whole) // 2 // len(ORDINARY) * len(ORDINARY)
    files = [
        whole,
        whole[:-1],
        whole[: len(whole) // 2],
        flipped(whole, header),
        flipped(whole, len(whole) - 3),
        flipped(whole, 3),
        whole + b"\x00",
        whole[:40] + whole[40:],
    ]
    check(tmp_path, files, verify=verify)
    assert sum(alike) >= 2


def test_a_damaged_number_is_noticed_when_all_is_verified(tmp_path: Path) -> None:
    records = [*ORDINARY]
    records[450] = flipped(records[450], len(records[450]) - 6)
    loader = check(tmp_path, [b"".join(ORDINARY), b"".join(records)], verify=True)
    assert [problem.file for problem in loader.store.problems] == [
        str(tmp_path / "before" / "run3" / NAME)
    ]


def test_a_record_that_is_torn_in_its_last_payload_is_awaited(
    tmp_path: Path, alike: list[int]
) -> None:
    whole = b"".join(ORDINARY)
    torn = whole[:-6] + bytes(6)
    source = write(tmp_path, [whole, whole])
    loader = Loader(source)
    loader.load()
    write(tmp_path, [whole, whole, torn, whole])
    loader.load()
    assert [run.point_count for run in loader.store.runs] == [900, 900, 899, 900]
    write(tmp_path, [whole] * 4)
    loader.load()
    assert [run.point_count for run in loader.store.runs] == [900] * 4
    assert alike == [2]


records_of_a_step = st.sampled_from(
    [
        lambda step: step_of(TAGS, step),
        lambda step: step_of(TAGS[:2], step),
        wide,
        lambda step: [without_time(step)],
        lambda step: [scalar("loss", step, struct.unpack("<f", b"\x01\x00\xc0\x7f")[0])],
    ]
)
edits = st.sampled_from(["none", "none", "none", "drop", "twice", "swap", "cut", "flip"])


def edited(records: list[bytes], edit: str, place: float) -> bytes:
    """Change a run in one of the ways in which files of one experiment differ."""
    index = int(place * (len(records) - 1))
    if edit == "drop":
        records = records[:index] + records[index + 1 :]
    elif edit == "twice":
        records = [*records[: index + 1], *records[index:]]
    elif edit == "swap":
        records = [*records[:index], *records[index : index + 2][::-1], *records[index + 2 :]]
    data = b"".join(records)
    if edit == "cut":
        return data[: int(place * len(data))]
    return flipped(data, int(place * (len(data) - 1))) if edit == "flip" and data else data


@settings(max_examples=80, deadline=None)
@given(
    kind=records_of_a_step,
    runs=st.lists(
        st.tuples(st.integers(0, 60), st.sampled_from([1, 7]), edits, st.floats(0, 1)),
        min_size=2,
        max_size=7,
    ),
    verify=st.booleans(),
)
def test_runs_of_one_experiment(
    tmp_path_factory: pytest.TempPathFactory, kind: Any, runs: list[Any], verify: bool
) -> None:
    directory = tmp_path_factory.mktemp("logs")
    usual = [version()] + [record for step in range(40) for record in kind(7 * step)]
    source = write(directory, [b"".join(usual)] * 2)
    together, alone = Loader(source, verify=verify), Loader(source, verify=verify)
    assert contents(together) == contents(alone)
    files = [
        edited(
            [version()] + [record for step in range(count) for record in kind(stride * step)],
            edit,
            place,
        )
        for count, stride, edit, place in runs
    ]
    write(directory, [b"".join(usual)] * 2 + files)
    with pytest.MonkeyPatch.context() as patch:
        found = contents(together)
        patch.setattr("tbtui.store.work.LARGEST_MEMBER", -1)
        if verify:
            patch.setattr("tbtui.readers.blocks.find_cycle", lambda *_: None)
        assert found == contents(alone)


def test_columns_of_files_do_not_touch_each_other_when_one_grows(tmp_path: Path) -> None:
    whole = b"".join(ORDINARY)
    source = write(tmp_path, [whole, whole])
    loader = Loader(source)
    loader.load()
    write(tmp_path, [whole] * 4)
    loader.load()
    grown = whole + b"".join(step_of(TAGS, 300)) + scalar("loss", 301, 2.0)
    write(tmp_path, [whole, whole, grown, whole])
    loader.load()
    afresh = Loader(source)
    assert contents(loader) == contents(afresh)
    assert [len(run.scalars["loss"]) for run in loader.store.runs] == [300, 300, 302, 300]
