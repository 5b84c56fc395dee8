"""Write event files as untidy as those of real training loops.

Four habits, one run each:

- ``lightning``: every call logs a random part of the metrics, each in its own event, and
  ``epoch`` with them; after each epoch the validation metrics and ``epoch`` once more.
- ``callbacks``: every metric has an interval of its own, and its own ``epoch`` at the same step.
- ``summaries``: random parts of the metrics, together in one event.
- ``mixture``: all of it in random order, with tensors among the simple values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.event_bytes import START_TIME, STEP_EDGES, ValueStyle, encode_frames
from bench.generate import write_file_version

_EPOCH = 997
"""Steps of an epoch."""
_PLACES = 64
"""Events that there is room for within a step."""
_SECONDS_A_STEP = 0.25


class Events(NamedTuple):
    """Events of the same tags.

    Attributes
    ----------
    tags : tuple of str
    steps : int64[n]
    place : int
        Where among the events of its step each of them comes.
    style : ValueStyle
    """

    tags: tuple[str, ...]
    steps: NDArray[np.int64]
    place: int
    style: ValueStyle = ValueStyle.SIMPLE


def _some_of(
    random: np.random.Generator, steps: NDArray[np.int64], share: float
) -> NDArray[np.int64]:
    return steps[random.random(len(steps)) < share]


def _lightning(random: np.random.Generator, step_count: int) -> list[Events]:
    steps = np.arange(0, step_count, dtype=np.int64)
    shares = {
        "train/loss_step": 1.0,
        "train/accuracy_step": 0.7,
        "lr-AdamW": 0.5,
        "grad_norm": 0.3,
        "gpu/memory_allocated": 0.2,
    }
    events = [
        Events((tag,), _some_of(random, steps, share), place)
        for place, (tag, share) in enumerate(shares.items())
    ]
    events.append(Events(("epoch",), steps, 10))
    epoch_ends = steps[_EPOCH - 1 :: _EPOCH]
    for place, tag in enumerate(("train/loss_epoch", "val/loss", "val/accuracy", "epoch")):
        events.append(Events((tag,), epoch_ends, 20 + place))
    return events


def _callbacks(random: np.random.Generator, step_count: int) -> list[Events]:
    del random
    events = []
    intervals = {"loss": 1, "accuracy": 2, "learning_rate": 7, "perplexity": 3, "eval/bleu": 50}
    for place, (tag, interval) in enumerate(intervals.items()):
        steps = np.arange(place, step_count, interval, dtype=np.int64)
        events.append(Events((tag,), steps, 2 * place))
        events.append(Events(("epoch",), steps, 2 * place + 1))
    return events


def _summaries(random: np.random.Generator, step_count: int) -> list[Events]:
    metrics = ("loss", "accuracy", "precision", "recall", "auc", "epoch")
    steps = np.arange(step_count, dtype=np.int64)
    subsets = random.integers(1, 1 << len(metrics), step_count)
    events = []
    for subset in np.unique(subsets).tolist():
        tags = tuple(tag for bit, tag in enumerate(metrics) if subset >> bit & 1)
        events.append(Events(tags, steps[subsets == subset], 0))
    return events


def _mixture(random: np.random.Generator, step_count: int) -> list[Events]:
    kinds: list[tuple[tuple[str, ...], ValueStyle]] = [
        (("train/loss",), ValueStyle.SIMPLE),
        (("epoch",), ValueStyle.SIMPLE),
        (("train/loss", "train/accuracy"), ValueStyle.SIMPLE),
        (("epoch_loss",), ValueStyle.TENSOR),
        (("epoch_accuracy",), ValueStyle.TENSOR),
        (("system/cpu_percent", "system/memory_percent", "system/disk_percent"), ValueStyle.SIMPLE),
    ]
    events = []
    for place in range(2):
        chosen = random.integers(0, len(kinds), step_count)
        for number, (tags, style) in enumerate(kinds):
            events.append(Events(tags, np.flatnonzero(chosen == number), place, style))
    return events


HABITS: dict[str, Callable[[np.random.Generator, int], list[Events]]] = {
    "lightning": _lightning,
    "callbacks": _callbacks,
    "summaries": _summaries,
    "mixture": _mixture,
}


def write_irregular(path: Path, habit: str, step_count: int, seed: int = 0) -> tuple[int, int]:
    """Write a run in one of the `HABITS`; return its numbers of points and of tags."""
    random = np.random.default_rng(seed)
    events = [same_tags for same_tags in HABITS[habit](random, step_count) if len(same_tags.steps)]
    write_file_version(path)
    with path.open("ab") as file:
        file.write(_interleaved(random, events))
    points = sum(len(same_tags.steps) * len(same_tags.tags) for same_tags in events)
    return points, len({tag for same_tags in events for tag in same_tags.tags})


def _interleaved(random: np.random.Generator, events: Sequence[Events]) -> bytes:
    """Encode all events and put them in the order of their steps and places."""
    groups = []
    orders = []
    for same_tags in events:
        for steps in _split_by_width(same_tags.steps):
            orders.append(steps * _PLACES + same_tags.place)
            groups.append(_encode(random, same_tags, steps))
    sizes = np.concatenate([np.full(len(frames), frames.shape[1]) for frames in groups])
    sequence = np.argsort(np.concatenate(orders), kind="stable")
    ends = np.cumsum(sizes[sequence])
    offsets = np.empty(len(sizes), np.int64)
    offsets[sequence] = ends - sizes[sequence]
    result = np.empty(int(ends[-1]), np.uint8)
    first = 0
    for frames in groups:
        starts = offsets[first : first + len(frames), np.newaxis]
        result[starts + np.arange(frames.shape[1])] = frames
        first += len(frames)
    return result.tobytes()


def _split_by_width(steps: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Split ascending steps where their varints grow."""
    parts = np.split(steps, np.searchsorted(steps, STEP_EDGES[1:]))
    return [part for part in parts if len(part)]


def _encode(
    random: np.random.Generator, events: Events, steps: NDArray[np.int64]
) -> NDArray[np.uint8]:
    values = random.random((len(steps), len(events.tags))).astype(np.float32)
    if "epoch" in events.tags:
        values[:, events.tags.index("epoch")] = steps // _EPOCH
    wall_times = START_TIME + (steps + events.place / _PLACES) * _SECONDS_A_STEP
    return encode_frames(events.tags, events.style, steps, wall_times, values)
