"""Tell whether a file is still the one that was read, and whether it has changed since."""

from __future__ import annotations

import os

FINGERPRINT_SIZE = 64
"""Bytes before the place where reading goes on, by which a rewritten file is told."""


class FileIdentity:
    """What is remembered of a file from one reading to the next.

    Attributes
    ----------
    fingerprint : bytes
        What stood before the place where reading goes on, up to `FINGERPRINT_SIZE` bytes.
    """

    def __init__(self) -> None:
        self.fingerprint = b""
        self._place: tuple[int, int] | None = None
        self._seen: tuple[int, int, int, int] | None = None

    def has_changed(self, status: os.stat_result) -> bool:
        """Say whether a file with this status has not been read to its end."""
        return (
            status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns,
        ) != self._seen  # fmt: skip

    def may_be(self, status: os.stat_result) -> bool:
        """Say whether this is the status of the same file, or of the first one."""
        return self._place in (None, (status.st_dev, status.st_ino))

    def was_replaced(self, descriptor: int, status: os.stat_result, offset: int) -> bool:
        """Say whether what was read up to ``offset`` is not (or no longer) the start of a file."""
        if self._place is None:
            return False
        if not self.may_be(status) or status.st_size < offset:
            return True
        size = len(self.fingerprint)
        return os.pread(descriptor, size, offset - size) != self.fingerprint

    def note_start(self, status: os.stat_result) -> None:
        """Note that a file is being read."""
        self._place = (status.st_dev, status.st_ino)
        self._seen = None

    def note_end(self, status: os.stat_result) -> None:
        """Note that a file has been read to its end, as far as that is possible."""
        self._place = (status.st_dev, status.st_ino)
        # The time of modification can be set back, as copying programs do, that of change cannot.
        # Two changes between which no clock ticks (4 ms at most) have the same times: if the second
        # one keeps the size and comes between our looks too, the next writing shows it.
        self._seen = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)

    def take_fingerprint(self, descriptor: int, offset: int) -> None:
        """Remember what stands before ``offset``."""
        start = max(0, offset - FINGERPRINT_SIZE)
        self.fingerprint = os.pread(descriptor, offset - start, start)
