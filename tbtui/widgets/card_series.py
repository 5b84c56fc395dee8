"""The histograms of a run and tag: which steps there are, and those that are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.lives import superseded
from tbtui.readers.histograms import HistogramColumns, read_histograms
from tbtui.store.sized_cache import SizedCache

if TYPE_CHECKING:
    from tbtui.readers.odd_values import IndexEntry
    from tbtui.store.index import IndexedTag
    from tbtui.store.run import Run

HISTOGRAMS = "histograms"
MOST_BYTES_READ = 96 << 20
"""Of histograms that are kept decoded: those of several screens full of cards."""


class CardSeries(NamedTuple):
    """The steps of a tag in a run, without those that restarts have superseded.

    Attributes
    ----------
    run, tag : str
    steps : int64[n]
        Never falling.
    wall_times : float64[n]
    entries : sequence of IndexEntry
        Where each histogram lies.
    version : int
        Changes whenever the steps do.
    """

    run: str
    tag: str
    steps: NDArray[np.int64]
    wall_times: NDArray[np.float64]
    entries: Sequence[IndexEntry]
    version: int

    def place_of(self, step: int) -> int:
        """Return which of the histograms is the nearest to a step."""
        after = int(np.searchsorted(self.steps, step))
        candidates = [place for place in (after - 1, after) if 0 <= place < len(self.steps)]
        return min(candidates, key=lambda place: abs(int(self.steps[place]) - step))

    def spread(self, count: int, also: int | None = None) -> tuple[int, ...]:
        """Return so many places evenly over the steps, the last one among them, and another."""
        last = len(self.steps) - 1
        places = np.unique(np.rint(np.linspace(0, last, min(count, last + 1))).astype(np.int64))
        if also is not None and also not in places:
            nearest = int(np.abs(places[:-1] - also).argmin()) if len(places) > 1 else 0
            places[nearest] = also
        return tuple(np.sort(places).tolist())


class _Read(NamedTuple):
    """Some histograms of a series."""

    columns: HistogramColumns

    @property
    def size(self) -> int:
        """Bytes of memory that they take."""
        return self.columns.nbytes


class SeriesReader:
    """Knows the series of all runs, and decodes those histograms that are looked at."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[IndexedTag, int, CardSeries]] = {}
        self._read: SizedCache[_Read] = SizedCache(MOST_BYTES_READ)
        self._versions = 0

    def series(self, run: Run, tag: str) -> CardSeries | None:
        """Return the series of a tag in a run, None when the run has no histogram of it."""
        indexed = run.indexed.get((HISTOGRAMS, tag))
        count = 0 if indexed is None else len(indexed)
        if indexed is None or not count:
            return None
        known = self._known.get((run.name, tag))
        if known is not None and known[0] is indexed and known[1] == count:
            return known[2]
        self._versions += 1
        entries = indexed.entries()[:count]
        steps = np.fromiter((entry.step for entry in entries), np.int64, count)
        wall_times = np.fromiter((entry.wall_time for entry in entries), np.float64, count)
        kept = np.flatnonzero(~superseded(steps))
        current = [entries[place] for place in kept.tolist()]
        series = CardSeries(run.name, tag, steps[kept], wall_times[kept], current, self._versions)
        self._known[run.name, tag] = (indexed, count, series)
        return series

    def read(self, series: CardSeries, places: tuple[int, ...]) -> HistogramColumns:
        """Return some histograms of a series, decoded."""
        key = (series.version, places)
        known = self._read.get(key)
        if known is None:
            known = _Read(read_histograms([series.entries[place] for place in places]))
            self._read.put(key, known)
        return known.columns
