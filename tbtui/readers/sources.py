"""Number the sources of scalars, and their tags, so that arrays can speak of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.growing import with_room
from tbtui.readers.values import ScalarSource


class KnownSources:
    """All sources of scalars met so far, numbered in the order in which they were met.

    Attributes
    ----------
    listed : list of ScalarSource
        By their numbers.
    tag_numbers : int64[m]
        The number of each source's tag, by the source's number; several sources may share a tag.
        Longer than ``listed``.
    """

    def __init__(self) -> None:
        self.listed: list[ScalarSource] = []
        self.tag_numbers: NDArray[np.int64] = np.zeros(16, np.int64)
        self._numbers: dict[ScalarSource, int] = {}
        self._number_of_tag: dict[str, int] = {}

    @property
    def tag_count(self) -> int:
        """How many distinct tags there are."""
        return len(self._number_of_tag)

    def number_of(self, source: ScalarSource) -> int:
        """Return the number of a source, which is added if it is new."""
        number = self._numbers.get(source)
        if number is None:
            number = self._numbers[source] = len(self.listed)
            self.listed.append(source)
            if number == len(self.tag_numbers):
                self.tag_numbers = with_room(self.tag_numbers, number + 1)
            tags = self._number_of_tag
            self.tag_numbers[number] = tags.setdefault(source.tag, len(tags))
        return number

    def tag_number(self, tag: str) -> int:
        """Return the number of a tag that some source has."""
        return self._number_of_tag[tag]
