"""Scopes that are built alike: which repeat one another, whatever they are called.

TensorBoard compares depth, counts and operations of scopes first and then verifies candidates by
the degrees and neighbours of their nodes. Here the first is one number for each scope: a hash of
these counts and of what refining the colours of its nodes by those of their neighbours
distinguishes (Weisfeiler and Leman, 1968), which depends on no order and no name. Scopes of equal
numbers are then verified, see `matching`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.flow.matching import Level, tell_apart
from tbtui.analysis.flow.mixing import STEP, mixed

_MOST_LEVELS = 256
"""Scopes with more levels below them are taken for unique."""
_ROUNDS = 3


def find_templates(
    parent: NDArray[np.int32],
    operation: NDArray[np.int32],
    edges: NDArray[np.int32],
) -> NDArray[np.int32]:
    """Find the scopes that are built alike, and number their templates.

    Parameters
    ----------
    parent : int32[nodes]
        The scope of each node; -1 for the outermost. A parent comes before its children.
    operation : int32[nodes]
        Number of the operation; -1 for scopes.
    edges : int32[edges, 2]
        Source and target of each edge between operations.

    Returns
    -------
    int32[nodes]
        For scopes that another scope equals, the number of their template; -1 for others and for
        operations. Templates nearest to the outermost scope come first.
    """
    count = len(parent)
    template = np.full(count, -1, np.int32)
    scopes = np.flatnonzero(operation < 0)
    if not len(scopes):
        return template
    depth, height = _depths(parent)
    color = _colors(parent, operation, height, _sibling_edges(parent, depth, edges))
    known = scopes[(parent[scopes] >= 0) & (height[scopes] > 0) & (height[scopes] <= _MOST_LEVELS)]
    _, first, group, members = np.unique(
        color[known], return_index=True, return_inverse=True, return_counts=True
    )
    shallowest = np.full(len(members), np.iinfo(np.int32).max, np.int32)
    np.minimum.at(shallowest, group, depth[known])
    repeated = np.flatnonzero(members > 1)
    ranked = repeated[np.lexsort((first[repeated], shallowest[repeated]))]
    number = np.full(len(members), -1, np.int32)
    number[ranked] = np.arange(len(ranked), dtype=np.int32)
    template[known] = number[group]
    return template


def _depths(parent: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return how many scopes are above each node, and how many levels below it."""
    depth = np.zeros(len(parent), np.int32)
    above = parent.copy()
    inside = np.flatnonzero(above >= 0)
    while len(inside):
        depth[inside] += 1
        above[inside] = parent[above[inside]]
        inside = inside[above[inside] >= 0]
    height = np.zeros(len(parent), np.int32)
    order = np.argsort(-depth, kind="stable")
    levels = np.split(order, np.flatnonzero(np.diff(depth[order])) + 1)
    for nodes in levels:
        children = nodes[parent[nodes] >= 0]
        np.maximum.at(height, parent[children], height[children] + 1)
    return depth, height


def _sibling_edges(
    parent: NDArray[np.int32], depth: NDArray[np.int32], edges: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Lift the ends of edges to children of the deepest scope that holds both; no pair twice."""
    source, target = edges[:, 0].copy(), edges[:, 1].copy()
    open_ = np.flatnonzero(parent[source] != parent[target])
    while len(open_):
        difference = depth[source[open_]] - depth[target[open_]]
        up_source, up_target = open_[difference >= 0], open_[difference <= 0]
        source[up_source] = parent[source[up_source]]
        target[up_target] = parent[target[up_target]]
        open_ = open_[parent[source[open_]] != parent[target[open_]]]
    # One number for both ends, as to sort pairs takes ten times as long.
    are_two = source != target
    keys = np.unique(source[are_two].astype(np.int64) * len(parent) + target[are_two])
    return np.stack([keys // len(parent), keys % len(parent)], axis=1).astype(np.int32)


def _colors(
    parent: NDArray[np.int32],
    operation: NDArray[np.int32],
    height: NDArray[np.int32],
    siblings: NDArray[np.int32],
) -> NDArray[np.uint64]:
    """Return a number for each node that only its structure decides."""
    color = mixed(operation.astype(np.int64).astype(np.uint64) + STEP)
    operations = np.where(operation >= 0, color, np.uint64(0))
    by_height = np.argsort(height, kind="stable")
    bounds = np.searchsorted(height[by_height], np.arange(1, int(height.max()) + 2))
    held = np.flatnonzero(parent >= 0)
    by_scope_height = held[np.argsort(height[parent[held]], kind="stable")]
    child_bounds = np.searchsorted(height[parent[by_scope_height]], np.arange(1, len(bounds) + 1))
    edge_height = height[parent[siblings[:, 0]]] if len(siblings) else np.zeros(0, np.int32)
    ordered = siblings[np.argsort(edge_height, kind="stable")]
    edge_bounds = np.searchsorted(np.sort(edge_height), np.arange(1, len(bounds) + 1))
    total = np.zeros(len(parent), np.uint64)
    for level in range(min(len(bounds) - 1, _MOST_LEVELS)):
        scopes = by_height[bounds[level] : bounds[level + 1]]
        children = by_scope_height[child_bounds[level] : child_bounds[level + 1]]
        links = ordered[edge_bounds[level] : edge_bounds[level + 1]]
        refined = _refined(color, links)
        np.add.at(total, parent[children], mixed(refined[children]))
        if len(links):
            np.add.at(total, parent[links[:, 0]], np.uint64(1) * STEP)
        np.add.at(operations, parent[children], operations[children])
        shape = mixed(total[scopes] + mixed(operations[scopes]))
        color[scopes] = mixed(shape + np.uint64(level + 1))
        tell_apart(color, Level(scopes, children, parent, refined, links))
    return color


def _refined(color: NDArray[np.uint64], links: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Let the colours of linked nodes tell their neighbours, and these theirs."""
    if not len(links):
        return color
    nodes, place = np.unique(links, return_inverse=True)
    place = place.reshape(links.shape)
    own = color[nodes]
    for _ in range(_ROUNDS):
        heard = np.zeros(len(nodes), np.uint64)
        np.add.at(heard, place[:, 1], mixed(own[place[:, 0]] + np.uint64(1)))
        np.add.at(heard, place[:, 0], mixed(own[place[:, 1]] + np.uint64(2)))
        own = mixed(own + mixed(heard))
    refined: NDArray[np.uint64] = color.copy()
    refined[nodes] = own
    return refined
