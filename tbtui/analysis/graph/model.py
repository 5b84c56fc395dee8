"""A graph: its items and what connects them. Nothing in here draws or reads files."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.graph.edges import RawEdges, is_constant_op
from tbtui.analysis.graph.hierarchy import (
    DEFAULT_GROUPING,
    FUNCTION_LIBRARY,
    ROOT,
    Grouping,
    Hierarchy,
    Kind,
    Nodes,
)
from tbtui.readers.graphs.attributes import attribute_functions
from tbtui.readers.graphs.content import Shape

__all__ = [
    "DEFAULT_GROUPING",
    "FUNCTION_LIBRARY",
    "ROOT",
    "Graph",
    "Grouping",
    "Kind",
    "Nodes",
    "element_count",
]


_MOST_OUTPUTS = 100
"""Of a node; the sizes of further ones count as 1."""


@dataclass(frozen=True, eq=False)
class Graph(Hierarchy):
    """A graph as a hierarchy with edges. Nothing in it is ever changed.

    Attributes
    ----------
    edges : RawEdges
        Between items that are nodes and not embedded, in the order of their targets.
    decorations : RawEdges
        From constants to their consumers and from nodes to their summaries, by item, in the order
        of their targets.
    dangling : dict of int to list of str
        By item, the inputs that name no node.
    functions : dict of str to int
        The items of functions by name.
    """

    edges: RawEdges
    decorations: RawEdges
    dangling: dict[int, list[str]]
    functions: dict[str, int]

    @functools.cached_property
    def _by_source(self) -> NDArray[np.int64]:
        return np.argsort(self.edges.source, kind="stable")

    def incoming(self, item: int) -> NDArray[np.int64]:
        """Return the edges, as entries of ``edges``, into an item from outside of it."""
        first, end = np.searchsorted(self.edges.target, [item, self.end[item]])
        sources = self.edges.source[first:end]
        is_outside = (sources < item) | (sources >= self.end[item])
        return np.flatnonzero(is_outside) + int(first)

    def outgoing(self, item: int) -> NDArray[np.int64]:
        """Return the edges, as entries of ``edges``, out of an item, in the order of the file."""
        order = self._by_source
        in_order = self._sources_in_order
        first, end = np.searchsorted(in_order, [item, self.end[item]])
        index: NDArray[np.int64] = order[first:end]
        targets = self.edges.target[index]
        outside: NDArray[np.int64] = index[(targets < item) | (targets >= self.end[item])]
        return outside

    @functools.cached_property
    def _sources_in_order(self) -> NDArray[np.int32]:
        return self.edges.source[self._by_source]

    def edge_shape(self, edge: int) -> Shape:
        """Return the shape of the tensor on an edge; None where it is not known."""
        shapes = self.shapes(int(self.edges.source[edge]))
        port = int(self.edges.port[edge])
        return shapes[port] if 0 <= port < len(shapes) else None

    @functools.cached_property
    def edge_sizes(self) -> NDArray[np.int64]:
        """Elements of the tensor on each edge; unknown sizes count as 1; int64[m]."""
        shapes = list(self.nodes.shapes)
        # Most nodes share a few shapes: a row of the table for each, a column for each output.
        distinct = {id(one): one for one in shapes}
        rows = {identity: row for row, identity in enumerate(distinct)}
        most_outputs = min(_MOST_OUTPUTS, max(map(len, distinct.values()), default=0))
        table = np.ones((len(rows) + 1, most_outputs + 1), np.int64)
        for row, one in enumerate(distinct.values()):
            counts = [element_count(shape) for shape in one[:most_outputs]]
            table[row, : len(counts)] = counts
        row_of_node = np.array([rows[id(one)] for one in shapes], np.int64)
        node, port = self.node[self.edges.source], self.edges.port
        # Of control edges, whose port is -1, the last column tells.
        return table[row_of_node[node], np.minimum(port, most_outputs)]

    def constants_of(self, item: int) -> list[int]:
        """Return the embedded constants that a node consumes."""
        return self._decorations_of[0].get(item, [])

    def summaries_of(self, item: int) -> list[int]:
        """Return the embedded summaries of a node."""
        return self._decorations_of[1].get(item, [])

    def hosts_of(self, item: int) -> list[int]:
        """Return what an embedded node decorates; nothing for other items."""
        if not self.is_embedded(item):
            return []
        if self._is_constant(item):
            targets = self.decorations.target[self.decorations.source == item]
            return [int(target) for target in targets]
        first, end = np.searchsorted(self.decorations.target, [item, item + 1]).tolist()
        sources = self.decorations.source[first:end].tolist()
        return [source for source in sources if not self._is_constant(source)]

    def _is_constant(self, item: int) -> bool:
        """Whether an item is an embedded constant."""
        return self.is_embedded(item) and is_constant_op(self.op_name(item))

    @functools.cached_property
    def _decorations_of(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """Return the constants and the summaries of each node that has any."""
        constants: dict[int, list[int]] = {}
        summaries: dict[int, list[int]] = {}
        for source, target in zip(
            self.decorations.source.tolist(), self.decorations.target.tolist(), strict=True
        ):
            if self._is_constant(source):
                constants.setdefault(target, []).append(source)
            elif self.is_embedded(target) and not self._is_constant(target):
                summaries.setdefault(source, []).append(target)
        return constants, summaries

    # Functions

    def functions_called(self, item: int) -> list[tuple[str, int]]:
        """Return the functions that a node calls, and what it calls each.

        Returns
        -------
        list of (str, int)
            The name of the attribute that names the function, an empty one where the operation
            does; and the function's item.
        """
        if not self.functions or self.node[item] < 0:
            return []
        called = []
        by_op = self.functions.get(self.op_name(item))
        if by_op is not None:
            called.append(("", by_op))
        for attribute, value in sorted(self.attributes(item).items()):
            for name in attribute_functions(value):
                function = self.functions.get(name)
                if function is not None:
                    called.append((attribute, function))
        return called

    def callers_of(self, function: int) -> list[int]:
        """Return the nodes that call a function."""
        return self._callers.get(function, [])

    @functools.cached_property
    def _callers(self) -> dict[int, list[int]]:
        callers: dict[int, list[int]] = {}
        for item in np.flatnonzero(self.node >= 0).tolist() if self.functions else ():
            for function in dict.fromkeys(one for _, one in self.functions_called(item)):
                callers.setdefault(function, []).append(item)
        return callers

    def results_of(self, function: int) -> list[tuple[str, str, int | None]]:
        """Return the results of a function.

        Returns
        -------
        list of (str, str, int or None)
            The name of each result, what it is as an input would say it, and the item of the node
            that gives it; None where there is no such node.
        """
        name = self.labels[function]
        content = next(one for one in self.content.functions if one.name == name)
        prefix = f"{FUNCTION_LIBRARY}{name}/"
        results = []
        for result, text in sorted(content.results.items()):
            # "node:argument:port", or the name of an argument of the function.
            node = self.nodes.numbers.get(prefix + text.partition(":")[0])
            results.append((result, text, None if node is None else int(self.nodes.items[node])))
        return results


def element_count(shape: Shape) -> int:
    """Return the product of a shape's sizes, in which unknown ones count as 1; at most 2**62."""
    count = 1
    for size in shape or ():
        count *= size if size >= 0 else 1
    return min(count, 1 << 62)
