"""What the crosshair reads: the nearest point of every run, and where the next point is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tbtui.plot.numbers import format_duration, format_step, format_time_of_day, format_value
from tbtui.plot.text import escape
from tbtui.widgets.chart_scene import ChartScene
from tbtui.widgets.series_cache import Floats, SeriesCache

if TYPE_CHECKING:
    from tbtui.store.series import ScalarSeries


class Reading(NamedTuple):
    """One point of one run.

    Attributes
    ----------
    run : str
    step : int
    wall_time : float
        Seconds since the epoch.
    relative : float
        Seconds since the first point of the series.
    value : float
        As it was written.
    smoothed : float
        As it is drawn; equal to ``value`` without smoothing.
    """

    run: str
    step: int
    wall_time: float
    relative: float
    value: float
    smoothed: float

    def position(self, axis: str) -> float:
        """Where this point stands on an x axis."""
        return {
            "step": float(self.step),
            "relative": self.relative,
            "wall": self.wall_time,
        }[axis]


def readings(scene: ChartScene, tag: str, cache: SeriesCache) -> list[Reading]:
    """Return the point of every shown run that is nearest to the crosshair, or its last one."""
    found = []
    for run in scene.runs:
        series = run.scalars.get(tag)
        if series is not None and len(series):
            found.append(reading(scene, series, cache))
    return found


def reading(scene: ChartScene, series: ScalarSeries, cache: SeriesCache) -> Reading:
    """Return the point of a series, which has some, that is nearest to the crosshair."""
    settings = scene.settings
    life = cache.life(series)
    index = len(life.steps) - 1
    if settings.cursor is not None:
        x = cache.horizontal(series, settings.horizontal)
        is_rising = cache.rising(series, settings.horizontal) is x
        find = nearest_rising_index if is_rising else nearest_index
        index = find(x, settings.cursor)
    value = float(life.values[index])
    smoothed = value
    if settings.smoothing > 0:
        smoothed = float(cache.smoothed(series, settings.smoothing)[index])
    wall_time = float(life.wall_times[index])
    return Reading(
        run=series.run,
        step=int(life.steps[index]),
        wall_time=wall_time,
        relative=wall_time - float(life.wall_times[0]),
        value=value,
        smoothed=smoothed,
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


def as_text(tag: str, found: list[Reading]) -> str:
    """Write readings as a table for the clipboard, columns separated by tabs."""
    lines = [escape(tag), "run\tstep\tvalue\tsmoothed"]
    for reading in found:
        name = escape(reading.run)
        lines.append(f"{name}\t{reading.step}\t{reading.value!r}\t{reading.smoothed!r}")
    return "\n".join(lines) + "\n"


def last_value_text(series: ScalarSeries) -> str:
    """Return the last value of a series in four significant digits."""
    values = series.view().values
    return format_value(float(values[-1])) if len(values) else ""
