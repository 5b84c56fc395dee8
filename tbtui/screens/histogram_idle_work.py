"""What the tabs of histograms find out while nobody presses a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING

from tbtui.screens.histograms_base import HistogramsBase
from tbtui.widgets.card_findings import LOOK_AGAIN, CardFindings
from tbtui.widgets.histogram_scene import CardOrder

if TYPE_CHECKING:
    from textual.timer import Timer

    from tbtui.widgets.card_series import CardSeries
    from tbtui.widgets.histogram_scene import Card

INTERVAL = 0.06
"""Seconds between two slices of work."""
SLICE = 0.012
"""Seconds of each: a key that is pressed meanwhile waits no longer than that."""
REST = 0.2
"""Seconds without work after the tab was opened, and after each key that goes to another step."""


class HistogramIdleWork(HistogramsBase):
    """The part of the dashboard that computes drift, and looks for layers that have died.

    Nothing is done while there is nothing to find out, or while another tab is shown.
    """

    _work: Timer | None = None
    _rests_until = 0.0
    _told_revision = -1

    @property
    def findings(self) -> CardFindings:
        """What is known about all series; the tabs share it."""
        if self.session.card_findings is None:
            self.session.card_findings = CardFindings()
        return self.session.card_findings

    def begin_to_work(self) -> None:
        """Find out what is not known yet, a slice at a time."""
        if self._work is None and self.catalogue.cards:
            self.postpone_work()
            self._work = self.set_interval(INTERVAL, self._work_on)

    def postpone_work(self) -> None:
        """Leave the processor to keys for a moment: others may follow."""
        self._rests_until = monotonic() + REST

    def stop_working(self) -> None:
        """Leave the rest for later."""
        if self._work is not None:
            self._work.stop()
            self._work = None

    def _work_on(self) -> None:
        if self.app.screen is not self:
            self.stop_working()
            return
        if self.cards.is_painting or monotonic() < self._rests_until:
            return
        if self.histograms.drift:
            cards = self.cards
            series = cards.series_of_focused()
            traces = cards.histogram_painter.traces
            known = [len(traces.known(one)) for one in series]
            is_complete = traces.advance(series, SLICE)
            if known != [len(traces.known(one)) for one in series]:
                self.show_cards()
            if not is_complete:
                return
        store = self.session.store
        if store is None or store.progress.loading:
            # Whatever is found would soon be something else.
            self.stop_working()
            return
        by_drift = self.histograms.order is CardOrder.DRIFT
        had_looked = self.findings.has_looked
        if self.findings.advance(self._all_series(), SLICE, all_drifts=by_drift):
            self.stop_working()
            self._tell_findings()
            if self.findings.is_behind:
                self.set_timer(LOOK_AGAIN, self.begin_to_work)
        elif self.findings.has_looked and not had_looked:
            # What a few steps tell is there already; all of them may take a while.
            self._tell_findings()

    def _all_series(self) -> Iterator[CardSeries]:
        """Yield what all cards show, from the card in focus on."""
        scene, painter = self.card_scene, self.cards.histogram_painter
        names = list(scene.charts)
        first = names.index(scene.focused) if scene.focused in names else 0
        for name in [*names[first:], *names[:first]]:
            card = scene.cards.get(name)
            if card is not None:
                yield from painter.series(scene, card)

    def _tell_findings(self) -> None:
        if self.findings.revision != self._told_revision:
            self._told_revision = self.findings.revision
            self.synchronise()

    _states: Mapping[str, str] = MappingProxyType({})
    _states_key: tuple[object, int] = (None, 0)

    def states(self) -> Mapping[str, str]:
        """Return a word for each card whose layer has stopped learning or is about to fail."""
        cards, revision = self.catalogue.cards, self.findings.revision
        if self._states_key[0] is not cards or self._states_key[1] != revision:
            self._states_key = (cards, revision)
            words = {name: self._words_of(card) for name, card in cards.items()}
            self._states = {name: found for name, found in words.items() if found}
        return self._states

    def _words_of(self, card: Card) -> str:
        known = (self.findings.of(run, card.tag) for run in card.runs)
        found = (one.state.value for one in known if one is not None)
        return ", ".join(dict.fromkeys(filter(None, found)))
