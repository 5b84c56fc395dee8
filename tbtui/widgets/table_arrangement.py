"""How the user wants the columns of a table: which, in which order, how wide, what sorts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tbtui.widgets.table_columns import NAME_KEY
from tbtui.widgets.table_contents import SortKey

if TYPE_CHECKING:
    from tbtui.config.view_state import Section

NARROWEST, WIDEST = 4, 60
MOST_FROZEN = 100
DIRECTIONS = ("up", "down", "none")
"""Which values of a column are better: high ones, low ones, neither."""


@dataclass
class TableArrangement:
    """The one owner of how a table is arranged.

    Attributes
    ----------
    chosen : tuple of str or None
        Keys of the columns in their order; None for those that the dashboard finds telling.
    sorts : tuple of SortKey
        The first decides first; none for the order that rows come in.
    frozen : int
        So many columns at the start stay in view.
    widths : dict of str to int
    directions : dict of str to str
        What the user says about columns.
    """

    chosen: tuple[str, ...] | None = None
    sorts: tuple[SortKey, ...] = ()
    frozen: int = 0
    widths: dict[str, int] = field(default_factory=dict)
    directions: dict[str, str] = field(default_factory=dict)

    def sort_by(self, key: str, *, descending: bool) -> None:
        """Sort by one column: first one way, then the other, then no longer."""
        known = self.sorts[0] if self.sorts else None
        if known is None or known.column != key:
            self.sorts = (SortKey(key, descending),)
        elif known.descending == descending:
            self.sorts = (SortKey(key, not descending), *self.sorts[1:])
        else:
            self.sorts = self.sorts[1:]

    def also_sort_by(self, key: str, *, descending: bool) -> None:
        """Let a column decide where those before it do not: one way, the other, no longer."""
        known = next((sort for sort in self.sorts if sort.column == key), None)
        if known is None:
            self.sorts = (*self.sorts, SortKey(key, descending))
        elif known.descending == descending:
            turned = SortKey(key, not descending)
            self.sorts = tuple(turned if sort is known else sort for sort in self.sorts)
        else:
            self.sorts = tuple(sort for sort in self.sorts if sort is not known)

    def widen(self, key: str, width: int) -> None:
        """Make a column so many cells wide, within reason."""
        self.widths[key] = max(NARROWEST, min(WIDEST, width))

    def move(self, keys: Sequence[str], key: str, columns: int) -> None:
        """Move a column by a number of places.

        Parameters
        ----------
        keys : sequence of str
            The columns that are shown.
        """
        moved = list(keys)
        place = moved.index(key)
        moved.pop(place)
        moved.insert(max(0, min(len(moved), place + columns)), key)
        self.chosen = tuple(moved)

    def hide(self, keys: Sequence[str], key: str) -> None:
        """Show a column no longer."""
        place = list(keys).index(key)
        self.chosen = tuple(shown for shown in keys if shown != key)
        if place < self.frozen:
            self.frozen -= 1

    def toggle(self, keys: Sequence[str], key: str) -> None:
        """Show a column behind the others, or no longer."""
        if key in keys:
            self.hide(keys, key)
        else:
            self.chosen = (*keys, key)

    def freeze(self, columns: int) -> None:
        """Keep so many columns in view; the same number again: none."""
        self.frozen = 0 if self.frozen == columns else columns

    def turn(self, key: str, direction: str) -> None:
        """Go on to the next direction of a column from the one that it has."""
        place = DIRECTIONS.index(direction) if direction in DIRECTIONS else -1
        self.directions[key] = DIRECTIONS[(place + 1) % len(DIRECTIONS)]

    def saved(self) -> dict[str, Any]:
        """Return what to keep until the next start."""
        return {
            "columns": None if self.chosen is None else list(self.chosen),
            "sorts": [sort.column for sort in self.sorts],
            "descending": [sort.column for sort in self.sorts if sort.descending],
            "frozen": self.frozen,
            "widths": dict(self.widths),
            "directions": dict(self.directions),
        }

    def restore(self, saved: Section) -> None:
        """Take up what was kept."""
        if saved.is_list("columns"):
            self.chosen = saved.texts("columns")
        descending = set(saved.texts("descending"))
        self.sorts = tuple(SortKey(key, key in descending) for key in saved.texts("sorts"))
        self.frozen = saved.whole_number("frozen", 0, 0, MOST_FROZEN)
        widths = saved.section("widths")
        self.widths = {
            key: width
            for key in widths.names()
            if (width := widths.whole_number(key, 0, NARROWEST, WIDEST))
        }
        self.directions = {
            key: direction
            for key, direction in saved.mapping("directions").items()
            if direction in DIRECTIONS and key != NAME_KEY
        }
