"""How far an event file has been read."""

from __future__ import annotations

from typing import NamedTuple

NEW = "new"
READ = "read"
WAITING = "waiting"
"""For the rest of a record."""
LOST = "lost"
"""Behind a damaged frame."""
REJECTED = "rejected"
"""Not an event file."""
UNREADABLE = "unreadable"


class EventFileStatus(NamedTuple):
    """How far an event file has been read.

    Attributes
    ----------
    path : str
    size : int
        Bytes when it was last looked at.
    bytes_read : int
        Up to the end of the last complete record.
    state : str
        One of the words above.
    """

    path: str
    size: int
    bytes_read: int
    state: str
