"""From values to places along an axis and back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.tick_labels import linear_labels, log_labels
from tbtui.plot.ticks import FEWEST_TICKS, linear_ticks, log_ticks

_FARTHEST = 1e12
"""Places further outside than this are moved here, where arithmetic is still exact to a dot."""


@dataclass(frozen=True)
class Tick:
    """A marked value of an axis."""

    value: float
    label: str


@dataclass(frozen=True)
class LinearScale:
    """Equal distances for equal differences.

    Attributes
    ----------
    domain : tuple of float
        Two different finite numbers in rising order.
    """

    domain: tuple[float, float]

    def place(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Return 0 for the low end, 1 for the high end, NaN for what is not finite."""
        low, high = self.domain
        numbers = np.asarray(values, np.float64)
        with np.errstate(over="ignore", invalid="ignore"):
            if math.isfinite(high - low):
                places = (numbers - low) / (high - low)
            else:
                places = (numbers / 2 - low / 2) / (high / 2 - low / 2)
        return _within_reach(places, np.isfinite(numbers))

    def place_of(self, value: float) -> float:
        """Return the place of a single value."""
        return float(self.place(np.array([value]))[0])

    def value_at(self, place: float) -> float:
        """Return the value at a place."""
        low, high = self.domain
        return low * (1 - place) + high * place

    def ticks(self, rows: int, widest: int) -> list[Tick]:
        """Return about one tick for four rows, at least three where there is room."""
        found = linear_ticks(*self.domain, wanted=max(3, rows // 4 + 1), most=rows // 2)
        labels = linear_labels(found, widest)
        return [Tick(value, label) for value, label in zip(found.values, labels, strict=True)]


@dataclass(frozen=True)
class LogScale:
    """Equal distances for equal ratios.

    Attributes
    ----------
    domain : tuple of float
        Two different finite positive numbers in rising order.
    """

    domain: tuple[float, float]

    def place(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Return 0 for the low end, 1 for the high end, NaN for what is not finite or positive."""
        low, high = self._logarithms()
        numbers = np.asarray(values, np.float64)
        with np.errstate(divide="ignore", invalid="ignore"):
            places = (np.log10(numbers) - low) / (high - low)
        return _within_reach(places, np.isfinite(numbers) & (numbers > 0))

    def place_of(self, value: float) -> float:
        """Return the place of a single value."""
        return float(self.place(np.array([value]))[0])

    def value_at(self, place: float) -> float:
        """Return the value at a place."""
        low, high = self._logarithms()
        try:
            return float(10.0 ** (low * (1 - place) + high * place))
        except OverflowError:
            return math.inf

    def ticks(self, rows: int, widest: int) -> list[Tick]:
        """Return 1-2-5 ticks per decade, or decades: about one for three rows, at least three."""
        values = log_ticks(*self.domain, limit=max(FEWEST_TICKS, rows // 3))
        if len(values) < FEWEST_TICKS:
            values = log_ticks(*self.domain, limit=max(FEWEST_TICKS, rows * 3 // 5))
        labels = log_labels(values)
        if len(set(labels)) == len(labels) and max(map(len, labels), default=0) <= widest:
            return [Tick(value, label) for value, label in zip(values, labels, strict=True)]
        # A range this narrow is straight: it is labelled like any other.
        return LinearScale(self.domain).ticks(rows, widest)

    def _logarithms(self) -> tuple[float, float]:
        low, high = math.log10(self.domain[0]), math.log10(self.domain[1])
        return (low, high) if low < high else (low, low + math.ulp(low))


def _within_reach(places: NDArray[np.float64], known: NDArray[np.bool_]) -> NDArray[np.float64]:
    places = np.clip(places, -_FARTHEST, _FARTHEST)
    places[~known] = np.nan
    return places
