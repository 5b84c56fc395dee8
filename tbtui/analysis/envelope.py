"""Few points that draw the same picture as all of them.

A chart column can show one vertical stroke per series, whatever the number of points behind it.
Four points per column say all that there is to draw: where the line enters, its lowest and highest
value, and where it leaves. This is the M4 aggregation (Jugel, Jerzak, Hackenbroich and Markl,
"M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from tbtui.analysis.distinct import distinct
from tbtui.analysis.extremes import Extremes, Parts

Floats = npt.NDArray[np.float64]

POINTS_PER_COLUMN = 4


def pieces(x: npt.NDArray[Any]) -> list[slice]:
    """Cut a series where it goes back, so that each piece can be searched and drawn.

    Parameters
    ----------
    x
        Horizontal positions of shape (n,), in stored order.

    Returns
    -------
    list of slice
        Consecutive slices in which `x` never decreases. Points whose `x` is NaN have no place on
        the axis: they end a piece and belong to none.
    """
    if len(x) == 0:
        return []
    # Written with >= so that a NaN, which compares false, ends a piece on both of its sides.
    follows = x[1:] >= x[:-1]
    if follows.all():
        starts = np.zeros(1, dtype=np.int64)
    else:
        starts = np.concatenate(([0], np.flatnonzero(~follows) + 1))
    ends = np.append(starts[1:], len(x))
    return [
        slice(int(start), int(end))
        for start, end in zip(starts, ends, strict=True)
        if not np.isnan(x[start])
    ]


def envelope(
    x: npt.NDArray[Any],
    y: npt.NDArray[Any],
    left: float,
    right: float,
    columns: int,
    borders: Floats | None = None,
    extremes: Extremes | None = None,
) -> tuple[Floats, Floats]:
    """First, lowest, highest and last point of every column, and the neighbours of the view.

    Parameters
    ----------
    x
        Horizontal positions of shape (n,) that never decrease (see `pieces`). float64 is the fast
        case: other types are converted, all of them, at every call.
    y
        Values of shape (n,), float32 or float64. NaN and infinities are breaks in the line.
    left, right
        The visible range, both ends included. Column i covers
        ``left + i * w <= x < left + (i + 1) * w`` with ``w = (right - left) / columns``; the last
        one includes `right`.
    columns
        How many columns the view is wide, for a braille chart twice the number of cells.
    borders
        Where columns of another width than `w` begin: ``columns - 1`` rising numbers.
    extremes
        Of `y`, when they are known already: spares reading all of it.

    Returns
    -------
    x, y : numpy.ndarray
        float64 of the same length, at most ``4 * columns + 2`` points when the view holds more
        than ``4 * columns``, otherwise the points of the view and their neighbours as they are.
        `x` never decreases. Every value that is not finite has become NaN.

    See Also
    --------
    ColumnCut : The same for several curves over one x.

    Notes
    -----
    The lowest and the highest value of a column are exact, and are placed in the middle of the
    column's points: within a column the order makes no difference to what is drawn. The first and
    the last point are kept even when they are NaN, so that two columns are joined exactly when the
    two points on either side of their border are. A column without any finite value stays a break.
    """
    cut = ColumnCut(x, left, right, columns, borders)
    return cut.x, cut.values(y, extremes)


class ColumnCut:
    """A view of x in columns, from which the envelopes of all curves over this x are made.

    Finding the columns takes longer than looking into them, so a cut is worth being kept.

    The parameters are those of `envelope`.

    Attributes
    ----------
    x : float64[m]
        What `envelope` returns as x; not to be written to.
    """

    def __init__(
        self,
        x: npt.NDArray[Any],
        left: float,
        right: float,
        columns: int,
        borders: Floats | None = None,
    ) -> None:
        self._parts: Parts | None = None
        self._span = slice(0, 0)
        if len(x) == 0 or columns < 1 or not left <= right:
            self.x: Floats = np.empty(0)
            return
        x = np.asarray(x, dtype=np.float64)
        begin = int(np.searchsorted(x, left, side="left"))
        end = int(np.searchsorted(x, right, side="right"))
        self._span = slice(max(begin - 1, 0), min(end + 1, len(x)))
        if end - begin <= POINTS_PER_COLUMN * columns:
            self.x = x[self._span].copy()
            return
        if borders is None:
            borders = _borders(left, right, columns)
        edges = np.searchsorted(x[begin:end], borders, side="left") + begin
        edges = distinct(np.concatenate(([begin], edges)))
        starts = edges[edges < end]
        ends = np.append(starts[1:], end)
        counts = ends - starts
        self._parts = parts = Parts(starts, ends)
        self._wanted = np.ones((len(starts), POINTS_PER_COLUMN), np.bool_)
        self._wanted[:, 1] = self._wanted[:, 2] = counts > 2
        self._wanted[:, 3] = counts > 1
        middle = x[starts + counts // 2]
        self.x = self._joined(parts, x, middle, middle)

    def values(self, y: npt.NDArray[Any], extremes: Extremes | None = None) -> Floats:
        """Return what `envelope` returns as y.

        Parameters
        ----------
        y
            Values of shape (n,), as many as there were x.
        extremes
            Of `y`, when they are known already.
        """
        parts = self._parts
        if parts is None:
            return _finite_or_nan(y[self._span])
        if extremes is None:
            lowest, highest = _lowest_and_highest(y[parts.span], parts.groups)
        else:
            lowest, highest = extremes.of_parts(parts)
        return _finite_or_nan(self._joined(parts, y, lowest, highest))

    def _joined(
        self,
        parts: Parts,
        array: npt.NDArray[Any],
        second: npt.NDArray[Any],
        third: npt.NDArray[Any],
    ) -> Floats:
        """Return four elements (fewer where there are fewer) of every column, and the neighbours.

        The first and the last are those of the array.
        """
        points = np.empty((len(parts.starts), POINTS_PER_COLUMN))
        points[:, 0] = array.take(parts.starts)
        points[:, 1] = second
        points[:, 2] = third
        points[:, 3] = array.take(parts.ends - 1)
        before = array[self._span.start : parts.span.start]
        after = array[parts.span.stop : self._span.stop]
        return np.concatenate((before, points[self._wanted], after))


def _borders(left: float, right: float, columns: int) -> Floats:
    """Positions of the ``columns - 1`` borders between columns, in rising order."""
    fractions = np.arange(1, columns) / columns
    span = float(right) - float(left)
    if np.isfinite(span):
        return left + span * fractions
    return left * (1.0 - fractions) + right * fractions


def _lowest_and_highest(
    y: npt.NDArray[Any], starts: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Extremes of the finite values of each group; NaN where a group has none."""
    lowest = np.fmin.reduceat(y, starts)
    highest = np.fmax.reduceat(y, starts)
    if np.isinf(lowest).any() or np.isinf(highest).any():
        # Rare, so the copy that hides the infinities is made only now.
        y = _finite_or_nan(y)
        lowest = np.fmin.reduceat(y, starts)
        highest = np.fmax.reduceat(y, starts)
    return lowest, highest


def _finite_or_nan(y: npt.NDArray[Any]) -> Floats:
    values = y.astype(np.float64)
    values[~np.isfinite(values)] = np.nan
    return values
