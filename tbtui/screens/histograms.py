"""The Histograms dashboard: how the values of tensors are distributed, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, ClassVar

from tbtui.bindings import Where, bindings_for
from tbtui.screens import empty_states
from tbtui.screens.histogram_actions import HistogramActions
from tbtui.screens.histogram_catalogue import HistogramCatalogue
from tbtui.screens.scalars import ScalarsScreen
from tbtui.screens.scene_building import build_scene
from tbtui.screens.session import Session
from tbtui.screens.writer_calls import HISTOGRAMS
from tbtui.widgets.chart_grid import ChartGrid
from tbtui.widgets.chart_scene import ChartScene
from tbtui.widgets.histogram_grid import HistogramGrid
from tbtui.widgets.histogram_scene import HistogramMode, HistogramScene, HistogramSettings
from tbtui.widgets.styling import theme_of
from tbtui.widgets.tag_tree import TagTree
from tbtui.widgets.text_lines import Line, TextLines

if TYPE_CHECKING:
    from tbtui.dashboards import Dashboard


class HistogramsScreen(HistogramActions, ScalarsScreen, inherit_bindings=False):
    """The Scalars dashboard with cards of histograms instead of charts of scalars."""

    BINDINGS = bindings_for(Where.HISTOGRAMS)
    CSS_PATH: ClassVar[Any] = ["base.tcss", "scalars.tcss"]
    place = Where.HISTOGRAMS

    def __init__(self, session: Session, dashboard: Dashboard) -> None:
        super().__init__(session, dashboard)
        self.catalogue: HistogramCatalogue = HistogramCatalogue()
        saved = session.view.section(dashboard.name).section("histograms")
        self.histograms = HistogramSettings(
            mode=saved.choice("mode", tuple(HistogramMode), HistogramMode.OFFSET),
            symlog=saved.flag("symlog"),
            shared=saved.flag("shared"),
            log_color=saved.flag("log_color", default=True),
            together=saved.flag("together"),
        )

    def view_to_keep(self) -> Mapping[str, Any]:
        """Return what to find again at the next start."""
        chosen = self.histograms
        kept = {
            "mode": chosen.mode.value,
            "symlog": chosen.symlog,
            "shared": chosen.shared,
            "log_color": chosen.log_color,
            "together": chosen.together,
        }
        return {**super().view_to_keep(), "histograms": kept}

    def new_charts(self) -> ChartGrid:
        """Return the grid of cards."""
        return HistogramGrid(id="charts")

    @property
    def cards(self) -> HistogramGrid:
        """The cards."""
        return self.query_one("#charts", HistogramGrid)

    @property
    def card_scene(self) -> HistogramScene:
        """What the cards show."""
        return self.as_cards(self.scene)

    def as_cards(self, scene: ChartScene) -> HistogramScene:
        """Return a scene of charts with all that cards need."""
        if isinstance(scene, HistogramScene):
            return scene
        common = {one.name: getattr(scene, one.name) for one in fields(scene)}
        return HistogramScene(**common, histograms=self.histograms, cards=self.catalogue.cards)

    def _list_runs_and_charts(self) -> None:
        self.catalogue.together = self.histograms.together
        super()._list_runs_and_charts()

    def _show_lists(self) -> None:
        focused = self.state.focused
        card = None if focused is None else self.catalogue.cards.get(focused)
        self.show_runs()
        self.tag_tree.show(
            self.listing.listed_tags,
            None if card is None else card.tag,
            all_open=bool(self.state.tag_filter),
        )
        self.show_titles()
        self.show_filters()

    def _show_charts(self) -> None:
        notice = self._notice()
        self.query_one("#notice", TextLines).show(notice)
        self._has_notice = bool(notice)
        background = theme_of(self).background
        built = build_scene(
            self.state, self.session, self.listing, self.run_list.current, background
        )
        self.scene = scene = self.as_cards(built)
        self.charts.show(scene)
        self.arrange_panes()

    def _notice(self) -> list[Line]:
        """Say why there are no cards; nothing when there are some."""
        session, store = self.session, self.session.store
        if store is None or not (store.runs or store.scanned):
            return empty_states.looking(session.paths)
        if not store.runs:
            return empty_states.no_event_files(session.paths, store, "histograms", HISTOGRAMS)
        if self.state.charts:
            return []
        if not self.listing.shown:
            none_listed = not self.listing.listed
            return empty_states.no_run_shown(self.state.run_filter if none_listed else "")
        if self.state.tag_filter and self.listing.tags:
            return empty_states.nothing_matches(self.state.tag_filter)
        if store.progress.loading:
            return empty_states.looking(session.paths)
        return empty_states.no_values(store, "histograms", HISTOGRAMS)

    def on_tag_tree_chosen(self, event: TagTree.Chosen) -> None:
        """Show the first card of a tag that was chosen in the tree."""
        names = (name for name, card in self.catalogue.cards.items() if card.tag == event.tag)
        first = next(names, None)
        if first is not None:
            self.state.choose(first)
            self.state.unfold(first)
            self.synchronise()

    def on_screen_suspend(self) -> None:
        """Play nothing that nobody sees."""
        self.stop_playing()

    def action_back(self) -> None:
        """Back out of one thing: playing, the bin, the step, then as in all dashboards."""
        if self._playing is not None:
            self.stop_playing()
        elif self.histograms.bin is not None:
            self.change(bin=None)
        elif self.histograms.step is not None:
            self.change(step=None)
        else:
            super().action_back()
