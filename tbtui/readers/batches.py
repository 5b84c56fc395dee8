"""Read many small files and decode them together.

Decoding costs about as much for a hundred records as for ten thousand, because it is made of
operations on whole arrays. So what is new in many small files is read back to back into one buffer
and decoded in one go. Every file keeps its own state (see `event_file`), and its records are proven
to fill exactly the bytes that were read of it; so nothing in one file can affect another. A file
for which there is no such proof, because its last record is torn, a frame is damaged or it was
replaced, is left to be read on its own.

The files of one experiment are usually alike. Those that are like one that was decoded before are
decoded by its layout (see `layout_pass`), which is faster still.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.block import Block, Piece
from tbtui.readers.block_pass import BlockPass, is_silent
from tbtui.readers.event_file import EventFile
from tbtui.readers.file_identity import FINGERPRINT_SIZE
from tbtui.readers.file_layouts import Layout, layout_of
from tbtui.readers.layout_pass import match_layout
from tbtui.readers.layout_points import read_points
from tbtui.readers.payload_checks import payloads_are_sound
from tbtui.readers.points import ValuePlaces
from tbtui.readers.read_buffer import ReadAhead, ReadBuffer
from tbtui.readers.records import FRAME_SIZE, RecordSpans, find_whole_chains, joined_spans
from tbtui.readers.templates import TemplateTable

LARGEST_MEMBER = 1 << 18
"""Files with more new bytes than this are better read on their own."""


class _Member(NamedTuple):
    """A file of the batch and where in the buffer its new bytes lie."""

    number: int
    file: EventFile
    ahead: ReadAhead
    start: int
    end: int


class FileBatch:
    """Some files that are to be decoded together.

    Parameters
    ----------
    table : TemplateTable
    buffer : ReadBuffer
        Holds the new bytes of all files from `add` to `decode`.

    Attributes
    ----------
    left_over : list of int
        The numbers of files that have to be read on their own.
    """

    def __init__(self, table: TemplateTable, buffer: ReadBuffer) -> None:
        self._table = table
        self._buffer = buffer
        self._members: list[_Member] = []
        self._filled = 0
        self.left_over: list[int] = []

    def has_room(self, size: int) -> bool:
        """Say whether ``size`` new bytes of another file fit in."""
        return self._filled + FINGERPRINT_SIZE + size <= self._buffer.capacity

    def add(self, number: int, file: EventFile, status: os.stat_result) -> None:
        """Read what is new in a file.

        Parameters
        ----------
        number : int
            By which the caller knows the file.
        file : EventFile
        status : os.stat_result
            Of the file when it was found to have changed.
        """
        room = self._buffer.view[self._filled : self._buffer.capacity]
        ahead = file.read_ahead(room, status)
        if ahead is None:
            self.left_over.append(number)
            return
        start, end = self._filled + ahead.start, self._filled + ahead.end
        self._members.append(_Member(number, file, ahead, start, end))
        self._filled = end

    def decode(self) -> Iterator[tuple[int, Block]]:
        """Decode all files and yield what each holds; the batch is empty again then."""
        members = self._members
        self._members = []
        self._filled = 0
        for layout in tuple(self._table.layouts.listed):
            if members:
                found, members = self._decode_alike(members, layout)
                yield from found
        if members:
            yield from self._decode_others(members)

    def _decode_alike(
        self, members: list[_Member], layout: Layout
    ) -> tuple[Iterator[tuple[int, Block]], list[_Member]]:
        """Decode the files that have a layout; return what they hold, and the other files."""
        starts = np.array([member.start for member in members], np.int64)
        ends = np.array([member.end for member in members], np.int64)
        verify = self._table.verify
        match = match_layout(self._buffer.data, starts, ends, layout, verify=verify)
        if match is None:
            return iter(()), members
        self._table.layouts.prefer(layout)
        alike = [members[number] for number in match.files.tolist()]
        last_starts = ends[match.files] - FRAME_SIZE - match.last_lengths
        sound = self._sound_ends(alike, last_starts, match.last_lengths)
        blocks = [
            Block(points, [], [], member.ahead.status.st_size, False, wall_times)
            for member, (points, wall_times) in zip(alike, read_points(match), strict=True)
        ]
        chosen = set(match.files.tolist())
        others = [member for number, member in enumerate(members) if number not in chosen]
        found = (
            self._accepted(alike[number], blocks[number])
            for number in np.flatnonzero(sound).tolist()
        )
        return found, others

    def _decode_others(self, members: list[_Member]) -> Iterator[tuple[int, Block]]:
        """Decode files in the general way."""
        data = self._buffer.data
        starts = np.array([member.start for member in members], np.int64)
        ends = np.array([member.end for member in members], np.int64)
        whole: list[_Member] = []
        chains: list[RecordSpans] = []
        for member, chain in zip(members, find_whole_chains(data, starts, ends), strict=True):
            if chain is None:
                self.left_over.append(member.number)
            else:
                whole.append(member)
                chains.append(chain)
        members, chains = self._without_torn_ends(whole, chains)
        if not members:
            return
        pieces = [
            Piece(
                member.file.path,
                member.start,
                member.end,
                member.file.offset - member.start,
                member.file.indexed_tags,
            )
            for member in members
        ]
        block_pass = BlockPass(pieces, self._table, data, joined_spans(chains))
        blocks = block_pass.decode()
        if len(members) > 1 and block_pass.value_places is not None:
            longest = max(chains, key=lambda chain: len(chain.starts))
            self._learn(longest, block_pass.value_places)
        for member, block in zip(members, blocks, strict=True):
            yield self._accepted(member, block)

    def _learn(self, spans: RecordSpans, places: ValuePlaces) -> None:
        """Learn the layout of a file, as others may be like it."""
        data, table = self._buffer.data, self._table
        layout = layout_of(
            data,
            spans,
            places,
            table.templates,
            lambda start, length: is_silent(data, start, length, table.silent_events),
        )
        if layout is not None:
            table.layouts.add(layout)

    def _accepted(self, member: _Member, block: Block) -> tuple[int, Block]:
        """Let the file know that its new bytes were decoded."""
        data = self._buffer.data
        tail_start = max(member.start - member.ahead.start, member.end - FINGERPRINT_SIZE)
        tail = data[tail_start : member.end].tobytes()
        if block.problems:
            read_at = partial(_read_from, data, member.start - member.file.offset)
            member.file.note_damage(block.problems, read_at)
        member.file.accept(member.ahead, tail)
        return member.number, block

    def _without_torn_ends(
        self, members: list[_Member], chains: list[RecordSpans]
    ) -> tuple[list[_Member], list[RecordSpans]]:
        """Leave out the files whose last record is not (yet) what its checksum says."""
        if not members:
            return [], []
        last_starts = np.array([chain.starts[-1] for chain in chains], np.int64)
        last_lengths = np.array([chain.lengths[-1] for chain in chains], np.int64)
        kept = np.flatnonzero(self._sound_ends(members, last_starts, last_lengths)).tolist()
        return [members[index] for index in kept], [chains[index] for index in kept]

    def _sound_ends(
        self,
        members: list[_Member],
        last_starts: NDArray[np.int64],
        last_lengths: NDArray[np.int64],
    ) -> NDArray[np.bool_]:
        """Say which files end with a sound record; the others are left over."""
        sound = payloads_are_sound(self._buffer.data, last_starts, last_lengths)
        self.left_over += [
            member.number
            for member, is_sound in zip(members, sound.tolist(), strict=True)
            if not is_sound
        ]
        return sound


def _read_from(data: NDArray[np.uint8], shift: int, offset: int, size: int) -> bytes:
    """Return bytes of a file by their offset in it; ``shift`` leads from there to the buffer."""
    return data[offset + shift : offset + shift + size].tobytes()
