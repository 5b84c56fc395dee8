"""The buffer that event files are read into, chunk by chunk."""

from __future__ import annotations

import os
from typing import NamedTuple

import numpy as np

from tbtui.readers.blocks import BUFFER_SLACK

CAPACITY = 1 << 20
"""Bytes read at once: they stay in the processor's cache."""
_OF_LARGE_VALUES = 8
"""Times as many are read at once where few of them are looked at."""
_LARGE_VALUE = 512
"""Bytes of a file for each value, on average, from which on its values are large."""


class ReadAhead(NamedTuple):
    """What is new in a file, read but not decoded.

    Attributes
    ----------
    start, end : int
        Where it lies in the room that it was read into.
    status : os.stat_result
        Of the file when it was read.
    """

    start: int
    end: int
    status: os.stat_result


class ReadBuffer:
    """A buffer that is used again for every read: fresh memory costs more than reading.

    Parameters
    ----------
    capacity : int
        Bytes read at once, usually. Longer records are walked in the file.

    Attributes
    ----------
    large_capacity : int
        Bytes read at once where values are large. Of these, only the first bytes are looked at, so
        that a chunk of the usual size would give too little to do for operations on whole arrays.
    data : uint8[large_capacity + BUFFER_SLACK]
        What is never filled of it takes no memory.
    view : memoryview
        Of ``data``.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.capacity = capacity
        self.large_capacity = _OF_LARGE_VALUES * capacity
        self.data = np.zeros(self.large_capacity + BUFFER_SLACK, np.uint8)
        self.view = self.data.data

    def keep_from(self, start: int, end: int) -> int:
        """Move ``data[start:end]`` to the front; return how many bytes that are."""
        if start:
            self.data[: end - start] = self.data[start:end].copy()
        return end - start

    def chunk_size_after(self, size: int, values: int) -> int:
        """Return how many bytes to read at once behind those that held so many values."""
        return self.large_capacity if size > _LARGE_VALUE * values else self.capacity
