"""From the names of nodes to a tree: scopes, and the place of every node in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


@dataclass
class NameTree:
    """A tree that grows as names are added. Parents are always older than their children.

    Attributes
    ----------
    parents : list of int
        By tree node; that of the root, which is the first one, is -1.
    labels : list of str
        The last part of each name.
    first_nodes : list of int
        The number of the graph's node for which each was made: the order of siblings.
    """

    parents: list[int] = field(default_factory=lambda: [-1])
    labels: list[str] = field(default_factory=lambda: [""])
    first_nodes: list[int] = field(default_factory=lambda: [-1])
    _scopes: dict[tuple[int, str], int] = field(default_factory=dict)

    def scope(self, parent: int, label: str, first_node: int) -> int:
        """Return the scope of this label, which is made if it is new."""
        key = parent, label
        known = self._scopes.get(key)
        if known is None:
            known = self._scopes[key] = self.add(parent, label, first_node)
        return known

    def add(self, parent: int, label: str, first_node: int) -> int:
        """Append a tree node and return its number."""
        self.parents.append(parent)
        self.labels.append(label)
        self.first_nodes.append(first_node)
        return len(self.parents) - 1

    def add_named(self, root: int, names: Sequence[str], nodes: Sequence[int]) -> range:
        """Add nodes by their names and return their tree nodes.

        A node ``A`` beside a scope ``A`` becomes ``A/(A)``, as in TensorBoard.

        Parameters
        ----------
        root : int
            The tree node that the names are below.
        names : sequence of str
        nodes : sequence of int
            Their numbers, in ascending order.
        """
        cuts = [name.rfind("/") + 1 for name in names]
        labels = [name[cut:] for name, cut in zip(names, cuts, strict=True)]
        paths = [name[:cut] for name, cut in zip(names, cuts, strict=True)]
        # Few paths belong to many names; the first of these makes the scopes.
        first_of_path = dict(zip(reversed(paths), reversed(nodes), strict=True))
        scope_of_path = {"": root}
        for path in dict.fromkeys(paths):
            scope = root
            for label in path.split("/")[:-1]:
                scope = self.scope(scope, label, first_of_path[path])
            scope_of_path[path] = scope
        parents = [scope_of_path[path] for path in paths]
        scopes = self._scopes
        ambiguous = {label for _, label in scopes}.intersection(labels)
        if ambiguous:
            for index, label in enumerate(labels):
                if label in ambiguous and (parents[index], label) in scopes:
                    parents[index] = scopes[parents[index], label]
                    labels[index] = f"({label})"
        first = len(self.parents)
        self.parents += parents
        self.labels += labels
        self.first_nodes += nodes
        return range(first, first + len(names))

    def nearest_scope(self, root: int, name: str) -> int:
        """Return the deepest scope that exists on the way to a name."""
        scope = root
        for label in name.split("/")[:-1]:
            inner = self._scopes.get((scope, label))
            if inner is None:
                break
            scope = inner
        return scope


class Preorder(NamedTuple):
    """New numbers of tree nodes, so that each one's descendants follow it.

    Attributes
    ----------
    order : int64[n]
        The tree nodes in their new order.
    places : int64[n]
        The new number of each.
    sizes, depths : int64[n]
        In the new order: of each tree node how many it and its descendants are, and how deep it
        lies.
    """

    order: NDArray[np.int64]
    places: NDArray[np.int64]
    sizes: NDArray[np.int64]
    depths: NDArray[np.int64]


def preorder(parents: NDArray[np.int32], keys: NDArray[np.int64]) -> Preorder:
    """Give tree nodes new numbers, so that each one's descendants follow it.

    Parameters
    ----------
    parents : int32[n]
        That of the root, the first one, is -1.
    keys : int64[n]
        Siblings are ordered by these.
    """
    count = len(parents)
    above = np.maximum(parents, 0)
    depths = _sums_to_root((parents >= 0).astype(np.int64), above)
    sizes = np.ones(count, np.int64)
    by_depth = np.argsort(depths, kind="stable")
    bounds = np.searchsorted(depths[by_depth], np.arange(1, int(depths.max()) + 2)).tolist()
    for first, end in zip(bounds[-2::-1], bounds[:0:-1], strict=True):
        level = by_depth[first:end]
        np.add.at(sizes, parents[level], sizes[level])
    # One key, as to sort by two takes several times as long; the root comes first.
    siblings = np.argsort(parents * np.int64(int(keys.max(initial=0)) + 2) + keys, kind="stable")[
        1:
    ]
    before = np.cumsum(sizes[siblings]) - sizes[siblings]
    of_siblings = parents[siblings]
    is_first = np.ones(len(siblings), np.bool_)
    is_first[1:] = of_siblings[1:] != of_siblings[:-1]
    steps = np.zeros(count, np.int64)
    steps[siblings] = before - before[is_first][np.cumsum(is_first) - 1] + 1
    places = _sums_to_root(steps, above)
    order = np.empty(count, np.int64)
    order[places] = np.arange(count)
    return Preorder(order, places, sizes[order], depths[order])


def _sums_to_root(values: NDArray[np.int64], above: NDArray[np.int32]) -> NDArray[np.int64]:
    """Add up the values of each tree node and of all around it; the root's has to be 0.

    The strides get twice as long in each round, so that 10,000 levels take 14 rounds.
    """
    while above.any():
        values = values + values[above]
        above = above[above]
    return values
