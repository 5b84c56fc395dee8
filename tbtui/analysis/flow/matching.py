"""Tell apart scopes that counts and neighbours cannot: by laying one upon the other, node by node.

Refined colours (see `templates`) are equal for some graphs that are not: two rings of three nodes
and one ring of six. Scopes of equal colour are equal for certain if their edges are, numbered by
colour and by the order of their nodes; only where they are not, the nodes are matched one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.flow.mixing import mixed

_MOST_COMPARED = 200
"""Pairs of scopes of one height that are matched; of further ones their colours decide."""
_MOST_STEPS = 20_000
"""Attempts at one pair; after that, colours decide."""
_MOST_NODES = 400


class Level(NamedTuple):
    """Scopes of one height, and what is in them.

    Attributes
    ----------
    scopes : int64[n]
    children : int64[c]
    parent : int32[nodes]
        Of every node of the graph.
    refined : uint64[nodes]
        Colours of children, told by their neighbours.
    links : int32[m, 2]
        Edges between children of the same scope.
    """

    scopes: NDArray[np.int64]
    children: NDArray[np.int64]
    parent: NDArray[np.int32]
    refined: NDArray[np.uint64]
    links: NDArray[np.int32]


def tell_apart(color: NDArray[np.uint64], level: Level) -> None:
    """Give scopes of equal colours that are not alike different colours.

    Parameters
    ----------
    color : uint64[nodes]
        Changed at some of the scopes.
    level : Level
    """
    scopes = level.scopes
    if not len(level.links) or len(np.unique(color[scopes])) == len(scopes):
        return
    written = _written(level)
    forms, first, form_of = np.unique(
        np.stack([color[scopes], written[scopes]], axis=1),
        axis=0,
        return_index=True,
        return_inverse=True,
    )
    form_of = form_of.reshape(-1)
    values, counts = np.unique(forms[:, 0], return_counts=True)
    pairs = count()
    for value in values[counts > 1]:
        kinds: list[int] = []
        forms_here = np.flatnonzero(forms[:, 0] == value)
        for form in forms_here[np.argsort(first[forms_here])].tolist():
            scope = int(scopes[first[form]])
            number = next(
                (
                    index
                    for index, known in enumerate(kinds)
                    if next(pairs) >= _MOST_COMPARED or _are_alike(known, scope, level)
                ),
                len(kinds),
            )
            if number == len(kinds):
                kinds.append(scope)
            if number:
                color[scopes[form_of == form]] = mixed(np.array([value + np.uint64(number)]))


def _written(level: Level) -> NDArray[np.uint64]:
    """Return a hash of each scope's edges, its nodes numbered by colour and then in their order."""
    inside = level.parent[level.children]
    order = np.lexsort((level.children, level.refined[level.children], inside))
    starts = np.searchsorted(inside[order], inside[order], "left")
    place = np.zeros(len(level.parent), np.uint64)
    place[level.children[order]] = np.arange(len(order)) - starts
    source, target = level.links[:, 0], level.links[:, 1]
    written = np.zeros(len(level.parent), np.uint64)
    pairs = (place[source] << np.uint64(32)) | place[target]
    np.add.at(written, level.parent[source], mixed(pairs))
    return written


class _Piece(NamedTuple):
    """One scope: the colours of its nodes, and whom they lead to and come from."""

    color: dict[int, int]
    after: dict[int, set[int]]
    before: dict[int, set[int]]


def _piece(scope: int, level: Level) -> _Piece:
    nodes = level.children[level.parent[level.children] == scope].tolist()
    links = level.links[level.parent[level.links[:, 0]] == scope].tolist()
    color = dict(zip(nodes, level.refined[nodes].tolist(), strict=True))
    piece = _Piece(color, {node: set() for node in nodes}, {node: set() for node in nodes})
    for source, target in links:
        piece.after[source].add(target)
        piece.before[target].add(source)
    return piece


def _are_alike(one: int, other: int, level: Level) -> bool:
    """Tell whether the nodes of two scopes can be matched so that colours and edges agree."""
    left, right = _piece(one, level), _piece(other, level)
    if len(left.color) > _MOST_NODES:
        return True
    if sorted(left.color.values()) != sorted(right.color.values()):
        return False
    order = _connected_order(left)
    image: dict[int, int] = {}
    taken: dict[int, int] = {}
    waiting: list[Iterator[int]] = []
    for _ in range(_MOST_STEPS):
        if len(waiting) == len(image):
            if len(image) == len(order):
                return True
            node = order[len(image)]
            waiting.append(iter(_candidates(node, left, right, image, taken)))
        found = next(waiting[-1], None)
        if found is not None:
            node = order[len(image)]
            image[node], taken[found] = found, node
            continue
        waiting.pop()
        if not waiting:
            return False
        del taken[image.pop(order[len(waiting) - 1])]
    return True


def _connected_order(piece: _Piece) -> list[int]:
    """Return nodes so that each has neighbours among those before, where it has any."""
    seen: dict[int, None] = {}
    for start in sorted(piece.color, key=lambda node: (piece.color[node], node)):
        to_see = [start]
        while to_see:
            node = to_see.pop()
            if node not in seen:
                seen[node] = None
                to_see += sorted(piece.after[node] | piece.before[node])
    return list(seen)


def _candidates(
    node: int, left: _Piece, right: _Piece, image: dict[int, int], taken: dict[int, int]
) -> list[int]:
    """Return the nodes on the right that a node may be matched with, given what is matched."""
    after = {image[one] for one in left.after[node] if one in image}
    before = {image[one] for one in left.before[node] if one in image}
    return [
        other
        for other, color in right.color.items()
        if color == left.color[node]
        and other not in taken
        and {one for one in right.after[other] if one in taken} == after
        and {one for one in right.before[other] if one in taken} == before
    ]
