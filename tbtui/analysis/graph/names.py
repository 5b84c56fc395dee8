"""From the names of nodes to a tree: scopes, and the place of every node in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

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
        scope_of_path = {"": root}
        split = [name.rpartition("/") for name in names]
        parents: list[int] = []
        for (path, slash, _), node in zip(split, nodes, strict=True):
            # A name that begins with a slash is in a scope without a name.
            parent = scope_of_path.get(path) if path or not slash else None
            if parent is None:
                parent = root
                for label in path.split("/"):
                    parent = self.scope(parent, label, node)
                if path:
                    scope_of_path[path] = parent
            parents.append(parent)
        labels = [label for _, _, label in split]
        scopes = self._scopes
        scope_labels = {label for _, label in scopes}
        for index, label in enumerate(labels):
            if label in scope_labels and (parents[index], label) in scopes:
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


def preorder(
    parents: NDArray[np.int32], keys: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give tree nodes new numbers, so that each one's descendants follow it.

    Parameters
    ----------
    parents : int32[n]
        That of the root, the first one, is -1.
    keys : int64[n]
        Siblings are ordered by these.

    Returns
    -------
    order : int64[n]
        The tree nodes in their new order.
    places : int64[n]
        The new number of each.
    """
    count = len(parents)
    # One key, as to sort by two takes several times as long: the last sibling first.
    highest = int(keys.max(initial=0))
    by_parent = np.argsort(parents * np.int64(highest + 2) + (highest - keys), kind="stable")
    first = np.searchsorted(parents[by_parent], np.arange(count + 1)).tolist()
    children = by_parent.tolist()
    order: list[int] = []
    # Not level by level: there may be as many levels as nodes.
    waiting = [0]
    while waiting:
        item = waiting.pop()
        order.append(item)
        waiting += children[first[item] : first[item + 1]]
    ordered = np.array(order, np.int64)
    places = np.empty(count, np.int64)
    places[ordered] = np.arange(count)
    return ordered, places


def sizes_and_depths(parents: list[int]) -> tuple[list[int], list[int]]:
    """Return of each tree node how many it and its descendants are, and how deep it lies.

    Parameters
    ----------
    parents : list of int
        In preorder; the root's is -1.
    """
    sizes = [1] * len(parents)
    for item in range(len(parents) - 1, 0, -1):
        sizes[parents[item]] += sizes[item]
    depths = [0] * len(parents)
    for item in range(1, len(parents)):
        depths[item] = depths[parents[item]] + 1
    return sizes, depths
