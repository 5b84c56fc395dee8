"""From the store to lines of text: paints single charts and remembers them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from textual.strip import Strip

from tbtui.analysis.horizontal import HorizontalAxis
from tbtui.plot.line import Line
from tbtui.plot.line_chart import Chart, ChartOptions, draw_line_chart
from tbtui.widgets.chart_scene import ChartScene
from tbtui.widgets.readout import Reading, readings
from tbtui.widgets.series_cache import Floats, SeriesCache
from tbtui.widgets.styling import strips_of_cells

if TYPE_CHECKING:
    from tbtui.plot.theme import Theme
    from tbtui.store.series import ScalarSeries

MOST_PAINTED = 128
"""Charts kept, painted; a large one takes about 100 kB."""


class Painted(NamedTuple):
    """A chart as lines, and the geometry that the crosshair needs.

    Attributes
    ----------
    strips : tuple of Strip
    chart : Chart
    points : int
        Points drawn, over all runs.
    """

    strips: tuple[Strip, ...]
    chart: Chart
    points: int


class ChartPainter:
    """Paints the chart of a tag in a given size, or finds it painted already."""

    def __init__(self) -> None:
        self.cache = SeriesCache()
        self._painted: OrderedDict[Hashable, Painted] = OrderedDict()
        self._y_ranges: dict[str, tuple[Hashable, tuple[float, float]]] = {}

    def key(
        self, scene: ChartScene, tag: str, width: int, height: int, legend: bool, theme: Theme
    ) -> Hashable:
        """Return what the look of a chart depends on: equal keys, equal pictures."""
        drawn = tuple(
            (run.name, series.version, id(series), scene.colors[run.name])
            for run in scene.runs
            if (series := run.scalars.get(tag)) is not None
        )
        log_y = tag in scene.log_tags
        return (tag, width, height, legend, theme.name, log_y, scene.settings, drawn)

    def paint(
        self, scene: ChartScene, tag: str, width: int, height: int, legend: bool, theme: Theme
    ) -> Painted:
        """Return the chart of ``tag`` as ``height`` strips of ``width`` cells.

        Parameters
        ----------
        legend : bool
            Whether the values of the runs are read out inside the chart.
        """
        key = self.key(scene, tag, width, height, legend, theme)
        painted = self._painted.get(key)
        if painted is None:
            painted = self._paint(scene, tag, width, height, legend, theme)
            self._painted[key] = painted
            if len(self._painted) > MOST_PAINTED:
                self._painted.popitem(last=False)
        else:
            self._painted.move_to_end(key)
        return painted

    def readings(self, scene: ChartScene, tag: str) -> list[Reading]:
        """Return what every shown run says at the crosshair."""
        return readings(scene, tag, self.cache)

    def horizontal_points(self, scene: ChartScene, tag: str) -> list[Floats]:
        """Return where the points of each series stand on the x axis, in rising order."""
        axis = scene.settings.horizontal
        return [self.cache.rising(series, axis) for series in self.series(scene, tag)]

    def series(self, scene: ChartScene, tag: str) -> list[ScalarSeries]:
        """Return the series of a chart, one for each shown run that has the tag."""
        found = (run.scalars.get(tag) for run in scene.runs)
        return [series for series in found if series is not None]

    def _paint(
        self, scene: ChartScene, tag: str, width: int, height: int, legend: bool, theme: Theme
    ) -> Painted:
        settings = scene.settings
        lines: list[Line] = []
        points = 0
        for series in self.series(scene, tag):
            color = scene.colors[series.run]
            points += len(self.cache.life(series).values)
            lines += self.cache.lines(series, settings.horizontal, settings.smoothing, color)
        key = self._y_range_key(scene, tag)
        known_key, known_range = self._y_ranges.get(tag, (None, None))
        options = ChartOptions(
            horizontal=HorizontalAxis(settings.horizontal),
            log_y=tag in scene.log_tags,
            ignore_outliers=settings.ignore_outliers,
            grid=settings.grid,
            x_range=settings.x_range,
            y_range=known_range if known_key == key else None,
            cursor_x=settings.cursor,
            legend=legend,
        )
        chart = draw_line_chart(lines, width, height, options, theme)
        # The range of a chart that shows nothing is made up; it must not be asked for again.
        if settings.x_range is None and chart.clipped + chart.non_finite < points:
            self._y_ranges[tag] = (key, chart.y_domain)
        return Painted(tuple(strips_of_cells(chart.cells)), chart, points)

    def _y_range_key(self, scene: ChartScene, tag: str) -> Hashable:
        """Return what the y range depends on, which neither crosshair nor size belong to.

        Finding the range means sorting all values, far more work than drawing them.
        """
        settings = replace(scene.settings, cursor=None, grid=True)
        versions = tuple((id(series), series.version) for series in self.series(scene, tag))
        return (settings, tag in scene.log_tags, versions)
