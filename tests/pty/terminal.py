"""A terminal in which the program runs: it counts bytes and keeps the screen."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

import pyte

ROOT = Path(__file__).resolve().parents[2]

KEYS = {
    "backspace": "\x7f",
    "comma": ",",
    "ctrl+c": "\x03",
    "ctrl+d": "\x04",
    "ctrl+l": "\x0c",
    "ctrl+z": "\x1a",
    "down": "\x1b[B",
    "end": "\x1b[F",
    "enter": "\r",
    "escape": "\x1b",
    "home": "\x1b[H",
    "left": "\x1b[D",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
    "right": "\x1b[C",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "tab": "\t",
    "up": "\x1b[A",
}

_OF_OTHER_TERMINALS = (
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "LINES",
    "TMUX",
)

# The program is the leader of a session of its own, so that the terminal controls it.
_IN_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""

_SYNCHRONISED_OUTPUT = b"\x1b[?2026$p"
_SYNCHRONISED_OUTPUT_KNOWN = b"\x1b[?2026;2$y"
# Queries and the keyboard protocol, which the emulator would print.
_NOT_FOR_THE_SCREEN = re.compile(
    rb"\x1b\[\?\d+\$p|\x1b\[[<>=]\d*u|\x1b\]52;[^\x07\x1b]*(\x07|\x1b\\)"
)


class Terminal:
    """Runs a command; use it in a ``with`` statement.

    Attributes
    ----------
    sent : bytes
        Everything that the program has sent.

    Parameters
    ----------
    variables : dict, optional
        What else is in the environment of the program.
    """

    def __init__(self, *command, columns=160, rows=48, variables=None):
        self.sent = b""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._unfed = b""
        self._ours, theirs = pty.openpty()
        self._set_size(columns, rows)
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in _OF_OTHER_TERMINALS and not name.startswith("TEXTUAL")
        }
        environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TZ": "UTC"}
        environment |= {"LC_ALL": "C.UTF-8"} | (variables or {})
        # What one program keeps must not change what the next one shows.
        self._home = tempfile.TemporaryDirectory()
        environment |= {"XDG_CONFIG_HOME": self._home.name, "XDG_STATE_HOME": self._home.name}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _IN_TERMINAL, *map(str, command)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            cwd=ROOT,
            env=environment,
        )
        os.close(theirs)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()
        self._home.cleanup()

    def hang_up(self):
        """Close the terminal, as a lost connection does."""
        if self._ours is not None:
            os.close(self._ours)
            self._ours = None

    def _set_size(self, columns, rows):
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns, rows):
        """Give the terminal another size, of which the program is told by a signal."""
        self._set_size(columns, rows)
        self.screen.resize(rows, columns)
        os.kill(self.process.pid, signal.SIGWINCH)

    def is_stopped(self):
        """Tell that the program has just been stopped."""
        process, status = os.waitpid(self.process.pid, os.WNOHANG | os.WUNTRACED)
        return process == self.process.pid and os.WIFSTOPPED(status)

    def line_modes(self):
        """Return the local modes of the line, such as whether it echoes."""
        return termios.tcgetattr(self._ours)[3]

    def press(self, *keys):
        """Press keys, by name or as the characters they are."""
        for key in keys:
            os.write(self._ours, KEYS.get(key, key).encode())

    def drain(self, quiet=0.25, timeout=10.0, first=None):
        """Read until nothing has come for a while and the program waits.

        On a busy machine a program may be silent because others have the processors: that does
        not count as quiet.

        Parameters
        ----------
        quiet : float
            Seconds without output that are enough.
        timeout : float
            Seconds after which it is a failure that there is still output.
        first : float, optional
            Seconds to wait for the first output; as `quiet` by default.

        Returns
        -------
        bytes
            What came.
        """
        received = b""
        end = time.monotonic() + timeout
        while True:
            chunk = self.read(quiet if received or first is None else first)
            if not chunk and not self._is_running():
                return received
            received += chunk
            assert time.monotonic() < end, "the program does not become quiet"

    def _is_running(self):
        """Tell whether a thread of the program runs, or would if a processor were free."""
        tasks = Path("/proc", str(self.process.pid), "task")
        try:
            states = [
                task.read_text().rpartition(")")[2].split()[0] for task in tasks.glob("*/stat")
            ]
        except (OSError, IndexError):
            return False
        return "R" in states or "D" in states

    def read_until(self, condition, timeout=10.0):
        """Read until a condition holds; it is a failure when it never does."""
        end = time.monotonic() + timeout
        while not condition():
            assert time.monotonic() < end, "waited in vain"
            self.read(0.05)

    def read(self, timeout, most=1 << 16):
        """Return what comes next; nothing at the end, or when nothing comes in time."""
        ready, _, _ = select.select([self._ours], [], [], timeout)
        if not ready:
            return b""
        try:
            chunk = os.read(self._ours, most)
        except OSError:
            return b""
        if _SYNCHRONISED_OUTPUT in chunk:
            os.write(self._ours, _SYNCHRONISED_OUTPUT_KNOWN)
        self.sent += chunk
        self._unfed += chunk
        return chunk

    def wait(self, timeout=10.0):
        """Read until the program has ended, and return its exit status."""
        self.read_until(lambda: self.process.poll() is not None, timeout)
        self.drain(quiet=0.05)
        return self.process.returncode

    def show(self):
        """Bring the screen up to date and return it."""
        self._stream.feed(_NOT_FOR_THE_SCREEN.sub(b"", self._unfed))
        self._unfed = b""
        return self.screen

    def skip(self):
        """Leave what has come off the screen, and blank the screen."""
        self._unfed = b""
        self.screen.reset()

    @property
    def lines(self):
        """The characters on the screen, line by line."""
        # The `display` of pyte fails on half of a wide character, as there is between two writes.
        screen = self.show()
        rows = (screen.buffer[row] for row in range(screen.lines))
        return ["".join(row[column].data for column in range(screen.columns)) for row in rows]

    @property
    def text(self):
        """The characters on the screen."""
        return "\n".join(self.lines)

    def wait_for(self, text, timeout=20.0):
        """Read until a text stands on the screen."""
        end = time.monotonic() + timeout
        while text not in self.text:
            assert time.monotonic() < end, f"{text!r} did not appear:\n{self.text}"
            self.read(0.1)

    def right_edges(self, characters):
        """Columns of the last cells of lines, where these are one of the characters."""
        screen = self.show()
        edges = []
        for row in range(screen.lines):
            line = screen.buffer[row]
            inked = [column for column in range(screen.columns) if line[column].data.strip()]
            if inked and line[inked[-1]].data in characters:
                edges.append(inked[-1])
        return edges


def tbtui(*arguments, **size):
    """Run the program in a terminal."""
    return Terminal(sys.executable, "-m", "tbtui", *arguments, **size)


def open_and_settle(*arguments, **size):
    """Run the program and wait until it has drawn everything."""
    terminal = tbtui(*arguments, **size)
    terminal.read_until(lambda: b"\xe2\xa0" in terminal.sent or b"\xe2\xa1" in terminal.sent)
    terminal.drain(quiet=0.5)
    return terminal


def cells(screen):
    """What can be seen in every cell: a blank has no colour of its own, only a background."""
    return [
        [_visible(screen.buffer[row][column]) for column in range(screen.columns)]
        for row in range(screen.lines)
    ]


def differences(one, other):
    """Name the cells that differ between two programs, once both have become quiet."""
    for _ in range(20):
        found = _differing(cells(one.show()), cells(other.show()))
        if not found:
            break
        one.drain(quiet=0.2)
        other.drain(quiet=0.2)
    return found


def _differing(ours, theirs):
    return [
        (row, column, our_cell, their_cell)
        for row, (our_row, their_row) in enumerate(zip(ours, theirs, strict=True))
        if our_row != their_row
        for column, (our_cell, their_cell) in enumerate(zip(our_row, their_row, strict=True))
        if our_cell != their_cell
    ]


def _visible(cell):
    if cell.data == " " and not (cell.underscore or cell.reverse or cell.strikethrough):
        return (" ", cell.bg)
    return cell
