"""Import what tabs need while nobody waits for them: to open one is quick then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App

from tbtui.dashboards import Dashboard

if TYPE_CHECKING:
    from tbtui.screens.session import Session
    from tbtui.store.store import Store

_KNOWN = "scalars"
"""The kind of value that runs do not list."""


class PreparedTabs(App[int]):
    """An application that imports the screens of tabs before they are opened."""

    if TYPE_CHECKING:
        session: Session

    _has_prepared = False

    def prepare_tabs(self, store: Store) -> None:
        """Import, in a thread, what the tabs need for which the logs hold something; only once."""
        if self._has_prepared or store.progress.loading:
            return
        self._has_prepared = True
        indexed = [run.indexed for run in store.runs]
        work = partial(prepare, self.session.tabs.shown, indexed)
        # Whatever cannot be imported says so when its tab is opened.
        self.run_worker(work, thread=True, name="prepare tabs", exit_on_error=False)


def prepare(
    dashboards: Sequence[Dashboard], indexed: Iterable[Mapping[tuple[str, str], object]]
) -> None:
    """Import what dashboards need for the kinds of value that there are.

    Parameters
    ----------
    dashboards : sequence of Dashboard
    indexed : iterable of mappings
        What each run holds: kind and tag are the keys.
    """
    found = {kind for mapping in indexed for kind, _ in mapping} | {_KNOWN}
    for dashboard in dashboards:
        if not found.isdisjoint(dashboard.kinds):
            dashboard.prepare()
