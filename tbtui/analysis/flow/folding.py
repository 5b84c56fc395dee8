"""Long chains, broken into columns beside one another as text is into lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tbtui.analysis.flow.layout import Layout, Place, Point, Size, corners_of

_APART = 5
"""Columns between two parts, in the middle of which the flow goes back to the top."""
_HEAD = 2
"""Rows above a part into which the flow comes from the part before."""


class _Cut(NamedTuple):
    """A row in which a single line goes on, and the column of that line."""

    row: int
    column: int


class _Part(NamedTuple):
    """Rows that stay together: from a layer's first row to the row of the next cut."""

    first: int
    last: int
    left: int
    width: int


def fold(layout: Layout, sizes: Sequence[Size], width: int, height: int) -> Layout:
    """Break a picture that is higher than what is seen of it into parts beside one another.

    It is broken only where all that goes on is one line, which then leads up to the next part.

    Parameters
    ----------
    layout : Layout
        Of a connected graph, inputs at the top.
    sizes : sequence of Size
        Of its nodes.
    width, height : int
        Cells to fill. Parts that are too wide to stand beside one another get higher than that.

    Returns
    -------
    Layout
        The same one where it fits or cannot be broken.
    """
    if layout.height <= height:
        return layout
    cuts = _cuts(layout)
    if not cuts:
        return layout
    goal = height
    while goal < layout.height:
        parts = _parts(layout, sizes, _chosen(cuts, goal, layout.height))
        used = sum(part.width + _APART for part in parts) - _APART
        # Of narrow parts, several are seen at once, and the rest as one turns pages.
        are_pages = 2 * max(part.width for part in parts) + _APART <= width
        if used <= width or are_pages:
            return _beside_one_another(layout, sizes, parts, cuts) if len(parts) > 1 else layout
        goal += max(1, goal // 4)
    return layout


def _cuts(layout: Layout) -> dict[int, _Cut]:
    """Return the possible cuts by their rows."""
    tops = sorted({place.top for place in layout.places})[1:]
    cuts = {}
    for top in tops:
        columns = {column for path in layout.paths if (column := _column_in(path, top - 1)) >= 0}
        if len(columns) == 1:
            cuts[top - 1] = _Cut(top - 1, columns.pop())
    return cuts


def _column_in(path: Sequence[Point], row: int) -> int:
    """Return the column in which a path passes a row below which it does not turn, or -1."""
    if not path or not path[0].y <= row <= path[-1].y:
        return -1
    return next(point.x for point in reversed(path) if point.y <= row)


def _chosen(cuts: dict[int, _Cut], goal: int, height: int) -> list[int]:
    """Choose the rows of cuts, each as late as it may be."""
    chosen: list[int] = []
    start, limit = 0, goal - 1
    while limit < height - 1:
        within = [row for row in cuts if start < row <= limit]
        later = [row for row in cuts if row > limit]
        if not within and not later:
            break
        start = max(within) if within else min(later)
        chosen.append(start)
        limit = start + max(1, goal - _HEAD)
    return chosen


def _parts(layout: Layout, sizes: Sequence[Size], rows: Sequence[int]) -> list[_Part]:
    parts = []
    bounds = [-1, *rows, layout.height - 1]
    for before, last in pairwise(bounds):
        columns: list[int] = []
        for place, size in zip(layout.places, sizes, strict=True):
            if before < place.top <= last:
                columns += [place.port - size.left, place.port + size.right]
        for path in layout.paths:
            columns += [point.x for point in path if before < point.y <= last]
        left = min(columns, default=0)
        parts.append(_Part(before + 1, last, left, max(columns, default=0) - left + 1))
    return parts


def _beside_one_another(
    layout: Layout, sizes: Sequence[Size], parts: Sequence[_Part], cuts: dict[int, _Cut]
) -> Layout:
    starts, x = [], 0
    for part in parts:
        starts.append(x)
        x += part.width + _APART

    def part_of(row: int) -> int:
        return next(index for index, part in enumerate(parts) if row <= part.last)

    def moved(point: Point, index: int) -> Point:
        part = parts[index]
        down = _HEAD - part.first if index else 0
        return Point(point.x - part.left + starts[index], point.y + down)

    places = []
    for place in layout.places:
        index = part_of(place.top)
        port, top = moved(Point(place.port, place.top), index)
        places.append(Place(port, top, place.layer))
    paths = []
    for path in layout.paths:
        points: list[Point] = []
        rest = list(path)
        for index, part in enumerate(parts[:-1]):
            if not path or not path[0].y <= part.last <= path[-1].y:
                continue
            end = Point(cuts[part.last].column, part.last)
            points += [moved(point, index) for point in rest if point.y < part.last]
            points += _around(moved(end, index), moved(end, index + 1), starts[index + 1])
            rest = [point for point in rest if point.y > part.last]
        points += [moved(point, part_of(point.y)) for point in rest]
        paths.append(corners_of(points))
    bottom = max(
        [place.top + size.height for place, size in zip(places, sizes, strict=True)]
        + [point.y + 1 for path in paths for point in path]
    )
    return Layout(places, paths, layout.turned, x - _APART, bottom)


def _around(end: Point, start: Point, left: int) -> list[Point]:
    """Lead from the end of one part over the gap to the start of the next one."""
    gap = left - _APART + _APART // 2
    return [end, Point(gap, end.y), Point(gap, 0), Point(start.x, 0), Point(start.x, _HEAD - 1)]
