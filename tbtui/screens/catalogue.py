"""Which runs and tags are listed and shown, given the store, the filters and the selection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tbtui.screens.session import Session
    from tbtui.store.run import Run

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
    tag_count : int
        Tags of the shown runs before the filter.
    """

    runs: dict[str, Run]
    listed: tuple[str, ...] = ()
    shown: tuple[Run, ...] = ()
    groups: Groups = ()
    tag_count: int = 0


class Catalogue:
    """Computes the listing, anew only for what has changed since the last time."""

    def __init__(self) -> None:
        self._tags_key: object = None
        self._groups: Groups = ()
        self._tag_count = 0

    def listing(self, session: Session, run_filter: str, tag_filter: str) -> Listing:
        """Return what is listed and shown now.

        Raises
        ------
        FilterError
            When a filter is not a regular expression.
        """
        store = session.store
        if store is None or not store.runs:
            return Listing({})
        from tbtui.analysis.filters import matcher

        runs = {run.name: run for run in store.runs}
        matches = matcher(run_filter)
        listed = tuple(name for name in runs if matches(name))
        shown = tuple(runs[name] for name in listed if session.selection.is_shown(name))
        self._update_tags(shown, tag_filter)
        return Listing(runs, listed, shown, self._groups, self._tag_count)

    def _update_tags(self, shown: Sequence[Run], tag_filter: str) -> None:
        # The mapping of a run is replaced whenever it gains or loses a tag.
        # What is known must keep it alive: the next one may be put into the same place in memory.
        key = (tag_filter, [run.scalars for run in shown])
        if key == self._tags_key:
            return
        from tbtui.analysis.filters import matcher
        from tbtui.analysis.tag_names import grouped

        # In the order of the files, in which they are nearly sorted.
        tags = dict.fromkeys(chain.from_iterable(run.scalars for run in shown))
        self._tag_count = len(tags)
        passed = filter(matcher(tag_filter), tags) if tag_filter.strip() else tags
        self._groups = join_single_tags(grouped(passed))
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
