"""The end of a terminal is not the end of what writes to it."""

from __future__ import annotations

import errno
import io

import pytest

from tbtui.term.lost_terminal import TerminalFile


class Terminal(io.StringIO):
    is_gone = False

    def write(self, text):
        self._check()
        return super().write(text)

    def flush(self):
        self._check()

    def _check(self):
        if self.is_gone:
            raise OSError(errno.EIO, "Input/output error")


def test_what_is_written_goes_to_the_terminal():
    terminal = Terminal()
    file = TerminalFile(terminal)
    assert file.write("abc") == 3
    file.flush()
    assert terminal.getvalue() == "abc"
    assert not file.isatty()


@pytest.mark.parametrize("first", ["write", "flush"])
def test_what_comes_after_the_end_is_dropped(first):
    terminal = Terminal()
    file = TerminalFile(terminal)
    terminal.is_gone = True
    file.write("lost") if first == "write" else file.flush()
    terminal.is_gone = False
    file.write("late")
    file.flush()
    assert terminal.getvalue() == ""
