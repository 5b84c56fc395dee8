"""Keys that move the crosshair and copy what it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.bindings import Where
from tbtui.plot.text import escape
from tbtui.screens.copied_file import keep_copy, with_tilde
from tbtui.screens.readings_actions import ReadingsActions

if TYPE_CHECKING:
    from tbtui.widgets.horizontal_view import HorizontalView


class CrosshairActions(ReadingsActions):
    """The part of a dashboard of charts that answers these keys."""

    def action_crosshair(self, columns: int) -> None:
        """Move the crosshair by points or columns, whichever are fewer."""
        view = self.charts.horizontal_view()
        if view is not None:
            self._set_cursor(view.stepped(self.state.settings.cursor, columns), view)

    def action_crosshair_end(self, end: str) -> None:
        """Move the crosshair to the ``first`` or ``last`` point."""
        view = self.charts.horizontal_view()
        if view is not None:
            self._set_cursor(view.first() if end == "first" else view.last(), view)

    def move_crosshair_near(self, x: float) -> None:
        """Move the crosshair to the point nearest to a place of the x axis."""
        view = self.charts.horizontal_view()
        if view is not None:
            self._set_cursor(view.nearest(x), view)

    def _set_cursor(self, cursor: float | None, view: HorizontalView) -> None:
        if cursor is None:
            return
        self.state.set_cursor(cursor)
        self.state.pan_to(cursor, view.scale)
        self.synchronise()

    def action_copy(self) -> None:
        """Copy the values at the crosshair, or the last ones, to the clipboard and a file.

        In the table of readings, the table is copied.
        """
        if self.focused_pane is Where.READINGS:
            self.copy_readings()
            return
        chart = self.state.focused
        readout = self.charts.readout_text()
        if chart is None or readout is None:
            return
        self.app.copy_to_clipboard(readout)
        path = keep_copy(readout)
        values = readout.count("\n") - 2
        title = escape(self.scene.title(chart), 60)
        message = f"Copied {values} {'value' if values == 1 else 'values'} of {title}"
        if path is not None:
            message += f"; also in {escape(with_tilde(path))}"
        self.tell(message)
