"""Remember cycles: another file, or a later part of the same one, may repeat in the same way."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.cycles import Cycle
from tbtui.readers.records import HEADER_SIZE

_MOST_ALIKE = 4
"""Cycles remembered that start with the same header."""
_MOST_HEADERS = 16
_FEWEST_PERIODS = 3
"""Fewer are decoded faster in the general way."""


class Stretch(NamedTuple):
    """A part of a buffer that repeats in a cycle.

    Attributes
    ----------
    cycle : Cycle
    start, periods : int
    """

    cycle: Cycle
    start: int
    periods: int

    @property
    def end(self) -> int:
        """Where the last period ends."""
        return self.start + self.periods * self.cycle.size


class KnownCycles:
    """The cycles met last, to be found by the header of their first frame."""

    def __init__(self) -> None:
        self._of_header: dict[bytes, list[Cycle]] = {}

    def add(self, cycle: Cycle) -> None:
        """Remember a cycle, and forget one if there are too many."""
        header = cycle.first_header
        alike = self._of_header.pop(header, [])
        self._of_header[header] = [cycle, *alike][:_MOST_ALIKE]
        if len(self._of_header) > _MOST_HEADERS:
            del self._of_header[next(iter(self._of_header))]

    def find(self, buffer: NDArray[np.uint8], start: int, end: int) -> Stretch | None:
        """Return the longest stretch at the start of ``buffer[start:end]`` that repeats."""
        header = buffer[start : start + HEADER_SIZE].tobytes()
        stretches = [
            Stretch(cycle, start, cycle.count(buffer, start, end))
            for cycle in self._of_header.get(header, ())
        ]
        longest = max(stretches, key=lambda stretch: stretch.end, default=None)
        return longest if longest is not None and longest.periods >= _FEWEST_PERIODS else None
