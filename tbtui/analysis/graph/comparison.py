"""What differs between two graphs."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from enum import Flag, IntEnum

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.graph.building import build_graph
from tbtui.analysis.graph.model import Graph, Kind
from tbtui.readers.graphs.content import GraphContent, NodeColumns, joined


class Status(IntEnum):
    """How an item of one graph stands to the other graph.

    ``REMOVED`` are nodes that only the other graph has, where they are shown all the same.
    """

    SAME = 0
    ONLY_HERE = 1
    CHANGED = 2
    REMOVED = 3


class Change(Flag):
    """What is different in two nodes of the same name."""

    OPERATION = 1
    ATTRIBUTES = 2
    INPUTS = 4
    DEVICE = 8


@dataclass(frozen=True, eq=False)
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
        """Nodes of ``before`` that are not in ``after``, or are there as removed ones."""
        kept = self.partner_of_before[self.partner_of_before >= 0]
        is_removed = np.count_nonzero(self.status_after[kept] == Status.REMOVED)
        only_here = _only_here(self.before, self.status_before)
        if not is_removed:
            return only_here
        items = np.flatnonzero(self.partner_of_before >= 0)
        gone = self.status_after[self.partner_of_before[items]] == Status.REMOVED
        return sorted([*only_here, *items[gone].tolist()])


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


def compare_in_one(before: Graph, after: Graph) -> Comparison:
    """Compare two graphs, and let the later one hold also what was removed.

    Parameters
    ----------
    before, after : Graph

    Returns
    -------
    Comparison
        Its ``after`` is another graph: that of all nodes, in which those that only ``before`` has
        are ``REMOVED``.
    """
    united = build_graph(_united(before.content, after.content))
    found = compare_graphs(before, united)
    own = after.nodes.numbers
    items = [
        int(united.nodes.items[number])
        for name, number in united.nodes.numbers.items()
        if name not in own
    ]
    status = found.status_after
    status[items] = Status.REMOVED
    for item in items:
        # What was removed is not different as well.
        found.changes.pop(item, None)
    return replace(found, status_after=_with_scopes(united, status))


def _united(before: GraphContent, after: GraphContent) -> GraphContent:
    """Return a graph with what only the earlier one has behind what the later one has."""
    ours = {function.name: function for function in after.functions}
    theirs = {function.name: function for function in before.functions}
    functions = [
        replace(one, nodes=_with_missing(theirs[one.name].nodes, one.nodes))
        if one.name in theirs
        else one
        for one in after.functions
    ]
    functions += [one for one in before.functions if one.name not in ours]
    nodes = _with_missing(before.nodes, after.nodes)
    return GraphContent(nodes, functions, after.embeds, after.notes)


def _with_missing(before: NodeColumns, after: NodeColumns) -> NodeColumns:
    known = set(after.names)
    missing = [number for number, name in enumerate(before.names) if name not in known]
    if not missing:
        return after
    ends = list(itertools.accumulate(before.input_counts, initial=0))
    removed = NodeColumns(
        [before.names[number] for number in missing],
        [before.ops[number] for number in missing],
        [before.devices[number] for number in missing],
        [
            text
            for number in missing
            for text in before.input_texts[ends[number] : ends[number + 1]]
        ],
        [before.input_counts[number] for number in missing],
        [before.attributes[number] for number in missing],
        [before.shapes[number] for number in missing],
        [before.parameters[number] for number in missing],
    )
    return joined([after, removed])


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
    removed = _sums(is_node & (status == Status.REMOVED))
    count = _sums(is_node)
    scopes = np.flatnonzero(~is_node)
    ends = graph.end[scopes]
    status[scopes] = np.where(
        different[ends] == different[scopes],
        Status.SAME,
        np.where(
            only_here[ends] - only_here[scopes] == count[ends] - count[scopes],
            Status.ONLY_HERE,
            np.where(
                removed[ends] - removed[scopes] == count[ends] - count[scopes],
                Status.REMOVED,
                Status.CHANGED,
            ),
        ),
    )
    return status


def _sums(marked: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(marked)])


def _only_here(graph: Graph, status: NDArray[np.uint8]) -> list[int]:
    is_node = graph.kind == Kind.NODE
    return [int(item) for item in np.flatnonzero(is_node & (status == Status.ONLY_HERE))]
