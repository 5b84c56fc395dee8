"""The cards of histograms: the grid of charts with other pictures in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

import numpy as np
from numpy.typing import NDArray

from tbtui.bindings import Where, bindings_for
from tbtui.widgets.chart_frames import ChartFrames
from tbtui.widgets.chart_grid import ChartGrid

if TYPE_CHECKING:
    from tbtui.widgets.card_parts import CardParts
    from tbtui.widgets.card_series import CardSeries
    from tbtui.widgets.chart_layout import Place
    from tbtui.widgets.chart_painter import ChartPainter, Painted
    from tbtui.widgets.histogram_painter import HistogramPainter
    from tbtui.widgets.histogram_scene import HistogramScene


class HistogramFrames(ChartFrames):
    """Draws cards with their frames; what stands below the one in focus is about a step."""

    def new_painter(self) -> ChartPainter:
        """Return a painter of cards."""
        from tbtui.widgets.histogram_painter import HistogramPainter

        # It answers all that is asked of a painter here.
        return cast("ChartPainter", HistogramPainter())

    def _note(self, place: Place, painted: Painted) -> str:  # noqa: ARG002
        if not self._is_focused(place):
            return ""
        painter = cast("HistogramPainter", self.painter)
        size = place.width - 2, place.height - 2
        return painter.note(cast("HistogramScene", self.scene), place.chart, *size)


class HistogramGrid(ChartGrid, inherit_bindings=False):
    """Draws the cards of a scene."""

    BINDINGS = bindings_for(Where.HISTOGRAM_CARDS)
    pane: ClassVar[Where] = Where.HISTOGRAM_CARDS

    def new_frames(self) -> ChartFrames:
        """Return what paints the cards with their frames."""
        return HistogramFrames()

    @property
    def _lists_charts(self) -> bool:
        """Whether the pane is too low for cards: a ridge needs few lines."""
        return False

    @property
    def histogram_painter(self) -> HistogramPainter:
        """The painter of the cards."""
        return cast("HistogramPainter", self.painter)

    def parts_of_focused(self) -> CardParts | None:
        """Return what the card in focus is drawn from."""
        place = self._place_of_focused()
        if place is None:
            return None
        scene = cast("HistogramScene", self._scene)
        size = place.width - 2, place.height - 2
        return self.histogram_painter.parts(scene, place.chart, *size)

    def bin_count(self) -> int:
        """Return how many bins the card in focus shows."""
        parts = self.parts_of_focused()
        return 0 if parts is None or not parts.series else len(parts.stack.edges) - 1

    def steps_of_focused(self) -> NDArray[np.int64]:
        """Return the steps of the card in focus; of several runs, those of the longest."""
        parts = self.parts_of_focused()
        if parts is None or not parts.series:
            return np.empty(0, np.int64)
        return self._leading(parts).steps

    def place_of_step(self) -> int | None:
        """Return which of the steps is marked."""
        parts = self.parts_of_focused()
        step = cast("HistogramScene", self._scene).histograms.step
        if parts is None or not parts.series or step is None:
            return None
        return self._leading(parts).place_of(step)

    def _leading(self, parts: CardParts) -> CardSeries:
        return max(parts.series, key=lambda series: len(series.steps))
