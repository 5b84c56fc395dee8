"""Look up many rows of 64-bit words in a table of rows at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

UNKNOWN = 0
"""The answer for what is not in a table: rows are numbered from 1."""


def as_words(rows: Sequence[bytes], count: int) -> NDArray[np.uint64]:
    """Return uint64[count, n]: the bytes of each row in little-endian words, zero padded."""
    padded = b"".join(row.ljust(8 * count, b"\0") for row in rows)
    return np.ascontiguousarray(np.frombuffer(padded, "<u8").reshape(len(rows), count).T)


class WordLookup:
    """Find the row of a table that equals given words, if any does.

    A direct table, indexed by some bits of a hash, finds nearly all at once; rows that lost their
    place in it to another are found by binary search over the whole hashes. The caller compares,
    so a wrong answer costs a miss and never a wrong match.
    """

    _MULTIPLIERS = np.array(
        [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93],
        np.uint64,
    )

    def __init__(self, rows: NDArray[np.uint64]) -> None:
        hashes = self._hash(list(rows))
        count = len(hashes)
        self._shift = np.uint64(64 - max(10, (16 * count).bit_length()))
        self._table = np.zeros(1 << (64 - int(self._shift)), np.int64)
        self._table[(hashes >> self._shift).astype(np.intp)] = np.arange(1, count + 1)
        order = np.argsort(hashes)
        self._sorted_hashes = hashes[order]
        self._sorted_rows = np.append(order + 1, UNKNOWN)

    def _hash(self, words: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint64]:
        result = np.zeros(len(words[0]) if words else 0, np.uint64)
        with np.errstate(over="ignore"):
            for index, word in enumerate(words):
                odd = self._MULTIPLIERS[index % 4] + np.uint64(2 * index)
                result ^= word * odd
            result ^= result >> np.uint64(29)
            result *= self._MULTIPLIERS[3]
        return result

    def table_lookup(self, words: Sequence[NDArray[np.uint64]]) -> NDArray[np.int64]:
        """Return a candidate for each row; nearly always the right one."""
        found: NDArray[np.int64] = self._table.take(
            (self._hash(words) >> self._shift).astype(np.intp)
        )
        return found

    def sorted_lookup(self, words: Sequence[NDArray[np.uint64]]) -> NDArray[np.int64]:
        """Return a candidate for each row, found by its whole hash."""
        places = np.searchsorted(self._sorted_hashes, self._hash(words))
        found: NDArray[np.int64] = self._sorted_rows.take(places)
        return found
