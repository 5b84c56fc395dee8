"""Keys that open the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.screens.charts_base import ChartsBase

if TYPE_CHECKING:
    from tbtui.widgets.setting_list import Setting


class SettingActions(ChartsBase):
    """The part of a dashboard of charts that answers these keys."""

    def action_settings(self, first: str = "") -> None:
        """Open the settings, with the cursor on the first whose name begins with ``first``."""
        from tbtui.screens.chart_setting_rows import ChartSettingRows
        from tbtui.screens.group_setting_rows import GroupSettingRows
        from tbtui.screens.run_setting_rows import RunSettingRows
        from tbtui.screens.settings import SettingsScreen

        runs = self.listing.shown
        tags = tuple(sorted({tag for run in runs for tag in run.scalars}))

        focused = self.scene.focused
        title = "no chart" if focused is None else self.scene.title(focused)

        def settings() -> list[Setting]:
            charts = ChartSettingRows(self.state, tags, title)
            return [
                *charts.all(),
                *GroupSettingRows(self.state, runs).all(),
                *RunSettingRows(self.state.runs, self.session.coloring).all(),
            ]

        self.app.push_screen(SettingsScreen(settings, self.synchronise, first))
