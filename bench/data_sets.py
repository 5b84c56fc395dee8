"""The data sets, and the directory in which they are kept once they were generated."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench.event_bytes import ValueStyle
from bench.generate import write_scalars
from bench.irregular import HABITS, write_irregular
from bench.media import write_media

_VERSION = 1
"""To be raised whenever the generators write other bytes."""
_FILE_NAME = "events.out.tfevents.1700000000.bench.1.0"
_METRICS = (
    "train/loss", "train/accuracy", "train/learning_rate", "train/gradient_norm", "val/loss",
    "val/accuracy", "val/perplexity", "system/gpu_memory", "system/samples_per_second", "epoch",
)  # fmt: skip


class Contents(NamedTuple):
    """What a data set holds."""

    points: int
    series: int


class DataSet(NamedTuple):
    """A data set by its letter."""

    name: str
    description: str
    write: Callable[[Path, float], Contents]


class GeneratedSet(NamedTuple):
    """A data set on disk."""

    name: str
    description: str
    directory: Path
    contents: Contents
    files: int
    size: int


def _tags(count: int) -> list[str]:
    return [_METRICS[number % 10] + ("" if number < 10 else "_2") for number in range(count)]


def _regular(
    runs: int, tags: int, steps: int, style: ValueStyle = ValueStyle.SIMPLE
) -> Callable[[Path, float], Contents]:
    """Return a writer of ``runs`` runs; the scale shortens them, and leaves at least two steps."""

    def write(directory: Path, scale: float) -> Contents:
        step_count = max(2, round(steps * scale))
        for run in range(runs):
            path = directory / f"run_{run:04d}" / _FILE_NAME
            write_scalars(path, _tags(tags), step_count, seed=run, style=style)
        return Contents(runs * tags * step_count, runs * tags)

    return write


def _irregular(steps: int) -> Callable[[Path, float], Contents]:
    def write(directory: Path, scale: float) -> Contents:
        step_count = max(2, round(steps * scale))
        written = [
            write_irregular(directory / habit / _FILE_NAME, habit, step_count, seed)
            for seed, habit in enumerate(HABITS)
        ]
        return Contents(sum(points for points, _ in written), sum(tags for _, tags in written))

    return write


def _media(runs: int, steps: int) -> Callable[[Path, float], Contents]:
    def write(directory: Path, scale: float) -> Contents:
        step_count = max(2, round(steps * scale))
        written = [
            write_media(directory / f"run_{run}" / _FILE_NAME, step_count, seed=run)
            for run in range(runs)
        ]
        return Contents(sum(run.points for run in written), sum(run.tags for run in written))

    return write


DATA_SETS = {
    data_set.name: data_set
    for data_set in (
        DataSet("S", "1 file, 10 tags, 100,000 steps", _regular(1, 10, 100_000)),
        DataSet("M", "50 runs, 20 tags, 5,000 steps", _regular(50, 20, 5_000)),
        DataSet("W", "1,000 runs, 10 tags, 100 steps", _regular(1_000, 10, 100)),
        DataSet(
            "E", "1 file of TensorFlow 2 tensors, 10 tags, 100,000 steps",
            _regular(1, 10, 100_000, ValueStyle.TENSOR),
        ),
        DataSet("F", "4 runs with irregular habits, 50,000 steps", _irregular(50_000)),
        DataSet("R500", "500 runs, 4 tags, 200 steps", _regular(500, 4, 200)),
        DataSet("H", "5 runs, 75,000 histograms, images, texts and scalars", _media(5, 3_000)),
        DataSet("L", "1 file, 10 tags, 3,500,000 steps", _regular(1, 10, 3_500_000)),
    )
}  # fmt: skip


def generated(name: str, cache: Path, scale: float) -> GeneratedSet:
    """Return a data set from the cache, generating it if it is not there."""
    data_set = DATA_SETS[name]
    place = cache / f"{name}-{scale:g}-version-{_VERSION}"
    logs = place / "logs"
    manifest = place / "manifest.json"
    if not manifest.exists():
        # A generation that was interrupted has left no manifest.
        shutil.rmtree(place, ignore_errors=True)
        contents = data_set.write(logs, scale)
        manifest.write_text(json.dumps(contents._asdict()))
    contents = Contents(**json.loads(manifest.read_text()))
    files = [path for path in logs.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    return GeneratedSet(name, data_set.description, logs, contents, len(files), size)
