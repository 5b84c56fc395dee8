"""A visit to a chart: shows what somebody came for, and later what was there before."""

from __future__ import annotations

from tbtui.plot.text import escape
from tbtui.screens.charts_base import ChartsBase
from tbtui.screens.visits import Visit
from tbtui.widgets.filter_input import FilterInput


class VisitActions(ChartsBase):
    """The part of a dashboard of charts that receives visits."""

    _visit: Visit | None = None
    _emphasised_before: frozenset[str] = frozenset()

    def on_screen_resume(self) -> None:
        """Show what somebody came for."""
        # Textual calls the handler of the base class after this one.
        visit = self.session.visits.to(self.dashboard.name)
        if visit is not None and visit is not self._visit:
            self._receive(visit)
        elif visit is None:
            self._see_off()

    def on_screen_suspend(self) -> None:
        """Bring back what was there before, if the visit is over."""
        if self.session.visits.to(self.dashboard.name) is None:
            self._see_off()

    def _receive(self, visit: Visit) -> None:
        state, selection = self.state, self.session.selection
        if self._visit is None:
            self._emphasised_before = state.runs.emphasised
        self._visit = visit
        self._open_filters(visit)
        for name in visit.runs:
            if not selection.is_shown(name):
                selection.toggle(name)
        if visit.tag is not None:
            state.chosen = visit.tag
            state.unfold(visit.tag)
        state.runs.emphasised = frozenset(visit.runs)
        self.set_focus(self.charts)

    def _open_filters(self, visit: Visit) -> None:
        """Take filters away that hide what somebody came for; they stay in the history."""
        state, listing = self.state, self.listing
        is_hidden = visit.tag is not None and visit.tag not in listing.listed_tags
        if state.tag_filter and is_hidden:
            state.runs.tag_history.add(state.tag_filter)
            self._clear("tag-filter")
        if state.run_filter and not set(visit.runs) <= set(listing.listed):
            state.runs.run_history.add(state.run_filter)
            self._clear("run-filter")
        if state.runs.limit and not set(visit.runs) <= set(listing.listed):
            state.runs.limit = 0

    def _clear(self, field: str) -> None:
        line = self.query_one(f"#{field}", FilterInput)
        self.tell(f"The filter /{escape(line.value)} was taken away")
        line.value = ""

    def _see_off(self) -> None:
        if self._visit is not None:
            # What the user has emphasised since then stays.
            if self.state.runs.emphasised == frozenset(self._visit.runs):
                self.state.runs.emphasised = self._emphasised_before
            self._visit = None
