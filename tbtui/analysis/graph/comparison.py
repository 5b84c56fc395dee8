"""What differs between two graphs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, IntEnum

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.graph.model import Graph, Kind


class Status(IntEnum):
    """How an item of one graph stands to the other graph."""

    SAME = 0
    ONLY_HERE = 1
    CHANGED = 2


class Change(Flag):
    """What is different in two nodes of the same name."""

    OPERATION = 1
    ATTRIBUTES = 2
    INPUTS = 4
    DEVICE = 8


@dataclass(frozen=True)
class Comparison:
    """Two graphs side by side; nodes of the same name stand for each other.

    Attributes
    ----------
    before, after : Graph
    status_before, status_after : uint8[k]
        `Status` of each item. ``ONLY_HERE`` are removed and added nodes. A scope is only here if
        all nodes in it are, changed if anything in it is different.
    changes : dict of int to Change
        By item of ``after``, what is different in the nodes of the same name.
    partner_of_after, partner_of_before : int32[k]
        The item of the other graph for each node, else -1.
    """

    before: Graph
    after: Graph
    status_before: NDArray[np.uint8]
    status_after: NDArray[np.uint8]
    changes: dict[int, Change]
    partner_of_after: NDArray[np.int32]
    partner_of_before: NDArray[np.int32]

    @property
    def added(self) -> list[int]:
        """Nodes of ``after`` that are not in ``before``."""
        return _only_here(self.after, self.status_after)

    @property
    def removed(self) -> list[int]:
        """Nodes of ``before`` that are not in ``after``."""
        return _only_here(self.before, self.status_before)


def compare_graphs(before: Graph, after: Graph) -> Comparison:
    """Compare two graphs node by node: operations, attributes, inputs and devices.

    Parameters
    ----------
    before, after : Graph
    """
    changes: dict[int, Change] = {}
    status_before = np.full(before.item_count, Status.ONLY_HERE, np.uint8)
    status_after = np.full(after.item_count, Status.ONLY_HERE, np.uint8)
    partner_of_after = np.full(after.item_count, -1, np.int32)
    partner_of_before = np.full(before.item_count, -1, np.int32)
    items_before, items_after = before.nodes.items, after.nodes.items
    for name, number in after.nodes.numbers.items():
        other = before.nodes.numbers.get(name)
        if other is None:
            continue
        here, there = int(items_after[number]), int(items_before[other])
        partner_of_after[here], partner_of_before[there] = there, here
        change = _change(before, other, after, number)
        status = Status.CHANGED if change else Status.SAME
        status_after[here] = status_before[there] = status
        if change:
            changes[here] = change
    return Comparison(
        before,
        after,
        _with_scopes(before, status_before),
        _with_scopes(after, status_after),
        changes,
        partner_of_after,
        partner_of_before,
    )


def _change(before: Graph, other: int, after: Graph, number: int) -> Change:
    old, new = before.nodes, after.nodes
    change = Change(0)
    if old.ops[other] != new.ops[number]:
        change |= Change.OPERATION
    if old.devices[other] != new.devices[number]:
        change |= Change.DEVICE
    if old.inputs(other) != new.inputs(number):
        change |= Change.INPUTS
    # Not as messages: their maps compare attribute by attribute, in Python.
    if dict(old.attributes[other]) != dict(new.attributes[number]):
        change |= Change.ATTRIBUTES
    return change


def _with_scopes(graph: Graph, status: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Fill in the status of scopes, which follows from that of the nodes in them."""
    is_node = graph.kind == Kind.NODE
    different = _sums(is_node & (status != Status.SAME))
    only_here = _sums(is_node & (status == Status.ONLY_HERE))
    count = _sums(is_node)
    scopes = np.flatnonzero(~is_node)
    ends = graph.end[scopes]
    status[scopes] = np.where(
        different[ends] == different[scopes],
        Status.SAME,
        np.where(
            only_here[ends] - only_here[scopes] == count[ends] - count[scopes],
            Status.ONLY_HERE,
            Status.CHANGED,
        ),
    )
    return status


def _sums(marked: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(marked)])


def _only_here(graph: Graph, status: NDArray[np.uint8]) -> list[int]:
    is_node = graph.kind == Kind.NODE
    return [int(item) for item in np.flatnonzero(is_node & (status == Status.ONLY_HERE))]
