"""Which histograms are listed: one card for each run and tag, or one for each tag."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tbtui.plot.symbols import symbols
from tbtui.screens.catalogue import Catalogue, Groups, Listing, join_single_tags
from tbtui.widgets.card_series import HISTOGRAMS
from tbtui.widgets.chart_scene import ChartDefinition
from tbtui.widgets.histogram_scene import Card, CardOrder

if TYPE_CHECKING:
    from tbtui.analysis.histogram_findings import Findings
    from tbtui.screens.scalars_state import ScalarsState
    from tbtui.screens.session import Session
    from tbtui.store.run import Run
    from tbtui.widgets.card_findings import CardFindings

_BETWEEN = "\n"
"""Between tag and run in the name of a card; a tag of several lines still makes it unique."""


class HistogramCatalogue(Catalogue):
    """Lists the cards of histograms instead of the charts of scalars.

    Attributes
    ----------
    together : bool
        Whether all runs share the card of a tag.
    order : CardOrder
    findings : CardFindings or None
        By which cards are sorted that are not sorted by name.
    cards : mapping of str to Card
        By the names of charts.
    """

    def __init__(self) -> None:
        super().__init__()
        self.together = False
        self.order = CardOrder.NAME
        self.findings: CardFindings | None = None
        self.cards: Mapping[str, Card] = {}
        self._cards_key: object = None
        self._card_groups: Groups = ()
        self._order_key: object = None
        self._ordered_groups: Groups = ()
        self._definitions: Mapping[str, ChartDefinition] = {}
        self._histogram_tags: frozenset[str] = frozenset()
        self._passed_tags: tuple[str, ...] = ()

    def listing(self, session: Session, state: ScalarsState, tag: str | None) -> Listing:
        """Return what is listed and shown now."""
        listing = super().listing(session, state, tag)
        if not listing.runs:
            return listing
        self._update_cards(listing.shown, state.tag_filter)
        return replace(
            listing,
            groups=self._in_order(),
            tags=self._histogram_tags,
            listed_tags=self._passed_tags,
            definitions=self._definitions,
        )

    def _update_cards(self, shown: Sequence[Run], tag_filter: str) -> None:
        # The mapping of a run is replaced whenever it gains or loses a tag.
        key = (self.together, tag_filter, [run.indexed for run in shown])
        if key == self._cards_key:
            return
        from tbtui.analysis.tag_names import grouped

        self._cards_key = key
        runs_of: dict[str, list[str]] = {}
        for run in shown:
            for kind, tag in run.indexed:
                if kind == HISTOGRAMS:
                    runs_of.setdefault(tag, []).append(run.name)
        self._histogram_tags = frozenset(runs_of)
        matches = self.tag_filter.matcher(tag_filter)
        by_scope = join_single_tags(grouped(filter(matches, runs_of)))
        self._passed_tags = tuple(tag for _, tags in by_scope for tag in tags)
        self.cards, self._definitions = {}, {}
        several = len(shown) > 1
        # Titles are escaped as a whole, and a dot is no character of ASCII.
        between = " - " if symbols().is_ascii else " · "
        groups = []
        for heading, tags in by_scope:
            names: list[str] = []
            for tag in tags:
                for card in self._cards_of(tag, runs_of[tag]):
                    name = _BETWEEN.join((tag, *card.runs[:1])) if not self.together else tag
                    has_run = several and not self.together
                    title = f"{tag}{between}{card.runs[0]}" if has_run else tag
                    self.cards[name] = card
                    self._definitions[name] = ChartDefinition(title, (tag,))
                    names.append(name)
            groups.append((heading, tuple(names)))
        self._card_groups = tuple(groups)

    def _in_order(self) -> Groups:
        """Return the cards by name, or those first of which there is most."""
        if self.order is CardOrder.NAME or self.findings is None:
            return self._card_groups
        key = (self._card_groups, self.order, self.findings.revision)
        if key != self._order_key:
            self._order_key = key
            names = [name for _, names in self._card_groups for name in names]
            names.sort(key=self._amount, reverse=True)
            self._ordered_groups = ((f"by {self.order.value}", tuple(names)),) if names else ()
        return self._ordered_groups

    def _amount(self, name: str) -> float:
        """Return what a card is sorted by: of several runs the greatest, -inf if nobody knows."""
        card, findings = self.cards[name], self.findings
        found = [findings.of(run, card.tag) for run in card.runs] if findings is not None else []
        amounts = [_amount_of(one, self.order) for one in found if one is not None]
        return max((one for one in amounts if not math.isnan(one)), default=-math.inf)

    def _cards_of(self, tag: str, runs: Sequence[str]) -> list[Card]:
        if self.together:
            return [Card(tag, tuple(runs))]
        return [Card(tag, (run,)) for run in runs]


def _amount_of(findings: Findings, order: CardOrder) -> float:
    if order is CardOrder.DRIFT:
        return findings.drift
    return findings.range if order is CardOrder.RANGE else findings.zero_share
