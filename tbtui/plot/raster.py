"""Polylines to dots, as braille patterns or as counts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.dashes import PERIOD, Dashes
from tbtui.plot.planes import ROUNDING, BraillePlanes, CountPlanes, Floats, Indexes, Planes

Segments = tuple[Floats, Floats, Floats, Floats]
"""Start x, start y, end x and end y of line segments."""


def draw_polylines(
    x: Floats,
    y: Floats,
    owner: Indexes,
    owners: int,
    width: int,
    height: int,
    patterns: Indexes | None = None,
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
    patterns : intp[owners], optional
        How each polyline is dashed; all are solid when None.

    Returns
    -------
    uint8[owners, height, width]
        Braille patterns; add `BRAILLE_BLANK` for the code points.
    """
    if not len(x) or owners * width * height == 0:
        return np.zeros((owners, height, width), np.uint8)
    planes = BraillePlanes(owners, width, height)
    _trace(planes, x, y, owner, patterns)
    return planes.patterns()


def count_polylines(
    x: Floats, y: Floats, owner: Indexes, owners: int, columns: int, rows: int
) -> NDArray[np.int64]:
    """Count how many polylines pass through each dot.

    The parameters are those of `draw_polylines`, except for the size, which is in dots.

    Returns
    -------
    int64[rows, columns]
    """
    if not len(x) or owners * columns * rows == 0:
        return np.zeros((rows, columns), np.int64)
    planes = CountPlanes(owners, columns, rows)
    _trace(planes, x, y, owner, None)
    return planes.counts()


def _trace(planes: Planes, x: Floats, y: Floats, owner: Indexes, patterns: Indexes | None) -> None:
    columns, rows = planes.columns, planes.rows
    finite = np.isfinite(x) & np.isfinite(y)
    column = _dot(np.where(finite, x, -1.0), columns)
    row = _dot(np.where(finite, y, -1.0), rows)
    joined = finite[:-1] & finite[1:] & (owner[:-1] == owner[1:])
    dashes = None if patterns is None else Dashes(patterns, owner, column, row, joined)
    turning = column[:-1] != column[1:]
    _draw_strokes(planes, owner, column, row, np.flatnonzero(turning | ~joined) + 1, dashes)

    inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
    joined = joined & turning
    steps = np.maximum(np.abs(np.diff(column)), np.abs(np.diff(row)))
    whole_inside = inside[:-1] & inside[1:]
    # The ends of those are drawn already, and with one step there is nothing between them.
    whole = np.flatnonzero(joined & whole_inside & (steps > 1))
    segments = x[whole], y[whole], x[whole + 1], y[whole + 1]
    _draw_between(planes, owner, whole, segments, dashes)
    cut = np.flatnonzero(joined & ~whole_inside)
    if len(cut):
        segments, kept = clip_segments((x[cut], y[cut], x[cut + 1], y[cut + 1]), columns, rows)
        cut = cut[kept]
        for end_x, end_y in (segments[:2], segments[2:]):
            planes.set(planes.start(owner[cut], _dot(end_x, columns)), _dot(end_y, rows))
        _draw_between(planes, owner, cut, segments, dashes)


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
    planes: Planes,
    owner: Indexes,
    column: Indexes,
    row: Indexes,
    borders: Indexes,
    dashes: Dashes | None,
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
    at = column[first]
    visible = (top <= bottom) & (at >= 0) & (at < planes.columns)
    point, top, bottom = first[visible], top[visible], bottom[visible]
    start = planes.start(owner[point], at[visible])
    if dashes is None:
        planes.set(start, top)
        planes.set(start, bottom)
    else:
        # The ends of a stroke longer than the pattern are its extremes, which gaps must not hide.
        kept = dashes.kept(first)[visible] | (bottom - top >= PERIOD)
        for end in (top, bottom):
            shown = kept | dashes.shown(point, end - top)
            planes.set(start[shown], end[shown])
    tall = np.flatnonzero(bottom - top > 1)
    lengths = (bottom - top - 1)[tall]
    stroke = np.repeat(tall, lengths)
    step = _counted(lengths) + 1
    if dashes is not None:
        shown = dashes.shown(point[stroke], step)
        stroke, step = stroke[shown], step[shown]
    planes.set(start[stroke], top[stroke] + step)


def _draw_between(
    planes: Planes, owner: Indexes, point: Indexes, segments: Segments, dashes: Dashes | None
) -> None:
    """Set the dots between the ends of segments that lie inside the planes.

    Each segment takes as many steps as it crosses dots in its longer direction, so that
    neighbouring dots touch and none is set twice.

    Parameters
    ----------
    owner : intp[n]
        Of all points.
    point : intp[k]
        Indexes of the points at which the segments begin.
    """
    start_x, start_y, end_x, end_y = segments
    columns, rows = planes.columns, planes.rows
    across = _dot(end_x, columns) - _dot(start_x, columns)
    down = _dot(end_y, rows) - _dot(start_y, rows)
    steps = np.maximum(np.abs(across), np.abs(down))
    counts = np.maximum(steps - 1, 0)
    step = _counted(counts) + 1
    segment = np.repeat(np.arange(len(counts)), counts)
    if dashes is not None:
        shown = dashes.shown(point[segment], step)
        segment, step = segment[shown], step[shown]
    stride = np.maximum(steps, 1)
    x = start_x[segment] + step * ((end_x - start_x) / stride)[segment]
    y = start_y[segment] + step * ((end_y - start_y) / stride)[segment]
    planes.set(planes.start(owner[point][segment], _dot(x, columns)), _dot(y, rows))


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
