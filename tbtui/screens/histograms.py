"""The Histograms dashboard: how the values of tensors are distributed, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, ClassVar

from tbtui.bindings import Where, bindings_for
from tbtui.screens import empty_states
from tbtui.screens.histogram_actions import HistogramActions
from tbtui.screens.histogram_catalogue import HistogramCatalogue
from tbtui.screens.histogram_idle_work import HistogramIdleWork
from tbtui.screens.histogram_setting_lines import histogram_setting_lines
from tbtui.screens.histogram_writing import HistogramWriting
from tbtui.screens.scalars import ScalarsScreen
from tbtui.screens.scene_building import build_scene
from tbtui.screens.session import Session
from tbtui.screens.writer_calls import HISTOGRAMS
from tbtui.widgets.chart_grid import ChartGrid
from tbtui.widgets.chart_scene import ChartScene
from tbtui.widgets.histogram_grid import CardPointed, HistogramGrid, StepWheeled
from tbtui.widgets.histogram_scene import (
    CardOrder,
    HistogramMode,
    HistogramScene,
    HistogramSettings,
)
from tbtui.widgets.settings_panel import SettingLine, SettingsPanel
from tbtui.widgets.styling import theme_of
from tbtui.widgets.tag_tree import TagTree
from tbtui.widgets.text_lines import Line, TextLines

if TYPE_CHECKING:
    from tbtui.dashboards import Dashboard


class HistogramsScreen(
    HistogramActions, HistogramWriting, HistogramIdleWork, ScalarsScreen, inherit_bindings=False
):
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
            order=saved.choice("order", tuple(CardOrder), CardOrder.NAME),
            drift=saved.flag("drift"),
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
            "order": chosen.order.value,
            "drift": chosen.drift,
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
        return HistogramScene(
            **common,
            histograms=self.histograms,
            cards=self.catalogue.cards,
            states=self.states(),
        )

    def setting_lines(self) -> list[SettingLine]:
        """Return the settings that the sidebar shows."""
        return histogram_setting_lines(self.histograms, self.state.settings.horizontal)

    def _list_runs_and_charts(self) -> None:
        self.catalogue.together = self.histograms.together
        self.catalogue.order = self.histograms.order
        if self.histograms.order is not CardOrder.NAME:
            self.catalogue.findings = self.findings
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
        self.show_cards()
        self.query_one(SettingsPanel).show(self.setting_lines())
        self.arrange_panes()

    def show_cards(self) -> None:
        """Show the cards again, where they look different now."""
        background = theme_of(self).background
        built = build_scene(
            self.state, self.session, self.listing, self.run_list.current, background
        )
        self.scene = scene = self.as_cards(built)
        self.charts.show(scene)

    def store_changed(self) -> None:
        """Show what the store holds now, and look into what is new."""
        super().store_changed()
        if self.is_mounted and self.app.screen is self:
            self.begin_to_work()

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
        """Do nothing that nobody sees."""
        self.stop_playing()
        self.stop_working()

    def on_card_pointed(self, event: CardPointed) -> None:
        """Focus the card that was clicked, and mark what is under the pointer."""
        self.state.choose(event.chart)
        if event.twice:
            self.action_maximise()
        elif event.mark is None:
            self.synchronise()
        else:
            step = self.histograms.step if event.mark.step is None else event.mark.step
            self.change(step=step, bin=event.mark.bin)

    def on_step_wheeled(self, event: StepWheeled) -> None:
        """Go through the steps of the card under the pointer."""
        if event.chart != self.state.focused:
            self.state.choose(event.chart)
            self.synchronise()
        self.action_step(event.steps)

    def action_back(self) -> None:
        """Back out of one thing: playing, the bin, the step, then as in all dashboards."""
        if self._playing is not None:
            self.stop_playing()
        elif self.histograms.bin is not None:
            self.mark(bin=None)
        elif self.histograms.step is not None:
            self.mark(step=None)
        else:
            super().action_back()
