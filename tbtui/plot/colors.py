"""Which run has which colour: decided by its name, the same everywhere and every day."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

from tbtui.plot.theme import DARK

_FIRST_SLOTS = 5
"""Slots that are filled before the others."""


class RunColors:
    """Colours of runs, stable while runs come and go.

    The name of a run picks its preferred slot among the first of the palette, which are the easiest
    to tell apart. When another run has it already, the next free slot of these is taken, then one
    of the others; when none is free, the least used one in the same order. A run keeps its slot for
    as long as this object lives.

    Parameters
    ----------
    palette
        Inks, at least one.
    in_order
        Let runs take the slots one after the other instead: letters are to be found in a list.
    """

    def __init__(self, palette: Sequence[str] = DARK.series, *, in_order: bool = False) -> None:
        self._palette = tuple(palette)
        self._slots: dict[str, int] = {}
        self._uses = [0] * len(self._palette)
        self._in_order = in_order

    @property
    def palette(self) -> tuple[str, ...]:
        """The inks of the slots."""
        return self._palette

    def assign(self, names: Iterable[str]) -> None:
        """Give every name that has no slot yet one, in alphabetical order.

        Assigning a whole set at once makes the colours independent of the order in which its
        runs were found.
        """
        # Which run comes first must not decide on colours, but letters rise along the list.
        wanted = dict.fromkeys(names) if self._in_order else sorted(set(names))
        for name in wanted:
            if name in self._slots:
                continue
            slot = self._least_used_slot(name)
            self._slots[name] = slot
            self._uses[slot] += 1

    def color(self, name: str) -> str:
        """Ink of a run; a name that was never assigned is assigned now."""
        return self._palette[self.slot(name)]

    def slot(self, name: str) -> int:
        """Position of a run in the palette, for terminals that tell series apart without colour."""
        if name not in self._slots:
            self.assign([name])
        return self._slots[name]

    def use_palette(self, palette: Sequence[str]) -> None:
        """Show the same slots in other colours, as when the theme changes.

        Raises
        ------
        ValueError
            If the palette does not have as many colours as the one that it replaces.
        """
        if len(palette) != len(self._palette):
            raise ValueError(f"a palette of {len(self._palette)} colours is needed")
        self._palette = tuple(palette)

    def _least_used_slot(self, name: str) -> int:
        if self._in_order:
            return min(range(len(self._uses)), key=self._uses.__getitem__)
        first = min(_FIRST_SLOTS, len(self._uses))
        # Python's own hash of a string changes with every process.
        preferred = zlib.crc32(name.encode("utf-8", "surrogatepass")) % first
        probes = [(preferred + distance) % first for distance in range(first)]
        probes += range(first, len(self._uses))
        return min(probes, key=self._uses.__getitem__)
