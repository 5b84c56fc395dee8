"""Find the runs of log directories.

A run is a directory that holds event files; its name is its path below the log directory, ``.`` for
the log directory itself. Links to directories are followed, but none is entered twice on one way
down, so that loops end; and none more than a few times.
"""

from __future__ import annotations

import operator
import os
import stat
from collections import Counter, deque
from collections.abc import Sequence
from typing import NamedTuple

from tbtui.readers.problems import Problem

_MOST_VISITS = 16
"""Paths by which a directory is entered, the shortest first: ten directories that link to each
other have millions."""


class LogSourceError(ValueError):
    """A log directory that cannot be opened; the message is for the user."""


class LogSource(NamedTuple):
    """A log directory, or one event file, as given on the command line.

    Attributes
    ----------
    name : str
        What the names of its runs start with; may be empty.
    path : str
    """

    name: str
    path: str


class FoundFile(NamedTuple):
    """A candidate for an event file."""

    path: str
    status: os.stat_result


_PATH = operator.attrgetter("path")


class FoundRun(NamedTuple):
    """A directory with event files, in the order of their names."""

    name: str
    directory: str
    files: list[FoundFile]


class FoundDirectory(NamedTuple):
    """A directory that was looked into.

    Attributes
    ----------
    path : str
    modified : int
        Its time of modification before it was listed, in nanoseconds since 1970.
    is_leaf : bool
        Whether there are no directories in it.
    """

    path: str
    modified: int
    is_leaf: bool


class Discovery(NamedTuple):
    """What a look at the log directories found."""

    runs: list[FoundRun]
    problems: list[Problem]
    directories: list[FoundDirectory]


def is_candidate(name: str) -> bool:
    """Say whether a file of this name may be an event file, as TensorBoard decides it."""
    return "tfevents" in name and not name.endswith(".profile-empty")


def parse_source(argument: str) -> LogSource:
    """Read ``path`` or ``name=path``.

    A path that exists is taken as it is, even if it contains ``=``.

    Raises
    ------
    LogSourceError
        If there is no such file or directory.
    """
    path = os.path.expanduser(argument)
    name = ""
    if not os.path.exists(path) and "=" in argument:
        name, _, rest = argument.partition("=")
        path = os.path.expanduser(rest)
    if not os.path.exists(path):
        raise LogSourceError(f"no such file or directory: {path}")
    if os.path.isdir(path):
        return LogSource(name, path)
    if is_candidate(os.path.basename(path)) and os.path.isfile(path):
        return LogSource(name, path)
    raise LogSourceError(f"neither a directory nor an event file: {path}")


def named_apart(sources: Sequence[LogSource]) -> list[LogSource]:
    """Name the sources that have no name, when there are several, by their paths."""
    if len(sources) == 1:
        return list(sources)
    return [
        source if source.name else LogSource(source.path.rstrip("/") or "/", source.path)
        for source in sources
    ]


def discover(sources: Sequence[LogSource]) -> Discovery:
    """Look for runs below all sources.

    Where two sources have a run of the same name, the files of both belong to it.
    """
    runs: dict[str, FoundRun] = {}
    problems: list[Problem] = []
    directories: list[FoundDirectory] = []
    for source in named_apart(sources):
        if os.path.isdir(source.path):
            found = _walk(source, problems, directories)
        else:
            found = _single_file(source, problems)
        for run in found:
            known = runs.setdefault(run.name, FoundRun(run.name, run.directory, []))
            known.files.extend(run.files)
    return Discovery(list(runs.values()), problems, directories)


def _single_file(source: LogSource, problems: list[Problem]) -> list[FoundRun]:
    try:
        status = os.stat(source.path)
    except OSError as error:
        problems.append(Problem(source.path, 0, 0, f"cannot be read: {error.strerror}"))
        return []
    file = FoundFile(source.path, status)
    return [FoundRun(source.name or ".", os.path.dirname(source.path) or ".", [file])]


def _walk(
    source: LogSource, problems: list[Problem], directories: list[FoundDirectory]
) -> list[FoundRun]:
    runs = []
    # Each entry: path, name below the source, identities of the directories on the way to it.
    waiting: deque[tuple[str, str, frozenset[tuple[int, int]]]] = deque()
    waiting.append((source.path, "", frozenset()))
    visits: Counter[tuple[int, int]] = Counter()
    while waiting:
        directory, below, ancestors = waiting.popleft()
        files: list[FoundFile] = []
        waiting_before = len(waiting)
        try:
            status = os.stat(directory)
            identity = (status.st_dev, status.st_ino)
            if identity in ancestors:
                continue
            visits[identity] += 1
            if visits[identity] > _MOST_VISITS:
                if visits[identity] == _MOST_VISITS + 1:
                    reason = f"left out: reached by more than {_MOST_VISITS} paths through links"
                    problems.append(Problem(directory, 0, 0, reason))
                continue
            way = ancestors | {identity}
            with os.scandir(directory) as entries:
                for entry in entries:
                    try:
                        if entry.is_dir():
                            name = f"{below}/{entry.name}" if below else entry.name
                            waiting.append((entry.path, name, way))
                        elif is_candidate(entry.name):
                            _add_candidate(entry, files, problems)
                    except OSError as error:
                        reason = f"cannot be read: {error.strerror}"
                        problems.append(Problem(entry.path, 0, 0, reason))
        except FileNotFoundError:
            continue
        except OSError as error:
            problems.append(Problem(directory, 0, 0, f"cannot be listed: {error.strerror}"))
            continue
        is_leaf = len(waiting) == waiting_before
        directories.append(FoundDirectory(directory, status.st_mtime_ns, is_leaf))
        if files:
            files.sort(key=_PATH)
            name = f"{source.name}/{below}" if source.name and below else source.name or below
            runs.append(FoundRun(name or ".", directory, files))
    return runs


def _add_candidate(
    entry: os.DirEntry[str], files: list[FoundFile], problems: list[Problem]
) -> None:
    status = entry.stat()
    if stat.S_ISREG(status.st_mode):
        files.append(FoundFile(entry.path, status))
    else:
        problems.append(Problem(entry.path, 0, 0, "named like an event file, but not a file"))
