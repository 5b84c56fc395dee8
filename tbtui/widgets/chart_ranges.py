"""Which part of the y axis each chart shows, and how it is asked for."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from tbtui.analysis.horizontal import HorizontalAxis
from tbtui.plot.chart import ChartOptions
from tbtui.plot.curves import Curves, union
from tbtui.plot.domains import horizontal_domain, vertical_domain
from tbtui.plot.scale import ScaleKind
from tbtui.widgets.chart_scene import ChartScene, Density
from tbtui.widgets.curve_lines import CurveLines
from tbtui.widgets.scene_curves import SceneCurves

Range = tuple[float, float]
WantedRange = tuple["float | None", "float | None"]

MOST_LINES = 64
"""More curves than this are shown by their density, unless the user wants the lines."""


class ChartRanges:
    """Turns what the scene says about a chart into the options of the plot.

    Finding a y range means looking at all values, far more work than drawing them, so the range
    that was found is asked for again as long as nothing has changed that it depends on. Neither
    crosshair nor size are among that.
    """

    def __init__(self, curves: SceneCurves, lines: CurveLines) -> None:
        self._curves, self._lines = curves, lines
        self._known: dict[str, tuple[Hashable, Range]] = {}
        self._shared: dict[str, tuple[Hashable, Range | None]] = {}

    def key(self, scene: ChartScene, chart: str) -> Hashable:
        """Return what the options of a chart depend on, beside its curves and the settings."""
        group = _shared_group(scene, chart)
        shared = () if group is None else tuple(map(scene.axis_of, _charts_of(scene, group)))
        return (scene.axis_of(chart), scene.y_ranges.get(chart), group, shared)

    def options(self, scene: ChartScene, chart: str) -> ChartOptions:
        """Return how a chart is to be drawn."""
        settings, axis = scene.settings, scene.axis_of(chart)
        options = self._base(scene, chart)
        y_range: WantedRange | None = scene.y_ranges.get(chart)
        if y_range is None and (axis.low is not None or axis.high is not None):
            y_range = (axis.low, axis.high)
        elif y_range is None:
            y_range = self._shared_range(scene, chart) or self._known_range(scene, chart)
        lines = sum(not curve.faint for curve in self._curves.of(scene, chart))
        density = settings.density is Density.ON
        if settings.density is Density.AUTO:
            density = lines > MOST_LINES
        return replace(options, y_range=y_range, density=density)

    def remember(self, scene: ChartScene, chart: str, y_domain: Range) -> None:
        """Take notice of the range that the plot has chosen for a chart."""
        axis = scene.axis_of(chart)
        chosen = chart not in scene.y_ranges and axis.low is None and axis.high is None
        if chosen and _shared_group(scene, chart) is None and scene.settings.x_range is None:
            self._known[chart] = (self._range_key(scene, chart), y_domain)

    def _base(self, scene: ChartScene, chart: str) -> ChartOptions:
        settings, axis = scene.settings, scene.axis_of(chart)
        return ChartOptions(
            horizontal=HorizontalAxis(settings.horizontal),
            x_scale=ScaleKind.LOG if settings.x_log else ScaleKind.LINEAR,
            y_scale=ScaleKind(axis.scale),
            include_zero=axis.include_zero,
            ignore_outliers=settings.ignore_outliers,
            grid=settings.grid,
            x_range=settings.x_range,
        )

    def _known_range(self, scene: ChartScene, chart: str) -> Range | None:
        key, known = self._known.get(chart, (None, None))
        return known if known is not None and key == self._range_key(scene, chart) else None

    def _range_key(self, scene: ChartScene, chart: str) -> Hashable:
        settings = replace(scene.settings.of_picture(), grid=True)
        return (settings, scene.axis_of(chart), self._curves.contents(scene, chart))

    def _shared_range(self, scene: ChartScene, chart: str) -> Range | None:
        """Return the range that covers all charts of a group which share one."""
        group = _shared_group(scene, chart)
        if group is None:
            return None
        charts = _charts_of(scene, group)
        key = tuple(self._range_key(scene, other) for other in charts)
        known_key, known = self._shared.get(group, (None, None))
        if known_key != key:
            known = union([self._chosen_range(scene, other) for other in charts])
            self._shared[group] = (key, known)
        return known

    def _chosen_range(self, scene: ChartScene, chart: str) -> Range | None:
        """Return the range that a chart would choose for itself."""
        options = self._base(scene, chart)
        drawn = self._lines.of_all(self._curves.of(scene, chart), scene.settings)
        lines = [line for curve in drawn for line in curve.lines if not line.faint]
        bands = [curve.band for curve in drawn if curve.band is not None]
        curves = Curves(lines)
        x_domain = horizontal_domain(curves, options)
        return vertical_domain(curves, bands, x_domain, options)


def _shared_group(scene: ChartScene, chart: str) -> str | None:
    """Return the heading below which a chart shares its range with others."""
    for group, charts in scene.groups if scene.shared else ():
        if group in scene.shared and chart in charts:
            return group
    return None


def _charts_of(scene: ChartScene, group: str) -> tuple[str, ...]:
    return next(charts for name, charts in scene.groups if name == group)
