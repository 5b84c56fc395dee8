"""Read the files that have changed, in an order in which curves appear early everywhere."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tbtui.readers.batches import LARGEST_MEMBER, FileBatch
from tbtui.readers.read_buffer import ReadBuffer
from tbtui.readers.templates import TemplateTable
from tbtui.store.file_contents import FileContents
from tbtui.store.run import Run


class Followed(NamedTuple):
    """An event file that is looked at again and again.

    Attributes
    ----------
    run : Run
        That the file belongs to.
    contents : FileContents
    """

    run: Run
    contents: FileContents


class Work(NamedTuple):
    """A file that has changed since it was read.

    Attributes
    ----------
    followed : Followed
    status : os.stat_result
        Of the file when the change was seen.
    size : int
        Bytes that are not read yet; less than none if the file was cut.
    """

    followed: Followed
    status: os.stat_result
    size: int


class Step(NamedTuple):
    """A part of the work that is done: something new of ``runs`` can be published."""

    runs: Iterable[Run]
    bytes_done: int


class WorkReader:
    """Reads changed files, the newest first.

    Small files are decoded together. Of large ones the first chunk of each comes before the rest
    of any, so that a run of gigabytes does not keep the others waiting.
    """

    def __init__(self, table: TemplateTable) -> None:
        self._table = table
        self._buffer = ReadBuffer()
        self._start([])

    def _start(self, work: list[Work]) -> None:
        self._batch = FileBatch(self._table, self._buffer)
        self._work = work
        self._done = 0
        self._done_of: dict[int, int] = {}

    def read(self, work: Iterable[Work]) -> Iterator[Step]:
        """Do all the work; yield after every part of it."""
        self._start(sorted(work, key=lambda item: -item.status.st_mtime))
        large = []
        several = len(self._work) > 1
        for number, (followed, status, size) in enumerate(self._work):
            # A batch has one table for all its files.
            in_batch = followed.contents.verifies is self._table.verify
            if size > LARGEST_MEMBER or not in_batch:
                large.append(number)
                if several:
                    yield from self._read_batch()
                    yield from self._read_alone(number, first_chunk_only=True)
                continue
            if not self._batch.has_room(size):
                yield from self._read_batch()
            self._batch.add(number, followed.contents.file, status)
        yield from self._read_batch()
        for number in large:
            yield from self._read_alone(number)

    def _read_batch(self) -> Iterator[Step]:
        runs = []
        for number, block in self._batch.decode():
            (run, contents), _, size = self._work[number]
            contents.add(block)
            runs.append(run)
            self._done += size
        if runs:
            yield Step(runs, self._done)
        left_over = self._batch.left_over
        self._batch.left_over = []
        for number in left_over:
            yield from self._read_alone(number)

    def _read_alone(self, number: int, *, first_chunk_only: bool = False) -> Iterator[Step]:
        contents = self._work[number].followed.contents
        read_before = contents.file.offset - self._done_of.get(number, 0)
        for bytes_read in contents.read(self._buffer, first_chunk_only=first_chunk_only):
            yield self._step(number, bytes_read - read_before)
        if not first_chunk_only:
            yield self._step(number, self._work[number].size)

    def _step(self, number: int, done: int) -> Step:
        """Note how many bytes of a file are done."""
        done = max(0, min(done, self._work[number].size))
        self._done += done - self._done_of.get(number, 0)
        self._done_of[number] = done
        return Step((self._work[number].followed.run,), self._done)
