"""Run the program in a pseudo terminal and keep every byte that it sends there."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

import pyte

import tbtui

COLUMNS, ROWS = 120, 40


class Terminal:
    """A program in a terminal that understands what is sent to it.

    Attributes
    ----------
    sent : bytes
        Everything that the program wrote.
    screen : pyte.Screen
        What a user sees.
    """

    def __init__(self, *words: str, columns: int = COLUMNS, rows: int = ROWS) -> None:
        self.sent = b""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._terminal, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("4H", rows, columns, 0, 0))
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("COLUMNS", "LINES", "NO_COLOR") and not name.startswith("TEXTUAL")
        }
        environment["PYTHONPATH"] = str(Path(tbtui.__file__).parents[1])
        environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self._home = tempfile.TemporaryDirectory()
        environment |= {"XDG_CONFIG_HOME": self._home.name, "XDG_STATE_HOME": self._home.name}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tbtui", *words],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
            env=environment,
        )
        os.close(inside)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *exception: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._terminal)
        self._home.cleanup()

    @property
    def lines(self) -> list[str]:
        """What stands on the screen."""
        # Not `display`: it fails on half of a wide character, as there is between two writes.
        columns = range(self.screen.columns)
        rows = (self.screen.buffer[row] for row in range(self.screen.lines))
        return ["".join(row[column].data for column in columns) for row in rows]

    def right_edges(self, characters: str) -> list[int]:
        """Columns of the last cells of lines, where these are one of the characters."""
        cells = [self.screen.buffer[row] for row in range(self.screen.lines)]
        last = [max((x for x in line if line[x].data.strip()), default=0) for line in cells]
        return [x for line, x in zip(cells, last, strict=True) if line[x].data in characters]

    def press(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def wait_for(self, text: str, seconds: float = 20.0) -> None:
        """Read until a text stands on the screen."""
        end = time.monotonic() + seconds
        while not any(text in line for line in self.lines):
            assert self._read(end), f"{text!r} did not appear:\n" + "\n".join(self.lines)

    def read_to_end(self, seconds: float = 20.0) -> int:
        """Read until the program has ended; return its exit status."""
        end = time.monotonic() + seconds
        while self._read(end):
            pass
        return self._process.wait()

    def rest(self, seconds: float = 0.3) -> None:
        """Read until nothing comes for a while."""
        while self._read(time.monotonic() + seconds):
            pass

    def _read(self, end: float) -> bool:
        """Read what comes before a time; say whether anything came."""
        ready, _, _ = select.select([self._terminal], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            return False
        try:
            data = os.read(self._terminal, 1 << 16)
        except OSError:
            # On Linux, this is how the end of the other side is told.
            return False
        self.sent += data
        self._stream.feed(data)
        return bool(data)
