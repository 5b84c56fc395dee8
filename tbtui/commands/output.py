"""Where the output of a command goes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tbtui.commands.failure import CommandError
from tbtui.plot.text import escape


@contextmanager
def open_output(path: str) -> Iterator[tuple[BinaryIO, bool]]:
    """Open the file, or standard output for ``-``; also say whether it is a terminal.

    Raises
    ------
    CommandError
        If the file cannot be written.
    """
    if path == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer, sys.stdout.isatty()
        return
    try:
        with Path(path).open("wb") as stream:
            yield stream, False
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CommandError(f"cannot write {escape(path)}: {reason}") from None
