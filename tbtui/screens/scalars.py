"""The Scalars dashboard: runs and tags at the side, charts beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from tbtui.bindings import Where, bindings_for
from tbtui.screens import empty_states
from tbtui.screens.base import NARROW, SHORT
from tbtui.screens.catalogue import Catalogue, Listing
from tbtui.screens.chart_actions import ChartActions
from tbtui.screens.crosshair_actions import CrosshairActions
from tbtui.screens.filter_actions import FilterActions
from tbtui.screens.group_actions import GroupActions
from tbtui.screens.run_actions import RunActions
from tbtui.screens.scalars_state import ScalarsState
from tbtui.screens.scene_building import build_scene
from tbtui.screens.session import Session
from tbtui.screens.zoom_actions import ZoomActions
from tbtui.widgets.chart_grid import ChartGrid
from tbtui.widgets.chart_layout import MINIMUM_WIDTH
from tbtui.widgets.chart_pointing import Pointed
from tbtui.widgets.filter_input import FilterInput
from tbtui.widgets.pane_title import PaneTitle
from tbtui.widgets.readings_table import ReadingsTable
from tbtui.widgets.run_list import RunList, RunRows
from tbtui.widgets.settings_panel import SettingsPanel
from tbtui.widgets.tag_tree import TagTree
from tbtui.widgets.text_lines import Line, TextLines

if TYPE_CHECKING:
    from tbtui.dashboards import Dashboard


SIDEBAR_WIDTH = 30
SIDEBAR_SHARE = 0.18


def sidebar_width(width: int) -> int:
    """Return the cells of the sidebar: fixed on usual screens, more on very wide ones.

    Where it would leave less than a chart beside it, it takes the whole width.
    """
    if width < SIDEBAR_WIDTH + MINIMUM_WIDTH:
        return width
    return max(SIDEBAR_WIDTH, round(width * SIDEBAR_SHARE))


class ScalarsScreen(
    ChartActions,
    ZoomActions,
    CrosshairActions,
    GroupActions,
    RunActions,
    FilterActions,
):
    """Composes the panes, and passes state and store on to them.

    Keys end in the actions of the base classes, which change the `ScalarsState` and call
    `synchronise`; that is the only way in which panes get to know anything.
    """

    BINDINGS = bindings_for(Where.SCALARS)
    CSS_PATH: ClassVar[Any] = ["base.tcss", "scalars.tcss"]

    def __init__(self, session: Session, dashboard: Dashboard) -> None:
        super().__init__(session, dashboard)
        self.state = ScalarsState()
        self.listing = Listing({})
        self.sidebar_wanted: bool | None = None
        self._catalogue = Catalogue()
        self._has_notice = True

    def compose_body(self) -> Iterable[Widget]:
        """Return the sidebar and the charts, or the notice in their place."""
        yield Vertical(
            PaneTitle("RUNS", id="runs-title"),
            FilterInput(id="run-filter"),
            RunList(id="runs"),
            PaneTitle("TAGS", id="tags-title"),
            FilterInput(id="tag-filter"),
            TagTree(id="tags"),
            SettingsPanel(id="settings"),
            id="sidebar",
        )
        yield Vertical(
            ChartGrid(id="charts"),
            ReadingsTable(id="readings"),
            TextLines(id="notice"),
            id="main",
        )

    def on_mount(self) -> None:
        """Show that event files are being looked for."""
        self.synchronise()

    def on_resize(self, event: events.Resize) -> None:
        """Fold the sidebar away when there is no room for it."""
        # Textual calls the handler of the base class as well.
        self.query_one("#sidebar").styles.width = sidebar_width(event.size.width)
        self.arrange_panes()

    @property
    def charts(self) -> ChartGrid:
        """The charts."""
        return self.query_one("#charts", ChartGrid)

    @property
    def run_list(self) -> RunList:
        """The list of runs."""
        return self.query_one("#runs", RunList)

    @property
    def tag_tree(self) -> TagTree:
        """The tree of tags."""
        return self.query_one("#tags", TagTree)

    @property
    def sidebar_shown(self) -> bool:
        """Whether the sidebar is on the screen."""
        if self.sidebar_wanted is not None:
            return self.sidebar_wanted
        return self.size.width >= NARROW

    def arrange_panes(self) -> None:
        """Show the panes that the user wants and the width allows, charts or their notice."""
        width = self.size.width
        covered = self.sidebar_shown and sidebar_width(width) == width
        self.query_one("#sidebar").display = self.sidebar_shown
        self.query_one("#settings").display = self.size.height >= SHORT
        self.query_one("#notice").display = self._has_notice and not covered
        self.charts.display = not self._has_notice and not covered
        hidden = self.focused is None or not self.focused.display
        if covered and (hidden or self.focused_pane is Where.CHARTS):
            self.set_focus(self.run_list)
        elif not self.sidebar_shown or hidden:
            self.set_focus(self.charts if self.charts.display else None)

    def store_changed(self) -> None:
        """Show what the store holds now."""
        if self.is_mounted:
            self.synchronise()
            self.update_header()

    def synchronise(self) -> None:
        """Pass state and store on to all panes."""
        from tbtui.analysis.filters import FilterError

        state, session = self.state, self.session
        try:
            self.listing = self._catalogue.listing(session, state.run_filter, state.tag_filter)
            wrong = False
        except FilterError:
            # While an expression is being typed it is wrong most of the time; what it let
            # through before stays.
            wrong = True
        for field in self.query(FilterInput):
            field.set_class(wrong and field.has_focus, "-wrong")
        session.colors.assign(self.listing.runs)
        state.set_groups(self.listing.groups)
        self._show_lists()
        self._show_charts()

    def pane_focused(self, pane: Where) -> None:
        """Show which list the keys go to."""
        super().pane_focused(pane)
        self._show_titles()

    def _show_charts(self) -> None:
        notice = self._notice()
        self.query_one("#notice", TextLines).show(notice)
        self._has_notice = bool(notice)
        scene = build_scene(self.state, self.session, self.listing, self.run_list.current)
        self.charts.show(scene)
        axis = scene.axis if scene.focused is None else scene.axis_of(scene.focused)
        settings = self.query_one(SettingsPanel)
        settings.show(scene.settings, axis, self.charts.has_restarts())
        self.arrange_panes()
        self.show_readings(scene)

    def _show_lists(self) -> None:
        state, session = self.state, self.session
        self.run_list.show(
            RunRows(
                names=self.listing.listed,
                is_shown=session.selection.is_shown,
                color=session.colors.color,
                last_value=self._last_value,
            )
        )
        self.tag_tree.show(state.charts, state.focused, all_open=bool(state.tag_filter))
        self._show_titles()

    def _show_titles(self) -> None:
        state, listing = self.state, self.listing
        runs = f"{len(listing.shown):,}/{len(listing.runs):,}"
        tags = f"{len(state.charts):,}"
        if state.tag_filter:
            tags += f"/{listing.tag_count:,}"
        pane = self.focused_pane
        self.query_one("#runs-title", PaneTitle).show(runs, state.run_filter, pane is Where.RUNS)
        self.query_one("#tags-title", PaneTitle).show(tags, state.tag_filter, pane is Where.TAGS)

    def _last_value(self, name: str) -> str:
        from tbtui.widgets.readout import last_value_text

        run, tag = self.listing.runs.get(name), self.state.focused
        series = None if run is None or tag is None else run.scalars.get(tag)
        return "" if series is None else last_value_text(series)

    def _notice(self) -> list[Line]:
        """Say why there are no charts; nothing when there are some."""
        session, store = self.session, self.session.store
        if store is None or not (store.runs or store.scanned):
            return empty_states.looking(session.paths)
        if not store.runs:
            return empty_states.no_event_files(session.paths, store)
        if self.state.charts:
            return []
        if not self.listing.shown:
            return empty_states.no_run_shown()
        if self.state.tag_filter and self.listing.tag_count:
            return empty_states.nothing_matches(self.state.tag_filter)
        if store.progress.loading:
            return empty_states.looking(session.paths)
        return empty_states.no_scalars(store)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as one types."""
        event.stop()
        if event.input.id == "run-filter":
            self.state.run_filter = event.value
        else:
            self.state.tag_filter = event.value
        self.synchronise()

    def on_tag_tree_chosen(self, event: TagTree.Chosen) -> None:
        """Show the chart of a tag that was chosen in the tree."""
        self.state.choose(event.tag)
        self.synchronise()

    def on_pointed(self, event: Pointed) -> None:
        """Focus the chart that was clicked and set the crosshair."""
        self.state.choose(event.chart)
        self.synchronise()
        if event.x is not None:
            self.move_crosshair_near(event.x)
