"""Read a log directory in the loader's thread, as the screens do, and announce the first points."""

from __future__ import annotations

import sys
import threading

from bench.readers.announcing import announce, wait_for_the_end
from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader


def main(directory: str) -> None:
    loader = Loader([LogSource("", directory)], interval=3600.0)
    first_seen = False
    everything_read = threading.Event()

    def on_change() -> None:
        nonlocal first_seen
        runs = loader.store.runs
        points = sum(run.point_count for run in runs)
        series = sum(len(run.scalars) for run in runs)
        if points and not first_seen:
            first_seen = True
            announce("first", points, series)
        if not loader.store.progress.loading:
            announce("loaded", points, series)
            everything_read.set()

    loader.start(on_change)
    everything_read.wait()
    wait_for_the_end()


if __name__ == "__main__":
    main(sys.argv[1])
