"""Keys of the table of readings, and of the range that it can be about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.plot.text import escape
from tbtui.screens.charts_base import ChartsBase
from tbtui.screens.copied_file import keep_copy, with_tilde
from tbtui.widgets.readings_table import ReadingsTable

if TYPE_CHECKING:
    from tbtui.widgets.chart_scene import ChartScene


class ReadingsActions(ChartsBase):
    """The part of a dashboard of charts that answers these keys."""

    @property
    def readings_table(self) -> ReadingsTable:
        """The table below the charts."""
        return self.query_one(ReadingsTable)

    def show_readings(self, scene: ChartScene) -> None:
        """Let the table say what the curves of the chart in focus do."""
        table = self.readings_table
        shown = self.state.readings.shown and scene.focused is not None
        table.display = shown and self.charts.display
        if not table.display or scene.focused is None:
            return
        from tbtui.widgets.reading_sources import readings_at_crosshair, readings_of_range

        painter, chart = self.charts.painter, scene.focused
        selection = scene.selection_in(chart)
        order = self.state.readings.order(of_range=selection is not None)
        if selection is None:
            readings = readings_at_crosshair(scene, chart, order, painter)
        else:
            readings = readings_of_range(scene, chart, selection, order, painter)
        table.show(readings, self.state.readings.most_rows)

    def action_toggle_table(self) -> None:
        """Show or hide the table; what has the focus stays where it is."""
        self.state.readings.shown = not self.state.readings.shown
        if not self.state.readings.shown and self.readings_table.rows.has_focus:
            self.set_focus(self.charts)
        self.synchronise()

    def action_sort_readings(self, columns: int) -> None:
        """Sort the table by another column."""
        self.state.readings.sort_by_next(self._is_of_range, columns)
        self.synchronise()

    def action_reverse_readings(self) -> None:
        """Sort the table the other way round."""
        self.state.readings.reverse(self._is_of_range)
        self.synchronise()

    def action_mark(self) -> None:
        """Begin a range at the crosshair; again: leave it as it is; again: take it away."""
        state = self.state
        if state.settings.selection is None:
            if state.settings.cursor is None:
                self.tell("Put the crosshair where the range is to begin (h l or a click)")
                return
            state.begin_selection()
            state.readings.shown = True
        elif state.readings.anchor is not None:
            state.readings.anchor = None
            self.tell("The range stays; m takes it away, Z zooms to it")
        else:
            state.clear_selection()
        self.synchronise()

    def copy_readings(self) -> None:
        """Copy the whole table."""
        text = self.readings_table.as_text()
        rows = len(self.readings_table.readings.rows)
        self.app.copy_to_clipboard(text)
        path = keep_copy(text)
        message = f"Copied {rows} {'line' if rows == 1 else 'lines'}"
        if path is not None:
            message += f"; also in {escape(with_tilde(path))}"
        self.tell(message)

    @property
    def _is_of_range(self) -> bool:
        return self.state.settings.selection is not None
