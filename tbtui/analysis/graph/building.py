"""Make the hierarchy of a graph out of what was read.

The rules are those of TensorBoard's graph dashboard (its ``graph.ts`` and ``hierarchy.ts``): names
that collide with scopes, embedded constants and summaries, series, and the library of functions.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.graph.edges import (
    Embedding,
    RawEdges,
    embed,
    is_constant_op,
    is_summary_op,
    resolve_inputs,
)
from tbtui.analysis.graph.model import FUNCTION_LIBRARY, ROOT, Graph, Kind, Nodes
from tbtui.analysis.graph.names import NameTree, preorder
from tbtui.analysis.graph.series import find_series
from tbtui.readers.graphs.content import GraphContent, NodeColumns, joined


def build_graph(content: GraphContent) -> Graph:
    """Make the hierarchy of a graph.

    Parameters
    ----------
    content : GraphContent
    """
    spaces = _spaces(content)
    numbers = [_numbers(first, nodes.names) for first, nodes in spaces]
    resolved = resolve_inputs(spaces, numbers)
    ops, op_names = _coded([nodes.ops for _, nodes in spaces])
    devices, device_names = _coded([nodes.devices for _, nodes in spaces])
    is_constant = np.array([content.embeds and is_constant_op(op) for op in op_names], np.bool_)
    is_summary = np.array([content.embeds and is_summary_op(op) for op in op_names], np.bool_)
    embedding = embed(resolved.edges, is_constant[ops], is_summary[ops])
    return _Builder(content, spaces, numbers[0], ops, devices, embedding).graph(
        op_names, device_names, resolved.dangling
    )


def _numbers(first: int, names: Sequence[str]) -> dict[str, int]:
    """Return the numbers of nodes by name; of those with the same name, that of the first one."""
    numbers = dict(zip(names, range(first, first + len(names)), strict=True))
    if len(numbers) < len(names):
        for number in range(first + len(names) - 1, first - 1, -1):
            numbers[names[number - first]] = number
    return numbers


def _spaces(content: GraphContent) -> list[tuple[int, NodeColumns]]:
    """Return the nodes that can name each other, and the number of the first of them."""
    spaces = []
    count = 0
    for nodes in [content.nodes, *(function.nodes for function in content.functions)]:
        spaces.append((count, nodes))
        count += len(nodes)
    return spaces


def _coded(texts: Sequence[Sequence[str]]) -> tuple[NDArray[np.int32], list[str]]:
    """Give numbers to distinct texts by their first appearance."""
    everything = list(itertools.chain.from_iterable(texts))
    known = {text: code for code, text in enumerate(dict.fromkeys(everything))}
    return np.array([known[text] for text in everything], np.int32), list(known)


class _Builder:
    """The work of `build_graph` on what its steps share."""

    def __init__(
        self,
        content: GraphContent,
        spaces: Sequence[tuple[int, NodeColumns]],
        numbers: dict[str, int],
        ops: NDArray[np.int32],
        devices: NDArray[np.int32],
        embedding: Embedding,
    ) -> None:
        self.content = content
        self.spaces = spaces
        self.numbers = numbers
        """Those of the graph itself."""
        self.ops = ops
        self.devices = devices
        self.embedding = embedding
        self.is_embedded = embedding.constants | embedding.summaries
        self.tree = NameTree()
        self.kinds: dict[int, Kind] = {ROOT: Kind.SCOPE}
        self.tree_nodes = np.full(len(ops), -1, np.int32)
        """The tree node of each node, while the tree grows."""
        self.roots: list[int] = []
        """The tree node that each space is below."""

    def graph(
        self, op_names: list[str], device_names: list[str], dangling: dict[int, list[str]]
    ) -> Graph:
        self._add_names()
        parents, keys = self._with_series()
        order, places, sizes, depths = preorder(parents, keys)
        tree_size = len(order)
        embedded = np.flatnonzero(self.is_embedded)
        items = np.empty(len(self.ops), np.int32)
        items[~self.is_embedded] = places[self.tree_nodes[~self.is_embedded]]
        items[embedded] = tree_size + np.arange(len(embedded))

        new_parents = places[parents[order]]
        new_parents[0] = -1
        starts = np.arange(tree_size + len(embedded), dtype=np.int32)
        node = np.full(len(starts), -1, np.int32)
        node[items] = np.arange(len(items))
        kind = np.full(len(starts), Kind.SCOPE, np.uint8)
        kind[places[list(self.kinds)]] = list(self.kinds.values())
        kind[items] = Kind.NODE
        # Nodes that are not in the tree have a place in it all the same: the scope around them.
        homes = places[self._homes_of(embedded)]
        depth = depths.astype(np.int32)
        labels = self.tree.labels
        names = self._names()
        functions = {
            function.name: int(places[root])
            for function, root in zip(self.content.functions, self.roots[1:], strict=True)
        }
        return Graph(
            content=self.content,
            nodes=self._nodes(names, items),
            tree_size=tree_size,
            library=int(places[self.tree.parents[self.roots[1]]]) if functions else tree_size,
            kind=kind,
            parent=np.concatenate([new_parents, homes]).astype(np.int32),
            end=starts + np.concatenate([sizes, np.ones(len(embedded), np.int64)]).astype(np.int32),
            depth=np.concatenate([depth, depth[homes] + 1]).astype(np.int32),
            labels=[labels[one] for one in order.tolist()]
            + [names[one].rpartition("/")[2] for one in embedded.tolist()],
            node=node,
            op=_by_item(self.ops, node),
            device=_by_item(self.devices, node),
            op_names=op_names,
            device_names=device_names,
            edges=_between_items(self.embedding.edges, items),
            decorations=_between_items(self.embedding.decorations, items),
            dangling={int(items[number]): texts for number, texts in dangling.items()},
            functions=functions,
        )

    def _add_names(self) -> None:
        """Put the nodes that are not embedded, and all functions, into the tree."""
        library = -1
        for index, (first, nodes) in enumerate(self.spaces):
            root = ROOT
            if index:
                name = self.content.functions[index - 1].name
                if library < 0:
                    library = self.tree.add(ROOT, FUNCTION_LIBRARY, first)
                    self.kinds[library] = Kind.LIBRARY
                # Functions without any node would come in the order of those after them.
                root = self.tree.add(library, name, first * 2 + index)
                self.kinds[root] = Kind.FUNCTION
            self.roots.append(root)
            shown = np.flatnonzero(~self.is_embedded[first : first + len(nodes)])
            names = [nodes.names[one] for one in shown.tolist()]
            self.tree_nodes[first + shown] = self.tree.add_named(
                root, names, (first + shown).tolist()
            )

    def _with_series(self) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Put series between their members and the parents of these.

        Returns
        -------
        parents : int32[n]
            By tree node.
        keys : int64[n]
            Siblings are ordered by these.
        """
        tree = self.tree
        shown = np.flatnonzero(self.tree_nodes >= 0)
        tree_nodes = self.tree_nodes[shown]
        parents = np.array(tree.parents, np.int32)
        keys = np.array(tree.first_nodes, np.int64)
        labels = [tree.labels[one] for one in tree_nodes.tolist()]
        found = find_series(parents[tree_nodes], self.ops[shown], labels)
        if not found:
            return parents, keys
        counts = np.array([len(series.members) for series in found])
        starts = np.cumsum(counts) - counts
        chained = itertools.chain.from_iterable(series.members for series in found)
        members = tree_nodes[np.fromiter(chained, np.int64, int(counts.sum()))]
        groups = np.arange(len(parents), len(parents) + len(found), dtype=np.int32)
        tree.labels += [series.label for series in found]
        self.kinds.update(dict.fromkeys(groups.tolist(), Kind.SERIES))
        parents = np.concatenate([parents, parents[members[starts]]])
        keys = np.concatenate([keys, np.minimum.reduceat(keys[members], starts)])
        parents[members] = np.repeat(groups, counts)
        keys[members] = np.arange(len(members)) - np.repeat(starts, counts)
        return parents, keys

    def _homes_of(self, embedded: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the tree nodes of the scopes around embedded nodes."""
        starts = np.array([first for first, _ in self.spaces])
        spaces = np.searchsorted(starts, embedded, "right") - 1
        homes = np.zeros(len(embedded), np.int64)
        for index, (number, space) in enumerate(
            zip(embedded.tolist(), spaces.tolist(), strict=True)
        ):
            first, nodes = self.spaces[space]
            homes[index] = self.tree.nearest_scope(self.roots[space], nodes.names[number - first])
        return homes

    def _names(self) -> list[str]:
        """Return the full names of all nodes: as TensorBoard writes those in functions."""
        names = list(self.content.nodes.names)
        for function in self.content.functions:
            prefix = f"{FUNCTION_LIBRARY}{function.name}/"
            names += [prefix + name for name in function.nodes.names]
        return names

    def _nodes(self, names: list[str], items: NDArray[np.int32]) -> Nodes:
        first_in_functions = len(self.content.nodes)
        numbers = self.numbers | _numbers(first_in_functions, names[first_in_functions:])
        columns = joined([nodes for _, nodes in self.spaces])
        counts = np.array(columns.input_counts, np.int64)
        return Nodes(
            names,
            columns.ops,
            columns.devices,
            columns.input_texts,
            np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]),
            columns.attributes,
            columns.shapes,
            columns.parameters,
            items,
            numbers,
        )


def _by_item(codes: NDArray[np.int32], node: NDArray[np.int32]) -> NDArray[np.int32]:
    is_node = node >= 0
    found = np.full(len(node), -1, np.int32)
    found[is_node] = codes[node[is_node]]
    return found


def _between_items(edges: RawEdges, items: NDArray[np.int32]) -> RawEdges:
    moved = edges._replace(source=items[edges.source], target=items[edges.target])
    return moved.select(np.argsort(moved.target, kind="stable"))
