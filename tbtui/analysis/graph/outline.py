"""Which items of a graph are open, and the rows that this makes.

The items below an open one are a range in the order of the rows, so that the rows of any number of
open scopes are found by one pass over arrays: 100,000 items take a few milliseconds, open or not.

A node that calls functions can be opened too. What is below it is a copy of the functions: the
same items, but with an opening state of its own, told apart by the *calls* that lead to it. A
function within a call of itself cannot be opened, so that recursion ends.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.graph.model import DEFAULT_GROUPING, ROOT, Graph, Grouping, Kind

Calls = tuple[int, ...]
"""The calling nodes around a row, outermost first; empty for what is no copy."""

NO_CALLS: Calls = ()

_MOST_LIKE = 1_000
"""Open items that are looked for in another graph."""


class Rows(NamedTuple):
    """The rows in order.

    Attributes
    ----------
    items : int32[n]
    depths : int32[n]
        Levels of the tree around each row.
    calls : int32[n]
        Entry of ``chains`` of each row.
    chains : list of Calls
        The first one is empty.
    """

    items: NDArray[np.int32]
    depths: NDArray[np.int32]
    calls: NDArray[np.int32]
    chains: list[Calls]


class _Order(NamedTuple):
    """The items as they would follow each other if all were open.

    Attributes
    ----------
    items : int32[n]
        By place.
    sizes : int32[n]
        Items at and below each, by place.
    levels : int32[n]
        By place; 0 for the root.
    places : int32[k]
        By item, -1 for items without a row.
    """

    items: NDArray[np.int32]
    sizes: NDArray[np.int32]
    levels: NDArray[np.int32]
    places: NDArray[np.int32]


class Outline:
    """The open items of a graph.

    Parameters
    ----------
    graph : Graph
    grouping : Grouping
        Which series are folded into one.

    Attributes
    ----------
    top : int
        The item whose contents are shown: the root, or that of a subtree shown alone.
    """

    def __init__(self, graph: Graph, grouping: Grouping = DEFAULT_GROUPING) -> None:
        self.graph = graph
        self.top = ROOT
        self._grouping = grouping
        self._ranks: NDArray[np.float64] | None = None
        self._shown: NDArray[np.bool_] | None = None
        self._open: dict[Calls, NDArray[np.bool_]] = {
            NO_CALLS: np.zeros(graph.item_count, np.bool_)
        }
        self._known_order: _Order | None = None
        self._known_rows: Rows | None = None

    # Choices

    @property
    def grouping(self) -> Grouping:
        """Which series are folded into one."""
        return self._grouping

    def group(self, grouping: Grouping) -> None:
        """Fold other series; one that is unfolded cannot be shown alone."""
        self._grouping = grouping
        if self.graph.kind[self.top] == Kind.SERIES and not self.graph.is_folded(
            self.top, grouping
        ):
            self.top = ROOT
        self._known_order = self._known_rows = None

    def sort(self, ranks: NDArray[np.float64] | None) -> None:
        """Put siblings in another order.

        Parameters
        ----------
        ranks : float64[k] or None
            By item; lower ones come first, equal ones in the order of the graph, which None
            stands for.
        """
        self._ranks = ranks
        self._known_order = self._known_rows = None

    def show_only(self, shown: NDArray[np.bool_] | None) -> None:
        """Leave out all items but some.

        Parameters
        ----------
        shown : bool[k] or None
            By item; of an item that is shown, what it lies in has to be shown too. None: all.
        """
        self._shown = shown
        self._known_rows = None

    def isolate(self, item: int) -> None:
        """Show what is in one item and nothing else; all of it with the root."""
        self.top = item
        self._open[NO_CALLS][item] = True
        self._known_rows = None

    # Opening and closing

    def is_open(self, item: int, calls: Calls = NO_CALLS) -> bool:
        """Whether what is below an item is shown."""
        is_open = self._open.get(calls)
        return is_open is not None and bool(is_open[item])

    def can_open(self, item: int, calls: Calls = NO_CALLS) -> bool:
        """Whether there is anything below an item."""
        if self.graph.kind[item] != Kind.NODE:
            return not self.is_recursive(item, calls) and int(self.graph.end[item]) > item + 1
        return bool(self.graph.functions) and bool(self.graph.functions_called(item))

    def is_recursive(self, item: int, calls: Calls) -> bool:
        """Whether an item is a function that is called by itself."""
        if self.graph.kind[item] != Kind.FUNCTION:
            return False
        return any(self.graph.contains(item, call) for call in calls)

    def set_open(self, item: int, is_open: bool, calls: Calls = NO_CALLS) -> None:
        """Open or close an item."""
        if is_open and not self.can_open(item, calls):
            return
        self._opened(calls)[item] = is_open
        if is_open and self.graph.kind[item] == Kind.NODE:
            inside = self._opened((*calls, item))
            for _, function in self.graph.functions_called(item):
                inside[function] = not self.is_recursive(function, (*calls, item))
        self._known_rows = None

    def _opened(self, calls: Calls) -> NDArray[np.bool_]:
        is_open = self._open.get(calls)
        if is_open is None:
            is_open = self._open[calls] = np.zeros(self.graph.item_count, np.bool_)
        return is_open

    def expand_below(self, item: int, calls: Calls = NO_CALLS) -> None:
        """Open an item and everything below it, but no calls of functions."""
        is_open = self._opened(calls)
        if self.graph.kind[item] == Kind.NODE:
            self.set_open(item, True, calls)
            return
        below = slice(item, int(self.graph.end[item]))
        is_open[below] = self._is_container[below]
        self._known_rows = None

    def expand_to(self, depth: int) -> None:
        """Open all items of less than a number of levels, counted from the top, and no others."""
        order = self._order
        first = int(order.levels[order.places[self.top]])
        is_open = np.zeros(self.graph.item_count, np.bool_)
        is_open[order.items] = (order.levels < first + depth) & self._is_container[order.items]
        if self.graph.library < self.graph.tree_size:
            # Functions are looked at one by one.
            is_open[self.graph.library : self.graph.end[self.graph.library]] = False
        self._open = {NO_CALLS: is_open}
        self._known_rows = None

    def open_like(self, other: Outline) -> bool:
        """Open what is open in the outline of another graph; return whether there is any of it."""
        opened = np.flatnonzero(other._open[NO_CALLS])[:_MOST_LIKE].tolist()
        found = [self.graph.find(other.graph.name(item)) for item in opened if item != ROOT]
        items = [item for item in found if item is not None and self.can_open(item)]
        self._open[NO_CALLS][items] = True
        self._known_rows = None
        return bool(items)

    @functools.cached_property
    def _is_container(self) -> NDArray[np.bool_]:
        is_container: NDArray[np.bool_] = self.graph.kind != Kind.NODE
        return is_container

    @functools.cached_property
    def deepest(self) -> int:
        """Levels of the deepest item."""
        return int(self.graph.depth[: self.graph.tree_size].max(initial=0))

    def reveal(self, item: int) -> int:
        """Open what an item lies in, and return its row; -1 for what has none, even so."""
        if self.top != ROOT and not self.graph.contains(self.top, item):
            self.top = ROOT
            self._known_rows = None
        is_open = self._open[NO_CALLS]
        around = int(self.graph.parent[item])
        while around > self.top and around >= 0:
            if not is_open[around]:
                is_open[around] = True
                self._known_rows = None
            around = int(self.graph.parent[around])
        return self.row_of(item)

    def row_of(self, item: int, calls: Calls = NO_CALLS) -> int:
        """Return the row of an item, -1 where it has none."""
        rows = self.rows
        if calls not in rows.chains:
            return -1
        chain = rows.chains.index(calls)
        found = np.flatnonzero((rows.items == item) & (rows.calls == chain))
        return int(found[0]) if len(found) else -1

    def nearest_row(self, item: int, calls: Calls = NO_CALLS) -> int:
        """Return the row of an item, else of the nearest item around it; at least 0."""
        while calls:
            row = self.row_of(item, calls)
            if row >= 0 or item <= ROOT:
                return max(row, 0)
            if self.graph.kind[item] == Kind.FUNCTION:
                item, calls = calls[-1], calls[:-1]
            else:
                item = int(self.graph.parent[item])
        # One look at all rows, not one for each of perhaps thousands of levels.
        plain = np.flatnonzero(self.rows.calls == 0)
        row_of = np.full(self.graph.item_count, -1, np.int64)
        row_of[self.rows.items[plain]] = plain
        while row_of[item] < 0 and item > ROOT:
            item = int(self.graph.parent[item])
        return max(int(row_of[item]), 0)

    # Rows

    @property
    def rows(self) -> Rows:
        """The rows as they are now."""
        if self._known_rows is None:
            chains: list[Calls] = [NO_CALLS]
            items, depths, calls = self._below(self.top, 0, NO_CALLS, chains)
            self._known_rows = Rows(items, depths, calls, chains)
        return self._known_rows

    def _below(
        self, top: int, depth: int, calls: Calls, chains: list[Calls]
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """Return the rows below an item of a tree or of a copy of a function."""
        order = self._order
        place = int(order.places[top])
        below = slice(place + 1, place + int(order.sizes[place]))
        items = order.items[below]
        seen = _visible(order.sizes[below], self._opened(calls)[items])
        if self._shown is not None:
            seen &= self._shown[items]
        rows = np.flatnonzero(seen)
        items = items[rows]
        depths = order.levels[below][rows] - (int(order.levels[place]) + 1 - depth)
        chain = np.full(len(items), chains.index(calls), np.int32)
        return self._with_calls(items, depths.astype(np.int32), chain, calls, chains)

    def _with_calls(
        self,
        items: NDArray[np.int32],
        depths: NDArray[np.int32],
        chain: NDArray[np.int32],
        calls: Calls,
        chains: list[Calls],
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """Put the functions that open nodes call below these."""
        opened = self._opened(calls)[items] & (self.graph.kind[items] == Kind.NODE)
        if not opened.any():
            return items, depths, chain
        pieces = []
        start = 0
        for row in np.flatnonzero(opened).tolist():
            pieces.append((items[start : row + 1], depths[start : row + 1], chain[start : row + 1]))
            start = row + 1
            inside = (*calls, int(items[row]))
            chains.append(inside)
            number, depth = len(chains) - 1, int(depths[row]) + 1
            for function in dict.fromkeys(
                one for _, one in self.graph.functions_called(int(items[row]))
            ):
                pieces.append(
                    (
                        np.array([function], np.int32),
                        np.array([depth], np.int32),
                        np.array([number], np.int32),
                    )
                )
                if self._opened(inside)[function] and not self.is_recursive(function, inside):
                    pieces.append(self._below(function, depth + 1, inside, chains))
        pieces.append((items[start:], depths[start:], chain[start:]))
        first, second, third = (np.concatenate(parts) for parts in zip(*pieces, strict=True))
        return first, second, third

    @property
    def _order(self) -> _Order:
        if self._known_order is None:
            self._known_order = _order(self.graph, self._grouping, self._ranks)
        return self._known_order


def _visible(sizes: NDArray[np.int32], is_open: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which of the items of a range are in no closed one."""
    closed = np.flatnonzero(~is_open & (sizes > 1))
    change = np.zeros(len(sizes) + 1, np.int32)
    change[closed + 1] = 1
    change -= np.bincount(closed + sizes[closed], minlength=len(change)).astype(np.int32)
    hidden: NDArray[np.bool_] = np.cumsum(change[:-1]) == 0
    return hidden


def _order(graph: Graph, grouping: Grouping, ranks: NDArray[np.float64] | None) -> _Order:
    count = graph.tree_size
    end, parent = graph.end[:count], graph.parent[:count].copy()
    loose = np.zeros(count, np.bool_)
    series = np.flatnonzero(graph.kind[:count] == Kind.SERIES)
    loose[series] = end[series] - series - 1 < grouping.minimum
    for one in {*grouping.grouped, *grouping.ungrouped}:
        loose[one] = not graph.is_folded(one, grouping)
    before = np.concatenate([np.zeros(1, np.int32), np.cumsum(~loose, dtype=np.int32)])
    sizes = before[end] - before[:count]
    places = np.where(loose, -1, before[:count])
    change = np.zeros(count + 1, np.int32)
    starts = np.flatnonzero(loose)
    np.add.at(change, starts, 1)
    np.subtract.at(change, end[starts], 1)
    levels = graph.depth[:count] - np.cumsum(change[:-1])
    if ranks is not None:
        in_loose = np.flatnonzero((parent >= 0) & loose[np.maximum(parent, 0)])
        parent[in_loose] = parent[parent[in_loose]]
        places = _sorted_places(parent, sizes, loose, ranks[:count])
    with_row = np.flatnonzero(~loose)
    items = np.empty(len(with_row), np.int32)
    items[places[with_row]] = with_row
    by_item = np.full(graph.item_count, -1, np.int32)
    by_item[:count] = places
    return _Order(items, sizes[items].astype(np.int32), levels[items].astype(np.int32), by_item)


def _sorted_places(
    parent: NDArray[np.int32],
    sizes: NDArray[np.int32],
    loose: NDArray[np.bool_],
    ranks: NDArray[np.float64],
) -> NDArray[np.int32]:
    """Return where each item stands when siblings are sorted."""
    count = len(parent)
    with_row = np.flatnonzero(~loose)[1:]
    siblings = with_row[np.lexsort((ranks[with_row], parent[with_row]))]
    before = np.cumsum(sizes[siblings]) - sizes[siblings]
    parents = parent[siblings]
    is_first = np.concatenate(
        [np.ones(min(1, len(parents)), np.bool_), parents[1:] != parents[:-1]]
    )
    firsts = np.flatnonzero(is_first)
    group = np.cumsum(is_first) - 1
    # How far behind its parent; then behind its grandparent, and so on in ever longer strides.
    places = np.zeros(count, np.int64)
    places[siblings] = before - before[firsts][group] + 1
    above = np.where(loose, ROOT, np.maximum(parent, ROOT))
    while above.any():
        places += places[above]
        above = above[above]
    places[loose] = -1
    return places.astype(np.int32)
