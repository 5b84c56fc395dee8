"""Which ranges of x and y a chart shows."""

from __future__ import annotations

import math
import sys
import weakref
from functools import lru_cache

from tbtui.analysis.extents import nice_domain, y_extent
from tbtui.plot.curves import Curves
from tbtui.plot.line import Line, Range

_DECADES_BELOW = 1e-6
"""How far down a logarithmic axis goes when it was asked to begin at zero."""


def horizontal_domain(curves: Curves, wanted: Range | None) -> Range:
    """Return the x range: the one wanted if it makes sense, else that of the points.

    A single x stands in the middle of a range around it.
    """
    if wanted is not None and _is_range(wanted):
        return float(wanted[0]), float(wanted[1])
    extent = curves.x_extent
    if extent is None:
        return 0.0, 1.0
    low, high = extent
    if low == high:
        margin = max(0.5, 4 * math.ulp(low))
        return _finite(low - margin), _finite(high + margin)
    return extent


def vertical_domain(
    curves: Curves,
    x_domain: Range,
    wanted: Range | None,
    *,
    log: bool,
    ignore_outliers: bool,
) -> Range | None:
    """Return the y range: the one wanted if it makes sense, else a round one around the points.

    Only points in the visible x range count. When there is none, the line may still pass through
    between two points outside, so those count then.

    Returns
    -------
    tuple of float or None
        None when nothing in view has a place on the axis.
    """
    if wanted is not None and _is_range(wanted) and not (log and wanted[1] <= 0):
        low, high = float(wanted[0]), float(wanted[1])
        if log and low <= 0:
            low = max(high * _DECADES_BELOW, math.ulp(0.0))
        return (low, high) if low < high else None
    if ignore_outliers:
        references = tuple(weakref.ref(line) for line in curves.lines)
        extent = _extent_without_outliers(references, x_domain, log)
    else:
        extent = curves.extent(log, x_domain)
    if extent is None:
        beside = [line.envelope(log, *x_domain, columns=1)[1] for line in curves.lines]
        extent = y_extent(beside, log=log, ignore_outliers=False)
    if extent is None:
        return None
    low, high = nice_domain(*extent, log=log)
    return (low, high) if low < high else None


@lru_cache(maxsize=256)
def _extent_without_outliers(
    references: tuple[weakref.ref[Line], ...], x_domain: Range, log: bool
) -> Range | None:
    """Order all values of a chart; remembered, as this takes longer than drawing them.

    References are equal as long as their lines live and are the same, and keep no line alive.
    """
    lines = [line for reference in references if (line := reference()) is not None]
    values = [line.points[1][span] for line in lines for span in line.view(*x_domain)]
    return y_extent(values, log=log, ignore_outliers=True)


def _is_range(wanted: Range) -> bool:
    low, high = wanted
    return math.isfinite(low) and math.isfinite(high) and low < high


def _finite(value: float) -> float:
    largest = sys.float_info.max
    return min(max(value, -largest), largest)
