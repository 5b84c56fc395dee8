"""What was wrong with a file, and where."""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """Something in a file that could not be read; everything else was.

    Attributes
    ----------
    file : str
        Path of the file or directory.
    offset, length : int
        The bytes concerned; ``length`` is 0 when the whole file is.
    reason : str
        For a person, without a full stop.
    """

    file: str
    offset: int
    length: int
    reason: str
