"""What every form of a graph is read into."""

from __future__ import annotations

import bisect
import itertools
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, overload

LARGEST_GRAPH = (1 << 31) - 1
"""Bytes of the largest message that protobuf reads."""

Shape = tuple[int, ...] | None
"""Sizes of the dimensions, -1 where unknown; None where not even their number is known."""

Shapes = tuple[Shape, ...]
"""The shape of each output of a node; empty where nothing says it."""

INPUT_OP = "input_arg"
"""The operation of nodes that stand for the arguments of a function, as in TensorBoard."""


_Item = TypeVar("_Item")


class GraphError(ValueError):
    """A graph that cannot be read; the message says why."""


class AttributeColumn(Sequence[Mapping[str, bytes]]):
    """Attributes of nodes that are taken apart when they are asked for."""

    @abstractmethod
    def values_of(self, name: str) -> Mapping[int, bytes]:
        """Return the values of an attribute, by the number of each node that has it."""


def values_of(attributes: Sequence[Mapping[str, bytes]], name: str) -> Mapping[int, bytes]:
    """Return the values of an attribute, by the number of each node that has it.

    Parameters
    ----------
    attributes : sequence of Mapping[str, bytes]
    name : str
    """
    if isinstance(attributes, AttributeColumn):
        return attributes.values_of(name)
    if isinstance(attributes, _Joined):
        parts = zip(attributes.firsts, attributes.parts, strict=True)
        return {
            first + number: value
            for first, part in parts
            for number, value in values_of(part, name).items()
        }
    return {number: one[name] for number, one in enumerate(attributes) if name in one}


class _Joined(Sequence[_Item]):
    """Sequences one after the other, whose items are made when they are asked for."""

    def __init__(self, parts: Sequence[Sequence[_Item]]) -> None:
        self.parts = [part for part in parts if len(part)]
        ends = list(itertools.accumulate(map(len, self.parts)))
        self.firsts = [end - len(part) for end, part in zip(ends, self.parts, strict=True)]
        self._count = ends[-1] if ends else 0

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> _Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_Item]: ...
    def __getitem__(self, index: int | slice) -> _Item | Sequence[_Item]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(self._count))]
        place = range(self._count)[index]
        part = bisect.bisect_right(self.firsts, place) - 1
        return self.parts[part][place - self.firsts[part]]


@dataclass
class NodeColumns:
    """Nodes of a graph or of a function's body: entry ``i`` of every list is of node ``i``.

    Attributes
    ----------
    names, ops, devices : list of str
        As they are written. Names may repeat in a broken graph.
    input_texts : list of str
        The inputs of all nodes, one after the other: ``name``, ``name:port`` or ``^name``; in
        functions also ``name:argument:port``.
    input_counts : list of int
        How many of them each node has.
    attributes : sequence of Mapping[str, bytes]
        Serialized ``AttrValue`` messages by name; `attributes.attribute_text` reads one.
    shapes : sequence of tuple of Shape
        Of the outputs. As attributes, they may be found only when they are asked for.
    parameters : list of int
        Numbers in the weights of a layer; -1 where that is not known when a graph is read.
    """

    names: list[str] = field(default_factory=list)
    ops: list[str] = field(default_factory=list)
    devices: list[str] = field(default_factory=list)
    input_texts: list[str] = field(default_factory=list)
    input_counts: list[int] = field(default_factory=list)
    attributes: Sequence[Mapping[str, bytes]] = field(default_factory=list)
    shapes: Sequence[Shapes] = field(default_factory=list)
    parameters: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.names)


def joined(parts: Sequence[NodeColumns]) -> NodeColumns:
    """Put the nodes of several columns one after the other."""
    if len(parts) == 1:
        return parts[0]
    chain = itertools.chain.from_iterable
    return NodeColumns(
        list(chain([part.names for part in parts])),
        list(chain([part.ops for part in parts])),
        list(chain([part.devices for part in parts])),
        list(chain([part.input_texts for part in parts])),
        list(chain([part.input_counts for part in parts])),
        _Joined([part.attributes for part in parts]),
        _Joined([part.shapes for part in parts]),
        list(chain([part.parameters for part in parts])),
    )


@dataclass
class Function:
    """A function of a graph's library.

    Attributes
    ----------
    name : str
        The operation of the nodes that call it.
    nodes : NodeColumns
        First its arguments, as nodes with the operation `INPUT_OP`, then its body.
    argument_count : int
    results : dict of str to str
        From the names of its outputs to the inputs, as nodes have them, that these are.
    """

    name: str
    nodes: NodeColumns
    argument_count: int
    results: dict[str, str]


@dataclass
class GraphContent:
    """A graph as it was read.

    Attributes
    ----------
    nodes : NodeColumns
    functions : list of Function
    embeds : bool
        Whether constants and summaries among its operations are to be shown as decorations.
    notes : list of str
        What is odd about it, for people; what could be read is there all the same.
    """

    nodes: NodeColumns
    functions: list[Function] = field(default_factory=list)
    embeds: bool = True
    notes: list[str] = field(default_factory=list)
