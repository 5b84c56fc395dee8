"""Keys and the mouse choose which part of a chart is in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.screens.charts_base import ChartsBase
from tbtui.screens.zooming import moved, zoomed

if TYPE_CHECKING:
    from tbtui.widgets.chart_pointing import Boxed, Dragged, Reset, Wheeled

PAN = 0.5
"""Share of the range in view by which a key moves it."""


class ZoomActions(ChartsBase):
    """The part of a dashboard of charts that answers these keys."""

    def action_zoom(self, direction: int) -> None:
        """Zoom the x axis in or out, or show all of everything."""
        if direction == 0:
            self._show_everything()
        else:
            self._zoom(direction)
        self.synchronise()

    def _zoom(self, direction: int, at: float | None = None) -> None:
        view = self.charts.horizontal_view()
        if view is None:
            return
        self.state.zoom(direction, view.scale, at)
        x_range = self.state.settings.x_range
        if x_range is not None and view.is_covered_by(x_range):
            self.state.show_range(None)

    def action_zoom_vertically(self, direction: int) -> None:
        """Zoom the y axis of the chart in focus in or out."""
        chart, scale = self.state.focused, self.charts.vertical_scale()
        if chart is not None and scale is not None:
            self.state.axes.zoom(chart, zoomed(scale, direction, None))
            self.synchronise()

    def action_pan(self, across: int, up: int) -> None:
        """Move the part in view to the side, or up and down."""
        view = self.charts.horizontal_view()
        if across and view is not None:
            shown = moved(view.scale, across * PAN)
            if view.has_points_in(shown):
                self.state.show_range(shown)
        chart, scale = self.state.focused, self.charts.vertical_scale()
        if up and chart is not None and scale is not None:
            self.state.axes.zoom(chart, moved(scale, up * PAN))
        self.synchronise()

    def action_zoom_to_selection(self) -> None:
        """Show the selected range of x, and select none any more."""
        selection = self.state.settings.selection
        if selection is None or selection[0] == selection[1]:
            self.tell("Select a range first: m at its one end, h l to the other")
            return
        self.state.clear_selection()
        self.state.set_cursor(None)
        self.state.show_range((min(selection), max(selection)))
        self.synchronise()

    def on_wheeled(self, event: Wheeled) -> None:
        """Zoom where the pointer is."""
        self.state.choose(event.chart)
        self._zoom(event.direction, event.x)
        self.synchronise()

    def on_boxed(self, event: Boxed) -> None:
        """Show what was drawn a box around."""
        self.state.choose(event.chart)
        self.state.show_range(event.x_range)
        if event.y_range is not None:
            self.state.axes.zoom(event.chart, event.y_range)
        self.synchronise()

    def on_dragged(self, event: Dragged) -> None:
        """Move the part in view with the pointer."""
        self.state.choose(event.chart)
        self.state.show_range(event.x_range)
        if event.chart in self.state.axes.zoomed:
            self.state.axes.zoom(event.chart, event.y_range)
        self.synchronise()

    def on_reset(self, event: Reset) -> None:
        """Show all of a chart that was clicked twice."""
        self.state.choose(event.chart)
        self._show_everything()
        self.synchronise()

    def _show_everything(self) -> None:
        self.state.show_range(None)
        if self.state.focused is not None:
            self.state.axes.show_all(self.state.focused)
