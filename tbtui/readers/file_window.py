"""Look into records that are too large to be read into a buffer."""

from __future__ import annotations

import os

from tbtui.readers.crc32c import crc32c, masked
from tbtui.readers.records import HEADER_SIZE

_WINDOW = 1 << 12
_BYTES_AT_ONCE = 1 << 20


def is_sound_in_file(descriptor: int, start: int, length: int) -> bool:
    """Say whether the payload checksum of a record that is too large for a buffer holds."""
    checksum = 0
    position = start + HEADER_SIZE
    end = position + length
    while position < end:
        data = os.pread(descriptor, min(_BYTES_AT_ONCE, end - position), position)
        if not data:
            return False
        checksum = crc32c(data, checksum)
        position += len(data)
    return os.pread(descriptor, 4, end) == masked(checksum).to_bytes(4, "little")


class FileWindow:
    """The bytes of a part of a file, fetched a few at a time as they are asked for."""

    def __init__(self, descriptor: int, offset: int) -> None:
        self._descriptor = descriptor
        self._offset = offset
        self._window = b""
        self._window_start = 0

    def __getitem__(self, key: slice, /) -> bytes:
        start, stop = int(key.start), int(key.stop)
        inside = start - self._window_start
        if inside < 0 or stop - self._window_start > len(self._window):
            size = max(stop - start, _WINDOW)
            self._window = os.pread(self._descriptor, size, self._offset + start)
            self._window_start = start
            inside = 0
        return self._window[inside : inside + stop - start]
