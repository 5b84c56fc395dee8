"""Which dashboards have a tab: some only when the logs hold something for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tbtui.dashboards import DASHBOARDS, Dashboard

if TYPE_CHECKING:
    from tbtui.store.store import Store


class Tabs:
    """The dashboards that can be opened at present.

    A tab that has appeared stays until the program ends: it must not go away below somebody's
    hands, and its dashboard can say why there is nothing to see.

    Parameters
    ----------
    dashboards : sequence of Dashboard
        All that there are, in the order of their tabs.

    Attributes
    ----------
    shown : tuple of Dashboard
        In the order of their numbers.
    """

    def __init__(self, dashboards: Sequence[Dashboard] = DASHBOARDS) -> None:
        self._dashboards = tuple(dashboards)
        self._found: set[str] = set()
        self._looked_at: Mapping[int, Mapping[tuple[str, str], object]] = {}
        self.shown = self._with_data()

    def _with_data(self) -> tuple[Dashboard, ...]:
        return tuple(
            dashboard
            for dashboard in self._dashboards
            if not dashboard.optional or not self._found.isdisjoint(dashboard.kinds)
        )

    def named(self, name: str) -> Dashboard | None:
        """Return the dashboard of this name, if it has a tab."""
        return next((tab for tab in self.shown if tab.name == name), None)

    def look_for_more(self, store: Store) -> None:
        """Show the tabs of all kinds of value that the store holds."""
        if len(self.shown) == len(self._dashboards):
            return
        # What a run holds is another mapping whenever there is another tag.
        indexed = {id(run.indexed): run.indexed for run in store.runs}
        new = [mapping for key, mapping in indexed.items() if key not in self._looked_at]
        self._looked_at = indexed
        found = _kinds(new) - self._found
        if found:
            self._found |= found
            self.shown = self._with_data()


def _kinds(indexed: Iterable[Mapping[tuple[str, str], object]]) -> set[str]:
    return {kind for mapping in indexed for kind, _ in mapping}
