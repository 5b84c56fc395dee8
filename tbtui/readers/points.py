"""Points of many tags, and how they are split by tag."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.sources import KnownSources
from tbtui.readers.values import ScalarSource

Floats = NDArray[np.float32] | NDArray[np.float64]


class Points(NamedTuple):
    """Points of many tags, in any order.

    Attributes
    ----------
    sources : int64[n]
        Numbers in `KnownSources`.
    steps : int64[n]
    wall_times : float64[n]
        Seconds since 1970, UTC.
    values : float32[n] or float64[n]
    offsets : int64[n]
        Where the values lie, which tells their order.
    """

    sources: NDArray[np.int64]
    steps: NDArray[np.int64]
    wall_times: NDArray[np.float64]
    values: Floats
    offsets: NDArray[np.int64]

    def select(self, which: NDArray[np.intp] | slice) -> Points:
        """Return some of the points, in the order given."""
        return Points(
            self.sources[which],
            self.steps[which],
            self.wall_times[which],
            self.values[which],
            self.offsets[which],
        )


def joined(parts: Sequence[Points]) -> Points:
    """Return the points of all parts, one part after the other."""
    if len(parts) == 1:
        return parts[0]
    return Points(
        np.concatenate([part.sources for part in parts]),
        np.concatenate([part.steps for part in parts]),
        np.concatenate([part.wall_times for part in parts]),
        np.concatenate([part.values for part in parts]),
        np.concatenate([part.offsets for part in parts]),
    )


class ValuePlaces(NamedTuple):
    """Where the values of some records lie and which templates they match.

    Attributes
    ----------
    offsets : int64[n]
        Starts of the values in the buffer, ascending.
    templates : int64[n]
        Numbers of templates, 0 for none.
    """

    offsets: NDArray[np.int64]
    templates: NDArray[np.int64]


class TagPoints(NamedTuple):
    """The points of one tag, in the order of the file.

    Attributes
    ----------
    source : ScalarSource
        Of the first point.
    steps : int64[n]
    wall_times : float64[n]
        Seconds since 1970, UTC.
    values : float32[n] or float64[n]
    """

    source: ScalarSource
    steps: NDArray[np.int64]
    wall_times: NDArray[np.float64]
    values: Floats


def group_by_tag(
    parts: Sequence[Points], sources: KnownSources, piece_starts: Sequence[int]
) -> list[list[TagPoints]]:
    """Split points by file and tag, each tag's points in the order of the file.

    Parameters
    ----------
    parts : sequence of Points
    sources : KnownSources
        What the numbers in ``Points.sources`` stand for.
    piece_starts : sequence of int
        Where in the buffer the data of each file starts, in ascending order.

    Returns
    -------
    list of list of TagPoints
        For each file those of each tag. The files share no arrays.
    """
    narrow = [part for part in parts if part.values.dtype == np.float32 and len(part.offsets)]
    wide = [part for part in parts if part.values.dtype == np.float64 and len(part.offsets)]
    groups = _groups(joined(narrow), sources, piece_starts) if narrow else []
    if wide:
        groups += _groups(joined(wide), sources, piece_starts)
    result: list[list[TagPoints]] = [[] for _ in piece_starts]
    if not (narrow and wide):
        for piece, _, points in groups:
            result[piece].append(_tag_points(points, sources))
        return result
    by_tag: dict[tuple[int, int], list[Points]] = {}
    for piece, tag_number, points in groups:
        by_tag.setdefault((piece, tag_number), []).append(points)
    for (piece, _), same_tag in by_tag.items():
        points = same_tag[0] if len(same_tag) == 1 else _in_file_order(joined(same_tag))
        result[piece].append(_tag_points(points, sources))
    return result


def _tag_points(points: Points, sources: KnownSources) -> TagPoints:
    source = sources.listed[int(points.sources[0])]
    return TagPoints(source, points.steps, points.wall_times, points.values)


def _groups(
    points: Points, sources: KnownSources, piece_starts: Sequence[int]
) -> list[tuple[int, int, Points]]:
    """Return the points of each file and tag, with the numbers of both."""
    ordered = _is_in_file_order(points)
    if not ordered and len(piece_starts) > 1:
        points, ordered = _in_file_order(points), True
    tags: NDArray[np.integer] = sources.tag_numbers.take(points.sources)
    if sources.tag_count <= 1 << 16:
        tags = tags.astype(np.uint8 if sources.tag_count <= 1 << 8 else np.uint16)
    edges = [0, *np.searchsorted(points.offsets, piece_starts[1:]).tolist(), len(tags)]
    result = []
    for piece, (start, end) in enumerate(itertools.pairwise(edges)):
        if start == end:
            continue
        # For small integers a stable argsort is a radix sort, linear in the points.
        order = np.argsort(tags[start:end], kind="stable")
        of_piece = points.select(order + start if start else order)
        changes = np.flatnonzero(np.diff(tags[start:end][order]))
        tag_edges = [0, *(changes + 1).tolist(), end - start]
        for tag_start, tag_end in itertools.pairwise(tag_edges):
            group = of_piece.select(slice(tag_start, tag_end))
            tag_number = int(tags[start + order[tag_start]])
            result.append((piece, tag_number, group if ordered else _in_file_order(group)))
    return result


def _in_file_order(points: Points) -> Points:
    if _is_in_file_order(points):
        return points
    return points.select(np.argsort(points.offsets, kind="stable"))


def _is_in_file_order(points: Points) -> bool:
    return bool((points.offsets[1:] >= points.offsets[:-1]).all())
