"""What the cards of histograms show: settings and cards beside what all charts have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from tbtui.widgets.chart_scene import ChartScene


class HistogramMode(str, Enum):
    """How the histograms of a card stand to each other."""

    OFFSET = "offset"
    OVERLAY = "overlay"
    HEAT = "heat map"


class CardOrder(str, Enum):
    """What cards are sorted by."""

    NAME = "name"
    DRIFT = "drift"
    RANGE = "range"
    ZEROS = "share of zeros"


class Mark(NamedTuple):
    """What is looked at in a card, None for nothing in particular.

    Attributes
    ----------
    step, bin : int or None
    """

    step: int | None
    bin: int | None


class Card(NamedTuple):
    """One card.

    Attributes
    ----------
    tag : str
    runs : tuple of str
        One, or several whose histograms at one step are compared.
    """

    tag: str
    runs: tuple[str, ...]


@dataclass(frozen=True)
class HistogramSettings:
    """How every card is drawn.

    Attributes
    ----------
    mode : HistogramMode
    symlog : bool
        Whether the axis of values is logarithmic on both sides of zero.
    shared : bool
        Whether cards of a tag share the ranges of values and counts.
    log_color : bool
        Whether equal ratios of counts are equal steps of colour in a heat map.
    together : bool
        Whether runs are shown in one card at one step.
    step : int or None
        The step that is looked at; None for the last one, without a mark.
    bin : int or None
        The bin that is looked at.
    order : CardOrder
    drift : bool
        Whether a curve of drift is below the card in focus.
    """

    mode: HistogramMode = HistogramMode.OFFSET
    symlog: bool = False
    shared: bool = False
    log_color: bool = True
    together: bool = False
    step: int | None = None
    bin: int | None = None
    order: CardOrder = CardOrder.NAME
    drift: bool = False


@dataclass(frozen=True)
class HistogramScene(ChartScene):
    """Everything that the cards need to draw themselves.

    Attributes
    ----------
    histograms : HistogramSettings
    cards : mapping of str to Card
        By the name of the chart.
    states : mapping of str to str
        A word for cards of layers that have stopped learning or are about to fail.
    """

    histograms: HistogramSettings = field(default_factory=HistogramSettings)
    cards: Mapping[str, Card] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)

    def step_in(self, chart: str) -> int | None:
        """Return the step that is marked in a card: in the one in focus, or in all of one step."""
        shows_it = self.histograms.together or chart == self.focused
        return self.histograms.step if shows_it else None

    def bin_in(self, chart: str) -> int | None:
        """Return the bin that is marked in a card: other cards have other bins."""
        return self.histograms.bin if chart == self.focused else None
