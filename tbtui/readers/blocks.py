"""Decode a block of records: scalars into columns, everything else into index entries.

Events of scalars in the form that every known writer uses are decoded together (`values_in_step`);
whatever does not look like one is walked record by record (see `odd_values`).

The checksum of a payload is compared when its record teaches something, a new encoding or a new
tag, because a flipped bit there would invent a curve; and when the record is small and walked
anyway. A record that matches templates byte for byte can at most have a damaged number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.crc32c import payload_is_sound
from tbtui.readers.cycles import Cycle, find_cycle
from tbtui.readers.event_heads import EventHeads, split_events
from tbtui.readers.odd_values import IndexedValue, OddValues
from tbtui.readers.points import Points, TagPoints, group_by_tag
from tbtui.readers.problems import Problem
from tbtui.readers.records import (
    FRAME_SIZE,
    HEADER_SIZE,
    RecordSpans,
    find_records,
)
from tbtui.readers.templates import TemplateTable
from tbtui.readers.value_templates import MAX_VALUE_SIZE
from tbtui.readers.values_in_step import ValuePlaces, ValuesInStep
from tbtui.readers.wire import LENGTH_DELIMITED, WireError, fields

BUFFER_SLACK = MAX_VALUE_SIZE + 64
"""Bytes that a buffer must have behind its data, because values are copied at a fixed width."""

_SMALLEST_PIECE = 1 << 16
"""Bytes of records decoded in the general way before looking whether they repeat."""
_ALWAYS_CHECKED = 1024
"""Walked payloads of up to this many bytes are always compared with their checksum."""


class Block(NamedTuple):
    """What a block of records holds."""

    points: list[TagPoints]
    indexed: list[IndexedValue]
    problems: list[Problem]


class ChunkEnd(NamedTuple):
    """Where the decoding of a chunk ended.

    Attributes
    ----------
    next : int
        Start of the first frame in the buffer that was not decoded.
    lost, pending_length : bool, int
        As in `RecordSpans`.
    torn : bool
        Whether the frame at ``next`` is complete but not what its checksum says.
    """

    next: int
    lost: bool
    pending_length: int
    torn: bool


class BlockDecoder:
    """Decodes the records of one file, chunk by chunk.

    Parameters
    ----------
    path : str
        Of the file.
    table : TemplateTable
        May be shared by the decoders of many files, within one thread.
    """

    def __init__(self, path: str, table: TemplateTable) -> None:
        self._path = path
        self._table = table
        self._known_tags: set[str] = set()
        self._cycle: Cycle | None = None
        self._piece = _SMALLEST_PIECE
        self.chunk_end = ChunkEnd(0, False, -1, False)

    def decode_chunk(
        self, buffer: NDArray[np.uint8], end: int, file_offset: int, *, at_end: bool
    ) -> Iterator[Block]:
        """Decode the records of ``buffer[:end]``; ``chunk_end`` then tells where that ended.

        Parameters
        ----------
        buffer : uint8[m]
            With `BUFFER_SLACK` bytes behind ``end``.
        end : int
        file_offset : int
            Where in the file the buffer starts.
        at_end : bool
            Whether the file ends with this chunk. Its last record is then compared with its
            checksum and left alone if that does not match: it may still be on its way.
        """
        position = 0
        while True:
            if self._cycle is not None:
                periods = self._cycle.count(buffer, position, end)
                if at_end and position + periods * self._cycle.size == end:
                    periods -= 1
                if periods > 0:
                    yield Block(self._cycle.points(buffer, position, periods), [], [])
                    position += periods * self._cycle.size
            limit = min(end, position + self._piece)
            spans = find_records(buffer, limit, position)
            if limit < end and not len(spans.starts):
                limit = end
                spans = find_records(buffer, limit, position)
            torn = at_end and limit == end and self._ends_torn(buffer, spans)
            if torn:
                spans = spans.without_last()
            if len(spans.starts):
                yield self._decode_piece(buffer, spans, file_offset)
            position = spans.next
            if limit == end or spans.lost:
                self.chunk_end = ChunkEnd(position, spans.lost, spans.pending_length, torn)
                return

    def _ends_torn(self, buffer: NDArray[np.uint8], spans: RecordSpans) -> bool:
        if not len(spans.starts) or spans.lost:
            return False
        return not payload_is_sound(buffer, int(spans.starts[-1]), int(spans.lengths[-1]))

    def _decode_piece(
        self, buffer: NDArray[np.uint8], spans: RecordSpans, file_offset: int
    ) -> Block:
        block_pass = _BlockPass(
            self._path, self._table, self._known_tags, buffer, spans, file_offset
        )
        block = block_pass.decode()
        places = block_pass.value_places
        self._cycle = None
        if places is not None:
            self._cycle = find_cycle(buffer, spans, places, self._table.templates)
        # Where nothing repeats, larger pieces are looked at, up to whole chunks.
        self._piece = self._piece * 2 if self._cycle is None else _SMALLEST_PIECE
        return block


class _BlockPass:
    """The decoding of one block."""

    def __init__(
        self,
        path: str,
        table: TemplateTable,
        known_tags: set[str],
        buffer: NDArray[np.uint8],
        spans: RecordSpans,
        file_offset: int,
    ) -> None:
        self._path = path
        self._table = table
        self._known_tags = known_tags
        self._buffer = buffer
        self._spans = spans
        self._file_offset = file_offset
        self._odd = OddValues(path)
        self._problems: list[Problem] = []
        self._soundness: dict[int, bool] = {}
        self._bytes = buffer.data
        self.value_places: ValuePlaces | None = None

    def decode(self) -> Block:
        """Decode; ``value_places`` is then set if every record held nothing but usual scalars."""
        events, odd_records = split_events(self._buffer, self._spans)
        in_step = ValuesInStep(self._buffer, self._table, self)
        in_step.decode(events)
        for record in odd_records.tolist():
            self._read_odd_record(record)
        if not (self._odd.indexed or self._odd.sources or self._problems):
            self.value_places = in_step.places()
        numbers = [self._table.sources.number_of(source) for source in self._odd.sources]
        parts = in_step.points
        for odd in self._odd.points():
            sources = np.array(numbers, np.int64)[odd.sources]
            parts.append(odd._replace(sources=sources, offsets=odd.offsets - self._file_offset))
        parts = self._without_bad_records(parts)
        points = group_by_tag(parts, self._table.sources)
        self._known_tags.update(point.source.tag for point in points)
        indexed = self._odd.indexed
        self._known_tags.update(value.tag for value in indexed)
        return Block(points, indexed, self._problems)

    def is_sound(self, record: int) -> bool:
        """Compare a record's payload with its checksum, once; report it if they differ."""
        sound = self._soundness.get(record)
        if sound is None:
            start, length = int(self._spans.starts[record]), int(self._spans.lengths[record])
            sound = payload_is_sound(self._buffer, start, length)
            self._soundness[record] = sound
            if not sound:
                self._report(record, "the checksum of this record does not match its contents")
        return sound

    def _report(self, record: int, reason: str) -> None:
        offset = self._file_offset + int(self._spans.starts[record])
        length = FRAME_SIZE + int(self._spans.lengths[record])
        self._problems.append(Problem(self._path, offset, length, reason))

    def read_odd_values(self, events: EventHeads, index: int, end: int) -> None:
        """Walk the values of an event up to ``end``, from the one that is next."""
        record, start = int(events.records[index]), int(events.positions[index])
        if not self._may_be_read(record):
            return
        data = self._bytes[start:end].tobytes()
        step, wall_time = int(events.steps[index]), float(events.wall_times[index])
        indexed_before = len(self._odd.indexed)
        try:
            for field in fields(data, 0, len(data)):
                if field.number == 1 and field.wire_type == LENGTH_DELIMITED:
                    self._odd.read_value(
                        data, field.start, field.end, self._file_offset + start, step, wall_time
                    )
        except WireError as error:
            self._report_malformed(record, error)
        self._drop_unsound_lessons(record, indexed_before)

    def _read_odd_record(self, record: int) -> None:
        if not self._may_be_read(record):
            return
        start = int(self._spans.starts[record]) + HEADER_SIZE
        length = int(self._spans.lengths[record])
        data = self._bytes[start : start + length].tobytes()
        indexed_before = len(self._odd.indexed)
        try:
            self._odd.read_event(data, length, self._file_offset + start)
        except WireError as error:
            self._report_malformed(record, error)
        self._drop_unsound_lessons(record, indexed_before)

    def _may_be_read(self, record: int) -> bool:
        small = int(self._spans.lengths[record]) <= _ALWAYS_CHECKED
        return self.is_sound(record) if small else self._soundness.get(record, True)

    def _drop_unsound_lessons(self, record: int, indexed_before: int) -> None:
        """Check a large record after all if it brought a new tag, and forget it if it is bad."""
        fresh = self._odd.indexed[indexed_before:]
        teaches = any(value.tag not in self._known_tags for value in fresh)
        if teaches and not self.is_sound(record):
            del self._odd.indexed[indexed_before:]

    def _report_malformed(self, record: int, error: WireError) -> None:
        if self.is_sound(record):
            self._report(record, f"not a well-formed event: {error}")

    def _without_bad_records(self, parts: list[Points]) -> list[Points]:
        """Drop the points that lie in records whose checksum turned out to be wrong."""
        bad = sorted(record for record, sound in self._soundness.items() if not sound)
        if not bad:
            return parts
        kept_parts = []
        for part in parts:
            records = np.searchsorted(self._spans.starts, part.offsets, "right") - 1
            kept = np.flatnonzero(~np.isin(records, bad))
            kept_parts.append(part.select(kept))
        return kept_parts
