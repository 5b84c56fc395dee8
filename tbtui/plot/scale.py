"""From values to places along an axis and back."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.tick_labels import linear_labels, log_labels, signed_labels
from tbtui.plot.ticks import FEWEST_TICKS, linear_ticks, log_ticks, symlog_ticks

_FARTHEST = 1e12
"""Places further outside than this are moved here, where arithmetic is still exact to a dot."""

Range = tuple[float, float]


class ScaleKind(str, Enum):
    """How an axis divides its length."""

    LINEAR = "linear"
    LOG = "log"
    SYMLOG = "symlog"


@dataclass(frozen=True)
class Tick:
    """A marked value of an axis."""

    value: float
    label: str


@dataclass(frozen=True)
class Scale(ABC):
    """An axis: values have places on it, 0 at the low end and 1 at the high end.

    Attributes
    ----------
    domain : tuple of float
        Two different finite numbers in rising order.
    """

    domain: Range
    kind: ClassVar[ScaleKind]

    @abstractmethod
    def place(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Return the places of values, NaN for those that have none."""

    @abstractmethod
    def values_at(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values at places: the inverse of `place`, up to rounding."""

    @abstractmethod
    def ticks(self, rows: int, widest: int) -> list[Tick]:
        """Return the ticks of a y axis of so many rows, at least three where there is room.

        Parameters
        ----------
        rows : int
            Height of the axis in cells.
        widest : int
            How long labels should be at most.
        """

    def place_of(self, value: float) -> float:
        """Return the place of a single value."""
        return float(self.place(np.array([value]))[0])

    def value_at(self, place: float) -> float:
        """Return the value at a single place."""
        return float(self.values_at(np.array([place]))[0])


@dataclass(frozen=True)
class LinearScale(Scale):
    """Equal distances for equal differences."""

    kind = ScaleKind.LINEAR

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

    def values_at(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values at places."""
        low, high = self.domain
        with np.errstate(over="ignore"):
            return low * (1 - places) + high * places

    def ticks(self, rows: int, widest: int) -> list[Tick]:
        """Return about one tick for four rows, at least three where there is room."""
        found = linear_ticks(*self.domain, wanted=max(3, rows // 4 + 1), most=rows // 2)
        labels = linear_labels(found, widest)
        return [Tick(value, label) for value, label in zip(found.values, labels, strict=True)]


@dataclass(frozen=True)
class LogScale(Scale):
    """Equal distances for equal ratios; both ends of the domain are positive."""

    kind = ScaleKind.LOG

    def place(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Return 0 for the low end, 1 for the high end, NaN for what is not finite or positive."""
        low, high = self._logarithms()
        numbers = np.asarray(values, np.float64)
        with np.errstate(divide="ignore", invalid="ignore"):
            places = (np.log10(numbers) - low) / (high - low)
        return _within_reach(places, np.isfinite(numbers) & (numbers > 0))

    def values_at(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values at places."""
        low, high = self._logarithms()
        with np.errstate(over="ignore"):
            values: NDArray[np.float64] = 10.0 ** (low * (1 - places) + high * places)
        return values

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

    def _logarithms(self) -> Range:
        return _apart(math.log10(self.domain[0]), math.log10(self.domain[1]))


@dataclass(frozen=True)
class SymlogScale(Scale):
    """Linear around zero, logarithmic beyond a threshold on both sides of it.

    From zero to the threshold is as far as a decade beyond it.

    Attributes
    ----------
    threshold : float
        Positive and finite.
    """

    threshold: float = 1.0
    kind = ScaleKind.SYMLOG

    def place(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Return 0 for the low end, 1 for the high end, NaN for what is not finite."""
        low, high = self._decades_of_ends()
        numbers = np.asarray(values, np.float64)
        with np.errstate(over="ignore"):
            places = (self._decades(numbers) - low) / (high - low)
        return _within_reach(places, np.isfinite(numbers))

    def values_at(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values at places."""
        low, high = self._decades_of_ends()
        decades = low * (1 - places) + high * places
        beyond = np.maximum(np.abs(decades) - 1.0, 0.0)
        with np.errstate(over="ignore"):
            sizes = 10.0 ** (beyond + math.log10(self.threshold))
        return np.where(
            np.abs(decades) <= 1.0, decades * self.threshold, np.copysign(sizes, decades)
        )

    def ticks(self, rows: int, widest: int) -> list[Tick]:
        """Return zero and 1-2-5 ticks or decades beyond the threshold: about one for three rows."""
        values = symlog_ticks(*self.domain, self.threshold, limit=max(FEWEST_TICKS, rows // 3))
        labels = signed_labels(values)
        if len(values) >= FEWEST_TICKS and max(map(len, labels)) <= widest:
            return [Tick(value, label) for value, label in zip(values, labels, strict=True)]
        # Hardly anything but the linear part, or a range so narrow that it is straight.
        return LinearScale(self.domain).ticks(rows, widest)

    def _decades(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the distances from zero in decades, with the sign of the numbers."""
        sizes = np.abs(numbers)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            linear = numbers / self.threshold
            beyond = np.log10(sizes) - math.log10(self.threshold) + 1.0
        # Rounding must not put a number just beyond the threshold before it.
        beyond = np.maximum(beyond, 1.0)
        return np.where(sizes <= self.threshold, linear, np.copysign(beyond, numbers))

    def _decades_of_ends(self) -> Range:
        low, high = self._decades(np.array(self.domain)).tolist()
        return _apart(low, high)


_MOST_SYMLOG_DECADES = 5


def symlog_threshold(smallest: float | None, largest: float) -> float:
    """Choose how far the linear part of a symlog axis goes.

    Parameters
    ----------
    smallest : float or None
        The smallest absolute value other than zero.
    largest : float
        The largest absolute value.

    Returns
    -------
    float
        The power of ten at or below `smallest`, but at most five decades below that of `largest`:
        a single value next to zero must not take the room of all others.
    """
    if smallest is None or not largest > 0:
        return 1.0
    top = math.floor(math.log10(largest))
    exponent = max(math.floor(math.log10(smallest)), top - _MOST_SYMLOG_DECADES)
    return max(10.0 ** max(exponent, -300), math.ulp(0.0))


def scale_of(kind: ScaleKind, domain: Range, threshold: float = 1.0) -> Scale:
    """Return the scale of a kind; only a symlog one has a threshold."""
    if kind is ScaleKind.LOG:
        return LogScale(domain)
    if kind is ScaleKind.SYMLOG:
        return SymlogScale(domain, threshold)
    return LinearScale(domain)


def _apart(low: float, high: float) -> Range:
    """Keep two ends of an axis different that rounding has put together."""
    return (low, high) if low < high else (low, low + max(math.ulp(low), math.ulp(1.0)))


def _within_reach(places: NDArray[np.float64], known: NDArray[np.bool_]) -> NDArray[np.float64]:
    # Twice as fast as np.clip for as few numbers as a chart has.
    places = np.minimum(np.maximum(places, -_FARTHEST), _FARTHEST)
    places[~known] = np.nan
    return places
