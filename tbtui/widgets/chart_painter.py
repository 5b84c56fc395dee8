"""From the store to lines of text: paints single charts and remembers them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np
from textual.strip import Strip

from tbtui.analysis.horizontal import HorizontalAxis
from tbtui.plot.line import Line
from tbtui.plot.line_chart import Chart, ChartOptions, add_readout
from tbtui.plot.picture import Picture, draw_picture
from tbtui.widgets.chart_scene import ChartScene
from tbtui.widgets.readout import Reading, reading, readings
from tbtui.widgets.recent import Recent
from tbtui.widgets.series_cache import Floats, SeriesCache
from tbtui.widgets.styling import strip_of_row, strips_of_cells

if TYPE_CHECKING:
    from tbtui.plot.theme import Theme
    from tbtui.store.series import ScalarSeries

MOST_PAINTED = 128
"""Charts kept, painted; a large one takes about 100 kB."""

SHORT_SERIES = 2000
"""Series of at most so many points share the search for the next point of the crosshair."""

POINTS_LIKE_ONE_SERIES = 6000
"""So many points take about as long to smooth and draw as going over to the next series."""


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


class _Drawn(NamedTuple):
    """What of a painted chart stays the same while the crosshair moves."""

    picture: Picture
    strips: tuple[Strip, ...]
    points: int


class _NamedLines(Sequence[Line]):
    """The lines that a legend names, looked up when it asks for them.

    A picture that kept its lines would keep all of their points in memory.
    """

    def __init__(self, painter: ChartPainter, scene: ChartScene, tag: str) -> None:
        self._painter, self._scene = painter, scene
        self._series = painter.series(scene, tag)

    def __len__(self) -> int:
        return len(self._series)

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self._line(series) for series in self._series[index]]
        return self._line(self._series[index])

    def _line(self, series: ScalarSeries) -> Line:
        return self._painter.lines(self._scene, series)[-1]


class ChartPainter:
    """Paints the chart of a tag in a given size, or finds it painted already."""

    def __init__(self) -> None:
        self.cache = SeriesCache()
        self._drawn: Recent[_Drawn] = Recent(MOST_PAINTED)
        self._painted: Recent[Painted] = Recent(MOST_PAINTED)
        self._points: Recent[list[Floats]] = Recent(MOST_PAINTED)
        self._restarted: Recent[bool] = Recent(MOST_PAINTED)
        self._y_ranges: dict[str, tuple[Hashable, tuple[float, float]]] = {}
        self._scene = ChartScene()
        self._contents: dict[str, Hashable] = {}

    def key(
        self, scene: ChartScene, tag: str, width: int, height: int, legend: bool, theme: Theme
    ) -> Hashable:
        """Return what the look of a chart depends on: equal keys, equal pictures."""
        picture = self._picture_key(scene, tag, width, height, theme)
        return (picture, legend, scene.settings.cursor)

    def work(self, scene: ChartScene, tag: str, width: int, height: int, theme: Theme) -> int:
        """Estimate what painting a chart costs, in series drawn; 0 when it is drawn already."""
        if self._picture_key(scene, tag, width, height, theme) in self._drawn:
            return 0
        series = self.series(scene, tag)
        return len(series) + sum(map(len, series)) // POINTS_LIKE_ONE_SERIES

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
        return self._painted.get(key, lambda: self._paint(scene, tag, width, height, legend, theme))

    def readings(self, scene: ChartScene, tag: str) -> list[Reading]:
        """Return what every shown run says at the crosshair."""
        return readings(scene, tag, self.cache)

    def reference_reading(self, scene: ChartScene, tag: str) -> Reading | None:
        """Return the reading that stands for all runs.

        Runs reach a step at different times, so one of them has to: the reference run, or the
        first one when the reference has no such tag.
        """
        found = [series for series in self.series(scene, tag) if len(series)]
        of_reference = [series for series in found if series.run == scene.reference_run]
        first = next(iter([*of_reference, *found]), None)
        return None if first is None else reading(scene, first, self.cache)

    def horizontal_points(self, scene: ChartScene, tag: str) -> list[Floats]:
        """Return where points stand on the x axis: arrays in rising order.

        Short series share one array, so that each step of the crosshair has few to search.
        """
        key = (tag, scene.settings.horizontal, self._contents_key(scene, tag))
        return self._points.get(key, lambda: self._horizontal_points(scene, tag))

    def _horizontal_points(self, scene: ChartScene, tag: str) -> list[Floats]:
        axis = scene.settings.horizontal
        places = [self.cache.rising(series, axis) for series in self.series(scene, tag)]
        short = [x for x in places if len(x) <= SHORT_SERIES]
        long = [x for x in places if len(x) > SHORT_SERIES]
        return [np.unique(np.concatenate(short)), *long] if short else long

    def series(self, scene: ChartScene, tag: str) -> list[ScalarSeries]:
        """Return the series of a chart, one for each shown run that has the tag."""
        found = (run.scalars.get(tag) for run in scene.runs)
        return [series for series in found if series is not None]

    def lines(self, scene: ChartScene, series: ScalarSeries) -> tuple[Line, ...]:
        """Return what is drawn of a series, from the bottom up."""
        settings = scene.settings
        return self.cache.lines(
            series,
            settings.horizontal,
            settings.smoothing,
            scene.colors[series.run],
            settings.all_lives,
        )

    def has_restarts(self, scene: ChartScene, tag: str) -> bool:
        """Return whether any series of a chart went back to an earlier step."""
        key = (tag, self._contents_key(scene, tag))
        return self._restarted.get(
            key, lambda: any(map(self.cache.has_restarts, self.series(scene, tag)))
        )

    def _paint(
        self, scene: ChartScene, tag: str, width: int, height: int, legend: bool, theme: Theme
    ) -> Painted:
        """Add crosshair and legend to the picture; rows without them stay the same objects."""
        key = self._picture_key(scene, tag, width, height, theme)
        drawn = self._drawn.get(key, lambda: self._draw(scene, tag, width, height, theme))
        bare = drawn.picture.chart.cells
        named = _NamedLines(self, scene, tag) if legend else ()
        chart = add_readout(drawn.picture, named, scene.settings.cursor, theme)
        strips = list(drawn.strips)
        for row in np.flatnonzero(chart.cells.differs_from(bare).any(axis=1)).tolist():
            strips[row] = strip_of_row(chart.cells, row)
        return Painted(tuple(strips), chart, drawn.points)

    def _draw(self, scene: ChartScene, tag: str, width: int, height: int, theme: Theme) -> _Drawn:
        settings = scene.settings
        lines: list[Line] = []
        points = 0
        for series in self.series(scene, tag):
            drawn = series if settings.all_lives else self.cache.life(series).values
            points += len(drawn)
            lines += self.lines(scene, series)
        key = self._y_range_key(scene, tag)
        known_key, known_range = self._y_ranges.get(tag, (None, None))
        options = ChartOptions(
            horizontal=HorizontalAxis(settings.horizontal),
            log_y=tag in scene.log_tags,
            ignore_outliers=settings.ignore_outliers,
            grid=settings.grid,
            x_range=settings.x_range,
            y_range=known_range if known_key == key else None,
        )
        picture = draw_picture(lines, width, height, options, theme)
        chart = picture.chart
        # The range of a chart that shows nothing is made up; it must not be asked for again.
        if settings.x_range is None and chart.clipped + chart.non_finite < points:
            self._y_ranges[tag] = (key, chart.y_domain)
        return _Drawn(picture, tuple(strips_of_cells(chart.cells)), points)

    def _picture_key(
        self, scene: ChartScene, tag: str, width: int, height: int, theme: Theme
    ) -> Hashable:
        log_y = tag in scene.log_tags
        settings = replace(scene.settings, cursor=None)
        return (tag, width, height, theme.name, log_y, settings, self._contents_key(scene, tag))

    def _y_range_key(self, scene: ChartScene, tag: str) -> Hashable:
        """Return what the y range depends on, which neither crosshair nor size belong to.

        Finding the range means sorting all values, far more work than drawing them.
        """
        settings = replace(scene.settings, cursor=None, grid=True)
        return (settings, tag in scene.log_tags, self._contents_key(scene, tag))

    def _contents_key(self, scene: ChartScene, tag: str) -> Hashable:
        """Return which points in which colours a chart shows.

        Asking hundreds of runs takes as long as painting, so it is done once for a publication.
        """
        known = self._scene
        if scene is not known:
            same = (scene.revision, scene.runs, scene.colors)
            if same != (known.revision, known.runs, known.colors):
                self._contents.clear()
            self._scene = scene
        key = self._contents.get(tag)
        if key is None:
            key = self._contents[tag] = tuple(
                (id(series), series.version, scene.colors[series.run])
                for series in self.series(scene, tag)
            )
        return key
