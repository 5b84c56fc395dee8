"""Let readers take turns, and sum up what they needed."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.contestants import EMPTY, FIRST_CURVE, OURS, Contestant, Counts
from bench.data_sets import GeneratedSet
from bench.measure import Measurement


class Result(NamedTuple):
    """What one reader needed for one data set, in the median of all rounds.

    Attributes
    ----------
    counts : Counts
        What it had in memory.
    peak_bytes, own_bytes : float
        The latter without what an empty process needs.
    wall_ratio, cpu_ratio : float or None
        The median of each round's ratio to ours; None if ours did not take part.
    """

    data_set: GeneratedSet
    reader: Contestant
    counts: Counts
    wall_seconds: float
    best_seconds: float
    cpu_seconds: float
    peak_bytes: float
    own_bytes: float
    wall_ratio: float | None
    cpu_ratio: float | None


class FirstCurve(NamedTuple):
    """Median seconds from the start of a process."""

    data_set: GeneratedSet
    empty_process: float
    first_points: float
    points_at_first: int
    all_points: float


def compare(
    data_set: GeneratedSet,
    readers: Sequence[Contestant],
    repeat: int,
    tell: Callable[[str], None],
) -> list[Result]:
    """Measure ``repeat`` rounds in which every reader has one turn.

    A turn before the rounds, which counts the points, also leaves files and programs in the page
    cache and bytecode on disk for all of them.
    """
    counts = {}
    for reader in readers:
        tell(f"{data_set.name}: {reader.title}, not measured")
        counts[reader.name] = reader.count(data_set.directory)
    turns: dict[str, list[Measurement]] = {reader.name: [] for reader in readers}
    for number in range(repeat):
        for reader in readers:
            tell(f"{data_set.name}: {reader.title}, round {number + 1} of {repeat}")
            turns[reader.name].append(reader.read(data_set.directory))
    return [
        _sum_up(data_set, reader, counts[reader.name], turns[reader.name], turns.get(OURS.name))
        for reader in readers
    ]


def _sum_up(
    data_set: GeneratedSet,
    reader: Contestant,
    counts: Counts,
    turns: Sequence[Measurement],
    ours: Sequence[Measurement] | None,
) -> Result:
    peak = statistics.median(turn.peak_bytes for turn in turns)
    walls = [turn.wall_seconds for turn in turns]
    cpus = [turn.cpu_seconds for turn in turns]
    return Result(
        data_set,
        reader,
        counts,
        statistics.median(walls),
        min(walls),
        statistics.median(cpus),
        peak,
        peak - _empty_peak(reader),
        _median_ratio(walls, [turn.wall_seconds for turn in ours]) if ours else None,
        _median_ratio(cpus, [turn.cpu_seconds for turn in ours]) if ours else None,
    )


def _median_ratio(theirs: Sequence[float], ours: Sequence[float]) -> float:
    return statistics.median(a / b for a, b in zip(theirs, ours, strict=True))


def _empty_peak(reader: Contestant) -> int:
    """Return the peak of numpy alone, or of a reader without numpy that finds nothing to read."""
    if reader.uses_numpy:
        return EMPTY.read(Path()).peak_bytes
    with tempfile.TemporaryDirectory() as nothing:
        return reader.read(Path(nothing)).peak_bytes


def first_curve(data_set: GeneratedSet, repeat: int, tell: Callable[[str], None]) -> FirstCurve:
    """Measure when the loader's thread has published the first points, and all."""
    empty = []
    first = []
    last = []
    points = 0
    for number in range(repeat + 1):
        tell(f"{data_set.name}: first curve, round {number} of {repeat}")
        nothing_read = EMPTY.read(Path())
        announcements = FIRST_CURVE.read(data_set.directory).announcements
        if number == 0:
            continue
        empty.append(nothing_read.wall_seconds)
        first.append(announcements[0].seconds)
        last.append(announcements[-1].seconds)
        points = int(announcements[0].match.group(2))
    return FirstCurve(
        data_set,
        statistics.median(empty),
        statistics.median(first),
        points,
        statistics.median(last),
    )
