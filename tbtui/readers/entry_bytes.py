"""Fetch from its file what an index entry points to."""

from __future__ import annotations

import os
import stat

from tbtui.readers.odd_values import IndexEntry


class EntryError(ValueError):
    """An entry whose bytes cannot be had; the message says why."""


def entry_bytes(entry: IndexEntry, limit: int) -> bytes:
    """Read the bytes of an index entry.

    The file may have been replaced since it was indexed, so that they may be anything.

    Parameters
    ----------
    entry : IndexEntry
    limit : int
        The most bytes to read. Longer entries are refused.

    Raises
    ------
    EntryError
        The entry is too long, or the file is gone, too short or cannot be read.
    """
    if entry.length > limit:
        raise EntryError(f"it has {entry.length:,} bytes, more than {limit:,}")
    try:
        # Without O_NONBLOCK, opening a pipe would wait for a writer.
        descriptor = os.open(entry.file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise EntryError("its file is no regular file any more")
            data = os.pread(descriptor, entry.length, entry.offset)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise EntryError(f"its file cannot be read: {error.strerror}") from error
    if len(data) < entry.length:
        raise EntryError("its file became shorter")
    return data
