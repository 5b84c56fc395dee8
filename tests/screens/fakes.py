"""A store and a loader made of literal data, as the contract with the store has them."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

NOW = 1_700_000_000.0
STEPS = 400
SECONDS_A_STEP = 9.0


class FakeView(NamedTuple):
    steps: np.ndarray
    wall_times: np.ndarray
    values: np.ndarray
    version: int


class FakeSeries:
    def __init__(self, run, tag, steps, values, wall_times=None, version=1):
        self.run, self.tag, self.version = run, tag, version
        self._steps = np.asarray(steps, np.int64)
        if wall_times is None:
            wall_times = NOW - 3600.0 + self._steps / 50 * SECONDS_A_STEP
        self._wall_times = np.asarray(wall_times, np.float64)
        self._values = np.asarray(values, np.float32)

    def view(self):
        return FakeView(self._steps[:], self._wall_times[:], self._values[:], self.version)

    def __len__(self):
        return len(self._steps)


class FakeRun:
    def __init__(self, name, scalars=(), indexed=()):
        self.name = name
        self.directory = f"/logs/{name}"
        self.scalars = {series.tag: series for series in scalars}
        self.indexed = dict.fromkeys(indexed)
        self.metadata = {}
        self.files = ()
        self.problems = ()

    @property
    def point_count(self):
        return sum(len(series) for series in self.scalars.values())

    @property
    def first_wall_time(self):
        times = [series.view().wall_times[0] for series in self.scalars.values() if len(series)]
        return min(times, default=None)

    @property
    def last_wall_time(self):
        times = [series.view().wall_times[-1] for series in self.scalars.values() if len(series)]
        return max(times, default=None)


class FakeProgress(NamedTuple):
    bytes_read: int = 0
    bytes_total: int = 0
    files: int = 0
    loading: bool = False


class FakeProblem(NamedTuple):
    file: str
    offset: int
    length: int
    reason: str


class FakeStore:
    def __init__(self, runs=(), problems=(), progress=None, scanned=True):
        self.runs = tuple(runs)
        self.problems = tuple(problems)
        self.progress = progress or FakeProgress(files=len(self.runs))
        self.scanned = scanned
        self.revision = 1

    def run(self, name):
        return next((run for run in self.runs if run.name == name), None)

    def scalar_tag_count(self):
        return len({tag for run in self.runs for tag in run.scalars})

    def tag_count(self):
        return self.scalar_tag_count()


class FakeLoader:
    """Has everything from the start; tests publish by calling `publish`."""

    def __init__(self, store):
        self.store = store
        self.paused = False
        self.reloads = 0
        self.stopped = False
        self._on_change = lambda: None

    def start(self, on_change):
        self._on_change = on_change

    def stop(self):
        self.stopped = True

    def reload(self):
        self.reloads += 1

    def publish(self, runs):
        self.store.runs = tuple(runs)
        self.store.revision += 1
        self._on_change()


RUNS = ("baseline", "lr3e-4", "lr1e-3-warm", "dropout0.2", "bs512")
TAGS = (
    "train/acc",
    "train/grad_norm",
    "train/loss",
    "train/lr",
    "val/acc",
    "val/loss",
    "layers/0/mean",
    "layers/1/mean",
    "layers/10/mean",
    "system/gpu",
)


def curve(run_index, tag):
    """A curve that looks like training: smooth, with a wobble that no generator has to seed."""
    t = np.linspace(0.0, 1.0, STEPS)
    wobble = 0.06 * np.sin(t * 97.0 + run_index) * np.cos(t * 31.0 + 2 * run_index)
    name = tag.rpartition("/")[2]
    if name == "lr":
        return (run_index + 1) * 1e-4 * np.sin(np.minimum(t * 3.0, 1.2 + t)) ** 2
    if name == "acc":
        return 1.0 - np.exp(-t * (2.0 + run_index)) + wobble / 3
    if name == "grad_norm":
        return 10.0 ** (0.4 - 1.6 * t + 0.2 * run_index + 2 * wobble)
    return 0.2 + 2.4 * np.exp(-t * (5.0 - 0.7 * run_index)) + wobble


def training_runs(names=RUNS, tags=TAGS):
    steps = np.arange(STEPS) * 50
    return [
        FakeRun(name, [FakeSeries(name, tag, steps, curve(index, tag)) for tag in tags])
        for index, name in enumerate(names)
    ]


def small_run(name, **values_of_tags):
    """A run with a few literal points: ``small_run("a", loss=[3, 2, 1])``."""
    return FakeRun(
        name,
        [
            FakeSeries(name, tag.replace("__", "/"), range(len(values)), values)
            for tag, values in values_of_tags.items()
        ],
    )


def odd_run(name="odd"):
    """A run with what real logs hold: gaps, infinities, one point, a restart, strange names."""
    return FakeRun(
        name,
        [
            FakeSeries(name, "gaps", range(6), [1, math.nan, 2, math.inf, 3, 2.5]),
            FakeSeries(name, "one point", [7], [0.5]),
            FakeSeries(name, "restarted", [0, 10, 20, 30, 10, 20, 30], [9, 8, 7, 6, 5, 4, 3]),
            FakeSeries(name, "colour \x1b[31m/bidi \u202e", range(4), [1, 2, 3, 4]),
            FakeSeries(name, "empty", [], []),
        ],
    )


FIVE_POINTS = FakeStore([small_run("a", loss=[5, 4, 3, 2, 1])])
"""One run with one falling curve."""
