"""In which order charts stand: pinned ones, combined ones, then those of tags."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from tbtui.screens.combined_charts import COMBINED_GROUP
from tbtui.screens.pinned_charts import PINNED_GROUP

if TYPE_CHECKING:
    from tbtui.screens.catalogue import Groups
    from tbtui.widgets.chart_scene import ChartDefinition


class ChartOrder:
    """Puts charts below their headings, anew only when something has changed."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._groups: Groups = ()

    def groups(
        self,
        listed: Groups,
        tags: Collection[str],
        combined: Mapping[str, ChartDefinition],
        pinned: tuple[str, ...],
    ) -> Groups:
        """Return all charts below their headings, each once.

        Parameters
        ----------
        listed : tuple of (str, tuple of str)
            Charts that the filter lets through.
        tags : collection of str
            All tags of the shown runs: a pinned chart is shown whatever the filter is.
        combined : mapping of str to ChartDefinition
            Shown where the filter lets any of their tags through.
        pinned : tuple of str
            Names of charts, whether there are such charts or not.

        Returns
        -------
        tuple of (str, tuple of str)
            The same object as long as nothing has changed.
        """
        known = self._key
        key = (listed, tags, combined, pinned)
        # With ten thousand tags, comparing them would be felt at every key.
        if (
            not known
            or pinned != known[3]
            or any(new is not old for new, old in zip(key[:3], known[:3], strict=True))
        ):
            self._key = key
            self._groups = _ordered(listed, tags, combined, pinned)
        return self._groups


def _ordered(
    listed: Groups,
    tags: Collection[str],
    combined: Mapping[str, ChartDefinition],
    pinned: tuple[str, ...],
) -> Groups:
    if not combined and not pinned:
        return listed
    let_through = {chart for _, charts in listed for chart in charts}
    first = tuple(
        name for name in pinned if name in let_through or name in tags or name in combined
    )
    second = tuple(
        name
        for name, definition in combined.items()
        if name not in first and not let_through.isdisjoint(definition.tags)
    )
    taken = set(first)
    rest = ((group, tuple(c for c in charts if c not in taken)) for group, charts in listed)
    groups = ((PINNED_GROUP, first), (COMBINED_GROUP, second), *rest)
    return tuple((group, charts) for group, charts in groups if charts)
