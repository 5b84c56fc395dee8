"""The points of curves as charts need them, computed once for what has not changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from tbtui.analysis.horizontal import start_of
from tbtui.analysis.margins import common_beginning
from tbtui.analysis.smoothers import SmoothingMethod
from tbtui.analysis.smoothing import smooth_many
from tbtui.store.sized_cache import SizedCache
from tbtui.widgets.chart_scene import ChartSettings
from tbtui.widgets.series_points import Floats, SeriesPoints, smoothing_of
from tbtui.widgets.step_places import StepPlaces

if TYPE_CHECKING:
    from tbtui.store.series import ScalarSeries
    from tbtui.widgets.curves import Curve

MOST_BYTES = 400_000_000
"""Arrays kept for series that may be drawn again; what is in use may exceed it."""

SHORT_SERIES = 2000
"""Series of at most so many points are smoothed together."""


class CurvePoints(NamedTuple):
    """What a curve shows.

    Attributes
    ----------
    steps : int64[n]
    wall_times : float64[n]
    relative : float64[n] or None
        Seconds since the start of a group; for a series, see `seconds_at`.
    x : float64[n]
        Places on the x axis.
    raw : float32[n] or float64[n]
        Values as they were written; for a group, their mean or median.
    shown : float32[n] or float64[n]
        Values as they are drawn; the same array as `raw` without smoothing.
    lower, upper : float64[n] or None
        The band around the curve; NaN where it is not known.
    """

    steps: npt.NDArray[np.int64]
    wall_times: Floats
    relative: Floats | None
    x: Floats
    raw: npt.NDArray[np.floating]
    shown: npt.NDArray[np.floating]
    lower: Floats | None = None
    upper: Floats | None = None

    def seconds_at(self, index: int) -> float:
        """Return the seconds from the start to a point."""
        if self.relative is not None:
            return float(self.relative[index])
        return float(self.wall_times[index]) - start_of(self.wall_times)


class _Remembered(NamedTuple):
    """The points of a curve, as long as neither points nor settings change."""

    key: object
    points: CurvePoints
    rising: Floats
    problem: str

    @property
    def size(self) -> int:
        """Bytes kept alive beside the store, counting no array twice."""
        owned = {}
        for array in (*self.points, self.rising):
            if array is not None and array.base is None:
                owned[id(array)] = array.nbytes
        return sum(owned.values())


class CurveCache:
    """The points of curves, those not used for long dropped first.

    Parameters
    ----------
    most_bytes : int
        Bytes above which old points are dropped.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._series: SizedCache[SeriesPoints] = SizedCache(most_bytes)
        self._curves: SizedCache[_Remembered] = SizedCache(most_bytes)
        self._places = StepPlaces()

    def of_series(self, series: ScalarSeries) -> SeriesPoints:
        """Return the points of a series as they are now."""
        key = (series.run, series.tag)
        known = self._series.get(key)
        if known is None or not known.is_of(series):
            known = SeriesPoints(series, self._places)
            self._series.put(key, known)
        return known

    def has_restarts(self, curve: Curve) -> bool:
        """Return whether a restart has superseded any point of a curve."""
        return any(self.of_series(series).has_restarts for series in curve.members)

    def count(self, curve: Curve, settings: ChartSettings) -> int:
        """Return how many points of the log a curve stands for."""
        if settings.all_lives:
            return len(curve)
        return sum(len(self.of_series(series).life.steps) for series in curve.members)

    def points(self, curve: Curve, settings: ChartSettings) -> CurvePoints:
        """Return the points of a curve."""
        return self._remembered(curve, settings).points

    def rising(self, curve: Curve, settings: ChartSettings) -> Floats:
        """Return the finite places of the points on the x axis in rising order."""
        return self._remembered(curve, settings).rising

    def problem(self, curve: Curve, settings: ChartSettings) -> str:
        """Return what is wrong with the band around a curve; empty if nothing is."""
        return self._remembered(curve, settings).problem

    def smooth_together(self, curves: Iterable[Curve], settings: ChartSettings) -> None:
        """Smooth many short series at once, far quicker than one after the other."""
        smoothing = smoothing_of(settings)
        if smoothing.method is not SmoothingMethod.EXPONENTIAL or smoothing.amount == 0:
            return
        waiting = [
            points
            for curve in curves
            if curve.margins is None
            for points in map(self.of_series, curve.members)
            if len(points.life.values) <= SHORT_SERIES and not points.is_smoothed(smoothing)
        ]
        if len(waiting) < 2:
            return
        ends = np.cumsum([len(points.life.values) for points in waiting])
        values = np.concatenate([points.life.values for points in waiting])
        starts = np.concatenate(([0], ends[:-1])).astype(np.int64)
        smoothed = np.split(smooth_many(values, starts, smoothing.amount), ends[:-1])
        for points, values_of_series in zip(waiting, smoothed, strict=True):
            points.keep_smoothed(smoothing, values_of_series)

    def _remembered(self, curve: Curve, settings: ChartSettings) -> _Remembered:
        key = (curve.versions, settings.of_points())
        name = (curve.name, curve.tags, curve.is_group)
        known = self._curves.get(name)
        if known is None or known.key != key:
            problem = ""
            if curve.is_group:
                points = self._of_group(curve, settings)
            elif curve.margins is not None:
                points, problem = self._with_margins(curve, settings, curve.margins)
            else:
                points = self._of_one(curve, settings)
            # With another smoothing, all points stay in their places.
            same_x = known is not None and known.points.x is points.x
            rising = known.rising if known is not None and same_x else _rising(points.x)
            known = _Remembered(key, points, rising, problem)
            self._curves.put(name, known)
        return known

    def _of_one(self, curve: Curve, settings: ChartSettings) -> CurvePoints:
        series = self.of_series(curve.series)
        x_points = self.of_series(curve.x_members[0]) if curve.x_members else None
        steps, wall_times, raw = series.life
        x = series.horizontal(settings.horizontal, x_points)
        shown = series.smoothed(smoothing_of(settings)) if settings.smoothing > 0 else raw
        self._series.has_grown((curve.series.run, curve.series.tag))
        return CurvePoints(steps, wall_times, None, x, raw, shown)

    def _with_margins(
        self, curve: Curve, settings: ChartSettings, margins: tuple[ScalarSeries, ScalarSeries]
    ) -> tuple[CurvePoints, str]:
        """Return points with the ends of the band, and what is wrong with these.

        Nothing is smoothed, as in TensorBoard: a smoothed line would leave its band.
        """
        points = self._of_one(curve, replace(settings, smoothing=0.0))
        lives = [self.of_series(series).life for series in margins]
        lower, upper = ((tag, life.steps) for tag, life in zip(curve.tags[1:], lives, strict=True))
        found = common_beginning((curve.tag, points.steps), lower, upper)
        if not found.length:
            return points, found.problem
        ends = [_beginning(life.values, found.length, len(points.steps)) for life in lives]
        return points._replace(lower=ends[0], upper=ends[1]), found.problem

    def _of_group(self, curve: Curve, settings: ChartSettings) -> CurvePoints:
        from tbtui.analysis.alignment import BandKind, Center, aggregate

        center, band = Center(settings.center), BandKind(settings.band)
        smoothing = smoothing_of(settings)
        members = [self.of_series(series) for series in curve.members]
        lives = [points.life for points in members]
        raw = [(life.steps, life.values) for life in lives]
        shown = raw
        if settings.smoothing > 0:
            shown = [(points.life.steps, points.smoothed(smoothing)) for points in members]
        found = aggregate(shown, center, band, wall_times=[life.wall_times for life in lives])
        values = found.center
        if shown is not raw:
            values = aggregate(raw, center, BandKind.NONE).center
        x = found.steps.astype(np.float64)
        if settings.horizontal == "relative":
            x = found.relative
        elif settings.horizontal == "wall":
            x = found.wall_times
        elif settings.horizontal == "index":
            x = np.arange(len(found.steps), dtype=np.float64)
        elif settings.horizontal == "tag":
            x = self._joined(curve, members)
        # One run has no spread: a band as thin as the line would only look like noise.
        has_band = band is not BandKind.NONE and len(members) > 1
        lower = found.lower if has_band else None
        upper = found.upper if has_band else None
        return CurvePoints(
            found.steps, found.wall_times, found.relative, x, values, found.center, lower, upper
        )

    def _joined(self, curve: Curve, members: list[SeriesPoints]) -> Floats:
        """Return the mean x of a group, where x is a tag."""
        from tbtui.analysis.alignment import BandKind, Center, aggregate

        others = [self.of_series(series) for series in curve.x_members]
        joined = [
            (points.life.steps, points.horizontal("tag", other))
            for points, other in zip(members, others, strict=True)
        ]
        return aggregate(joined, Center.MEAN, BandKind.NONE).center


def _beginning(values: npt.NDArray[np.floating], count: int, length: int) -> Floats:
    """Return the first values, and NaN instead of the others."""
    beginning = np.full(length, np.nan)
    beginning[:count] = values[:count]
    return beginning


def _rising(x: Floats) -> Floats:
    """Return finite places in rising order; the same array when they are already."""
    finite = np.isfinite(x)
    values = x if finite.all() else x[finite]
    return np.sort(values) if (values[1:] < values[:-1]).any() else values
