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
_AHEAD = 16
"""Neighbouring steps that are decoded together, which takes hardly longer than one of them."""
_MOST_BYTES_AHEAD = 128 << 10
"""Of what is read of a series for that; longer histograms are read one by one."""


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
        # They rise as it is: np.unique would load the masked arrays of numpy.
        places = np.rint(np.linspace(0, last, min(count, last + 1))).astype(np.int64)
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
        return self.read_all([(series, places)])[0]

    def read_all(
        self, wanted: Sequence[tuple[CardSeries, tuple[int, ...]]]
    ) -> list[HistogramColumns]:
        """Return histograms of several series; those that are not known are decoded together."""
        keys = [(series.version, places) for series, places in wanted]
        found = {key: known for key in keys if (known := self._read.get(key)) is not None}
        missing = [one for one, key in zip(wanted, keys, strict=True) if key not in found]
        if missing:
            entries = [series.entries[place] for series, places in missing for place in places]
            decoded = read_histograms(entries)
            done = 0
            for series, places in missing:
                part = _Read(decoded.part(done, done + len(places)))
                done += len(places)
                found[series.version, places] = part
                self._read.put((series.version, places), part)
        return [found[key].columns for key in keys]

    def read_one_of_each(self, wanted: Sequence[tuple[CardSeries, int]]) -> list[HistogramColumns]:
        """Return one histogram of each of several series, and decode its neighbours with it.

        Parameters
        ----------
        wanted : sequence of (CardSeries, int)
            Series, and the place of the histogram in it.
        """
        blocks = [(series, steps_around(series, place)) for series, place in wanted]
        places = [place - block[0] for (_, place), (_, block) in zip(wanted, blocks, strict=True)]
        read = self.read_all(blocks)
        return [one.part(place, place + 1) for one, place in zip(read, places, strict=True)]


def steps_around(series: CardSeries, place: int) -> tuple[int, ...]:
    """Return the places that are decoded together with one of them."""
    first = place - place % _AHEAD
    block = tuple(range(first, min(first + _AHEAD, len(series.entries))))
    read = sum(series.entries[one].length for one in block)
    return block if read <= _MOST_BYTES_AHEAD else (place,)
