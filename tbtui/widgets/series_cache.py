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
from tbtui.widgets.superseded_ends import SupersededEnds, superseded_ends

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

    def __init__(self, series: ScalarSeries) -> None:
        view = series.view()
        dropped = superseded(view.steps)
        self.series = series
        self.version = view.version
        self.view = view
        self.has_restarts = bool(dropped.any())
        self.life = NewestLife(view.steps, view.wall_times, view.values)
        if self.has_restarts:
            kept = ~dropped
            self.life = NewestLife(view.steps[kept], view.wall_times[kept], view.values[kept])
        self.ends_key: tuple[str, float] | None = None
        self.ends: SupersededEnds | None = None
        self.horizontal: dict[str, Floats] = {}
        self.rising: dict[str, Floats] = {}
        # Only the last of each is kept: going through the weights must not fill the memory.
        self.weight = 0.0
        self.smoothed: Floats | None = None
        self.lines_key: tuple[str, float, str, bool] | None = None
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
        if self.ends is not None:
            yield from self.ends


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

    def has_restarts(self, series: ScalarSeries) -> bool:
        """Return whether a restart has superseded any point."""
        return self._entry(series).has_restarts

    def horizontal(self, series: ScalarSeries, axis: str) -> Floats:
        """Return where the points of the newest life stand on the x axis."""
        return self._horizontal(self._entry(series), axis)

    def rising(self, series: ScalarSeries, axis: str) -> Floats:
        """Return the finite places of `horizontal` in rising order."""
        entry = self._entry(series)
        x = self._horizontal(entry, axis)
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
        return self._smoothed(self._entry(series), weight)

    def lines(
        self,
        series: ScalarSeries,
        axis: str,
        weight: float,
        color: str,
        all_lives: bool = False,
    ) -> tuple[Line, ...]:
        """Return what is drawn of a series: its smoothed line above its faint raw trace.

        The same objects are returned as long as nothing has changed, since lines remember what
        drawing has computed from them. Without smoothing the raw values are the line.

        Parameters
        ----------
        all_lives : bool
            Whether to draw what restarts gave up, too.

        Returns
        -------
        tuple of Line
            From the bottom up; the line that stands for the series is the last.
        """
        entry = self._entry(series)
        key = (axis, weight, color, all_lives and entry.has_restarts)
        if entry.lines_key != key:
            x, values = self._horizontal(entry, axis), entry.life.values
            lines: list[Line] = []
            if all_lives and entry.has_restarts:
                ends = self._ends(entry, axis, weight)
                if weight > 0:
                    lines.append(Line(ends.x, ends.values, color, series.run, faint=True))
                lines.append(Line(ends.x, ends.smoothed, color, series.run, superseded=True))
            if weight > 0:
                lines.append(Line(x, values, color, series.run, faint=True))
                values = self._smoothed(entry, weight)
            lines.append(Line(x, values, color, series.run))
            entry.lines_key, entry.lines = key, tuple(lines)
        return entry.lines

    def _horizontal(self, entry: _Entry, axis: str) -> Floats:
        values = entry.horizontal.get(axis)
        if values is None:
            life = entry.life
            values = horizontal_values(HorizontalAxis(axis), life.steps, life.wall_times)
            entry.horizontal[axis] = values
            self._make_room(entry)
        return values

    def _smoothed(self, entry: _Entry, weight: float) -> Floats:
        if entry.smoothed is None or entry.weight != weight:
            entry.smoothed = smooth(entry.life.values, weight)
            entry.weight = weight
            self._make_room(entry)
        return entry.smoothed

    def _ends(self, entry: _Entry, axis: str, weight: float) -> SupersededEnds:
        if entry.ends is None or entry.ends_key != (axis, weight):
            view = entry.view
            entry.ends = superseded_ends(view.steps, view.wall_times, view.values, axis, weight)
            entry.ends_key = (axis, weight)
            self._make_room(entry)
        return entry.ends

    def _entry(self, series: ScalarSeries) -> _Entry:
        key = (series.run, series.tag)
        entry = self._entries.get(key)
        # A store that was read afresh has other series under the same names.
        if entry is not None and entry.series is series and entry.version == series.version:
            self._entries.move_to_end(key)
            return entry
        if entry is not None:
            self._bytes -= self._entries.pop(key).counted
        entry = self._entries[key] = _Entry(series)
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
