"""Read the values of a record that is larger than the buffer, fetching what is looked at only."""

from __future__ import annotations

import os
from collections.abc import Iterator

import numpy as np

from tbtui.readers.block import Block
from tbtui.readers.file_window import FileWindow, is_sound_in_file
from tbtui.readers.first_values import tags_indexed_first
from tbtui.readers.grouping import group_by_tag
from tbtui.readers.odd_values import OddValues
from tbtui.readers.problems import Problem
from tbtui.readers.records import FRAME_SIZE, HEADER_SIZE, may_be_header
from tbtui.readers.sources import KnownSources
from tbtui.readers.values import values_in, walk_event
from tbtui.readers.wire import WireError

_LARGEST_CHECKED = 1 << 28
"""Longer payloads are taken for what they claim to be: in a sparse file, a claim costs nothing."""
_VALUES_AT_ONCE = 1 << 14
"""A record can hold millions of small values; they are handed on while they are read."""


def leads_astray(descriptor: int, start: int, length: int) -> bool:
    """Say whether no frame follows the one at ``start``, and its checksum denies its payload.

    Parameters
    ----------
    descriptor : int
    start, length : int
        Offset of the frame, and its bytes of payload.
    """
    following = start + FRAME_SIZE + length
    header = np.frombuffer(os.pread(descriptor, HEADER_SIZE, following), np.uint8)
    if length > _LARGEST_CHECKED or may_be_header(header, 0, len(header)):
        return False
    return not is_sound_in_file(descriptor, start, length)


def read_huge_record(
    descriptor: int, path: str, start: int, length: int, *, verify: bool
) -> Iterator[Block]:
    """Yield what the record at ``start`` of a file holds, some thousands of values at a time.

    Parameters
    ----------
    descriptor : int
    path : str
        Of the file.
    start, length : int
        Offset of the frame, and its bytes of payload.
    verify : bool
        Whether to compare the payload with its checksum first. Otherwise that is done before the
        first scalars are handed on: a flipped bit in a tag would invent a curve.
    """
    size = FRAME_SIZE + length
    file_offset = start + HEADER_SIZE
    window = FileWindow(descriptor, file_offset)
    to_check = not verify
    problems = []
    odd = OddValues(path)
    if verify and not is_sound_in_file(descriptor, start, length):
        yield _unsound(path, start, size)
        return
    try:
        event = walk_event(window, 0, length)
        for number, (first, last) in enumerate(values_in(window, event), 1):
            odd.read_value(window, first, last, file_offset, event.step, event.wall_time)
            if to_check and odd.sources:
                to_check = False
                if not is_sound_in_file(descriptor, start, length):
                    yield _unsound(path, start, size)
                    return
            if number % _VALUES_AT_ONCE == 0:
                yield _block_of(odd, [], start + size)
                odd = OddValues(path)
        odd.read_blobs(event, file_offset)
    except WireError as error:
        problems.append(Problem(path, start, size, f"not a well-formed event: {error}"))
    yield _block_of(odd, problems, start + size)


def _unsound(path: str, start: int, size: int) -> Block:
    reason = "the checksum of this record does not match its contents"
    return Block([], [], [Problem(path, start, size, reason)], start + size)


def _block_of(odd: OddValues, problems: list[Problem], end: int) -> Block:
    parts = odd.points()
    sources = KnownSources()
    for source in odd.sources:
        # They are distinct and in the order of their numbers.
        sources.number_of(source)
    [points] = group_by_tag(parts, sources, [0])
    first = tags_indexed_first(odd.indexed, points, parts, sources, 0, 0)
    return Block(points, odd.indexed, problems, end, indexed_first=first)
