"""Frames and events made by hand, for tests."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path

from tensorboard.compat.proto import event_pb2, summary_pb2

from tbtui.readers.block import Block
from tbtui.readers.crc32c import crc32c, masked
from tbtui.readers.event_file import EventFile
from tbtui.readers.points import TagPoints
from tbtui.readers.read_buffer import ReadBuffer
from tbtui.readers.templates import TemplateTable

START = 1_700_000_000.0


def frame(payload: bytes) -> bytes:
    header = struct.pack("<Q", len(payload))
    checksums = [struct.pack("<I", masked(crc32c(part))) for part in (header, payload)]
    return header + checksums[0] + payload + checksums[1]


def version() -> bytes:
    return frame(event_pb2.Event(wall_time=START, file_version="brain.Event:2").SerializeToString())


def scalar(tag: str, step: int, value: float) -> bytes:
    values = [summary_pb2.Summary.Value(tag=tag, simple_value=value)]
    return event(step, values)


def event(step: int, values: Iterable[summary_pb2.Summary.Value]) -> bytes:
    summary = summary_pb2.Summary(value=values)
    message = event_pb2.Event(wall_time=START + step, step=step, summary=summary)
    return frame(message.SerializeToString())


def read_blocks(
    path: Path, table: TemplateTable | None = None, capacity: int = 1 << 16
) -> tuple[EventFile, list[Block]]:
    file = EventFile(str(path), table or TemplateTable())
    return file, [kept(block) for block in file.blocks(ReadBuffer(capacity))]


def kept(block: Block) -> Block:
    """Copy what may be views of the reader's buffer."""
    return block._replace(
        points=[
            TagPoints(points.source, *(column.copy() for column in points[1:]))
            for points in block.points
        ]
    )


def points_of(blocks: Iterable[Block]) -> dict[str, list[tuple[int, float, float]]]:
    """Steps, wall times and values by tag, as plain Python numbers."""
    result: dict[str, list[tuple[int, float, float]]] = {}
    for block in blocks:
        for points in block.points:
            rows = zip(
                points.steps.tolist(),
                points.wall_times.tolist(),
                points.values.tolist(),
                strict=True,
            )
            result.setdefault(points.source.tag, []).extend(rows)
    return result


def steps_of(blocks: Iterable[Block], tag: str = "loss") -> list[int]:
    return [step for step, _, _ in points_of(blocks).get(tag, [])]
