"""Series as the charts need them, computed once for every version of a series."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tbtui.analysis.horizontal import HorizontalAxis, horizontal_values
from tbtui.analysis.lives import superseded
from tbtui.analysis.smoothing import smooth
from tbtui.plot.line import Line

if TYPE_CHECKING:
    from tbtui.store.series import ScalarSeries

Floats = npt.NDArray[np.float64]

MOST_BYTES = 256_000_000
"""Arrays kept for series that may be drawn again; what is in use may exceed it."""


class NewestLife(NamedTuple):
    """The points of a series that no restart has superseded.

    Attributes
    ----------
    steps : int64[n]
    wall_times : float64[n]
    values : float32[n] or float64[n]
    """

    steps: npt.NDArray[np.int64]
    wall_times: Floats
    values: npt.NDArray[np.floating]


class _Entry:
    """One version of a series and what has been computed from it."""

    def __init__(self, series: ScalarSeries, version: int, life: NewestLife) -> None:
        self.series = series
        self.version = version
        self.life = life
        self.horizontal: dict[str, Floats] = {}
        self.rising: dict[str, Floats] = {}
        # Only the last of each is kept: going through the weights must not fill the memory.
        self.weight = 0.0
        self.smoothed: Floats | None = None
        self.lines_key: tuple[str, float, str] | None = None
        self.lines: tuple[Line, ...] = ()
        self.counted = 0

    @property
    def size(self) -> int:
        """Bytes that this entry keeps alive beside the store and beside its own arrays."""
        owned = {id(array): array for array in self._arrays() if array.base is None}
        return sum(array.nbytes for array in owned.values())

    def _arrays(self) -> Iterator[npt.NDArray[Any]]:
        yield from self.life
        yield from self.horizontal.values()
        yield from self.rising.values()
        if self.smoothed is not None:
            yield self.smoothed


class SeriesCache:
    """What charts need of series, least recently used first out.

    Parameters
    ----------
    most_bytes : int
        Bytes above which old entries are dropped.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._entries: OrderedDict[tuple[str, str], _Entry] = OrderedDict()
        self._most_bytes = most_bytes
        self._bytes = 0

    def life(self, series: ScalarSeries) -> NewestLife:
        """Return the points of the newest life."""
        return self._entry(series).life

    def horizontal(self, series: ScalarSeries, axis: str) -> Floats:
        """Return where the points of the newest life stand on the x axis."""
        entry = self._entry(series)
        values = entry.horizontal.get(axis)
        if values is None:
            life = entry.life
            values = horizontal_values(HorizontalAxis(axis), life.steps, life.wall_times)
            entry.horizontal[axis] = values
            self._make_room(entry)
        return values

    def rising(self, series: ScalarSeries, axis: str) -> Floats:
        """Return the finite places of `horizontal` in rising order."""
        x = self.horizontal(series, axis)
        entry = self._entry(series)
        values = entry.rising.get(axis)
        if values is None:
            finite = np.isfinite(x)
            values = x if finite.all() else x[finite]
            if (values[1:] < values[:-1]).any():
                values = np.sort(values)
            entry.rising[axis] = values
            self._make_room(entry)
        return values

    def smoothed(self, series: ScalarSeries, weight: float) -> Floats:
        """Return the smoothed values of the newest life."""
        entry = self._entry(series)
        if entry.smoothed is None or entry.weight != weight:
            entry.smoothed = smooth(entry.life.values, weight)
            entry.weight = weight
            self._make_room(entry)
        return entry.smoothed

    def lines(self, series: ScalarSeries, axis: str, weight: float, color: str) -> tuple[Line, ...]:
        """Return what is drawn of a series: its smoothed line above its faint raw trace.

        The same objects are returned as long as nothing has changed, since lines remember what
        drawing has computed from them. Without smoothing the raw values are the line.
        """
        x, values = self.horizontal(series, axis), self.life(series).values
        smoothed = self.smoothed(series, weight) if weight > 0 else None
        entry = self._entry(series)
        key = (axis, weight, color)
        if entry.lines_key != key:
            entry.lines_key = key
            if smoothed is None:
                entry.lines = (Line(x, values, color, series.run),)
            else:
                raw = Line(x, values, color, series.run, faint=True)
                entry.lines = (raw, Line(x, smoothed, color, series.run))
        return entry.lines

    def _entry(self, series: ScalarSeries) -> _Entry:
        key = (series.run, series.tag)
        entry = self._entries.get(key)
        # A store that was read afresh has other series under the same names.
        if entry is not None and entry.series is series and entry.version == series.version:
            self._entries.move_to_end(key)
            return entry
        if entry is not None:
            self._bytes -= self._entries.pop(key).counted
        view = series.view()
        life = NewestLife(view.steps, view.wall_times, view.values)
        dropped = superseded(view.steps)
        if dropped.any():
            kept = ~dropped
            life = NewestLife(view.steps[kept], view.wall_times[kept], view.values[kept])
        entry = _Entry(series, view.version, life)
        self._entries[key] = entry
        self._make_room(entry)
        return entry

    def _make_room(self, newest: _Entry) -> None:
        """Count an entry that has grown, and drop the oldest others while there are too many."""
        size = newest.size
        self._bytes += size - newest.counted
        newest.counted = size
        while self._bytes > self._most_bytes and len(self._entries) > 1:
            key, oldest = next(iter(self._entries.items()))
            if oldest is newest:
                return
            self._bytes -= oldest.counted
            del self._entries[key]
