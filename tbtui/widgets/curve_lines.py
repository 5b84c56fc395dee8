"""From curves to what the plot draws of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tbtui.analysis.distinct import distinct
from tbtui.analysis.lives import life_starts
from tbtui.plot.band import Band
from tbtui.plot.line import Line
from tbtui.store.sized_cache import SizedCache
from tbtui.widgets.chart_scene import ChartSettings
from tbtui.widgets.curve_points import MOST_BYTES, CurveCache, CurvePoints
from tbtui.widgets.series_points import Floats
from tbtui.widgets.superseded_ends import superseded_ends

if TYPE_CHECKING:
    from tbtui.widgets.curves import Curve

_BYTES_OF_DRAWING = 20_000
"""What lines remember of how they were drawn takes about so much."""


class DrawnCurve(NamedTuple):
    """What is drawn of a curve.

    Attributes
    ----------
    key : object
        What it depends on.
    lines : tuple of Line
        From the bottom up; the one that stands for the curve is the last.
    band : Band or None
    point_count : int
        Points of the log that it stands for.
    """

    key: object
    lines: tuple[Line, ...]
    band: Band | None
    point_count: int

    @property
    def size(self) -> int:
        """Bytes kept alive beside the store, counting no array twice."""
        owned = {}
        for line in self.lines:
            for array in (line.x, line.y):
                if array.base is None:
                    owned[id(array)] = array.nbytes
        return _BYTES_OF_DRAWING + sum(owned.values())


class CurveLines:
    """Lines of curves: the same objects as long as nothing has changed.

    Lines remember what drawing has computed from them, so they must not be made anew.

    Parameters
    ----------
    cache : CurveCache
    """

    def __init__(self, cache: CurveCache) -> None:
        self._cache = cache
        self._drawn: SizedCache[DrawnCurve] = SizedCache(MOST_BYTES)

    def of(self, curve: Curve, settings: ChartSettings) -> DrawnCurve:
        """Return what is drawn of a curve."""
        key = (curve.versions, settings.of_points())
        look = (curve.color, curve.pattern, curve.faint, curve.front)
        name = (curve.name, curve.tags, curve.label, look)
        known = self._drawn.get(name)
        if known is None or known.key != key:
            points = self._cache.points(curve, settings)
            lines = self._lines(curve, points, settings, () if known is None else known.lines)
            count = self._cache.count(curve, settings)
            known = DrawnCurve(key, tuple(lines), _band(curve, points), count)
            self._drawn.put(name, known)
        return known

    def of_all(self, curves: Sequence[Curve], settings: ChartSettings) -> list[DrawnCurve]:
        """Return what is drawn of all curves of a chart."""
        self._cache.smooth_together(curves, settings)
        return [self.of(curve, settings) for curve in curves]

    def _lines(
        self,
        curve: Curve,
        points: CurvePoints,
        settings: ChartSettings,
        known: tuple[Line, ...],
    ) -> list[Line]:
        lines: list[Line] = []
        if not curve.is_group and not curve.faint:
            if settings.all_lives:
                lines += self._superseded(curve, settings)
            if points.shown is not points.raw:
                lines.append(_raw_line(curve, points, known))
        shown = Line(
            points.x,
            points.shown,
            curve.color,
            curve.label,
            faint=curve.faint,
            pattern=curve.pattern,
            front=curve.front,
            restarts=self._restarts(curve, points),
        )
        for line in known:
            shown.remember_x_of(line)
        return [*lines, shown]

    def _restarts(self, curve: Curve, points: CurvePoints) -> Floats | None:
        """Return where on the x axis the newest life goes on after each restart."""
        if curve.is_group or curve.faint:
            return None
        series = self._cache.of_series(curve.series)
        if not series.has_restarts or not len(points.steps):
            return None
        steps = series.view.steps
        restarted = distinct(steps[life_starts(steps)[1:]])
        index = np.searchsorted(points.steps, restarted)
        found: Floats = points.x[index[index < len(points.x)]]
        return found

    def _superseded(self, curve: Curve, settings: ChartSettings) -> list[Line]:
        """Return what restarts gave up, where the x axis has a place for it."""
        series = self._cache.of_series(curve.series)
        if not series.has_restarts or settings.horizontal in ("index", "tag"):
            return []
        steps, wall_times, values, _ = series.view
        is_smoothed = settings.smoother == "exponential" and curve.margins is None
        weight = settings.smoothing if is_smoothed else 0.0
        ends = superseded_ends(steps, wall_times, values, settings.horizontal, weight)
        lines = []
        if weight > 0:
            lines.append(Line(ends.x, ends.values, curve.color, curve.label, faint=True))
        lines.append(Line(ends.x, ends.smoothed, curve.color, curve.label, superseded=True))
        return lines


def _raw_line(curve: Curve, points: CurvePoints, known: tuple[Line, ...]) -> Line:
    """Return the line of raw values: the known one where only their smoothing is another."""
    for line in known:
        is_same = line.x is points.x and line.y is points.raw and line.label == curve.label
        if is_same and line.faint:
            return line
    return Line(points.x, points.raw, curve.color, curve.label, faint=True)


def _band(curve: Curve, points: CurvePoints) -> Band | None:
    if points.lower is None or points.upper is None:
        return None
    return Band(points.x, points.lower, points.upper, curve.color)
