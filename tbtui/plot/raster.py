"""Polylines to braille dots.

Coordinates are dots: x grows to the right from 0 to the number of dot columns, y grows
downwards from 0 to the number of dot rows. A dot covers one unit square, and the far borders
belong to the last column and row. A cell holds two dot columns and four dot rows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Segments = tuple[Floats, Floats, Floats, Floats]
"""Start x, start y, end x and end y of line segments."""

DOT_COLUMNS = 2
DOT_ROWS = 4
BRAILLE_BLANK = 0x2800

ROUNDING = 1e-9
"""What a place that is exactly between two dots or cells may be off by."""

# Unicode numbers the dots of a braille cell down the left column, down the right column, and
# only then the bottom row, which was added to the six-dot cell later.
_DOT_BIT = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]], np.uint8)

DOTS_IN = np.array([bin(bits).count("1") for bits in range(256)], np.uint8)
"""How many dots each of the 256 braille patterns has."""


def draw_polylines(
    x: Floats,
    y: Floats,
    owner: NDArray[np.intp],
    owners: int,
    columns: int,
    rows: int,
) -> NDArray[np.bool_]:
    """Draw polylines, each into a plane of its own.

    Neighbouring points are connected when both are finite and have the same owner. A point
    without such a neighbour is a dot by itself. Lines are cut where they leave the planes.

    Parameters
    ----------
    x, y : float64[n]
        Points in dots, one polyline after the other; finite ones not beyond the integers of 64
        bits.
    owner : intp[n]
        The polyline to which each point belongs, from 0 to ``owners - 1``.
    columns, rows : int
        Size of the planes in dots.

    Returns
    -------
    bool[owners, rows, columns]
    """
    planes = np.zeros((owners, rows, columns), np.bool_)
    if not len(x) or not planes.size:
        return planes
    finite = np.isfinite(x) & np.isfinite(y)
    column = _dot(np.where(finite, x, -1.0), columns)
    row = _dot(np.where(finite, y, -1.0), rows)
    joined = finite[:-1] & finite[1:] & (owner[:-1] == owner[1:])
    turning = column[:-1] != column[1:]
    _draw_strokes(planes, owner, column, row, np.flatnonzero(turning | ~joined) + 1)

    inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
    joined &= turning
    whole = np.flatnonzero(joined & inside[:-1] & inside[1:])
    _draw_segments(planes, owner[whole], (x[whole], y[whole], x[whole + 1], y[whole + 1]))
    cut = np.flatnonzero(joined & ~(inside[:-1] & inside[1:]))
    if len(cut):
        segments, kept = clip_segments((x[cut], y[cut], x[cut + 1], y[cut + 1]), columns, rows)
        _draw_segments(planes, owner[cut][kept], segments)
    return planes


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
    planes: NDArray[np.bool_],
    owner: NDArray[np.intp],
    column: NDArray[np.intp],
    row: NDArray[np.intp],
    borders: NDArray[np.intp],
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
    _, rows, columns = planes.shape
    starts = np.concatenate(([0], borders))
    top = np.maximum(np.minimum.reduceat(row, starts), 0)
    bottom = np.minimum(np.maximum.reduceat(row, starts), rows - 1)
    at, of = column[starts], owner[starts]
    visible = (top <= bottom) & (at >= 0) & (at < columns)
    top, lengths = top[visible], (bottom - top + 1)[visible]
    first = (of[visible] * rows + top) * columns + at[visible]
    planes.reshape(-1)[np.repeat(first, lengths) + _counted(lengths) * columns] = True


def _draw_segments(planes: NDArray[np.bool_], owner: NDArray[np.intp], segments: Segments) -> None:
    """Set the dots along segments that lie inside the planes.

    Each segment takes as many steps as it crosses dots in its longer direction, so that
    neighbouring dots touch and none is set twice.
    """
    start_x, start_y, end_x, end_y = segments
    _, rows, columns = planes.shape
    across = _dot(end_x, columns) - _dot(start_x, columns)
    down = _dot(end_y, rows) - _dot(start_y, rows)
    steps = np.maximum(np.abs(across), np.abs(down))
    counts = steps + 1
    step = _counted(counts)
    x = np.repeat(start_x, counts)
    x += step * np.repeat((end_x - start_x) / np.maximum(steps, 1), counts)
    y = np.repeat(start_y, counts)
    y += step * np.repeat((end_y - start_y) / np.maximum(steps, 1), counts)
    flat = (np.repeat(owner, counts) * rows + _dot(y, rows)) * columns + _dot(x, columns)
    planes.reshape(-1)[flat] = True


def _counted(lengths: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return 0, 1, 2, ... anew for each length."""
    first = np.cumsum(lengths) - lengths
    counted: NDArray[np.intp] = np.arange(int(lengths.sum())) - np.repeat(first, lengths)
    return counted


def _dot(position: Floats, count: int) -> NDArray[np.intp]:
    """Return the dots in which positions lie; what is at the far border is in the last dot."""
    dot = np.floor(position + ROUNDING).astype(np.intp)
    dot[(dot == count) & (position <= count + ROUNDING)] = count - 1
    return dot


def pack(planes: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Gather dots into braille patterns.

    Parameters
    ----------
    planes : bool[..., rows, columns]
        The rows a multiple of four, the columns a multiple of two.

    Returns
    -------
    uint8[..., rows / 4, columns / 2]
        Add `BRAILLE_BLANK` for the code points.
    """
    dots = planes.view(np.uint8)
    rows, columns = planes.shape[-2:]
    patterns = np.zeros((*planes.shape[:-2], rows // DOT_ROWS, columns // DOT_COLUMNS), np.uint8)
    for row in range(DOT_ROWS):
        for column in range(DOT_COLUMNS):
            patterns |= dots[..., row::DOT_ROWS, column::DOT_COLUMNS] * _DOT_BIT[row, column]
    return patterns
