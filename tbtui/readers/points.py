"""Points of many tags, and how they are split by tag."""

from __future__ import annotations

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


def group_by_tag(parts: Sequence[Points], sources: KnownSources) -> list[TagPoints]:
    """Split points by tag, each tag's points in the order of the file.

    Parameters
    ----------
    parts : sequence of Points
    sources : KnownSources
        What the numbers in ``Points.sources`` stand for.
    """
    groups: dict[int, list[Points]] = {}
    for wide in (False, True):
        chosen = [part for part in parts if (part.values.dtype == np.float64) == wide]
        if chosen:
            for tag_number, group in _groups(joined(chosen), sources):
                groups.setdefault(tag_number, []).append(group)
    result = []
    for same_tag in groups.values():
        points = same_tag[0] if len(same_tag) == 1 else _in_file_order(joined(same_tag))
        source = sources.listed[int(points.sources[0])]
        result.append(TagPoints(source, points.steps, points.wall_times, points.values))
    return result


def _groups(points: Points, sources: KnownSources) -> list[tuple[int, Points]]:
    if not len(points.offsets):
        return []
    tags: NDArray[np.integer] = sources.tag_numbers.take(points.sources)
    if sources.tag_count <= 1 << 16:
        tags = tags.astype(np.uint8 if sources.tag_count <= 1 << 8 else np.uint16)
    ordered = _is_in_file_order(points)
    # For small integers a stable argsort is a radix sort, linear in the points.
    order = np.argsort(tags, kind="stable")
    points = points.select(order)
    tags = tags[order]
    starts = [0, *(np.flatnonzero(tags[1:] != tags[:-1]) + 1).tolist()]
    result = []
    for start, end in zip(starts, [*starts[1:], len(tags)], strict=True):
        group = points.select(slice(start, end))
        result.append((int(tags[start]), group if ordered else _in_file_order(group)))
    return result


def _in_file_order(points: Points) -> Points:
    if _is_in_file_order(points):
        return points
    return points.select(np.argsort(points.offsets, kind="stable"))


def _is_in_file_order(points: Points) -> bool:
    return bool((points.offsets[1:] >= points.offsets[:-1]).all())
