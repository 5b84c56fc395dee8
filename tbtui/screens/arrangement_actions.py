"""Keys that pin charts and fold groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.screens.charts_base import ChartsBase
from tbtui.widgets.chart_groups import group_of
from tbtui.widgets.chart_scene import LayoutMode

if TYPE_CHECKING:
    from tbtui.widgets.chart_pointing import HeadingPointed


class ArrangementActions(ChartsBase):
    """The part of a dashboard of charts that answers these keys."""

    def action_pin(self) -> None:
        """Let the chart in focus come first, or stand where it belongs."""
        self.state.toggle_pin()
        self.synchronise()

    def action_fold(self) -> None:
        """Fold the group of the chart in focus away in the grid, or unfold it."""
        if self.state.focused is None:
            return
        if self.state.shown_layout is not LayoutMode.GRID:
            self.tell("Groups are folded in the grid of all charts: v goes there")
            return
        group = group_of(self.state.groups, self.state.focused)
        if group is not None:
            self._toggle_fold(group)

    def action_focus_group(self, groups: int) -> None:
        """Go to the next or the previous group."""
        self.state.move_to_group(groups)
        self.synchronise()

    def on_heading_pointed(self, event: HeadingPointed) -> None:
        """Fold a group whose heading was clicked, or unfold it."""
        self._toggle_fold(event.group)

    def _toggle_fold(self, group: str) -> None:
        self.state.toggle_fold(group)
        self.synchronise()
