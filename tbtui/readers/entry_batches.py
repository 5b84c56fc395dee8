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
    offsets = np.fromiter([entry.offset for entry in entries], np.int64, count)
    lengths = np.fromiter([entry.length for entry in entries], np.int64, count)
    paths = [entry.file for entry in entries]
    problems: dict[int, str] = {}
    for index in np.flatnonzero(lengths > limit).tolist():
        problems[index] = f"it has {int(lengths[index]):,} bytes, more than {limit:,}"
        lengths[index] = 0

    firsts = _first_of_pieces(paths, offsets, offsets + lengths)
    lasts = np.append(firsts, count)[1:] - 1
    piece_offsets = offsets[firsts]
    piece_lengths = (offsets + lengths)[lasts] - piece_offsets
    places = np.cumsum(piece_lengths) - piece_lengths
    buffer = bytearray(int(piece_lengths.sum()) + PADDING)
    paths_of_pieces = [paths[first] for first in firsts.tolist()]
    fetched, reasons = _fetch(paths_of_pieces, piece_offsets, piece_lengths, memoryview(buffer))

    piece_of_entry = np.repeat(np.arange(len(firsts)), lasts + 1 - firsts)
    starts = offsets + (places - piece_offsets)[piece_of_entry]
    for index in np.flatnonzero(starts + lengths > (places + fetched)[piece_of_entry]).tolist():
        problems.setdefault(index, reasons[int(piece_of_entry[index])])
        lengths[index] = 0
    return EntryBatch(np.frombuffer(buffer, np.uint8), Spans(starts, starts + lengths), problems)


def _first_of_pieces(paths: Sequence[str], starts: Indices, ends: Indices) -> Indices:
    """Return the first entries of what is read with one call."""
    begins = np.ones(len(paths), np.bool_)
    gaps = starts[1:] - ends[:-1]
    begins[1:] = (gaps < 0) | (gaps > _WORTHWHILE_GAP)
    # Entries of one file share its name.
    if len(set(map(id, paths))) > 1:
        begins[1:] |= [later != earlier for earlier, later in itertools.pairwise(paths)]
    return np.flatnonzero(begins)


def _fetch(
    paths: Sequence[str], offsets: Indices, lengths: Indices, buffer: memoryview
) -> tuple[Indices, Mapping[int, str]]:
    """Read pieces of files into a buffer, one behind the other.

    Returns
    -------
    fetched : int64[n]
        How many bytes of each piece were read.
    reasons : dict of int to str
        Why they are not all.
    """
    fetched: list[int] = []
    reasons: dict[int, str] = {}
    pieces = enumerate(zip(offsets.tolist(), lengths.tolist(), strict=True))
    place = 0
    for path, group in itertools.groupby(pieces, lambda piece: paths[piece[0]]):
        descriptor, reason = _open(path)
        try:
            for index, (offset, length) in group:
                got = 0
                if descriptor >= 0:
                    try:
                        got = os.preadv(descriptor, [buffer[place : place + length]], offset)
                    except OSError as error:
                        reason = f"its file cannot be read: {error.strerror}"
                if got < length:
                    reasons[index] = reason or "its file became shorter"
                fetched.append(got)
                place += length
        finally:
            if descriptor >= 0:
                os.close(descriptor)
    return np.array(fetched, np.int64), reasons


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
