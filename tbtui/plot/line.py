"""A curve to be drawn, with what drawing needs to know about it and should find out only once."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.envelope import envelope, pieces
from tbtui.analysis.extents import x_extent
from tbtui.analysis.extremes import Extremes
from tbtui.plot.scale import Range, Scale, ScaleKind

Floats = NDArray[np.float64]

MOST_PIECES = 100
"""A line that goes back more often than this is drawn in the order of x, as one piece."""


_MOST_RESULTS = 16

_ABOUT_X = ("pieces", "x_extent", "positive_x_extent", "not_positive_x")
"""What a line finds out without looking at its values."""

_LONG = 20_000
"""A line of more points finds its extremes in all parts once, and those of a view from these."""

Result = TypeVar("Result")


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
    def points(self) -> tuple[Floats, Floats]:
        """The points that have a place on the x axis."""
        count = min(len(self.x), len(self.y))
        x = np.asarray(self.x[:count], np.float64)
        y = np.asarray(self.y[:count])
        placed = np.isfinite(x)
        if not placed.all():
            x, y = x[placed], y[placed]
        if np.count_nonzero(x[1:] < x[:-1]) >= MOST_PIECES:
            order = np.argsort(x, kind="stable")
            x, y = x[order], y[order]
        return x, y

    def remember_x_of(self, other: Line) -> None:
        """Take over what another line has found out about the same x.

        Nothing is taken over where a point has no place, or the points another order.
        """
        known = other.__dict__
        if other.x is not self.x or "points" not in known or len(other.y) != len(self.y):
            return
        x, _ = known["points"]
        if len(x) == len(self.y) and np.may_share_memory(x, self.x):
            self.__dict__["points"] = (x, np.asarray(self.y))
            self.__dict__.update({name: known[name] for name in _ABOUT_X if name in known})

    @cached_property
    def pieces(self) -> list[slice]:
        """Spans of the points in which x never decreases."""
        return pieces(self.points[0])

    @cached_property
    def x_extent(self) -> Range | None:
        """The lowest and the highest x."""
        return self._extent_of(self.pieces)

    @cached_property
    def positive_x_extent(self) -> Range | None:
        """The lowest and the highest x that a logarithmic axis can show."""
        return self._extent_of(self.view(math.ulp(0.0), math.inf))

    def _extent_of(self, spans: Sequence[slice]) -> Range | None:
        x = self.points[0]
        if not spans:
            return None
        lowest = min(x[span.start] for span in spans)
        highest = max(x[span.stop - 1] for span in spans)
        return float(lowest), float(highest)

    @cached_property
    def not_positive_x(self) -> int:
        """How many points a logarithmic x axis has no place for."""
        spans = self.view(-math.inf, 0.0)
        return sum(span.stop - span.start for span in spans)

    @cached_property
    def sizes(self) -> tuple[float | None, float]:
        """The smallest absolute value other than zero, and the largest; only finite ones."""
        return finite_sizes(self.points[1])

    def view(self, left: float, right: float) -> list[slice]:
        """Return the spans of the points whose x lies in a range, its ends included."""
        return [
            slice(self.pieces[index].start + start, self.pieces[index].start + stop)
            for index, (start, stop) in self._parts((left, right))
        ]

    def _parts(self, view: Range) -> list[tuple[int, tuple[int, int]]]:
        """Return which pieces lie in a range of x, and from where to where in the piece."""
        x = self.points[0]
        parts = []
        for index, piece in enumerate(self.pieces):
            start = int(np.searchsorted(x[piece], view[0], side="left"))
            stop = int(np.searchsorted(x[piece], view[1], side="right"))
            if start < stop:
                parts.append((index, (start, stop)))
        return parts

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
    def _memory(self) -> dict[Hashable, Any]:
        return {}

    def recall(self, key: Hashable, compute: Callable[[], Result]) -> Result:
        """Return what was computed for `key` before, or compute it now and remember it."""
        known: Result
        try:
            known = self._memory[key]
        except KeyError:
            known = compute()
            if len(self._memory) >= _MOST_RESULTS:
                # Views of before are of no use once the user has zoomed or resized.
                self._memory.clear()
            self._memory[key] = known
        return known

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
            found = [known[at].between(*part) for at, part in self._parts(view)]
            extents = [extent for extent in found if extent is not None]
            if not extents:
                return None
            return min(low for low, _ in extents), max(high for _, high in extents)

        return self.recall(("extent", log, view), compute)

    def count_non_finite(self, view: Range) -> int:
        """Count the values that are NaN or infinite, for a range of x."""
        count = 0
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
            return sum(known[at].count_outside(*part, shown) for at, part in self._parts(view))
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
        x, y = self.points[0], self.values(log)
        left, right = scale.domain
        borders = None
        if scale.kind is not ScaleKind.LINEAR:
            borders = scale.values_at(np.arange(1, columns) / columns)
        found_x: list[Floats] = []
        found_y: list[Floats] = []
        gap = np.array([np.nan])
        known = self._extremes(log)
        for index, piece in enumerate(self.pieces):
            extremes = None if known is None else known[index]
            piece_x, piece_y = envelope(x[piece], y[piece], left, right, columns, borders, extremes)
            if found_x:
                found_x.append(gap)
                found_y.append(gap)
            found_x.append(piece_x)
            found_y.append(piece_y)
        if not found_x:
            return gap[:0], gap[:0]
        return np.concatenate(found_x), np.concatenate(found_y)


def finite_sizes(values: NDArray[Any]) -> tuple[float | None, float]:
    """Return the smallest absolute value other than zero (None without one), and the largest."""
    sizes = np.abs(values[np.isfinite(values)])
    sizes = sizes[sizes > 0]
    if not len(sizes):
        return None, 0.0
    return float(sizes.min()), float(sizes.max())
