"""Read the points of many small files of one layout (see `layout_pass`) into shared columns."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.layout_pass import LayoutMatch, MatchedPart, places_within
from tbtui.readers.points import TagPoints


class FilePoints(NamedTuple):
    """The points of one file, and the earliest and latest wall time if all are finite."""

    points: list[TagPoints]
    wall_times: tuple[float, float] | None


def read_points(match: LayoutMatch) -> list[FilePoints]:
    """Read the points of all files of a match.

    The arrays of a tag in one file are slices of those in all files, and the tags of a file share
    their steps where these are the same. So nobody may write to them.
    """
    if len(match.parts) == 1 and bool((match.parts[0].counts == 1).all()):
        found = match.parts[0].cycle.points(match.parts[0].gathered, 0, len(match.files))
        if found and all(len(points.steps) == len(match.files) for points in found):
            return _rows(found)
    parts_of_tag: dict[str, list[TagPoints | None]] = {}
    for number, part in enumerate(match.parts):
        for points in part.cycle.points(part.gathered, 0, int(part.counts.sum())):
            parts = parts_of_tag.setdefault(points.source.tag, [None] * len(match.parts))
            parts[number] = points
    alike: dict[Any, list[list[TagPoints | None]]] = {}
    for parts in parts_of_tag.values():
        frequencies = tuple(map(_points_a_period, parts, match.parts))
        dtype = np.result_type(*(points.values for points in parts if points is not None))
        alike.setdefault((frequencies, dtype), []).append(parts)
    columns = [
        _Columns(match.parts, frequencies, dtype, tags)
        for (frequencies, dtype), tags in alike.items()
    ]
    nothing = np.full(len(match.files), np.inf)
    earliest = np.minimum.reduce([nothing, *(group.earliest for group in columns)])
    latest = np.maximum.reduce([-nothing, *(group.latest for group in columns)])
    return [
        FilePoints(
            list(itertools.chain.from_iterable(group.of_file(file) for group in columns)),
            (first, last) if -np.inf < first <= last < np.inf else None,
        )
        for file, (first, last) in enumerate(zip(earliest.tolist(), latest.tolist(), strict=True))
    ]


def _rows(found: list[TagPoints]) -> list[FilePoints]:
    """Return what each file holds where every tag has one point in every file.

    That is what running experiments write between two looks at them.
    """
    points_of_files = zip(*map(_apart, found), strict=True)
    every_time = np.array([points.wall_times for points in found])
    earliest, latest = every_time.min(axis=0), every_time.max(axis=0)
    return [
        FilePoints(list(points), (first, last) if -np.inf < first <= last < np.inf else None)
        for points, first, last in zip(
            points_of_files, earliest.tolist(), latest.tolist(), strict=True
        )
    ]


def _apart(points: TagPoints) -> Iterable[TagPoints]:
    """Return every point on its own."""
    source, steps, wall_times, values = points
    return map(
        TagPoints,
        itertools.repeat(source),
        steps[:, np.newaxis],
        wall_times[:, np.newaxis],
        values[:, np.newaxis],
    )


def _points_a_period(points: TagPoints | None, part: MatchedPart) -> int:
    return 0 if points is None else len(points.steps) // int(part.counts.sum())


class _Places:
    """Where the points of one part go in a column that holds all points of all files.

    Parameters
    ----------
    starts : int64[files]
        Of each file's points of this part.
    counts : int64[files]
        How many there are.
    lengths : int64[files]
        How many points of all parts each file has.
    """

    def __init__(
        self, starts: NDArray[np.int64], counts: NDArray[np.int64], lengths: NDArray[np.int64]
    ) -> None:
        first, count = int(starts[0]), int(counts[0])
        self._files = len(counts)
        self._are_regular = bool((counts == count).all() and (lengths == lengths[0]).all())
        self._of_each_file = slice(first, first + count)
        if not self._are_regular:
            self._places = np.repeat(starts, counts) + places_within(counts)

    def fill(self, column: NDArray[Any], points: NDArray[Any]) -> None:
        """Put the points of this part into a column."""
        if self._are_regular:
            # Much the same is much faster with files for rows.
            rows = column.reshape(self._files, -1)
            rows[:, self._of_each_file] = points.reshape(self._files, -1)
        else:
            column[self._places] = points


class _Columns:
    """The points of tags that come equally often in every part of all files of a match.

    Parameters
    ----------
    parts : list of MatchedPart
    frequencies : sequence of int
        How often each of the tags comes in a period of each part.
    dtype : numpy.dtype
        Of the values.
    tags : list of list of TagPoints
        The points of each tag in all files, part by part.

    Attributes
    ----------
    earliest, latest : float64[files]
        Of the wall times of each file, which are infinite where there are none and may be NaN.
    """

    def __init__(
        self,
        parts: list[MatchedPart],
        frequencies: Sequence[int],
        dtype: np.dtype[Any],
        tags: list[list[TagPoints | None]],
    ) -> None:
        lengths_of_parts = [
            part.counts * frequency for part, frequency in zip(parts, frequencies, strict=True)
        ]
        lengths = np.sum(lengths_of_parts, axis=0)
        ends = np.cumsum(lengths)
        total = int(ends[-1])
        self._edges = [0, *ends.tolist()]
        self._sources = [next(part.source for part in tag if part is not None) for tag in tags]
        self._wall_times = np.empty((len(tags), total))
        self._values = np.empty((len(tags), total), dtype)
        self._share_steps = all(_are_same(of_part) for of_part in zip(*tags, strict=True))
        self._steps = np.empty((1 if self._share_steps else len(tags), total), np.int64)
        starts = ends - lengths
        for number, of_part in enumerate(lengths_of_parts):
            places = _Places(starts, of_part, lengths)
            starts = starts + of_part
            for row, tag in enumerate(tags):
                points = tag[number]
                if points is None:
                    break
                places.fill(self._wall_times[row], points.wall_times)
                places.fill(self._values[row], points.values)
                if row < len(self._steps):
                    places.fill(self._steps[row], points.steps)
        self._note_times(lengths, ends - lengths)

    def _note_times(self, lengths: NDArray[np.int64], starts: NDArray[np.int64]) -> None:
        having = np.flatnonzero(lengths)
        firsts = starts[having]
        self.earliest = np.full(len(lengths), np.inf)
        self.latest = np.full(len(lengths), -np.inf)
        self.earliest[having] = np.minimum.reduceat(self._wall_times, firsts, axis=1).min(axis=0)
        self.latest[having] = np.maximum.reduceat(self._wall_times, firsts, axis=1).max(axis=0)

    def of_file(self, file: int) -> Iterable[TagPoints]:
        """Return the points of these tags in one file."""
        start, end = self._edges[file : file + 2]
        if start == end:
            return ()
        steps: Iterable[NDArray[np.int64]] = self._steps[:, start:end]
        if self._share_steps:
            steps = itertools.repeat(self._steps[0, start:end])
        return map(
            TagPoints, self._sources, steps, self._wall_times[:, start:end],
            self._values[:, start:end],
        )  # fmt: skip


def _are_same(of_tags: Sequence[TagPoints | None]) -> bool:
    """Say whether several tags have the same steps in some part."""
    first = of_tags[0]
    return first is None or all(
        points is not None and points.steps is first.steps for points in of_tags
    )
