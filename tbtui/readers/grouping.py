"""Split the points of many tags and files by file and tag."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.points import Points, TagPoints, joined
from tbtui.readers.sources import KnownSources


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
    if narrow and wide:
        narrow, wide = _without_shared_tags(joined(narrow), joined(wide), sources)
    result: list[list[TagPoints]] = [[] for _ in piece_starts]
    for same_type in (narrow, wide):
        if same_type:
            points = _in_file_order(joined(same_type))
            _add_groups(result, points, sources, piece_starts)
    return result


def _without_shared_tags(
    narrow: Points, wide: Points, sources: KnownSources
) -> tuple[list[Points], list[Points]]:
    """Move the points of tags that have both narrow and wide values to the wide ones."""
    narrow_tags = sources.tag_numbers.take(narrow.sources)
    is_wide = np.zeros(sources.tag_count, np.bool_)
    is_wide[sources.tag_numbers.take(wide.sources)] = True
    shared = is_wide.take(narrow_tags)
    if not shared.any():
        return [narrow], [wide]
    moved = narrow.select(np.flatnonzero(shared))
    moved = moved._replace(values=moved.values.astype(np.float64))
    kept = narrow.select(np.flatnonzero(~shared))
    return [kept] if len(kept.offsets) else [], [wide, moved]


def _add_groups(
    result: list[list[TagPoints]],
    points: Points,
    sources: KnownSources,
    piece_starts: Sequence[int],
) -> None:
    tags: NDArray[np.integer] = sources.tag_numbers.take(points.sources)
    if sources.tag_count <= 1 << 16:
        tags = tags.astype(np.uint8 if sources.tag_count <= 1 << 8 else np.uint16)
    edges = [0, *np.searchsorted(points.offsets, piece_starts[1:]).tolist(), len(tags)]
    for piece, (start, end) in enumerate(itertools.pairwise(edges)):
        if end - start == 1:
            alone = slice(start, end)
            result[piece].append(
                TagPoints(
                    sources.listed[int(points.sources[start])],
                    points.steps[alone].copy(),
                    points.wall_times[alone].copy(),
                    points.values[alone].copy(),
                )
            )
        elif end > start:
            of_piece = points.select(slice(start, end))
            result[piece] += _split(of_piece, tags[start:end], sources)


def _split(points: Points, tags: NDArray[np.integer], sources: KnownSources) -> list[TagPoints]:
    """Split the points of one file, which are in its order."""
    period = _period(tags)
    listed = sources.listed
    if period:
        # Row by row a step's points, column by column a tag's: no need to sort.
        steps = points.steps.reshape(-1, period).T.copy()
        wall_times = points.wall_times.reshape(-1, period).T.copy()
        values = points.values.reshape(-1, period).T.copy()
        return [
            TagPoints(listed[source], *columns)
            for source, *columns in zip(
                points.sources[:period].tolist(), steps, wall_times, values, strict=True
            )
        ]
    # For small integers a stable argsort is a radix sort, linear in the points.
    order = np.argsort(tags, kind="stable")
    steps, wall_times, values = points.steps[order], points.wall_times[order], points.values[order]
    changes = np.flatnonzero(np.diff(tags[order])) + 1
    edges = [0, *changes.tolist(), len(tags)]
    first_sources = points.sources[order[edges[:-1]]].tolist()
    return [
        TagPoints(listed[source], steps[start:end], wall_times[start:end], values[start:end])
        for source, (start, end) in zip(first_sources, itertools.pairwise(edges), strict=True)
    ]


def _period(tags: NDArray[np.integer]) -> int:
    """Return after how many points the tags repeat in the same order, 0 if they do not."""
    again = np.flatnonzero(tags[1:] == tags[0])
    period = int(again[0]) + 1 if len(again) else len(tags)
    repeats = len(tags) % period == 0 and np.array_equal(tags[period:], tags[:-period])
    # Not numpy.unique: its first use imports numpy.ma, which takes longer than a small log.
    return period if repeats and len(set(tags[:period].tolist())) == period else 0


def _in_file_order(points: Points) -> Points:
    if bool((points.offsets[1:] >= points.offsets[:-1]).all()):
        return points
    return points.select(np.argsort(points.offsets, kind="stable"))
