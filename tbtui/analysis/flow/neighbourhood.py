"""The part of a large flow that is drawn: what is nearest to the selection."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from tbtui.analysis.flow.extraction import Link

_MOST_BESIDE = 8
"""Neighbours that a node brings into the picture, on either side."""


class Rim(NamedTuple):
    """Neighbours of a node that are left out.

    Attributes
    ----------
    node : int
    hidden : tuple of int
    is_input : bool
        Whether they feed the node, else it feeds them.
    """

    node: int
    hidden: tuple[int, ...]
    is_input: bool


class Neighbourhood(NamedTuple):
    """What is drawn of a flow, and what is not.

    Attributes
    ----------
    nodes : list of int
    rims : list of Rim
    elsewhere : list of int
        Nodes that are left out and no neighbours of those that are drawn.
    """

    nodes: list[int]
    rims: list[Rim]
    elsewhere: list[int]


def choose_neighbourhood(
    nodes: Sequence[int], links: Sequence[Link], focus: int, limit: int
) -> Neighbourhood:
    """Choose at most `limit` nodes, the nearest to one of them.

    Parameters
    ----------
    nodes : sequence of int
        All that could be drawn; all of them are when they are no more than `limit`.
    links : sequence of Link
        Between them.
    focus : int
        The node to begin with; where it is none of the nodes, the first one is.
    limit : int
    """
    if len(nodes) <= limit:
        return Neighbourhood(list(nodes), [], [])
    before: dict[int, list[int]] = {node: [] for node in nodes}
    after: dict[int, list[int]] = {node: [] for node in nodes}
    for link in links:
        before[link.target].append(link.source)
        after[link.source].append(link.target)
    chosen: dict[int, None] = {}
    starts = deque([focus] if focus in before else [])
    # Where the piece around the focus is small, the next pieces fill the picture.
    starts.extend(nodes)
    while starts and len(chosen) < limit:
        _spread(starts.popleft(), before, after, chosen, limit)
    rims = []
    beside: set[int] = set()
    for node in chosen:
        for others, is_input in ((before[node], True), (after[node], False)):
            hidden = tuple(other for other in others if other not in chosen)
            if hidden:
                rims.append(Rim(node, hidden, is_input))
                beside.update(hidden)
    elsewhere = [node for node in nodes if node not in chosen and node not in beside]
    return Neighbourhood(list(chosen), rims, elsewhere)


def _spread(
    start: int,
    before: dict[int, list[int]],
    after: dict[int, list[int]],
    chosen: dict[int, None],
    limit: int,
) -> None:
    """Add a node and, the nearest first, what is linked to it."""
    if start in chosen:
        return
    chosen[start] = None
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for other in (*before[node][:_MOST_BESIDE], *after[node][:_MOST_BESIDE]):
            if other not in chosen and len(chosen) < limit:
                chosen[other] = None
                waiting.append(other)
