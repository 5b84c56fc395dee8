"""Run a process until it says that everything is read, and see what that took."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

_PATIENCE = 1800.0
"""Seconds after which a process is given up."""
_ROOT = Path(__file__).parent.parent


class BenchError(Exception):
    """A measured process did not do what it was started for."""


class Announcement(NamedTuple):
    """A line in which a process said how far it was."""

    seconds: float
    match: re.Match[str]


class Measurement(NamedTuple):
    """What a process needed until everything was read.

    Attributes
    ----------
    announcements : list of Announcement
        Seconds from the start of the process.
    cpu_seconds : float
        Of all its threads.
    peak_bytes : int
        The most memory that was resident at once.
    """

    announcements: list[Announcement]
    cpu_seconds: float
    peak_bytes: int

    @property
    def wall_seconds(self) -> float:
        """Seconds to the last announcement."""
        return self.announcements[-1].seconds


def environment() -> dict[str, str]:
    """Return the environment of every measured process.

    One thread for OpenBLAS, because nobody here multiplies matrices and its threads take longer to
    start than some logs to read.
    """
    return os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(_ROOT)}


def measure(
    command: Sequence[str],
    pattern: re.Pattern[str],
    last: str,
    when_loaded: Callable[[], None] = lambda: None,
) -> Measurement:
    """Start a process, wait for its announcements and kill it after the last.

    Parameters
    ----------
    command : sequence of str
        Of a process that goes on, idle, until its standard input is closed.
    pattern : re.Pattern
        Searched in the lines that it writes; the first group names the announcement.
    last : str
        The announcement that says that everything is read.
    when_loaded : callable, optional
        Called before the process is killed. What the process does meanwhile counts in its CPU
        seconds and peak, so such a run is no measurement.

    Raises
    ------
    BenchError
        When the process ends before the last announcement, or does not arrive there.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment(),
    )
    timer = threading.Timer(_PATIENCE, process.kill)
    timer.start()
    try:
        announcements = _listen(process.stdout or (), started, pattern, last)
        peak = _peak_of_running(process.pid)
        when_loaded()
    finally:
        timer.cancel()
        process.kill()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
    if peak is None:
        peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Measurement(announcements, usage.ru_utime + usage.ru_stime, peak)


def _listen(
    lines: Iterable[str], started: float, pattern: re.Pattern[str], last: str
) -> list[Announcement]:
    announcements: list[Announcement] = []
    other_lines: list[str] = []
    for line in lines:
        arrived = time.perf_counter()
        match = pattern.search(line)
        if match is None:
            other_lines.append(line)
            continue
        announcements.append(Announcement(arrived - started, match))
        if match.group(1) == last:
            return announcements
    said = "".join(other_lines[-20:])
    message = f"a reader ended before it had read everything:\n{said}"
    raise BenchError(message)


def _peak_of_running(process_id: int) -> int | None:
    """Return the peak of a process, where the system tells it while it runs.

    What is told after its end includes, on Linux, the memory of the process that started it.
    """
    status = Path(f"/proc/{process_id}/status")
    if not status.exists():
        return None
    found = re.search(r"^VmHWM:\s+(\d+) kB$", status.read_text(), re.MULTILINE)
    return int(found.group(1)) * 1024 if found else None
