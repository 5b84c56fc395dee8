"""Look up many rows of 64-bit words in a table of rows at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

UNKNOWN = 0
"""The answer for what is not in a table: rows are numbered from 1."""

_FIRST_BITS = 10
_PLACES_A_ROW = 8
"""The table of places has at least so many for each row, which keeps detours rare and short."""

Words = Sequence[NDArray[np.uint64]]
Comparison = Callable[[Words, NDArray[np.int64]], NDArray[np.bool_]]


def as_words(rows: Sequence[bytes], count: int) -> NDArray[np.uint64]:
    """Return uint64[count, n]: the bytes of each row in little-endian words, zero padded."""
    padded = b"".join(row.ljust(8 * count, b"\0") for row in rows)
    return np.ascontiguousarray(np.frombuffer(padded, "<u8").reshape(len(rows), count).T)


class WordLookup:
    """Find the row of a table that equals given words, if any does.

    A hash table with open addressing: some bits of a row's hash say where its number stands, or,
    if that place was taken, one of the next places does. The caller compares, so a wrong candidate
    costs another look and never gives a wrong match.
    """

    _MULTIPLIERS = np.array(
        [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93],
        np.uint64,
    )

    def __init__(self) -> None:
        self._hashes: list[int] = []
        self._make_places(_FIRST_BITS)

    def _make_places(self, bits: int) -> None:
        self._bits = bits
        self._places = np.zeros(1 << bits, np.int64)
        self._longest_detour = 0
        for row, row_hash in enumerate(self._hashes, 1):
            self._place(row, row_hash)

    def _place(self, row: int, row_hash: int) -> None:
        place = row_hash >> (64 - self._bits)
        detour = 0
        while self._places[place]:
            place = (place + 1) % len(self._places)
            detour += 1
        self._places[place] = row
        self._longest_detour = max(self._longest_detour, detour)

    def add(self, words: Words) -> None:
        """Add rows behind those that are there; the cost is that of the new ones.

        Parameters
        ----------
        words : sequence of uint64[n]
            The rows' first words, their second words, and so on.
        """
        added = self._hash(words).tolist()
        first = len(self._hashes) + 1
        self._hashes += added
        if _PLACES_A_ROW * len(self._hashes) > len(self._places):
            self._make_places((2 * _PLACES_A_ROW * len(self._hashes)).bit_length())
            return
        for row, row_hash in enumerate(added, first):
            self._place(row, row_hash)

    def _hash(self, words: Words) -> NDArray[np.uint64]:
        """Return a hash of each row; words of zeros at the end do not change it."""
        result = np.zeros(len(words[0]), np.uint64)
        with np.errstate(over="ignore"):
            for index, word in enumerate(words):
                odd = self._MULTIPLIERS[index % 4] + np.uint64(2 * index)
                result ^= word * odd
            result ^= result >> np.uint64(29)
            result *= self._MULTIPLIERS[3]
        return result

    def find(self, words: Words, are_equal: Comparison) -> NDArray[np.int64]:
        """Return the number of the row that equals each row of ``words``, or `UNKNOWN`.

        Parameters
        ----------
        words : sequence of uint64[n]
        are_equal : callable
            Told some rows of ``words`` and a candidate for each, says for which they are equal. For
            the candidate `UNKNOWN` its answer does not matter.
        """
        places = (self._hash(words) >> np.uint64(64 - self._bits)).astype(np.intp)
        found: NDArray[np.int64] = self._places.take(places)
        different = ~are_equal(words, found)
        if not different.any():
            return found
        missed = np.flatnonzero(different)
        found[missed] = UNKNOWN
        places = places[missed]
        for _ in range(self._longest_detour):
            places = (places + 1) % len(self._places)
            candidates = self._places.take(places)
            equal = are_equal([word[missed] for word in words], candidates)
            found[missed[equal]] = candidates[equal]
            missed, places = missed[~equal], places[~equal]
            if not len(missed):
                break
        return found
