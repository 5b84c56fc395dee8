"""Planes of dots that polylines are drawn on: braille, or counts of how many lines pass.

Coordinates are dots: x grows to the right from 0 to the number of columns, y grows downwards from
0 to the number of rows. A dot covers one unit square, and the far borders belong to the last
column and row.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indexes = NDArray[np.intp]

DOT_COLUMNS = 2
DOT_ROWS = 4
"""Of a braille cell."""
BRAILLE_BLANK = 0x2800

ROUNDING = 1e-9
"""What a place that is exactly between two dots or cells may be off by."""

# Unicode numbers the dots of a braille cell down the left column, down the right column, and
# only then the bottom row, which was added to the six-dot cell later.
DOT_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a braille pattern, by row and column."""
_DOTS_OF_CELL = DOT_ROWS * DOT_COLUMNS


def _pattern(dots: int) -> int:
    """Return the braille pattern for dots given as bits, row by row from the lowest bit on."""
    return sum(
        DOT_BITS[dot // DOT_COLUMNS][dot % DOT_COLUMNS]
        for dot in range(_DOTS_OF_CELL)
        if dots >> dot & 1
    )


_PATTERNS = np.array([_pattern(dots) for dots in range(256)], np.uint8)

DOTS_IN = np.array([bin(bits).count("1") for bits in range(256)], np.uint8)
"""How many dots each of the 256 braille patterns has."""


class Planes(Protocol):
    """Dots of several drawings of one size.

    Attributes
    ----------
    columns, rows : int
        In dots.
    """

    columns: int
    rows: int

    def start(self, owner: Indexes, column: Indexes) -> Indexes:
        """Return where dot columns begin; see `set`."""

    def set(self, start: Indexes, row: Indexes) -> None:
        """Set the dots in rows of dot columns."""


class BraillePlanes:
    """Planes for braille cells; the dots of a cell are neighbours in memory.

    Parameters
    ----------
    owners : int
        How many drawings.
    width, height : int
        In cells.

    Attributes
    ----------
    dots : bool[owners * height * width * 8]
        Within a cell row by row.
    """

    def __init__(self, owners: int, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.columns, self.rows = width * DOT_COLUMNS, height * DOT_ROWS
        self.dots = np.zeros(owners * height * width * _DOTS_OF_CELL, np.bool_)
        column, row = np.arange(self.columns), np.arange(self.rows)
        self._of_column = column // DOT_COLUMNS * _DOTS_OF_CELL + column % DOT_COLUMNS
        cells_above = row // DOT_ROWS * width
        self._of_row = cells_above * _DOTS_OF_CELL + row % DOT_ROWS * DOT_COLUMNS

    def start(self, owner: Indexes, column: Indexes) -> Indexes:
        """Return where dot columns begin; see `set`."""
        return owner * (self.height * self.width * _DOTS_OF_CELL) + self._of_column[column]

    def set(self, start: Indexes, row: Indexes) -> None:
        """Set the dots in rows of dot columns."""
        self.dots[start + self._of_row[row]] = True

    def patterns(self) -> NDArray[np.uint8]:
        """Return the dots as braille patterns, of shape (owners, height, width)."""
        packed = _PATTERNS[np.packbits(self.dots, bitorder="little")]
        return packed.reshape(-1, self.height, self.width)


class CountPlanes:
    """Planes whose drawings are laid on top of each other and counted.

    Parameters
    ----------
    owners : int
        How many drawings.
    columns, rows : int
        In dots.
    """

    def __init__(self, owners: int, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self._dots = np.zeros((owners, rows * columns), np.uint8)
        self._flat = self._dots.reshape(-1)

    def start(self, owner: Indexes, column: Indexes) -> Indexes:
        """Return where dot columns begin; see `set`."""
        return owner * (self.rows * self.columns) + column

    def set(self, start: Indexes, row: Indexes) -> None:
        """Set the dots in rows of dot columns."""
        self._flat[start + row * self.columns] = 1

    def counts(self) -> NDArray[np.int64]:
        """Return in how many drawings each dot is set, of shape (rows, columns)."""
        total = np.zeros(self.rows * self.columns, np.int64)
        for start in range(0, len(self._dots), _BYTE_SUM):
            # Sums of bytes that fit into a byte are many times faster than others.
            total += np.add.reduce(self._dots[start : start + _BYTE_SUM], axis=0, dtype=np.uint8)
        return total.reshape(self.rows, self.columns)


_BYTE_SUM = 255
