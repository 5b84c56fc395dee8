"""Keys that open the settings."""

from __future__ import annotations

from tbtui.screens.charts_base import ChartsBase


class SettingActions(ChartsBase):
    """The part of a dashboard of charts that answers these keys."""

    def action_settings(self, first: str = "") -> None:
        """Open the settings, with the cursor on the first whose name begins with ``first``."""
        from tbtui.screens.chart_setting_rows import ChartSettingRows
        from tbtui.screens.settings import SettingsScreen

        tags = tuple(sorted({tag for run in self.listing.shown for tag in run.scalars}))
        self.app.push_screen(
            SettingsScreen(
                lambda: ChartSettingRows(self.state, tags).all(), self.synchronise, first
            )
        )
