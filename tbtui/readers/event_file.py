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
from collections.abc import Iterator

from tbtui.readers.block import Block
from tbtui.readers.blocks import BlockDecoder
from tbtui.readers.checksum_styles import ChecksumStyle, checksum_style, give_proper_checksums
from tbtui.readers.damage import DamagedPlaces, ReadAt, read_at
from tbtui.readers.event_file_status import (
    LOST,
    NEW,
    READ,
    REJECTED,
    UNREADABLE,
    WAITING,
    EventFileStatus,
)
from tbtui.readers.file_identity import FileIdentity
from tbtui.readers.foreign_files import HEAD_SIZE, describe_foreign
from tbtui.readers.huge_records import leads_astray, read_huge_record
from tbtui.readers.lost_frames import search_frame
from tbtui.readers.problems import Problem
from tbtui.readers.read_buffer import ReadAhead, ReadBuffer
from tbtui.readers.records import FRAME_SIZE, HEADER_SIZE
from tbtui.readers.templates import TemplateTable

_OPEN_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
"""Without O_NONBLOCK, opening a pipe would wait for a writer."""
_GAP = "damaged: no record can be read in these bytes"
_LOST = "damaged: no record can be read from here"


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
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._decoder = BlockDecoder(self.path, self._table)
        self._offset = 0
        self._size = 0
        self._searched_to: dict[int, int] = {}
        self._identity = FileIdentity()
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
        return self._identity.has_changed(status)

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
        known = len(self._identity.fingerprint)
        end = known + status.st_size - self._offset
        if not (stat.S_ISREG(status.st_mode) and known < end <= len(room)):
            return None
        if not self._identity.may_be(status):
            return None
        try:
            descriptor = os.open(self.path, _OPEN_FLAGS)
            try:
                got = os.preadv(descriptor, [room[:end]], self._offset - known)
            finally:
                os.close(descriptor)
        except OSError:
            return None
        if got != end or room[:known] != self._identity.fingerprint:
            return None
        return ReadAhead(known, end, status)

    def note_damage(self, problems: list[Problem], read_from: ReadAt) -> None:
        """Remember what is damaged, to notice when it heals.

        Parameters
        ----------
        problems : list of Problem
        read_from : callable
            Gives the bytes that were decoded, by offset in the file and number.
        """
        self._damage.note(problems, read_from)

    def accept(self, ahead: ReadAhead, tail: bytes) -> None:
        """Note that all that was read ahead has been decoded.

        Parameters
        ----------
        ahead : ReadAhead
        tail : bytes
            The file's last bytes, no more than `FINGERPRINT_SIZE`.
        """
        status = ahead.status
        self._identity.note_end(status)
        self._identity.fingerprint = tail
        self._offset = self._size = status.st_size
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
            self._identity.note_start(status)
            self._size = status.st_size
            for block in self._read(descriptor, buffer, first_chunk_only):
                self._damage.note(block.problems, read_at(descriptor))
                yield block
            if self._is_complete:
                self._identity.note_end(status)
            self._identity.take_fingerprint(descriptor, self._offset)
        except OSError as error:
            self._state = UNREADABLE
            self.tail_problem = Problem(
                self.path, self._offset, 0, f"cannot be read: {error.strerror}"
            )
        finally:
            os.close(descriptor)

    def _was_replaced(self, descriptor: int, status: os.stat_result) -> bool:
        """Say whether another file stands here now, or what was damaged has healed."""
        return self._identity.was_replaced(
            descriptor, status, self._offset
        ) or self._damage.have_changed(read_at(descriptor))

    def _read(self, descriptor: int, buffer: ReadBuffer, first_chunk_only: bool) -> Iterator[Block]:
        self.tail_problem = None
        self._is_complete = True
        kept = 0
        chunk_size = buffer.capacity
        while True:
            got = os.preadv(descriptor, [buffer.view[kept:chunk_size]], self._offset + kept)
            filled = kept + got
            at_end = filled < chunk_size
            start = self._offset
            if self._checksums is not ChecksumStyle.PROPER:
                yield from self._mend_checksums(buffer, filled)
            values = 0
            for block in self._decoder.decode_chunk(buffer.data, filled, start, at_end=at_end):
                values += block.value_count
                yield block
            end = self._decoder.chunk_end
            self._offset = start + end.next
            kept = 0
            length, size = end.pending_length, FRAME_SIZE + end.pending_length
            is_huge = length >= 0 and size > buffer.capacity
            if is_huge and self._offset + size > self._size:
                self._state = WAITING
                return
            if end.lost or (is_huge and leads_astray(descriptor, self._offset, length)):
                gap = self._search_frame(descriptor, buffer)
                if gap is None:
                    return
                yield Block([], [], [gap], self._offset)
            elif is_huge:
                yield from read_huge_record(
                    descriptor, self.path, self._offset, length, verify=self._table.verify
                )
                self._offset += size
            elif at_end:
                self._state = READ if end.next == filled else WAITING
                if end.torn:
                    reason = "the checksum of the last record does not match its contents"
                    self.tail_problem = Problem(self.path, self._offset, size, reason)
                return
            elif first_chunk_only:
                self._is_complete = False
                return
            else:
                kept = buffer.keep_from(end.next, filled)
                # What is kept fits: chunks become larger, but not smaller again.
                chunk_size = max(chunk_size, buffer.chunk_size_after(end.next, values))

    def _mend_checksums(self, buffer: ReadBuffer, filled: int) -> Iterator[Block]:
        """Find out how the writer stores checksums, and help out where that is not as usual."""
        if self._checksums is None:
            self._checksums = checksum_style(buffer.data, filled)
            if self._checksums in (None, ChecksumStyle.PROPER):
                return
            yield Block([], [], [Problem(self.path, 0, 0, self._checksums.value)], 0)
        give_proper_checksums(buffer.data, filled, self._checksums)

    def _search_frame(self, descriptor: int, buffer: ReadBuffer) -> Problem | None:
        """Move to the next place behind a lost frame where one can start, and return the gap.

        None when the file holds no such place (yet).
        """
        lost_at = self._offset
        start = self._searched_to.get(lost_at, lost_at + 1)
        search = search_frame(descriptor, buffer, start)
        if search.found is not None:
            self._offset = search.found
            return Problem(self.path, lost_at, search.found - lost_at, _GAP)
        only_zeros = search.only_zeros and lost_at not in self._searched_to
        if only_zeros and not any(os.pread(descriptor, HEADER_SIZE, lost_at)):
            # Some file systems show zeros for what is written but has not arrived yet.
            self._state = WAITING
            return None
        # Zeros among these bytes may become frames later, which would not be searched again.
        self._damage.note_place(start, search.searched_to - start, read_at(descriptor))
        self._searched_to = {lost_at: search.searched_to}
        self._state = REJECTED if lost_at == 0 else LOST
        reason = _LOST if lost_at else describe_foreign(os.pread(descriptor, HEAD_SIZE, 0))
        self.tail_problem = Problem(self.path, lost_at, self._size - lost_at, reason)
        return None
