"""Edges between nodes, from the texts in which nodes name their inputs.

The rules are those of TensorBoard's graph dashboard: how inputs are normalised, which of them are
control edges and references, and how constants and summaries are embedded into their neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.graphs.content import NodeColumns

_SUMMARY_OPS = re.compile("[a-zA-Z]+Summary")

REFERENCE_OPS = frozenset(
    (
        *("Assign", "AssignAdd", "AssignSub", "CountUpTo"),
        *("ScatterAdd", "ScatterSub", "ScatterUpdate"),
        *("assign", "assign_add", "assign_sub", "count_up_to"),
        *("scatter_add", "scatter_sub", "scatter_update"),
    )
)
"""Operations whose first input is a reference to a variable that they change."""


def is_constant_op(op: str) -> bool:
    """Whether an operation makes a constant: wherever it says so, as in TensorBoard."""
    return "Const" in op


def is_summary_op(op: str) -> bool:
    """Whether an operation writes a summary."""
    return _SUMMARY_OPS.fullmatch(op) is not None


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
        return RawEdges(
            self.source[index],
            self.target[index],
            self.port[index],
            self.control[index],
            self.reference[index],
        )


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


def resolve_inputs(
    spaces: Sequence[tuple[int, NodeColumns]], numbers: Sequence[Mapping[str, int]]
) -> ResolvedInputs:
    """Find the nodes that inputs name.

    An input that repeats the name before it is dropped, as in TensorBoard; so is one that names
    its own node.

    Parameters
    ----------
    spaces : sequence of (int, NodeColumns)
        Nodes that can name each other, the graph itself and each function, and the number of the
        first of them.
    numbers : sequence of Mapping[str, int]
        Of each space, the numbers of the nodes by name.
    """
    parts: list[RawEdges] = []
    dangling: dict[int, list[str]] = {}
    for (first, nodes), of_name in zip(spaces, numbers, strict=True):
        parts.append(_resolved(first, nodes, of_name, dangling))
    return ResolvedInputs(concatenated(parts), dangling)


def _resolved(
    first: int, nodes: NodeColumns, numbers: Mapping[str, int], dangling: dict[int, list[str]]
) -> RawEdges:
    texts = nodes.input_texts
    count = len(texts)
    targets = np.repeat(np.arange(first, first + len(nodes), dtype=np.int32), nodes.input_counts)
    # Names of no node become negative numbers: -2 and further, so that repeats are seen.
    found = [numbers.get(text, -1) for text in texts]
    ports = np.zeros(count, np.int32)
    unknown: dict[str, int] = {}
    sources = np.array(found, np.int32)
    for index in np.flatnonzero(sources < 0).tolist():
        name, port = _name_and_port(texts[index], numbers)
        ports[index] = port
        source = numbers.get(name)
        if source is None:
            source = unknown.setdefault(name, -2 - len(unknown))
            dangling.setdefault(int(targets[index]), []).append(texts[index])
        sources[index] = source
    kept = np.ones(count, np.bool_)
    kept[1:] = (sources[1:] != sources[:-1]) | (targets[1:] != targets[:-1])
    sources, targets, ports = sources[kept], targets[kept], ports[kept]
    is_reference_op = np.array([op in REFERENCE_OPS for op in nodes.ops], np.bool_)
    is_first = np.ones(len(targets), np.bool_)
    is_first[1:] = targets[1:] != targets[:-1]
    edges = RawEdges(
        sources, targets, ports, ports < 0, is_first & is_reference_op[targets - first]
    )
    return edges.select((sources >= 0) & (sources != targets))


def _name_and_port(text: str, numbers: Mapping[str, int]) -> tuple[str, int]:
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


def concatenated(parts: Sequence[RawEdges]) -> RawEdges:
    """Put edges after each other."""
    return RawEdges(
        np.concatenate([part.source for part in parts]),
        np.concatenate([part.target for part in parts]),
        np.concatenate([part.port for part in parts]),
        np.concatenate([part.control for part in parts]),
        np.concatenate([part.reference for part in parts]),
    )


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
    joined = concatenated([plain, through])
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
