"""Read the files of writers that get the checksums wrong.

Some writers leave the checksum of every payload zero, others store all checksums as they are,
without the mask. Nothing is wrong with what such a file says, so it should be read, and its reader
told. Instead of teaching every part of the decoder a second kind of checksum, each frame is given
the checksums that the format wants, in the buffer, as soon as its own have been compared.
"""

from __future__ import annotations

import struct
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.crc32c import crc32c, masked

_HEADER_SIZE = 12
_FRAME_SIZE = 16
_checksum = struct.Struct("<I")
_length = struct.Struct("<Q")


class ChecksumStyle(Enum):
    """How a writer stores checksums; the value says it to a person."""

    PROPER = ""
    ABSENT = "its writer stores no checksums: damage to its numbers cannot be noticed"
    UNMASKED = "its writer does not mask the checksums; they were compared as they are"


def checksum_style(buffer: NDArray[np.uint8], end: int) -> ChecksumStyle | None:
    """Tell the style of a file from its first records, which lie in ``buffer[:end]``.

    Returns
    -------
    ChecksumStyle or None
        None where too few records are there to decide. A single checksum of zero proves nothing:
        on some file systems the bytes that are still on their way are shown as zeros.
    """
    first = _complete_frame(buffer, 0, end)
    if first is None:
        return None
    stored_header, stored_payload, following = first
    header_crc = crc32c(buffer[:8])
    if stored_header == header_crc != masked(header_crc):
        payload_crc = crc32c(buffer[_HEADER_SIZE : following - 4])
        return ChecksumStyle.UNMASKED if stored_payload == payload_crc else ChecksumStyle.PROPER
    if stored_header != masked(header_crc) or stored_payload != 0:
        return ChecksumStyle.PROPER
    second = _complete_frame(buffer, following, end)
    if second is None:
        return None
    # A block of zeros looks like a frame without contents, whose header is not sound.
    is_frame = second[0] == masked(crc32c(buffer[following : following + 8]))
    return ChecksumStyle.ABSENT if is_frame and second[1] == 0 else ChecksumStyle.PROPER


def give_proper_checksums(buffer: NDArray[np.uint8], end: int, style: ChecksumStyle) -> None:
    """Replace the checksums of the frames in ``buffer[:end]`` by those that the format wants.

    Stops at the first length that does not hold. A payload that is not what its checksum says
    keeps that checksum, for the decoder to report it.

    Parameters
    ----------
    buffer : uint8[n]
        A frame starts at 0.
    end : int
    style : ChecksumStyle
        One of the odd ones.
    """
    position = 0
    while position + _HEADER_SIZE <= end:
        (length,) = _length.unpack_from(buffer.data, position)
        (stored,) = _checksum.unpack_from(buffer.data, position + 8)
        header_crc = crc32c(buffer[position : position + 8])
        if style is ChecksumStyle.UNMASKED and stored == header_crc:
            _checksum.pack_into(buffer.data, position + 8, masked(header_crc))
        elif stored != masked(header_crc):
            return
        footer = position + _HEADER_SIZE + length
        if footer + 4 > end:
            return
        (stored,) = _checksum.unpack_from(buffer.data, footer)
        payload_crc = crc32c(buffer[position + _HEADER_SIZE : footer])
        if stored == (0 if style is ChecksumStyle.ABSENT else payload_crc):
            _checksum.pack_into(buffer.data, footer, masked(payload_crc))
        position = footer + 4


def _complete_frame(buffer: NDArray[np.uint8], start: int, end: int) -> tuple[int, int, int] | None:
    """Return both stored checksums of a frame and where the next one starts, if it is complete."""
    if start + _FRAME_SIZE > end:
        return None
    (length,) = _length.unpack_from(buffer.data, start)
    following = start + _FRAME_SIZE + length
    if following > end:
        return None
    (header,) = _checksum.unpack_from(buffer.data, start + 8)
    (payload,) = _checksum.unpack_from(buffer.data, following - 4)
    return header, payload, following
