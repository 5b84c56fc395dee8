"""How soon histograms are there: ``python -m bench histograms``.

A log directory of runs with a histogram of every tag at every step is read, and then what the
histogram charts need first: all steps of six tags of all runs. TensorBoard's ``EventAccumulator``
and a plain loop of one protobuf message an event take turns with tbtui. The accumulator decodes
older histograms while it reads, those of TensorFlow 2 on demand; the loop all of them on demand.
"""

from __future__ import annotations

import argparse
import statistics
import struct
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench.event_bytes import START_TIME, varint
from bench.media import field, older_histogram
from bench.tables import RESULTS, table, with_section
from tbtui.readers.event_writer import EventWriter
from tbtui.readers.logdir import LogSource
from tbtui.store.histogram_series import HistogramCache, sampled
from tbtui.store.loader import Loader

_RUNS, _TAGS, _SHOWN = 5, 30, 6
_RIDGES = 51
"""Steps that a chart draws at first, as many as TensorBoard's."""
_BUCKETS_OF_TENSORFLOW, _BUCKETS_OF_PYTORCH = 30, 450
_VARIANTS = 16
_LENGTH, _HEADER_SIZE, _FRAME_SIZE = struct.Struct("<Q"), 12, 16
SECTION = "Histograms"
"""The heading of the table in RESULTS.md."""


class Times(NamedTuple):
    """Seconds of one reader in one round."""

    read: float
    first_steps: float | None
    shown: float


def write_tensorflow(path: Path, steps: int, seed: int) -> None:
    """Write a run as TensorFlow 2 and Keras do."""
    random = np.random.default_rng(seed)
    edges = np.linspace(-1, 1, _BUCKETS_OF_TENSORFLOW + 1)
    variants = [
        list(zip(edges[:-1], edges[1:], random.integers(0, 999, len(edges) - 1), strict=True))
        for _ in range(_VARIANTS)
    ]
    with EventWriter(path, wall_time=START_TIME) as writer:
        for step in range(steps):
            for number, tag in enumerate(_tags()):
                rows = variants[(step + number) % _VARIANTS]
                writer.add_histogram(tag, rows, step, START_TIME + step)


def write_pytorch(path: Path, steps: int, seed: int) -> None:
    """Write a run as PyTorch does."""
    random = np.random.default_rng(seed)
    contents = [older_histogram(random, _BUCKETS_OF_PYTORCH) for _ in range(_VARIANTS)]
    with EventWriter(path, wall_time=START_TIME) as writer:
        for step in range(steps):
            head = b"\x09" + struct.pack("<d", START_TIME + step) + b"\x10" + varint(step)
            for number, tag in enumerate(_tags()):
                content = contents[(step + number) % _VARIANTS]
                value = field(1, tag.encode()) + field(5, content)
                writer.write_record(head + field(5, field(1, value)))


def _tags() -> list[str]:
    return [f"layer_{number // 3}/{number % 3}" for number in range(_TAGS)]


def ours(directory: Path) -> Times:
    """Read with tbtui."""
    started = time.perf_counter()
    loader = Loader([LogSource("", str(directory))])
    loader.load()
    read = time.perf_counter()
    wanted = [
        (run.name, run.indexed["histograms", tag])
        for tag in _tags()[:_SHOWN]
        for run in loader.store.runs
    ]
    for _, indexed in wanted:
        sampled(indexed, _RIDGES)
    drawn = time.perf_counter()
    HistogramCache(1 << 40).advance(wanted, float("inf"))
    return Times(read - started, drawn - read, time.perf_counter() - drawn)


def accumulator(directory: Path) -> Times:
    """Read with TensorBoard."""
    from tensorboard.backend.event_processing.event_accumulator import (
        HISTOGRAMS,
        TENSORS,
        EventAccumulator,
    )
    from tensorboard.util import tensor_util

    started = time.perf_counter()
    guidance = {HISTOGRAMS: 0, TENSORS: 0}
    runs = [EventAccumulator(str(run), guidance) for run in sorted(directory.iterdir())]
    for run in runs:
        run.Reload()
    read = time.perf_counter()
    for tag in _tags()[:_SHOWN]:
        for run in runs:
            if tag in run.Tags()[TENSORS]:
                for event in run.Tensors(tag):
                    tensor_util.make_ndarray(event.tensor_proto)
            else:
                run.Histograms(tag)
    return Times(read - started, None, time.perf_counter() - read)


def plain(directory: Path) -> Times:
    """Read frame by frame, one message an event; keep the messages, and decode what is shown."""
    from tensorboard.compat.proto.event_pb2 import Event
    from tensorboard.compat.proto.summary_pb2 import Summary
    from tensorboard.util import tensor_util

    started = time.perf_counter()
    found: dict[tuple[Path, str], list[Summary.Value]] = {}
    for path in sorted(directory.rglob("*tfevents*")):
        data, position = path.read_bytes(), 0
        while position + _FRAME_SIZE <= len(data):
            (length,) = _LENGTH.unpack_from(data, position)
            start = position + _HEADER_SIZE
            event = Event.FromString(data[start : start + length])
            position += _FRAME_SIZE + length
            for value in event.summary.value:
                found.setdefault((path.parent, value.tag), []).append(value)
    read = time.perf_counter()
    shown = set(_tags()[:_SHOWN])
    for (_, tag), values in found.items():
        for value in values if tag in shown else ():
            if value.HasField("histo"):
                np.array(value.histo.bucket_limit)
                np.array(value.histo.bucket)
            else:
                tensor_util.make_ndarray(value.tensor)
    return Times(read - started, None, time.perf_counter() - read)


_WRITERS: dict[str, Callable[[Path, int, int], None]] = {
    "TensorFlow 2": write_tensorflow,
    "PyTorch": write_pytorch,
}
_READERS: dict[str, Callable[[Path], Times]] = {
    "tbtui": ours,
    "plain protobuf loop": plain,
    "EventAccumulator": accumulator,
}


def measure(data: Path, steps: int, repeat: int) -> list[tuple[str, ...]]:
    """Return the rows of the table; the readers take turns."""
    rows: list[tuple[str, ...]] = []
    for writer, write in _WRITERS.items():
        directory = data / f"{writer.replace(' ', '_')}_{steps}"
        for number in range(_RUNS):
            path = directory / f"run_{number}" / "events.out.tfevents.1700000000.bench.1.0"
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                write(path, steps, number)
        rounds = [{name: read(directory) for name, read in _READERS.items()} for _ in range(repeat)]
        for name in _READERS:
            times = [one[name] for one in rounds]
            ratio = statistics.median(_total(one[name]) / _total(one["tbtui"]) for one in rounds)
            first = [one.first_steps for one in times if one.first_steps is not None]
            rows.append(
                (
                    writer,
                    name,
                    f"{statistics.median(one.read for one in times):.3f}",
                    f"{statistics.median(first):.3f}" if first else "",
                    f"{statistics.median(one.shown for one in times):.3f}",
                    f"{ratio:.2f}",
                )
            )
    return rows


def _total(times: Times) -> float:
    return times.read + times.shown


def main(arguments: Sequence[str]) -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m bench histograms", description=__doc__)
    parser.add_argument("--steps", type=int, default=100, metavar="N", help="default: 100")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="rounds (default: 3)")
    parser.add_argument(
        "--data", type=Path, default=Path(tempfile.gettempdir()) / "tbtui-bench", metavar="DIR",
        help="directory that keeps the generated runs (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument("--write", action="store_true", help="also write it to bench/RESULTS.md")
    options = parser.parse_args(arguments)
    rows = measure(options.data / "histograms", options.steps, options.repeat)
    titles = (
        "written by", "reader", "reading all", f"{_RIDGES} steps of {_SHOWN} tags",
        f"all steps of {_SHOWN} tags", "× ours",
    )  # fmt: skip
    text = (
        f"{_RUNS} runs of {_TAGS} tags and {options.steps:,} steps, medians of {options.repeat} "
        f"alternating rounds, seconds: of reading the log directory, and of decoding what charts "
        f"show then.\n\n{table(titles, rows, 2)}\n"
    )
    print(text)
    if options.write:
        RESULTS.write_text(with_section(RESULTS.read_text("utf-8"), SECTION, text), "utf-8")
    return 0
