"""Keys that choose which part of a chart is in view."""

from __future__ import annotations

from tbtui.screens.charts_base import ChartsBase


class ZoomActions(ChartsBase):
    """The part of a dashboard of charts that answers these keys."""

    def action_zoom(self, direction: int) -> None:
        """Zoom the x axis in or out, or show all of it."""
        view = self.charts.horizontal_view()
        if view is None:
            return
        self.state.zoom(direction, view.domain)
        x_range = self.state.settings.x_range
        if x_range is not None and view.is_covered_by(x_range):
            self.state.zoom(0, view.domain)
        self.synchronise()
