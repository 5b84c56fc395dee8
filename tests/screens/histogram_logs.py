"""Logs of histograms: two runs whose weights widen, and whose activations die in one of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tbtui.commands.loading import load
from tbtui.readers.event_writer import EventWriter
from tbtui.readers.logdir import LogSource

STEPS = tuple(range(0, 200, 10))
TAGS = ("dense/activation", "dense/weight")


def buckets(tag, run, step):
    """Rows of a histogram of 1000 values, in buckets of a tenth."""
    edges = np.round(np.arange(-30, 30) / 10, 1)
    width = 0.2 + step / 200 + 0.2 * run
    density = np.exp(-0.5 * ((edges + 0.05) / width) ** 2)
    counts = np.rint(1000 * density / density.sum())
    if tag.endswith("activation"):
        counts[edges < -0.01] = 0
        if run == 1 and step >= 180:
            return [[0.0, 1e-9, 999.0], [0.9, 1.0, 1.0]]
    return np.stack([edges, np.round(edges + 0.1, 1), counts], axis=1).tolist()


def write_histograms(directory: Path, runs=("a", "b"), tags=TAGS, steps=STEPS, rows=buckets):
    """Write one event file for each run."""
    for number, run in enumerate(runs):
        path = directory / run / "events.out.tfevents.1700000000.host"
        writer = EventWriter(path, 1_700_000_000.0)
        for step in steps:
            for tag in tags:
                writer.add_histogram(tag, rows(tag, number, step), step, 1_700_000_000.0 + step)
        writer.close()


def store_of(directory: Path):
    """Read all event files below a directory."""
    return load([LogSource("", str(directory))], verify=False)
