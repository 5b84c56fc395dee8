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
        self.open_field("run-filter" if self.focused_pane is Where.RUNS else "tag-filter")
        self.show_filters()

    def open_field(self, name: str) -> FilterInput:
        """Open a line of the sidebar in which something is typed."""
        if not isinstance(self.focused, FilterInput):
            self._returns_to = self.focused
            self._sidebar_before = self.sidebar_wanted
        if not self.sidebar_shown:
            self.sidebar_wanted = True
            self.arrange_panes()
        field = self.query_one(f"#{name}", FilterInput)
        field.display = True
        self.query_one(f"#{name}-hint").display = True
        self.set_focus(field)
        return field

    _returns_to: Widget | None = None
    _sidebar_before: bool | None = None

    def action_filter_keep(self) -> None:
        """Leave the filter on and go back to where it was opened from."""
        self.state.runs.run_history.add(self.state.run_filter)
        self.state.runs.tag_history.add(self.state.tag_filter)
        for line in self.query("FilterInput, FilterHint"):
            line.display = False
        self.sidebar_wanted = self._sidebar_before
        self.arrange_panes()
        self.set_focus(self._returns_to or self.charts)

    def action_filter_back(self) -> None:
        """Clear the filter; when it is empty already, leave it."""
        field = self.focused
        if isinstance(field, FilterInput) and field.value:
            field.value = ""
        else:
            self.action_filter_keep()

    def action_filter_history(self, direction: int) -> None:
        """Go to an older filter (-1) or to a newer one; a number becomes higher or lower."""
        field, runs = self.focused, self.state.runs
        if not isinstance(field, FilterInput):
            return
        if field.id == "run-limit":
            field.value = str(runs.limit - direction or "")
        else:
            history = runs.run_history if field.id == "run-filter" else runs.tag_history
            recall = history.older if direction < 0 else history.newer
            field.value = recall(field.value)
        field.cursor_position = len(field.value)

    def action_back(self) -> None:
        """Back out of one thing: crosshair, chart, zoom, emphasis, best runs, filters."""
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
        elif state.runs.emphasised:
            state.runs.emphasised = frozenset()
        elif state.runs.limit:
            state.runs.limit = 0
        elif state.tag_filter:
            self.query_one("#tag-filter", FilterInput).value = ""
        elif state.run_filter:
            self.query_one("#run-filter", FilterInput).value = ""
        self.synchronise()
