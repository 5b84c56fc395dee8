"""A curve to be drawn, with what drawing needs to know about it and should find out only once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.extents import x_extent
from tbtui.analysis.extremes import Extremes
from tbtui.plot.line_places import LinePlaces, places_of, with_gaps
from tbtui.plot.memory import Memory, Result
from tbtui.plot.scale import Range, Scale

Floats = NDArray[np.float64]

_MOST_RESULTS = 16

_LONG = 20_000
"""A line of more points finds its extremes in all parts once, and those of a view from these."""


@dataclass(frozen=True, eq=False)
class Line:
    """A curve.

    A line remembers what was computed from its arrays, so that drawing the same object again
    does not read a million points again: keep lines as long as their data stay the same, and do
    not write into the arrays.

    Attributes
    ----------
    x, y : float64[n]
        Points in stored order. Where `x` goes back, a new piece begins.
    color : str
        As ``#rrggbb``.
    label : str
        The name, as it is in the log.
    faint : bool
        A raw trace below the smoothed lines: drawn faded, never scaled to, not in the legend.
    superseded : bool
        What a restart gave up: drawn half faded between these, scaled to, not in the legend.
    pattern : int
        0 for a solid curve, 1 dashed, 2 dotted, 3 dashes and dots in turn.
    front : bool
        Drawn above all others.
    restarts : float64[k], optional
        Where on the x axis a restart is marked.
    """

    x: NDArray[Any]
    y: NDArray[Any]
    color: str
    label: str
    faint: bool = False
    superseded: bool = False
    pattern: int = 0
    front: bool = False
    restarts: NDArray[Any] | None = None

    @cached_property
    def _places(self) -> LinePlaces:
        """What is known about the places of the points, and shared with lines of the same x."""
        count = min(len(self.x), len(self.y))
        return places_of(np.asarray(self.x)[:count])

    @cached_property
    def points(self) -> tuple[Floats, Floats]:
        """The points that have a place on the x axis."""
        count = min(len(self.x), len(self.y))
        return self._places.x, self._places.values(np.asarray(self.y)[:count])

    def remember_x_of(self, other: Line) -> None:
        """Keep what another line has found out about the same x, should that line be dropped."""
        if other.x is self.x and len(other.y) == len(self.y) and "_places" in other.__dict__:
            self.__dict__["_places"] = other._places

    @property
    def pieces(self) -> list[slice]:
        """Spans of the points in which x never decreases."""
        return self._places.pieces

    @property
    def x_extent(self) -> Range | None:
        """The lowest and the highest x."""
        return self._places.extent

    @property
    def positive_x_extent(self) -> Range | None:
        """The lowest and the highest x that a logarithmic axis can show."""
        return self._places.positive_extent

    @property
    def not_positive_x(self) -> int:
        """How many points a logarithmic x axis has no place for."""
        return self._places.not_positive

    @cached_property
    def sizes(self) -> tuple[float | None, float]:
        """The smallest absolute value other than zero, and the largest; only finite ones."""
        return finite_sizes(self.points[1])

    def view(self, left: float, right: float) -> list[slice]:
        """Return the spans of the points whose x lies in a range, its ends included."""
        return self._places.view(left, right)

    def _extremes(self, log: bool) -> list[Extremes] | None:
        """Return the extremes of each piece of a long line, None for a short one."""
        if len(self.points[0]) <= _LONG:
            return None
        known = self._known_extremes.get(log)
        if known is None:
            values = self.values(log)
            known = [Extremes(values[piece]) for piece in self.pieces]
            self._known_extremes[log] = known
        return known

    @cached_property
    def _known_extremes(self) -> dict[bool, list[Extremes]]:
        return {}

    @cached_property
    def non_finite(self) -> NDArray[np.intp]:
        """Indexes of the points whose value is NaN or infinite, rising."""
        y = self.points[1]
        # Minimum and maximum are not finite if any value is not, and faster to find.
        if len(y) and np.isfinite(y.min()) and np.isfinite(y.max()):
            return np.zeros(0, np.intp)
        return np.flatnonzero(~np.isfinite(y))

    @cached_property
    def _positive(self) -> Floats:
        """The values, with NaN for those that a logarithmic axis cannot show."""
        y = self.points[1]
        with np.errstate(invalid="ignore"):
            return y if (y > 0).all() else np.where(y > 0, y, np.nan)

    @cached_property
    def _memory(self) -> Memory:
        return Memory(_MOST_RESULTS)

    def recall(self, key: Hashable, compute: Callable[[], Result]) -> Result:
        """Return what was computed for `key` before, or compute it now and remember it."""
        return self._memory.recall(key, compute)

    def values(self, log: bool) -> Floats:
        """Return the values of the points as far as the axis can show them."""
        return self._positive if log else self.points[1]

    def extent(self, log: bool, view: Range) -> Range | None:
        """Return the lowest and the highest value that the axis can show, for a range of x."""

        def compute() -> Range | None:
            known = self._extremes(log)
            if known is None:
                values = self.values(log)
                return x_extent([values[span] for span in self.view(*view)])
            found = [known[at].between(*part) for at, part in self._places.parts(view)]
            extents = [extent for extent in found if extent is not None]
            if not extents:
                return None
            return min(low for low, _ in extents), max(high for _, high in extents)

        return self.recall(("extent", log, view), compute)

    def count_non_finite(self, view: Range) -> int:
        """Count the values that are NaN or infinite, for a range of x."""
        count = 0
        if not len(self.non_finite):
            return count
        for span in self.view(*view):
            first, last = np.searchsorted(self.non_finite, (span.start, span.stop))
            count += int(last - first)
        return count

    def count_outside(self, view: Range, shown: Range) -> int:
        """Count the finite values that lie outside a range of y, for a range of x."""
        key = ("outside", view, shown)
        return self.recall(key, lambda: self._compute_outside(view, shown))

    def _compute_outside(self, view: Range, shown: Range) -> int:
        extent = self.extent(False, view)
        low, high = shown
        if extent is None or (low <= extent[0] and extent[1] <= high):
            return 0
        known = self._extremes(False)
        if known is not None:
            return sum(
                known[at].count_outside(*part, shown) for at, part in self._places.parts(view)
            )
        count = 0
        for span in self.view(*view):
            values = self.points[1][span]
            outside = (values < low) | (values > high)
            count += int(np.count_nonzero(outside & np.isfinite(values)))
        return count

    def envelope(self, log: bool, scale: Scale, columns: int) -> tuple[Floats, Floats]:
        """Return few points that draw the same picture; a NaN stands between pieces.

        Parameters
        ----------
        log : bool
            Whether the y axis is logarithmic.
        scale : Scale
            The x axis.
        columns : int
            See :func:`tbtui.analysis.envelope.envelope`.
        """
        key = ("envelope", log, scale, columns)
        return self.recall(key, lambda: self._compute_envelope(log, scale, columns))

    def _compute_envelope(self, log: bool, scale: Scale, columns: int) -> tuple[Floats, Floats]:
        cuts = self._places.cuts(scale, columns)
        y, known = self.values(log), self._extremes(log)
        found = [
            cut.values(y[piece], None if known is None else known[index])
            for index, (cut, piece) in enumerate(zip(cuts.of_pieces, self.pieces, strict=True))
        ]
        return cuts.x, with_gaps(found)


def finite_sizes(values: NDArray[Any]) -> tuple[float | None, float]:
    """Return the smallest absolute value other than zero (None without one), and the largest."""
    sizes = np.abs(values[np.isfinite(values)])
    sizes = sizes[sizes > 0]
    if not len(sizes):
        return None, 0.0
    return float(sizes.min()), float(sizes.max())
