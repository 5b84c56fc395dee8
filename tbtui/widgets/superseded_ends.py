"""What restarts gave up, as points to be drawn beside the newest life."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tbtui.analysis.horizontal import HorizontalAxis, horizontal_values
from tbtui.analysis.lives import abandoned_lines
from tbtui.analysis.smoothing import smooth

Floats = npt.NDArray[np.float64]

MOST_ENDS = 64
"""Of more restarts of a series than this, the last ones are drawn."""

_NEGLIGIBLE = 2.0**-54


class SupersededEnds(NamedTuple):
    """Points of pieces, with a NaN as value after each.

    Attributes
    ----------
    x, values, smoothed : float64[n]
    """

    x: Floats
    values: Floats
    smoothed: Floats


def superseded_ends(
    steps: npt.NDArray[np.int64],
    wall_times: Floats,
    values: npt.NDArray[np.floating],
    axis: str,
    weight: float,
) -> SupersededEnds:
    """Return the lines that restarts cut, from their last point that still stood.

    Each is smoothed as it was when it stood, and its relative time is counted from its own first
    point.

    Parameters
    ----------
    steps : int64[n]
        In stored order, as all arrays.
    wall_times, values
        Of the same length.
    axis : str
        What x is: ``step``, ``relative`` or ``wall``.
    weight : float
        Smoothing weight, 0 for none.
    """
    nothing = np.zeros(0)
    all_x, all_values, all_smoothed = [nothing], [nothing], [nothing]
    for points, cut in abandoned_lines(steps, MOST_ENDS):
        # Points so far back no longer count in a smoothed value.
        first = max(0, cut - 1 - _memory(weight))
        branch = max(0, cut - 1)
        end = points[branch:]
        x = horizontal_values(HorizontalAxis(axis), steps[points], wall_times[points])[branch:]
        smoothed = smooth(values[points[first:]], weight)[branch - first :]
        last_x = x[np.isfinite(x)][-1:]
        gap = np.full(len(last_x), np.nan)
        all_x += [x, last_x]
        all_values += [values[end].astype(np.float64), gap]
        all_smoothed += [smoothed, gap]
    return SupersededEnds(*map(np.concatenate, (all_x, all_values, all_smoothed)))


def _memory(weight: float) -> int:
    """Return after how many points a value has no more part in the average."""
    if not 0.0 < weight < 1.0:
        return 0
    return math.ceil(math.log(_NEGLIGIBLE) / math.log(weight))
