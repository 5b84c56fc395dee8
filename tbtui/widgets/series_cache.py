"""Series as the charts need them, computed once for every version of a series."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from tbtui.analysis.horizontal import HorizontalAxis, horizontal_values
from tbtui.analysis.lives import superseded
from tbtui.analysis.smoothing import smooth

if TYPE_CHECKING:
    from tbtui.store.series import ScalarSeries

Floats = npt.NDArray[np.float64]

MOST_BYTES = 192_000_000
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
        # Only the last weight is kept: dragging the slider must not fill the memory.
        self.weight = 0.0
        self.smoothed: Floats | None = None

    @property
    def size(self) -> int:
        """Bytes that this entry keeps alive, views of the store included."""
        arrays = [*self.life, *self.horizontal.values()]
        if self.smoothed is not None:
            arrays.append(self.smoothed)
        return sum(array.nbytes for array in arrays)


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
            self._count(entry, values.nbytes)
        return values

    def smoothed(self, series: ScalarSeries, weight: float) -> Floats:
        """Return the smoothed values of the newest life."""
        entry = self._entry(series)
        if entry.smoothed is None or entry.weight != weight:
            before = 0 if entry.smoothed is None else entry.smoothed.nbytes
            entry.smoothed = smooth(entry.life.values, weight)
            entry.weight = weight
            self._count(entry, entry.smoothed.nbytes - before)
        return entry.smoothed

    def _entry(self, series: ScalarSeries) -> _Entry:
        key = (series.run, series.tag)
        entry = self._entries.get(key)
        # A store that was read afresh has other series under the same names.
        if entry is not None and entry.series is series and entry.version == series.version:
            self._entries.move_to_end(key)
            return entry
        if entry is not None:
            self._bytes -= self._entries.pop(key).size
        view = series.view()
        life = NewestLife(view.steps, view.wall_times, view.values)
        dropped = superseded(view.steps)
        if dropped.any():
            kept = ~dropped
            life = NewestLife(view.steps[kept], view.wall_times[kept], view.values[kept])
        entry = _Entry(series, view.version, life)
        self._entries[key] = entry
        self._count(entry, entry.size)
        return entry

    def _count(self, newest: _Entry, added: int) -> None:
        self._bytes += added
        while self._bytes > self._most_bytes and len(self._entries) > 1:
            key, oldest = next(iter(self._entries.items()))
            if oldest is newest:
                return
            self._bytes -= oldest.size
            del self._entries[key]
