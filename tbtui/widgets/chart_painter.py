"""From the store to lines of text: paints single charts and remembers them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np
from textual.strip import Strip

from tbtui.analysis.distinct import distinct
from tbtui.plot.line import Line
from tbtui.plot.line_chart import Chart, add_readout
from tbtui.plot.picture import Picture, draw_picture
from tbtui.widgets.chart_ranges import ChartRanges
from tbtui.widgets.chart_scene import ChartScene
from tbtui.widgets.curve_lines import CurveLines
from tbtui.widgets.curve_points import SHORT_SERIES, CurveCache
from tbtui.widgets.readout import Reading, reading, readings
from tbtui.widgets.recent import Recent
from tbtui.widgets.scene_curves import SceneCurves
from tbtui.widgets.series_points import Floats
from tbtui.widgets.styling import selected, strip_of_row, strips_of_cells

if TYPE_CHECKING:
    from tbtui.plot.band import Band
    from tbtui.plot.chart import ChartOptions
    from tbtui.plot.theme import Theme
    from tbtui.widgets.curves import Curve

MOST_PAINTED = 128
"""Charts kept, painted; a large one takes about 100 kB."""

POINTS_LIKE_ONE_SERIES = 6000
"""So many points take about as long to smooth and draw as going over to the next series."""


class Painted(NamedTuple):
    """A chart as lines, and the geometry that the crosshair needs.

    Attributes
    ----------
    strips : tuple of Strip
    chart : Chart
    points : int
        Points drawn, over all curves.
    """

    strips: tuple[Strip, ...]
    chart: Chart
    points: int


class ChartParts(NamedTuple):
    """What a chart is drawn from, on the screen or elsewhere.

    Attributes
    ----------
    lines : tuple of Line
    bands : tuple of Band
    options : ChartOptions
    named : tuple of Line
        Those that a legend names.
    point_count : int
        Points of the log that all of it stands for.
    """

    lines: tuple[Line, ...]
    bands: tuple[Band, ...]
    options: ChartOptions
    named: tuple[Line, ...]
    point_count: int


class _Drawn(NamedTuple):
    """What of a painted chart stays the same while the crosshair moves."""

    picture: Picture
    strips: tuple[Strip, ...]
    points: int


class _NamedLines(Sequence[Line]):
    """The lines that a legend names, emphasised ones first, looked up when it asks for them.

    A picture that kept its lines would keep all of their points in memory.
    """

    def __init__(self, lines: CurveLines, scene: ChartScene, curves: Sequence[Curve]) -> None:
        self._lines, self._settings = lines, scene.settings
        named = (curve for curve in curves if not curve.faint)
        self._curves = sorted(named, key=lambda curve: not curve.front)

    def __len__(self) -> int:
        return len(self._curves)

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self._line(curve) for curve in self._curves[index]]
        return self._line(self._curves[index])

    def _line(self, curve: Curve) -> Line:
        return self._lines.of(curve, self._settings).lines[-1]


class ChartPainter:
    """Paints a chart in a given size, or finds it painted already."""

    def __init__(self) -> None:
        self.cache = CurveCache()
        self._curves = SceneCurves()
        self._lines = CurveLines(self.cache)
        self._ranges = ChartRanges(self._curves, self._lines)
        self._drawn: Recent[_Drawn] = Recent(MOST_PAINTED)
        self._painted: Recent[Painted] = Recent(MOST_PAINTED)
        self._points: Recent[list[Floats]] = Recent(MOST_PAINTED)
        self._restarted: Recent[bool] = Recent(MOST_PAINTED)

    def key(
        self, scene: ChartScene, chart: str, width: int, height: int, legend: bool, theme: Theme
    ) -> Hashable:
        """Return what the look of a chart depends on: equal keys, equal pictures."""
        picture = self._picture_key(scene, chart, width, height, theme)
        cursor = scene.cursor_in(chart)
        echo = cursor is not None and chart != scene.focused
        return (picture, legend, cursor, echo, scene.selection_in(chart))

    def work(self, scene: ChartScene, chart: str, width: int, height: int, theme: Theme) -> int:
        """Estimate what painting a chart costs, in series drawn; 0 when it is drawn already."""
        if self._picture_key(scene, chart, width, height, theme) in self._drawn:
            return 0
        curves = self.curves(scene, chart)
        series = sum(len(curve.members) for curve in curves)
        return series + sum(map(len, curves)) // POINTS_LIKE_ONE_SERIES

    def paint(
        self, scene: ChartScene, chart: str, width: int, height: int, legend: bool, theme: Theme
    ) -> Painted:
        """Return a chart as ``height`` strips of ``width`` cells.

        Parameters
        ----------
        legend : bool
            Whether the values of the curves are read out inside the chart.
        """
        key = self.key(scene, chart, width, height, legend, theme)
        return self._painted.get(
            key, lambda: self._paint(scene, chart, width, height, legend, theme)
        )

    def curves(self, scene: ChartScene, chart: str) -> tuple[Curve, ...]:
        """Return the curves of a chart."""
        return self._curves.of(scene, chart)

    def readings(self, scene: ChartScene, chart: str) -> list[Reading]:
        """Return what every curve says at the crosshair."""
        curves = self.curves(scene, chart)
        return readings(curves, scene.settings, scene.cursor_in(chart), self.cache)

    def reference_reading(self, scene: ChartScene, chart: str) -> Reading | None:
        """Return the reading that stands for all curves.

        Runs reach a step at different times, so one of them has to: the reference run, or the
        first one that reaches the crosshair when the reference has no such curve or ends before.
        """
        found = [curve for curve in self.curves(scene, chart) if not curve.faint]
        of_reference = [curve for curve in found if curve.name == scene.reference_run]
        cursor = scene.cursor_in(chart)
        first = None
        for curve in [*of_reference, *found]:
            candidate = reading(curve, scene.settings, cursor, self.cache)
            if not candidate.beside:
                return candidate
            first = first or candidate
        return first

    def messages(self, scene: ChartScene, chart: str) -> tuple[str, ...]:
        """Return what is wrong with a chart, not escaped."""
        definition = scene.definition(chart)
        if not definition.margins:
            return definition.messages
        problems = (
            f"{curve.name}: {problem}"
            for curve in self.curves(scene, chart)
            if (problem := self.cache.problem(curve, scene.settings))
        )
        return (*definition.messages, *problems)

    def line(self, curve: Curve, scene: ChartScene) -> Line:
        """Return the line that stands for a curve."""
        return self._lines.of(curve, scene.settings).lines[-1]

    def horizontal_points(self, scene: ChartScene, chart: str) -> list[Floats]:
        """Return where points stand on the x axis: arrays in rising order.

        Short series share one array, so that each step of the crosshair has few to search.
        """
        settings = scene.settings.of_points()
        key = (chart, settings, self._curves.contents(scene, chart))
        return self._points.get(key, lambda: self._horizontal_points(scene, chart))

    def _horizontal_points(self, scene: ChartScene, chart: str) -> list[Floats]:
        curves = self.curves(scene, chart)
        places = [self.cache.rising(curve, scene.settings) for curve in curves]
        short = [x for x in places if len(x) <= SHORT_SERIES]
        long = [x for x in places if len(x) > SHORT_SERIES]
        return [distinct(np.concatenate(short)), *long] if short else long

    def has_restarts(self, scene: ChartScene, chart: str) -> bool:
        """Return whether any series of a chart went back to an earlier step."""
        key = (chart, self._curves.contents(scene, chart))
        return self._restarted.get(
            key, lambda: any(map(self.cache.has_restarts, self.curves(scene, chart)))
        )

    def _paint(
        self, scene: ChartScene, chart: str, width: int, height: int, legend: bool, theme: Theme
    ) -> Painted:
        """Add crosshair and legend to the picture; rows without them stay the same objects."""
        key = self._picture_key(scene, chart, width, height, theme)
        drawn = self._drawn.get(key, lambda: self._draw(scene, chart, width, height, theme))
        bare = drawn.picture.chart.cells
        curves = self.curves(scene, chart) if legend else ()
        named = _NamedLines(self._lines, scene, curves)
        cursor, echo = scene.cursor_in(chart), chart != scene.focused
        finished = add_readout(drawn.picture, named, cursor, theme, echo=echo)
        strips = list(drawn.strips)
        for row in np.flatnonzero(finished.cells.differs_from(bare).any(axis=1)).tolist():
            strips[row] = strip_of_row(finished.cells, row)
        selection = scene.selection_in(chart)
        if selection is not None:
            _shade(strips, finished, selection, theme)
        return Painted(tuple(strips), finished, drawn.points)

    def parts(self, scene: ChartScene, chart: str) -> ChartParts:
        """Return what a chart is drawn from, without crosshair."""
        curves = self.curves(scene, chart)
        drawn = self._lines.of_all(curves, scene.settings)
        return ChartParts(
            lines=tuple(line for curve in drawn for line in curve.lines),
            bands=tuple(curve.band for curve in drawn if curve.band is not None),
            options=self._ranges.options(scene, chart),
            named=tuple(
                shown.lines[-1]
                for curve, shown in zip(curves, drawn, strict=True)
                if not curve.faint
            ),
            point_count=sum(curve.point_count for curve in drawn),
        )

    def _draw(self, scene: ChartScene, chart: str, width: int, height: int, theme: Theme) -> _Drawn:
        parts = self.parts(scene, chart)
        picture = draw_picture(parts.lines, width, height, parts.options, theme, parts.bands)
        # The range of a chart that shows nothing is made up; it must not be asked for again.
        left_out = picture.chart.clipped + picture.chart.non_finite + picture.chart.unplaced
        if left_out < parts.point_count:
            self._ranges.remember(scene, chart, picture.chart.y_domain)
        return _Drawn(picture, tuple(strips_of_cells(picture.chart.cells)), parts.point_count)

    def _picture_key(
        self, scene: ChartScene, chart: str, width: int, height: int, theme: Theme
    ) -> Hashable:
        return (
            chart,
            width,
            height,
            theme.name,
            scene.settings.of_picture(),
            self._ranges.key(scene, chart),
            self._curves.contents(scene, chart),
        )


def _shade(strips: list[Strip], chart: Chart, selection: tuple[float, float], theme: Theme) -> None:
    """Give the cells of the plot that show a range of x another background."""
    low, high = chart.x_domain
    first = chart.column_of(max(low, selection[0]))
    last = chart.column_of(min(high, selection[1]))
    if first is None or last is None:
        return
    for row in range(chart.plot_top, chart.plot_top + chart.plot_height):
        strip = strips[row]
        inside = selected(strip.crop(first, last + 1), theme)
        strips[row] = Strip.join([strip.crop(0, first), inside, strip.crop(last + 1)])
