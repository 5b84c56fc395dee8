"""Dots as characters: as they are in braille, coarser in blocks, as a sketch in ASCII.

Curves are always drawn as dots, 2 x 4 in each cell. What a terminal can show of a cell is looked
up in a table of all 256 patterns.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.planes import BRAILLE_BLANK, DOT_BITS
from tbtui.plot.symbols import symbols

_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""By the bits upper left 1, upper right 2, lower left 4, lower right 8."""
_STEEP = 1.5
"""Rows between the dots of both columns from which on a cell is drawn as a slope."""


def glyphs(patterns: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return the code points that show braille patterns in the symbols in use."""
    found: NDArray[np.uint32] = _table(symbols().name)[patterns]
    return found


@lru_cache(maxsize=4)
def _table(form: str) -> NDArray[np.uint32]:
    patterns = range(256)
    if form == "braille":
        return np.arange(BRAILLE_BLANK, BRAILLE_BLANK + 256, dtype=np.uint32)
    if form == "block":
        letters = [_QUADRANTS[_quadrants(pattern)] for pattern in patterns]
    elif form == "console":
        letters = [_half(pattern) for pattern in patterns]
    else:
        letters = [_sketch(pattern) for pattern in patterns]
    return np.array([ord(letter) for letter in letters], np.uint32)


def _rows(pattern: int, column: int) -> list[int]:
    """Return the rows of the dots in one column, from the top."""
    return [row for row, bits in enumerate(DOT_BITS) if pattern & bits[column]]


def _quadrants(pattern: int) -> int:
    """Return which quarters of a cell hold any dot."""
    quarters = 0
    for column in (0, 1):
        for row in _rows(pattern, column):
            quarters |= 1 << (column + 2 * (row // 2))
    return quarters


def _half(pattern: int) -> str:
    """Return the half of a cell that holds a dot; halves side by side would look too thick."""
    quarters = _quadrants(pattern)
    upper, lower = quarters & 0b0011, quarters & 0b1100
    if upper and lower:
        # A line that rises or falls through a cell is thinner than all of it.
        if quarters in (0b0101, 0b1010):
            return "▌" if quarters == 0b0101 else "▐"
        return "█"
    return "▀" if upper else "▄" if lower else " "


def _sketch(pattern: int) -> str:
    """Return the letter that looks most like the dots of a cell."""
    left, right = _rows(pattern, 0), _rows(pattern, 1)
    count = len(left) + len(right)
    if count == 0:
        return " "
    if count >= 7:
        return "#"
    if not left or not right:
        return _stroke(left or right)
    slope = sum(left) / len(left) - sum(right) / len(right)
    if abs(slope) >= _STEEP and count <= 4:
        return "/" if slope > 0 else "\\"
    spans = [column[-1] - column[0] for column in (left, right)]
    if count <= 4 and max(spans) <= 1:
        return _level(sum(left + right) / count)
    if count == 4 and left == right:
        return "="
    if count <= 4:
        return "+"
    return "*" if count == 5 else "%"


def _stroke(rows: list[int]) -> str:
    """Return the letter for dots in one column."""
    span = rows[-1] - rows[0]
    if len(rows) >= 3:
        return "|"
    if span >= 2:
        return ":"
    if len(rows) == 2:
        return "'" if rows[0] == 0 else "," if rows[0] == 2 else "+"
    return "'--."[rows[0]]


def _level(row: float) -> str:
    """Return the letter for a line that passes through a cell at some height."""
    if row < 0.75:
        return "'"
    if row > 2.6:
        return "_" if row >= 3 else "."
    return "-"
