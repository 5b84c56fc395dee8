"""The numbers of every scalar series that real libraries wrote are those of the plain oracle."""

from __future__ import annotations

from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest
from comparison import (
    WINDOWED,
    Member,
    compare_extents,
    compare_group,
    compare_join,
    compare_range,
    compare_smoothing,
)

from tbtui.analysis.alignment import BandKind, Center
from tbtui.analysis.lives import superseded
from tbtui.analysis.smoothers import Smoothing
from tbtui.analysis.smoothing import smooth
from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout"),
]

Series = tuple[np.ndarray, np.ndarray, np.ndarray]


@pytest.fixture(scope="module")
def series_by_tag() -> dict[str, list[Series]]:
    """Steps, wall times and values of the newest life of every series."""
    loader = Loader([LogSource("", str(CORPUS))])
    loader.load()
    found: dict[str, list[Series]] = {}
    for run in loader.store.runs:
        for tag, series in run.scalars.items():
            steps, wall_times, values, _ = series.view()
            kept = ~superseded(steps)
            found.setdefault(tag, []).append((steps[kept], wall_times[kept], values[kept]))
    assert sum(map(len, found.values())) > 300
    return found


@pytest.fixture(scope="module")
def all_series(series_by_tag: dict[str, list[Series]]) -> list[Series]:
    return [series for several in series_by_tag.values() for series in several]


def test_the_average_of_tensorboard(all_series: list[Series]) -> None:
    for steps, wall_times, values in all_series:
        for weight in (0.6, 0.99):
            compare_smoothing(values, steps, wall_times, Smoothing(amount=weight))


@pytest.mark.parametrize("method", WINDOWED)
@pytest.mark.parametrize("by_time", [False, True])
def test_windows(all_series: list[Series], method: str, by_time: bool) -> None:
    for steps, wall_times, values in all_series:
        smoothing = Smoothing(method, 0.1, by_time)
        compare_smoothing(values, steps, wall_times, smoothing, every=7)


def test_extents_of_every_chart(series_by_tag: dict[str, list[Series]]) -> None:
    for several in series_by_tag.values():
        compare_extents([values for _, _, values in several])
        compare_extents([smooth(values, 0.6) for _, _, values in several])
        for _, _, values in several:
            compare_extents([values])


def test_ranges_of_every_series(all_series: list[Series]) -> None:
    for steps, _, values in all_series:
        low, high = float(steps[0]), float(steps[-1])
        for left, right in ((0.0, 1.0), (0.2, 0.7), (0.5, 0.5), (-1.0, 0.1)):
            ends = (low + share * (high - low) for share in (left, right))
            compare_range(steps, values, smooth(values, 0.6), *ends)


@pytest.mark.parametrize("band", BandKind)
@pytest.mark.parametrize("center", Center)
def test_the_runs_of_every_tag_as_a_group(
    series_by_tag: dict[str, list[Series]], center: Center, band: BandKind
) -> None:
    for several in series_by_tag.values():
        members: list[Member] = [(steps, values) for steps, _, values in islice(several, 4)]
        compare_group(members, center, band)


def test_every_series_as_x_of_the_next(all_series: list[Series]) -> None:
    for one, other in pairwise(all_series):
        compare_join(one[0], (other[0], other[2]))
