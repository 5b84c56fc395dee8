"""Remember damaged bytes, to notice when they heal.

Network file systems can deliver the pages of a file out of order. A reader then finds zeros where
there will be records, and records behind them. It reports the damage and reads on; when the missing
page arrives, the file must be read afresh, because its points belong before others.
"""

from __future__ import annotations

import os
import zlib
from collections import deque
from collections.abc import Callable, Sequence

from tbtui.readers.problems import Problem

_MOST_PLACES = 256
"""Places watched in one file: the last ones, where data may still be on its way."""
_MOST_BYTES = 1 << 20
"""Of one place."""

ReadAt = Callable[[int, int], bytes]
"""Gives bytes of the file, by offset and number."""


def read_at(descriptor: int) -> ReadAt:
    """Return what gives the bytes of an open file."""
    return lambda offset, size: os.pread(descriptor, size, offset)


class DamagedPlaces:
    """The places of one file that could not be read, and what stood there."""

    def __init__(self) -> None:
        self._places: deque[tuple[int, int, int]] = deque(maxlen=_MOST_PLACES)

    @property
    def exist(self) -> bool:
        """Whether there is any."""
        return bool(self._places)

    def note(self, problems: Sequence[Problem], read_at: ReadAt) -> None:
        """Remember what stands in the places of these problems."""
        for problem in problems[-_MOST_PLACES:]:
            self.note_place(problem.offset, problem.length, read_at)

    def note_place(self, offset: int, size: int, read_at: ReadAt) -> None:
        """Remember what stands in a place."""
        size = min(size, _MOST_BYTES)
        if size:
            self._places.append((offset, size, zlib.crc32(read_at(offset, size))))

    def have_changed(self, read_at: ReadAt) -> bool:
        """Say whether other bytes stand in one of these places now."""
        return any(
            zlib.crc32(read_at(offset, size)) != checksum for offset, size, checksum in self._places
        )
