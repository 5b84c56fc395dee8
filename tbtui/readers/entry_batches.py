"""Fetch from their files what many index entries point to, with few calls."""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.odd_values import IndexEntry
from tbtui.readers.wire_columns import PADDING, Indices, Spans

_WORTHWHILE_GAP = 4096
"""Bytes between two entries that are read as well, which costs less than another call."""


class EntryBatch(NamedTuple):
    """The bytes of several index entries.

    Attributes
    ----------
    data : uint8[m]
        Followed by `tbtui.readers.wire_columns.PADDING` bytes.
    spans : Spans
        Where each entry lies in the data; empty where it could not be read.
    problems : dict of int to str
        Why an entry could not be read, by its place among the entries.
    """

    data: NDArray[np.uint8]
    spans: Spans
    problems: Mapping[int, str]


def read_entries(entries: Sequence[IndexEntry], limit: int) -> EntryBatch:
    """Read the bytes of index entries.

    The files may have been replaced since they were indexed, so that the bytes may be anything.

    Parameters
    ----------
    entries : sequence of IndexEntry
        Entries of one file in a row are read together.
    limit : int
        The most bytes of an entry; longer ones are problems.
    """
    count = len(entries)
    offsets = np.fromiter((entry.offset for entry in entries), np.int64, count)
    lengths = np.fromiter((entry.length for entry in entries), np.int64, count)
    problems: dict[int, str] = {}
    for index in np.flatnonzero(lengths > limit).tolist():
        problems[index] = f"it has {int(lengths[index]):,} bytes, more than {limit:,}"
        lengths[index] = 0
    pieces = _pieces(entries, offsets, lengths)
    buffer = bytearray(sum(piece.length for piece in pieces) + PADDING)
    starts = np.zeros(count, np.int64)
    view = memoryview(buffer)
    place = 0
    path, descriptor, reason = "", -1, ""
    try:
        for piece in pieces:
            if piece.path != path:
                if descriptor >= 0:
                    os.close(descriptor)
                path = piece.path
                descriptor, reason = _open(path)
            got = 0
            if descriptor >= 0:
                got, reason = _read(descriptor, view[place : place + piece.length], piece.offset)
            chosen = slice(piece.first, piece.last)
            starts[chosen] = place + offsets[chosen] - piece.offset
            too_far = starts[chosen] + lengths[chosen] > place + got
            for index in (piece.first + np.flatnonzero(too_far)).tolist():
                problems.setdefault(index, reason or "its file became shorter")
                lengths[index] = 0
            place += piece.length
    finally:
        if descriptor >= 0:
            os.close(descriptor)
    return EntryBatch(np.frombuffer(buffer, np.uint8), Spans(starts, starts + lengths), problems)


class _Piece(NamedTuple):
    """A part of a file with the entries ``first`` up to ``last``."""

    path: str
    offset: int
    length: int
    first: int
    last: int


def _pieces(entries: Sequence[IndexEntry], offsets: Indices, lengths: Indices) -> list[_Piece]:
    if not len(entries):
        return []
    ends = offsets + lengths
    gaps = offsets[1:] - ends[:-1]
    breaks = (gaps < 0) | (gaps > _WORTHWHILE_GAP)
    paths = [entry.file for entry in entries]
    for index in range(1, len(paths)):
        # Entries of one file share its name.
        if paths[index] is not paths[index - 1] and paths[index] != paths[index - 1]:
            breaks[index - 1] = True
    bounds = [0, *(np.flatnonzero(breaks) + 1).tolist(), len(entries)]
    return [
        _Piece(paths[first], int(offsets[first]), int(ends[last - 1] - offsets[first]), first, last)
        for first, last in itertools.pairwise(bounds)
    ]


def _open(path: str) -> tuple[int, str]:
    try:
        # Without O_NONBLOCK, opening a pipe would wait for a writer.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            return descriptor, ""
        os.close(descriptor)
    except OSError as error:
        return -1, f"its file cannot be read: {error.strerror}"
    return -1, "its file is no regular file any more"


def _read(descriptor: int, target: memoryview, offset: int) -> tuple[int, str]:
    try:
        return os.preadv(descriptor, [target], offset), ""
    except OSError as error:
        return 0, f"its file cannot be read: {error.strerror}"
