"""Graphs made with TensorBoard's messages, and the hierarchies that tbtui makes of them."""

from __future__ import annotations

from tensorboard.compat.proto import event_pb2, graph_pb2, summary_pb2, tensor_pb2

from tbtui.analysis.graph.building import build_graph
from tbtui.analysis.graph.model import ROOT, Kind
from tbtui.readers.event_writer import EventWriter
from tbtui.readers.graphs.graph_def import read_graph_def


def node(name, op="Op", inputs=(), device="", shapes=None):
    """Make a node; ``shapes`` is a list of shapes of its outputs."""
    message = graph_pb2.GraphDef().node.add()
    message.name, message.op, message.device = name, op, device
    message.input.extend(inputs)
    for shape in shapes or ():
        added = message.attr["_output_shapes"].list.shape.add()
        added.unknown_rank = shape is None
        for size in shape or ():
            added.dim.add(size=size)
    return message


def function(name, arguments=(), nodes=(), results=None):
    message = graph_pb2.GraphDef().library.function.add()
    message.signature.name = name
    for argument in arguments:
        message.signature.input_arg.add(name=argument)
    message.node_def.extend(nodes)
    message.ret.update(results or {})
    return message


def graph_def(*nodes, functions=()):
    message = graph_pb2.GraphDef(
        node=[one if not isinstance(one, tuple) else node(*one) for one in nodes]
    )
    message.library.function.extend(functions)
    return message


def graph(*nodes, functions=()):
    """Build the hierarchy of nodes, each a message or the arguments of `node`."""
    return build_graph(read_graph_def(graph_def(*nodes, functions=functions).SerializeToString()))


def outline(graph, item=ROOT, **options):
    """Return what is below an item: labels, those of scopes with what is below them."""
    return [
        graph.labels[child]
        if graph.kind[child] == Kind.NODE
        else (graph.labels[child], outline(graph, child, **options))
        for child in graph.children(item, **options).tolist()
    ]


def named_edges(graph):
    """Return the edges by the names of their ends, in their order."""
    edges = graph.edges
    return [
        (graph.name(source), graph.name(target))
        for source, target in zip(edges.source.tolist(), edges.target.tolist(), strict=True)
    ]


def write_run(path, *, graphs=(), meta_graphs=(), tagged_run_metadata=(), tensors=()):
    """Write an event file with graphs; tensors are (tag, plugin, bytes)."""
    with EventWriter(path, wall_time=1.0) as writer:
        for data in graphs:
            writer.write_record(event_pb2.Event(graph_def=data).SerializeToString())
        for data in meta_graphs:
            writer.write_record(event_pb2.Event(meta_graph_def=data).SerializeToString())
        for tag, data in tagged_run_metadata:
            tagged = event_pb2.TaggedRunMetadata(tag=tag, run_metadata=data)
            writer.write_record(event_pb2.Event(tagged_run_metadata=tagged).SerializeToString())
        for tag, plugin, data in tensors:
            metadata = summary_pb2.SummaryMetadata()
            metadata.plugin_data.plugin_name = plugin
            event = event_pb2.Event()
            tensor = tensor_pb2.TensorProto(dtype=7, string_val=[data])
            event.summary.value.add(tag=tag, metadata=metadata, tensor=tensor)
            writer.write_record(event.SerializeToString())


def run_of(path, *nodes):
    """Write a run with a graph of these nodes."""
    path.mkdir(parents=True)
    data = graph_def(*nodes).SerializeToString()
    write_run(path / "events.out.tfevents.1.host", graphs=[data])
