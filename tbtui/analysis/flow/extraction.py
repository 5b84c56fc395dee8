"""Auxiliary nodes: what is pulled out of the flow because it is linked to too much.

The rules and their numbers are TensorBoard's (`render.ts` of its graph dashboard), so that both
pull out the same nodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

_LEAST_NODES = 15
"""Smaller scopes keep nodes with many neighbours in the flow."""
_LEAST_BOUND = 4
"""Nodes with at most this many neighbours stay, however few others have."""
_OUT_SPREAD = 4
"""How many times the distance between quartiles outputs may lie above the upper one; inputs: 1."""
MOST_CONTROL_EDGES = 4
"""Of a node with more edges that only order, none is drawn."""


class Side(Enum):
    """Where a node stands."""

    FLOW = "flow"
    INPUTS = "inputs"
    OUTPUTS = "outputs"


class Link(NamedTuple):
    """An edge between two nodes of a scope.

    Attributes
    ----------
    source, target : int
    is_regular : bool
        Whether any tensor flows along it.
    """

    source: int
    target: int
    is_regular: bool


class Extraction(NamedTuple):
    """What is drawn where.

    Attributes
    ----------
    sides : list of Side
        Of each node.
    is_drawn : list of bool
        Of each link, whether it is a line; the others are annotations at both of their ends.
    """

    sides: list[Side]
    is_drawn: list[bool]


def extract(
    count: int, links: Sequence[Link], sinks: Sequence[bool], *, by_degree: bool = True
) -> Extraction:
    """Decide which nodes of a scope stand beside the flow.

    Parameters
    ----------
    count : int
        Number of nodes.
    links : sequence of Link
        No pair twice.
    sinks : sequence of bool
        Whether a node only gathers control edges, as ``NoOp`` does.
    by_degree : bool
        Whether nodes with many more neighbours than the others are pulled out.

    Returns
    -------
    Extraction
    """
    picture = _Picture(count, links)
    for node in range(count):
        if sinks[node]:
            picture.pull_out(node, Side.OUTPUTS)
    if by_degree:
        _pull_out_by_degree(picture)
    _drop_control_edges(picture)
    _pull_out_one_sided(picture)
    return Extraction(picture.sides, picture.is_drawn)


class _Picture:
    """Nodes and links while some of them leave the flow."""

    def __init__(self, count: int, links: Sequence[Link]) -> None:
        self.links = links
        self.sides = [Side.FLOW] * count
        self.is_drawn = [True] * len(links)
        self.incoming: list[list[int]] = [[] for _ in range(count)]
        self.outgoing: list[list[int]] = [[] for _ in range(count)]
        for index, link in enumerate(links):
            self.incoming[link.target].append(index)
            self.outgoing[link.source].append(index)

    def in_flow(self) -> list[int]:
        return [node for node, side in enumerate(self.sides) if side is Side.FLOW]

    def pull_out(self, node: int, side: Side) -> None:
        self.sides[node] = side
        for index in (*self.incoming[node], *self.outgoing[node]):
            self.is_drawn[index] = False

    def degree(self, indexes: Sequence[int]) -> int:
        """Count links with tensors; where there are none, those without."""
        drawn = [index for index in indexes if self.is_drawn[index]]
        regular = sum(self.links[index].is_regular for index in drawn)
        return regular or len(drawn)


def _pull_out_by_degree(picture: _Picture) -> None:
    nodes = picture.in_flow()
    if len(nodes) < _LEAST_NODES:
        return
    # Both counts are taken before anything is pulled out.
    inputs = {node: picture.degree(picture.incoming[node]) for node in nodes}
    outputs = {node: picture.degree(picture.outgoing[node]) for node in nodes}
    for degrees, spread, side in ((inputs, 1, Side.INPUTS), (outputs, _OUT_SPREAD, Side.OUTPUTS)):
        ranked = sorted(degrees.values())
        lower, upper = ranked[_rounded(len(nodes), 1)], ranked[_rounded(len(nodes), 3)]
        bound = max(upper + spread * (upper - lower), _LEAST_BOUND)
        for node in nodes:
            if degrees[node] > bound and picture.sides[node] is Side.FLOW:
                picture.pull_out(node, side)


def _rounded(count: int, quarters: int) -> int:
    """Return a share of a count in quarters, halves rounded up as JavaScript does."""
    return (count * quarters + 2) // 4


def _drop_control_edges(picture: _Picture) -> None:
    if all(link.is_regular for link in picture.links):
        return
    dropped = set()
    for node in range(len(picture.sides)):
        control = [
            index
            for index in (*picture.incoming[node], *picture.outgoing[node])
            if picture.is_drawn[index] and not picture.links[index].is_regular
        ]
        if len(control) > MOST_CONTROL_EDGES:
            dropped.update(control)
    for index in dropped:
        picture.is_drawn[index] = False


def _pull_out_one_sided(picture: _Picture) -> None:
    """Pull out nodes without lines that have annotations on one side only."""
    for node in picture.in_flow():
        before, after = picture.incoming[node], picture.outgoing[node]
        if any(picture.is_drawn[index] for index in (*before, *after)):
            continue
        if after and not before:
            picture.sides[node] = Side.INPUTS
        elif before and not after:
            picture.sides[node] = Side.OUTPUTS
