"""Log directories that look the same on every day and every machine."""

from __future__ import annotations

import math

from tbtui.readers.event_writer import EventWriter

NEW_YEAR = 1_767_225_600.0
"""2026-01-01 00:00:00 UTC."""

RUNS = ("baseline", "dropout0.2", "lr1e-3-warm", "lr3e-4", "模型-5")
TAGS = (
    "train/loss",
    "train/accuracy",
    "train/grad_norm",
    "val/loss",
    "val/accuracy",
    "optim/lr",
)
POINTS = 400


class GrowingLogs:
    """Six tags of five runs, with points that can be added."""

    def __init__(self, path):
        self.path = path
        self._step = POINTS
        self._writers = []
        for number, run in enumerate(RUNS):
            writer = EventWriter(path / run / "events.out.tfevents.1767225600.host", NEW_YEAR)
            self._writers.append(writer)
            for step in range(POINTS):
                values = {tag: _value(tag, number, step) for tag in TAGS}
                writer.add_scalars_event(values, step, NEW_YEAR + 10 * step)
            writer.flush()

    def append(self, tag=TAGS[0], run=0):
        """Add one point to one series."""
        self._step += 1
        value = _value(tag, run, self._step)
        writer = self._writers[run]
        writer.add_scalar(tag, value, self._step, NEW_YEAR + 10 * self._step)
        writer.flush()

    def close(self):
        for writer in self._writers:
            writer.close()


def _value(tag, run, step):
    noise = math.sin(12.9898 * step + 78.233 * run) / 9
    slope = 60.0 * (run + 2)
    if tag == "optim/lr":
        return 1e-3 * min(1.0, (step + 1) / slope)
    if tag.endswith("accuracy"):
        return 1.0 - math.exp(-step / slope) * (1 + noise)
    return math.exp(-step / slope) * (3 + noise) + 0.1 * run
