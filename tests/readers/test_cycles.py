"""Records that repeat are decoded as a stretch, and exactly as one by one."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import plain_reader
import pytest
from frames import event, frame, points_of, read_blocks, scalar, steps_of, version
from hypothesis import given, settings
from hypothesis import strategies as st
from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, types_pb2

from tbtui.readers.cycles import Cycle
from tbtui.readers.event_file import EventFile

Value = summary_pb2.Summary.Value
FILE = "events.out.tfevents.1"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many periods were decoded as a cycle."""
    periods_seen: list[int] = []
    original = Cycle.points

    def points(self, buffer, start, periods):
        periods_seen.append(periods)
        return original(self, buffer, start, periods)

    monkeypatch.setattr(Cycle, "points", points)
    return periods_seen


def check(path: Path) -> EventFile:
    file, blocks = read_blocks(path, capacity=1 << 20)
    ours, plain = points_of(blocks), plain_reader.by_tag(plain_reader.scalars(path))
    assert ours.keys() == plain.keys()
    for tag, rows in plain.items():
        np.testing.assert_array_equal(np.array(ours[tag]), np.array(rows))
    return file


def double(tag: str, number: float) -> Value:
    tensor = tensor_pb2.TensorProto(
        dtype=types_pb2.DT_DOUBLE, tensor_content=struct.pack("<d", number)
    )
    value = Value(tag=tag, tensor=tensor)
    value.metadata.plugin_data.plugin_name = "scalars"
    return value


def test_the_same_tags_at_every_step(tmp_path: Path, counted: list[int]) -> None:
    path = tmp_path / FILE
    records = [scalar(tag, n, n / 3) for n in range(20_000) for tag in ("loss", "accuracy", "lr")]
    path.write_bytes(version() + b"".join(records))
    check(path)
    assert sum(counted) > 15_000


def test_several_values_in_an_event_and_double_precision(
    tmp_path: Path, counted: list[int]
) -> None:
    path = tmp_path / FILE
    records = [
        event(
            n, [Value(tag="a", simple_value=n), double("b", n / 7), Value(tag="c", simple_value=1)]
        )
        for n in range(9_000)
    ]
    path.write_bytes(b"".join(records))
    check(path)
    assert sum(counted) > 5_000


def test_a_tag_twice_in_a_period_keeps_its_order(tmp_path: Path, counted: list[int]) -> None:
    path = tmp_path / FILE
    records = []
    for n in range(6_000):
        records += [scalar("x", 10 * n, n), scalar("other", 10 * n, n), scalar("x", 10 * n + 5, -n)]
    path.write_bytes(b"".join(records))
    check(path)
    assert sum(counted) > 3_000


def test_interruptions(tmp_path: Path, counted: list[int]) -> None:
    path = tmp_path / FILE
    histogram = Value(tag="weights", histo={"max": 1, "bucket_limit": [1], "bucket": [3]})
    records = []
    for n in range(12_000):
        records += [scalar("loss", n, n), scalar("lr", n, 1.0)]
        if n % 4_000 == 3_999:
            records += [event(n, [histogram]), scalar("epoch", n, n // 4_000)]
    path.write_bytes(b"".join(records))
    _, blocks = read_blocks(path, capacity=1 << 20)
    assert sum(len(block.indexed) for block in blocks) == 3
    check(path)
    assert sum(counted) > 6_000


def test_an_odd_value_in_every_event_is_never_passed_over(
    tmp_path: Path, counted: list[int]
) -> None:
    path = tmp_path / FILE
    text = tensor_pb2.TensorProto(dtype=types_pb2.DT_STRING, string_val=[b"the same text"])
    values = [Value(tag="loss", simple_value=1.0), Value(tag="note", tensor=text)]
    path.write_bytes(b"".join(event(n, values) for n in range(5_000)))
    _, blocks = read_blocks(path, capacity=1 << 20)
    assert sum(len(block.indexed) for block in blocks) == 5_000
    assert counted == []


@settings(max_examples=40, deadline=None)
@given(
    damage=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 7)), min_size=1, max_size=6),
    piece=st.sampled_from([1 << 10, 1 << 12, 1 << 16]),
)
def test_flipped_bits_cost_what_they_cost_without_cycles(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[float, int]], piece: int
) -> None:
    """Numbers aside (they are covered by checksums only), nothing else may change."""
    records = [scalar(tag, n, 0.5) for n in range(1_500) for tag in ("loss", "accuracy")]
    data = bytearray(version() + b"".join(records))
    for place, bit in damage:
        data[int(place * len(data))] ^= 1 << bit
    path = tmp_path_factory.mktemp("run") / FILE
    path.write_bytes(bytes(data))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tbtui.readers.blocks._SMALLEST_PIECE", piece)
        with_cycles = read_blocks(path, capacity=1 << 20)[1]
        patch.setattr("tbtui.readers.blocks.find_cycle", lambda *_: None)
        without = read_blocks(path, capacity=1 << 20)[1]
    assert set(points_of(with_cycles)) == set(points_of(without)) <= {"loss", "accuracy"}
    for tag in points_of(without):
        ours = np.array(points_of(with_cycles)[tag])
        np.testing.assert_array_equal(ours, np.array(points_of(without)[tag]))


def test_events_without_values_are_no_part_of_a_cycle(tmp_path: Path) -> None:
    path = tmp_path / FILE
    empty = frame(event_pb2.Event(wall_time=1_700_000_000.0, step=3).SerializeToString())
    path.write_bytes(b"".join([scalar("loss", 1, 1.0), empty] * 4_000))
    check(path)


def test_a_value_of_a_kind_that_is_no_more_does_not_disturb_a_cycle(tmp_path: Path) -> None:
    obsolete = Value(tag="old", obsolete_old_style_histogram=b"12345678901")
    loss = Value(tag="loss", simple_value=1.5)
    path = tmp_path / FILE
    path.write_bytes(version() + b"".join(event(step, [obsolete, loss]) for step in range(300)))
    check(path)


def test_a_record_without_its_number_takes_none_from_what_follows(tmp_path: Path) -> None:
    """With four bytes missing, checksum and next length stand where number and checksum did.

    These vary in a cycle, so only the place behind the record tells that something is wrong.
    """
    records = [scalar("loss", step, 0.5) for step in range(1_000, 1_600)]
    records[300] = records[300][:-8] + records[300][-4:]
    path = tmp_path / "events.out.tfevents.1"
    path.write_bytes(b"".join(records))
    _, blocks = read_blocks(path)
    assert steps_of(blocks) == [step for step in range(1_000, 1_600) if step != 1_300]
    [problem] = [problem for block in blocks for problem in block.problems]
    assert problem.length == len(records[300])
