"""Compare many values with all templates of about their size at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.growing import with_room
from tbtui.readers.value_templates import Template
from tbtui.readers.word_lookup import WordLookup, Words, as_words


class TemplatesOfWidth:
    """The templates of values of up to ``width`` bytes, as columns of words.

    Rows and shapes are numbered from 1; those of number 0 are all zeros. A template starts with a
    byte that is not zero, so a value of no known shape, masked to zeros, equals none.
    """

    def __init__(self, width: int) -> None:
        self.width = width
        self._patterns = np.zeros((width // 8, 16), np.uint64)
        self._numbers = np.zeros(16, np.int64)
        self._row_count = 1
        self._masks = np.zeros((width // 8, 16), np.uint64)
        self._holes: list[tuple[int, int]] = []
        self._waiting: list[tuple[bytes, int]] = []
        self._lookup = WordLookup()

    def shape_of(self, template: Template, known: int) -> int | None:
        """Return the number of a template's shape, None if that shape has another hole.

        Parameters
        ----------
        template : Template
        known : int
            The number of the shape, 0 if there is none yet.
        """
        hole = (template.hole, template.dtype.itemsize)
        if known:
            return known if self._holes[known - 1] == hole else None
        self._holes.append(hole)
        shape = len(self._holes)
        mask = bytearray(b"\xff" * len(template.pattern))
        mask[template.hole : template.hole + template.dtype.itemsize] = bytes(hole[1])
        self._masks = with_room(self._masks, shape + 1)
        self._masks[:, shape] = as_words([bytes(mask)], self.width // 8)[:, 0]
        return shape

    def add(self, pattern: bytes, number: int) -> None:
        """Add a template, which takes part in `match` after `refresh`."""
        self._waiting.append((pattern, number))

    def refresh(self) -> None:
        """Bring what was added into the arrays."""
        if not self._waiting:
            return
        end = self._row_count + len(self._waiting)
        added = as_words([pattern for pattern, _ in self._waiting], self.width // 8)
        self._patterns = with_room(self._patterns, end)
        self._patterns[:, self._row_count : end] = added
        self._numbers = with_room(self._numbers, end)
        self._numbers[self._row_count : end] = [number for _, number in self._waiting]
        self._lookup.add(list(added))
        self._row_count = end
        self._waiting.clear()

    def match(
        self,
        buffer: NDArray[np.uint8],
        positions: NDArray[np.int64],
        shapes: NDArray[np.int32],
        largest: int,
    ) -> NDArray[np.int64]:
        """Return the number of the template that each value matches, 0 where none does."""
        # One gather of a wide void type copies the start of every value into a dense matrix.
        wide = np.ndarray((len(buffer) - self.width,), f"V{self.width}", buffer, strides=(1,))
        rows = wide[positions]
        words = [
            np.ndarray((len(rows),), "<u8", rows, offset=8 * index, strides=(self.width,))
            & self._masks[index].take(shapes)
            for index in range(-(-largest // 8))
        ]
        found = self._lookup.find(words, self._are_equal)
        numbers: NDArray[np.int64] = self._numbers.take(found)
        return numbers

    def _are_equal(self, words: Words, candidates: NDArray[np.int64]) -> NDArray[np.bool_]:
        equal = np.ones(len(candidates), np.bool_)
        for pattern, word in zip(self._patterns, words, strict=False):
            equal &= pattern.take(candidates) == word
        return equal
