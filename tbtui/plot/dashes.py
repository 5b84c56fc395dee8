"""Which dots of a dashed curve are shown."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.planes import Indexes

PERIOD = 12
"""Dots after which every pattern repeats, six cells of a level curve."""

_SHOWN = np.array(
    [
        [letter == "x" for letter in pattern]
        for pattern in ("xxxxxxxxxxxx", "xxxxxxxx....", "x..x..x..x..", "xxxxxx..xx..")
    ]
)
"""Solid, dashed, dotted, dashes and dots: one row of dots for each."""

LONGEST_GAP = 4
_LONG_WAY = 1000 * PERIOD


class Dashes:
    """The dashes along some polylines.

    Dots are counted along the curve, one for each dot column or dot row that it advances,
    whichever are more: so dashes look alike at every slope.

    Parameters
    ----------
    patterns : sequence of int
        The pattern of each polyline, see :class:`tbtui.plot.line.Line`.
    column, row : intp[n]
        The dots of the points.
    owner : intp[n]
        The polyline of each point.
    joined : bool[n - 1]
        Whether a point is connected with the next one.
    """

    def __init__(
        self,
        patterns: NDArray[np.intp],
        owner: Indexes,
        column: Indexes,
        row: Indexes,
        joined: NDArray[np.bool_],
    ) -> None:
        self._of_owner = patterns % len(_SHOWN)
        self._owner = owner
        down = np.diff(row)
        steps = np.maximum(np.abs(np.diff(column)), np.abs(down))
        self._travelled = np.zeros(len(column), np.intp)
        # What leaves the plane goes any distance; the sum must stay a whole number of 64 bits.
        np.cumsum(np.where(joined, np.minimum(steps, _LONG_WAY), 0), out=self._travelled[1:])
        self._kept = self._peaks(down, joined)

    @staticmethod
    def _peaks(down: Indexes, joined: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Tell which points are shown in any case: those by themselves and the tips of spikes."""
        before = np.concatenate(([False], joined))
        after = np.concatenate((joined, [False]))
        kept: NDArray[np.bool_] = ~before & ~after
        turns = np.sign(down[:-1]) * np.sign(down[1:]) < 0
        far = np.minimum(np.abs(down[:-1]), np.abs(down[1:])) > LONGEST_GAP
        kept[1:-1] |= turns & far & joined[:-1] & joined[1:]
        return kept

    def shown(self, point: Indexes, beyond: Indexes) -> NDArray[np.bool_]:
        """Tell which dots are shown: those so many steps beyond their points."""
        at = (self._travelled[point] + beyond) % PERIOD
        shown: NDArray[np.bool_] = _SHOWN[self._of_owner[self._owner[point]], at]
        return shown

    def kept(self, first: Indexes) -> NDArray[np.bool_]:
        """Tell for groups of neighbouring points, by their first ones, whether one is kept."""
        kept: NDArray[np.bool_] = np.logical_or.reduceat(self._kept, first)
        return kept
