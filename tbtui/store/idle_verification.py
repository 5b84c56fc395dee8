"""Verify in idle time what was taken for sound by its form, so that no wrong number stays shown.

Reading compares few payloads with their checksums (see `block_pass`); comparing all of them takes
longer than reading. So it is done while there is nothing to read, in short turns with long rests
between them, and once for every byte. A file in which a checksum does not hold is read again, with
everything verified: its bad records are then reported and their numbers gone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from tbtui.readers.read_buffer import ReadBuffer
from tbtui.readers.verification import verify_part
from tbtui.store.file_contents import FileContents
from tbtui.store.work import Followed

TURN = 0.02
"""Seconds of work at a time."""
REST = 0.08
"""Seconds without work after each turn."""
_PART_SIZE = 1 << 18
"""Bytes verified between two looks at the clock."""


class IdleVerification:
    """Verifies files a turn at a time, the newest first.

    Parameters
    ----------
    clock : callable
        Gives seconds from any start.

    Attributes
    ----------
    bytes_verified : int
        All bytes verified so far.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.bytes_verified = 0
        self._clock = clock
        self._buffer: ReadBuffer | None = None
        self._waiting: list[Followed] = []

    def start(self, followed: Iterable[Followed]) -> None:
        """Choose the files that have something to verify; forget those chosen before."""
        self._waiting = [item for item in followed if item.contents.unverified_bytes]
        self._waiting.sort(key=lambda item: item.contents.last_wall_time or 0.0)

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to verify."""
        return not self._waiting

    def take_turn(self, seconds: float = TURN) -> Followed | None:
        """Verify for about as long as is said.

        Returns
        -------
        Followed or None
            A file that has to be read again with everything verified.
        """
        if self._buffer is None:
            self._buffer = ReadBuffer(_PART_SIZE)
        until = self._clock() + seconds
        while self._waiting and self._clock() < until:
            contents = self._waiting[-1].contents
            is_sound = self._verify_part_of(contents, self._buffer)
            if not is_sound or not contents.unverified_bytes:
                followed = self._waiting.pop()
                if not is_sound:
                    return followed
        return None

    def _verify_part_of(self, contents: FileContents, buffer: ReadBuffer) -> bool:
        start, end = contents.verified_to, contents.file.offset
        damaged = {
            problem.offset: problem.offset + problem.length
            for problem in contents.problems
            if problem.length
        }
        try:
            verified = verify_part(contents.file.path, start, end, damaged, buffer)
        except OSError:
            # Whether it can be read again, the next poll finds out.
            contents.verified_to = end
            return True
        contents.verified_to = verified.end
        self.bytes_verified += verified.end - start
        return verified.is_sound
