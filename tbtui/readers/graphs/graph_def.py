"""Graphs as TensorFlow writes them, and PyTorch and tensorboardX after it: as ``GraphDef``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tbtui.readers.graphs.attributes import attribute_shapes
from tbtui.readers.graphs.content import (
    INPUT_OP,
    Function,
    GraphContent,
    GraphError,
    NodeColumns,
    Shapes,
)

if TYPE_CHECKING:
    from tbtui.readers.proto.graph import LeanFunctionDef, LeanGraphDef, LeanNodeDef

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
    from google.protobuf.message import DecodeError

    from tbtui.readers.proto.graph import LeanGraphDef

    try:
        message = LeanGraphDef.FromString(data)
    except DecodeError as error:
        raise GraphError(f"its {len(data):,} bytes are not a graph") from error
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
    from google.protobuf.message import DecodeError

    from tbtui.readers.proto.graph import LeanMetaGraphDef

    try:
        message = LeanMetaGraphDef.FromString(data)
    except DecodeError as error:
        raise GraphError(f"its {len(data):,} bytes are not a graph") from error
    return content_of(message.graph_def)


def content_of(graph: LeanGraphDef) -> GraphContent:
    """Return the nodes and functions of a parsed graph."""
    shapes: dict[bytes, Shapes] = {}
    functions = [_function(function, shapes) for function in graph.library.function]
    return GraphContent(_columns(graph.node, shapes), functions)


def _columns(nodes: Iterable[LeanNodeDef], shapes: dict[bytes, Shapes]) -> NodeColumns:
    """Take nodes apart, column by column: there can be very many.

    ``shapes`` are those of attributes that were met before; most nodes share a few of them.
    """
    nodes = list(nodes)
    ops = _texts_of_few([node.op for node in nodes])
    attributes: list[Mapping[str, bytes]] = [node.attr for node in nodes]
    inputs = [node.input for node in nodes]
    return NodeColumns(
        names=_texts([node.name for node in nodes]),
        ops=ops,
        devices=_texts_of_few([node.device for node in nodes]),
        input_texts=_texts([text for texts in inputs for text in texts]),
        input_counts=[len(texts) for texts in inputs],
        attributes=attributes,
        shapes=_shapes(ops, attributes, shapes),
        parameters=[-1] * len(nodes),
    )


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


def _shapes(
    ops: list[str], attributes: list[Mapping[str, bytes]], known: dict[bytes, Shapes]
) -> list[Shapes]:
    values = [one.get(_SHAPES) for one in attributes]
    if None in values:
        values = [
            one.get(_OTHER_SHAPES[op]) if value is None and op in _OTHER_SHAPES else value
            for value, op, one in zip(values, ops, attributes, strict=True)
        ]
    for value in {value for value in values if value is not None} - known.keys():
        known[value] = attribute_shapes(value)
    return [() if value is None else known[value] for value in values]


def _function(function: LeanFunctionDef, shapes: dict[bytes, Shapes]) -> Function:
    columns = NodeColumns()
    arguments = function.signature.input_arg
    for argument in arguments:
        columns.add(argument.name.decode("utf-8", "surrogateescape"), INPUT_OP, [])
    columns.extend(_columns(function.node_def, shapes))
    name = function.signature.name.decode("utf-8", "surrogateescape")
    return Function(name, columns, len(arguments), dict(function.ret))


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
    columns = NodeColumns()
    functions: dict[str, Function] = {}
    notes: list[str] = []
    for number, graph in enumerate(graphs, start=1):
        columns.extend(_within(f"graph_{number}", graph.nodes))
        notes += graph.notes
        for function in graph.functions:
            known = functions.setdefault(function.name, function)
            if known is not function and not _are_equal(known, function):
                notes.append(f"function {function.name} differs between graphs: the first is shown")
    return GraphContent(columns, list(functions.values()), notes=list(dict.fromkeys(notes)))


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
