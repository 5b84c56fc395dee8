"""Find the records of an event file in a buffer.

An event file is a chain of frames: payload length (uint64), masked CRC of these eight bytes
(uint32), payload, masked CRC of the payload (uint32), all little-endian. Each frame says where the
next one starts, so a plain reader has to walk. Here the chain is guessed first and proven after:

1. Nearly every payload starts with a wall time of this century, that is with the bytes ``09`` (the
   field's tag) at 12 and ``41`` (the highest byte of the double) at 20 bytes from the frame's
   start. Places with this signature are *candidates*.
2. If the first candidate is where the chain starts, and each candidate plus its length is the next
   candidate, then by induction these are exactly the frames.
3. Where they do not chain (a foreign record, a signature inside a payload), a walk takes over
   until it meets the candidates again.

A candidate whose length does not match its checksum is no frame and is dropped before: that leaves
chance matches of the signature out of the chain, and a chain that leads to a place without a sound
header ends there: from there the frames are lost.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.crc32c import crc32c, masked, masked_length_crcs, payload_is_sound
from tbtui.readers.record_walk import walk_large_records

HEADER_SIZE = 12
FRAME_SIZE = 16
"""Bytes of a frame besides its payload."""

_WALL_TIME_TAG_AT = HEADER_SIZE
_WALL_TIME_TAG = 0x09
_WALL_TIME_TOP_AT = HEADER_SIZE + 8
_WALL_TIME_TOP = 0x41
_LENGTH_LIMIT = 1 << 48
"""No payload is longer; a length that claims more is not worth a closer look."""
_FIRST_WINDOW = 1 << 12
"""Bytes searched first for a header: the next one is near, and a file may have many gaps."""
_header = struct.Struct("<QI")


class RecordSpans(NamedTuple):
    """The complete records found in a buffer.

    Attributes
    ----------
    starts : int64[n]
        Where each frame starts in the buffer.
    lengths : int64[n]
        Bytes of each payload, which starts `HEADER_SIZE` bytes behind its frame.
    next : int
        Where the chain goes on: the start of a frame that is incomplete, or lost.
    lost : bool
        Whether the frame at ``next`` has a length that its checksum denies.
    pending_length : int
        With a complete and sound header at ``next``: the payload's length, else -1.
    """

    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    next: int
    lost: bool
    pending_length: int

    def without_last(self) -> RecordSpans:
        """Return the spans as they would be had the last record not arrived completely."""
        return self.first(len(self.starts) - 1)

    def first(self, count: int) -> RecordSpans:
        """Return the first ``count`` records, of more."""
        start, length = int(self.starts[count]), int(self.lengths[count])
        return RecordSpans(self.starts[:count], self.lengths[:count], start, False, length)


def words_at_every_byte(buffer: NDArray[np.uint8], size: int, dtype: str) -> NDArray[Any]:
    """View every byte offset of ``buffer[:size]`` as the start of a little-endian number.

    Parameters
    ----------
    buffer : uint8[m]
    size : int
        Bytes to view; the last word ends there.
    dtype : str
        Such as ``"<u8"`` or ``"<f4"``.

    Returns
    -------
    dtype[size - itemsize + 1]
        Overlapping words, without a copy.
    """
    count = max(0, size - np.dtype(dtype).itemsize + 1)
    words: NDArray[Any] = np.ndarray((count,), dtype, buffer, strides=(1,))
    return words


def find_records(buffer: NDArray[np.uint8], end: int, position: int = 0) -> RecordSpans:
    """Find the complete records of ``buffer[position:end]``, a frame starting at ``position``.

    Parameters
    ----------
    buffer : uint8[n]
    end : int
        Where the data in the buffer ends.
    position : int
        Where the first frame starts.
    """
    walked = walk_large_records(buffer, end, position)
    start_parts = [walked.starts]
    length_parts = [walked.lengths]
    position = walked.next
    candidates, lengths = _candidates(buffer, end, position)
    following = candidates + lengths
    following += FRAME_SIZE
    breaks = np.flatnonzero(following[:-1] != candidates[1:])
    while True:
        index = int(np.searchsorted(candidates, position))
        if index < len(candidates) and candidates[index] == position:
            break_index = int(np.searchsorted(breaks, index))
            last = int(breaks[break_index]) if break_index < len(breaks) else len(candidates) - 1
            if following[last] > end:
                last -= 1
            if last < index:
                break
            start_parts.append(candidates[index : last + 1])
            length_parts.append(lengths[index : last + 1])
            position = int(following[last])
        else:
            until = int(candidates[index]) if index < len(candidates) else end
            walked_starts, walked_lengths, position = _walk(buffer, position, until, end)
            if not walked_starts:
                break
            start_parts.append(np.array(walked_starts, np.int64))
            length_parts.append(np.array(walked_lengths, np.int64))
    pending = _sound_header(buffer, position, end)
    return RecordSpans(
        _concatenate(start_parts),
        _concatenate(length_parts),
        position,
        lost=pending is None and position + HEADER_SIZE <= end,
        pending_length=-1 if pending is None else pending,
    )


def find_whole_chains(
    buffer: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> list[RecordSpans | None]:
    """Find the records of several stretches of a buffer at once.

    Parameters
    ----------
    buffer : uint8[m]
    starts, ends : int64[n]
        Of each stretch, in ascending order; a frame starts at each start.

    Returns
    -------
    list of RecordSpans or None
        For each stretch the records that fill it completely; None where they do not.
    """
    candidates, lengths = _candidates(buffer, int(ends[-1]), int(starts[0]))
    following = candidates + lengths
    following += FRAME_SIZE
    firsts = np.searchsorted(candidates, starts).tolist()
    lasts = (np.searchsorted(candidates, ends) - 1).tolist()
    breaks = np.flatnonzero(following[:-1] != candidates[1:])
    breaks_before = np.searchsorted(breaks, [firsts, lasts])
    result: list[RecordSpans | None] = []
    for index, (first, last, start, end) in enumerate(
        zip(firsts, lasts, starts.tolist(), ends.tolist(), strict=True)
    ):
        unbroken = breaks_before[0, index] == breaks_before[1, index]
        if first <= last and unbroken and candidates[first] == start and following[last] == end:
            chain = slice(first, last + 1)
            result.append(RecordSpans(candidates[chain], lengths[chain], end, False, -1))
        else:
            found = find_records(buffer, end, start)
            result.append(found if found.next == end and len(found.starts) else None)
    return result


def joined_spans(spans: Sequence[RecordSpans]) -> RecordSpans:
    """Return the records of several stretches as one, in their order."""
    starts = _concatenate([part.starts for part in spans])
    lengths = _concatenate([part.lengths for part in spans])
    return RecordSpans(starts, lengths, spans[-1].next, spans[-1].lost, spans[-1].pending_length)


def _candidates(
    buffer: NDArray[np.uint8], end: int, position: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places that look like a frame's start, and the sound lengths that stand there."""
    last = end - _WALL_TIME_TOP_AT
    if last <= position:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    looks_right = buffer[position + _WALL_TIME_TAG_AT : last + _WALL_TIME_TAG_AT] == _WALL_TIME_TAG
    looks_right &= buffer[position + _WALL_TIME_TOP_AT : last + _WALL_TIME_TOP_AT] == _WALL_TIME_TOP
    candidates = np.flatnonzero(looks_right)
    candidates += position
    lengths = words_at_every_byte(buffer, end, "<u8")[candidates]
    stored = words_at_every_byte(buffer, end, "<u4")[candidates + 8]
    sound = lengths < _LENGTH_LIMIT
    if not sound.all():
        candidates, lengths, stored = candidates[sound], lengths[sound], stored[sound]
    sound = stored == masked_length_crcs(lengths.view(np.int64))
    if not sound.all():
        candidates, lengths = candidates[sound], lengths[sound]
    return candidates, lengths.view(np.int64)


def _walk(
    buffer: NDArray[np.uint8], position: int, until: int, end: int
) -> tuple[list[int], list[int], int]:
    """Follow the chain frame by frame up to ``until``, or to the last complete sound frame."""
    starts: list[int] = []
    lengths: list[int] = []
    while position < until:
        length = _sound_header(buffer, position, end)
        if length is None or position + FRAME_SIZE + length > end:
            break
        starts.append(position)
        lengths.append(length)
        position += FRAME_SIZE + length
    return starts, lengths, position


def _sound_header(buffer: NDArray[np.uint8], position: int, end: int) -> int | None:
    """Return the payload length at ``position`` if its header is complete and sound."""
    if position + HEADER_SIZE > end:
        return None
    length: int
    length, stored = _header.unpack_from(buffer.data, position)
    return length if _length_crc(length) == stored else None


def may_be_header(buffer: NDArray[np.uint8], position: int, end: int) -> bool:
    """Say whether a sound header stands at ``position``, or one that is not complete."""
    return position + HEADER_SIZE > end or _sound_header(buffer, position, end) is not None


@lru_cache(maxsize=4096)
def _length_crc(length: int) -> int:
    return masked(crc32c(length.to_bytes(8, "little")))


def _concatenate(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def find_header(buffer: NDArray[np.uint8], start: int, end: int) -> int | None:
    """Return the first place in ``buffer[start:end]`` where a frame can start again.

    That is a place whose length has the right checksum and whose payload, if it is complete, has
    too: a chance match costs one in 2**32 tries for the first and 2**64 for both.
    """
    window = _FIRST_WINDOW
    while end - start >= HEADER_SIZE:
        window_end = min(end, start + window)
        found = _find_header_in(buffer, start, window_end, end)
        if found is not None:
            return found
        # A header may begin in one window and end in the next one.
        start = window_end - HEADER_SIZE + 1
        window *= 8
    return None


def _find_header_in(buffer: NDArray[np.uint8], start: int, window_end: int, end: int) -> int | None:
    """Look for a header in a window of ``buffer[start:end]``."""
    window = buffer[start:window_end]
    lengths = words_at_every_byte(window, len(window) - 4, "<u8")
    stored = words_at_every_byte(window, len(window), "<u4")[8:]
    offsets = np.flatnonzero(lengths < _LENGTH_LIMIT)
    plausible = lengths[offsets].astype(np.int64)
    matches = offsets[stored[offsets] == masked_length_crcs(plausible)]
    for offset in matches.tolist():
        length = int(lengths[offset])
        complete = start + offset + FRAME_SIZE + length <= end
        if not complete or payload_is_sound(buffer, start + offset, length):
            return int(start + offset)
    return None
