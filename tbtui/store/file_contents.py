"""What one event file holds, as far as it has been read."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.block import Block
from tbtui.readers.event_file import EventFile
from tbtui.readers.event_file_status import EventFileStatus
from tbtui.readers.odd_values import IndexedValue, IndexEntry
from tbtui.readers.points import TagPoints
from tbtui.readers.problems import Problem
from tbtui.readers.read_buffer import ReadBuffer
from tbtui.readers.templates import TemplateTable
from tbtui.readers.values import SCALARS, TENSOR, TagMetadata
from tbtui.store.columns import ScalarColumns

_METADATA_OF_KIND = {TENSOR: TagMetadata(), SCALARS: TagMetadata(SCALARS)}
"""What is assumed of a tag of which nothing is said; shared, as there may be very many."""

_Lenders = dict[int, tuple[ScalarColumns, NDArray[np.int64]]]
"""Columns of so many rows to which points were added just now, and the steps of these."""

_OFFSET = operator.attrgetter("offset")
_SPARE = 1.05
"""Room made beyond the rows that are expected: an estimate that is too low costs a copy."""


class FileContents:
    """The columns, index entries and problems of one event file. Owned by the loader's thread.

    Attributes
    ----------
    scalars : dict of tag to ScalarColumns
    indexed : dict of (kind, tag) to list of IndexEntry
    metadata : dict of tag to TagMetadata
        From the first value of each tag, the only one that counts.
    point_count : int
        Scalars of all tags.
    shape : int
        Changes whenever tags appear or everything was read afresh.
    first_wall_time, last_wall_time : float or None
        The earliest and the latest of all values, where they are finite.
    verifies : bool
        Whether every payload is compared with its checksum when it is read.
    verified_to : int
        Up to where the payloads were compared with their checksums since they were read.
    """

    def __init__(self, path: str, table: TemplateTable) -> None:
        self.file = EventFile(path, table)
        self.verifies = table.verify
        self.shape = 0
        self._generation = 0
        self._clear()

    def _clear(self) -> None:
        self.scalars: dict[str, ScalarColumns] = {}
        self.indexed: dict[tuple[str, str], list[IndexEntry]] = {}
        self.metadata: dict[str, TagMetadata] = {}
        self.point_count = 0
        self.first_wall_time: float | None = None
        self.last_wall_time: float | None = None
        self.verified_to = 0
        self._problems: list[Problem] = []
        self.shape += 1

    def start_over(self, table: TemplateTable) -> None:
        """Forget everything, to read the file with another table from now on."""
        self.file = EventFile(self.file.path, table)
        self.verifies = table.verify
        self._generation = 0
        self._clear()

    @property
    def unverified_bytes(self) -> int:
        """Bytes of records whose payloads were not compared with their checksums."""
        return 0 if self.verifies else self.file.offset - self.verified_to

    @property
    def problems(self) -> list[Problem]:
        """What could not be read, in the order of the file."""
        tail = self.file.tail_problem
        return self._problems if tail is None else [*self._problems, tail]

    @property
    def status(self) -> EventFileStatus:
        """How far the file has been read."""
        return self.file.status

    def read(self, buffer: ReadBuffer, *, first_chunk_only: bool = False) -> Iterator[int]:
        """Read what is new; yield the number of bytes done so far after every block."""
        for block in self.file.blocks(buffer, first_chunk_only=first_chunk_only):
            self._forget_replaced()
            self.add(block)
            yield self.file.status.bytes_read
        self._forget_replaced()

    def _forget_replaced(self) -> None:
        if self.file.generation != self._generation:
            self._generation = self.file.generation
            self._clear()

    def add(self, block: Block) -> None:
        """Add what some records of the file hold."""
        for value in block.indexed if block.indexed_first else ():
            if value.tag in block.indexed_first:
                self._learn_metadata(value.tag, value.metadata, value.kind)
        lenders: _Lenders | None = {} if len(block.points) > 1 else None
        for points in block.points:
            self._add_points(points, block, lenders)
        if block.wall_times is None:
            for points in block.points:
                self._note_times(points.wall_times)
        else:
            for wall_time in block.wall_times:
                self._note_time(wall_time)
        for value in block.indexed:
            self._add_indexed(value)
        # Within a block they are in the order in which they were found.
        self._problems += sorted(block.problems, key=_OFFSET)

    def _add_points(self, points: TagPoints, block: Block, lenders: _Lenders | None) -> None:
        source, steps, wall_times, values = points
        self.point_count += len(steps)
        columns = self.scalars.get(source.tag)
        if columns is None:
            columns = self.scalars[source.tag] = ScalarColumns()
            self._learn_metadata(source.tag, source.metadata, SCALARS)
            self.shape += 1
        if len(steps) == 1 and not len(columns):
            # Copied, as it may be a slice of what many files hold; room is made if more follow.
            columns.adopt(steps.copy(), wall_times.copy(), values.copy())
        elif block.borrowed or len(columns):
            # How many there will be follows from the part of the file that these are in.
            growth = _SPARE * self.file.size / block.end if block.end else 1.0
            if lenders is None:
                columns.append(steps, wall_times, values, growth)
                return
            length = len(columns) + len(steps)
            beside, steps_beside = lenders.get(length, (None, None))
            if steps_beside is None or not _are_equal(steps, steps_beside):
                beside = None
            columns.append(steps, wall_times, values, growth, beside)
            lenders[length] = columns, steps
        else:
            columns.adopt(steps, wall_times, values)

    def _add_indexed(self, value: IndexedValue) -> None:
        kind = value.kind
        self._learn_metadata(value.tag, value.metadata, kind)
        if kind == TENSOR:
            # Writers name the plugin with the first value of a tag only.
            kind = self.metadata[value.tag].plugin or TENSOR
        entries = self.indexed.get((kind, value.tag))
        if entries is None:
            entries = self.indexed[kind, value.tag] = []
            self.shape += 1
        entries.append(value.entry)
        self._note_time(value.entry.wall_time)

    def _learn_metadata(self, tag: str, metadata: TagMetadata | None, kind: str) -> None:
        if tag not in self.metadata:
            self.metadata[tag] = metadata or _METADATA_OF_KIND.get(kind) or TagMetadata(kind)

    def _note_times(self, wall_times: NDArray[np.float64]) -> None:
        if len(wall_times) == 1:
            self._note_time(wall_times.item())
            return
        earliest, latest = float(wall_times.min()), float(wall_times.max())
        if not (math.isfinite(earliest) and math.isfinite(latest)):
            finite = wall_times[np.isfinite(wall_times)]
            if not len(finite):
                return
            earliest, latest = float(finite.min()), float(finite.max())
        self._note_time(earliest)
        self._note_time(latest)

    def _note_time(self, wall_time: float) -> None:
        """Clocks can go backwards: what counts is neither the first event nor the last one."""
        if not math.isfinite(wall_time):
            return
        if self.first_wall_time is None or wall_time < self.first_wall_time:
            self.first_wall_time = wall_time
        if self.last_wall_time is None or wall_time > self.last_wall_time:
            self.last_wall_time = wall_time


def _are_equal(steps: NDArray[np.int64], others: NDArray[np.int64]) -> bool:
    if steps is others:
        return True
    if len(steps) == len(others) == 1:
        return bool(steps[0] == others[0])
    return np.array_equal(steps, others)
