"""Made-up logs of the hparams plugin, in the messages of TensorBoard itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from google.protobuf import struct_pb2
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.plugins.hparams import api_pb2, metadata, plugin_data_pb2

from tbtui.readers.event_writer import EventWriter

NEW_YEAR = 1_767_225_600.0
STATUSES = {name: api_pb2.Status.Value(f"STATUS_{name}") for name in ("SUCCESS", "FAILURE")}


def value_message(value: object) -> struct_pb2.Value:
    """A hyperparameter's value; None is a null."""
    if isinstance(value, bool):
        return struct_pb2.Value(bool_value=value)
    if isinstance(value, (int, float)):
        return struct_pb2.Value(number_value=value)
    if isinstance(value, str):
        return struct_pb2.Value(string_value=value)
    return struct_pb2.Value(null_value=0)


def experiment_message(
    hparams: Sequence[str] = (), metrics: Sequence[tuple[str, str]] = ()
) -> api_pb2.Experiment:
    """An experiment that announces these hyperparameters and metrics, (tag, group)."""
    return api_pb2.Experiment(
        hparam_infos=[api_pb2.HParamInfo(name=name) for name in hparams],
        metric_infos=[
            api_pb2.MetricInfo(name=api_pb2.MetricName(tag=tag, group=group))
            for tag, group in metrics
        ],
    )


def write_run(
    directory: Path,
    *,
    hparams: Mapping[str, object] | None = None,
    group: str = "",
    status: str | None = None,
    experiment: api_pb2.Experiment | None = None,
    scalars: Mapping[str, Iterable[float]] | None = None,
) -> None:
    """Write one run. Each scalar has a value for step 0, 1, ...; without hyperparameters it is no
    session."""
    data = []
    if experiment is not None:
        data.append(
            (
                metadata.EXPERIMENT_TAG,
                plugin_data_pb2.HParamsPluginData(experiment=experiment),
            )
        )
    if hparams is not None:
        start = plugin_data_pb2.SessionStartInfo(
            group_name=group,
            start_time_secs=NEW_YEAR,
            model_uri="file:///model",
            monitor_url="https://monitor",
        )
        for name, value in hparams.items():
            start.hparams[name].CopyFrom(value_message(value))
        data.append(
            (
                metadata.SESSION_START_INFO_TAG,
                plugin_data_pb2.HParamsPluginData(session_start_info=start),
            )
        )
    if status is not None:
        end = plugin_data_pb2.SessionEndInfo(status=STATUSES[status], end_time_secs=NEW_YEAR + 60)
        data.append(
            (
                metadata.SESSION_END_INFO_TAG,
                plugin_data_pb2.HParamsPluginData(session_end_info=end),
            )
        )
    path = directory / "events.out.tfevents.1767225600.made"
    with EventWriter(path, NEW_YEAR) as writer:
        for tag, content in data:
            summary = summary_pb2.Summary()
            summary.value.add(
                tag=tag,
                metadata=metadata.create_summary_metadata(content),
                tensor=metadata.NULL_TENSOR,
            )
            event = event_pb2.Event(wall_time=NEW_YEAR, summary=summary)
            writer.write_record(event.SerializeToString())
        for tag, values in (scalars or {}).items():
            for step, value in enumerate(values):
                writer.add_scalar(tag, value, step, NEW_YEAR + step)
