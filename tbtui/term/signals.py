"""Leave the terminal as it was when the process is told to end.

SIGTERM and SIGHUP end a Python process at once, with the alternate screen and mouse
tracking still on. Textual restores the terminal only after a normal exit, so these
signals ask for one. SIGINT, sent from outside, would look like success.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from types import FrameType

_ENDING = ("SIGINT", "SIGTERM", "SIGHUP")


def exit_on_signals(leave: Callable[[int], None]) -> None:
    """Call ``leave`` in the running event loop when the process is asked to end.

    Parameters
    ----------
    leave : callable
        Takes the exit status, which is 128 plus the number of the signal, as shells have it.

    Notes
    -----
    Where signals cannot be watched (Windows, or a loop outside the main thread) nothing is
    installed, and the default behaviour stays.
    """
    loop = asyncio.get_running_loop()
    for name in _ENDING:
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, leave, 128 + int(number))
        except (NotImplementedError, RuntimeError, ValueError):
            return


def repair_after_stops(repair: Callable[[], object]) -> None:
    """Call ``repair`` in the running event loop when the process goes on after a plain stop.

    A stop that is asked for (ctrl+z, SIGTSTP) leaves the terminal in order, and Textual takes it
    again when the process goes on. Nobody is asked about SIGSTOP: the terminal stays as it is, and
    to take it again would mean two threads that read the keys, and an end that takes the state
    of the program for that of the shell.

    Parameters
    ----------
    repair : callable
        Has to give the terminal back and to take it again.
    """
    loop = asyncio.get_running_loop()
    if not hasattr(signal, "SIGTSTP"):
        return
    stop_in_order, take_again = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
    if not callable(stop_in_order) or not callable(take_again):
        # Without a terminal, Textual watches neither.
        return
    given_back = False

    def stopped(number: int, frame: FrameType | None) -> None:
        nonlocal given_back
        given_back = True
        stop_in_order(number, frame)

    def goes_on(number: int, frame: FrameType | None) -> None:
        nonlocal given_back
        if given_back:
            given_back = False
            take_again(number, frame)
        elif not loop.is_closed():
            loop.call_soon_threadsafe(repair)

    signal.signal(signal.SIGTSTP, stopped)
    signal.signal(signal.SIGCONT, goes_on)
