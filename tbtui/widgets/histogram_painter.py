"""From the store to lines of text: paints cards of histograms and remembers them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, cast

import numpy as np

from tbtui.analysis.horizontal import HorizontalAxis
from tbtui.plot.chart import Chart
from tbtui.plot.heat_map import draw_heat
from tbtui.plot.histogram_charts import draw_overlay, draw_ridges
from tbtui.plot.histogram_stack import depth_at
from tbtui.widgets.card_drift import DRIFT_ROWS, LEAST_HEIGHT, draw_drift
from tbtui.widgets.card_note import card_note
from tbtui.widgets.card_parts import CardParts
from tbtui.widgets.card_series import CardSeries
from tbtui.widgets.card_stacks import CardStacks, with_bin
from tbtui.widgets.chart_painter import MOST_PAINTED, Painted
from tbtui.widgets.drift_traces import DriftTraces
from tbtui.widgets.histogram_scene import Card, HistogramMode, HistogramScene, Mark
from tbtui.widgets.recent import Recent
from tbtui.widgets.styling import strips_of_cells

if TYPE_CHECKING:
    from tbtui.plot.theme import Theme
    from tbtui.widgets.chart_scene import ChartScene
    from tbtui.widgets.readout import Reading

HISTOGRAMS_LIKE_ONE_SERIES = 2
"""So many histograms take about as long to decode as a series of scalars to draw."""

SIZE_OF_SVG = (120, 40)
"""Cells of a card with as many steps and bins as a picture for documents."""


class HistogramPainter:
    """Paints a card in a given size, or finds it painted already.

    Attributes
    ----------
    traces : DriftTraces
        How much histograms change; somebody else computes them while there is time.
    """

    def __init__(self) -> None:
        self.stacks = CardStacks()
        self.reader = self.stacks.reader
        self.traces = DriftTraces()
        self._painted: Recent[Painted] = Recent(MOST_PAINTED)
        self._parts: Recent[CardParts] = Recent(MOST_PAINTED)

    def series(self, scene: HistogramScene, card: Card) -> tuple[CardSeries, ...]:
        """Return the series of a card, of those of its runs that have any."""
        return self.stacks.series(scene, card)

    def key(
        self,
        scene: ChartScene,
        chart: str,
        width: int,
        height: int,
        legend: bool,
        theme: Theme,
    ) -> Hashable:
        """Return what the look of a card depends on: equal keys, equal pictures."""
        of_cards = cast("HistogramScene", scene)
        contents = self._contents_key(of_cards, chart, width, height)
        chosen = of_cards.histograms
        card = of_cards.cards[chart]
        colors = tuple(of_cards.colors.get(name, "") for name in card.runs)
        traced: tuple[int, ...] = ()
        if self._shows_drift(of_cards, chart, height):
            series = self.series(of_cards, card)
            traced = tuple(len(self.traces.known(one)) for one in series)
        named = legend and chosen.together
        return (
            contents,
            chosen.log_color,
            of_cards.bin_in(chart),
            colors,
            theme.name,
            traced,
            named,
        )

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
        keys = (self.key(scene, chart, width, height, legend, theme) for legend in (False, True))
        if any(key in self._painted for key in keys):
            return 0
        of_cards = cast("HistogramScene", scene)
        most = self.most(of_cards, width, height)
        drawn = sum(min(len(one.steps), most) for one in self._read_for(of_cards, chart))
        return 1 + drawn // HISTOGRAMS_LIKE_ONE_SERIES

    def most(self, scene: HistogramScene, width: int, height: int) -> int:
        """Return how many histograms of a series a card shows."""
        if scene.histograms.together:
            return 1
        return self.stacks.most(scene, width, height)

    def _read_for(self, scene: HistogramScene, chart: str) -> tuple[CardSeries, ...]:
        """Return all series that have to be decoded for a card."""
        chosen, card = scene.histograms, scene.cards[chart]
        if chosen.shared and not chosen.together:
            return self.beside(scene, card)
        return self.series(scene, card)

    def paint(
        self, scene: ChartScene, chart: str, width: int, height: int, legend: bool, theme: Theme
    ) -> Painted:
        """Return a card as ``height`` strips of ``width`` cells."""
        key = self.key(scene, chart, width, height, legend, theme)
        of_cards = cast("HistogramScene", scene)
        return self._painted.get(
            key, lambda: self._paint(of_cards, chart, width, height, legend, theme)
        )

    def _paint(
        self, scene: HistogramScene, chart: str, width: int, height: int, legend: bool, theme: Theme
    ) -> Painted:
        room = self.height_of_picture(scene, chart, height)
        drawn = self.draw(scene, chart, width, room, legend, theme)
        series = self.series(scene, scene.cards[chart])
        strips = strips_of_cells(drawn.cells)
        if room < height:
            for cells in draw_drift(scene, chart, series, self.traces, width, theme):
                strips += strips_of_cells(cells)
        return Painted(tuple(strips), drawn, sum(len(one.steps) for one in series))

    def draw(
        self, scene: HistogramScene, chart: str, width: int, height: int, legend: bool, theme: Theme
    ) -> Chart:
        """Draw the picture of a card."""
        stack = self._parts_of(scene, chart, width, height).stack
        chosen = scene.histograms
        if chosen.together or chosen.mode is HistogramMode.OVERLAY:
            return draw_overlay(stack, width, height, theme, legend=legend and chosen.together)
        if chosen.mode is HistogramMode.HEAT:
            axis = HorizontalAxis(scene.settings.horizontal)
            return draw_heat(stack, width, height, axis, theme, logarithmic=chosen.log_color)
        return draw_ridges(stack, width, height, theme)

    def svg(self, scene: HistogramScene, chart: str, theme: Theme) -> str:
        """Return the picture of a card for documents."""
        from tbtui.plot import histogram_svg

        stack = self._parts_of(scene, chart, *SIZE_OF_SVG).stack
        chosen, title = scene.histograms, scene.title(chart)
        if chosen.together or chosen.mode is HistogramMode.OVERLAY:
            return histogram_svg.outlines_svg(stack, theme, title)
        if chosen.mode is HistogramMode.HEAT:
            axis, log = HorizontalAxis(scene.settings.horizontal), chosen.log_color
            return histogram_svg.heat_svg(stack, axis, theme, title, logarithmic=log)
        return histogram_svg.ridges_svg(stack, theme, title)

    def parts(self, scene: HistogramScene, chart: str, width: int, height: int) -> CardParts:
        """Return what a card is drawn from."""
        room = self.height_of_picture(scene, chart, height)
        return self._parts_of(scene, chart, width, room)

    def _parts_of(self, scene: HistogramScene, chart: str, width: int, height: int) -> CardParts:
        colors = tuple(sorted(scene.colors.items()))
        key = (self._contents_key(scene, chart, width, height), colors)
        found = self._parts.get(key, lambda: self.stacks.parts(scene, chart, width, height))
        return with_bin(found, scene.bin_in(chart))

    def height_of_picture(self, scene: HistogramScene, chart: str, height: int) -> int:
        """Return the lines that the picture of a card has beside the curve of drift."""
        return height - DRIFT_ROWS if self._shows_drift(scene, chart, height) else height

    def _shows_drift(self, scene: HistogramScene, chart: str, height: int) -> bool:
        is_focused = chart == scene.focused
        return scene.histograms.drift and is_focused and height >= LEAST_HEIGHT

    def beside(self, scene: HistogramScene, card: Card) -> tuple[CardSeries, ...]:
        """Return the series of a tag in all runs that are shown."""
        return self.stacks.beside(scene, card)

    def mark_at(
        self, scene: HistogramScene, chart: str, drawn: Chart, size: tuple[int, int], x: int, y: int
    ) -> Mark:
        """Return the step and the bin that are shown at a cell of the plot.

        Parameters
        ----------
        drawn : Chart
            The card as it is drawn.
        size : (int, int)
            Cells of the card inside its frame.
        x, y : int
            The cell, from the upper left corner of the plot.
        """
        parts = self.parts(scene, chart, *size)
        if not parts.series:
            return Mark(None, None)
        is_map = scene.histograms.mode is HistogramMode.HEAT and not scene.histograms.together
        across = drawn.horizontal.value_at((x + 0.5) / max(1, drawn.plot_width))
        value = across
        if is_map:
            value = drawn.vertical.value_at(1 - (y + 0.5) / max(1, drawn.plot_height))
        stack = parts.stack
        found = int(np.searchsorted(stack.edges, value, side="right")) - 1
        chosen = min(max(found, 0), len(stack.edges) - 2)
        if scene.histograms.together or scene.histograms.mode is HistogramMode.OVERLAY:
            return Mark(None, chosen)
        place = depth_at(stack, across, None if is_map else (y, drawn.plot_height))
        return Mark(int(parts.columns.steps[place]), chosen)

    def note(self, scene: HistogramScene, chart: str, width: int, height: int) -> str:
        """Return what is said below the card in focus: about its step, and about its bin."""
        parts = self.parts(scene, chart, width, height)
        if not parts.series:
            return ""
        return card_note(parts, scene.histograms, scene.step_in(chart), width)

    def problems(self, scene: HistogramScene, chart: str, width: int, height: int) -> list[str]:
        """Return why histograms that a card shows could not be decoded, not escaped."""
        columns = self.parts(scene, chart, width, height).columns
        return [
            f"step {columns.steps[place]}: {reason}"
            for place, reason in sorted(columns.problems.items())
        ]

    def messages(self, scene: ChartScene, chart: str) -> tuple[str, ...]:
        """Return what is wrong with a card as a whole, not escaped."""
        return scene.definition(chart).messages

    def readings(self, scene: ChartScene, chart: str) -> list[Reading]:  # noqa: ARG002
        """Return nothing: a histogram is no curve."""
        return []

    def reference_reading(self, scene: ChartScene, chart: str) -> Reading | None:  # noqa: ARG002
        """Return nothing: a histogram is no curve."""
        return None
