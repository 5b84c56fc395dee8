"""Read a log directory with tbtui."""

from __future__ import annotations

import sys

from bench.readers.announcing import announce, wait_for_the_end
from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader


def main(directory: str, *, verify: bool) -> None:
    loader = Loader([LogSource("", directory)], verify=verify)
    loader.load()
    runs = loader.store.runs
    announce("loaded", sum(run.point_count for run in runs), sum(len(run.scalars) for run in runs))
    wait_for_the_end()


if __name__ == "__main__":
    main(sys.argv[-1], verify="--verify" in sys.argv)
