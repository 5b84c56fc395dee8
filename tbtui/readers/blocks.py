"""Decode one file chunk by chunk: what repeats by its cycle, all else in the general way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.block import Block, Piece
from tbtui.readers.block_pass import BlockPass
from tbtui.readers.crc32c import payload_is_sound
from tbtui.readers.cycle_learning import find_cycle
from tbtui.readers.event_heads import last_step_change
from tbtui.readers.known_cycles import Stretch
from tbtui.readers.records import RecordSpans, find_records, may_be_header
from tbtui.readers.templates import TemplateTable
from tbtui.readers.value_templates import MAX_VALUE_SIZE

BUFFER_SLACK = MAX_VALUE_SIZE + 64
"""Bytes that a buffer must have behind its data, because values are copied at a fixed width."""

_SMALLEST_PIECE = 1 << 12
"""Bytes of records decoded in the general way before looking whether they repeat."""
_LARGEST_PIECE = 1 << 24
_WORTHWHILE = 1 << 17
"""Bytes that must have repeated for pieces to become small again."""


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

    Attributes
    ----------
    indexed_tags : set of str
        The tags of all index entries so far.
    chunk_end : ChunkEnd
        Where the decoding of the last chunk ended.
    """

    def __init__(self, path: str, table: TemplateTable) -> None:
        self._path = path
        self._table = table
        self.indexed_tags: set[str] = set()
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
            stretch = self._repeating(buffer, position, end, at_end)
            if stretch is not None:
                points = stretch.cycle.points(buffer, position, stretch.periods)
                position = stretch.end
                yield Block(points, [], [], file_offset + position, borrowed=True)
                if not at_end and end - position < stretch.cycle.size:
                    # What is left may be the start of another period.
                    self.chunk_end = ChunkEnd(position, False, -1, False)
                    return
                continue
            limit = min(end, position + self._piece)
            spans = find_records(buffer, limit, position)
            if limit < end and not len(spans.starts):
                limit = end
                spans = find_records(buffer, limit, position)
            unsound = (spans.lost or (at_end and limit == end)) and _ends_unsound(buffer, spans)
            torn = unsound and not spans.lost
            if torn:
                spans = spans.without_last()
            elif unsound:
                # Its length led astray: records may lie in what it claims to span.
                spans = spans.without_last()._replace(lost=True, pending_length=-1)
            elif not (at_end and limit == end):
                spans = _up_to_last_step(buffer, spans)
            if len(spans.starts):
                yield self._decode_piece(buffer, spans, end, file_offset)
            position = spans.next
            if limit == end or spans.lost:
                if spans.lost:
                    # What follows will be looked at again from behind the damage on.
                    self._piece = _SMALLEST_PIECE
                self.chunk_end = ChunkEnd(position, spans.lost, spans.pending_length, torn)
                return

    def _repeating(
        self, buffer: NDArray[np.uint8], position: int, end: int, at_end: bool
    ) -> Stretch | None:
        """Return what follows and repeats in a known cycle; not the last record if it is torn.

        It may be torn where the file ends or is damaged.
        """
        stretch = self._table.cycles.find(buffer, position, end)
        if stretch is not None and self._table.verify:
            sound = stretch.cycle.sound_periods(buffer, position, stretch.periods)
            stretch = stretch._replace(periods=sound) if sound else None
        if stretch is None:
            return None
        if stretch.end - position >= _WORTHWHILE:
            self._piece = _SMALLEST_PIECE
        if (at_end and stretch.end == end) or not may_be_header(buffer, stretch.end, end):
            start, length = stretch.cycle.last_frame(stretch.end)
            if not payload_is_sound(buffer, start, length):
                return stretch._replace(periods=stretch.periods - 1)
        return stretch

    def _decode_piece(
        self, buffer: NDArray[np.uint8], spans: RecordSpans, end: int, file_offset: int
    ) -> Block:
        piece = Piece(self._path, 0, spans.next, file_offset, self.indexed_tags)
        block_pass = BlockPass([piece], self._table, buffer, spans)
        [block] = block_pass.decode()
        places = block_pass.value_places
        cycles = self._table.cycles
        if places is not None and cycles.find(buffer, spans.next, end) is None:
            cycle = find_cycle(buffer, spans, places, self._table.templates)
            if cycle is not None:
                cycles.add(cycle)
        # Where little repeats, larger pieces are looked at, up to whole chunks.
        self._piece = min(self._piece * 4, _LARGEST_PIECE)
        return block


def _ends_unsound(buffer: NDArray[np.uint8], spans: RecordSpans) -> bool:
    if not len(spans.starts):
        return False
    return not payload_is_sound(buffer, int(spans.starts[-1]), int(spans.lengths[-1]))


def _up_to_last_step(buffer: NDArray[np.uint8], spans: RecordSpans) -> RecordSpans:
    """Leave the records of the last step for later, if that are few.

    A cycle that is learnt from the others then starts where a step starts, as it will in other
    files; and what comes next can be the start of a period.
    """
    count = last_step_change(buffer, spans) if len(spans.starts) > 1 and not spans.lost else 0
    return spans.first(count) if 2 * count > len(spans.starts) else spans
