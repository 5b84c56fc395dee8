"""Which run has which colour: decided by its name, the same everywhere and every day."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

from tbtui.plot.theme import DARK


class RunColors:
    """Colours of runs, stable while runs come and go.

    The name of a run picks its preferred slot of the palette. When another run has it already, the
    next free slot is taken; when none is free, the least used one, starting from the preferred. A
    run keeps its slot for as long as this object lives.

    Parameters
    ----------
    palette
        Colours as ``#rrggbb``, at least one.
    """

    def __init__(self, palette: Sequence[str] = DARK.series) -> None:
        self._palette = tuple(palette)
        self._slots: dict[str, int] = {}
        self._uses = [0] * len(self._palette)

    def assign(self, names: Iterable[str]) -> None:
        """Give every name that has no slot yet one, in the order of the names.

        Assigning a whole set at once makes the colours independent of the order in which its
        runs were found.
        """
        for name in sorted(set(names).difference(self._slots)):
            slot = self._least_used_slot(_preferred_slot(name, len(self._uses)))
            self._slots[name] = slot
            self._uses[slot] += 1

    def color(self, name: str) -> str:
        """Colour of a run as ``#rrggbb``; a name that was never assigned is assigned now."""
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

    def _least_used_slot(self, preferred: int) -> int:
        count = len(self._uses)
        probes = [(preferred + distance) % count for distance in range(count)]
        return min(probes, key=self._uses.__getitem__)


def _preferred_slot(name: str, count: int) -> int:
    # Python's own hash of a string changes with every process.
    return zlib.crc32(name.encode("utf-8", "surrogatepass")) % count
