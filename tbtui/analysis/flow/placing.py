"""Columns of nodes whose order within layers is known: compact, and stems kept straight."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_ROUNDS = 8


def place_columns(
    order: Sequence[Sequence[int]],
    below: Sequence[Sequence[int]],
    left: Sequence[int],
    right: Sequence[int],
    is_virtual: Sequence[bool],
    spacing: int,
) -> list[int]:
    """Return the column of each node's port.

    Nodes along a path that should be straight (a part of a long edge, or the stem of the flow)
    become one block with one column, as in Brandes and Köpf, "Fast and simple horizontal
    coordinate assignment" (2001). Blocks start as far to the left as they can and then move
    towards the middle of their neighbours as far as there is room.

    Parameters
    ----------
    order : sequence of sequences of int
        Nodes of each layer from left to right.
    below : sequence of sequences of int
        Of each node, those linked to it in the layer below.
    left, right : sequence of int
        Cells that each node takes on either side of its port.
    is_virtual : sequence of bool
        Whether a node only stands for a long edge that passes its layer.
    spacing : int
        Free cells between neighbours.

    Returns
    -------
    list of int
        From 0 on for what begins at the left end.
    """
    count = len(left)
    block = _blocks(order, below, is_virtual)
    members: dict[int, list[int]] = {}
    for layer in order:
        for node in layer:
            members.setdefault(block[node], []).append(node)
    # What has to stand between two blocks: the most that any layer asks for.
    before: dict[int, dict[int, int]] = {name: {} for name in members}
    after: dict[int, dict[int, int]] = {name: {} for name in members}
    for layer in order:
        for one, other in pairwise(layer):
            apart = right[one] + spacing + left[other] + 1
            first, second = block[one], block[other]
            apart = max(apart, after[first].get(second, 0))
            after[first][second] = before[second][first] = apart
    links: dict[int, list[int]] = {name: [] for name in members}
    for node in range(count):
        for target in below[node]:
            if block[node] != block[target]:
                links[block[node]].append(block[target])
                links[block[target]].append(block[node])
    reach = {name: max(left[node] for node in nodes) for name, nodes in members.items()}
    sequence = _from_left_to_right(before, after)
    column: dict[int, int] = {}
    for name in sequence:
        others = [column[other] + apart for other, apart in before[name].items()]
        column[name] = max([reach[name], *others])
    for turn in range(_ROUNDS):
        rightwards = turn % 2 == 0
        for name in reversed(sequence) if rightwards else sequence:
            _move(name, column, links, before, after, rightwards)
    start = min((column[block[node]] - left[node] for node in range(count)), default=0)
    return [column[block[node]] - start for node in range(count)]


def _move(
    name: int,
    column: dict[int, int],
    links: dict[int, list[int]],
    before: dict[int, dict[int, int]],
    after: dict[int, dict[int, int]],
    rightwards: bool,
) -> None:
    """Move a block towards the middle of its neighbours, in one direction."""
    if not links[name]:
        return
    columns = sorted(column[other] for other in links[name])
    middle = (columns[(len(columns) - 1) // 2] + columns[len(columns) // 2]) // 2
    if rightwards:
        room = min((column[other] - apart for other, apart in after[name].items()), default=middle)
        column[name] = max(column[name], min(middle, room))
    else:
        room = max((column[other] + apart for other, apart in before[name].items()), default=middle)
        column[name] = min(column[name], max(middle, room))


def _from_left_to_right(
    before: dict[int, dict[int, int]], after: dict[int, dict[int, int]]
) -> list[int]:
    missing = {name: len(others) for name, others in before.items()}
    sequence = [name for name, others in missing.items() if others == 0]
    for name in sequence:
        for other in after[name]:
            missing[other] -= 1
            if missing[other] == 0:
                sequence.append(other)
    return sequence


def _blocks(
    order: Sequence[Sequence[int]], below: Sequence[Sequence[int]], is_virtual: Sequence[bool]
) -> list[int]:
    """Return for each node the first node of its block.

    Between two layers the links that may be straight are taken by weight (long edges before
    stems before the rest), each node at most once above and once below, none crossing another.
    """
    count = len(is_virtual)
    height = [0] * count
    depth = [0] * count
    above: list[list[int]] = [[] for _ in range(count)]
    for layer in reversed(order):
        for node in layer:
            height[node] = max((height[target] + 1 for target in below[node]), default=0)
    for layer in order:
        for node in layer:
            for target in below[node]:
                above[target].append(node)
                depth[target] = max(depth[target], depth[node] + 1)
    stem_below = [_longest(below[node], height, is_virtual) for node in range(count)]
    stem_above = [_longest(above[node], depth, is_virtual) for node in range(count)]
    block = list(range(count))
    for upper, lower in pairwise(order):
        place = {node: index for index, node in enumerate(lower)}
        candidates = []
        for index, node in enumerate(upper):
            for target in below[node]:
                if is_virtual[node] and is_virtual[target]:
                    weight = 0
                elif stem_below[node] == target and stem_above[target] == node:
                    weight = 1
                elif is_virtual[node] != is_virtual[target]:
                    weight = 3
                else:
                    weight = 2
                candidates.append((weight, index, place[target], node, target))
        taken: list[tuple[int, int]] = []
        for _, one, other, node, target in sorted(candidates):
            # Both ends on the same side of every link that was taken: neither shared nor crossed.
            if all((one - a) * (other - b) > 0 for a, b in taken):
                taken.append((one, other))
                block[target] = block[node]
    return block


def _longest(nodes: Sequence[int], length: Sequence[int], is_virtual: Sequence[bool]) -> int:
    """Return the node with the longest path from it, a real one first; -1 where there is none."""
    return max(nodes, key=lambda node: (not is_virtual[node], length[node], -node), default=-1)
