"""Tell at little cost what has changed: little or nothing, most of the times that one looks."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from tbtui.readers.logdir import FoundDirectory
from tbtui.store.work import Followed, Work

_SETTLED_AFTER = 2.5
"""Seconds after which another change gives a directory another time, on any file system."""
_LEAVES_AT_ONCE = 256
"""Directories without directories in them that are looked at each time; they take turns."""


class Watch:
    """The directories and files as they were when all of them were looked through.

    A directory's time changes when something is created, renamed or removed in it, a file's when
    it is written to. New runs are noticed at once. A new file in the directory of a known run is
    too, as long as there are no more than a few hundred of them.

    Parameters
    ----------
    directories : sequence of FoundDirectory
    followed : sequence of Followed
    """

    def __init__(self, directories: Sequence[FoundDirectory], followed: Sequence[Followed]) -> None:
        newest = max((directory.modified for directory in directories), default=0)
        self._is_settled = time.time_ns() - newest > _SETTLED_AFTER * 1e9
        self._branches = [directory for directory in directories if not directory.is_leaf]
        self._leaves = [directory for directory in directories if directory.is_leaf]
        self._files = [(item.contents.file.path, item.contents.file, item) for item in followed]
        self._turn = 0

    def look(self) -> list[Work] | None:
        """Say which of the known files are to be read.

        Returns
        -------
        list of Work or None
            None if files may have appeared or vanished, so that all has to be looked through.
        """
        if not self._is_settled:
            return None
        try:
            for path, modified, _ in self._branches:
                if os.stat(path).st_mtime_ns != modified:
                    return None
            for path, modified, _ in self._leaves[self._turn : self._turn + _LEAVES_AT_ONCE]:
                if os.stat(path).st_mtime_ns != modified:
                    return None
            changed = []
            for path, file, followed in self._files:
                status = os.stat(path)
                if file.has_changed(status):
                    changed.append(Work(followed, status, status.st_size - file.offset))
        except OSError:
            return None
        self._turn += _LEAVES_AT_ONCE
        if self._turn >= len(self._leaves):
            self._turn = 0
        return changed
