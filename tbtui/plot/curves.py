"""The lines of a chart together: their ranges, what does not fit into them, and their dots."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from tbtui.analysis.extents import x_extent
from tbtui.plot.line import Floats, Line, finite_sizes
from tbtui.plot.planes import Indexes
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.pool import Marked, pool_lines
from tbtui.plot.scale import Range

SHORT = 2000
"""Lines of at most so many points are pooled.

Calling numpy for each of them would take longer than its work. Longer lines remember what was
computed from them, and are drawn by their envelope.
"""


class Curves:
    """Lines that share a chart.

    Parameters
    ----------
    lines : sequence of Line
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        short = [index for index, line in enumerate(lines) if len(line.x) <= SHORT]
        self._pool, others = pool_lines(lines, short)
        apart = set(range(len(lines))).difference(short).union(others)
        self._apart = [(index, lines[index]) for index in sorted(apart)]

    @property
    def has_points(self) -> bool:
        """Whether any line has a point with a place on the x axis."""
        return len(self._pool.x) > 0 or any(len(line.points[0]) for _, line in self._apart)

    def x_extent(self, log: bool) -> Range | None:
        """Return the lowest and the highest x that the axis can show."""
        x = self._pool.x
        if log:
            apart = [line.positive_x_extent for _, line in self._apart]
            return union([x_extent([x[x > 0]]), *apart])
        return union([x_extent([x]), *(line.x_extent for _, line in self._apart)])

    @property
    def not_positive_x(self) -> int:
        """How many points a logarithmic x axis has no place for."""
        pooled = int(np.count_nonzero(self._pool.x <= 0))
        return pooled + sum(line.not_positive_x for _, line in self._apart)

    @property
    def sizes(self) -> tuple[float | None, float]:
        """The smallest absolute value other than zero, and the largest; only finite ones."""
        found = [finite_sizes(self._pool.y), *(line.sizes for _, line in self._apart)]
        smallest = [size for size, _ in found if size is not None]
        return min(smallest, default=None), max(size for _, size in found)

    def has_points_in(self, view: Range) -> bool:
        """Return whether any point lies in a range of x."""
        return bool(self._inside(view).any()) or any(line.view(*view) for _, line in self._apart)

    def extent(self, log: bool, view: Range) -> Range | None:
        """Return the lowest and the highest value that the axis can show, for a range of x."""
        values = self._pool.y[self._inside(view)]
        if log:
            values = values[values > 0]
        pooled = x_extent([values])
        return union([pooled, *(line.extent(log, view) for _, line in self._apart)])

    def count_outside(self, view: Range, shown: Range) -> int:
        """Count the finite values that lie outside a range of y, for a range of x."""
        low, high = shown
        outside = (self._pool.y < low) | (self._pool.y > high)
        outside &= np.isfinite(self._pool.y)
        pooled = int(np.count_nonzero(outside & self._inside(view)))
        return pooled + sum(line.count_outside(view, shown) for _, line in self._apart)

    def count_non_finite(self, view: Range) -> int:
        """Count the values that are NaN or infinite, for a range of x."""
        pooled = int(np.count_nonzero(self._non_finite & self._inside(view)))
        return pooled + sum(line.count_non_finite(view) for _, line in self._apart)

    def with_non_finite(self) -> list[int]:
        """Return the indexes of the lines that hold values which are NaN or infinite."""
        pooled = self._pool.owners_of(self._non_finite)
        return sorted([*pooled, *(index for index, line in self._apart if len(line.non_finite))])

    def dots(self, area: PlotArea) -> tuple[Floats, Floats, Indexes]:
        """Return the points that draw the picture of all lines.

        Returns
        -------
        across, down : float64[n]
            In dots from the upper left corner of the area; NaN where a line is interrupted.
        owner : intp[n]
            Index of the line; points of a line are neighbours.
        """
        pool = self._pool.drawn(area.x_scale.domain).with_gaps()
        found = [line.envelope(area.log, area.x_scale, area.dot_columns) for _, line in self._apart]
        across = area.dots_across(np.concatenate([pool.x, *(x for x, _ in found)]))
        down = area.dots_down(np.concatenate([pool.y, *(y for _, y in found)]))
        apart = np.array([index for index, _ in self._apart], np.intp)
        owner = np.repeat(apart, [len(x) for x, _ in found]) if found else apart
        return across, down, np.concatenate((pool.owner, owner))

    def _inside(self, view: Range) -> Marked:
        return self._pool.inside(view)

    @cached_property
    def _non_finite(self) -> Marked:
        return ~np.isfinite(self._pool.y)


def union(extents: Sequence[Range | None]) -> Range | None:
    """Return the range that covers all given ones, None when there is none."""
    known = [extent for extent in extents if extent is not None]
    if not known:
        return None
    return min(low for low, _ in known), max(high for _, high in known)
