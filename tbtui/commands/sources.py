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
        _check_permission(source.path)
    return sources


def _parsed(argument: str) -> LogSource:
    try:
        return parse_source(argument)
    except LogSourceError as error:
        raise CommandError(escape(str(error))) from None


def _entries_of(option: str) -> Iterable[LogSource]:
    """Split one ``--logdir`` option, unless it is the path of something that exists."""
    entries = [option] if Path(option).exists() else option.split(",")
    for entry in entries:
        named = None if Path(entry).exists() else _NAMED_ENTRY.fullmatch(entry)
        if named:
            yield _parsed(named["path"])._replace(name=named["name"])
        else:
            yield _parsed(entry)


def _check_permission(path: str) -> None:
    needed = os.R_OK | os.X_OK if Path(path).is_dir() else os.R_OK
    if not os.access(path, needed):
        raise CommandError(f"no permission to read {escape(path)}")


def graph_path(sources: Sequence[str]) -> str | None:
    """Return the path of a graph in a file of its own, if that is what is asked for."""
    if len(sources) != 1:
        return None
    path = Path(sources[0])
    return sources[0] if path.is_file() and "tfevents" not in path.name else None
