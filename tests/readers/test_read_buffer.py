"""Chunks become larger where values are large, and that changes nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from frames import event, points_of, read_blocks, scalar, version
from tensorboard.compat.proto import summary_pb2

from tbtui.readers.block import Block
from tbtui.readers.read_buffer import ReadBuffer

Value = summary_pb2.Summary.Value


def test_chunks_are_larger_where_values_are() -> None:
    buffer = ReadBuffer(1 << 12)
    assert buffer.chunk_size_after(size=4_000, values=100) == 1 << 12
    assert buffer.chunk_size_after(size=4_000, values=2) == 1 << 15 == buffer.large_capacity
    assert len(buffer.data) > buffer.large_capacity


def images_of(blocks: list[Block]) -> list[tuple[int, str, int, int]]:
    return [
        (value.entry.step, value.tag, value.entry.offset, value.entry.length)
        for block in blocks
        for value in block.indexed
    ]


@pytest.mark.parametrize("capacity", [1 << 11, 1 << 12, 1 << 14])
@pytest.mark.parametrize("image_size", [300, 1_500, 3_000, 20_000])
def test_chunks_of_any_size_hold_the_same(tmp_path: Path, capacity: int, image_size: int) -> None:
    """First small values, then large ones among them, larger than a chunk or not, then small."""
    records = [version()]
    for step in range(600):
        records.append(scalar("loss", step, float(step)))
        if 200 <= step < 400:
            image = {"encoded_image_string": bytes(image_size + step % 7)}
            records.append(event(step, [Value(tag=f"sample/{step % 3}", image=image)]))
    path = tmp_path / "events.out.tfevents.1"
    path.write_bytes(b"".join(records))

    file, blocks = read_blocks(path, capacity=capacity)
    _, at_once = read_blocks(path, capacity=1 << 24)

    assert file.status.state == "read"
    assert [step for step, _, _ in points_of(blocks)["loss"]] == list(range(600))
    assert points_of(blocks) == points_of(at_once)
    assert images_of(blocks) == images_of(at_once)
    assert len(images_of(blocks)) == 200
