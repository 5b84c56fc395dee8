"""Find out whether a tag begins with a scalar, where some of its values are scalars and some not.

What the first value of a tag says of it counts. Within a block, scalars are decoded apart from all
other values, so which of them came first is told by their offsets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from tbtui.readers.odd_values import IndexedValue
from tbtui.readers.points import Points, TagPoints
from tbtui.readers.sources import KnownSources


def tags_indexed_first(
    indexed: Iterable[IndexedValue],
    points: Iterable[TagPoints],
    parts: Sequence[Points],
    sources: KnownSources,
    start: int,
    shift: int,
) -> frozenset[str]:
    """Return the tags that have points but begin with an index entry.

    Parameters
    ----------
    indexed, points : iterable of IndexedValue, iterable of TagPoints
        Those of one piece of a file in a buffer.
    parts : sequence of Points
        The same points and those of other pieces, with their offsets in the buffer.
    sources : KnownSources
        What the numbers in ``Points.sources`` stand for.
    start : int
        Where in the buffer the piece starts.
    shift : int
        What is to be added to a place in the buffer for its offset in the file.
    """
    tags_of_points = {of_tag.source.tag for of_tag in points}
    first_entries: dict[str, int] = {}
    for value in indexed:
        if value.tag in tags_of_points:
            offset = value.entry.offset
            first_entries[value.tag] = min(offset, first_entries.get(value.tag, offset))
    if not first_entries:
        return frozenset()
    # By the number of a tag. Points of other pieces of the same tag lie behind those of this one.
    first_points = np.full(sources.tag_count, np.iinfo(np.int64).max)
    for part in parts:
        here = np.flatnonzero(part.offsets >= start)
        numbers = sources.tag_numbers.take(part.sources[here])
        np.minimum.at(first_points, numbers, part.offsets[here])
    return frozenset(
        tag
        for tag, offset in first_entries.items()
        if offset - shift < first_points[sources.tag_number(tag)]
    )
