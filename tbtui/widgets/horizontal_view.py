"""Where a crosshair can stand on the x axis of a chart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tbtui.plot.scale import Scale, ScaleKind, scale_of
from tbtui.widgets.series_points import Floats


@dataclass(frozen=True)
class HorizontalView:
    """The x axis of a chart with the points on it.

    Attributes
    ----------
    points : sequence of float64[n]
        Where the points of each series stand: finite, in rising order.
    domain : tuple of float
        Ends of the axis in view.
    columns : int
        Cells between these ends.
    log : bool
        Whether the axis is logarithmic.
    """

    points: Sequence[Floats]
    domain: tuple[float, float]
    columns: int
    log: bool = False

    @property
    def scale(self) -> Scale:
        """The axis in view."""
        return scale_of(ScaleKind.LOG if self.log else ScaleKind.LINEAR, self.domain)

    def has_points_in(self, x_range: tuple[float, float]) -> bool:
        """Return whether any point lies in a range of the axis."""
        found = self._at_least(x_range[0])
        return found is not None and found <= x_range[1]

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

    def stepped(self, cursor: float | None, steps: int) -> float | None:
        """Return where the crosshair stands after a number of steps.

        A step goes to the next point that is in another column, so that every press of a key
        is seen and no step is without a point. Where there are no more points, the last one
        stays. Without a crosshair, the first step shows it at an end of the view.

        Parameters
        ----------
        cursor : float or None
        steps : int
            Positive to the right, negative to the left.
        """
        for _ in range(abs(steps)):
            if cursor is None:
                cursor = self.first() if steps > 0 else self.last()
            else:
                cursor = self._one_step(cursor, right=steps > 0)
            if cursor is None:
                return None
        return cursor

    def _one_step(self, cursor: float, *, right: bool) -> float | None:
        left_end, right_end = map(self._along, self.domain)
        cell = (right_end - left_end) / max(1, self.columns)
        if not (math.isfinite(cell) and cell > 0):
            return cursor
        column = math.floor((self._along(cursor) - left_end) / cell)
        if right:
            next_column = self._x_along(left_end + (column + 1) * cell)
            found = self._at_least(max(next_column, math.nextafter(cursor, math.inf)))
            return self._at_most(math.inf) if found is None else found
        # The right edge of a column belongs to the next one.
        own_column = self._x_along(left_end + column * cell)
        found = self._at_most(math.nextafter(min(own_column, cursor), -math.inf))
        return self._at_least(-math.inf) if found is None else found

    def _along(self, x: float) -> float:
        """Return how far along the axis a place is, in units that all cells have equally many of.

        Where a logarithmic axis has no place, its left end stands for it.
        """
        return math.log10(max(x, self.domain[0])) if self.log else x

    def _x_along(self, along: float) -> float:
        return 10.0**along if self.log else along

    def is_covered_by(self, x_range: tuple[float, float]) -> bool:
        """Return whether a range of the axis leaves no point out."""
        leftmost, rightmost = self._at_least(-math.inf), self._at_most(math.inf)
        if leftmost is None or rightmost is None:
            return True
        return x_range[0] <= leftmost and rightmost <= x_range[1]

    def _at_least(self, bound: float) -> float | None:
        found = []
        for x in self.points:
            index = int(np.searchsorted(x, bound, side="left"))
            if index < len(x):
                found.append(float(x[index]))
        return min(found, default=None)

    def _at_most(self, bound: float) -> float | None:
        found = []
        for x in self.points:
            index = int(np.searchsorted(x, bound, side="right"))
            if index > 0:
                found.append(float(x[index - 1]))
        return max(found, default=None)
