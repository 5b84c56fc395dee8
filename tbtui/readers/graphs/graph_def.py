"""Graphs as TensorFlow writes them, and PyTorch and tensorboardX after it: ``GraphDef`` messages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    shapes = _ShapesOfAttributes()
    functions = [_function(function, shapes) for function in graph.library.function]
    return GraphContent(_columns(graph.node, shapes), functions)


class _ShapesOfAttributes:
    """Reads shapes from attributes; most nodes of a graph share a few of them."""

    def __init__(self) -> None:
        self._known: dict[bytes, Shapes] = {}

    def of(self, value: bytes) -> Shapes:
        shapes = self._known.get(value)
        if shapes is None:
            shapes = self._known[value] = attribute_shapes(value)
        return shapes


def _columns(nodes: Iterable[LeanNodeDef], shapes: _ShapesOfAttributes) -> NodeColumns:
    """Take the nodes apart. There can be very many: no call that can be spared is made."""
    columns = NodeColumns()
    ops: dict[bytes, str] = {}
    devices: dict[bytes, str] = {}
    add_name, add_op = columns.names.append, columns.ops.append
    add_device, add_inputs = columns.devices.append, columns.inputs.append
    add_attributes, add_shapes = columns.attributes.append, columns.shapes.append
    shapes_of = shapes.of
    for node in nodes:
        add_name(node.name.decode("utf-8", "surrogateescape"))
        raw_op, raw_device = node.op, node.device
        op = ops.get(raw_op)
        if op is None:
            op = ops[raw_op] = raw_op.decode("utf-8", "surrogateescape")
        add_op(op)
        device = devices.get(raw_device)
        if device is None:
            device = devices[raw_device] = raw_device.decode("utf-8", "surrogateescape")
        add_device(device)
        add_inputs([one.decode("utf-8", "surrogateescape") for one in node.input])
        attributes = node.attr
        add_attributes(attributes)
        value = attributes.get(_SHAPES)
        if value is None and op in _OTHER_SHAPES:
            value = attributes.get(_OTHER_SHAPES[op])
        add_shapes(() if value is None else shapes_of(value))
    columns.parameters = [-1] * len(columns.names)
    return columns


def _function(function: LeanFunctionDef, shapes: _ShapesOfAttributes) -> Function:
    columns = NodeColumns()
    arguments = function.signature.input_arg
    for argument in arguments:
        columns.add(argument.name.decode("utf-8", "surrogateescape"), INPUT_OP, [])
    body = _columns(function.node_def, shapes)
    _extend(columns, [body])
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
        _extend(columns, [_within(f"graph_{number}", graph.nodes)])
        notes += graph.notes
        for function in graph.functions:
            known = functions.setdefault(function.name, function)
            if known is not function and not _are_equal(known, function):
                notes.append(f"function {function.name} differs between graphs: the first is shown")
    return GraphContent(columns, list(functions.values()), list(dict.fromkeys(notes)))


def _within(scope: str, nodes: NodeColumns) -> NodeColumns:
    return NodeColumns(
        [f"{scope}/{name}" for name in nodes.names],
        nodes.ops,
        nodes.devices,
        [[_input_within(scope, one) for one in inputs] for inputs in nodes.inputs],
        nodes.attributes,
        nodes.shapes,
        nodes.parameters,
    )


def _input_within(scope: str, name: str) -> str:
    return f"^{scope}/{name[1:]}" if name.startswith("^") else f"{scope}/{name}"


def _are_equal(function: Function, other: Function) -> bool:
    first, second = function.nodes, other.nodes
    return (
        function.results == other.results
        and first.names == second.names
        and first.ops == second.ops
        and first.inputs == second.inputs
        and [dict(one) for one in first.attributes] == [dict(one) for one in second.attributes]
    )


def _extend(columns: NodeColumns, others: Iterable[NodeColumns]) -> None:
    for other in others:
        columns.names += other.names
        columns.ops += other.ops
        columns.devices += other.devices
        columns.inputs += other.inputs
        columns.attributes += other.attributes
        columns.shapes += other.shapes
        columns.parameters += other.parameters
