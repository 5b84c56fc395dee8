"""The logs in the pictures: three settings of a model, each trained with four seeds.

One run is still training, one has stalled, one has failed, one was restarted, and one diverged. The
same files come out whenever this runs. The messages of hyperparameters and of the layout of custom
charts are TensorBoard's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, types_pb2
from tensorboard.plugins.custom_scalar import layout_pb2
from tensorboard.plugins.hparams import api_pb2, plugin_data_pb2

from tbtui.readers.event_writer import EventWriter

NOW = 1_790_000_000.0
"""The wall time of the pictures."""
LAST_STEP = 10_000
TRAIN_EVERY = 20
VALIDATE_EVERY = 250
RESTARTED_AT, GIVEN_UP_AT = 6_000, 8_000
FINISHED, FAILED = 1, 2

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Setting:
    """What the seeds of one name have in common."""

    name: str
    floor: float
    half_life: float
    learning_rate: float
    tokens_per_step: int


SETTINGS = (
    Setting("base", 1.45, 1_900.0, 3e-4, 32_768),
    Setting("deep", 1.20, 2_500.0, 3e-4, 24_576),
    Setting("wide", 0.98, 1_500.0, 6e-4, 49_152),
)
SEEDS = (1, 2, 3, 4)


def write_sweep(directory: Path) -> None:
    """Write the twelve runs."""
    for setting in SETTINGS:
        for seed in SEEDS:
            _write_run(directory, setting, seed)


def write_many(directory: Path, count: int = 240) -> None:
    """Write so many runs that their lines would hide each other."""
    for number in range(count):
        random = np.random.default_rng([7, number])
        learns = random.random() < 0.75
        steps = np.arange(0, 5_001, 50)
        floor = random.normal(0.9, 0.12) if learns else random.normal(2.4, 0.15)
        law = floor + (3.2 - floor) * np.exp2(-steps / random.uniform(500.0, 900.0))
        values = law * np.exp(random.normal(0.0, 0.05, len(steps)))
        path = directory / f"trial{number:03}" / "events.out.tfevents.1.example"
        with EventWriter(path, NOW - 50_000) as writer:
            for step, value in zip(steps.tolist(), values.tolist(), strict=True):
                writer.add_scalar("val/loss", value, step, NOW - 50_000 + step)


def _write_run(directory: Path, setting: Setting, seed: int) -> None:
    name = f"{setting.name}-seed{seed}"
    random = np.random.default_rng([ord(setting.name[0]), seed])
    last_step, ended = LAST_STEP, NOW - 7_200.0
    if name == "deep-seed4":
        last_step, ended = 9_100, NOW - 2.0
    elif name == "base-seed4":
        last_step, ended = 6_400, NOW - 900.0
    began = ended - 0.9 * last_step - (7_200.0 if name == "wide-seed2" else 0.0)
    path = directory / name / "events.out.tfevents.1.example"
    with EventWriter(path, began) as writer:
        writer.write_record(_hyperparameters(setting, seed, began).SerializeToString())
        writer.write_record(_layout(began).SerializeToString())
        if name == "wide-seed2":
            _write_steps(writer, setting, random, range(GIVEN_UP_AT), began, name)
            began = ended - 0.9 * (last_step - RESTARTED_AT)
            resumed = range(RESTARTED_AT, last_step + 1)
            _write_steps(writer, setting, random, resumed, began, "")
        else:
            _write_steps(writer, setting, random, range(last_step + 1), began, name)
        status = {"deep-seed4": None, "base-seed4": None, "base-seed3": FAILED}.get(name, FINISHED)
        if status is not None:
            writer.write_record(_session_end(status, ended).SerializeToString())


def _write_steps(
    writer: EventWriter,
    setting: Setting,
    random: np.random.Generator,
    steps: range,
    began: float,
    name: str,
) -> None:
    floor = setting.floor * np.exp(random.normal(0.0, 0.05))
    half_life = setting.half_life * np.exp(random.normal(0.0, 0.16))
    for step in steps:
        left = np.exp2(-step / half_life)
        wall_time = began + 0.9 * (step - steps.start)
        if step % TRAIN_EVERY == 0:
            loss = (floor + (4.1 - floor) * left) * np.exp(random.normal(0.0, 0.05))
            if name == "deep-seed2" and step >= 7_000:
                loss = np.nan
            if name == "wide-seed2" and step > RESTARTED_AT:
                loss *= 1.0 + (step - RESTARTED_AT) / 1_500
            rate = setting.learning_rate * min(1.0, step / 1_000) * (1.0 - 0.9 * step / LAST_STEP)
            values = {
                "train/loss": loss,
                "train/grad_norm": (0.4 + 2.2 * left) * np.exp(random.normal(0.0, 0.25)),
                "train/lr": rate,
                "train/tokens": float(step * setting.tokens_per_step),
            }
            writer.add_scalars_event(values, step, wall_time)
        if step % VALIDATE_EVERY == 0:
            middle = (floor + 0.15 + (4.1 - floor) * left) * np.exp(random.normal(0.0, 0.012))
            spread = 0.06 + 0.25 * left
            values = {
                "val/acc": 1.0 - 0.22 * middle,
                "val/loss": middle,
                "val/loss_p10": middle - spread,
                "val/loss_p90": middle + spread,
            }
            writer.add_scalars_event(values, step, wall_time)


def _event(
    tag: str, plugin: str, content: bytes, wall_time: float, text: bytes | None = None
) -> event_pb2.Event:
    value = summary_pb2.Summary.Value(tag=tag)
    value.metadata.plugin_data.plugin_name = plugin
    value.metadata.plugin_data.content = content
    if text is not None:
        value.tensor.CopyFrom(tensor_pb2.TensorProto(dtype=types_pb2.DT_STRING, string_val=[text]))
    return event_pb2.Event(wall_time=wall_time, summary=summary_pb2.Summary(value=[value]))


def _hyperparameters(setting: Setting, seed: int, wall_time: float) -> event_pb2.Event:
    data = plugin_data_pb2.HParamsPluginData(version=0)
    data.session_start_info.start_time_secs = wall_time
    hparams = data.session_start_info.hparams
    hparams["model"].string_value = setting.name
    hparams["lr"].number_value = setting.learning_rate
    hparams["seed"].number_value = seed
    return _event("_hparams_/session_start_info", "hparams", data.SerializeToString(), wall_time)


def _session_end(status: int, wall_time: float) -> event_pb2.Event:
    data = plugin_data_pb2.HParamsPluginData(version=0)
    data.session_end_info.status = {
        FINISHED: api_pb2.STATUS_SUCCESS,
        FAILED: api_pb2.STATUS_FAILURE,
    }[status]
    data.session_end_info.end_time_secs = wall_time
    return _event("_hparams_/session_end_info", "hparams", data.SerializeToString(), wall_time)


def _layout(wall_time: float) -> event_pb2.Event:
    content = layout_pb2.MultilineChartContent
    margin = layout_pb2.MarginChartContent
    band = margin.Series(value="val/loss", lower="val/loss_p10", upper="val/loss_p90")
    charts = [
        layout_pb2.Chart(title="both losses", multiline=content(tag=["(train|val)/loss$"])),
        layout_pb2.Chart(title="validation, 10 % to 90 %", margin=margin(series=[band])),
    ]
    more = [
        layout_pb2.Chart(title="learning rate", multiline=content(tag=["train/lr"])),
        layout_pb2.Chart(title="gradients", multiline=content(tag=["train/grad_norm"])),
    ]
    layout = layout_pb2.Layout(
        category=[
            layout_pb2.Category(title="Losses", chart=charts),
            layout_pb2.Category(title="Optimisation", chart=more),
        ]
    )
    text = layout.SerializeToString()
    return _event("custom_scalars__config__", "custom_scalars", b"", wall_time, text)
