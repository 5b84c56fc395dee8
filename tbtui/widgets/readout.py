"""What the crosshair reads: the nearest point of every curve."""

from __future__ import annotations

from collections.abc import Iterable
from math import nan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tbtui.plot.numbers import (
    format_duration,
    format_step,
    format_time_of_day,
    format_value,
    format_wall_time,
)
from tbtui.plot.text import escape
from tbtui.widgets.chart_scene import ChartSettings
from tbtui.widgets.curve_points import CurveCache
from tbtui.widgets.series_points import Floats

if TYPE_CHECKING:
    from tbtui.store.series import ScalarSeries
    from tbtui.widgets.curves import Curve


class Reading(NamedTuple):
    """One point of one curve.

    Attributes
    ----------
    curve : Curve
    x : float
        Where the point stands on the x axis.
    step : int
    wall_time : float
        Seconds since the epoch.
    relative : float
        Seconds since the first point of the series.
    value : float
        As it was written.
    smoothed : float
        As it is drawn; equal to ``value`` without smoothing.
    beside : bool
        Whether the curve does not reach the crosshair, so that this is its nearest end.
    lower, upper : float
        Ends of the band around the curve; NaN without one.
    """

    curve: Curve
    x: float
    step: int
    wall_time: float
    relative: float
    value: float
    smoothed: float
    beside: bool = False
    lower: float = nan
    upper: float = nan

    def position(self, axis: str) -> float | None:
        """Where this point stands on another x axis; None where that takes other points."""
        return {
            "step": float(self.step),
            "relative": self.relative,
            "wall": self.wall_time,
        }.get(axis)


def readings(
    curves: Iterable[Curve], settings: ChartSettings, cursor: float | None, cache: CurveCache
) -> list[Reading]:
    """Return the point of every curve that is nearest to the crosshair, or its last one."""
    return [reading(curve, settings, cursor, cache) for curve in curves if not curve.faint]


def reading(
    curve: Curve, settings: ChartSettings, cursor: float | None, cache: CurveCache
) -> Reading:
    """Return the point of a curve that is nearest to the crosshair; without one, its last."""
    points = cache.points(curve, settings)
    index = len(points.steps) - 1
    beside = False
    if cursor is not None:
        rising = cache.rising(curve, settings)
        find = nearest_rising_index if rising is points.x else nearest_index
        index = find(points.x, cursor)
        beside = not len(rising) or not rising[0] <= cursor <= rising[-1]
    return Reading(
        curve=curve,
        x=float(points.x[index]),
        step=int(points.steps[index]),
        wall_time=float(points.wall_times[index]),
        relative=points.seconds_at(index),
        value=float(points.raw[index]),
        smoothed=float(points.shown[index]),
        beside=beside,
        lower=nan if points.lower is None else float(points.lower[index]),
        upper=nan if points.upper is None else float(points.upper[index]),
    )


def nearest_index(x: Floats, target: float) -> int:
    """Return the index of the point nearest to ``target``; of two equally near the first.

    Parameters
    ----------
    x : float64[n]
        At least one point, in any order.
    """
    distance = np.abs(x - target)
    distance[np.isnan(distance)] = np.inf
    return int(np.argmin(distance))


def nearest_rising_index(x: Floats, target: float) -> int:
    """Return the same as `nearest_index` for points in rising order, without reading them all.

    Parameters
    ----------
    x : float64[n]
        At least one point; all finite.
    """
    right = int(np.searchsorted(x, target, side="left"))
    if right == len(x) or (right > 0 and target - x[right - 1] <= x[right] - target):
        # Of points in the same place the first is meant.
        return int(np.searchsorted(x, x[right - 1], side="left"))
    return right


def crosshair_note(reading: Reading | None) -> str:
    """Describe the place of the crosshair: step, time of day and time since the start."""
    if reading is None:
        return ""
    clock = format_time_of_day(reading.wall_time)
    return f"step {format_step(reading.step)} · {clock} · {format_duration(reading.relative)}"


def format_x(axis: str, x: float) -> str:
    """Write a place of an x axis as its ticks would: a step, a time or a value."""
    if axis in ("step", "index"):
        return format_step(round(x))
    if axis == "relative":
        return format_duration(x)
    return format_wall_time(x) if axis == "wall" else format_value(x)


def as_text(title: str, found: list[Reading]) -> str:
    """Write readings as a table for the clipboard, columns separated by tabs."""
    lines = [escape(title), "run\tstep\tvalue\tsmoothed"]
    for reading in found:
        name = escape(reading.curve.label)
        lines.append(f"{name}\t{reading.step}\t{reading.value!r}\t{reading.smoothed!r}")
    return "\n".join(lines) + "\n"


def last_value_text(series: ScalarSeries) -> str:
    """Return the last value of a series in four significant digits."""
    values = series.view().values
    return format_value(float(values[-1])) if len(values) else ""
