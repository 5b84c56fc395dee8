"""What is wrong with the configuration, in words for the user."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class ConfigProblem(NamedTuple):
    """One mistake in the configuration file.

    Attributes
    ----------
    path : str
        The file.
    line : int or None
        Number of the line, from 1, where it is known.
    name : str
        The setting, as ``section.name``; empty when the line as a whole is wrong.
    reason : str
        What is wrong with it, as a plain part of a sentence.
    """

    path: str
    line: int | None
    name: str
    reason: str

    def __str__(self) -> str:
        """One line, safe to print whatever the file holds."""
        from tbtui.plot.text import escape

        place = self.path if self.line is None else f"{self.path}:{self.line}"
        parts = [place, self.name, self.reason] if self.name else [place, self.reason]
        return ": ".join(escape(part) for part in parts)


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean "..."?`` when something known is close to a word, else nothing."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1)
    return f'; did you mean "{close[0]}"?' if close else ""
