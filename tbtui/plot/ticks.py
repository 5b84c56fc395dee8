"""Where the ticks of an axis stand: round numbers of a number axis, linear or logarithmic."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

MULTIPLES = (1, 2, 5)

FEWEST_TICKS = 3
"""An axis with fewer does not show how it runs."""

_MOST_TICKS = 200


class Spacing(NamedTuple):
    """A round distance between ticks, ``multiple * 10**exponent``."""

    multiple: int
    exponent: int

    def at(self, index: int) -> float:
        """Return the float nearest to the decimal number ``index * spacing``.

        Python divides integers of any size correctly rounded, so 3 * 0.1 is 0.3 here. Beyond the
        range of a float the result is infinite.
        """
        try:
            if self.exponent >= 0:
                return float(index * self.multiple * _power_of_ten(self.exponent))
            return index * self.multiple / _power_of_ten(-self.exponent)
        except OverflowError:
            return math.inf if index > 0 else -math.inf

    def finer(self) -> Spacing:
        """Return the next smaller round distance."""
        position = MULTIPLES.index(self.multiple)
        if position > 0:
            return Spacing(MULTIPLES[position - 1], self.exponent)
        return Spacing(MULTIPLES[-1], self.exponent - 1)

    def coarser(self) -> Spacing:
        """Return the next larger round distance."""
        position = MULTIPLES.index(self.multiple)
        if position + 1 < len(MULTIPLES):
            return Spacing(MULTIPLES[position + 1], self.exponent)
        return Spacing(MULTIPLES[0], self.exponent + 1)


class NumberTicks(NamedTuple):
    """Ticks at multiples of a round distance."""

    values: list[float]
    indexes: list[int]
    spacing: Spacing


@lru_cache(maxsize=128)
def linear_ticks(low: float, high: float, wanted: int, most: int | None = None) -> NumberTicks:
    """Choose the finest round distance that needs at most `wanted` ticks.

    Parameters
    ----------
    low, high : float
        Finite, in rising order.
    wanted : int
        At least 1.
    most : int, optional
        How many ticks there is room for. Should fewer than three come out, the next finer
        distance is taken if it needs no more than these.

    Returns
    -------
    NumberTicks
        Rising. Charts side by side ask for the same, so these are remembered: not to be changed.
    """
    wanted = max(wanted, 1)
    # Half of each first: the difference of two very large numbers has no float.
    half_span = high / 2 - low / 2
    if not half_span > 0:
        half_span = max(abs(high), math.ulp(0.0))
    spacing = Spacing(1, math.floor(math.log10(half_span) - math.log10(wanted)))
    found = _multiples(low, high, spacing)
    while len(found) > wanted:
        spacing = spacing.coarser()
        found = _multiples(low, high, spacing)
    while True:
        finer = _multiples(low, high, spacing.finer())
        limit = most if most is not None and len(found) < FEWEST_TICKS else wanted
        if len(finer) > max(limit, wanted) or 0 < len(finer) <= len(found):
            break
        spacing, found = spacing.finer(), finer
    if not found:
        # From 1 to 4 there are two multiples of 2 and none of 5: keep the first.
        spacing, found = spacing.finer(), finer[:wanted]
    return NumberTicks([spacing.at(index) for index in found], found, spacing)


def _multiples(low: float, high: float, spacing: Spacing) -> list[int]:
    """Return the factors of those multiples of a distance that lie in a range."""
    first = _quotient(low, spacing)
    last = _quotient(high, spacing) + 1
    if last - first > _MOST_TICKS:
        return list(range(_MOST_TICKS))
    found: list[int] = []
    previous = -math.inf
    for index in range(first, last + 1):
        value = spacing.at(index)
        # Far from zero, different multiples of a small distance may be the same float.
        if low <= value <= high and value > previous:
            found.append(index)
            previous = value
    return found


def _quotient(value: float, spacing: Spacing) -> int:
    """Return ``floor(value / spacing)`` exactly."""
    numerator, denominator = value.as_integer_ratio()
    if spacing.exponent >= 0:
        return numerator // (denominator * spacing.multiple * _power_of_ten(spacing.exponent))
    return numerator * _power_of_ten(-spacing.exponent) // (denominator * spacing.multiple)


def _power_of_ten(exponent: int) -> int:
    return int(10**exponent)


def log_ticks(low: float, high: float, limit: int) -> list[float]:
    """Choose ticks of a logarithmic axis: 1, 2 and 5 of every decade, or decades only.

    A range in which fewer than two of these lie gets the ticks of a linear axis.

    Parameters
    ----------
    low, high : float
        Positive and finite, in rising order.
    limit : int
        At most so many ticks, at least 2.
    """
    limit = max(limit, 2)
    first = math.floor(math.log10(low))
    last = math.ceil(math.log10(high))
    ticks = _decades(low, high, range(first, last + 1), MULTIPLES)
    every = Spacing(1, 0)
    while len(ticks) > limit:
        distance = round(every.at(1))
        exponents = range(first - first % distance, last + 1, distance)
        ticks = _decades(low, high, exponents, (1,))
        every = every.coarser()
    if len(ticks) < 2:
        return linear_ticks(low, high, limit).values
    return ticks


def symlog_ticks(low: float, high: float, threshold: float, limit: int) -> list[float]:
    """Choose ticks of an axis that is linear up to a threshold and logarithmic beyond it.

    Zero has a tick, and on both sides of it 1, 2 and 5 of every decade from the threshold on, or
    decades at equal distances.

    Parameters
    ----------
    low, high : float
        Finite, in rising order.
    threshold : float
        Positive and finite.
    limit : int
        At most so many ticks.
    """
    first = math.floor(math.log10(threshold) + 0.5)
    last = max(first, math.ceil(math.log10(max(abs(low), abs(high), threshold))))
    ticks = _on_both_sides(low, high, range(first, last + 1), MULTIPLES)
    distance = 1
    while len(ticks) > limit:
        # From zero to the threshold is as far as a decade.
        exponents = range(first + distance - 1, last + 1, distance)
        ticks = _on_both_sides(low, high, exponents, (1,))
        distance += 1
    return ticks


def _on_both_sides(
    low: float, high: float, exponents: range, multiples: tuple[int, ...]
) -> list[float]:
    above = _decades(0.0, max(abs(low), abs(high)), exponents, multiples)
    every = [*(-value for value in reversed(above)), 0.0, *above]
    return [value for value in every if low <= value <= high]


def _decades(low: float, high: float, exponents: range, multiples: tuple[int, ...]) -> list[float]:
    values = [Spacing(multiple, exponent).at(1) for exponent in exponents for multiple in multiples]
    return [value for value in values if low <= value <= high]
