"""Files that are written once and never over another."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from itertools import count
from pathlib import Path

_LONGEST_NAME = 80


def file_name_for(title: str) -> str:
    """Return a name without ending that every file system takes, and no shell has to quote."""
    name = re.sub(r"[^\w.+=-]+", "_", title, flags=re.ASCII).strip("._-")
    return name[:_LONGEST_NAME] or "chart"


def free_path(path: Path) -> Path:
    """Return the path, or one like it with a number where there is something already."""
    if not _exists(path):
        return path
    numbered = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return next(other for other in numbered if not _exists(other))


def write_new(path: Path, blocks: Iterable[str]) -> int:
    """Write a file that does not exist yet and return its size in bytes.

    What cannot be written to its end is removed again.

    Raises
    ------
    FileExistsError
        If there is something of this name, a broken link included.
    OSError
        If it cannot be written.
    """
    size = 0
    with path.open("xb") as file:
        try:
            for block in blocks:
                # Names that were not valid UTF-8 leave as the bytes they came from.
                size += file.write(block.encode("utf-8", "surrogateescape"))
            file.flush()
        except BaseException:
            with contextlib.suppress(OSError):
                path.unlink()
            raise
    return size


def _exists(path: Path) -> bool:
    """Tell whether there is something of this name, a link to nowhere included."""
    return path.is_symlink() or path.exists()
