"""Bound the time of work whose cost depends on what a file says, such as regular expressions."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SHORTEST_ALARM = 1e-3


class OutOfTimeError(Exception):
    """Work that took longer than it may; the message says so."""


class TimeBudget:
    """Seconds that several pieces of work share.

    In the main thread of a POSIX system a piece of work is interrupted as soon as nothing is left:
    Python's regular expressions, which may take years, look for signals as they go. Elsewhere a
    piece that was begun goes on to its end.

    Parameters
    ----------
    seconds : float
    """

    def __init__(self, seconds: float) -> None:
        self.seconds_left = seconds

    @contextmanager
    def spend(self) -> Iterator[None]:
        """Do what is within the ``with`` in the time that is left.

        Raises
        ------
        OutOfTimeError
            Nothing was left at the start, or the work was interrupted.
        """
        if self.seconds_left <= 0:
            raise OutOfTimeError("no time was left for it")
        start = time.perf_counter()
        try:
            if _can_interrupt():
                with _alarm(self.seconds_left):
                    yield
            else:
                yield
        finally:
            self.seconds_left -= time.perf_counter() - start


def _can_interrupt() -> bool:
    in_main_thread = threading.current_thread() is threading.main_thread()
    return in_main_thread and hasattr(signal, "setitimer")


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def interrupt(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        raise OutOfTimeError("it took too long")

    previous = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, _SHORTEST_ALARM))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
