"""The cards of histograms: the grid of charts with other pictures in it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, ClassVar, cast

import numpy as np
from numpy.typing import NDArray
from textual import events
from textual.message import Message

from tbtui.bindings import Where, bindings_for
from tbtui.plot.symbols import symbols
from tbtui.widgets.chart_frames import ChartFrames
from tbtui.widgets.chart_grid import ChartGrid
from tbtui.widgets.chart_pointing import HeadingPointed
from tbtui.widgets.chart_scene import LayoutMode

if TYPE_CHECKING:
    from tbtui.plot.theme import Theme
    from tbtui.widgets.card_parts import CardParts
    from tbtui.widgets.card_series import CardSeries
    from tbtui.widgets.chart_layout import Place
    from tbtui.widgets.chart_painter import ChartPainter, Painted
    from tbtui.widgets.histogram_painter import HistogramPainter
    from tbtui.widgets.histogram_scene import HistogramScene, Mark


class CardPointed(Message):
    """A card was clicked: once perhaps at a step and a bin of it, or twice."""

    def __init__(self, chart: str, mark: Mark | None, twice: bool) -> None:
        super().__init__()
        self.chart = chart
        self.mark = mark
        self.twice = twice


class StepWheeled(Message):
    """The wheel was turned over a card: 1 is towards later steps, -1 towards earlier ones."""

    def __init__(self, chart: str, steps: int) -> None:
        super().__init__()
        self.chart = chart
        self.steps = steps


class HistogramFrames(ChartFrames):
    """Draws cards with their frames; what stands below the one in focus is about a step."""

    def new_painter(self) -> ChartPainter:
        """Return a painter of cards."""
        from tbtui.widgets.histogram_painter import HistogramPainter

        # It answers all that is asked of a painter here.
        return cast("ChartPainter", HistogramPainter())

    @property
    def _cards(self) -> HistogramPainter:
        return cast("HistogramPainter", self.painter)

    @property
    def _histograms(self) -> HistogramScene:
        return cast("HistogramScene", self.scene)

    def _key(self, place: Place, theme: Theme) -> Hashable:
        return (super()._key(place, theme), self._histograms.states.get(place.chart, ""))

    def _note(self, place: Place, painted: Painted) -> str:  # noqa: ARG002
        if not self._is_focused(place):
            return ""
        return self._cards.note(self._histograms, place.chart, *size_inside(place))

    def _messages(self, place: Place) -> tuple[str, ...]:
        found = self._cards.problems(self._histograms, place.chart, *size_inside(place))
        return (*super()._messages(place), *found)

    def _mark(self, place: Place) -> str:
        state = self._histograms.states.get(place.chart, "")
        warning = f"{symbols().warning} {state}" if state else ""
        return " ".join(filter(None, (warning, super()._mark(place))))


def size_inside(place: Place) -> tuple[int, int]:
    """Return the cells of a card inside its frame: width and height."""
    return place.width - 2, place.height - 2


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

    @property
    def is_painting(self) -> bool:
        """Whether cards in view wait for their turn to be painted."""
        return bool(self._frames.waiting)

    @property
    def has_room_for_drift(self) -> bool:
        """Whether the card in focus is high enough for a curve below it."""
        from tbtui.widgets.card_drift import LEAST_HEIGHT

        place = self._place_of_focused()
        return place is not None and size_inside(place)[1] >= LEAST_HEIGHT

    def parts_of_focused(self) -> CardParts | None:
        """Return what the card in focus is drawn from."""
        place = self._place_of_focused()
        if place is None:
            return None
        scene = cast("HistogramScene", self._scene)
        return self.histogram_painter.parts(scene, place.chart, *size_inside(place))

    def bin_count(self) -> int:
        """Return how many bins the card in focus shows."""
        parts = self.parts_of_focused()
        return 0 if parts is None or not parts.series else len(parts.stack.edges) - 1

    def steps_of_focused(self) -> NDArray[np.int64]:
        """Return the steps of the card in focus; of several runs, those of the longest."""
        leading = self.leading_series()
        return np.empty(0, np.int64) if leading is None else leading.steps

    def place_of_step(self) -> int | None:
        """Return which of the steps is marked."""
        step = cast("HistogramScene", self._scene).histograms.step
        leading = None if step is None else self.leading_series()
        return None if leading is None or step is None else leading.place_of(step)

    def leading_series(self) -> CardSeries | None:
        """Return the series of the card in focus; of several runs, the longest."""
        return max(self.series_of_focused(), key=lambda one: len(one.steps), default=None)

    def series_of_focused(self) -> tuple[CardSeries, ...]:
        """Return the series of the card in focus."""
        scene = cast("HistogramScene", self._scene)
        card = None if scene.focused is None else scene.cards.get(scene.focused)
        return () if card is None else self.histogram_painter.series(scene, card)

    def _wheel(self, event: events.MouseEvent, direction: int) -> None:
        """Go through the steps; in the grid of all cards, only with a modifier."""
        if self.layout_mode is LayoutMode.GRID and not (event.ctrl or event.meta):
            return
        event.stop()
        event.prevent_default()
        found = self.chart_under(event.x, event.y)
        if found is not None:
            self.post_message(StepWheeled(found[0].chart, -direction))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin no box: there is nothing to zoom into."""
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Mark the step and the bin under the pointer; twice, maximise the card."""
        event.prevent_default()
        if event.button != 1:
            return
        found = self.chart_under(event.x, event.y)
        if found is None:
            group = self.heading_under(event.y)
            if group is not None:
                self.post_message(HeadingPointed(group))
            return
        place, drawn = found
        cell = self._cell(place, drawn, event)
        mark = None
        if cell is not None:
            scene = cast("HistogramScene", self._scene)
            size = size_inside(place)
            mark = self.histogram_painter.mark_at(scene, place.chart, drawn, size, *cell)
        self.post_message(CardPointed(place.chart, mark, event.chain == 2))
