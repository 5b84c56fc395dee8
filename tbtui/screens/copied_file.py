"""What was copied, in a file as well: no terminal says whether it took over a copy."""

from __future__ import annotations

import os
from pathlib import Path

FILE_NAME = "copied.txt"


def copied_path() -> Path:
    """Return the file in the user's state directory that holds what was copied last."""
    from platformdirs import user_state_path

    return user_state_path("tbtui") / FILE_NAME


def keep_copy(text: str) -> Path | None:
    """Write what was copied to the file, which only its owner may read.

    tmux drops copies by default, and so do some terminals, without a word.

    Returns
    -------
    Path or None
        None when it could not be written: a copy is no reason to stop.
    """
    try:
        path = copied_path()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_NONBLOCK
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
            # The file may be an old one that others could read.
            os.fchmod(file.fileno(), 0o600)
            file.write(text)
    except (OSError, RuntimeError):
        # Without a home directory, pathlib raises RuntimeError.
        return None
    return path


def with_tilde(path: Path) -> str:
    """Return a path as people write it, with ``~`` for the home directory."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)
