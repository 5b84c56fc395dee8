"""The area between two curves, like the spread of a group of runs around its mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.extents import y_extent
from tbtui.plot.line import Floats, Line
from tbtui.plot.scale import Range, Scale


@dataclass(frozen=True, eq=False)
class Band:
    """A filled area.

    Like a line, a band remembers what was computed from its arrays, which must not be written to.

    Attributes
    ----------
    x : float64[n]
        Where `x` goes back, a new piece begins.
    lower, upper : float64[n]
        Values; NaN where the band is interrupted.
    color : str
        As ``#rrggbb``; drawn strongly faded.
    """

    x: NDArray[Any]
    lower: NDArray[Any]
    upper: NDArray[Any]
    color: str

    @cached_property
    def edges(self) -> tuple[Line, Line]:
        """The lower and the upper edge as lines; where one is not finite, neither is."""
        count = min(len(self.x), len(self.lower), len(self.upper))
        lower = np.asarray(self.lower[:count], np.float64)
        upper = np.asarray(self.upper[:count], np.float64)
        known = np.isfinite(lower) & np.isfinite(upper)
        if not known.all():
            lower, upper = np.where(known, lower, np.nan), np.where(known, upper, np.nan)
        x = np.asarray(self.x[:count], np.float64)
        return Line(x, lower, self.color, ""), Line(x, upper, self.color, "")

    def extent(self, log: bool, view: Range, ignore_outliers: bool) -> Range | None:
        """Return the lowest and the highest value that the axis can show, for a range of x."""
        if not ignore_outliers:
            found = [edge.extent(log, view) for edge in self.edges]
            known = [extent for extent in found if extent is not None]
            if not known:
                return None
            return min(low for low, _ in known), max(high for _, high in known)

        def compute() -> Range | None:
            values = [edge.points[1][span] for edge in self.edges for span in edge.view(*view)]
            return y_extent(values, log=log, ignore_outliers=True)

        return self.edges[0].recall(("without outliers", log, view), compute)

    def envelopes(self, scale: Scale, columns: int) -> tuple[Floats, Floats, Floats]:
        """Return few points that draw the same area.

        Parameters
        ----------
        scale : Scale
            The x axis.
        columns : int
            See :func:`tbtui.analysis.envelope.envelope`.

        Returns
        -------
        x, lower, upper : float64[n]
        """
        x, lower = self.edges[0].envelope(False, scale, columns)
        upper = self.edges[1].envelope(False, scale, columns)[1]
        return x, lower, upper
