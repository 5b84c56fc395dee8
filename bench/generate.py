"""Write large event files of regular curves quickly."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.event_bytes import START_TIME, STEP_EDGES, ValueStyle, encode_frames
from tbtui.readers.event_writer import EventWriter

_SECONDS_A_STEP = 0.25
_STEPS_AT_ONCE = 50_000


def write_file_version(path: Path) -> None:
    """Start an event file with the record that all event files start with."""
    with EventWriter(path, wall_time=START_TIME):
        pass


def write_scalars(
    path: Path,
    tags: Sequence[str],
    step_count: int,
    seed: int = 0,
    style: ValueStyle = ValueStyle.SIMPLE,
) -> None:
    """Write ``step_count`` steps of all tags, step by step, as a training loop would."""
    random = np.random.default_rng(seed)
    write_file_version(path)
    with path.open("ab") as file:
        for steps in _chunks_of_one_width(step_count):
            wall_times = START_TIME + steps * _SECONDS_A_STEP
            columns = []
            for tag in tags:
                values = _curve(random, steps, step_count)[:, np.newaxis]
                columns.append(encode_frames([tag], style, steps, wall_times, values))
            file.write(np.concatenate(columns, axis=1).tobytes())


def _chunks_of_one_width(step_count: int) -> Iterator[NDArray[np.int64]]:
    for start, edge in itertools.pairwise(STEP_EDGES):
        end = min(edge, step_count)
        for first in range(start, end, _STEPS_AT_ONCE):
            yield np.arange(first, min(end, first + _STEPS_AT_ONCE), dtype=np.int64)


def _curve(
    random: np.random.Generator, steps: NDArray[np.int64], step_count: int
) -> NDArray[np.float32]:
    decay = np.exp(-3 * steps / step_count)
    noise = 0.1 * random.standard_normal(len(steps))
    return (0.2 + 2 * decay + noise).astype(np.float32)
