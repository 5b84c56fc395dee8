"""Read a log directory with TensorBoard's EventAccumulator, one for every run."""

from __future__ import annotations

import sys
from pathlib import Path

from tensorboard.backend.event_processing.event_accumulator import (
    SCALARS,
    TENSORS,
    EventAccumulator,
)

from bench.readers.announcing import announce, wait_for_the_end

_EVERYTHING = 0


def main(directory: str) -> None:
    points = 0
    series = 0
    accumulators = []
    for run in sorted({path.parent for path in Path(directory).rglob("*tfevents*")}):
        # Scalars that TensorFlow 2 wrote are kept as tensors.
        guidance = {SCALARS: _EVERYTHING, TENSORS: _EVERYTHING}
        accumulator = EventAccumulator(str(run), size_guidance=guidance)
        accumulator.Reload()
        accumulators.append(accumulator)
        tags = accumulator.Tags()
        points += sum(len(accumulator.Scalars(tag)) for tag in tags[SCALARS])
        points += sum(len(accumulator.Tensors(tag)) for tag in tags[TENSORS])
        series += len(tags[SCALARS]) + len(tags[TENSORS])
    announce("loaded", points, series)
    wait_for_the_end()


if __name__ == "__main__":
    main(sys.argv[1])
