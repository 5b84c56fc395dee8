"""Files that the program keeps for the user: read without trust, and written as wholes."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path


class ForeignFileError(Exception):
    """A file that this program has not written; the message is the reason."""


def reason_of(error: Exception) -> str:
    """Return why a file could not be used, in a few words."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def read_file(path: Path, most_bytes: int) -> bytes:
    """Return the contents of a regular file, waiting for nothing.

    Raises
    ------
    ForeignFileError
        If it is none, or longer than it may be.
    OSError
        If it cannot be read.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with contextlib.ExitStack() as stack:
        stack.callback(os.close, descriptor)
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise ForeignFileError("is not a regular file")
        if status.st_size > most_bytes:
            raise ForeignFileError("is much too long")
        return os.read(descriptor, most_bytes)


def replace_file(path: Path, content: bytes) -> None:
    """Write to a file of its own first: whoever reads meanwhile sees the old one, whole.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    import tempfile

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - it is open already
            file.write(content)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
