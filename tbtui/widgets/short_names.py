"""Names of runs in a narrow column: what is cut off is what tells least."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tbtui.plot.text import cell_width, clip_middle, escape
from tbtui.widgets.fitting import shorten_path


class ShortNames:
    """Shortens names, each in the same way for as long as it stands among the same others.

    Leading directories go first, ``…/lr=0.1,seed=0`` for ``sweep/lr=0.1,seed=0``, as long as the
    rest is enough to tell the names apart; else the middle goes.
    """

    def __init__(self) -> None:
        self._names: Sequence[str] = ()
        self._by_width: dict[int, dict[str, str]] = {}

    def use(self, names: Sequence[str]) -> None:
        """Take notice of the names that stand together."""
        if names is not self._names and tuple(names) != tuple(self._names):
            self._by_width.clear()
        self._names = names

    def of(self, name: str, width: int) -> str:
        """Return a name, escaped, in at most so many cells."""
        shortened = self._by_width.get(width)
        if shortened is None:
            shortened = self._by_width[width] = _shortened(self._names, width)
        return shortened[name]


def _shortened(names: Sequence[str], width: int) -> dict[str, str]:
    ends = {name: shorten_path(escape(name), width) for name in names}
    uses = Counter(ends.values())
    return {
        name: end
        if uses[end] == 1 and cell_width(end) <= width
        else clip_middle(escape(name), width)
        for name, end in ends.items()
    }
