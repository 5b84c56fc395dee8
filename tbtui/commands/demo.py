"""``tbtui demo``: write a small example log directory, and keep it growing when asked to."""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tbtui.commands.demo_curves import (
    DEMO_RUNS,
    LAST_STEP,
    LAYERS,
    METRICS,
    DemoRun,
    curves,
    weight_histogram,
)
from tbtui.commands.demo_graph import (
    PROFILE_TAG,
    PROFILED_STEP,
    demo_graph,
    demo_run_metadata,
)
from tbtui.commands.failure import CommandError
from tbtui.plot.text import escape
from tbtui.readers.event_writer import EventWriter

HISTOGRAM_EVERY = 1_000
# A live demonstration starts in the middle of the story, so that there is something to follow.
LIVE_FROM_STEP = 8_000
LIVE_STEPS_PER_UPDATE = 50
LIVE_SECONDS_PER_UPDATE = 1.0

_HYPERPARAMETERS = """\
| setting | value |
|---|---|
| peak learning rate | {run.peak_rate:g} |
| warm-up steps | {run.warm_up:,} |
| batch size | {run.batch_size} |
| dropout | {run.dropout:g} |

Made up by `tbtui demo`; no model was trained.
"""


class Demonstration:
    """A log directory of made-up runs.

    Parameters
    ----------
    directory
        Where the runs go: new or empty.
    live
        Write only the first part; `append_until` writes the rest as time passes.
    now
        The wall time at which the written part ends, in seconds since 1970.

    Raises
    ------
    CommandError
        When the directory holds something already, or cannot be made.
    """

    def __init__(self, directory: str, *, live: bool, now: float | None = None) -> None:
        self.directory = directory
        self.end_step = LIVE_FROM_STEP if live else LAST_STEP + 1
        self._now = time.time() if now is None else now
        self._writers: dict[str, EventWriter] = {}
        _make_empty(directory)

    def write(self) -> None:
        """Write everything up to ``end_step``."""
        for run in DEMO_RUNS:
            began = self._began(run)
            name = f"events.out.tfevents.{int(began)}.demo.{run.seed}.0"
            writer = EventWriter(Path(self.directory, run.name, name), began)
            self._writers[run.name] = writer
            text = _HYPERPARAMETERS.format(run=run)
            writer.add_text("settings", text, 0, began)
            writer.add_experiment(run.hyperparameters, METRICS, began)
            writer.add_session_start(run.hyperparameters, began)
            writer.add_graph(demo_graph(run), began)
            profiled = began + PROFILED_STEP * run.seconds_per_step
            run_metadata = demo_run_metadata(run, profiled)
            writer.add_run_metadata(PROFILE_TAG, run_metadata, PROFILED_STEP, profiled)
            self._write_steps(run, range(self.end_step), began, run.seconds_per_step)
            writer.flush()

    def append_until(self, stop: threading.Event, seconds: float | None = None) -> None:
        """Append some steps every second until told to stop, or until the time is over."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while not stop.wait(LIVE_SECONDS_PER_UPDATE):
            if deadline is not None and time.monotonic() > deadline:
                return
            self.append(LIVE_STEPS_PER_UPDATE)

    def append(self, step_count: int) -> None:
        """Append the next steps of every run, dated between the last call and now."""
        steps = range(self.end_step, self.end_step + step_count)
        since = self._now
        self._now = max(since, time.time())
        for run in DEMO_RUNS:
            self._write_steps(run, steps, since, (self._now - since) / step_count)
            self._writers[run.name].flush()
        self.end_step = steps.stop

    def close(self) -> None:
        """Close the event files."""
        for writer in self._writers.values():
            writer.close()

    def _began(self, run: DemoRun) -> float:
        return self._now - self.end_step * run.seconds_per_step

    def _write_steps(
        self, run: DemoRun, steps: range, first_wall_time: float, seconds_per_step: float
    ) -> None:
        """Write scalars and histograms in the order of their steps, as a training loop would."""
        writer = self._writers[run.name]
        next_histogram = -(-steps.start // HISTOGRAM_EVERY) * HISTOGRAM_EVERY
        for step, tag, value in _in_step_order(run, steps):
            wall_time = first_wall_time + (step - steps.start) * seconds_per_step
            if step == next_histogram:
                next_histogram += HISTOGRAM_EVERY
                for layer in range(LAYERS):
                    rows = weight_histogram(run, layer, step)
                    writer.add_histogram(f"layers/{layer}/weights", rows, step, wall_time)
            writer.add_scalar(tag, value, step, wall_time)


def _in_step_order(run: DemoRun, steps: range) -> Iterator[tuple[int, str, float]]:
    columns = [
        zip(map(int, of_tag.tolist()), [tag] * len(of_tag), values.tolist(), strict=True)
        for tag, (of_tag, values) in curves(run, steps.start, steps.stop).items()
    ]
    return heapq.merge(*columns, key=lambda row: row[0])


def _make_empty(directory: str) -> None:
    place = Path(directory)
    try:
        place.mkdir(parents=True, exist_ok=True)
        occupied = any(place.iterdir())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CommandError(f"cannot write to {escape(directory)}: {reason}") from None
    if occupied:
        raise CommandError(f"not empty, and nothing will be overwritten: {escape(directory)}")
