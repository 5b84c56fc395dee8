"""Files that grow, tear, break and are replaced while they are read."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import numpy as np
import pytest
from frames import frame, kept, points_of, scalar, steps_of, version
from tensorboard.compat.proto import event_pb2, summary_pb2

from tbtui.readers import records
from tbtui.readers.block import Block
from tbtui.readers.crc32c import crc32c, masked
from tbtui.readers.event_file import EventFile
from tbtui.readers.read_buffer import ReadBuffer
from tbtui.readers.templates import TemplateTable

NAME = "events.out.tfevents.1700000000.host"


class Follower:
    """Reads a file again and again, keeping what a store would keep."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = EventFile(str(path), TemplateTable())
        self.blocks: list[Block] = []
        self._buffer = ReadBuffer(1 << 12)
        self._generation = 0

    def read(self) -> list[int]:
        new = [kept(block) for block in self.file.blocks(self._buffer)]
        if self.file.generation != self._generation:
            self._generation = self.file.generation
            self.blocks.clear()
        self.blocks += new
        return steps_of(self.blocks)

    @property
    def problems(self) -> list[str]:
        found = [problem.reason for block in self.blocks for problem in block.problems]
        tail = self.file.tail_problem
        return found + ([tail.reason] if tail else [])


@pytest.fixture
def follower(tmp_path: Path) -> Follower:
    return Follower(tmp_path / NAME)


def append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


def test_only_new_bytes_are_read(follower: Follower) -> None:
    append(follower.path, version() + scalar("loss", 0, 1.0))
    assert follower.read() == [0]
    append(follower.path, scalar("loss", 1, 0.5))
    assert follower.read() == [0, 1]
    assert follower.read() == [0, 1]
    assert follower.file.status.state == "read"


def test_a_record_that_arrives_byte_by_byte(follower: Follower) -> None:
    append(follower.path, version() + scalar("loss", 0, 1.0))
    record = scalar("loss", 1, 0.5)
    for position in range(len(record) - 1):
        append(follower.path, record[position : position + 1])
        assert follower.read() == [0]
        assert follower.file.status.state == "waiting"
        assert follower.problems == []
    append(follower.path, record[-1:])
    assert follower.read() == [0, 1]
    assert follower.file.status.state == "read"


def test_a_last_record_whose_contents_have_not_arrived_yet(follower: Follower) -> None:
    record = scalar("loss", 1, 0.5)
    append(follower.path, scalar("loss", 0, 1.0) + record[:20] + bytes(len(record) - 20))
    assert follower.read() == [0]
    assert "last record" in follower.problems[0]
    whole = scalar("loss", 0, 1.0) + record
    follower.path.write_bytes(whole)
    assert follower.read() == [0, 1]
    assert follower.problems == []


def test_zeros_at_the_end_are_awaited_not_reported(follower: Follower) -> None:
    first, second = scalar("loss", 0, 1.0), scalar("loss", 1, 0.5)
    follower.path.write_bytes(first + bytes(4096 * 3))
    assert follower.read() == [0]
    assert (follower.file.status.state, follower.problems) == ("waiting", [])
    follower.path.write_bytes(first + second + bytes(4096 * 3 - len(second)))
    assert follower.read() == [0, 1]


def test_a_damaged_frame_costs_one_record(follower: Follower) -> None:
    records = [scalar("loss", step, 1.0) for step in range(6)]
    damaged = bytearray(records[2])
    damaged[3] ^= 0x40
    follower.path.write_bytes(b"".join([*records[:2], bytes(damaged), *records[3:]]))
    assert follower.read() == [0, 1, 3, 4, 5]
    [problem] = [problem for block in follower.blocks for problem in block.problems]
    assert (problem.offset, problem.length) == (len(records[0] + records[1]), len(damaged))


def test_a_gap_longer_than_the_buffer(follower: Follower) -> None:
    junk = bytes(range(1, 256)) * 100
    follower.path.write_bytes(scalar("loss", 0, 1.0) + junk + scalar("loss", 1, 1.0))
    assert follower.read() == [0, 1]
    [problem] = [problem for block in follower.blocks for problem in block.problems]
    assert problem.length == len(junk)


def test_reading_resumes_when_a_sound_frame_follows_a_damaged_end(follower: Follower) -> None:
    follower.path.write_bytes(scalar("loss", 0, 1.0) + b"\x07" * 5000)
    assert follower.read() == [0]
    assert follower.file.status.state == "lost"
    assert "from here" in follower.problems[0]
    append(follower.path, scalar("loss", 1, 1.0))
    assert follower.read() == [0, 1]
    assert follower.file.status.state == "read"
    assert "in these bytes" in follower.problems[0]


def test_a_file_that_is_cut_and_rewritten(follower: Follower) -> None:
    append(follower.path, b"".join(scalar("loss", step, 1.0) for step in range(10)))
    assert follower.read() == list(range(10))
    follower.path.write_bytes(scalar("loss", 100, 1.0))
    assert follower.read() == [100]


def test_a_file_rewritten_to_more_than_was_read(follower: Follower) -> None:
    append(follower.path, b"".join(scalar("loss", step, 1.0) for step in range(10)))
    assert follower.read() == list(range(10))
    follower.path.write_bytes(b"".join(scalar("loss", step, 2.0) for step in range(100, 130)))
    assert follower.read() == list(range(100, 130))


def test_a_file_replaced_by_another_of_the_same_name(follower: Follower, tmp_path: Path) -> None:
    append(follower.path, scalar("loss", 0, 1.0))
    assert follower.read() == [0]
    other = tmp_path / "copy"
    other.write_bytes(scalar("loss", 0, 1.0) + scalar("loss", 5, 1.0))
    other.replace(follower.path)
    assert follower.read() == [0, 5]


def test_a_file_that_is_no_event_file(follower: Follower) -> None:
    follower.path.write_text("version https://git-lfs.github.com/spec/v1\n" * 5)
    assert follower.read() == []
    assert follower.file.status.state == "rejected"
    [reason] = follower.problems
    assert reason == "not an event file, but a Git LFS pointer to one: fetch it with git lfs pull"


def test_junk_before_the_first_record(follower: Follower) -> None:
    follower.path.write_bytes(b"JUNK" * 8 + scalar("loss", 0, 1.0))
    assert follower.read() == [0]


def test_a_length_that_claims_exabytes_is_awaited(follower: Follower) -> None:
    record = bytearray(frame(b""))
    record[7] = 0x10
    record[8:12] = struct.pack("<I", masked(crc32c(bytes(record[:8]))))
    follower.path.write_bytes(scalar("loss", 0, 1.0) + bytes(record) + scalar("loss", 1, 1.0))
    assert follower.read() == [0]
    assert follower.file.status.state == "waiting"


def test_wall_times_that_are_not_of_this_century(follower: Follower) -> None:
    values = [summary_pb2.Summary.Value(tag="loss", simple_value=1.0)]
    records = [
        frame(
            event_pb2.Event(
                wall_time=wall_time, step=step, summary=summary_pb2.Summary(value=values)
            ).SerializeToString()
        )
        for step, wall_time in enumerate([0.5, -1.0, float("nan"), 1e300, 0.0])
    ]
    append(follower.path, b"".join(records))
    assert follower.read() == [0, 1, 2, 3, 4]
    assert points_of(follower.blocks)["loss"][3][1] == 1e300


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_said_to_be_so(follower: Follower) -> None:
    append(follower.path, scalar("loss", 0, 1.0))
    follower.path.chmod(0)
    assert follower.read() == []
    assert "cannot be opened" in follower.problems[0]


def test_a_vanished_file_and_a_pipe_do_not_block(follower: Follower) -> None:
    assert follower.read() == []
    assert "cannot be opened" in follower.problems[0]
    os.mkfifo(follower.path)
    assert follower.read() == []
    assert follower.problems == ["not a regular file"]


def test_a_lost_file_that_ends_with_zeros_stays_lost(follower: Follower) -> None:
    """What is searched later is all zeros, but what was searched before is not."""
    append(follower.path, bytes(16) + b"no event" + bytes(40))
    assert follower.read() == []
    assert (follower.file.status.state, len(follower.problems)) == ("rejected", 1)
    append(follower.path, bytes(10))
    assert follower.read() == []
    assert (follower.file.status.state, len(follower.problems)) == ("rejected", 1)


def test_many_gaps_are_searched_for_their_ends_only_nearby(
    follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 400
    for step in range(count):
        damaged = bytearray(scalar("loss", step, 0.5))
        damaged[9] ^= 1
        append(follower.path, scalar("loss", step, 1.0) + bytes(damaged))
    looked_at = 0

    def find(buffer: np.ndarray, start: int, window_end: int, end: int) -> int | None:
        nonlocal looked_at
        looked_at += window_end - start
        return original(buffer, start, window_end, end)

    original = records._find_header_in
    monkeypatch.setattr(records, "_find_header_in", find)
    blocks = list(follower.file.blocks(ReadBuffer(1 << 20)))
    assert steps_of(blocks) == list(range(count))
    assert looked_at <= (count + 1) * (1 << 12)


def test_what_was_searched_behind_one_lost_frame_is_searched_again_behind_another(
    follower: Follower,
) -> None:
    """The first one heals, because its bytes arrive late; the second one does not."""
    frames = [bytearray(scalar("loss", step, 0.5)) for step in range(9, 14)]
    frames[2][9] ^= 1
    frames[4][9] ^= 1
    size, whole = len(frames[0]), b"".join(frames)
    append(follower.path, whole[:size] + bytes(3 * size) + whole[4 * size :])
    assert follower.read() == [9]
    with follower.path.open("r+b") as file:
        file.write(whole)
    assert follower.read() == [9, 10, 12]


def test_frames_that_arrive_late_behind_a_lost_one_are_found(follower: Follower) -> None:
    frames = [bytearray(scalar("loss", step, 0.5)) for step in range(1, 6)]
    frames[1][9] ^= 1
    frames[4][9] ^= 1
    size, whole = len(frames[0]), b"".join(frames)
    append(follower.path, whole[: 2 * size] + bytes(2 * size) + whole[4 * size :])
    assert follower.read() == [1]
    with follower.path.open("r+b") as file:
        file.write(whole)
    assert follower.read() == [1, 3, 4]
