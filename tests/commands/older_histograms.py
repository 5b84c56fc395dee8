"""Histograms as PyTorch and TensorFlow 1 write them."""

from __future__ import annotations

from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter


def write_older_histograms(path, tag, histograms):
    """Append an event for each HistogramProto to an event file; the steps count from 0."""
    with path.open("ab") as stream:
        writer = RecordWriter(stream)
        for step, histogram in enumerate(histograms):
            value = Summary.Value(tag=tag, histo=histogram)
            event = Event(wall_time=1e9, step=step, summary=Summary(value=[value]))
            writer.write(event.SerializeToString())
