"""Keys of the filter of the Compare dashboard, and the one that backs out of everything."""

from __future__ import annotations

from tbtui.screens.compare_base import CompareBase


class CompareFilterActions(CompareBase):
    """The part of the dashboard that answers these keys."""

    def action_filter(self) -> None:
        """Open the line in which the filter is typed."""
        self._show_line(True)
        self.set_focus(self.filter_input)

    def _show_line(self, shown: bool) -> None:
        self.filter_input.display = shown
        self.query_one("#compare-filter-hint").display = shown
        self.show_title()

    def action_filter_keep(self) -> None:
        """Leave the filter on and go back to the table."""
        self.state.history.add(self.state.filter)
        self._show_line(False)
        self.set_focus(self.table.rows)

    def action_filter_back(self) -> None:
        """Clear the filter; when it is empty already, leave it."""
        if self.filter_input.value:
            self.filter_input.value = ""
        else:
            self.action_filter_keep()

    def action_filter_history(self, direction: int) -> None:
        """Go to an older filter (-1) or to a newer one."""
        line, history = self.filter_input, self.state.history
        line.value = (history.older if direction < 0 else history.newer)(line.value)
        line.cursor_position = len(line.value)

    def action_back(self) -> None:
        """Back out of one thing: filter, only what differs, baseline, marks."""
        state = self.state
        if state.filter:
            self.filter_input.value = ""
            return
        if state.only_differing:
            state.only_differing = False
        elif state.baseline is not None:
            state.baseline = None
        else:
            state.marked = frozenset()
        self.show_table()
