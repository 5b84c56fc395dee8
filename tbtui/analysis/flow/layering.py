"""Layers of a directed graph: from inputs to outputs, whatever cycles it has.

The steps of this room are those of Sugiyama, Tagawa and Toda, "Methods for visual understanding
of hierarchical system structures" (1981): layers, order within layers, places, routes.
"""

from __future__ import annotations

from collections.abc import Sequence

Edges = Sequence[tuple[int, int]]
"""Source and target of each edge, as indexes of nodes."""


def find_back_edges(count: int, edges: Edges) -> list[bool]:
    """Tell which edges are to be turned round so that no cycle is left.

    A walk in depth from the nodes without inputs, then from the others in their order, turns the
    edges that lead back to where it is coming from.

    Parameters
    ----------
    count : int
        Number of nodes.
    edges : sequence of pairs of int

    Returns
    -------
    list of bool
        One for each edge. An edge from a node to itself is turned, which no caller draws.
    """
    outgoing: list[list[int]] = [[] for _ in range(count)]
    has_input = [False] * count
    for index, (source, target) in enumerate(edges):
        outgoing[source].append(index)
        has_input[target] = has_input[target] or source != target
    back = [False] * len(edges)
    unseen, open_, done = 0, 1, 2
    state = [unseen] * count
    for root in sorted(range(count), key=lambda node: has_input[node]):
        if state[root] != unseen:
            continue
        state[root] = open_
        path = [(root, iter(outgoing[root]))]
        while path:
            node, rest = path[-1]
            index = next(rest, -1)
            if index < 0:
                state[node] = done
                path.pop()
                continue
            target = edges[index][1]
            if state[target] == open_:
                back[index] = True
            elif state[target] == unseen:
                state[target] = open_
                path.append((target, iter(outgoing[target])))
    return back


def layers_of(count: int, edges: Edges) -> list[int]:
    """Return the layer of each node: below all of its inputs, as near to its outputs as it goes.

    The layer is the length of the longest path that leads to the node. Nodes with slack move
    down to what they feed, unless that would lengthen more edges than it shortens.

    Parameters
    ----------
    count : int
        Number of nodes.
    edges : sequence of pairs of int
        Without cycles (see `find_back_edges`).

    Returns
    -------
    list of int
        From 0 on.
    """
    incoming, outgoing = _neighbours(count, edges)
    order = _topological(count, incoming, outgoing)
    layer = [0] * count
    for node in order:
        for source in incoming[node]:
            layer[node] = max(layer[node], layer[source] + 1)
    for node in reversed(order):
        if outgoing[node] and len(outgoing[node]) >= len(incoming[node]):
            layer[node] = max(layer[node], min(layer[target] for target in outgoing[node]) - 1)
    return layer


def _neighbours(count: int, edges: Edges) -> tuple[list[list[int]], list[list[int]]]:
    incoming: list[list[int]] = [[] for _ in range(count)]
    outgoing: list[list[int]] = [[] for _ in range(count)]
    for source, target in edges:
        incoming[target].append(source)
        outgoing[source].append(target)
    return incoming, outgoing


def _topological(count: int, incoming: list[list[int]], outgoing: list[list[int]]) -> list[int]:
    missing = [len(sources) for sources in incoming]
    order = [node for node in range(count) if missing[node] == 0]
    for node in order:
        for target in outgoing[node]:
            missing[target] -= 1
            if missing[target] == 0:
                order.append(target)
    return order
