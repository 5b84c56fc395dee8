"""Find the files that have the same layout, many at once (see `file_layouts`).

Part by part, the periods of all files are copied together, one after the other. So they are one
stretch of a cycle, however many of them each file has, and are compared and read as such: a few
operations on whole arrays for all files, without looking for frames or values. A file in which any
byte is not as the layout says, or that goes on behind it, is left to the general way.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.cycles import Cycle
from tbtui.readers.file_layouts import Layout


class MatchedPart(NamedTuple):
    """The periods of one part in all files.

    Attributes
    ----------
    cycle : Cycle
    counts : int64[files]
        How many periods each file has.
    gathered : uint8[m]
        The periods, one after the other.
    """

    cycle: Cycle
    counts: NDArray[np.int64]
    gathered: NDArray[np.uint8]


class LayoutMatch(NamedTuple):
    """Files that have the same layout.

    Attributes
    ----------
    files : intp[n]
        Which ones of those that were compared.
    last_lengths : int64[n]
        Payload length of the last record of each.
    parts : list of MatchedPart
    """

    files: NDArray[np.intp]
    last_lengths: NDArray[np.int64]
    parts: list[MatchedPart]


def match_layout(
    buffer: NDArray[np.uint8],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    layout: Layout,
    *,
    verify: bool,
) -> LayoutMatch | None:
    """Find the files that have a layout from their first to their last byte.

    Parameters
    ----------
    buffer : uint8[m]
    starts, ends : int64[n]
        Where each file lies in the buffer.
    layout : Layout
    verify : bool
        Whether payloads have to be what their checksums say, too.

    Returns
    -------
    LayoutMatch or None
        None if there are no such files.
    """
    files = np.arange(len(starts))
    while len(files):
        like, parts = _match_all(buffer, starts[files], ends[files], layout, verify)
        if parts is not None:
            return LayoutMatch(files, _last_lengths(parts), parts)
        files = files[like]
    return None


def _match_all(
    buffer: NDArray[np.uint8],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    layout: Layout,
    verify: bool,
) -> tuple[NDArray[np.bool_], list[MatchedPart] | None]:
    """Say which files may have a layout, and return their parts if all of them have it."""
    positions = starts
    parts = []
    for number, (cycle, usual) in enumerate(layout):
        counts = (ends - positions) // cycle.size
        is_last = number == len(layout) - 1
        if not is_last:
            counts = np.minimum(counts, usual)
        gathered = _gather(buffer, positions, counts, cycle.size)
        like = _equal_files(cycle, gathered, counts, verify)
        positions = positions + counts * cycle.size
        # The next part starts where this one is usually over, or the file ends here.
        like &= (positions == ends) if is_last else (positions == ends) | (counts == usual)
        if not like.all():
            return like, None
        if counts.any():
            parts.append(MatchedPart(cycle, counts, gathered))
    return like, parts


def _gather(
    buffer: NDArray[np.uint8], positions: NDArray[np.int64], counts: NDArray[np.int64], size: int
) -> NDArray[np.uint8]:
    """Copy ``counts`` periods from each position to one place, one after the other."""
    every_start = np.ndarray((len(buffer) - size + 1,), f"V{size}", buffer, strides=(1,))
    starts = np.repeat(positions, counts) + size * places_within(counts)
    gathered: NDArray[np.uint8] = every_start[starts].view(np.uint8)
    return gathered


def places_within(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers from 0 up to each of the counts, one after the other."""
    ends = np.cumsum(counts)
    total = int(ends[-1])
    return np.arange(total) - np.repeat(ends - counts, counts)


def _equal_files(
    cycle: Cycle, gathered: NDArray[np.uint8], counts: NDArray[np.int64], verify: bool
) -> NDArray[np.bool_]:
    """Say which files have nothing but periods of the cycle in their share of ``gathered``."""
    ends = np.cumsum(counts)
    like = np.ones(len(counts), np.bool_)
    if not len(gathered):
        return like
    are_periods = cycle.which(gathered, int(ends[-1]), verify=verify)
    like[np.searchsorted(ends, np.flatnonzero(~are_periods), "right")] = False
    return like


def _last_lengths(parts: list[MatchedPart]) -> NDArray[np.int64]:
    lengths = np.zeros(len(parts[0].counts), np.int64)
    for part in parts:
        lengths[part.counts > 0] = part.cycle.last_frame(0)[1]
    return lengths
