"""Compare the payloads of records that were read before with their checksums, a part at a time."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from tbtui.readers.payload_checks import payloads_are_sound
from tbtui.readers.read_buffer import ReadBuffer
from tbtui.readers.records import FRAME_SIZE, find_records


class Verified(NamedTuple):
    """What a look at a part of a file found.

    Attributes
    ----------
    end : int
        Where in the file the records end that were looked at.
    is_sound : bool
        Whether nothing was found but sound records and what is known to be damaged.
    """

    end: int
    is_sound: bool


def verify_part(
    path: str, start: int, end: int, damaged: Mapping[int, int], buffer: ReadBuffer
) -> Verified:
    """Compare some records of a file with their checksums.

    Records that do not fit into the buffer are passed over: they are looked at one by one, and to
    read gigabytes of pictures for their sake would take more than it gives.

    Parameters
    ----------
    path : str
    start, end : int
        Where a record starts, and where the records end that were read.
    damaged : mapping of int to int
        Where the places start and end that are known to be damaged.
    buffer : ReadBuffer
        No more than its capacity is read at once, or its large capacity for one large record.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        size = min(buffer.capacity, end - start)
        got = os.preadv(descriptor, [buffer.view[:size]], start)
        spans = find_records(buffer.data, got)
        if spans.next == 0 and spans.pending_length >= 0:
            size = min(buffer.large_capacity, end - start)
            got = os.preadv(descriptor, [buffer.view[:size]], start)
            spans = find_records(buffer.data, got)
    finally:
        os.close(descriptor)
    sound = payloads_are_sound(buffer.data, spans.starts, spans.lengths)
    unsound = (spans.starts[~sound] + start).tolist()
    reached = start + spans.next
    if any(offset not in damaged for offset in unsound):
        return Verified(reached, False)
    if reached < end and spans.lost:
        return Verified(min(end, damaged.get(reached, end)), reached in damaged)
    if reached == start:
        # The record is larger than the buffer, or the file is no longer what it was.
        is_whole = spans.pending_length >= 0 and got == size == buffer.large_capacity
        return Verified(
            min(end, start + FRAME_SIZE + spans.pending_length) if is_whole else end, is_whole
        )
    return Verified(reached, True)
