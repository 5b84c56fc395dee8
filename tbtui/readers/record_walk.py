"""Follow the chain of frames through large records, from header to header.

Each header says where the next one stands, so what lies between them, histograms or images, need
not be looked at. For small records that is slower than looking for all frames at once (see
`records`); so a walk ends where records become small.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.crc32c import masked_length_crcs

_HEADER_SIZE = 12
_FRAME_SIZE = 16
_LARGE = 512
"""Bytes that records must have on average for a walk to be worth its while."""
_AT_ONCE = 64
"""Records walked before their average is looked at."""
_LENGTH_LIMIT = 1 << 48
_length = struct.Struct("<Q")


class Walked(NamedTuple):
    """The complete and sound frames that a walk met.

    Attributes
    ----------
    starts, lengths : int64[n]
        Where each frame starts in the buffer, and its bytes of payload.
    next : int
        Where the chain goes on.
    """

    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    next: int


def walk_large_records(buffer: NDArray[np.uint8], end: int, position: int) -> Walked:
    """Walk from the frame at ``position`` on for as long as records are large.

    Parameters
    ----------
    buffer : uint8[m]
    end : int
        Where the data in the buffer ends.
    position : int
        Where the first frame starts.
    """
    starts: list[int] = []
    next_header = position
    last_header = end - _HEADER_SIZE
    data = buffer.data
    are_large = True
    while are_large and next_header <= last_header:
        first = next_header
        for _ in range(_AT_ONCE):
            if next_header > last_header:
                break
            starts.append(next_header)
            (length,) = _length.unpack_from(data, next_header)
            next_header += _FRAME_SIZE + length
        are_large = next_header - first >= _LARGE * _AT_ONCE
    found = np.array(starts, np.int64)
    lengths, sound = _checked(buffer, end, found)
    count = len(starts) if sound.all() else int(sound.argmin())
    if count:
        position = starts[count - 1] + _FRAME_SIZE + int(lengths[count - 1])
    return Walked(found[:count], lengths[:count], position)


def _checked(
    buffer: NDArray[np.uint8], end: int, starts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the lengths of frames, and whether they are sound and the frames complete."""
    claimed = np.ndarray((len(buffer) - 7,), "<u8", buffer, strides=(1,))[starts]
    stored = np.ndarray((len(buffer) - 3,), "<u4", buffer, strides=(1,))[starts + 8]
    sound = claimed < _LENGTH_LIMIT
    lengths = np.where(sound, claimed, 0).view(np.int64)
    sound &= stored == masked_length_crcs(lengths)
    sound &= starts + lengths <= end - _FRAME_SIZE
    return lengths, sound
