"""Damage files as disks, networks and people do, and say what is left of them."""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tbtui.readers.event_file import EventFile
from tbtui.readers.read_buffer import ReadBuffer
from tbtui.readers.templates import TemplateTable

PointsOfTags = dict[str, list[str]]
"""Points as text, in which NaN equals NaN; in their order, by tag."""


class SoundRecord(NamedTuple):
    """A record of an undamaged file: where it ends, and what it says."""

    start: int
    end: int
    points: PointsOfTags


class SoundFile(NamedTuple):
    """An undamaged file."""

    name: str
    data: bytes
    records: list[SoundRecord]


class Reading(NamedTuple):
    """What was read of a file."""

    points: PointsOfTags
    state: str
    problems: list[str]


def read(path: Path, table: TemplateTable, buffer: ReadBuffer) -> Reading:
    """Read a file to its end, as often as there is something new."""
    file = EventFile(str(path), table)
    points: PointsOfTags = {}
    problems: list[str] = []
    for block in file.blocks(buffer):
        for of_tag in block.points:
            rows = zip(*(column.tolist() for column in of_tag[1:]), strict=True)
            points.setdefault(of_tag.source.tag, []).extend(map(repr, rows))
        problems += [problem.reason for problem in block.problems]
    if file.tail_problem is not None:
        problems.append(file.tail_problem.reason)
    return Reading(points, file.status.state, problems)


def sound_file(name: str, data: bytes, scratch: Path) -> SoundFile:
    """Read each record of a sound file on its own."""
    table, buffer = TemplateTable(), ReadBuffer(1 << 16)
    records = []
    start = 0
    while start < len(data):
        end = start + 16 + int.from_bytes(data[start : start + 8], "little")
        scratch.write_bytes(data[start:end])
        reading = read(scratch, table, buffer)
        assert reading.state == "read"
        records.append(SoundRecord(start, end, reading.points))
        start = end
    return SoundFile(name, data, records)


def damaged(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Damage a file in one way, or in two."""
    for _ in range(chance.choice((1, 1, 1, 2))):
        if len(data) < 2:
            break
        data = chance.choice(_WAYS)(data, others, chance)
    return data


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    longest = chance.choice((4, 40, 400, 4096))
    return start, min(len(data), start + chance.randint(1, longest))


def flip_bits(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 20))):
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def zero_span(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + bytes(end - start) + data[end:]


def cut_end(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def cut_span(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def duplicate_span(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:]


def splice(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    other = chance.choice(others)
    start, end = _span(other, chance)
    place = chance.randrange(len(data))
    return data[:place] + other[start:end] + data[place:]


def insert_noise(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + chance.randbytes(chance.randint(1, 200)) + data[place:]


_WAYS = (flip_bits, flip_bits, zero_span, cut_end, cut_span, duplicate_span, splice, insert_noise)


def untouched(sound: SoundFile, data: bytes) -> tuple[PointsOfTags, PointsOfTags]:
    """What the records before the first changed byte say, and those behind the last one."""
    before = _equal_bytes(sound.data, data)
    longest = min(len(sound.data), len(data)) - before
    after = _equal_bytes(sound.data[::-1], data[::-1])
    first_after = len(sound.data) - min(after, longest)
    return (
        _merged([record for record in sound.records if record.end <= before]),
        _merged([record for record in sound.records if record.start >= first_after]),
    )


def _equal_bytes(one: bytes, other: bytes) -> int:
    """How many bytes both start with."""
    size = min(len(one), len(other))
    different = np.frombuffer(one, np.uint8, size) != np.frombuffer(other, np.uint8, size)
    return int(different.argmax()) if different.any() else size


def _merged(records: list[SoundRecord]) -> PointsOfTags:
    points: PointsOfTags = {}
    for record in records:
        for tag, rows in record.points.items():
            points.setdefault(tag, []).extend(rows)
    return points
