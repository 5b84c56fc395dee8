"""Edges between scopes: all edges of the graph that lead from one visible item to another."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tbtui.analysis.graph.model import Graph

_Number = TypeVar("_Number", np.int32, np.int64)


class MetaEdges(NamedTuple):
    """What leads from one item to another, for each pair between which anything does.

    Attributes
    ----------
    source, target : int32[k]
        Items, in the order of the targets and then of the sources.
    counts : int32[k]
        Edges of the graph.
    control_counts, reference_counts : int32[k]
        How many of them are control edges, and how many are references.
    sizes : int64[k]
        Elements of the tensors on all of them; unknown sizes count as 1.
    first : int64[k]
        Where the edges of each pair begin in ``edges``.
    edges : int64[sum of counts]
        Entries of ``Graph.edges``.
    """

    source: NDArray[np.int32]
    target: NDArray[np.int32]
    counts: NDArray[np.int32]
    control_counts: NDArray[np.int32]
    reference_counts: NDArray[np.int32]
    sizes: NDArray[np.int64]
    first: NDArray[np.int64]
    edges: NDArray[np.int64]

    def edges_of(self, index: int) -> NDArray[np.int64]:
        """Return the edges of the graph behind one meta-edge."""
        first = int(self.first[index])
        return self.edges[first : first + int(self.counts[index])]


def meta_edges(graph: Graph, items: ArrayLike) -> MetaEdges:
    """Aggregate the edges between some items.

    With the children of a scope for items, these are TensorBoard's meta-edges of that scope: of
    all edges whose deepest common ancestor it is.

    Parameters
    ----------
    graph : Graph
    items : int[n]
        None of them within another one.
    """
    starts = np.sort(np.asarray(items, np.int64))
    if not len(starts):
        return _grouped(graph, np.zeros(0, np.int64), np.zeros((2, 0), np.int64))
    ends = graph.end[starts]
    first, end = np.searchsorted(graph.edges.target, [starts[0], ends[-1]]).tolist()
    source, target = graph.edges.source[first:end], graph.edges.target[first:end]
    from_index, to_index = _containing(starts, ends, source), _containing(starts, ends, target)
    between = np.flatnonzero((from_index >= 0) & (to_index >= 0) & (from_index != to_index))
    pairs = np.stack([starts[from_index[between]], starts[to_index[between]]])
    return _grouped(graph, first + between, pairs)


def _containing(
    starts: NDArray[np.int64], ends: NDArray[np.int32], nodes: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Return which range each node is in, -1 for none."""
    index = np.searchsorted(starts, nodes, "right") - 1
    return np.where((index >= 0) & (nodes < ends[index]), index, -1)


def _grouped(graph: Graph, edges: NDArray[np.int64], pairs: NDArray[np.int64]) -> MetaEdges:
    keys = pairs[1] * graph.item_count + pairs[0]
    order = np.argsort(keys, kind="stable")
    in_order = keys[order]
    is_first = np.ones(len(order), np.bool_)
    is_first[1:] = in_order[1:] != in_order[:-1]
    first = np.flatnonzero(is_first)
    count = np.diff(np.append(first, len(order)))
    edges = edges[order]
    return MetaEdges(
        pairs[0][order[first]].astype(np.int32),
        pairs[1][order[first]].astype(np.int32),
        count.astype(np.int32),
        _sums(graph.edges.control[edges].astype(np.int32), first),
        _sums(graph.edges.reference[edges].astype(np.int32), first),
        _sums(graph.edge_sizes[edges], first),
        first,
        edges,
    )


def _sums(values: NDArray[_Number], first: NDArray[np.int64]) -> NDArray[_Number]:
    """Add up the values from each of these places to the next one."""
    sums: NDArray[_Number] = np.add.reduceat(values, first) if len(first) else values[:0]
    return sums
