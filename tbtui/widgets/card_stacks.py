"""From the histograms of a card to what is drawn: chosen steps in common bins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tbtui.analysis.histogram_grids import extent, rebinned
from tbtui.analysis.horizontal import HorizontalAxis, horizontal_values
from tbtui.plot.histogram_charts import ridge_count
from tbtui.plot.histogram_stack import Floats, Stack
from tbtui.plot.numbers import format_duration, format_step, format_time_of_day
from tbtui.plot.scale import LinearScale, Scale, SymlogScale, symlog_threshold
from tbtui.readers.histograms import HistogramColumns, joined, read_histograms
from tbtui.widgets.card_parts import CardParts
from tbtui.widgets.card_series import CardSeries, SeriesReader
from tbtui.widgets.histogram_scene import Card, HistogramMode, HistogramScene
from tbtui.widgets.recent import Recent

if TYPE_CHECKING:
    from tbtui.widgets.chart_scene import ChartScene

BIN_COUNT = 40
_FEWEST_BINS = 12
MOST_TABLES = 256
"""Selections of steps in common bins that are kept."""


class CardStacks:
    """Brings the histograms of cards into common bins.

    Attributes
    ----------
    reader : SeriesReader
    """

    def __init__(self) -> None:
        self.reader = SeriesReader()
        self._tables: Recent[Floats] = Recent(MOST_TABLES)

    def series(self, scene: HistogramScene, card: Card) -> tuple[CardSeries, ...]:
        """Return the series of a card, of those of its runs that have any."""
        runs = {run.name: run for run in scene.runs}
        found = (self.reader.series(runs[name], card.tag) for name in card.runs if name in runs)
        return tuple(series for series in found if series is not None)

    def beside(self, scene: ChartScene, card: Card) -> tuple[CardSeries, ...]:
        """Return the series of a tag in all runs that are shown."""
        found = (self.reader.series(run, card.tag) for run in scene.runs)
        return tuple(series for series in found if series is not None)

    def most(self, scene: HistogramScene, width: int, height: int) -> int:
        """Return how many histograms a card of some size shows."""
        if scene.histograms.mode is HistogramMode.HEAT:
            return max(2, width)
        return ridge_count(height)

    def parts(self, scene: HistogramScene, chart: str, width: int, height: int) -> CardParts:
        """Return what a card is drawn from."""
        card = scene.cards[chart]
        series = self.series(scene, card)
        if not series:
            return CardParts(nothing(scene, card), (), read_histograms([]))
        if scene.histograms.together:
            return self._of_runs(scene, series, height)
        [one] = series
        return self._of_steps(scene, chart, one, width, height)

    def _of_steps(
        self, scene: HistogramScene, chart: str, series: CardSeries, width: int, height: int
    ) -> CardParts:
        """Show steps of a run, evenly over all of them; the marked one instead of its neighbour."""
        card, chosen = scene.cards[chart], scene.histograms
        most = self.most(scene, width, height)
        step = scene.step_in(chart)
        marked = None if step is None else series.place_of(step)
        places = series.spread(most)
        pieces = [(series, places)]
        if marked is not None and marked not in places:
            pieces.append((series, (marked,)))
        count_of_own = len(pieces)
        if chosen.shared:
            others = (other for other in self.beside(scene, card) if other.run != series.run)
            pieces += [(other, other.spread(most)) for other in others]
        columns = self.reader.read_all(pieces)
        scale = value_scale(columns, chosen.symlog)
        edges = _edges(scale, self._bins(scene, height))
        tables = [
            self._table(*piece, of_piece, edges)
            for piece, of_piece in zip(pieces, columns, strict=True)
        ]
        own, counts = columns[0], tables[0]
        if count_of_own > 1 and marked is not None:
            shown = series.spread(most, marked)
            kept = [places.index(place) for place in shown if place != marked]
            own = joined([own, columns[1]])
            order = [len(places) if place == marked else kept.pop(0) for place in shown]
            own, counts = own.take(np.array(order)), np.concatenate([counts, tables[1]])[order]
            places = shown
        horizontal = horizontal_values(
            HorizontalAxis(scene.settings.horizontal), series.steps, series.wall_times
        )
        stack = Stack(
            depths=horizontal[list(places)],
            labels=[_label(scene, series, horizontal, place) for place in places],
            counts=counts,
            edges=edges,
            scale=scale,
            color=scene.colors.get(series.run, ""),
            highest=max(float(table.max(initial=0.0)) for table in tables),
            selected=None if marked is None else places.index(marked),
        )
        return CardParts(stack, (series,), own)

    def _of_runs(
        self, scene: HistogramScene, series: tuple[CardSeries, ...], height: int
    ) -> CardParts:
        """Compare runs at one step: each has the histogram whose step is the nearest."""
        chosen = scene.histograms
        step = chosen.step
        nearest = [len(one.steps) - 1 if step is None else one.place_of(step) for one in series]
        columns = joined(self.reader.read_one_of_each(list(zip(series, nearest, strict=True))))
        scale = value_scale([columns], chosen.symlog)
        edges = _edges(scale, self._bins(scene, height))
        counts = rebinned(columns, edges)
        stack = Stack(
            depths=np.arange(len(series), dtype=np.float64),
            labels=[one.run for one in series],
            counts=counts,
            edges=edges,
            scale=scale,
            color="",
            highest=float(counts.max(initial=0.0)),
            colors=tuple(scene.colors.get(one.run, "") for one in series),
        )
        return CardParts(stack, series, columns)

    def _table(
        self, series: CardSeries, places: tuple[int, ...], columns: HistogramColumns, edges: Floats
    ) -> Floats:
        """Return histograms in common bins: a step of the mark leaves nearly all as they are."""
        key = (series.version, places, edges.tobytes())
        return self._tables.get(key, lambda: rebinned(columns, edges))

    def _bins(self, scene: HistogramScene, height: int) -> int:
        if scene.histograms.mode is HistogramMode.HEAT and not scene.histograms.together:
            return max(_FEWEST_BINS, 2 * height)
        return BIN_COUNT


def with_bin(parts: CardParts, chosen: int | None) -> CardParts:
    """Return the same with another bin marked."""
    stack = parts.stack
    bin_in_stack = kept_bin(chosen, len(stack.edges) - 1)
    if bin_in_stack == stack.selected_bin:
        return parts
    return replace(parts, stack=replace(stack, selected_bin=bin_in_stack))


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


def value_scale(columns: Sequence[HistogramColumns], symlog: bool) -> Scale:
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


def kept_bin(chosen: int | None, count: int) -> int | None:
    """Return the bin that is marked, of so many."""
    return None if chosen is None else min(max(chosen, 0), count - 1)


def _label(scene: HistogramScene, series: CardSeries, horizontal: Floats, place: int) -> str:
    axis = scene.settings.horizontal
    if axis == HorizontalAxis.RELATIVE.value:
        return format_duration(float(horizontal[place]))
    if axis == HorizontalAxis.WALL.value:
        return format_time_of_day(float(series.wall_times[place]))
    return format_step(int(series.steps[place]))
