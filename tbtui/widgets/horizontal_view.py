"""Where a crosshair can stand on the x axis of a chart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tbtui.widgets.series_cache import Floats


@dataclass(frozen=True)
class HorizontalView:
    """The x axis of a chart with the points on it.

    Attributes
    ----------
    points : sequence of float64[n]
        Where the points of each series stand, in any order.
    domain : tuple of float
        Ends of the axis in view.
    columns : int
        Cells between these ends.
    """

    points: Sequence[Floats]
    domain: tuple[float, float]
    columns: int

    def first(self) -> float | None:
        """Return the first point in view, None when there is none."""
        return self._at_least(self.domain[0])

    def last(self) -> float | None:
        """Return the last point in view, None when there is none."""
        return self._at_most(self.domain[1])

    def nearest(self, x: float) -> float | None:
        """Return the point nearest to a place of the axis, of two equally near the left one."""
        left, right = self._at_most(x), self._at_least(x)
        if left is None or right is None:
            return right if left is None else left
        return left if x - left <= right - x else right

    def stepped(self, cursor: float | None, columns: int) -> float | None:
        """Return where the crosshair stands after a number of steps.

        A step goes to the next point that is in another column, so that every press of a key
        is seen and no step is without a point. Where there are no more points, the last one
        stays. Without a crosshair, the first step shows it at an end of the view.

        Parameters
        ----------
        cursor : float or None
        columns : int
            Positive to the right, negative to the left.
        """
        if cursor is None:
            return self.first() if columns > 0 else self.last()
        left, right = self.domain
        cell = (right - left) / max(1, self.columns)
        if not (math.isfinite(cell) and cell > 0):
            return cursor
        column = math.floor((cursor - left) / cell) + columns
        if columns > 0:
            beyond = max(left + column * cell, math.nextafter(cursor, math.inf))
            found = self._at_least(beyond)
            return self._at_most(math.inf) if found is None else found
        below = min(left + (column + 1) * cell, math.nextafter(cursor, -math.inf))
        found = self._at_most(below)
        return self._at_least(-math.inf) if found is None else found

    def is_covered_by(self, x_range: tuple[float, float]) -> bool:
        """Return whether a range of the axis leaves no point out."""
        leftmost, rightmost = self._at_least(-math.inf), self._at_most(math.inf)
        if leftmost is None or rightmost is None:
            return True
        return x_range[0] <= leftmost and rightmost <= x_range[1]

    def _at_least(self, bound: float) -> float | None:
        found = []
        for x in self.points:
            inside = x[(x >= bound) & np.isfinite(x)]
            if len(inside):
                found.append(float(inside.min()))
        return min(found, default=None)

    def _at_most(self, bound: float) -> float | None:
        found = []
        for x in self.points:
            inside = x[(x <= bound) & np.isfinite(x)]
            if len(inside):
                found.append(float(inside.max()))
        return max(found, default=None)
