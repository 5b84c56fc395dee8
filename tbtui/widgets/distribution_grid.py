"""The cards of distributions: the grid of histograms with other pictures in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tbtui.bindings import Where, bindings_for
from tbtui.widgets.chart_frames import ChartFrames
from tbtui.widgets.histogram_grid import HistogramFrames, HistogramGrid

if TYPE_CHECKING:
    from tbtui.widgets.chart_painter import ChartPainter


class DistributionFrames(HistogramFrames):
    """Draws cards of distributions with their frames."""

    def new_painter(self) -> ChartPainter:
        """Return a painter of cards."""
        from tbtui.widgets.distribution_painter import DistributionPainter

        # It answers all that is asked of a painter here.
        return cast("ChartPainter", DistributionPainter())


class DistributionGrid(HistogramGrid, inherit_bindings=False):
    """Draws the cards of a scene."""

    BINDINGS = bindings_for(Where.DISTRIBUTION_CARDS)
    pane: ClassVar[Where] = Where.DISTRIBUTION_CARDS

    def new_frames(self) -> ChartFrames:
        """Return what paints the cards with their frames."""
        return DistributionFrames()
