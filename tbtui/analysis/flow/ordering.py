"""Order of nodes within layers: few crossings, the same for the same graph, in bounded time."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from itertools import pairwise

_SWEEPS = 12
"""Most sweeps down or up; four in a row without a better order end them."""
_PATIENCE = 4
_SWAP_ROUNDS = 4
_MOST_SWAPS = 400
"""Nodes; larger pictures keep the order of the sweeps."""


def order_layers(
    layers: Sequence[Sequence[int]], above: Sequence[Sequence[int]], below: Sequence[Sequence[int]]
) -> list[list[int]]:
    """Order the nodes of each layer so that edges between neighbouring layers cross little.

    Sweeps place each node at the mean of its neighbours in the layer before (Sugiyama's
    barycentre), then neighbours swap places where that helps.

    Parameters
    ----------
    layers : sequence of sequences of int
        Nodes of each layer, in an order to start from.
    above, below : sequence of sequences of int
        Of each node, those linked to it in the layer above and in the one below.

    Returns
    -------
    list of list of int
        The layers in their new order.
    """
    order = [list(layer) for layer in layers]
    best, fewest = [list(layer) for layer in order], count_crossings(order, below)
    waited = 0
    for sweep in range(_SWEEPS):
        if fewest == 0 or waited >= _PATIENCE:
            break
        if sweep % 2 == 0:
            for index in range(1, len(order)):
                _sort_by_neighbours(order[index], order[index - 1], above)
        else:
            for index in range(len(order) - 2, -1, -1):
                _sort_by_neighbours(order[index], order[index + 1], below)
        crossings = count_crossings(order, below)
        waited += 1
        if crossings < fewest:
            best, fewest, waited = [list(layer) for layer in order], crossings, 0
    if fewest and sum(map(len, best)) <= _MOST_SWAPS:
        _swap_neighbours(best, above, below)
    return best


def count_crossings(order: Sequence[Sequence[int]], below: Sequence[Sequence[int]]) -> int:
    """Count the crossings of straight edges between neighbouring layers."""
    total = 0
    for upper, lower in pairwise(order):
        place = {node: index for index, node in enumerate(lower)}
        seen: list[int] = []
        for node in upper:
            targets = sorted(place[target] for target in below[node])
            total += sum(len(seen) - bisect_right(seen, target) for target in targets)
            for target in targets:
                insort(seen, target)
    return total


def _sort_by_neighbours(
    layer: list[int], fixed: Sequence[int], neighbours: Sequence[Sequence[int]]
) -> None:
    """Sort a layer by the mean place of each node's neighbours; those without any stay."""
    place = {node: index for index, node in enumerate(fixed)}
    wanted = {}
    for index, node in enumerate(layer):
        places = [place[other] for other in neighbours[node]]
        wanted[node] = sum(places) / len(places) if places else float(index)
    layer.sort(key=wanted.__getitem__)


def _swap_neighbours(
    order: list[list[int]], above: Sequence[Sequence[int]], below: Sequence[Sequence[int]]
) -> None:
    for _ in range(_SWAP_ROUNDS):
        swapped = False
        for index, layer in enumerate(order):
            upper = {node: place for place, node in enumerate(order[index - 1])} if index else {}
            last = index + 1 == len(order)
            lower = {} if last else {node: place for place, node in enumerate(order[index + 1])}
            for place in range(len(layer) - 1):
                left, right = layer[place : place + 2]
                gain = _crossings_of_pair(left, right, above, upper)
                gain += _crossings_of_pair(left, right, below, lower)
                gain -= _crossings_of_pair(right, left, above, upper)
                gain -= _crossings_of_pair(right, left, below, lower)
                if gain > 0:
                    layer[place : place + 2] = [right, left]
                    swapped = True
        if not swapped:
            return


def _crossings_of_pair(
    left: int, right: int, neighbours: Sequence[Sequence[int]], place: dict[int, int]
) -> int:
    places = sorted(place[other] for other in neighbours[left])
    return sum(len(places) - bisect_right(places, place[other]) for other in neighbours[right])
