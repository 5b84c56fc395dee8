"""An axis of trials: what a column of hyperparameters or metrics says of each of many trials.

Parallel coordinates and scatter matrices share these axes, so that both show the same. A number has
a linear, a logarithmic or a quantile scale; texts and truth values stand at equal distances in
their natural order.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.numbers import format_value
from tbtui.plot.scale import LinearScale, LogScale, Scale
from tbtui.plot.text import escape

Floats = NDArray[np.float64]
Span = tuple[float, float]
"""The lowest and the highest value that a brush lets through, of texts their positions."""

_MIDDLE = 0.5
_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
_FEW_VALUES = 8
"""So few different numbers, as of a batch size, have a tick each instead of round ones."""


class AxisScale(str, Enum):
    """How an axis of trials divides its length.

    On a ``QUANTILE`` scale, equal distances hold equally many trials.
    """

    LINEAR = "linear"
    LOG = "log"
    QUANTILE = "quantile"


class AxisTick(NamedTuple):
    """A labelled place of an axis, from 0 at its low end to 1 at its high end."""

    place: float
    label: str


@dataclass(frozen=True, eq=False)
class TrialAxis:
    """One column as an axis.

    Attributes
    ----------
    key : str
        Tells columns apart.
    name : str
        As it is in the log.
    values : float64[n]
        One for each trial, of texts their positions in `choices`; NaN where there is none.
    choices : tuple of str
        The texts, as they are in the log; none for numbers.
    wanted_scale : AxisScale
        A logarithmic scale is linear where it cannot be had.
    """

    key: str
    name: str
    values: Floats
    choices: tuple[str, ...] = ()
    wanted_scale: AxisScale = AxisScale.LINEAR

    @property
    def is_text(self) -> bool:
        """Whether the values are texts, or truth values."""
        return bool(self.choices)

    @cached_property
    def present(self) -> NDArray[np.bool_]:
        """Which trials have a value that can be shown: a text, or a finite number."""
        return np.isfinite(self.values)

    @cached_property
    def extent(self) -> Span | None:
        """The lowest and the highest value, None when there is none."""
        if self.is_text:
            return 0.0, float(len(self.choices) - 1)
        known = self.values[self.present]
        return (float(known.min()), float(known.max())) if len(known) else None

    @property
    def scales(self) -> tuple[AxisScale, ...]:
        """The scales that the values allow: a logarithmic one if all of them are positive."""
        if self.is_text:
            return (AxisScale.LINEAR,)
        if self.extent is not None and self.extent[0] > 0:
            return tuple(AxisScale)
        return (AxisScale.LINEAR, AxisScale.QUANTILE)

    @property
    def scale(self) -> AxisScale:
        """The scale that the axis has."""
        return self.wanted_scale if self.wanted_scale in self.scales else AxisScale.LINEAR

    @cached_property
    def places(self) -> Floats:
        """Where the trials stand on the axis: from 0 at its low end to 1, NaN for no value."""
        return self.places_of(self.values)

    def places_of(self, values: NDArray[Any]) -> Floats:
        """Return where values stand on the axis; with a single value there, in the middle."""
        numbers = np.asarray(values, np.float64)
        if self.extent is None:
            return np.full(numbers.shape, np.nan)
        low, high = self.extent
        if low == high:
            return np.where(np.isfinite(numbers), _MIDDLE, np.nan)
        if self.scale is AxisScale.QUANTILE:
            known, ranks = self._ranks
            places: Floats = np.interp(numbers, known, ranks)
            return np.where(np.isfinite(numbers), places, np.nan)
        return self._number_scale.place(numbers)

    def value_at(self, place: float) -> float:
        """Return the value that stands at a place, of texts the position of the nearest one."""
        if self.extent is None:
            return math.nan
        low, high = self.extent
        if low == high:
            return low
        place = min(max(place, 0.0), 1.0)
        if self.is_text:
            return float(round(place * high))
        if self.scale is AxisScale.QUANTILE:
            known, ranks = self._ranks
            return float(np.interp(place, ranks, known))
        if place in (0.0, 1.0):
            # Not what rounding makes of a logarithm: the ends are values of trials.
            return low if place == 0.0 else high
        return self._number_scale.value_at(place)

    @property
    def _number_scale(self) -> Scale:
        low, high = self.extent or (0.0, 1.0)
        if self.scale is AxisScale.LOG:
            return LogScale((low, high))
        return LinearScale((low, high))

    @cached_property
    def _ranks(self) -> tuple[Floats, Floats]:
        """The different values and which share of the trials lies below each.

        Equal values share the middle of their ranks, but for the lowest and the highest ones,
        which stand at the ends.
        """
        known, counts = np.unique(self.values[self.present], return_counts=True)
        below = np.cumsum(counts) - counts
        ranks = below + (counts - 1) / 2
        ranks -= ranks[0]
        return known, ranks / ranks[-1]

    def label(self, value: float) -> str:
        """Return a value as it is shown, escaped; nothing for none."""
        if not math.isfinite(value):
            return ""
        if self.is_text:
            return escape(self.choices[int(value)])
        return format_value(value)

    def ticks(self, rows: int) -> list[AxisTick]:
        """Return the ticks for an axis of so many cells: its ends, and round values between.

        Texts have one each; where there are more of them than cells, as many as there is room for.
        """
        if self.extent is None:
            return []
        low, high = self.extent
        if self.is_text:
            every = max(1, math.ceil(len(self.choices) / max(rows, 1)))
            values = [float(index) for index in range(0, len(self.choices), every)]
        elif low == high:
            values = [low]
        elif self.scale is AxisScale.QUANTILE:
            known, ranks = self._ranks
            values = [float(np.interp(quarter, ranks, known)) for quarter in _QUARTERS]
        else:
            values = self._few_values or [low, *self._round_values(rows), high]
        return self._apart(values, rows)

    def _round_values(self, rows: int) -> list[float]:
        """Return about half as many round values as a chart has: labels hide lines."""
        return [tick.value for tick in self._number_scale.ticks(rows // 2, 8)]

    @cached_property
    def _few_values(self) -> list[float]:
        """The different values, when these are few and most of them are not the only one."""
        different = np.unique(self.values[self.present])
        repeated = 2 * len(different) <= int(np.count_nonzero(self.present))
        return different.tolist() if len(different) <= _FEW_VALUES and repeated else []

    def _apart(self, values: Sequence[float], rows: int) -> list[AxisTick]:
        """Keep the ends, and between them what stands at least one cell from its neighbours."""
        places = self.places_of(np.array(values)).tolist()
        every = [
            AxisTick(place, self.label(value)) for place, value in zip(places, values, strict=True)
        ]
        if self.is_text or len(every) < 3:
            return every
        first, *between, last = every
        gap = 2 / max(rows - 1, 1)
        kept = [first]
        for tick in between:
            if tick.place - kept[-1].place >= gap and last.place - tick.place >= gap:
                kept.append(tick)
        return [*kept, last]


def number_axis(
    key: str, name: str, values: NDArray[Any], scale: AxisScale = AxisScale.LINEAR
) -> TrialAxis:
    """Return the axis of a column of numbers.

    Parameters
    ----------
    values : array of shape (n,)
        NaN where a trial has none.
    """
    return TrialAxis(key, name, np.asarray(values, np.float64), (), scale)


def text_axis(
    key: str, name: str, values: Sequence[str | None], scale: AxisScale = AxisScale.LINEAR
) -> TrialAxis:
    """Return the axis of a column of texts.

    Parameters
    ----------
    values : sequence of str or None
        None where a trial has none.
    scale : AxisScale
        Remembered; texts stand at equal distances.
    """
    from tbtui.store.natural_order import natural_key

    choices = tuple(sorted({value for value in values if value is not None}, key=natural_key))
    position = {choice: float(index) for index, choice in enumerate(choices)}
    codes = [math.nan if value is None else position[value] for value in values]
    return TrialAxis(key, name, np.array(codes, np.float64), choices, scale)


def passes(axes: Sequence[TrialAxis], brushes: dict[str, Span]) -> NDArray[np.bool_]:
    """Return which trials all brushes let through.

    Parameters
    ----------
    axes : sequence of TrialAxis
        At least one, all of the same trials.
    brushes : dict of str to (float, float)
        By the keys of axes; both ends belong to what is let through.
    """
    kept = np.ones(len(axes[0].values), np.bool_)
    for axis in axes:
        if axis.key in brushes:
            low, high = brushes[axis.key]
            kept &= (axis.values >= low) & (axis.values <= high)
    return kept


def complete(axes: Sequence[TrialAxis], count: int) -> NDArray[np.bool_]:
    """Return which of so many trials have a value on all axes."""
    shown = np.ones(count, np.bool_)
    for axis in axes:
        shown &= axis.present
    return shown


def neighbour(
    axis: TrialAxis, among: NDArray[np.bool_], selected: int | None, step: int
) -> int | None:
    """Return the trial that stands so many others higher on an axis, or lower.

    Parameters
    ----------
    axis : TrialAxis
    among : bool[n]
        Which trials count.
    selected : int or None
        From where to go; without one, the highest is returned.
    step : int
        Positive for higher places; the ends are not passed.

    Returns
    -------
    int or None
        None when no trial counts.
    """
    places = np.where(among, axis.places, np.nan)
    # Equal places keep the order of the trials, from the top down.
    order = np.lexsort((-np.arange(len(places)), places))
    order = order[np.isfinite(places[order])]
    if not len(order):
        return None
    if selected is None:
        return int(order[-1])
    at = np.flatnonzero(order == selected)
    if len(at):
        position = int(at[0]) + step
    else:
        # It is none of them: go to its nearest neighbour in that direction.
        place = axis.places[selected]
        below = int(np.count_nonzero(places[order] < place))
        position = below - 1 + step if step > 0 else below + step
        if not np.isfinite(place):
            position = len(order) - 1
    return int(order[min(max(position, 0), len(order) - 1)])
