"""Points of many tags, and those of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.values import ScalarSource

Floats = NDArray[np.float32] | NDArray[np.float64]


class Points(NamedTuple):
    """Points of many tags, in any order.

    Attributes
    ----------
    sources : int64[n]
        Numbers in `tbtui.readers.sources.KnownSources`.
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
