"""The Distributions dashboard: percentiles of the values of tensors, over steps."""

from __future__ import annotations

from tbtui.bindings import Where, bindings_for
from tbtui.screens.histogram_setting_lines import distribution_setting_lines
from tbtui.screens.histograms import HistogramsScreen
from tbtui.widgets.chart_grid import ChartGrid
from tbtui.widgets.distribution_grid import DistributionGrid
from tbtui.widgets.settings_panel import SettingLine


class DistributionsScreen(HistogramsScreen, inherit_bindings=False):
    """The Histograms dashboard with curves of percentiles."""

    BINDINGS = bindings_for(Where.DISTRIBUTIONS)
    place = Where.DISTRIBUTIONS

    def new_charts(self) -> ChartGrid:
        """Return the grid of cards."""
        return DistributionGrid(id="charts")

    def setting_lines(self) -> list[SettingLine]:
        """Return the settings that the sidebar shows."""
        return distribution_setting_lines(self.histograms, self.state.settings.horizontal)

    @property
    def shows_percentiles(self) -> bool:
        """Whether the cards show percentiles instead of buckets."""
        return True
