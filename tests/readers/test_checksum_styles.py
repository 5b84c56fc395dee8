"""Writers that leave the checksums out, or store them without the mask, are read all the same."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from frames import frame, read_blocks, steps_of
from tensorboard.compat.proto import event_pb2, summary_pb2

from tbtui.readers.crc32c import crc32c, masked
from tbtui.readers.templates import TemplateTable

WITHOUT = "its writer stores no checksums: damage to its numbers cannot be noticed"
UNMASKED = "its writer does not mask the checksums; they were compared as they are"


def payload(step: int) -> bytes:
    value = summary_pb2.Summary.Value(tag="loss", simple_value=step + 0.5)
    summary = summary_pb2.Summary(value=[value])
    return event_pb2.Event(wall_time=1.7e9, step=step, summary=summary).SerializeToString()


def without_checksum(data: bytes) -> bytes:
    length = struct.pack("<Q", len(data))
    return length + struct.pack("<I", masked(crc32c(length))) + data + bytes(4)


def unmasked(data: bytes) -> bytes:
    length = struct.pack("<Q", len(data))
    return length + struct.pack("<I", crc32c(length)) + data + struct.pack("<I", crc32c(data))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "events.out.tfevents.1.host"


def reasons(file, blocks):
    found = [problem.reason for block in blocks for problem in block.problems]
    return found + ([file.tail_problem.reason] if file.tail_problem else [])


@pytest.mark.parametrize(("style", "said"), [(without_checksum, WITHOUT), (unmasked, UNMASKED)])
@pytest.mark.parametrize("capacity", [1 << 16, 200])
def test_every_point_is_read_and_the_oddity_told_once(path, style, said, capacity):
    path.write_bytes(b"".join(style(payload(step)) for step in range(50)))
    file, blocks = read_blocks(path, capacity=capacity)
    assert steps_of(blocks) == list(range(50))
    assert reasons(file, blocks) == [said]


def test_a_payload_that_is_not_what_its_unmasked_checksum_says_is_left_out(path):
    records = [unmasked(payload(step)) for step in range(5)]
    damaged = bytearray(records[2])
    damaged[20] ^= 1
    path.write_bytes(b"".join([*records[:2], damaged, *records[3:]]))
    file, blocks = read_blocks(path)
    assert steps_of(blocks) == [0, 1, 3, 4]
    assert reasons(file, blocks) == [
        UNMASKED,
        "the checksum of this record does not match its contents",
    ]


def test_one_checksum_of_zero_may_be_a_record_on_its_way(path):
    path.write_bytes(without_checksum(payload(0)))
    file, blocks = read_blocks(path)
    assert steps_of(blocks) == []
    assert file.status.state == "waiting"


def test_an_unfinished_record_of_such_a_writer_is_awaited(path):
    whole = b"".join(unmasked(payload(step)) for step in range(3))
    path.write_bytes(whole[:-3])
    file, blocks = read_blocks(path)
    assert steps_of(blocks) == [0, 1]
    assert (file.status.state, reasons(file, blocks)) == ("waiting", [UNMASKED])


def test_a_block_of_zeros_is_not_the_work_of_a_writer_without_checksums(path):
    data = bytearray(b"".join(frame(payload(step)) for step in range(1, 5)))
    size = len(data) // 4
    data[size - 4 : size + 60] = bytes(64)
    # The third one is damaged, which only its checksum tells.
    data[3 * size - 6] ^= 1
    path.write_bytes(data)
    file, blocks = read_blocks(path, TemplateTable(verify=True))
    assert steps_of(blocks) == [4]
    assert not any(reason == WITHOUT for reason in reasons(file, blocks))


def test_zeros_are_not_the_work_of_a_writer_without_checksums(path):
    path.write_bytes(bytes(1000))
    file, blocks = read_blocks(path)
    assert (file.status.state, reasons(file, blocks)) == ("waiting", [])
