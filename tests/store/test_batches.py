"""Many small files decoded together hold what each of them holds when it is read alone."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tensorboard.compat.proto import summary_pb2

from tbtui.readers.batches import FileBatch
from tbtui.readers.event_file import EventFile
from tbtui.readers.logdir import LogSource
from tbtui.readers.read_buffer import ReadBuffer
from tbtui.readers.templates import TemplateTable
from tbtui.store.loader import Loader

sys.path.append(str(Path(__file__).parents[1] / "readers"))
from frames import event, frame, scalar, version

NAME = "events.out.tfevents.1"
Value = summary_pb2.Summary.Value


def histogram(step: int) -> bytes:
    return event(step, [Value(tag="weights", histo={"max": 1, "bucket_limit": [1], "bucket": [3]})])


def double(step: int) -> bytes:
    value = Value(tag="wide", metadata={"plugin_data": {"plugin_name": "scalars"}})
    value.tensor.dtype = 2
    value.tensor.double_val.append(step / 3)
    return event(step, [value, Value(tag="loss", simple_value=step)])


records = st.one_of(
    st.builds(scalar, st.sampled_from(["loss", "a", "train/accuracy"]), st.integers(0, 300),
              st.floats(width=32, allow_nan=False)),
    st.builds(histogram, st.integers(0, 5)),
    st.builds(double, st.integers(0, 5)),
    st.just(frame(b"\xff" * 30)),
    st.just(frame(b"")),
    st.just(version()),
)  # fmt: skip
damages = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=1)
files = st.tuples(st.lists(records, max_size=12), damages, st.floats(0, 1))


def damaged(of_file: list[bytes], damage: list[tuple[int, int]]) -> bytes:
    """Change a byte of the header of a frame."""
    changed = [bytearray(record) for record in of_file]
    for number, place in damage if changed else []:
        changed[number % len(changed)][place] ^= 0x04
    return b"".join(changed)


def contents(loader: Loader) -> Any:
    loader.load()
    return [
        (
            run.name,
            {tag: [repr(c.tolist()) for c in s.view()[:3]] for tag, s in run.scalars.items()},
            {key: list(tag.entries()) for key, tag in run.indexed.items()},
            dict(run.metadata),
            run.files,
            run.problems,
            run.last_wall_time,
        )
        for run in loader.store.runs
    ]


@settings(max_examples=120, deadline=None)
@given(written=st.lists(files, min_size=1, max_size=6))
def test_together_is_as_alone_also_while_the_files_grow(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[list[bytes], Any, float]]
) -> None:
    directory = tmp_path_factory.mktemp("logs")
    source = [LogSource("", str(directory))]
    together, alone = Loader(source), Loader(source)
    for second_half in (False, True):
        for number, (of_file, damage, cut) in enumerate(written):
            data = damaged(of_file, damage)
            run = directory / f"run{number}"
            run.mkdir(exist_ok=True)
            (run / NAME).write_bytes(data if second_half else data[: int(cut * len(data))])
        with pytest.MonkeyPatch.context() as patch:
            found = contents(together)
            patch.setattr("tbtui.store.work.LARGEST_MEMBER", -1)
            assert found == contents(alone)


@settings(max_examples=60, deadline=None)
@given(
    written=st.lists(st.lists(records, min_size=1, max_size=12), min_size=2, max_size=5),
    flips=st.lists(st.tuples(st.integers(0, 4), st.floats(0, 0.999), st.integers(0, 7))),
)
def test_together_is_as_alone_whatever_is_damaged_when_all_is_verified(
    tmp_path_factory: pytest.TempPathFactory,
    written: list[list[bytes]],
    flips: list[tuple[int, float, int]],
) -> None:
    directory = tmp_path_factory.mktemp("logs")
    for number, of_file in enumerate(written):
        data = bytearray(b"".join(of_file))
        for file_number, place, bit in flips:
            if file_number == number:
                data[int(place * len(data))] ^= 1 << bit
        (directory / f"run{number}").mkdir()
        (directory / f"run{number}" / NAME).write_bytes(bytes(data))
    source = [LogSource("", str(directory))]
    together, alone = Loader(source, verify=True), Loader(source, verify=True)
    with pytest.MonkeyPatch.context() as patch:
        found = contents(together)
        patch.setattr("tbtui.store.work.LARGEST_MEMBER", -1)
        assert found == contents(alone)


def batch_of(paths: list[Path]) -> tuple[FileBatch, list[EventFile]]:
    table = TemplateTable()
    batch = FileBatch(table, ReadBuffer(1 << 16))
    opened = [EventFile(str(path), table) for path in paths]
    for number, file in enumerate(opened):
        batch.add(number, file, os.stat(file.path))
    return batch, opened


def test_only_the_file_that_is_torn_is_left_over(tmp_path: Path) -> None:
    paths = [tmp_path / f"{NAME}.{number}" for number in range(3)]
    for path in paths:
        path.write_bytes(version() + b"".join(scalar("loss", step, 0.5) for step in range(5)))
    torn = paths[1].read_bytes()
    paths[1].write_bytes(torn[:-3])
    batch, opened = batch_of(paths)
    decoded = dict(batch.decode())
    assert list(decoded) == [0, 2]
    assert batch.left_over == [1]
    assert [len(decoded[number].points[0].steps) for number in (0, 2)] == [5, 5]
    assert [file.status.state for file in opened] == ["read", "new", "read"]


def test_a_file_that_was_replaced_since_is_left_over(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(version() + scalar("loss", 1, 0.5))
    batch, [file] = batch_of([path])
    assert [number for number, _ in batch.decode()] == [0]
    path.write_bytes(version() + scalar("loss", 2, 0.5) + scalar("loss", 3, 0.5))
    batch.add(0, file, path.stat())
    assert list(batch.decode()) == []
    assert batch.left_over == [0]


def test_the_files_of_a_batch_share_no_memory(tmp_path: Path) -> None:
    paths = [tmp_path / f"{NAME}.{number}" for number in range(2)]
    for path in paths:
        path.write_bytes(b"".join(scalar("loss", step, 0.5) for step in range(5)))
    batch, _ = batch_of(paths)
    first, second = (block.points[0] for _, block in batch.decode())
    assert first.steps.base is not second.steps.base
    assert not batch.left_over


def test_every_large_file_has_its_first_chunk_read_before_the_rest_of_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tbtui.store.work.LARGEST_MEMBER", 1 << 10)
    monkeypatch.setattr("tbtui.store.work.ReadBuffer", lambda: ReadBuffer(1 << 14))
    monkeypatch.setattr("tbtui.store.loader._FIRST_PUBLICATION", 0.0)
    monkeypatch.setattr("tbtui.store.loader._PUBLISH_EVERY", 0.0)
    for run in range(3):
        (tmp_path / f"run{run}").mkdir()
        records = [scalar("loss", step, 0.5) for step in range(3_000)]
        (tmp_path / f"run{run}" / NAME).write_bytes(b"".join(records))
    loader = Loader([LogSource("", str(tmp_path))], interval=3600.0)
    seen: list[list[int]] = []
    loader._look_through(lambda: seen.append([run.point_count for run in loader.store.runs]))
    first_complete = next(counts for counts in seen if 3_000 in counts)
    assert min(first_complete) > 0
    assert seen[-1] == [3_000] * 3
    assert [run.files[0].state for run in loader.store.runs] == ["read"] * 3
