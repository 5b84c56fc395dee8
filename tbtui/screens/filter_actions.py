"""Keys that open the sidebar and its filters, and the one that backs out of everything."""

from __future__ import annotations

from textual.widget import Widget

from tbtui.bindings import Where
from tbtui.screens.charts_base import ChartsBase
from tbtui.widgets.filter_input import FilterInput


class FilterActions(ChartsBase):
    """The part of a dashboard of charts that answers these keys."""

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
        if state.settings.cursor is not None and state.settings.selection is None:
            state.set_cursor(None)
        elif state.settings.selection is not None:
            state.clear_selection()
        elif state.maximised:
            state.maximised = False
        elif state.settings.x_range is not None:
            state.show_range(None)
        elif state.focused in state.axes.zoomed:
            state.axes.show_all(state.focused)
        elif state.tag_filter:
            self.query_one("#tag-filter", FilterInput).value = ""
        elif state.run_filter:
            self.query_one("#run-filter", FilterInput).value = ""
        self.synchronise()
