"""Graphs as TensorFlow writes them, and PyTorch and tensorboardX after it: as ``GraphDef``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, overload

from tbtui.readers.graphs.attributes import attribute_shapes
from tbtui.readers.graphs.content import (
    INPUT_OP,
    AttributeColumn,
    Function,
    GraphContent,
    GraphError,
    NodeColumns,
    Shapes,
    joined,
)
from tbtui.readers.graphs.node_messages import NodeAttributes, NodeMessages
from tbtui.readers.graphs.parsing import parsed

if TYPE_CHECKING:
    from tbtui.readers.proto.graph import LeanFunctionDef, LeanGraphDef

_SHAPES = "_output_shapes"
_OTHER_SHAPES = {
    "Const": "value",
    "Placeholder": "shape",
    "PlaceholderV2": "shape",
    "Variable": "shape",
    "VariableV2": "shape",
}
"""Attributes that tell the shape of the output of some operations, where `_SHAPES` is missing."""


def read_graph_def(data: bytes) -> GraphContent:
    """Read a serialized ``GraphDef``.

    Parameters
    ----------
    data : bytes

    Raises
    ------
    GraphError
        The bytes are no GraphDef.
    """
    from tbtui.readers.proto.graph import LeanGraphDef

    message = parsed(LeanGraphDef, data)
    if message is None:
        raise GraphError(f"its {len(data):,} bytes are not a graph")
    return content_of(message)


def read_meta_graph_def(data: bytes) -> GraphContent:
    """Read the graph of a serialized ``MetaGraphDef``.

    Parameters
    ----------
    data : bytes

    Raises
    ------
    GraphError
        The bytes are no MetaGraphDef.
    """
    from tbtui.readers.proto.graph import LeanMetaGraphDef

    message = parsed(LeanMetaGraphDef, data)
    if message is None:
        raise GraphError(f"its {len(data):,} bytes are not a graph")
    return content_of(message.graph_def)


def content_of(graph: LeanGraphDef) -> GraphContent:
    """Return the nodes and functions of a parsed graph."""
    functions = [_function(function) for function in graph.library.function]
    return GraphContent(_columns(graph.node), functions)


def _columns(messages: Sequence[bytes]) -> NodeColumns:
    """Take nodes apart, column by column: there can be very many."""
    nodes = NodeMessages(messages)
    ops = _texts_of_few(nodes.ops)
    attributes = NodeAttributes(nodes)
    return NodeColumns(
        names=_texts(nodes.names),
        ops=ops,
        devices=_texts_of_few(nodes.devices),
        input_texts=_texts(nodes.inputs),
        input_counts=nodes.input_counts,
        attributes=attributes,
        shapes=_Shapes(ops, attributes),
        parameters=[-1] * len(nodes),
    )


class _Shapes(Sequence[Shapes]):
    """The shapes of nodes, found in their attributes; those of all at once when all are asked."""

    def __init__(self, ops: list[str], attributes: AttributeColumn) -> None:
        self._ops = ops
        self._attributes = attributes
        self._all: list[Shapes] | None = None

    def __len__(self) -> int:
        return len(self._ops)

    @overload
    def __getitem__(self, index: int) -> Shapes: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Shapes]: ...
    def __getitem__(self, index: int | slice) -> Shapes | Sequence[Shapes]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        if self._all is not None:
            return self._all[index]
        attributes = self._attributes[index]
        value = attributes.get(_SHAPES)
        if value is None:
            value = attributes.get(_OTHER_SHAPES.get(self._ops[index], _SHAPES))
        return () if value is None else attribute_shapes(value)

    def __iter__(self) -> Iterator[Shapes]:
        if self._all is None:
            self._all = self._found_at_once()
        return iter(self._all)

    def _found_at_once(self) -> list[Shapes]:
        values = self._attributes.values_of(_SHAPES)
        known = {value: attribute_shapes(value) for value in set(values.values())}
        found: list[Shapes] = [()] * len(self)
        for index, value in values.items():
            found[index] = known[value]
        others = [index for index, op in enumerate(self._ops) if op in _OTHER_SHAPES]
        for index in others:
            if index not in values:
                found[index] = self[index]
        return found


def _texts(raw: list[bytes]) -> list[str]:
    """Decode many texts in one call."""
    texts = b"\0".join(raw).decode("utf-8", "surrogateescape").split("\0")
    if len(texts) != len(raw):
        return [text.decode("utf-8", "surrogateescape") for text in raw]
    return texts


def _texts_of_few(raw: list[bytes]) -> list[str]:
    """Decode texts of which most are the same."""
    known = {text: text.decode("utf-8", "surrogateescape") for text in set(raw)}
    return [known[text] for text in raw]


def _function(function: LeanFunctionDef) -> Function:
    arguments = [
        argument.name.decode("utf-8", "surrogateescape")
        for argument in function.signature.input_arg
    ]
    count = len(arguments)
    columns = NodeColumns(
        names=arguments,
        ops=[INPUT_OP] * count,
        devices=[""] * count,
        input_counts=[0] * count,
        attributes=[{}] * count,
        shapes=[()] * count,
        parameters=[-1] * count,
    )
    name = function.signature.name.decode("utf-8", "surrogateescape")
    columns = joined([columns, _columns(function.node_def)])
    return Function(name, columns, count, dict(function.ret))


def merged(graphs: Sequence[GraphContent]) -> GraphContent:
    """Put several graphs into one, as TensorBoard does with those of traced functions.

    With more than one, the names of each graph's nodes get a scope: ``graph_1``, ``graph_2`` and
    so on. Functions of the same name are taken once; where they differ, the first one is kept and
    a note says so.

    Parameters
    ----------
    graphs : sequence of GraphContent
    """
    if len(graphs) == 1:
        return graphs[0]
    parts = []
    functions: dict[str, Function] = {}
    notes: list[str] = []
    for number, graph in enumerate(graphs, start=1):
        parts.append(_within(f"graph_{number}", graph.nodes))
        notes += graph.notes
        for function in graph.functions:
            known = functions.setdefault(function.name, function)
            if known is not function and not _are_equal(known, function):
                notes.append(f"function {function.name} differs between graphs: the first is shown")
    return GraphContent(joined(parts), list(functions.values()), notes=list(dict.fromkeys(notes)))


def _within(scope: str, nodes: NodeColumns) -> NodeColumns:
    return replace(
        nodes,
        names=[f"{scope}/{name}" for name in nodes.names],
        input_texts=[
            f"^{scope}/{text[1:]}" if text.startswith("^") else f"{scope}/{text}"
            for text in nodes.input_texts
        ],
    )


def _are_equal(function: Function, other: Function) -> bool:
    first, second = function.nodes, other.nodes
    return (
        function.results == other.results
        and first.names == second.names
        and first.ops == second.ops
        and first.input_texts == second.input_texts
        and first.input_counts == second.input_counts
        and [dict(one) for one in first.attributes] == [dict(one) for one in second.attributes]
    )
