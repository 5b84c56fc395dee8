"""Keys that open dialogs about the chart in focus."""

from __future__ import annotations

from tbtui.screens.charts_base import ChartsBase
from tbtui.widgets.styling import theme_of

NO_POINTS = "This chart has no points"


class ChartDialogActions(ChartsBase):
    """The part of a dashboard of charts that answers these keys."""

    def action_export(self) -> None:
        """Write the chart in focus to a file."""
        from tbtui.screens.export import ExportScreen
        from tbtui.screens.export_forms import export_forms

        chart = self.scene.focused
        if chart is None:
            return
        forms = export_forms(self.scene, chart, self.charts.painter, theme_of(self))
        if forms:
            self.app.push_screen(ExportScreen(self.scene.title(chart), forms))
        else:
            self.tell(NO_POINTS)

    def action_describe_chart(self) -> None:
        """Say in words what the chart in focus shows."""
        from tbtui.screens.chart_words_screen import ChartWordsScreen

        if self.scene.focused is not None:
            self.app.push_screen(ChartWordsScreen(self.scene, self.scene.focused))

    def action_chart_details(self) -> None:
        """Show all that is known about the chart in focus."""
        from tbtui.screens.chart_details import ChartDetailsScreen

        if self.scene.focused is not None:
            self.app.push_screen(ChartDetailsScreen(self.scene, self.scene.focused))
