"""What is written beside the ticks of a number axis: as short as possible, never twice the same."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tbtui.plot.numbers import format_step, format_step_short, format_value
from tbtui.plot.ticks import NumberTicks

_UNITS = ((1e12, 1e15, "T"), (1e9, 1e12, "G"), (1e6, 1e9, "M"), (1e4, 1e6, "k"))
"""From which number on, below which number, and the letter of a unit of an axis."""

_UNIT_SIZE = {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}
_MOST_DECIMALS = 4
_MOST_DIGITS = 17
_WIDER_BASE = 4
"""How much longer than the other labels the one may be from which they count."""


def linear_labels(ticks: NumberTicks, widest: int) -> list[str]:
    """Label ticks at multiples of a round distance, all with the same decimals and unit.

    Parameters
    ----------
    ticks : NumberTicks
        As given by :func:`tbtui.plot.ticks.linear_ticks`.
    widest : int
        How long a label may be. When telling the ticks apart takes more (0.500000001,
        0.500000002), the lowest tick keeps its value and the others get their distance from it.

    Returns
    -------
    list of str
        All different.
    """
    if not ticks.values:
        return []
    labels = _plain_labels(ticks)
    longest = max(map(len, labels))
    if longest <= widest:
        return labels
    distances = _distance_labels(ticks, widest)
    return distances if max(map(len, distances)) < longest else labels


def _plain_labels(ticks: NumberTicks) -> list[str]:
    largest = max(abs(value) for value in ticks.values)
    unit = _unit(largest)
    decimals = max(0, -ticks.spacing.exponent + _digits_of(unit))
    if largest >= _UNITS[0][1] or (decimals > _MOST_DECIMALS and largest < 0.001):
        return scientific_labels(ticks.values)
    return [_with_decimals(value / _UNIT_SIZE[unit], decimals, unit) for value in ticks.values]


def _unit(largest: float) -> str:
    for lower, upper, unit in _UNITS:
        if lower <= largest < upper:
            return unit
    return ""


def _digits_of(unit: str) -> int:
    return round(math.log10(_UNIT_SIZE[unit]))


def _with_decimals(value: float, decimals: int, unit: str) -> str:
    return "0" if value == 0 else f"{value:.{decimals}f}{unit}"


def _distance_labels(ticks: NumberTicks, widest: int) -> list[str]:
    base = shortest(ticks.values[0])
    if len(base) > widest + _WIDER_BASE:
        base = "~" + format_value(ticks.values[0]).replace("e+", "e")
    distances = [ticks.spacing.at(index - ticks.indexes[0]) for index in ticks.indexes[1:]]
    if distances and not math.isfinite(distances[-1]):
        return _plain_labels(ticks)
    return [base, *("+" + label for label in log_labels(distances))]


def scientific_labels(values: Sequence[float]) -> list[str]:
    """Write numbers as ``2e-5``, with as many digits as tell them apart."""
    digits = 0
    labels = [_scientific(value, digits) for value in values]
    while len(set(labels)) < len(set(values)) or not _exact_enough(values, labels):
        digits += 1
        labels = [_scientific(value, digits) for value in values]
    return labels


def _exact_enough(values: Sequence[float], labels: Sequence[str]) -> bool:
    """Tell whether the labels are the values, up to the rounding of a float."""
    return all(
        math.isclose(float(label), value, rel_tol=10.0**-_MOST_DIGITS)
        for label, value in zip(labels, values, strict=True)
    )


def _scientific(value: float, digits: int) -> str:
    if value == 0:
        return "0"
    mantissa, exponent = f"{value:.{digits}e}".split("e")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}e{int(exponent)}"


def log_labels(values: Sequence[float]) -> list[str]:
    """Label positive numbers of any size, as on a logarithmic axis: ``0.05``, ``2``, ``10k``.

    A range that goes beyond 0.0001 or 1,000,000 is written scientifically as a whole, so that its
    labels grow evenly.
    """
    if any(value < 1e-4 or value >= 1e6 for value in values):
        return scientific_labels(values)
    return [shortest(value) for value in values]


def signed_labels(values: Sequence[float]) -> list[str]:
    """Label numbers of either sign and any size: ``-10``, ``0``, ``0.5``."""
    sizes = sorted({abs(value) for value in values if value != 0})
    label_of_size = dict(zip(sizes, log_labels(sizes), strict=True))
    return [("-" if value < 0 else "") + label_of_size.get(abs(value), "0") for value in values]


def shortest(value: float) -> str:
    """Write a number exactly in the fewest characters: ``0.05``, ``2``, ``10k``, ``2e-5``."""
    if value == 0:
        return "0"
    if abs(value) >= 1e15 or abs(value) < 1e-4:
        return scientific_labels([value])[0]
    unit = _unit(abs(value))
    text = f"{value / _UNIT_SIZE[unit]:.{_MOST_DIGITS - 2}g}"
    return text + unit


def step_labels(steps: Sequence[float]) -> list[str]:
    """Label whole steps: ``2k``, or ``2,001`` where three digits cannot tell them apart."""
    labels = [format_step_short(step) for step in steps]
    if all(_step_is_exact(step) for step in steps) and len(set(labels)) == len(labels):
        return labels
    return [format_step(int(step)) for step in steps]


def _step_is_exact(step: float) -> bool:
    """Tell whether three digits say all about a step."""
    return float(f"{step:.3g}") == step
