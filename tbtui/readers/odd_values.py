"""Read, one by one, the records and values that are not scalars in a usual form.

Histograms, images, graphs and the like become index entries: where they lie, not what they hold.
Scalars in rare encodings are decoded here.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

import numpy as np

from tbtui.readers.points import Points
from tbtui.readers.values import (
    SCALARS,
    TENSOR,
    Event,
    ScalarSource,
    TagMetadata,
    Value,
    kind_of,
    values_in,
    walk_event,
    walk_value,
)
from tbtui.readers.wire import ByteSource

LONGEST_SCALAR = 1024
"""A tensor of more bytes than this is not looked into for a single number."""


class IndexEntry(NamedTuple):
    """Where a value lies that is decoded only when it is looked at.

    Attributes
    ----------
    step : int
    wall_time : float
        Seconds since 1970, UTC.
    file : str
    offset, length : int
        The bytes of the ``Summary.Value`` in the file, or of the graph itself.
    """

    step: int
    wall_time: float
    file: str
    offset: int
    length: int


class IndexedValue(NamedTuple):
    """An index entry with what the value says of itself."""

    kind: str
    tag: str
    metadata: TagMetadata | None
    entry: IndexEntry


class OddValues:
    """Collects what is read one by one of one file.

    Parameters
    ----------
    path : str
        Of the file.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.indexed: list[IndexedValue] = []
        self.sources: list[ScalarSource] = []
        self._source_numbers: dict[ScalarSource, int] = {}
        self._points: dict[bool, list[tuple[int, int, float, float, int]]] = {True: [], False: []}

    def read_event(self, data: ByteSource, length: int, file_offset: int) -> None:
        """Read an event of ``length`` bytes, which lies at ``file_offset`` of the file.

        Raises
        ------
        WireError
            If it is malformed; what could be read before is kept.
        """
        event = walk_event(data, 0, length)
        for start, end in values_in(data, event):
            self.read_value(data, start, end, file_offset, event.step, event.wall_time)
        self.read_blobs(event, file_offset)

    def read_blobs(self, event: Event, file_offset: int) -> None:
        """Read what an event holds instead of a summary."""
        for kind, tag, (start, end) in event.blobs:
            entry = IndexEntry(
                event.step, event.wall_time, self.path, file_offset + start, end - start
            )
            self.indexed.append(IndexedValue(kind, tag, None, entry))

    def read_value(
        self,
        data: ByteSource,
        start: int,
        end: int,
        file_offset: int,
        step: int,
        wall_time: float,
    ) -> None:
        """Read the ``Summary.Value`` in ``data[start:end]``; ``data`` lies at ``file_offset``.

        Raises
        ------
        WireError
            If it is malformed.
        """
        value = walk_value(data, start, end)
        if value.kind == "obsolete" or (value.kind == "" and value.metadata is None):
            return
        number = _scalar_in(data, value)
        if number is None:
            entry = IndexEntry(step, wall_time, self.path, file_offset + start, end - start)
            self.indexed.append(IndexedValue(kind_of(value), value.tag, value.metadata, entry))
            return
        scalar, wide = number
        source = ScalarSource(value.tag, value.kind, value.metadata)
        source_number = self._source_numbers.setdefault(source, len(self.sources))
        if source_number == len(self.sources):
            self.sources.append(source)
        self._points[wide].append((source_number, step, wall_time, scalar, file_offset + start))

    @property
    def point_count(self) -> int:
        """How many scalars were read so far."""
        return sum(len(rows) for rows in self._points.values())

    def points(self) -> list[Points]:
        """Return the scalars read so far, those of float32 apart from those that need float64.

        Their sources are indexes into ``sources``, their offsets those in the file.
        """
        result = []
        for wide, rows in self._points.items():
            if rows:
                sources, steps, wall_times, values, offsets = zip(*rows, strict=True)
                result.append(
                    Points(
                        np.array(sources, np.int64),
                        np.array(steps, np.int64),
                        np.array(wall_times, np.float64),
                        np.array(values, np.float64 if wide else np.float32),
                        np.array(offsets, np.int64),
                    )
                )
        return result


def _scalar_in(data: ByteSource, value: Value) -> tuple[float, bool] | None:
    """Return a value's one number, and whether float32 is too narrow for its type."""
    start, end = value.content
    if value.kind == SCALARS:
        (number,) = struct.unpack("<f", data[start:end])
        return number, False
    if value.kind != TENSOR or end - start > LONGEST_SCALAR:
        return None
    from tbtui.readers.tensors import TensorError, scalar_of

    try:
        scalar = scalar_of(bytes(data[start:end]))
    except TensorError:
        return None
    return None if scalar is None else (scalar.value, scalar.wide)
