"""What was computed before, so that drawing the same again need not do it again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Result = TypeVar("Result")


class Memory:
    """Results by what they were computed for.

    Parameters
    ----------
    most : int
        How many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._results: dict[Hashable, Any] = {}

    def recall(self, key: Hashable, compute: Callable[[], Result]) -> Result:
        """Return what was computed for `key` before, or compute it now and remember it."""
        known: Result
        try:
            known = self._results[key]
        except KeyError:
            known = compute()
            if len(self._results) >= self._most:
                # Views of before are of no use once the user has zoomed or resized.
                self._results.clear()
            self._results[key] = known
        return known
