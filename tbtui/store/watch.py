"""Tell at little cost that nothing has changed, which is what most looks at the disk find."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from tbtui.readers.event_file import EventFile
from tbtui.readers.logdir import FoundDirectory

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
    files : sequence of EventFile
    """

    def __init__(self, directories: Sequence[FoundDirectory], files: Sequence[EventFile]) -> None:
        newest = max((directory.modified for directory in directories), default=0)
        self._is_settled = time.time_ns() - newest > _SETTLED_AFTER * 1e9
        self._branches = [directory for directory in directories if not directory.is_leaf]
        self._leaves = [directory for directory in directories if directory.is_leaf]
        self._files = [(file.path, file) for file in files]
        self._turn = 0

    def is_quiet(self) -> bool:
        """Say whether everything is as it was; in doubt it is not."""
        if not self._is_settled:
            return False
        try:
            for path, modified, _ in self._branches:
                if os.stat(path).st_mtime_ns != modified:
                    return False
            for path, modified, _ in self._leaves[self._turn : self._turn + _LEAVES_AT_ONCE]:
                if os.stat(path).st_mtime_ns != modified:
                    return False
            for path, file in self._files:
                if file.has_changed(os.stat(path)):
                    return False
        except OSError:
            return False
        self._turn += _LEAVES_AT_ONCE
        if self._turn >= len(self._leaves):
            self._turn = 0
        return True
