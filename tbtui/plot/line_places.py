"""Where the points of lines are on the x axis: found out once for all lines that share their x.

A smoothed line has the x of its raw trace, and tags that were logged together have the same steps.
What depends on these alone, above all which points lie in which column of a chart, need not be
found again for each of the lines.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.envelope import ColumnCut, pieces
from tbtui.plot.memory import Memory
from tbtui.plot.planes import Indexes
from tbtui.plot.scale import Range, Scale, ScaleKind

Floats = NDArray[np.float64]

MOST_PIECES = 100
"""A line that goes back more often than this is drawn in the order of x, as one piece."""

_MOST_CUTS = 8
"""Views that are kept of an x: charts side by side differ in width by a column or so."""


class Cuts(NamedTuple):
    """A view of all pieces of a line, in columns.

    Attributes
    ----------
    x : float64[n]
        Of the envelope; a NaN stands between pieces.
    of_pieces : list of ColumnCut
    """

    x: Floats
    of_pieces: list[ColumnCut]


class LinePlaces:
    """Places of points on the x axis.

    Parameters
    ----------
    given : array of shape (n,)
        As a line has it; not to be written to afterwards.

    Attributes
    ----------
    x : float64[m]
        Only finite places, in the order in which they are drawn.
    """

    def __init__(self, given: NDArray[Any]) -> None:
        # Keeps the memory that these places are known by from being used for others.
        self._given = given
        self._kept: Indexes | None = None
        self._cuts = Memory(_MOST_CUTS)
        x = np.asarray(given, np.float64)
        placed = np.isfinite(x)
        if not placed.all():
            self._kept = np.flatnonzero(placed)
            x = x[self._kept]
        if np.count_nonzero(x[1:] < x[:-1]) >= MOST_PIECES:
            order = np.argsort(x, kind="stable")
            self._kept = order if self._kept is None else self._kept[order]
            x = x[order]
        self.x: Floats = x

    def values(self, y: NDArray[Any]) -> NDArray[Any]:
        """Return the values of the points that have a place, in the order of `x`."""
        return y if self._kept is None else y[self._kept]

    @cached_property
    def pieces(self) -> list[slice]:
        """Spans of the points in which x never decreases."""
        return pieces(self.x)

    @cached_property
    def extent(self) -> Range | None:
        """The lowest and the highest x."""
        return self._extent_of(self.pieces)

    @cached_property
    def positive_extent(self) -> Range | None:
        """The lowest and the highest x that a logarithmic axis can show."""
        return self._extent_of(self.view(math.ulp(0.0), math.inf))

    def _extent_of(self, spans: Sequence[slice]) -> Range | None:
        if not spans:
            return None
        lowest = min(self.x[span.start] for span in spans)
        highest = max(self.x[span.stop - 1] for span in spans)
        return float(lowest), float(highest)

    @cached_property
    def not_positive(self) -> int:
        """How many points a logarithmic x axis has no place for."""
        spans = self.view(-math.inf, 0.0)
        return sum(span.stop - span.start for span in spans)

    def view(self, left: float, right: float) -> list[slice]:
        """Return the spans of the points whose x lies in a range, its ends included."""
        return [
            slice(self.pieces[index].start + start, self.pieces[index].start + stop)
            for index, (start, stop) in self.parts((left, right))
        ]

    def parts(self, view: Range) -> list[tuple[int, tuple[int, int]]]:
        """Return which pieces lie in a range of x, and from where to where in the piece."""
        parts = []
        for index, piece in enumerate(self.pieces):
            x = self.x[piece]
            start = int(x.searchsorted(view[0], side="left"))
            stop = int(x.searchsorted(view[1], side="right"))
            if start < stop:
                parts.append((index, (start, stop)))
        return parts

    def cuts(self, scale: Scale, columns: int) -> Cuts:
        """Return the points of a view in columns.

        Parameters
        ----------
        scale : Scale
            The x axis.
        columns : int
            See :func:`tbtui.analysis.envelope.envelope`.
        """
        return self._cuts.recall((scale, columns), lambda: self._cut(scale, columns))

    def _cut(self, scale: Scale, columns: int) -> Cuts:
        left, right = scale.domain
        borders = None
        if scale.kind is not ScaleKind.LINEAR:
            borders = scale.values_at(np.arange(1, columns) / columns)
        found = [ColumnCut(self.x[piece], left, right, columns, borders) for piece in self.pieces]
        return Cuts(with_gaps([cut.x for cut in found]), found)


_shared: WeakValueDictionary[tuple[Any, ...], LinePlaces] = WeakValueDictionary()


def places_of(x: NDArray[Any]) -> LinePlaces:
    """Return the places that an array holds: the same object for all that use the same memory.

    They live as long as any line keeps them.
    """
    key = (x.__array_interface__["data"][0], x.dtype.str, *x.shape, *x.strides)
    known = _shared.get(key)
    if known is None:
        known = _shared[key] = LinePlaces(x)
    return known


def with_gaps(of_pieces: Sequence[Floats]) -> Floats:
    """Return the envelopes of pieces as one, with a NaN between each two."""
    if len(of_pieces) == 1:
        return of_pieces[0]
    gap = np.array([np.nan])
    joined = [array for piece in of_pieces for array in (gap, piece)]
    return np.concatenate(joined[1:]) if joined else gap[:0]
