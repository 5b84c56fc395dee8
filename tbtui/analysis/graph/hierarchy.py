"""The items of a graph: what they are, and how they lie within each other.

Every scope, series, function and node is an *item* with a number. Items are numbered in preorder:
the descendants of item ``i`` are the items from ``i + 1`` up to ``end[i]``, so that what belongs
to a scope is a range, sums over it are differences of prefix sums, and whether an edge leaves it
takes two comparisons. Embedded nodes, which are decorations of others, come behind the tree.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.graph.series import MINIMUM_MEMBERS
from tbtui.readers.graphs.attributes import attribute_string
from tbtui.readers.graphs.content import GraphContent, Shapes, values_of

ROOT = 0
FUNCTION_LIBRARY = "__function_library__"
"""The scope of all functions, and what TensorBoard puts before their names."""

_CLUSTER_ATTRIBUTE = "_XlaCluster"
_DEEPEST_FOUND = 200
"""Levels. The names of all levels of a very deep scope would fill the memory."""


class Kind(IntEnum):
    """What an item is."""

    NODE = 0
    SCOPE = 1
    SERIES = 2
    FUNCTION = 3
    LIBRARY = 4


class Grouping(NamedTuple):
    """Which series are folded into one.

    Attributes
    ----------
    minimum : int
        Members of the least series that is folded if nothing else is said of it.
    grouped, ungrouped : collection of int
        Series that are folded, and that are not, whatever their size.
    """

    minimum: int = MINIMUM_MEMBERS
    grouped: Collection[int] = frozenset()
    ungrouped: Collection[int] = frozenset()


DEFAULT_GROUPING = Grouping()


@dataclass(frozen=True, eq=False)
class Nodes:
    """The nodes of the graph and of all functions, one after the other, by number.

    Attributes
    ----------
    names, ops, devices : list of str
    input_texts, first_inputs : list of str, int64[n + 1]
        Where each node's inputs begin among all of them.
    attributes : sequence of Mapping[str, bytes]
        See `tbtui.readers.graphs.attributes`.
    shapes : sequence of Shapes
    parameters : list of int
    items : int32[n]
        The item of each node.
    numbers : dict of str to int
        The first node of each name; names in functions have their function's before them.
    """

    names: list[str]
    ops: list[str]
    devices: list[str]
    input_texts: list[str]
    first_inputs: NDArray[np.int64]
    attributes: Sequence[Mapping[str, bytes]]
    shapes: Sequence[Shapes]
    parameters: list[int]
    items: NDArray[np.int32]
    numbers: dict[str, int]

    def inputs(self, number: int) -> list[str]:
        """Return the inputs of a node as they are written."""
        first, end = self.first_inputs[number : number + 2].tolist()
        return self.input_texts[first:end]


@dataclass(frozen=True, eq=False)
class Hierarchy:
    """The items of a graph. Nothing in it is ever changed.

    Attributes
    ----------
    content : GraphContent
        What it was made of.
    nodes : Nodes
    tree_size : int
        Items below this are in the tree, the others are embedded.
    library : int
        The item of all functions, the last child of the root; `tree_size` when there are none.
    kind : uint8[k]
        `Kind` of each item.
    parent, end, depth : int32[k]
        The root's parent is -1. Of an embedded node, the parent is the deepest scope on the way
        to its name.
    labels : list of str
        What an item is called within its parent. Unescaped, as all texts here.
    node : int32[k]
        The number of the node, -1 for other items.
    op, device : int32[k]
        Entry of ``op_names`` and ``device_names``, -1 for items that are no nodes.
    op_names, device_names : list of str
    """

    content: GraphContent
    nodes: Nodes
    tree_size: int
    library: int
    kind: NDArray[np.uint8]
    parent: NDArray[np.int32]
    end: NDArray[np.int32]
    depth: NDArray[np.int32]
    labels: list[str]
    node: NDArray[np.int32]
    op: NDArray[np.int32]
    device: NDArray[np.int32]
    op_names: list[str]
    device_names: list[str]

    @property
    def item_count(self) -> int:
        """Items of the tree and embedded ones."""
        return len(self.kind)

    # What an item is

    def name(self, item: int) -> str:
        """Return the full name; scopes are joined by slashes."""
        number = int(self.node[item])
        if number >= 0:
            return self.nodes.names[number]
        labels = [self.labels[one] for one in self.path(item)]
        if len(labels) > 1 and int(self.kind[self.path(item)[0]]) == Kind.LIBRARY:
            labels[:2] = [labels[0] + labels[1]]
        return "/".join(labels)

    def path(self, item: int) -> list[int]:
        """Return the items from a child of the root down to the item; empty for the root."""
        path = []
        while item > ROOT:
            path.append(item)
            item = int(self.parent[item])
        return path[::-1]

    def op_name(self, item: int) -> str:
        """Return the operation of a node, else an empty text."""
        code = int(self.op[item])
        return self.op_names[code] if code >= 0 else ""

    def device_name(self, item: int) -> str:
        """Return the device of a node, else an empty text."""
        code = int(self.device[item])
        return self.device_names[code] if code >= 0 else ""

    def shapes(self, item: int) -> Shapes:
        """Return the shapes of a node's outputs; empty where they are not known."""
        number = int(self.node[item])
        return self.nodes.shapes[number] if number >= 0 else ()

    def attributes(self, item: int) -> Mapping[str, bytes]:
        """Return the attributes of a node, serialized."""
        number = int(self.node[item])
        return self.nodes.attributes[number] if number >= 0 else {}

    def is_embedded(self, item: int) -> bool:
        """Whether an item is a decoration of others instead of being in the tree."""
        return item >= self.tree_size

    # The tree

    def children(self, item: int, grouping: Grouping = DEFAULT_GROUPING) -> NDArray[np.int32]:
        """Return the children of an item in the order of the file.

        The members of a series that is not folded stand for it.
        """
        direct = self._direct_children(item)
        series = self.kind[direct] == Kind.SERIES
        if not series.any():
            return direct
        found: list[int] = []
        for child in direct.tolist():
            if self.kind[child] == Kind.SERIES and not self.is_folded(child, grouping):
                found += range(child + 1, int(self.end[child]))
            else:
                found.append(child)
        return np.array(found, np.int32)

    def _direct_children(self, item: int) -> NDArray[np.int32]:
        order, first = self._by_parent
        return order[first[item] : first[item + 1]]

    @functools.cached_property
    def _by_parent(self) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        parents = self.parent[: self.tree_size]
        order = np.argsort(parents, kind="stable").astype(np.int32)
        return order, np.searchsorted(parents[order], np.arange(self.item_count + 1))

    def is_folded(self, series: int, grouping: Grouping = DEFAULT_GROUPING) -> bool:
        """Whether a series is shown as one."""
        if series in grouping.grouped or series in grouping.ungrouped:
            return series not in grouping.ungrouped
        return int(self.end[series]) - series - 1 >= grouping.minimum

    def visible_parent(self, item: int, grouping: Grouping = DEFAULT_GROUPING) -> int:
        """Return the parent, leaving out a series that is not folded."""
        parent = int(self.parent[item])
        if parent > ROOT and self.kind[parent] == Kind.SERIES:
            return parent if self.is_folded(parent, grouping) else int(self.parent[parent])
        return parent

    def contains(self, item: int, other: int) -> bool:
        """Whether an item is the other one or an ancestor of it; embedded items have none."""
        return item <= other < int(self.end[item])

    def find(self, name: str) -> int | None:
        """Return the item of a full name: a node, else a scope or a function."""
        number = self.nodes.numbers.get(name)
        if number is not None:
            return int(self.nodes.items[number])
        return self._items_by_name.get(name)

    @functools.cached_property
    def _items_by_name(self) -> dict[str, int]:
        items = np.flatnonzero(self.node[: self.tree_size] < 0).tolist()
        return {self.name(item): item for item in items if self.depth[item] <= _DEEPEST_FOUND}

    # What lies below an item

    @functools.cached_property
    def node_counts(self) -> NDArray[np.int64]:
        """Nodes at and below each item, embedded ones left out; int64[k]."""
        is_node = np.zeros(self.item_count + 1, np.int64)
        is_node[1:] = np.cumsum(self.kind == Kind.NODE)
        return is_node[self.end] - is_node[: self.item_count]

    def ops_below(self, item: int) -> list[tuple[str, int]]:
        """Return the operations at and below an item and their counts, the most frequent first."""
        return self._counted(self.op, self.op_names, item)

    def devices_below(self, item: int) -> list[tuple[str, int]]:
        """Return the devices at and below an item, as `ops_below`; nodes may have none."""
        return self._counted(self.device, self.device_names, item)

    def clusters_below(self, item: int) -> list[tuple[str, int]]:
        """Return the XLA clusters at and below an item, as `ops_below`; nodes may have none."""
        return self._counted(self.cluster, self.cluster_names, item)

    def _counted(
        self, codes: NDArray[np.int32], names: Sequence[str], item: int
    ) -> list[tuple[str, int]]:
        here = codes[item : self.end[item]]
        counts = np.bincount(here[here >= 0], minlength=len(names))
        order = np.argsort(-counts, kind="stable").tolist()
        return [(names[code], int(counts[code])) for code in order if counts[code] and names[code]]

    @functools.cached_property
    def _clusters(self) -> tuple[NDArray[np.int32], list[str]]:
        codes = np.zeros(len(self.nodes.names), np.int32)
        known: dict[str, int] = {"": 0}
        for number, value in values_of(self.nodes.attributes, _CLUSTER_ATTRIBUTE).items():
            codes[number] = known.setdefault(attribute_string(value), len(known))
        by_item = np.full(self.item_count, -1, np.int32)
        by_item[self.nodes.items] = codes
        return by_item, list(known)

    @property
    def cluster(self) -> NDArray[np.int32]:
        """Entry of `cluster_names` of each node, as ``device``."""
        return self._clusters[0]

    @property
    def cluster_names(self) -> list[str]:
        """XLA clusters; the first one is empty, for nodes without any."""
        return self._clusters[1]


def short_device(name: str) -> str:
    """Return the type and number of a device: ``GPU:0`` of ``/job:x/task:0/device:GPU:0``."""
    return name.rpartition("/")[2].removeprefix("device:")
