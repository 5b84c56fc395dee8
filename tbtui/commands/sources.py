"""From what the user typed to log sources that exist."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from tbtui.commands.failure import CommandError
from tbtui.plot.text import escape
from tbtui.readers.logdir import LogSource, LogSourceError, parse_source

# `NAME:PATH` as in TensorBoard's --logdir_spec: neither /an:odd/path, nor C:\logs, nor gs://bucket.
_NAMED_ENTRY = re.compile(r"(?P<name>[^/:\\]{2,}):(?!//)(?P<path>.+)", re.DOTALL)


def log_sources(arguments: Sequence[str], logdir_options: Sequence[str] = ()) -> list[LogSource]:
    """Turn the arguments and the ``--logdir`` options into sources, and check that each exists.

    Parameters
    ----------
    arguments
        ``PATH`` or ``NAME=PATH`` each. Nothing at all means the current directory.
    logdir_options
        ``PATH`` or comma separated ``NAME:PATH`` entries each.

    Raises
    ------
    CommandError
        When a path is missing, may not be read, or is neither a directory nor a file.
    """
    sources = [_parsed(argument) for argument in arguments]
    for option in logdir_options:
        sources.extend(_entries_of(option))
    if not sources:
        sources = [_parsed(".")]
    for source in sources:
        _check(source.path)
    return sources


def _parsed(argument: str) -> LogSource:
    try:
        source = parse_source(argument)
    except LogSourceError as error:
        raise CommandError(str(error)) from None
    return source._replace(path=os.path.expanduser(source.path))


def _entries_of(option: str) -> Iterable[LogSource]:
    """Split one ``--logdir`` option, unless it is the path of something that exists."""
    entries = [option] if Path(option).exists() else option.split(",")
    for entry in entries:
        named = None if Path(entry).exists() else _NAMED_ENTRY.fullmatch(entry)
        if named:
            yield LogSource(named["name"], os.path.expanduser(named["path"]))
        else:
            yield _parsed(entry)


def _check(path: str) -> None:
    place = Path(path)
    shown = escape(path)
    try:
        place.stat()
    except FileNotFoundError:
        raise CommandError(f"no such file or directory: {shown}") from None
    except (OSError, ValueError) as error:
        raise CommandError(f"cannot open {shown}: {_reason(error)}") from None
    if place.is_dir():
        readable = os.access(path, os.R_OK | os.X_OK)
    elif place.is_file():
        readable = os.access(path, os.R_OK)
    else:
        raise CommandError(f"neither a directory nor a file: {shown}")
    if not readable:
        raise CommandError(f"no permission to read {shown}")


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return escape(str(error))
