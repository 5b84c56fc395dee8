"""Runs for the tests of their list, and what the screen shows of them."""

from __future__ import annotations

import numpy as np
from fakes import NOW, FakeRun, FakeSeries, FakeStore, small_run

STEPS = np.arange(5)


def timed_run(name, last_value, seconds_ago):
    """A run with a point every ten seconds, the last of them so many seconds ago."""
    times = NOW + 30.0 - seconds_ago - 10.0 * (4 - STEPS)
    values = np.linspace(3.0, last_value, 5)
    return FakeRun(name, [FakeSeries(name, "loss", STEPS, values, times)])


def three_runs():
    return FakeStore(
        [small_run(name, loss=[9, last]) for name, last in (("a", 3), ("b", 1), ("c", 2))]
    )


def go_to_runs(pilot):
    screen = pilot.app.screen
    screen.set_focus(screen.run_list)
    return screen


def listed(pilot):
    return " ".join(pilot.app.screen.listing.listed)


def shown(pilot):
    return " ".join(run.name for run in pilot.app.screen.scene.runs)


def swatches(pilot):
    """The colours of the swatches in the list, from the top."""
    runs = pilot.app.screen.run_list
    strips = [runs.draw_line(index, 40) for index in range(runs.line_count())]
    return [
        segment.style.color.name for strip in strips for segment in strip if segment.text in "■□"
    ]
