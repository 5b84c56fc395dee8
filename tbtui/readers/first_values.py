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


def first_entries_of_scalars(
    indexed: Iterable[IndexedValue], points: Iterable[TagPoints]
) -> dict[str, int]:
    """Return the offset of the first index entry of each tag that has points as well."""
    tags_of_points = {of_tag.source.tag for of_tag in points}
    result: dict[str, int] = {}
    for value in indexed:
        if value.tag in tags_of_points:
            offset = value.entry.offset
            result[value.tag] = min(offset, result.get(value.tag, offset))
    return result


def first_point(tag: str, parts: Sequence[Points], sources: KnownSources, start: int) -> int:
    """Return where in a buffer the first point of a tag lies, from ``start`` on.

    Parameters
    ----------
    tag : str
        That has a point there.
    parts : sequence of Points
    sources : KnownSources
        What the numbers in ``Points.sources`` stand for.
    start : int
    """
    numbers = [number for number, source in enumerate(sources.listed) if source.tag == tag]
    offsets = [
        part.offsets[np.isin(part.sources, numbers) & (part.offsets >= start)] for part in parts
    ]
    return int(np.concatenate(offsets).min())
