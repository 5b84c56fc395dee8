"""Read an event file from where the last read stopped, while it is being written.

A file usually ends in the middle of a record, because its writer is at work. So a truncated tail is
no error: its bytes are awaited, from the record's start. A file can also be replaced by another of
the same name, or cut and rewritten; both are noticed and the file is read afresh.

When the length of a frame does not match its checksum, the chain of frames is lost. The next place
where a frame can start is searched, reading resumes there, and the gap is reported.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from tbtui.readers.block import Block
from tbtui.readers.blocks import BUFFER_SLACK, BlockDecoder
from tbtui.readers.checksum_styles import ChecksumStyle, checksum_style, give_proper_checksums
from tbtui.readers.damage import DamagedPlaces
from tbtui.readers.file_window import FileWindow, is_sound_in_file
from tbtui.readers.foreign_files import HEAD_SIZE, describe_foreign
from tbtui.readers.odd_values import OddValues
from tbtui.readers.problems import Problem
from tbtui.readers.records import FRAME_SIZE, HEADER_SIZE, find_header, may_be_header
from tbtui.readers.templates import TemplateTable
from tbtui.readers.wire import WireError

CAPACITY = 1 << 20
"""Bytes read at once: they stay in the processor's cache. Longer records are walked in the file."""
FINGERPRINT_SIZE = 64
"""Bytes before the place where reading goes on, by which a replaced file is told."""
_OPEN_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
"""Without O_NONBLOCK, opening a pipe would wait for a writer."""
_LARGEST_CHECKED = 1 << 28
"""Longer payloads are taken for what they claim to be: in a sparse file, a claim costs nothing."""

NEW, READ, WAITING, LOST, REJECTED, UNREADABLE = (
    "new", "read", "waiting", "lost", "rejected", "unreadable",
)  # fmt: skip


class EventFileStatus(NamedTuple):
    """How far an event file has been read.

    Attributes
    ----------
    path : str
    size : int
        Bytes when it was last looked at.
    bytes_read : int
        Up to the end of the last complete record.
    state : str
        ``"new"``, ``"read"``, ``"waiting"`` (for the rest of a record), ``"lost"`` (behind a
        damaged frame), ``"rejected"`` (not an event file) or ``"unreadable"``.
    """

    path: str
    size: int
    bytes_read: int
    state: str


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
    """A buffer that is used again for every read: fresh memory costs more than reading."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.capacity = capacity
        self.data = np.zeros(capacity + BUFFER_SLACK, np.uint8)
        self.view = self.data.data

    def keep_from(self, start: int, end: int) -> int:
        """Move ``data[start:end]`` to the front; return how many bytes that are."""
        if start:
            self.data[: end - start] = self.data[start:end].copy()
        return end - start


class EventFile:
    """One event file, read incrementally.

    Parameters
    ----------
    path : str
    table : TemplateTable
        Shared by the files of a log directory.

    Attributes
    ----------
    generation : int
        Rises when the file was replaced and all that was read of it is void.
    tail_problem : Problem or None
        What is wrong with the end of the file as it is now; it may still heal.
    """

    def __init__(self, path: str, table: TemplateTable) -> None:
        self.path = path
        self.generation = 0
        self.tail_problem: Problem | None = None
        self._table = table
        self._seen: tuple[int, int, int] | None = None
        self._identity: tuple[int, int] | None = None
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._decoder = BlockDecoder(self.path, self._table)
        self._offset = 0
        self._size = 0
        self._searched_to = 0
        self._fingerprint = b""
        self._checksums: ChecksumStyle | None = None
        self._damage = DamagedPlaces()
        self._is_complete = False
        self._state = NEW
        self.tail_problem = None

    @property
    def status(self) -> EventFileStatus:
        """How far the file has been read."""
        return EventFileStatus(self.path, self._size, self._offset, self._state)

    def has_changed(self, status: os.stat_result) -> bool:
        """Say whether a file with this status needs to be read."""
        return (status.st_ino, status.st_size, status.st_mtime_ns) != self._seen

    @property
    def size(self) -> int:
        """Bytes when it was last looked at."""
        return self._size

    @property
    def offset(self) -> int:
        """Where reading goes on: the start of the first record that was not read."""
        return self._offset

    @property
    def indexed_tags(self) -> set[str]:
        """The tags of all index entries so far."""
        return self._decoder.indexed_tags

    def read_ahead(self, room: memoryview, status: os.stat_result) -> ReadAhead | None:
        """Read all that is new without decoding it, if there is nothing unusual about it.

        That way many small files are decoded together (see `batches`). Nothing changes before
        `accept`; what is not accepted can still be read with `blocks`.

        Parameters
        ----------
        room : memoryview
            Where to read it to. What was read last comes first, to see that the file goes on from
            there.
        status : os.stat_result
            Of the file when it was found to have changed. What was written since then, and whether
            it was replaced since, is seen when its status is compared with this one.

        Returns
        -------
        ReadAhead or None
            None if the file was replaced, is damaged, cannot be read, or does not fit.
        """
        if self._state not in (NEW, READ) or self._checksums not in (None, ChecksumStyle.PROPER):
            return None
        if self._damage.exist:
            return None
        known = len(self._fingerprint)
        end = known + status.st_size - self._offset
        if not (stat.S_ISREG(status.st_mode) and known < end <= len(room)):
            return None
        if self._identity not in (None, (status.st_dev, status.st_ino)):
            return None
        try:
            descriptor = os.open(self.path, _OPEN_FLAGS)
            try:
                got = os.preadv(descriptor, [room[:end]], self._offset - known)
            finally:
                os.close(descriptor)
        except OSError:
            return None
        if got != end or room[:known] != self._fingerprint:
            return None
        return ReadAhead(known, end, status)

    def note_damage(self, problems: list[Problem], read_at: Callable[[int, int], bytes]) -> None:
        """Remember what is damaged, to notice when it heals.

        Parameters
        ----------
        problems : list of Problem
        read_at : callable
            Gives the bytes that were decoded, by offset in the file and number.
        """
        self._damage.note(problems, read_at)

    def accept(self, ahead: ReadAhead, tail: bytes) -> None:
        """Note that all that was read ahead has been decoded.

        Parameters
        ----------
        ahead : ReadAhead
        tail : bytes
            The file's last bytes, no more than `FINGERPRINT_SIZE`.
        """
        status = ahead.status
        self._identity = (status.st_dev, status.st_ino)
        self._seen = (status.st_ino, status.st_size, status.st_mtime_ns)
        self._offset = self._size = status.st_size
        self._fingerprint = tail
        self._checksums = ChecksumStyle.PROPER
        self._state = READ

    def blocks(self, buffer: ReadBuffer, *, first_chunk_only: bool = False) -> Iterator[Block]:
        """Read what is new and yield it block by block.

        The arrays of a block may be views of the buffer: copy them before asking for the next one.
        Problems with the file itself are told by a last block or by ``tail_problem``; nothing is
        raised for whatever the file may be or hold.
        """
        try:
            descriptor = os.open(self.path, _OPEN_FLAGS)
        except OSError as error:
            self._state = UNREADABLE
            self.tail_problem = Problem(self.path, 0, 0, f"cannot be opened: {error.strerror}")
            return
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                self._state = UNREADABLE
                self.tail_problem = Problem(self.path, 0, 0, "not a regular file")
                return
            if self._was_replaced(descriptor, status):
                self._start_afresh()
                self.generation += 1
            self._identity = (status.st_dev, status.st_ino)
            self._size = status.st_size
            self._seen = None
            for block in self._read(descriptor, buffer, first_chunk_only):
                self._damage.note(block.problems, partial(_read_at, descriptor))
                yield block
            if self._is_complete:
                self._seen = (status.st_ino, status.st_size, status.st_mtime_ns)
            start = max(0, self._offset - FINGERPRINT_SIZE)
            self._fingerprint = os.pread(descriptor, self._offset - start, start)
        except OSError as error:
            self._state = UNREADABLE
            self.tail_problem = Problem(
                self.path, self._offset, 0, f"cannot be read: {error.strerror}"
            )
        finally:
            os.close(descriptor)

    def _was_replaced(self, descriptor: int, status: os.stat_result) -> bool:
        """Say whether what was read so far is not (or no longer) the start of this file."""
        if self._identity is None:
            return False
        if self._identity != (status.st_dev, status.st_ino) or status.st_size < self._offset:
            return True
        start = self._offset - len(self._fingerprint)
        if os.pread(descriptor, len(self._fingerprint), start) != self._fingerprint:
            return True
        return self._damage.have_changed(partial(_read_at, descriptor))

    def _read(self, descriptor: int, buffer: ReadBuffer, first_chunk_only: bool) -> Iterator[Block]:
        self.tail_problem = None
        self._is_complete = True
        kept = 0
        while True:
            read_at = self._offset + kept
            got = os.preadv(descriptor, [buffer.view[kept : buffer.capacity]], read_at)
            filled = kept + got
            at_end = filled < buffer.capacity
            block_offset = self._offset
            if self._checksums is not ChecksumStyle.PROPER:
                yield from self._mend_checksums(buffer, filled)
            yield from self._decoder.decode_chunk(buffer.data, filled, block_offset, at_end=at_end)
            end = self._decoder.chunk_end
            self._offset = block_offset + end.next
            if end.lost:
                gap = self._search_frame(descriptor, buffer)
                if gap is None:
                    return
                yield Block([], [], [gap], self._offset)
                kept = 0
                continue
            needed = FRAME_SIZE + end.pending_length
            if end.pending_length >= 0 and needed > buffer.capacity:
                if self._offset + needed > self._size:
                    self._state = WAITING
                    return
                if self._leads_astray(descriptor, end.pending_length):
                    gap = self._search_frame(descriptor, buffer)
                    if gap is None:
                        return
                    yield Block([], [], [gap], self._offset)
                    kept = 0
                    continue
                yield self._walk_in_file(descriptor, end.pending_length)
                kept = 0
                continue
            if at_end:
                self._state = READ if end.next == filled else WAITING
                if end.torn:
                    reason = "the checksum of the last record does not match its contents"
                    self.tail_problem = Problem(self.path, self._offset, needed, reason)
                return
            if first_chunk_only:
                self._is_complete = False
                return
            kept = buffer.keep_from(end.next, filled)

    def _mend_checksums(self, buffer: ReadBuffer, filled: int) -> Iterator[Block]:
        """Find out how the writer stores checksums, and help out where that is not as usual."""
        if self._checksums is None:
            self._checksums = checksum_style(buffer.data, filled)
            if self._checksums is None or self._checksums is ChecksumStyle.PROPER:
                return
            yield Block([], [], [Problem(self.path, 0, 0, self._checksums.value)], 0)
        give_proper_checksums(buffer.data, filled, self._checksums)

    def _search_frame(self, descriptor: int, buffer: ReadBuffer) -> Problem | None:
        """Move to the next place behind a lost frame where a frame can start.

        Returns the gap, or None when the file holds no such place (yet).
        """
        lost_at = self._offset
        position = max(lost_at + 1, self._searched_to)
        only_zeros = True
        while True:
            got = os.preadv(descriptor, [buffer.view[: buffer.capacity]], position)
            is_empty = not buffer.data[:got].any()
            found = None if is_empty else find_header(buffer.data, 0, got)
            if found is not None:
                self._offset = position + found
                length = self._offset - lost_at
                return Problem(
                    self.path, lost_at, length, "damaged: no record can be read in these bytes"
                )
            only_zeros = only_zeros and is_empty
            if got < buffer.capacity:
                break
            position += got - HEADER_SIZE
        if only_zeros and not any(os.pread(descriptor, HEADER_SIZE, lost_at)):
            # Some file systems show zeros for what is written but has not arrived yet.
            self._state = WAITING
            return None
        self._searched_to = max(lost_at + 1, position + got - HEADER_SIZE)
        self._state = REJECTED if lost_at == 0 else LOST
        reason = "damaged: no record can be read from here"
        if lost_at == 0:
            reason = describe_foreign(os.pread(descriptor, HEAD_SIZE, 0))
        self.tail_problem = Problem(self.path, lost_at, self._size - lost_at, reason)
        return None

    def _leads_astray(self, descriptor: int, length: int) -> bool:
        """Say whether no frame follows a large record, and its checksum denies it."""
        following = self._offset + FRAME_SIZE + length
        header = np.frombuffer(os.pread(descriptor, HEADER_SIZE, following), np.uint8)
        if length > _LARGEST_CHECKED or may_be_header(header, 0, len(header)):
            return False
        return not is_sound_in_file(descriptor, self._offset, length)

    def _walk_in_file(self, descriptor: int, length: int) -> Block:
        """Index the values of a record that is larger than the buffer, reading only its headers."""
        odd = OddValues(self.path)
        start = self._offset
        problems = []
        self._offset = start + FRAME_SIZE + length
        if self._table.verify and not is_sound_in_file(descriptor, start, length):
            reason = "the checksum of this record does not match its contents"
            problems.append(Problem(self.path, start, FRAME_SIZE + length, reason))
            return Block([], [], problems, self._offset)
        try:
            window = FileWindow(descriptor, start + HEADER_SIZE)
            odd.read_event(window, length, start + HEADER_SIZE)
        except WireError as error:
            reason = f"not a well-formed event: {error}"
            problems.append(Problem(self.path, start, FRAME_SIZE + length, reason))
        return Block([], odd.indexed, problems, self._offset)


def _read_at(descriptor: int, offset: int, size: int) -> bytes:
    return os.pread(descriptor, size, offset)
