"""All that an item depends on, and all that depends on it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.graph.model import Graph


def trace_inputs(graph: Graph, item: int) -> NDArray[np.bool_]:
    """Mark everything that the nodes of an item depend on, directly or not, and the item.

    Parameters
    ----------
    graph : Graph
    item : int
        Of an embedded node, what it decorates is traced.

    Returns
    -------
    bool[k]
        By item. A scope is marked when anything in it is; an embedded constant when a marked node
        consumes it.
    """
    return _traced(graph, item, graph.edges.target, graph.edges.source)


def trace_outputs(graph: Graph, item: int) -> NDArray[np.bool_]:
    """Mark everything that depends on the nodes of an item, directly or not, and the item.

    Parameters
    ----------
    graph : Graph
    item : int
        Of an embedded node, what it decorates is traced.

    Returns
    -------
    bool[k]
        By item. A scope is marked when anything in it is; an embedded summary when what it
        summarises is marked.
    """
    return _traced(graph, item, graph.edges.source, graph.edges.target)


def _traced(
    graph: Graph, item: int, here: NDArray[np.int32], there: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Follow edges from one end to the other until nothing new is found."""
    order = np.argsort(here, kind="stable")
    neighbours = there[order].tolist()
    first = np.searchsorted(here[order], np.arange(graph.item_count + 1)).tolist()
    starts = graph.hosts_of(item) if graph.is_embedded(item) else range(item, int(graph.end[item]))
    marked = bytearray(graph.item_count)
    waiting = list(starts)
    for one in waiting:
        marked[one] = 1
    # One by one: in a chain of 100,000 nodes, each round of a vectorised search would find one.
    while waiting:
        one = waiting.pop()
        for neighbour in neighbours[first[one] : first[one + 1]]:
            if not marked[neighbour]:
                marked[neighbour] = 1
                waiting.append(neighbour)
    found = np.frombuffer(marked, np.bool_).copy()
    decorations = graph.decorations
    ends = decorations.source if there is graph.edges.source else decorations.target
    hosts = decorations.target if there is graph.edges.source else decorations.source
    is_decoration = ends >= graph.tree_size
    found[ends[is_decoration & found[hosts]]] = True
    return _with_scopes(graph, found)


def _with_scopes(graph: Graph, marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark also the items in which anything is marked."""
    tree = graph.tree_size
    before = np.zeros(tree + 1, np.int64)
    np.cumsum(marked[:tree], out=before[1:])
    marked[:tree] = before[graph.end[:tree]] > before[:tree]
    return marked
