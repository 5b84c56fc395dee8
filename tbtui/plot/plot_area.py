"""The part of a chart in which the curves are, with the scales of its axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.planes import DOT_COLUMNS, DOT_ROWS, ROUNDING
from tbtui.plot.scale import Scale, ScaleKind


@dataclass(frozen=True)
class PlotArea:
    """A rectangle of cells and what it shows.

    Attributes
    ----------
    left, top, width, height : int
        In cells of the chart; the size is at least one cell.
    x_scale, y_scale
        The axes. x grows to the right, y grows upwards.
    """

    left: int
    top: int
    width: int
    height: int
    x_scale: Scale
    y_scale: Scale

    @property
    def dot_columns(self) -> int:
        """Width in braille dots."""
        return self.width * DOT_COLUMNS

    @property
    def dot_rows(self) -> int:
        """Height in braille dots."""
        return self.height * DOT_ROWS

    @property
    def log(self) -> bool:
        """Whether the y axis is logarithmic."""
        return self.y_scale.kind is ScaleKind.LOG

    def dots_across(self, x: NDArray[Any]) -> NDArray[np.float64]:
        """Return places in dots from the left border."""
        return self.x_scale.place(x) * self.dot_columns

    def dots_down(self, y: NDArray[Any]) -> NDArray[np.float64]:
        """Return places in dots from the upper border."""
        return (1.0 - self.y_scale.place(y)) * self.dot_rows

    def columns(self, x: NDArray[Any]) -> NDArray[np.intp]:
        """Return the cell columns of values, from 0; those outside go to the nearest border."""
        return _dots(self.x_scale.place(x), self.dot_columns) // DOT_COLUMNS

    def rows(self, y: NDArray[Any]) -> NDArray[np.intp]:
        """Return the cell rows of values, from 0; those outside go to the nearest border."""
        return _dots(1.0 - self.y_scale.place(y), self.dot_rows) // DOT_ROWS


def _dots(places: NDArray[np.float64], count: int) -> NDArray[np.intp]:
    # By way of dots, so that rounding never puts a dot and its cell apart.
    known = np.where(np.isnan(places), 0.0, places)
    dots = np.floor(known * count + ROUNDING)
    return np.minimum(np.maximum(dots, 0), count - 1).astype(np.intp)
