"""How far the three tags of a line within a band belong together.

The messages in here quote tags as they are in the files: escape a message before it is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Steps = NDArray[np.int64]


class Beginning(NamedTuple):
    """How far a line and the ends of its band go together.

    Attributes
    ----------
    length : int
        From the first point on, so many points have the same steps in all three.
    problem : str
        What is wrong with the rest; empty if nothing is.
    """

    length: int
    problem: str


def common_beginning(
    value: tuple[str, Steps], lower: tuple[str, Steps], upper: tuple[str, Steps]
) -> Beginning:
    """Tell how far the band around a line can be drawn.

    TensorBoard draws nothing unless all three tags have exactly the same steps. While a run is
    being written or read, one of them may be ahead of another by a point, which is no mistake.

    Parameters
    ----------
    value, lower, upper : tuple of str and int64[n]
        A tag and its steps.
    """
    shortest = min(len(steps) for _, steps in (value, lower, upper))
    places = [_first_difference(value[1][:shortest], end[1][:shortest]) for end in (lower, upper)]
    place = min(places)
    end = (lower, upper)[places.index(place)]
    if place < shortest:
        return Beginning(place, _difference(value, end, place))
    lengths = {tag: len(steps) for tag, steps in (value, lower, upper)}
    if max(lengths.values()) > shortest + 1:
        return Beginning(shortest, _lag(lengths))
    return Beginning(shortest, "")


def _first_difference(first: Steps, second: Steps) -> int:
    """Return the index from which on two equally long arrays differ; their length if nowhere."""
    differs = first != second
    return int(differs.argmax()) if differs.any() else len(first)


def _difference(value: tuple[str, Steps], end: tuple[str, Steps], place: int) -> str:
    return (
        f"{value[0]} and {end[0]} have different steps: "
        f"point {place + 1:,} is at {value[1][place]:,} and at {end[1][place]:,}"
    )


def _lag(lengths: Mapping[str, int]) -> str:
    """Say which tag ends long before which other."""
    shortest = min(lengths, key=lengths.__getitem__)
    longest = max(lengths, key=lengths.__getitem__)
    return (
        f"{shortest} has only {lengths[shortest]:,} points, but {longest} has {lengths[longest]:,}"
    )


def absent_tags(tags: Iterable[str], known: Iterable[Collection[str]]) -> dict[str, int]:
    """Return the tags that runs lack although they have others of the same three.

    Parameters
    ----------
    tags : iterable of str
        Those of a line and its band.
    known : iterable of collections of str
        The tags of each run. Of a run that has none of the three, nothing is absent.

    Returns
    -------
    dict
        In how many runs each tag is absent.
    """
    wanted = tuple(dict.fromkeys(tags))
    counts: dict[str, int] = {}
    for tags_of_run in known:
        absent = [tag for tag in wanted if tag not in tags_of_run]
        if len(absent) < len(wanted):
            for tag in absent:
                counts[tag] = counts.get(tag, 0) + 1
    return counts
