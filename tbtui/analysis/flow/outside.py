"""What a scope is linked to outside of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.graph.model import Graph, Grouping, Kind


class Crossing(NamedTuple):
    """All edges between an item outside of a scope and a child of the scope.

    Attributes
    ----------
    outer : int
        The largest item around the other end that does not hold the scope itself.
    inner : int
        The child of the scope.
    edges : int64[n]
        Entries of ``Graph.edges``.
    """

    outer: int
    inner: int
    edges: NDArray[np.int64]


def crossings(
    graph: Graph, scope: int, children: NDArray[np.int32], grouping: Grouping, *, inward: bool
) -> list[Crossing]:
    """Group the edges into a scope, or those out of it.

    Parameters
    ----------
    children : int32[n]
        Of the scope, as they are shown.
    inward : bool

    Returns
    -------
    list of Crossing
        In the order of their first edges.
    """
    edges = graph.incoming(scope) if inward else graph.outgoing(scope)
    if not len(edges) or not len(children):
        return []
    own, other = graph.edges.target[edges], graph.edges.source[edges]
    if not inward:
        own, other = other, own
    starts = np.sort(children)
    place = np.searchsorted(starts, own, "right") - 1
    inner = starts[np.maximum(place, 0)]
    is_shown = (place >= 0) & (own < graph.end[inner])
    edges, inner, other = edges[is_shown], inner[is_shown], other[is_shown]
    outer = outermost_without(graph, other, scope, grouping)
    groups: dict[tuple[int, int], list[int]] = {}
    pairs = zip(outer.tolist(), inner.tolist(), edges.tolist(), strict=True)
    for outer_item, inner_item, edge in pairs:
        groups.setdefault((outer_item, inner_item), []).append(edge)
    return [Crossing(*pair, np.array(found, np.int64)) for pair, found in groups.items()]


def outermost_without(
    graph: Graph, items: NDArray[np.int32], inside: int, grouping: Grouping
) -> NDArray[np.int32]:
    """Climb from items to the last ancestors that do not hold another item.

    Parameters
    ----------
    items : int32[n]
        None of them holds `inside`.
    inside : int

    Returns
    -------
    int32[n]
        Where that is a series that is not folded, its member.
    """
    unique, back = np.unique(items, return_inverse=True)
    reached, before = unique.copy(), unique.copy()
    moving = np.arange(len(unique))
    while len(moving):
        above = graph.parent[reached[moving]]
        holds = (above <= inside) & (inside < graph.end[above])
        moving, above = moving[~holds], above[~holds]
        before[moving] = reached[moving]
        reached[moving] = above
    for index in np.flatnonzero(graph.kind[reached] == Kind.SERIES).tolist():
        if not graph.is_folded(int(reached[index]), grouping):
            reached[index] = before[index]
    found: NDArray[np.int32] = reached[back.reshape(-1)]
    return found
