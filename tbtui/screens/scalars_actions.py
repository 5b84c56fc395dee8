"""What the keys of the Scalars dashboard do; each changes the state and shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from tbtui.bindings import Where
from tbtui.plot.text import escape
from tbtui.screens.base import DashboardScreen
from tbtui.screens.copied_file import keep_copy, with_tilde
from tbtui.widgets.filter_input import FilterInput

if TYPE_CHECKING:
    from tbtui.screens.catalogue import Listing
    from tbtui.screens.scalars_state import ScalarsState
    from tbtui.widgets.chart_grid import ChartGrid
    from tbtui.widgets.run_list import RunList

TOAST_SECONDS = 2.0


class ScalarsActions(DashboardScreen):
    """The part of `ScalarsScreen` that answers keys."""

    if TYPE_CHECKING:
        state: ScalarsState
        listing: Listing
        sidebar_wanted: bool | None

        @property
        def charts(self) -> ChartGrid:
            """The charts."""

        @property
        def run_list(self) -> RunList:
            """The list of runs."""

        @property
        def sidebar_shown(self) -> bool:
            """Whether the sidebar is on the screen."""

        def synchronise(self) -> None:
            """Pass state and store on to all panes."""

        def arrange_panes(self) -> None:
            """Show the panes that the user wants and the width allows."""

    # Which chart.

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

    # How they look.

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
        self.state.toggle_log()
        self.synchronise()

    def action_toggle_log_all(self) -> None:
        """Change the y axes of all charts between linear and logarithmic."""
        self.state.toggle_log_all()
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
            self.app.notify(message, timeout=TOAST_SECONDS, markup=False)

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

    # The crosshair.

    def action_crosshair(self, columns: int) -> None:
        """Move the crosshair by points or columns, whichever are fewer."""
        view = self.charts.horizontal_view()
        if view is not None:
            self._set_cursor(view.stepped(self.state.settings.cursor, columns))

    def action_crosshair_end(self, end: str) -> None:
        """Move the crosshair to the ``first`` or ``last`` point."""
        view = self.charts.horizontal_view()
        if view is not None:
            self._set_cursor(view.first() if end == "first" else view.last())

    def move_crosshair_near(self, x: float) -> None:
        """Move the crosshair to the point nearest to a place of the x axis."""
        view = self.charts.horizontal_view()
        if view is not None:
            self._set_cursor(view.nearest(x))

    def _set_cursor(self, cursor: float | None) -> None:
        if cursor is None:
            return
        self.state.set_cursor(cursor)
        self.state.pan_to(cursor)
        self.synchronise()

    def action_copy(self) -> None:
        """Copy the values at the crosshair, or the last ones, to the clipboard and a file."""
        tag = self.state.focused_tag
        readout = self.charts.readout_text()
        if tag is None or readout is None:
            return
        self.app.copy_to_clipboard(readout)
        path = keep_copy(readout)
        values = readout.count("\n") - 2
        message = f"Copied {values} {'value' if values == 1 else 'values'} of {escape(tag, 60)}"
        if path is not None:
            message += f"; also in {escape(with_tilde(path))}"
        self.app.notify(message, timeout=TOAST_SECONDS, markup=False)

    # Runs.

    def action_toggle_run(self) -> None:
        """Show or hide the run under the cursor."""
        name = self.run_list.current
        if name is not None:
            self.session.selection.toggle(name)
            self.synchronise()

    def action_solo_run(self) -> None:
        """Show only the run under the cursor, or bring the others back."""
        name = self.run_list.current
        if name is not None:
            self.session.selection.solo(name, tuple(self.listing.runs))
            self.synchronise()

    def action_toggle_all_runs(self) -> None:
        """Show all listed runs, or none."""
        self.session.selection.toggle_all(self.listing.listed)
        self.synchronise()

    def action_invert_runs(self) -> None:
        """Swap shown and hidden among the listed runs."""
        self.session.selection.invert(self.listing.listed)
        self.synchronise()

    # Sidebar and filters.

    def action_toggle_sidebar(self) -> None:
        """Show or hide runs and tags."""
        self.sidebar_wanted = not self.sidebar_shown
        self.arrange_panes()

    def action_filter(self) -> None:
        """Open the filter of runs or tags, whichever list has the focus."""
        of_runs = self.focused_pane is Where.RUNS
        self._returns_to = self.focused
        self._folds_again = not self.sidebar_shown
        if self._folds_again:
            self.sidebar_wanted = True
            self.arrange_panes()
        field = self.query_one("#run-filter" if of_runs else "#tag-filter", FilterInput)
        field.display = True
        self.set_focus(field)

    _returns_to: Widget | None = None
    _folds_again = False

    def action_filter_keep(self) -> None:
        """Leave the filter on and go back to where it was opened from."""
        for field in self.query(FilterInput):
            field.display = False
        if self._folds_again:
            self.sidebar_wanted = None
            self.arrange_panes()
        self.set_focus(self._returns_to or self.charts)

    def action_filter_back(self) -> None:
        """Clear the filter; when it is empty already, leave it."""
        field = self.focused
        if isinstance(field, FilterInput) and field.value:
            field.value = ""
        else:
            self.action_filter_keep()

    def action_back(self) -> None:
        """Back out of one thing: crosshair, maximised chart, zoom, filter of tags, of runs."""
        state = self.state
        if state.settings.cursor is not None:
            state.set_cursor(None)
        elif state.maximised:
            state.maximised = False
        elif state.settings.x_range is not None:
            state.zoom(0, state.settings.x_range)
        elif state.tag_filter:
            self.query_one("#tag-filter", FilterInput).value = ""
        elif state.run_filter:
            self.query_one("#run-filter", FilterInput).value = ""
        self.synchronise()
