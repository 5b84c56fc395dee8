"""The names of runs as what they are: paths of directories."""

from __future__ import annotations

import re
from collections.abc import Iterator

ROOT = "."
"""The run of the log directory itself."""

# PyTorch's add_hparams makes a directory for them and calls it like the time: 1795207255.2095618
_NAMED_BY_TIME = re.compile(r"\d{9,11}(\.\d+)?")


def directory_above(name: str) -> str:
    """Return the directory in which that of a run is; that of the root is the root."""
    return name.rpartition("/")[0] or ROOT


def directories_above(name: str) -> Iterator[str]:
    """Yield the directories above a run, the nearest first, the log directory itself last."""
    while name != ROOT:
        name = directory_above(name)
        yield name


def below(directory: str, path: str) -> str:
    """Return the run at a path below a directory; an empty path is the directory itself."""
    if not path:
        return directory
    return path if directory == ROOT else f"{directory}/{path}"


def path_below(directory: str, name: str) -> str:
    """Return where a run lies below a directory that it is in; empty if it is that directory."""
    if name == directory:
        return ""
    return name if directory == ROOT else name[len(directory) + 1 :]


def is_named_by_time(name: str) -> bool:
    """Say whether a run is called as PyTorch's ``add_hparams`` calls those that it makes."""
    return _NAMED_BY_TIME.fullmatch(name.rpartition("/")[2]) is not None
