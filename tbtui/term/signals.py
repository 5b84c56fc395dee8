"""Leave the terminal as it was when the process is told to end.

SIGTERM and SIGHUP end a Python process at once, with the alternate screen and mouse
tracking still on. Textual restores the terminal only after a normal exit, so these
signals ask for one. SIGINT, sent from outside, would look like success.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable

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
