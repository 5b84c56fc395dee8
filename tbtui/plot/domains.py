"""Which ranges of x and y a chart shows, and on which scales."""

from __future__ import annotations

import math
import sys
import weakref
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tbtui.analysis.extents import nice_domain, y_extent
from tbtui.plot.band import Band
from tbtui.plot.chart import ChartOptions, WantedRange
from tbtui.plot.curves import Curves, union
from tbtui.plot.line import Line
from tbtui.plot.scale import (
    Range,
    Scale,
    ScaleKind,
    SymlogScale,
    scale_of,
    symlog_threshold,
)

_DECADES_BELOW = 1e-6
"""How far down a logarithmic axis goes when it was asked to begin at zero."""

_SYMLOG_PADDING = 0.05


def horizontal_domain(curves: Curves, options: ChartOptions) -> Range:
    """Return the x range: the one wanted if it makes sense, else that of the points.

    A single x stands in the middle of a range around it.
    """
    log = options.x_scale is ScaleKind.LOG
    low, high = _wanted_ends(options.x_range, log)
    if low is not None and high is not None:
        return low, high
    extent = curves.x_extent(log)
    if extent is None:
        extent = (1.0, 10.0) if log else (0.0, 1.0)
    elif extent[0] == extent[1]:
        extent = _around(extent[0], log)
    return _with_fixed_ends(extent, (low, high), log)


def vertical_domain(
    curves: Curves, bands: Sequence[Band], x_domain: Range, options: ChartOptions
) -> Range | None:
    """Return the y range: the one wanted if it makes sense, else a round one around the points.

    Only points in the visible x range count. When there is none, the line may still pass through
    between two points outside, so those count then.

    Returns
    -------
    tuple of float or None
        None when nothing in view has a place on the axis.
    """
    log = options.y_scale is ScaleKind.LOG
    low, high = _wanted_ends(options.y_range, log)
    if low is not None and high is not None:
        return low, high
    extent = _extent(curves, bands, x_domain, options)
    if extent is None:
        return None
    if options.include_zero and not log:
        # An axis that only reaches to zero ends there: nothing is to be seen beyond.
        if extent[0] >= 0:
            extent, low = (0.0, extent[1]), 0.0 if low is None else low
        elif extent[1] <= 0:
            extent, high = (extent[0], 0.0), 0.0 if high is None else high
    return _with_fixed_ends(_nice(curves, extent, options.y_scale), (low, high), log)


class ChartScales(NamedTuple):
    """The axes of a chart.

    Attributes
    ----------
    x, y : Scale
    known : bool
        Whether anything in view has a place on the y axis; else its range is made up.
    """

    x: Scale
    y: Scale
    known: bool


def chart_scales(curves: Curves, bands: Sequence[Band], options: ChartOptions) -> ChartScales:
    """Return the axes of a chart.

    Parameters
    ----------
    curves : Curves
        The lines that the ranges are chosen from.
    """
    x_scale = scale_of(options.x_scale, horizontal_domain(curves, options))
    y_domain = vertical_domain(curves, bands, x_scale.domain, options)
    y_scale = vertical_scale(curves, y_domain, options.y_scale)
    return ChartScales(x_scale, y_scale, y_domain is not None)


def vertical_scale(curves: Curves, domain: Range | None, kind: ScaleKind) -> Scale:
    """Return the scale of a y axis; any will do when nothing is known to be on it."""
    if domain is None:
        return scale_of(kind, (0.1, 1.0))
    if kind is ScaleKind.SYMLOG:
        return SymlogScale(domain, _threshold(curves))
    return scale_of(kind, domain)


def _threshold(curves: Curves) -> float:
    """Return how far the linear part of a symlog axis goes.

    All points count, not only those in view: zooming must not bend the axis.
    """
    smallest, largest = curves.sizes
    return symlog_threshold(smallest, largest)


def _nice(curves: Curves, extent: Range, kind: ScaleKind) -> Range:
    """Pad a range and round it."""
    low, high = extent
    if kind is not ScaleKind.SYMLOG or low == high:
        return nice_domain(low, high, log=kind is ScaleKind.LOG)
    scale = SymlogScale(extent, _threshold(curves))
    padded = scale.value_at(-_SYMLOG_PADDING), scale.value_at(1 + _SYMLOG_PADDING)
    return min(_finite(padded[0]), low), max(_finite(padded[1]), high)


def _extent(
    curves: Curves, bands: Sequence[Band], x_domain: Range, options: ChartOptions
) -> Range | None:
    """Return the lowest and the highest value in view that the axis can show."""
    log, ignore_outliers = options.y_scale is ScaleKind.LOG, options.ignore_outliers
    if ignore_outliers:
        references = tuple(weakref.ref(line) for line in curves.lines)
        extent = _extent_without_outliers(references, x_domain, log)
    else:
        extent = curves.extent(log, x_domain)
    extent = union([extent, *(band.extent(log, x_domain, ignore_outliers) for band in bands)])
    if extent is None:
        x_scale = scale_of(options.x_scale, x_domain)
        beside = [line.envelope(log, x_scale, columns=1)[1] for line in curves.lines]
        extent = y_extent(beside, log=log, ignore_outliers=False)
    return extent


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


def _wanted_ends(wanted: WantedRange | None, log: bool) -> WantedRange:
    """Return the ends of a wanted range that make sense, None for the others."""
    if wanted is None:
        return None, None
    low, high = (_end(end) for end in wanted)
    if log and high is not None and high <= math.ulp(0.0):
        return None, None
    if log and low is not None and low <= 0:
        low = None if high is None else max(high * _DECADES_BELOW, math.ulp(0.0))
    if low is not None and high is not None and not low < high:
        return None, None
    return low, high


def _end(end: float | None) -> float | None:
    return float(end) if end is not None and math.isfinite(end) else None


def _with_fixed_ends(chosen: Range, fixed: WantedRange, log: bool) -> Range:
    """Replace one end of a range; should nothing be left of it, it lies beside that end."""
    low = chosen[0] if fixed[0] is None else fixed[0]
    high = chosen[1] if fixed[1] is None else fixed[1]
    if low < high:
        return low, high
    if fixed[0] is not None and fixed[0] < sys.float_info.max:
        return fixed[0], _around(fixed[0], log)[1]
    below, above = _around(high, log)
    # Nothing lies below the lowest of all floats.
    return (below, high) if below < high else (high, above)


def _around(value: float, log: bool) -> Range:
    """Return a range around a single value."""
    if log:
        return max(value / 2, math.ulp(0.0)), _finite(value * 2)
    margin = max(0.5, 4 * math.ulp(value))
    return _finite(value - margin), _finite(value + margin)


def _finite(value: float) -> float:
    largest = sys.float_info.max
    return min(max(value, -largest), largest)
