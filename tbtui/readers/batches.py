"""Read many small files and decode them together.

Decoding costs about as much for a hundred records as for ten thousand, because it is made of
operations on whole arrays. So what is new in many small files is read back to back into one buffer
and decoded in one go. Every file keeps its own state (see `event_file`), and its records are proven
to fill exactly the bytes that were read of it; so nothing in one file can affect another. A file
for which there is no such proof, because its last record is torn, a frame is damaged or it was
replaced, is left to be read on its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.block_pass import Block, BlockPass, Piece
from tbtui.readers.event_file import FINGERPRINT_SIZE, EventFile, ReadAhead, ReadBuffer
from tbtui.readers.payload_checks import payloads_are_sound
from tbtui.readers.records import RecordSpans, find_whole_chains, joined_spans
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
        if not self._members:
            return
        starts = np.array([member.start for member in self._members], np.int64)
        ends = np.array([member.end for member in self._members], np.int64)
        data = self._buffer.data
        members: list[_Member] = []
        chains: list[RecordSpans] = []
        for member, chain in zip(self._members, find_whole_chains(data, starts, ends), strict=True):
            if chain is None:
                self.left_over.append(member.number)
            else:
                members.append(member)
                chains.append(chain)
        self._members = []
        self._filled = 0
        members, chains = self._without_torn_ends(members, chains)
        if not members:
            return
        pieces = [
            Piece(
                member.file.path,
                member.start,
                member.file.offset - member.start,
                member.file.indexed_tags,
            )
            for member in members
        ]
        block_pass = BlockPass(pieces, self._table, data, joined_spans(chains))
        for member, block in zip(members, block_pass.decode(), strict=True):
            tail_start = max(member.start - member.ahead.start, member.end - FINGERPRINT_SIZE)
            tail = data[tail_start : member.end].tobytes()
            read_at = partial(_read_from, data, member.start - member.file.offset)
            member.file.accept(member.ahead, tail, block.problems, read_at)
            yield member.number, block

    def _without_torn_ends(
        self, members: list[_Member], chains: list[RecordSpans]
    ) -> tuple[list[_Member], list[RecordSpans]]:
        """Leave out the files whose last record is not (yet) what its checksum says."""
        if not members:
            return [], []
        last_starts = np.array([chain.starts[-1] for chain in chains], np.int64)
        last_lengths = np.array([chain.lengths[-1] for chain in chains], np.int64)
        sound = payloads_are_sound(self._buffer.data, last_starts, last_lengths).tolist()
        self.left_over += [
            member.number for member, is_sound in zip(members, sound, strict=True) if not is_sound
        ]
        kept = [index for index, is_sound in enumerate(sound) if is_sound]
        return [members[index] for index in kept], [chains[index] for index in kept]


def _read_from(data: NDArray[np.uint8], shift: int, offset: int, size: int) -> bytes:
    """Return bytes of a file by their offset in it; ``shift`` leads from there to the buffer."""
    return data[offset + shift : offset + shift + size].tobytes()
