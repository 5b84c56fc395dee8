"""Which runs and tags are listed and shown, given the store, the filters and the selection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from tbtui.screens.display_names import DisplayNames
from tbtui.screens.run_listing import RunFilter, TagFilter, listed_runs

if TYPE_CHECKING:
    from tbtui.screens.scalars_state import ScalarsState
    from tbtui.screens.session import Session
    from tbtui.store.run import Run
    from tbtui.store.store import Store
    from tbtui.widgets.chart_scene import ChartDefinition

Groups = tuple[tuple[str, tuple[str, ...]], ...]

NO_SCOPE = "tags without a scope"


@dataclass(frozen=True)
class Listing:
    """What the lists and charts are about.

    Attributes
    ----------
    runs : dict of str to Run
        All runs by name, in the order of the store.
    listed : tuple of str
        Names that the run filter lets through.
    shown : tuple of Run
        Listed runs that are not hidden.
    groups : tuple of (str, tuple of str)
        Tags of the shown runs that the tag filter lets through.
    tags : frozenset of str
        Tags of the shown runs before the filter.
    listed_tags : tuple of str
        Those that the filter lets through, in reading order.
    folded : frozenset of str
        Runs that are left out of the list, as they only belong to others.
    titles : mapping of str to str
        Display names of tags.
    definitions : mapping of str to ChartDefinition
        What charts show that are not named after a tag.
    """

    runs: dict[str, Run]
    listed: tuple[str, ...] = ()
    shown: tuple[Run, ...] = ()
    groups: Groups = ()
    tags: frozenset[str] = frozenset()
    listed_tags: tuple[str, ...] = ()
    folded: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, ChartDefinition] = field(default_factory=dict)

    @property
    def tag_count(self) -> int:
        """How many tags the shown runs have before the filter."""
        return len(self.tags)


class Catalogue:
    """Computes the listing, anew only for what has changed since the last time."""

    def __init__(self) -> None:
        self.run_filter = RunFilter()
        self.tag_filter = TagFilter()
        self._tags_key: object = None
        self._appended: frozenset[str] = frozenset()
        self._appended_of: object = None
        self._groups: Groups = ()
        self._tags: frozenset[str] = frozenset()
        self._listed_tags: tuple[str, ...] = ()
        self._titles = DisplayNames(())

    def listing(self, session: Session, state: ScalarsState, tag: str | None) -> Listing:
        """Return what is listed and shown now.

        While a filter is being typed it is wrong most of the time: what it let through before
        stays, and `run_filter` and `tag_filter` tell what is the matter.

        Parameters
        ----------
        session : Session
        state : ScalarsState
        tag : str or None
            The tag by whose last values runs are sorted and picked.
        """
        store = session.store
        if store is None or not store.runs:
            return Listing({})
        runs = {run.name: run for run in store.runs}
        passed = self.run_filter.passed(state.run_filter, store.runs, store.revision)
        folded = self._folded(store, state)
        passed = tuple(name for name in passed if name not in folded)
        listed = listed_runs(passed, runs, state.runs, tag)
        # Charts and legends keep their order, however the list is sorted.
        names = frozenset(listed)
        is_shown = session.selection.is_shown
        shown = tuple(run for name, run in runs.items() if name in names and is_shown(name))
        self._update_tags(shown, state.tag_filter)
        return Listing(
            runs,
            listed,
            shown,
            self._groups,
            self._tags,
            self._listed_tags,
            folded,
            self._titles,
        )

    def _folded(self, store: Store, state: ScalarsState) -> frozenset[str]:
        """Return the runs that are not listed, unless they are looked for or in front."""
        if not state.runs.folds_appended or state.run_filter.strip():
            return frozenset()
        known = (store.runs, store.revision)
        if known != self._appended_of:
            from tbtui.analysis.appended_runs import appended_runs

            self._appended, self._appended_of = appended_runs(store.runs), known
        return self._appended - state.runs.emphasised

    def _update_tags(self, shown: Sequence[Run], tag_filter: str) -> None:
        # The mapping of a run is replaced whenever it gains or loses a tag.
        # What is known must keep it alive: the next one may be put into the same place in memory.
        key = (tag_filter, [run.scalars for run in shown])
        if key == self._tags_key:
            return
        from tbtui.analysis.tag_names import grouped

        matches = self.tag_filter.matcher(tag_filter)
        # In the order of the files, in which they are nearly sorted.
        tags = dict.fromkeys(chain.from_iterable(run.scalars for run in shown))
        # The same object as long as they are the same, for whoever has to know.
        if tags.keys() != self._tags:
            self._tags = frozenset(tags)
        passed = filter(matches, tags) if tag_filter.strip() else tags
        self._groups = join_single_tags(grouped(passed))
        self._listed_tags = tuple(tag for _, charts in self._groups for tag in charts)
        self._titles = DisplayNames(shown)
        self._tags_key = key


def join_single_tags(groups: Sequence[tuple[str, Sequence[str]]]) -> Groups:
    """Put neighbouring tags that have no scope into one group, instead of one each."""
    joined: list[tuple[str, list[str]]] = []
    for group, tags in groups:
        is_single = len(tags) == 1 and "/" not in tags[0]
        if is_single and joined and joined[-1][0] == NO_SCOPE:
            joined[-1][1].extend(tags)
        else:
            joined.append((NO_SCOPE if is_single else group, list(tags)))
    return tuple((group, tuple(tags)) for group, tags in joined)
