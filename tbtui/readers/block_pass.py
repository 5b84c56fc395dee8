"""Decode records of one file or of many: scalars into columns, everything else into index entries.

Events of scalars in the form that every known writer uses are decoded together (`values_in_step`);
whatever does not look like one is walked record by record (see `odd_values`).

The checksum of a payload is compared when its record teaches something, a new encoding or a new
tag, because a flipped bit there would invent a curve; and when the record is small and walked
anyway. A record that matches templates byte for byte can at most have a damaged number, and one
whose head tells all that is indexed of it at most a damaged step; whether it has is only looked at
when everything is to be verified.
"""

from __future__ import annotations

import operator
from bisect import bisect_right
from collections.abc import Container, Sequence

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.block import Block, Piece
from tbtui.readers.crc32c import payload_is_sound
from tbtui.readers.event_heads import WALL_TIME_END, WALL_TIME_TAG, EventHeads, split_events
from tbtui.readers.first_values import tags_indexed_first
from tbtui.readers.grouping import group_by_tag
from tbtui.readers.media_heads import KINDS, media_heads
from tbtui.readers.odd_values import IndexedValue, IndexEntry, OddValues
from tbtui.readers.payload_checks import payloads_are_sound
from tbtui.readers.points import Points, TagPoints, ValuePlaces
from tbtui.readers.problems import Problem
from tbtui.readers.records import FRAME_SIZE, HEADER_SIZE, RecordSpans
from tbtui.readers.templates import TemplateTable
from tbtui.readers.values import TENSOR, kind_of, text, walk_value
from tbtui.readers.values_in_step import ValuesInStep
from tbtui.readers.wire import LENGTH_DELIMITED, WireError, fields

_ALWAYS_CHECKED = 1024
"""Walked payloads of up to this many bytes are always compared with their checksum."""
_LONGEST_SILENT_EVENT = 256
_OFFSET = operator.attrgetter("entry.offset")
_WRONG_CHECKSUM = "the checksum of this record does not match its contents"


class BlockPass:
    """The decoding of the records of some pieces that lie in one buffer.

    Parameters
    ----------
    pieces : sequence of Piece
        In the order of the buffer.
    table : TemplateTable
    buffer : uint8[m]
        With `BUFFER_SLACK` bytes behind the last record.
    spans : RecordSpans
        All records, in the order of the buffer.

    Attributes
    ----------
    value_places : ValuePlaces or None
        After `decode`: where all values lie, if every record held nothing but usual scalars.
    """

    def __init__(
        self,
        pieces: Sequence[Piece],
        table: TemplateTable,
        buffer: NDArray[np.uint8],
        spans: RecordSpans,
    ) -> None:
        self._pieces = pieces
        self._piece_starts = [piece.start for piece in pieces]
        self._table = table
        self._buffer = buffer
        self._bytes = buffer.data
        self._spans = spans
        self._odd: dict[int, OddValues] = {}
        self._problems: dict[int, list[Problem]] = {}
        self._soundness: dict[int, bool] = {}
        self.value_places: ValuePlaces | None = None

    def decode(self) -> list[Block]:
        """Decode, and return a block for each piece."""
        if self._table.verify:
            self._verify()
        events, odd_records = split_events(self._buffer, self._spans)
        in_step = ValuesInStep(self._buffer, self._table, self)
        in_step.decode(events)
        for record in odd_records.tolist():
            self._read_odd_record(record)
        found_odd = any(odd.indexed or odd.sources for odd in self._odd.values())
        if not found_odd and not self._problems:
            self.value_places = in_step.places()
        parts = in_step.points
        for piece, odd in self._odd.items():
            parts += self._points_of(odd, self._pieces[piece].shift)
        parts = self._without_bad_records(parts)
        points = group_by_tag(parts, self._table.sources, self._piece_starts)
        return [
            Block(
                of_piece,
                self._indexed_in(number),
                self._problems.get(number, []),
                piece.end + piece.shift,
                indexed_first=self._indexed_first(number, of_piece, parts),
            )
            for number, (piece, of_piece) in enumerate(zip(self._pieces, points, strict=True))
        ]

    def _verify(self) -> None:
        """Compare all payloads with their checksums."""
        sound = payloads_are_sound(self._buffer, self._spans.starts, self._spans.lengths)
        self._soundness = dict(enumerate(sound.tolist()))
        for record in np.flatnonzero(~sound).tolist():
            self._report(record, _WRONG_CHECKSUM)

    def _points_of(self, odd: OddValues, shift: int) -> list[Points]:
        numbers = np.array([self._table.sources.number_of(s) for s in odd.sources], np.int64)
        return [
            points._replace(sources=numbers[points.sources], offsets=points.offsets - shift)
            for points in odd.points()
        ]

    def _indexed_in(self, piece: int) -> list[IndexedValue]:
        """Return the index entries of a piece in the order of the file."""
        if piece not in self._odd:
            return []
        # They were found value by value of all events in step: not quite in order already.
        return sorted(self._odd[piece].indexed, key=_OFFSET)

    def _indexed_first(
        self, piece: int, points: list[TagPoints], parts: list[Points]
    ) -> frozenset[str]:
        if piece not in self._odd or not points:
            return frozenset()
        shift, start = self._pieces[piece].shift, self._piece_starts[piece]
        indexed = self._odd[piece].indexed
        return tags_indexed_first(indexed, points, parts, self._table.sources, start, shift)

    def _piece_of(self, record: int) -> int:
        return bisect_right(self._piece_starts, int(self._spans.starts[record])) - 1

    def _odd_of(self, piece: int) -> OddValues:
        odd = self._odd.get(piece)
        if odd is None:
            odd = self._odd[piece] = OddValues(self._pieces[piece].path)
        return odd

    def is_sound(self, record: int) -> bool:
        """Compare a record's payload with its checksum, once; report it if they differ."""
        sound = self._soundness.get(record)
        if sound is None:
            start, length = int(self._spans.starts[record]), int(self._spans.lengths[record])
            sound = payload_is_sound(self._buffer, start, length)
            self._soundness[record] = sound
            if not sound:
                self._report(record, _WRONG_CHECKSUM)
        return sound

    def _report(self, record: int, reason: str) -> None:
        number = self._piece_of(record)
        piece = self._pieces[number]
        offset = int(self._spans.starts[record]) + piece.shift
        length = FRAME_SIZE + int(self._spans.lengths[record])
        problem = Problem(piece.path, offset, length, reason)
        self._problems.setdefault(number, []).append(problem)

    def read_odd_rests(self, events: EventHeads) -> None:
        """Read the values of events, from the one that is next to the last."""
        heads = media_heads(self._buffer, events.positions, events.ends)
        is_large = events.ends - events.positions > _ALWAYS_CHECKED
        is_tensor = heads.kinds == KINDS.index(TENSOR)
        kinds = np.where(is_large | is_tensor, heads.kinds, 0)
        pieces = np.searchsorted(self._piece_starts, events.positions, "right") - 1
        plugins: dict[bytes, str | None] = {b"": TENSOR}
        for (
            record,
            step,
            wall_time,
            start,
            end,
            number,
            body,
            tag_start,
            tag_end,
            said,
            piece,
        ) in zip(
            *(column.tolist() for column in (*events, kinds, *heads[1:], pieces)), strict=True
        ):
            if number:
                # A tag that is not known yet has to be read from a record that is sound.
                tag = text(self._bytes[tag_start:tag_end].tobytes())
                _, _, _, shift, indexed_tags = self._pieces[piece]
                kind: str | None = KINDS[number]
                if kind == TENSOR:
                    metadata = self._bytes[said:end].tobytes()
                    if metadata not in plugins:
                        plugins[metadata] = _plugin_of(metadata)
                    kind = plugins[metadata]
                if kind and tag in indexed_tags and self._soundness.get(record, True):
                    odd = self._odd_of(piece)
                    entry = IndexEntry(step, wall_time, odd.path, body + shift, end - body)
                    odd.indexed.append(IndexedValue(kind, tag, None, entry))
                    continue
            self.read_odd_values(record, step, wall_time, start, end)

    def read_odd_values(
        self, record: int, step: int, wall_time: float, start: int, end: int
    ) -> None:
        """Walk the values of an event that lie in ``buffer[start:end]``."""
        if not self._may_be_read(record):
            return
        data = self._bytes[start:end].tobytes()
        piece = self._piece_of(record)
        odd, file_offset = self._odd_of(piece), start + self._pieces[piece].shift
        indexed_before, sources_before = len(odd.indexed), len(odd.sources)
        try:
            for field in fields(data, 0, len(data)):
                if field.number == 1 and field.wire_type == LENGTH_DELIMITED:
                    odd.read_value(data, field.start, field.end, file_offset, step, wall_time)
        except WireError as error:
            self._report_malformed(record, error)
        self._drop_unsound_lessons(record, piece, indexed_before, sources_before)

    def _read_odd_record(self, record: int) -> None:
        start = int(self._spans.starts[record]) + HEADER_SIZE
        length = int(self._spans.lengths[record])
        without_wall_time = _short_event_without_wall_time(self._bytes, start, length)
        if without_wall_time in self._table.silent_events or not self._may_be_read(record):
            return
        data = self._bytes[start : start + length].tobytes()
        piece = self._piece_of(record)
        odd = self._odd_of(piece)
        indexed_before, sources_before = len(odd.indexed), len(odd.sources)
        points_before = odd.point_count
        try:
            odd.read_event(data, length, start + self._pieces[piece].shift)
        except WireError as error:
            self._report_malformed(record, error)
            without_wall_time = None
        if len(odd.indexed) == indexed_before and odd.point_count == points_before:
            if without_wall_time is not None:
                self._table.silent_events.add(without_wall_time)
            return
        self._drop_unsound_lessons(record, piece, indexed_before, sources_before)

    def _may_be_read(self, record: int) -> bool:
        small = int(self._spans.lengths[record]) <= _ALWAYS_CHECKED
        return self.is_sound(record) if small else self._soundness.get(record, True)

    def _drop_unsound_lessons(
        self, record: int, piece: int, indexed_before: int, sources_before: int
    ) -> None:
        """Check a large record after all if it brought something new, and forget it if it is bad.

        New are tags of index entries, and sources of scalars not met before in these records.
        """
        indexed = self._odd[piece].indexed
        known = self._pieces[piece].indexed_tags
        new_tags = {value.tag for value in indexed[indexed_before:]} - known
        if not new_tags and len(self._odd[piece].sources) == sources_before:
            return
        if self.is_sound(record):
            known |= new_tags
        else:
            del indexed[indexed_before:]

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


def _plugin_of(metadata: bytes) -> str | None:
    """Return the kind that a tensor with this field of metadata is of, None if it is malformed."""
    try:
        return kind_of(walk_value(metadata, 0, len(metadata)))
    except WireError:
        return None


def is_silent(
    buffer: NDArray[np.uint8], start: int, length: int, silent_events: Container[bytes]
) -> bool:
    """Say whether a payload is an event that is known to hold nothing to be kept."""
    return _short_event_without_wall_time(buffer.data, start, length) in silent_events


def _short_event_without_wall_time(data: memoryview, start: int, length: int) -> bytes | None:
    """Return what follows the wall time of an event, if that is short and comes first.

    The first event of every file is one that holds nothing to be kept; what is alike in every byte
    but the wall time holds nothing either.
    """
    if not WALL_TIME_END <= length <= _LONGEST_SILENT_EVENT:
        return None
    payload = data[start : start + length]
    return payload[WALL_TIME_END:].tobytes() if payload[0] == WALL_TIME_TAG else None
