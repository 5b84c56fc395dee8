"""From the store to lines of text: paints cards of histograms and remembers them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, cast

import numpy as np

from tbtui.analysis.histogram_grids import extent, rebinned
from tbtui.analysis.horizontal import HorizontalAxis, horizontal_values
from tbtui.plot.chart import Chart
from tbtui.plot.histogram_charts import (
    Floats,
    Stack,
    draw_heat,
    draw_overlay,
    draw_ridges,
    ridge_count,
)
from tbtui.plot.numbers import format_duration, format_step, format_time_of_day
from tbtui.plot.scale import LinearScale, Scale, SymlogScale, symlog_threshold
from tbtui.readers.histograms import HistogramColumns, joined, read_histograms
from tbtui.widgets.card_note import card_note
from tbtui.widgets.card_parts import CardParts
from tbtui.widgets.card_series import CardSeries, SeriesReader
from tbtui.widgets.chart_painter import MOST_PAINTED, Painted
from tbtui.widgets.histogram_scene import Card, HistogramMode, HistogramScene
from tbtui.widgets.recent import Recent
from tbtui.widgets.styling import strips_of_cells

if TYPE_CHECKING:
    from tbtui.plot.theme import Theme
    from tbtui.widgets.chart_scene import ChartScene
    from tbtui.widgets.readout import Reading

HISTOGRAMS_LIKE_ONE_SERIES = 2
"""So many histograms take about as long to decode as a series of scalars to draw."""

BIN_COUNT = 40
_FEWEST_BINS = 12


class HistogramPainter:
    """Paints a card in a given size, or finds it painted already."""

    def __init__(self) -> None:
        self.reader = SeriesReader()
        self._painted: Recent[Painted] = Recent(MOST_PAINTED)
        self._parts: Recent[CardParts] = Recent(MOST_PAINTED)

    def series(self, scene: HistogramScene, card: Card) -> tuple[CardSeries, ...]:
        """Return the series of a card, of those of its runs that have any."""
        runs = {run.name: run for run in scene.runs}
        found = (self.reader.series(runs[name], card.tag) for name in card.runs if name in runs)
        return tuple(series for series in found if series is not None)

    def key(
        self,
        scene: ChartScene,
        chart: str,
        width: int,
        height: int,
        legend: bool,  # noqa: ARG002 - a card has none
        theme: Theme,
    ) -> Hashable:
        """Return what the look of a card depends on: equal keys, equal pictures."""
        of_cards = cast("HistogramScene", scene)
        contents = self._contents_key(of_cards, chart, width, height)
        chosen = of_cards.histograms
        bin_of_step = chosen.bin if of_cards.step_in(chart) is not None else None
        colors = tuple(of_cards.colors.get(name, "") for name in of_cards.cards[chart].runs)
        return (contents, chosen.log_color, bin_of_step, colors, theme.name)

    def _contents_key(self, scene: HistogramScene, chart: str, width: int, height: int) -> Hashable:
        card, chosen = scene.cards[chart], scene.histograms
        series = tuple(one.version for one in self.series(scene, card))
        beside: tuple[int, ...] = ()
        if chosen.shared and not chosen.together:
            beside = tuple(one.version for one in self.beside(scene, card))
        return (
            chart,
            width,
            height,
            series,
            beside,
            scene.settings.horizontal,
            chosen.mode,
            chosen.symlog,
            chosen.together,
            scene.step_in(chart),
        )

    def work(self, scene: ChartScene, chart: str, width: int, height: int, theme: Theme) -> int:
        """Estimate what painting a card costs, in series of scalars drawn."""
        if self.key(scene, chart, width, height, False, theme) in self._painted:
            return 0
        of_cards = cast("HistogramScene", scene)
        card = of_cards.cards[chart]
        series = self.series(of_cards, card)
        if of_cards.histograms.shared and not of_cards.histograms.together:
            series = self.beside(of_cards, card)
        drawn = sum(min(len(one.steps), self._most(of_cards, width, height)) for one in series)
        return 1 + drawn // HISTOGRAMS_LIKE_ONE_SERIES

    def paint(
        self, scene: ChartScene, chart: str, width: int, height: int, legend: bool, theme: Theme
    ) -> Painted:
        """Return a card as ``height`` strips of ``width`` cells."""
        key = self.key(scene, chart, width, height, legend, theme)
        of_cards = cast("HistogramScene", scene)
        return self._painted.get(key, lambda: self._paint(of_cards, chart, width, height, theme))

    def _paint(
        self, scene: HistogramScene, chart: str, width: int, height: int, theme: Theme
    ) -> Painted:
        parts = self.parts(scene, chart, width, height)
        drawn = self._draw(scene, parts.stack, width, height, theme)
        points = sum(len(series.steps) for series in parts.series)
        return Painted(tuple(strips_of_cells(drawn.cells)), drawn, points)

    def _draw(
        self, scene: HistogramScene, stack: Stack, width: int, height: int, theme: Theme
    ) -> Chart:
        mode = scene.histograms.mode
        if scene.histograms.together or mode is HistogramMode.OVERLAY:
            return draw_overlay(stack, width, height, theme)
        if mode is HistogramMode.HEAT:
            axis = HorizontalAxis(scene.settings.horizontal)
            logarithmic = scene.histograms.log_color
            return draw_heat(stack, width, height, axis, theme, logarithmic=logarithmic)
        return draw_ridges(stack, width, height, theme)

    def parts(self, scene: HistogramScene, chart: str, width: int, height: int) -> CardParts:
        """Return what a card is drawn from."""
        key = self._contents_key(scene, chart, width, height)
        colors = tuple(sorted(scene.colors.items()))
        settings = (key, scene.histograms.bin, colors)
        return self._parts.get(settings, lambda: self._compute(scene, chart, width, height))

    def _compute(self, scene: HistogramScene, chart: str, width: int, height: int) -> CardParts:
        card, chosen = scene.cards[chart], scene.histograms
        series = self.series(scene, card)
        if chosen.together:
            return self._of_runs(scene, card, series, height)
        if not series:
            return CardParts(nothing(scene, card), (), read_histograms([]))
        [one] = series
        step = scene.step_in(chart)
        also = None if step is None else one.place_of(step)
        places = one.spread(self._most(scene, width, height), also)
        columns = self.reader.read(one, places)
        beside = [columns]
        if chosen.shared:
            most = self._most(scene, width, height)
            beside += [
                self.reader.read(other, other.spread(most))
                for other in self.beside(scene, card)
                if other.run != one.run
            ]
        scale = _value_scale(beside, chosen.symlog)
        edges = _edges(scale, self._bins(scene, height))
        counts = [rebinned(of_run, edges) for of_run in beside]
        horizontal = horizontal_values(
            HorizontalAxis(scene.settings.horizontal), one.steps, one.wall_times
        )
        stack = Stack(
            depths=horizontal[list(places)],
            labels=[self._label(scene, one, horizontal, place) for place in places],
            counts=counts[0],
            edges=edges,
            scale=scale,
            color=scene.colors.get(one.run, ""),
            highest=max(float(of_run.max(initial=0.0)) for of_run in counts),
            selected=None if also is None else places.index(also),
            selected_bin=_kept_bin(chosen.bin, len(edges) - 1),
        )
        return CardParts(stack, series, columns)

    def _of_runs(
        self, scene: HistogramScene, card: Card, series: tuple[CardSeries, ...], height: int
    ) -> CardParts:
        """Compare runs at one step: each has the histogram whose step is the nearest."""
        chosen = scene.histograms
        found = []
        for one in series:
            place = len(one.steps) - 1 if chosen.step is None else one.place_of(chosen.step)
            found.append(self.reader.read(one, (place,)))
        if not found:
            return CardParts(nothing(scene, card), (), read_histograms([]))
        scale = _value_scale(found, chosen.symlog)
        edges = _edges(scale, self._bins(scene, height))
        counts = np.concatenate([rebinned(of_run, edges) for of_run in found])
        stack = Stack(
            depths=np.arange(len(found), dtype=np.float64),
            labels=[one.run for one in series],
            counts=counts,
            edges=edges,
            scale=scale,
            color="",
            highest=float(counts.max(initial=0.0)),
            selected_bin=_kept_bin(chosen.bin, len(edges) - 1),
            colors=tuple(scene.colors.get(one.run, "") for one in series),
        )
        return CardParts(stack, series, joined(found))

    def beside(self, scene: HistogramScene, card: Card) -> tuple[CardSeries, ...]:
        """Return the series of a tag in all runs that are shown."""
        found = (self.reader.series(run, card.tag) for run in scene.runs)
        return tuple(series for series in found if series is not None)

    def _most(self, scene: HistogramScene, width: int, height: int) -> int:
        """Return how many histograms a card of some size shows."""
        if scene.histograms.mode is HistogramMode.HEAT:
            return max(2, width)
        return ridge_count(height)

    def _bins(self, scene: HistogramScene, height: int) -> int:
        if scene.histograms.mode is HistogramMode.HEAT and not scene.histograms.together:
            return max(_FEWEST_BINS, 2 * height)
        return BIN_COUNT

    def _label(
        self, scene: HistogramScene, series: CardSeries, horizontal: Floats, place: int
    ) -> str:
        axis = scene.settings.horizontal
        if axis == HorizontalAxis.RELATIVE.value:
            return format_duration(float(horizontal[place]))
        if axis == HorizontalAxis.WALL.value:
            return format_time_of_day(float(series.wall_times[place]))
        return format_step(int(series.steps[place]))

    def note(self, scene: HistogramScene, chart: str, width: int, height: int) -> str:
        """Return what is said below the card in focus: about its step, and about its bin."""
        parts = self.parts(scene, chart, width, height)
        if not parts.series:
            return ""
        return card_note(parts, scene.histograms, scene.step_in(chart))

    def messages(self, scene: ChartScene, chart: str) -> tuple[str, ...]:
        """Return what is wrong with the histograms that a card shows, not escaped."""
        return scene.definition(chart).messages

    def readings(self, scene: ChartScene, chart: str) -> list[Reading]:  # noqa: ARG002
        """Return nothing: a histogram is no curve."""
        return []

    def reference_reading(self, scene: ChartScene, chart: str) -> Reading | None:  # noqa: ARG002
        """Return nothing: a histogram is no curve."""
        return None


def nothing(scene: HistogramScene, card: Card) -> Stack:
    """Return a stack of no histograms."""
    edges = np.linspace(0.0, 1.0, BIN_COUNT + 1)
    return Stack(
        depths=np.empty(0),
        labels=(),
        counts=np.empty((0, BIN_COUNT)),
        edges=edges,
        scale=LinearScale((0.0, 1.0)),
        color=scene.colors.get(card.runs[0], "") if card.runs else "",
        highest=1.0,
    )


def _value_scale(columns: Sequence[HistogramColumns], symlog: bool) -> Scale:
    """Return the axis of values that all histograms fit on."""
    extents = [found for one in columns if (found := extent(one)) is not None]
    low = min((found[0] for found in extents), default=0.0)
    high = max((found[1] for found in extents), default=0.0)
    if low == high:
        low, high = low / 1.1 - 1, high * 1.1 + 1
    if not symlog:
        return LinearScale((low, high))
    ends = np.concatenate([np.abs(one.lefts) for one in columns])
    ends = ends[np.isfinite(ends) & (ends > 0)]
    smallest = float(ends.min()) if len(ends) else None
    return SymlogScale((low, high), symlog_threshold(smallest, max(abs(low), abs(high))))


def _edges(scale: Scale, count: int) -> Floats:
    """Return bins that look equally wide on an axis."""
    edges = scale.values_at(np.arange(count + 1) / count)
    edges[0], edges[-1] = scale.domain
    return edges


def _kept_bin(chosen: int | None, count: int) -> int | None:
    return None if chosen is None else min(max(chosen, 0), count - 1)
