"""The Scalars dashboard: runs and tags at the side, charts beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from tbtui.bindings import Where, bindings_for
from tbtui.screens import empty_states
from tbtui.screens.arrangement_actions import ArrangementActions
from tbtui.screens.base import NARROW, SHORT
from tbtui.screens.catalogue import Catalogue, Listing
from tbtui.screens.chart_actions import ChartActions
from tbtui.screens.chart_dialog_actions import ChartDialogActions
from tbtui.screens.chart_order import ChartOrder
from tbtui.screens.combine_actions import CombineActions
from tbtui.screens.crosshair_actions import CrosshairActions
from tbtui.screens.filter_actions import FilterActions
from tbtui.screens.group_actions import GroupActions
from tbtui.screens.kept_scalars import kept_view, state_from
from tbtui.screens.run_actions import RunActions
from tbtui.screens.run_pane import RunPane
from tbtui.screens.scene_building import build_scene
from tbtui.screens.session import Session
from tbtui.screens.visit_actions import VisitActions
from tbtui.screens.zoom_actions import ZoomActions
from tbtui.widgets.chart_grid import ChartGrid
from tbtui.widgets.chart_layout import MINIMUM_WIDTH
from tbtui.widgets.chart_pointing import Pointed
from tbtui.widgets.combine_bar import CombineBar
from tbtui.widgets.filter_hint import FilterHint
from tbtui.widgets.filter_input import FilterInput
from tbtui.widgets.pane_title import PaneTitle
from tbtui.widgets.readings_table import ReadingsTable
from tbtui.widgets.run_list import RunList
from tbtui.widgets.settings_panel import SettingLine, SettingsPanel, chart_setting_lines
from tbtui.widgets.styling import theme_of
from tbtui.widgets.tag_tree import TagTree
from tbtui.widgets.text_lines import Line, TextLines

if TYPE_CHECKING:
    from tbtui.dashboards import Dashboard


SIDEBAR_WIDTH = 30
SIDEBAR_SHARE = 0.18
SIDEBARS = ("auto", "shown", "hidden")


def sidebar_width(width: int) -> int:
    """Return the cells of the sidebar: fixed on usual screens, more on very wide ones.

    Where it would leave less than a chart beside it, it takes the whole width.
    """
    if width < SIDEBAR_WIDTH + MINIMUM_WIDTH:
        return width
    return max(SIDEBAR_WIDTH, round(width * SIDEBAR_SHARE))


class ScalarsScreen(
    ChartActions,
    ArrangementActions,
    CombineActions,
    ChartDialogActions,
    ZoomActions,
    CrosshairActions,
    GroupActions,
    RunActions,
    RunPane,
    FilterActions,
    VisitActions,
):
    """Composes the panes, and passes state and store on to them.

    Keys end in the actions of the base classes, which change the `ScalarsState` and call
    `synchronise`; that is the only way in which panes get to know anything.
    """

    BINDINGS = bindings_for(Where.SCALARS)
    CSS_PATH: ClassVar[Any] = ["base.tcss", "scalars.tcss"]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (14, "-high")]  # noqa: RUF012 - Textual wants a list
    place = Where.SCALARS
    tree_title = "TAGS"

    def __init__(self, session: Session, dashboard: Dashboard) -> None:
        super().__init__(session, dashboard)
        saved = session.view.section(dashboard.name)
        self.state = state_from(saved, session.config.settings)
        if dashboard.name == "scalars":
            # Compare shows the same groups.
            session.grouping = self.state.grouping
        self.listing = Listing({})
        sidebar = saved.choice("sidebar", SIDEBARS, session.config.settings.screen.sidebar)
        self.sidebar_wanted: bool | None = {"shown": True, "hidden": False}.get(sidebar)
        self.catalogue = Catalogue()
        self._chart_order = ChartOrder()
        self._has_notice = True

    def view_to_keep(self) -> Mapping[str, Any]:
        """Return what to find again at the next start."""
        sidebar = {True: "shown", False: "hidden", None: "auto"}[self.sidebar_wanted]
        config = self.session.config.settings
        return {**kept_view(self.state, config), "sidebar": sidebar}

    def compose_body(self) -> Iterable[Widget]:
        """Return the sidebar and the charts, or the notice in their place."""
        yield Vertical(
            PaneTitle("RUNS", id="runs-title"),
            FilterInput("words, lr=0.1, /regex/", id="run-filter"),
            FilterHint(id="run-filter-hint"),
            FilterInput("5 highest, -5 lowest", id="run-limit"),
            FilterHint(id="run-limit-hint"),
            RunList(id="runs"),
            PaneTitle(self.tree_title, id="tags-title"),
            FilterInput("words, wild*, /regex/", id="tag-filter"),
            FilterHint(id="tag-filter-hint"),
            self.new_tree(),
            SettingsPanel(id="settings"),
            id="sidebar",
        )
        yield Vertical(
            self.new_charts(),
            ReadingsTable(id="readings"),
            CombineBar(id="combine"),
            TextLines(id="notice"),
            id="main",
        )

    def new_charts(self) -> ChartGrid:
        """Return the grid of charts."""
        return ChartGrid(id="charts")

    def new_tree(self) -> TagTree:
        """Return the tree from which charts are chosen."""
        return TagTree(id="tags")

    def on_mount(self) -> None:
        """Show that event files are being looked for."""
        self.query_one("#run-filter", FilterInput).value = self.state.run_filter
        self.query_one("#tag-filter", FilterInput).value = self.state.tag_filter
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
        if not self.app.app_focus:
            # The pane that had the focus gets it back together with the terminal.
            return
        hidden = self.focused is None or not self.focused.display
        if covered and (hidden or self.focused_pane is self.charts.pane):
            self.set_focus(self.run_list)
        elif hidden or (not self.sidebar_shown and self._sidebar_has_focus):
            self.set_focus(self.charts if self.charts.display else None)

    @property
    def _sidebar_has_focus(self) -> bool:
        return self.focused is not None and self.query_one("#sidebar") in self.focused.ancestors

    def store_changed(self) -> None:
        """Show what the store holds now."""
        if self.is_mounted:
            self.look_at_training()
            self.synchronise()
            self.update_header()

    def synchronise(self) -> None:
        """Pass state and store on to all panes."""
        state = self.state
        self._list_runs_and_charts()
        if state.runs.goes_by_value and self.listed_by != (self.focused_tag or self.listed_by):
            # Another chart came into focus with what is listed; its values count now.
            self._list_runs_and_charts()
        self.session.assign_colors(self.listing.runs)
        self._show_lists()
        self._show_charts()

    def pane_focused(self, pane: Where) -> None:
        """Show which list the keys go to."""
        super().pane_focused(pane)
        if pane in (Where.RUNS, Where.TAGS):
            # In low terminals there is room for one of the two.
            self.query_one("#sidebar").set_class(pane is Where.TAGS, "-tags")
        self.show_titles()

    def _show_charts(self) -> None:
        notice = self._notice()
        self.query_one("#notice", TextLines).show(notice)
        self._has_notice = bool(notice)
        background = theme_of(self).background
        self.scene = scene = build_scene(
            self.state, self.session, self.listing, self.run_list.current, background
        )
        self.charts.show(scene)
        self.query_one(SettingsPanel).show(self.setting_lines())
        self.arrange_panes()
        self.show_readings(scene)

    def setting_lines(self) -> list[SettingLine]:
        """Return the settings that the sidebar shows."""
        scene = self.scene
        axis = scene.axis if scene.focused is None else scene.axis_of(scene.focused)
        return chart_setting_lines(scene.settings, axis, self.charts.has_restarts())

    def _list_runs_and_charts(self) -> None:
        # While no chart is there, because no run is shown, the last one goes on to count.
        self.listed_by = self.focused_tag or self.listed_by
        self.listing = self.catalogue.listing(self.session, self.state, self.listed_by)
        state, listing = self.state, self.listing
        combined = state.combined.definitions(listing.tags, len(listing.shown))
        pinned = state.pinned.names
        state.set_groups(self._chart_order.groups(listing.groups, listing.tags, combined, pinned))

    def _show_lists(self) -> None:
        state = self.state
        self.show_runs()
        tags = self.listing.listed_tags
        self.tag_tree.show(tags, state.focused, all_open=bool(state.tag_filter))
        self.show_titles()
        self.show_filters()

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
            none_listed = not self.listing.listed
            return empty_states.no_run_shown(self.state.run_filter if none_listed else "")
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
        elif event.input.id == "tag-filter":
            self.state.tag_filter = event.value
        elif event.input.id == "run-limit":
            self.limit_typed(event.value)
        self.synchronise()

    def on_tag_tree_chosen(self, event: TagTree.Chosen) -> None:
        """Show the chart of a tag that was chosen in the tree."""
        self.state.choose(event.tag)
        self.state.unfold(event.tag)
        self.synchronise()

    def on_pointed(self, event: Pointed) -> None:
        """Focus the chart that was clicked and set the crosshair."""
        self.state.choose(event.chart)
        self.synchronise()
        if event.x is not None:
            self.move_crosshair_near(event.x)
