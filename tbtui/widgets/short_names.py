"""Names of runs in a narrow column: what is cut off is what tells least."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Container, Sequence

from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip, clip_middle, escape
from tbtui.widgets.fitting import shorten_path


class ShortNames:
    """Shortens names, each in the same way for as long as it stands among the same others.

    Leading directories go first, ``…/lr=0.1,seed=0`` for ``sweep/lr=0.1,seed=0``, as long as the
    rest is enough to tell the names apart; else the middle goes, or what names have in common. Two
    names never look the same: a number tells apart what has no room to differ.
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
    escaped = {name: escape(name) for name in names}
    chosen: dict[str, str] = {}
    for shorten in (_all_path, _all_middle, _all_differing):
        rest = [name for name in escaped if name not in chosen]
        forms = dict(zip(rest, shorten([escaped[name] for name in rest], width), strict=True))
        uses = Counter((*chosen.values(), *forms.values()))
        chosen |= {
            name: form
            for name, form in forms.items()
            if uses[form] == 1 and cell_width(form) <= width
        }
    taken = set(chosen.values())
    for name, text in escaped.items():
        if name not in chosen:
            chosen[name] = _numbered(text, width, taken)
            taken.add(chosen[name])
    return chosen


def _all_path(names: Sequence[str], width: int) -> list[str]:
    return [shorten_path(name, width) for name in names]


def _all_middle(names: Sequence[str], width: int) -> list[str]:
    return [clip_middle(name, width) for name in names]


def _all_differing(names: Sequence[str], width: int) -> list[str]:
    """Begin where names differ of which the middle tells nothing apart."""
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(clip_middle(name, width), []).append(name)
    starts = {form: _common_length(several) for form, several in alike.items()}
    shown = [name[starts[clip_middle(name, width)] :] for name in names]
    return [clip(symbols().ellipsis + rest, width) for rest in shown]


def _common_length(texts: Sequence[str]) -> int:
    """Return how many characters all texts have in common at their start."""
    first, last = min(texts), max(texts)
    pairs = enumerate(zip(first, last, strict=False))
    return next((place for place, (one, other) in pairs if one != other), len(first))


def _numbered(name: str, width: int, taken: Container[str]) -> str:
    """Tell a name from all others by a number, where nothing else does."""
    forms = (clip(name, max(0, width - len(f"{n}"))) + f"{n}" for n in itertools.count(2))
    return next(form for form in forms if form not in taken)
