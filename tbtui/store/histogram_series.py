"""The histograms of one tag in one run, decoded as far as somebody looked at them."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Sequence

from tbtui.readers.histograms import HistogramColumns, joined, read_histograms
from tbtui.readers.odd_values import IndexEntry
from tbtui.store.index import IndexedTag
from tbtui.store.sized_cache import SizedCache

_MOST_ENTRIES = 256
_MOST_BYTES = 4 << 20
"""Of the histograms that are decoded between two looks at the clock; a longer one is alone."""

MOST_BYTES_KEPT = 256 << 20


class HistogramSeries:
    """Decodes the histograms of one tag in one run, a few at a time. Not for several threads.

    Parameters
    ----------
    indexed : IndexedTag
    """

    def __init__(self, indexed: IndexedTag) -> None:
        self._parts = [_Part(entries) for entries in indexed.parts]

    def follow(self, indexed: IndexedTag) -> None:
        """Look at the index as it is now, where files may have appeared or been replaced."""
        known = {id(part.entries): part for part in self._parts}
        self._parts = [known.get(id(entries)) or _Part(entries) for entries in indexed.parts]

    @property
    def is_complete(self) -> bool:
        """Whether everything that is indexed is decoded."""
        return all(part.decoded >= len(part.entries) for part in self._parts)

    @property
    def decoded(self) -> int:
        """How many histograms are decoded."""
        return sum(part.decoded for part in self._parts)

    @property
    def size(self) -> int:
        """Bytes of memory that the decoded histograms take."""
        return sum(block.nbytes for part in self._parts for block in part.blocks)

    def advance(self, deadline: float) -> bool:
        """Decode on until everything is decoded or it is late.

        At least one block of histograms is decoded, however late it is.

        Parameters
        ----------
        deadline : float
            As ``time.perf_counter`` tells the time.

        Returns
        -------
        bool
            Whether everything is decoded.
        """
        for part in self._parts:
            while part.decoded < len(part.entries):
                part.decode_block()
                if time.perf_counter() >= deadline:
                    return self.is_complete
        return True

    def columns(self) -> HistogramColumns:
        """Return what is decoded: of each file the first histograms, in the order of the files."""
        return joined([part.columns() for part in self._parts])


class _Part:
    """The histograms of one file."""

    def __init__(self, entries: list[IndexEntry]) -> None:
        self.entries = entries
        self.decoded = 0
        self.blocks: list[HistogramColumns] = []

    def decode_block(self) -> None:
        chosen = _block(self.entries, self.decoded)
        self.blocks.append(read_histograms(chosen))
        self.decoded += len(chosen)

    def columns(self) -> HistogramColumns:
        if len(self.blocks) > 1:
            self.blocks = [joined(self.blocks)]
        return self.blocks[0] if self.blocks else joined([])


def _block(entries: Sequence[IndexEntry], start: int) -> Sequence[IndexEntry]:
    """Return the next entries that are decoded together."""
    chosen = entries[start : start + _MOST_ENTRIES]
    sizes = itertools.accumulate(entry.length for entry in chosen)
    return chosen[: max(1, sum(size <= _MOST_BYTES for size in sizes))]


def blocks(indexed: IndexedTag) -> Iterator[HistogramColumns]:
    """Decode the histograms of a tag in their order, a few at a time, and keep none of them."""
    entries = indexed.entries()
    done = 0
    while done < len(entries):
        chosen = _block(entries, done)
        yield read_histograms(chosen)
        done += len(chosen)


class HistogramCache:
    """The histograms that were looked at last. Not for several threads.

    Parameters
    ----------
    most_bytes : int
        Bytes of memory above which those are forgotten that were not looked at for longest.
    """

    def __init__(self, most_bytes: int = MOST_BYTES_KEPT) -> None:
        self._most_bytes = most_bytes
        self._series: SizedCache[HistogramSeries] = SizedCache(most_bytes)

    def series(self, run: str, indexed: IndexedTag) -> HistogramSeries:
        """Return the histograms of a tag in a run, with what was decoded of them before."""
        key = (run, indexed.tag)
        series = self._series.get(key)
        if series is None:
            series = HistogramSeries(indexed)
            self._series.put(key, series)
        else:
            series.follow(indexed)
        return series

    def advance(self, wanted: Sequence[tuple[str, IndexedTag]], seconds: float) -> bool:
        """Decode the histograms of several tags, the first ones first, for a limited time.

        Parameters
        ----------
        wanted : sequence of (run, IndexedTag)
        seconds : float

        Returns
        -------
        bool
            Whether everything that is wanted is decoded, or as much as is kept; call again if not.
        """
        deadline = time.perf_counter() + seconds
        size = 0
        for run, indexed in wanted:
            series = self.series(run, indexed)
            if not series.is_complete:
                series.advance(deadline)
                self._series.has_grown((run, indexed.tag))
                if not series.is_complete:
                    return False
                if time.perf_counter() >= deadline:
                    break
            size += series.size
            if size > self._most_bytes:
                # Going on would only make room for some by forgetting others.
                return True
        return all(self.series(*one).is_complete for one in wanted)


def sampled(indexed: IndexedTag, most: int) -> HistogramColumns:
    """Decode only some histograms of a tag, evenly over all that are indexed.

    Parameters
    ----------
    indexed : IndexedTag
    most : int
        At least 1. The last histogram is always among them, and the first one if there is room.
    """
    entries = indexed.entries()
    count = len(entries)
    if count > most:
        places = [count - 1 - round(i * (count - 1) / max(1, most - 1)) for i in range(most)]
        entries = [entries[place] for place in reversed(places)]
    return read_histograms(entries)
