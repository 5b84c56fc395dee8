"""What the parts of the Histograms dashboard that answer keys know of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.screens.charts_base import ChartsBase

if TYPE_CHECKING:
    from tbtui.screens.histogram_catalogue import HistogramCatalogue
    from tbtui.widgets.card_findings import CardFindings
    from tbtui.widgets.histogram_grid import HistogramGrid
    from tbtui.widgets.histogram_scene import HistogramScene, HistogramSettings


class HistogramsBase(ChartsBase):
    """A dashboard of cards: its keys change the settings, and then show them."""

    if TYPE_CHECKING:
        histograms: HistogramSettings
        catalogue: HistogramCatalogue

        @property
        def cards(self) -> HistogramGrid:
            """The cards."""

        @property
        def card_scene(self) -> HistogramScene:
            """What the cards show."""

        @property
        def findings(self) -> CardFindings:
            """What is known about all series; the tabs share it."""

        def show_cards(self) -> None:
            """Show the cards again, where they look different now."""

        def begin_to_work(self) -> None:
            """Find out what is not known yet, a slice at a time."""

        def postpone_work(self) -> None:
            """Leave the processor to keys for a moment: others may follow."""
