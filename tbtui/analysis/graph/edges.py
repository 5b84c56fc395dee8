"""Edges between nodes, from the texts in which nodes name their inputs.

The rules are those of TensorBoard's graph dashboard: how inputs are normalised, which of them are
control edges and references, and how constants and summaries are embedded into their neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.graphs.content import NodeColumns

CONSTANT_OPS = re.compile("Const")
"""Operations of constants, to be found anywhere in the operation's name, as in TensorBoard."""
SUMMARY_OPS = re.compile("^[a-zA-Z]+Summary$")

REFERENCE_OPS = frozenset(
    "Assign AssignAdd AssignSub ScatterAdd ScatterSub ScatterUpdate CountUpTo "
    "assign assign_add assign_sub scatter_add scatter_sub scatter_update count_up_to".split()
)
"""Operations whose first input is a reference to a variable that they change."""


class RawEdges(NamedTuple):
    """Edges between nodes by their numbers, in the order of the target and of its inputs.

    Attributes
    ----------
    source, target, port : int32[m]
        ``port`` is the number of the source's output; -1 for a control edge.
    control, reference : bool[m]
    """

    source: NDArray[np.int32]
    target: NDArray[np.int32]
    port: NDArray[np.int32]
    control: NDArray[np.bool_]
    reference: NDArray[np.bool_]

    def select(self, index: NDArray[np.bool_] | NDArray[np.int64]) -> RawEdges:
        """Return some of the edges."""
        return RawEdges(*(column[index] for column in self))


@dataclass(frozen=True)
class ResolvedInputs:
    """All edges, and the inputs that name no node.

    Attributes
    ----------
    edges : RawEdges
    dangling : dict of int to list of str
        By node, as they are written.
    """

    edges: RawEdges
    dangling: dict[int, list[str]]


def resolve_inputs(spaces: Sequence[tuple[int, NodeColumns]]) -> ResolvedInputs:
    """Find the nodes that inputs name.

    An input that repeats the name before it is dropped, as in TensorBoard.

    Parameters
    ----------
    spaces : sequence of (int, NodeColumns)
        Nodes that can name each other, the graph itself and each function, and the number of the
        first of them.
    """
    sources: list[int] = []
    targets: list[int] = []
    ports: list[int] = []
    positions: list[int] = []
    dangling: dict[int, list[str]] = {}
    is_reference_op: list[bool] = []
    for first, nodes in spaces:
        numbers: dict[str, int] = {}
        for number, name in enumerate(nodes.names, start=first):
            # Of nodes with the same name, inputs mean the first one.
            numbers.setdefault(name, number)
        find = numbers.get
        is_reference_op += [op in REFERENCE_OPS for op in nodes.ops]
        for target, inputs in enumerate(nodes.inputs, start=first):
            last: int | str = -1
            position = 0
            for text in inputs:
                source: int | str | None = find(text)
                port = 0
                if source is None:
                    name, port = _name_and_port(text, numbers)
                    source = find(name, name)
                if source == last:
                    continue
                last = source
                if isinstance(source, str):
                    dangling.setdefault(target, []).append(text)
                elif source != target:
                    sources.append(source)
                    targets.append(target)
                    ports.append(port)
                    positions.append(position)
                position += 1
    port_column = np.array(ports, np.int32)
    target_column = np.array(targets, np.int32)
    of_reference_op = np.array(is_reference_op, np.bool_)
    return ResolvedInputs(
        RawEdges(
            np.array(sources, np.int32),
            target_column,
            port_column,
            port_column < 0,
            of_reference_op[target_column] & (np.array(positions, np.int32) == 0),
        ),
        dangling,
    )


def _name_and_port(text: str, numbers: dict[str, int]) -> tuple[str, int]:
    """Split an input into the name of a node and the number of its output, -1 for control."""
    is_control = text.startswith("^")
    name = text[1:] if is_control else text
    port = 0
    if name not in numbers:
        head, colon, tail = name.rpartition(":")
        if colon and tail.isdecimal() and len(tail) < 9:
            name, port = head, int(tail)
            head, colon, argument = name.rpartition(":")
            if colon and name not in numbers and argument.replace("_", "a").isalnum():
                name = head
    return name, -1 if is_control else port


@dataclass(frozen=True)
class Embedding:
    """Which nodes are shown as decorations of others.

    Attributes
    ----------
    constants, summaries : bool[n]
        By node. Constants that nothing consumes, and summaries of nothing, are not embedded:
        they would be shown nowhere.
    decorations : RawEdges
        From constants to what consumes them, and from nodes to the summaries of them.
    edges : RawEdges
        Between the other nodes, and through the embedded ones: what a constant waits for, its
        consumers wait for.
    """

    constants: NDArray[np.bool_]
    summaries: NDArray[np.bool_]
    decorations: RawEdges
    edges: RawEdges


def embed(edges: RawEdges, constants: NDArray[np.bool_], summaries: NDArray[np.bool_]) -> Embedding:
    """Embed constants into their consumers and summaries into what they summarise.

    Parameters
    ----------
    edges : RawEdges
    constants, summaries : bool[n]
        By node, whether its operation is that of a constant or a summary.
    """
    count = len(constants)
    consumed = np.zeros(count, np.bool_)
    consumed[edges.source] = True
    fed = np.zeros(count, np.bool_)
    fed[edges.target] = True
    inward = constants & consumed
    outward = summaries & ~inward & fed
    embedded = inward | outward

    from_embedded, to_embedded = embedded[edges.source], embedded[edges.target]
    decorates = inward[edges.source] | outward[edges.target]
    plain = edges.select(~from_embedded & ~to_embedded)
    through = _through(edges.select(to_embedded), edges.select(from_embedded & ~to_embedded))
    through = through.select(~embedded[through.source])
    joined = RawEdges(*(np.concatenate(pair) for pair in zip(plain, through, strict=True)))
    order = np.argsort(joined.target, kind="stable")
    return Embedding(inward, outward, edges.select(decorates), joined.select(order))


def _through(into: RawEdges, out_of: RawEdges) -> RawEdges:
    """Join edges into embedded nodes with the edges out of them, without what leads back."""
    # Edges into a node lie together, as they are in the order of their targets.
    first = np.searchsorted(into.target, out_of.source, "left")
    counts = np.searchsorted(into.target, out_of.source, "right") - first
    which_out = np.repeat(np.arange(len(out_of.source)), counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    which_into = np.repeat(first, counts) + within
    joined = RawEdges(
        into.source[which_into],
        out_of.target[which_out],
        into.port[which_into],
        into.control[which_into],
        out_of.reference[which_out],
    )
    return joined.select(joined.source != joined.target)
