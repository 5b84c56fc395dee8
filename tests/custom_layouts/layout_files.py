"""Event files with a layout of the Custom Scalars dashboard, made with TensorBoard's messages."""

from __future__ import annotations

from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2
from tensorboard.plugins.custom_scalar import layout_pb2

from tbtui.readers.event_writer import EventWriter

TAG = "custom_scalars__config__"


def multiline(title, *tag_regexes):
    return layout_pb2.Chart(
        title=title, multiline=layout_pb2.MultilineChartContent(tag=tag_regexes)
    )


def margin(title, *triples):
    series = [
        layout_pb2.MarginChartContent.Series(value=value, lower=lower, upper=upper)
        for value, lower, upper in triples
    ]
    return layout_pb2.Chart(title=title, margin=layout_pb2.MarginChartContent(series=series))


def category(title, *charts, closed=False):
    return layout_pb2.Category(title=title, chart=charts, closed=closed)


def layout(*categories, version=0):
    return layout_pb2.Layout(version=version, category=categories)


def string_tensor(*strings, dtype=7, shape=()):
    tensor = tensor_pb2.TensorProto(dtype=dtype, string_val=strings)
    for size in shape:
        tensor.tensor_shape.dim.add(size=size)
    return tensor


def write_layout(path, content, scalars=None, tensors=None):
    """Write an event file with a layout at every step from 0 on, then scalars at steps from 0 on.

    ``content`` is a layout, a list of layouts, or with ``tensors`` nothing but those tensors.
    """
    if tensors is None:
        layouts = content if isinstance(content, list) else [content]
        tensors = [string_tensor(one.SerializeToString()) for one in layouts]
    metadata = summary_pb2.SummaryMetadata()
    metadata.plugin_data.plugin_name = "custom_scalars"
    with EventWriter(path, wall_time=1.0) as writer:
        for step, tensor in enumerate(tensors):
            event = event_pb2.Event(wall_time=100.0 + step, step=step)
            event.summary.value.add(tag=TAG, metadata=metadata, tensor=tensor)
            writer.write_record(event.SerializeToString())
        for tag, values in (scalars or {}).items():
            for step, value in enumerate(values):
                writer.add_scalar(tag, value, step, wall_time=200.0 + step)
