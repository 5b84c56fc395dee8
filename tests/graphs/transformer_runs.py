"""Runs with the graphs of the demonstration: a small transformer, once with dropout."""

from __future__ import annotations

from tbtui.commands.demo_curves import DEMO_RUNS
from tbtui.commands.demo_graph import PROFILE_TAG, demo_graph, demo_run_metadata
from tbtui.commands.loading import load
from tbtui.commands.sources import log_sources
from tbtui.readers.event_writer import EventWriter

NAMES = ("baseline", "dropout0.2")


def write_graphs(path):
    """Write both runs and return their store."""
    for run in DEMO_RUNS:
        if run.name in NAMES:
            directory = path / run.name
            directory.mkdir()
            with EventWriter(directory / "events.out.tfevents.1.host", wall_time=1.0) as writer:
                writer.add_graph(demo_graph(run), 1.0)
                writer.add_run_metadata(PROFILE_TAG, demo_run_metadata(run, 1.0), 1_000, 2.0)
    return load_store(path)


def load_store(path):
    """Read everything once."""
    return load(log_sources([str(path)]), verify=False)
