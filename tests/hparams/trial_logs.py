"""Event files of trials with hyperparameters, metrics and texts."""

from __future__ import annotations

import math
from pathlib import Path

from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, types_pb2
from tensorboard.plugins.hparams import api_pb2, plugin_data_pb2, summary_v2

from tbtui.readers.event_writer import EventWriter
from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader

START, END = "_hparams_/session_start_info", "_hparams_/session_end_info"
SUCCESS, FAILURE = api_pb2.STATUS_SUCCESS, api_pb2.STATUS_FAILURE


def hparams_value(tag, **information):
    data = plugin_data_pb2.HParamsPluginData(version=0, **information)
    return summary_v2._summary_pb(tag, data).value[0]


def start_value(hyperparameters, group=""):
    information = plugin_data_pb2.SessionStartInfo(group_name=group, start_time_secs=1.0)
    for name, value in hyperparameters.items():
        if isinstance(value, bool):
            information.hparams[name].bool_value = value
        elif isinstance(value, str):
            information.hparams[name].string_value = value
        else:
            information.hparams[name].number_value = value
    return hparams_value(START, session_start_info=information)


def text_value(tag, text):
    metadata = summary_pb2.SummaryMetadata()
    metadata.plugin_data.plugin_name = "text"
    tensor = tensor_pb2.TensorProto(dtype=types_pb2.DT_STRING, string_val=[text.encode()])
    tensor.tensor_shape.dim.add(size=1)
    return summary_pb2.Summary.Value(tag=tag, metadata=metadata, tensor=tensor)


def write_run(
    directory: Path, hyperparameters=None, scalars=None, texts=None, *, status=None, group=""
):
    """Write one event file: a value for each name, curves of scalars as lists."""
    directory.mkdir(parents=True, exist_ok=True)
    values = []
    if hyperparameters is not None:
        values.append(start_value(hyperparameters, group))
    if status is not None:
        information = plugin_data_pb2.SessionEndInfo(status=status, end_time_secs=2.0)
        values.append(hparams_value(END, session_end_info=information))
    values += [text_value(tag, text) for tag, text in (texts or {}).items()]
    with EventWriter(directory / "events.out.tfevents.1.host", wall_time=1.0) as writer:
        for value in values:
            event = event_pb2.Event(wall_time=100.0, step=0)
            event.summary.value.append(value)
            writer.write_record(event.SerializeToString())
        for tag, numbers in (scalars or {}).items():
            for step, number in enumerate(numbers):
                writer.add_scalar(tag, number, step, wall_time=200.0 + step)


def write_sweep(directory: Path, trials: int = 12):
    """Write trials with two numbers, a text and a truth value; the loss depends on the first."""
    for trial in range(trials):
        lr = 10.0 ** (-4 + 3 * (trial * 5 % trials) / max(trials - 1, 1))
        loss = 0.2 + abs(math.log10(lr) + 2.5) / 4 + 0.02 * (trial % 3)
        hyperparameters = {
            "lr": lr,
            "batch": float(2 ** (4 + trial % 3)),
            "optimizer": ("adam", "sgd")[trial % 2],
            "nesterov": trial % 4 == 0,
        }
        curve = [loss * (1 + 2.0**-step) for step in range(10)]
        write_run(
            directory / f"trial-{trial:02d}",
            hyperparameters,
            {"val/loss": curve, "val/accuracy": [1 - value / 2 for value in curve]},
            {"notes/text_summary": f"trial {trial}\nthe same"},
            status=FAILURE if trial == 3 else SUCCESS,
        )


def store_of(directory: Path):
    """Read everything below a directory."""
    loader = Loader([LogSource("", str(directory))])
    loader.load()
    return loader.store
