"""The Custom scalars dashboard: the charts that whoever wrote the logs has put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual.widget import Widget

from tbtui.screens import empty_layouts, empty_states
from tbtui.screens.custom_catalogue import CustomCatalogue
from tbtui.screens.custom_charts import has_curves
from tbtui.screens.scalars import ScalarsScreen
from tbtui.screens.session import Session
from tbtui.widgets.chart_tree import ChartTree
from tbtui.widgets.tag_tree import TagTree
from tbtui.widgets.text_lines import Line, TextLines

if TYPE_CHECKING:
    from tbtui.dashboards import Dashboard


class CustomScalarsScreen(ScalarsScreen):
    """The Scalars dashboard with the charts of layouts instead of those of tags."""

    CSS_PATH: ClassVar[Any] = ["base.tcss", "scalars.tcss", "custom_scalars.tcss"]
    tree_title = "CHARTS"

    def __init__(self, session: Session, dashboard: Dashboard) -> None:
        super().__init__(session, dashboard)
        self.catalogue: CustomCatalogue = CustomCatalogue()
        saved = session.view.section(dashboard.name)
        self._known_categories = frozenset(saved.texts("categories"))
        self._reads_on = False

    def view_to_keep(self) -> Mapping[str, Any]:
        """Return what to find again at the next start."""
        # Those that the user has unfolded must not be folded again.
        return {**super().view_to_keep(), "categories": sorted(self._known_categories)}

    def new_tree(self) -> TagTree:
        """Return the list of charts."""
        return ChartTree(id="tags")

    def compose_body(self) -> Iterable[Widget]:
        """Return sidebar and charts, and below these what is wrong with layouts."""
        *others, main = super().compose_body()
        yield from others
        main.compose_add_child(TextLines(id="layout-problems"))
        yield main

    def _list_runs_and_charts(self) -> None:
        """Find out what there is, and fold what its writer wants to be folded at first."""
        super()._list_runs_and_charts()
        categories = self.catalogue.categories
        new = [one for one in categories if one.heading not in self._known_categories]
        if new:
            self._known_categories |= {one.heading for one in new}
            self.state.folded |= {one.heading for one in new if one.closed}
        if self.state.chosen not in self.state.charts and self.state.charts:
            # The user has not chosen any, or not one of these.
            self.state.focused = self._first_to_see()

    def _first_to_see(self) -> str:
        """Return the chart that whoever made the layout has put first, if it shows anything."""
        runs = self.listing.shown
        closed = {one.heading for one in self.catalogue.categories if one.closed}
        is_open = [
            name
            for heading, charts in self.state.groups
            if heading not in closed
            for name in charts
        ]
        candidates = is_open or self.state.charts
        # What is pinned may be a tag by now, if the chart of that name is gone.
        definitions = {name: self.listing.definitions.get(name) for name in candidates}
        filled = (name for name, one in definitions.items() if one and has_curves(one, runs))
        return next(filled, candidates[0])

    def synchronise(self) -> None:
        """Pass state and store on to all panes, and read on what was too much at once."""
        super().synchronise()
        if self.catalogue.layouts.unread and not self._reads_on:
            self._reads_on = True
            self.call_after_refresh(self._read_on)

    def _read_on(self) -> None:
        self._reads_on = False
        self.synchronise()

    def _show_charts(self) -> None:
        """Show charts, and what is wrong with layouts when others are fine."""
        super()._show_charts()
        problems = self.catalogue.layouts.problems if self.state.charts else ()
        lines = self.query_one("#layout-problems", TextLines)
        lines.show(empty_layouts.problem_lines(problems, 1))
        lines.display = bool(problems) and self.charts.display

    def _notice(self) -> list[Line]:
        """Say why there are no charts; nothing when there are some."""
        session, store = self.session, self.session.store
        if self.listing.runs and not self.listing.shown:
            none_listed = not self.listing.listed
            return empty_states.no_run_shown(self.state.run_filter if none_listed else "")
        if self.state.charts or store is None or not store.runs:
            return super()._notice()
        layouts = self.catalogue.layouts
        if self.state.tag_filter and self.listing.definitions:
            return empty_layouts.nothing_matches(self.state.tag_filter)
        if store.progress.loading or layouts.unread:
            return empty_states.looking(session.paths)
        return empty_layouts.no_layout(layouts)

    def action_combine(self) -> None:
        """Say where charts are combined: here they are what the layout makes them."""
        self.tell("Tags are combined in the Scalars tab")
