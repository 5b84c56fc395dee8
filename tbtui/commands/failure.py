"""The one exception that ends a command with a message instead of a traceback."""

from __future__ import annotations

FAILED = 1
NOTHING_READABLE = 1
BAD_USAGE = 2


class CommandError(Exception):
    """A failure that is explained to the user in one line.

    Parameters
    ----------
    message
        One plain sentence part for standard error, without a final full stop.
        Names from the file system must be escaped already.
    status
        The exit status of the process.
    """

    def __init__(self, message: str, status: int = BAD_USAGE) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
