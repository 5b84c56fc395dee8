"""What running a graph cost: memory and compute time, joined from run metadata to its items."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.graph.model import Graph, Kind
from tbtui.readers.graphs.content import Shapes
from tbtui.readers.graphs.run_metadata import DeviceRuns


@dataclass(frozen=True)
class Costs:
    """What each item cost.

    Attributes
    ----------
    memory : int64[k]
        Bytes by item; of a node the most that one of its runs allocated, of a scope the sum of
        its nodes. -1 where nothing is known.
    time : int64[k]
        Microseconds by item; of a node from the start of its first run to the end of its last
        one, of a scope from the first start to the last end of its nodes. -1 where nothing is
        known.
    shapes : dict of int to tuple of Shape
        By item, of the outputs as they were when it ran.
    matched, unmatched : int
        Names of nodes that ran and are in the graph, and that are not.
    """

    memory: NDArray[np.int64]
    time: NDArray[np.int64]
    shapes: dict[int, Shapes]
    matched: int
    unmatched: int


def devices_ticked(devices: Sequence[DeviceRuns]) -> list[str]:
    """Return the devices that count as long as the user chooses no others.

    These are all but the streams of a GPU, which tell of the same runs again. TensorBoard starts
    with the first GPU alone, which leaves all nodes on other devices without any cost.

    Parameters
    ----------
    devices : sequence of DeviceRuns
    """
    return [one.device for one in devices if "/stream:" not in one.device]


def join_costs(
    graph: Graph, devices: Sequence[DeviceRuns], ticked: Collection[str] | None = None
) -> Costs:
    """Find out what each item of a graph cost.

    Parameters
    ----------
    graph : Graph
    devices : sequence of DeviceRuns
    ticked : collection of str or None
        The devices that count; None for those of `devices_ticked`.
    """
    counted = frozenset(devices_ticked(devices) if ticked is None else ticked)
    nodes: dict[str, _Span] = {}
    for device in devices:
        for run in device.runs if device.device in counted else ():
            span = nodes.get(run.node)
            if span is None:
                nodes[run.node] = _Span(run.start, run.end, run.memory, run.shapes)
            else:
                span.add(run.start, run.end, run.memory, run.shapes)
    return _joined(graph, nodes)


class _Span:
    """The runs of a node taken together."""

    def __init__(self, start: int, end: int, memory: int, shapes: Shapes) -> None:
        self.start = start
        self.end = end
        self.memory = memory
        self.shapes = shapes

    def add(self, start: int, end: int, memory: int, shapes: Shapes) -> None:
        self.start = min(self.start, start)
        self.end = max(self.end, end)
        self.memory = max(self.memory, memory)
        self.shapes = self.shapes or shapes


def _joined(graph: Graph, nodes: dict[str, _Span]) -> Costs:
    count = graph.item_count
    memory = [0] * count
    starts: list[int | None] = [None] * count
    ends = [0] * count
    shapes: dict[int, Shapes] = {}
    matched = 0
    items = graph.nodes.items.tolist()
    for name, span in nodes.items():
        number = graph.nodes.numbers.get(name)
        if number is None:
            continue
        matched += 1
        item = items[number]
        memory[item] = _within_int64(span.memory)
        starts[item], ends[item] = _within_int64(span.start), _within_int64(span.end)
        if span.shapes:
            shapes[item] = span.shapes
    parents = graph.parent.tolist()
    # From the deepest: when a scope's turn comes, its children are complete.
    for item in range(graph.tree_size - 1, 0, -1):
        start = starts[item]
        if start is not None:
            parent = parents[item]
            before = starts[parent]
            starts[parent] = start if before is None else min(before, start)
            ends[parent] = ends[item] if before is None else max(ends[parent], ends[item])
    known = np.array([start is not None for start in starts], np.bool_)
    times = [
        -1 if start is None else max(end - start, 0)
        for start, end in zip(starts, ends, strict=True)
    ]
    sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.array(memory, np.int64))])
    is_scope = graph.kind != Kind.NODE
    below = sums[graph.end] - sums[:count]
    return Costs(
        np.where(known, np.where(is_scope, below, memory), -1),
        np.array(times, np.int64),
        shapes,
        matched,
        len(nodes) - matched,
    )


def _within_int64(value: int) -> int:
    """Keep sums of what a broken file claims within what arrays hold."""
    return max(min(value, 1 << 53), -(1 << 53))
