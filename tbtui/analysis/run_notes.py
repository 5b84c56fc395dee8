"""What a user has noted about a run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RunNote:
    """Everything of it, all of which may be empty.

    Attributes
    ----------
    name : str
        What the user calls the run.
    note : str
        One line or many.
    tags : tuple of str
        Words to find runs by, each once, in the order in which they were given.
    hidden : bool
        Whether the run is to be left out of lists and tables.
    """

    name: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    hidden: bool = False


NO_NOTE = RunNote()
