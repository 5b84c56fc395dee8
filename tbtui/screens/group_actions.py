"""Keys of groups of runs."""

from __future__ import annotations

from dataclasses import replace

from tbtui.screens.run_grouping import BANDS
from tbtui.screens.setting_actions import SettingActions
from tbtui.widgets.chart_scene import Density

DENSITIES = tuple(Density)


class GroupActions(SettingActions):
    """The part of a dashboard of charts that answers these keys."""

    def action_groups(self) -> None:
        """Choose in the settings how runs are grouped."""
        self.action_settings("groups.")

    def action_next_band(self) -> None:
        """Let the bands around groups show something else."""
        if self._has_groups():
            settings = self.state.settings
            band = BANDS[(BANDS.index(settings.band) + 1) % len(BANDS)]
            self.state.settings = replace(settings, band=band)
            self.tell(f"Bands show: {band}")
            self.synchronise()

    def action_toggle_members(self) -> None:
        """Draw the runs of groups, or not."""
        if self._has_groups():
            settings = self.state.settings
            self.state.settings = replace(settings, members=not settings.members)
            self.synchronise()

    def _has_groups(self) -> bool:
        if self.state.grouping.by == "none":
            self.tell("Runs are not grouped; M groups them")
            return False
        return True

    def action_next_density(self) -> None:
        """Go on from automatic to density to lines."""
        settings = self.state.settings
        density = DENSITIES[(DENSITIES.index(settings.density) + 1) % len(DENSITIES)]
        self.state.settings = replace(settings, density=density)
        self.tell(f"Density instead of lines: {density.value}")
        self.synchronise()
