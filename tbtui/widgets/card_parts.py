"""What a card of histograms is drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from tbtui.plot.histogram_stack import Stack
from tbtui.readers.histograms import HistogramColumns
from tbtui.widgets.card_series import CardSeries


@dataclass(frozen=True)
class CardParts:
    """What a card is drawn from.

    Attributes
    ----------
    stack : Stack
    series : tuple of CardSeries
        One, or one for each run.
    columns : HistogramColumns
        The histograms of the stack as they were logged.
    """

    stack: Stack
    series: tuple[CardSeries, ...]
    columns: HistogramColumns
