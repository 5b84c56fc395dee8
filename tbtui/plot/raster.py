"""Polylines to braille dots.

Coordinates are dots: x grows to the right from 0 to the number of dot columns, y grows
downwards from 0 to the number of dot rows. A dot covers one unit square, and the far borders
belong to the last column and row. A cell holds two dot columns and four dot rows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indexes = NDArray[np.intp]
Segments = tuple[Floats, Floats, Floats, Floats]
"""Start x, start y, end x and end y of line segments."""

DOT_COLUMNS = 2
DOT_ROWS = 4
BRAILLE_BLANK = 0x2800

ROUNDING = 1e-9
"""What a place that is exactly between two dots or cells may be off by."""

# Unicode numbers the dots of a braille cell down the left column, down the right column, and
# only then the bottom row, which was added to the six-dot cell later.
_DOT_BIT = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_DOTS_OF_CELL = DOT_ROWS * DOT_COLUMNS


def _pattern(dots: int) -> int:
    """Return the braille pattern for dots given as bits, row by row from the lowest bit on."""
    return sum(
        _DOT_BIT[dot // DOT_COLUMNS][dot % DOT_COLUMNS]
        for dot in range(_DOTS_OF_CELL)
        if dots >> dot & 1
    )


_PATTERNS = np.array([_pattern(dots) for dots in range(256)], np.uint8)

DOTS_IN = np.array([bin(bits).count("1") for bits in range(256)], np.uint8)
"""How many dots each of the 256 braille patterns has."""


class _Planes:
    """Dots of many drawings of one size; those of a cell are neighbours in memory.

    Attributes
    ----------
    width, height : int
        In cells.
    columns, rows : int
        In dots.
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


def draw_polylines(
    x: Floats, y: Floats, owner: Indexes, owners: int, width: int, height: int
) -> NDArray[np.uint8]:
    """Draw polylines, each into cells of its own.

    Neighbouring points are connected when both are finite and have the same owner. A point
    without such a neighbour is a dot by itself. Lines are cut at the borders.

    Parameters
    ----------
    x, y : float64[n]
        Points in dots, one polyline after the other; finite ones not beyond the integers of 64
        bits.
    owner : intp[n]
        The polyline to which each point belongs, from 0 to ``owners - 1``.
    width, height : int
        Size in cells.

    Returns
    -------
    uint8[owners, height, width]
        Braille patterns; add `BRAILLE_BLANK` for the code points.
    """
    if not len(x) or owners * width * height == 0:
        return np.zeros((owners, height, width), np.uint8)
    planes = _Planes(owners, width, height)
    columns, rows = planes.columns, planes.rows
    finite = np.isfinite(x) & np.isfinite(y)
    column = _dot(np.where(finite, x, -1.0), columns)
    row = _dot(np.where(finite, y, -1.0), rows)
    joined = finite[:-1] & finite[1:] & (owner[:-1] == owner[1:])
    turning = column[:-1] != column[1:]
    _draw_strokes(planes, owner, column, row, np.flatnonzero(turning | ~joined) + 1)

    inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
    joined &= turning
    steps = np.maximum(np.abs(np.diff(column)), np.abs(np.diff(row)))
    whole_inside = inside[:-1] & inside[1:]
    # The ends of those are drawn already, and with one step there is nothing between them.
    whole = np.flatnonzero(joined & whole_inside & (steps > 1))
    _draw_between(planes, owner[whole], (x[whole], y[whole], x[whole + 1], y[whole + 1]))
    cut = np.flatnonzero(joined & ~whole_inside)
    if len(cut):
        segments, kept = clip_segments((x[cut], y[cut], x[cut + 1], y[cut + 1]), columns, rows)
        cut_owner = owner[cut][kept]
        for end_x, end_y in (segments[:2], segments[2:]):
            planes.set(planes.start(cut_owner, _dot(end_x, columns)), _dot(end_y, rows))
        _draw_between(planes, cut_owner, segments)
    return planes.patterns()


def clip_segments(
    segments: Segments, columns: int, rows: int
) -> tuple[Segments, NDArray[np.bool_]]:
    """Cut segments at the borders of the plane.

    This is the algorithm of Liang and Barsky (1984): every border cuts the parameter of the
    segment, 0 at its start and 1 at its end, from below or from above.

    Returns
    -------
    segments : tuple of four float64 arrays
        What lies inside ``[0, columns] x [0, rows]``.
    kept : bool[n]
        Which of the given segments these are.
    """
    start_x, start_y, end_x, end_y = segments
    delta_x = end_x - start_x
    delta_y = end_y - start_y
    first = np.zeros_like(start_x)
    last = np.ones_like(start_x)
    kept = np.ones(len(start_x), np.bool_)
    borders = (
        (-delta_x, start_x),
        (delta_x, columns - start_x),
        (-delta_y, start_y),
        (delta_y, rows - start_y),
    )
    for outward, distance in borders:
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            crossing = distance / outward
        first = np.where(outward < 0, np.maximum(first, crossing), first)
        last = np.where(outward > 0, np.minimum(last, crossing), last)
        kept &= (outward != 0) | (distance >= 0)
    kept &= first <= last
    clipped = (
        np.clip(start_x + first * delta_x, 0, columns)[kept],
        np.clip(start_y + first * delta_y, 0, rows)[kept],
        np.clip(start_x + last * delta_x, 0, columns)[kept],
        np.clip(start_y + last * delta_y, 0, rows)[kept],
    )
    return clipped, kept


def _draw_strokes(
    planes: _Planes, owner: Indexes, column: Indexes, row: Indexes, borders: Indexes
) -> None:
    """Draw what neighbouring points of the same dot column cover: one stroke of that column.

    Noisy data are hardly anything else. A point by itself is a stroke of one dot.

    Parameters
    ----------
    owner, column, row : intp[n]
        Of the points; those without a place stand outside the planes.
    borders : intp[k]
        Indexes of the points that begin another stroke, without the first.
    """
    first = np.concatenate(([0], borders))
    top = np.maximum(np.minimum.reduceat(row, first), 0)
    bottom = np.minimum(np.maximum.reduceat(row, first), planes.rows - 1)
    at, of = column[first], owner[first]
    visible = (top <= bottom) & (at >= 0) & (at < planes.columns)
    start, top, bottom = planes.start(of[visible], at[visible]), top[visible], bottom[visible]
    planes.set(start, top)
    planes.set(start, bottom)
    tall = np.flatnonzero(bottom - top > 1)
    lengths = (bottom - top - 1)[tall]
    rows = np.repeat(top[tall] + 1, lengths) + _counted(lengths)
    planes.set(np.repeat(start[tall], lengths), rows)


def _draw_between(planes: _Planes, owner: Indexes, segments: Segments) -> None:
    """Set the dots between the ends of segments that lie inside the planes.

    Each segment takes as many steps as it crosses dots in its longer direction, so that
    neighbouring dots touch and none is set twice.
    """
    start_x, start_y, end_x, end_y = segments
    columns, rows = planes.columns, planes.rows
    across = _dot(end_x, columns) - _dot(start_x, columns)
    down = _dot(end_y, rows) - _dot(start_y, rows)
    steps = np.maximum(np.abs(across), np.abs(down))
    counts = np.maximum(steps - 1, 0)
    step = _counted(counts) + 1
    segment = np.repeat(np.arange(len(counts)), counts)
    stride = np.maximum(steps, 1)
    x = start_x[segment] + step * ((end_x - start_x) / stride)[segment]
    y = start_y[segment] + step * ((end_y - start_y) / stride)[segment]
    planes.set(planes.start(owner[segment], _dot(x, columns)), _dot(y, rows))


def _counted(lengths: Indexes) -> Indexes:
    """Return 0, 1, 2, ... anew for each length."""
    first = np.cumsum(lengths) - lengths
    counted: Indexes = np.arange(int(lengths.sum())) - np.repeat(first, lengths)
    return counted


def _dot(position: Floats, count: int) -> Indexes:
    """Return the dots in which positions lie; what is at the far border is in the last dot."""
    dot = np.floor(position + ROUNDING).astype(np.intp)
    dot[(dot == count) & (position <= count + ROUNDING)] = count - 1
    return dot
