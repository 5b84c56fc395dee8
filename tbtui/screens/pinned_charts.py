"""Charts that the user wants to see first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

PINNED_GROUP = "pinned charts"


@dataclass
class PinnedCharts:
    """The one owner of what is known about pins.

    Attributes
    ----------
    names : tuple of str
        Charts in the order in which they were pinned. One that does not exist at present stays
        among them: its runs may only be hidden, or not have been read yet.
    """

    names: tuple[str, ...] = ()

    def toggle(self, chart: str) -> bool:
        """Pin a chart after those that are, or unpin it; return whether it is pinned now."""
        if chart in self.names:
            self.names = tuple(name for name in self.names if name != chart)
            return False
        self.names = (*self.names, chart)
        return True

    def rename(self, chart: str, new_name: str) -> None:
        """Take notice that a chart goes by another name."""
        names = (new_name if name == chart else name for name in self.names)
        self.names = tuple(dict.fromkeys(names))

    def saved(self) -> list[str]:
        """Return what `restore` takes."""
        return list(self.names)

    def restore(self, names: Iterable[str]) -> None:
        """Take over what was saved."""
        self.names = tuple(dict.fromkeys(names))
