"""Keys that choose a chart and decide how charts look."""

from __future__ import annotations

from tbtui.screens.charts_base import ChartsBase


class ChartActions(ChartsBase):
    """The part of a dashboard of charts that answers these keys."""

    def action_focus_chart(self, charts: int) -> None:
        """Go to the next or previous chart."""
        self.state.move_focus(charts)
        self.synchronise()

    def action_page_charts(self, pages: int) -> None:
        """Go on by as many charts as are in view."""
        self.state.move_focus(pages * self.charts.charts_per_page())
        self.synchronise()

    def action_switch_layout(self) -> None:
        """Change between one large chart and the grid."""
        self.state.switch_layout()
        self.synchronise()

    def action_maximise(self) -> None:
        """Give the whole pane to the chart in focus, or take it back."""
        self.state.maximised = not self.state.maximised
        self.synchronise()

    def action_smooth(self, steps: int) -> None:
        """Smooth more or less."""
        self.state.smooth(steps)
        self.synchronise()

    def action_cycle_horizontal(self) -> None:
        """Go to the next x axis, with the crosshair at the same point."""
        reading = self.charts.reference_reading()
        had_cursor = self.state.settings.cursor is not None
        self.state.cycle_horizontal()
        if reading is not None and had_cursor:
            self.state.set_cursor(reading.position(self.state.settings.horizontal))
        self.synchronise()

    def action_toggle_log(self) -> None:
        """Change the y axis of the focused chart between linear and logarithmic."""
        if self.state.focused is not None:
            self.state.axes.toggle_scale(self.state.focused, "log")
            self.synchronise()

    def action_toggle_log_all(self) -> None:
        """Change the y axes of all charts between linear and logarithmic."""
        self.state.axes.toggle_scale_of_all(self.state.focused, "log")
        self.synchronise()

    def action_toggle_outliers(self) -> None:
        """Let outliers stretch the y axis, or not."""
        self.state.toggle_outliers()
        self.synchronise()

    def action_toggle_grid(self) -> None:
        """Show or hide grid lines."""
        self.state.toggle_grid()
        self.synchronise()

    def action_toggle_lives(self) -> None:
        """Draw all lives of restarted runs, or only the newest."""
        self.state.toggle_lives()
        self.synchronise()
        if not self.charts.has_restarts():
            lives = "All lives" if self.state.settings.all_lives else "The newest lives"
            message = f"{lives} are shown; in this chart no run went back to an earlier step"
            self.tell(message)
