"""Which way a series goes, seen from far enough that its noise does not matter."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_BLOCKS = 30
_MOST_LEGS = 3

# A change counts that is a fifth of all there is, and that noise hardly makes: among thirty
# medians, the lowest and the highest are rarely five standard errors apart by chance.
_WORTH_TELLING = 0.2
_STANDARD_ERRORS = 5.0
# Two thirds of the numbers of float32: what is less is how they are rounded.
_ROUNDING = 1e-6

_LITTLE = 0.05
_LONG = 0.2
_MOST = 0.9
_SOON = 0.4
_CLEAR = 3.0
_TOLERABLE = 0.15
_LEAST_BLOCKS = 5
_LEAST_FOR_NOISE = 10
_ENOUGH_FOR_NOISE = 10_000
_NEXT_FEW = 5
# Of the median of many values of a normal distribution, in standard errors of their mean.
_ERROR_OF_MEDIAN = 1.25


class Shape(str, Enum):
    """How a curve runs."""

    CONSTANT = "constant"
    FLAT = "flat"
    FALLING = "falling"
    RISING = "rising"
    TURNING = "turning"
    OSCILLATING = "oscillating"


class Leg(NamedTuple):
    """A part of a curve that goes one way.

    Attributes
    ----------
    first_step, last_step : int
    first, last : float
        The level there, which noise has been taken from.
    """

    first_step: int
    last_step: int
    first: float
    last: float


@dataclass(frozen=True)
class Trend:
    """The course of a series.

    Attributes
    ----------
    shape : Shape
    legs : tuple of Leg
        The ways up and down, one after the other; none of a flat or constant curve.
    level : float
        In the middle.
    noise : float
        The standard deviation of single values.
    is_exact : bool
        Whether the legs start and end at points of the series, not somewhere about there.
    mostly_by : int or None
        The step by which a curve of one leg had done nine tenths of its way, if that was soon and
        it went on changing after that.
    settled_since : int or None
        The step since which there has been little change, if that is long.
    """

    shape: Shape
    legs: tuple[Leg, ...]
    level: float
    noise: float
    is_exact: bool
    mostly_by: int | None = None
    settled_since: int | None = None


def trend_of(steps: npt.NDArray[np.int64], values: Floats) -> Trend:
    """Find the trend of a series.

    The values become the medians of at most thirty blocks of equally many steps. Where these turn
    by more than noise would explain, one leg ends and the next begins. The noise is estimated from
    second differences, which a smooth curve hardly has. What is too slight for that, but goes one
    way all the time, is found by the test of Mann (1945) and Kendall.

    Parameters
    ----------
    steps
        int64 of shape (n,), n >= 1, never decreasing.
    values
        float64 of shape (n,), finite.
    """
    # Numbers near the largest there are have differences that are none.
    with np.errstate(over="ignore", invalid="ignore"):
        return _trend_of(steps, values)


def _trend_of(steps: npt.NDArray[np.int64], values: Floats) -> Trend:
    blocks = _blocks(steps, values)
    levels = blocks.levels
    spread = float(levels.max() - levels.min())
    middle = float(np.median(levels))
    is_exact = len(levels) == len(values)
    noise = _noise(values)
    if float(np.ptp(values)) <= _ROUNDING * float(np.abs(values).max()):
        return Trend(Shape.CONSTANT, (), middle, noise, is_exact)
    error = noise * _ERROR_OF_MEDIAN / np.sqrt(len(values) / len(levels))
    threshold = max(_WORTH_TELLING * spread, _STANDARD_ERRORS * error)
    ends = _ends_of_legs(levels, threshold)
    if not ends and _goes_one_way(levels):
        ends = [0, len(levels) - 1]
    if not ends:
        return Trend(Shape.FLAT, (), middle, noise, is_exact)
    legs = tuple(blocks.leg(start, end) for start, end in itertools.pairwise(ends))
    settled_since = None
    if _CLEAR * error <= _TOLERABLE * spread:
        settled_since = _settled_since(blocks, max(_LITTLE * spread, _CLEAR * error))
    mostly_by = None
    if len(legs) == 1:
        mostly_by = _mostly_by(blocks, steps, values, noise)
    if mostly_by is not None and settled_since is not None and mostly_by >= settled_since:
        mostly_by = None
    return Trend(_shape(legs), legs, middle, noise, is_exact, mostly_by, settled_since)


class _Blocks(NamedTuple):
    """Medians of the steps and of the values of a few neighbours at a time."""

    steps: npt.NDArray[np.int64]
    levels: Floats

    def leg(self, start: int, end: int) -> Leg:
        return Leg(
            int(self.steps[start]),
            int(self.steps[end]),
            float(self.levels[start]),
            float(self.levels[end]),
        )


def _blocks(steps: npt.NDArray[np.int64], values: Floats) -> _Blocks:
    if len(steps) <= _BLOCKS:
        return _Blocks(steps, values)
    edges = np.linspace(float(steps[0]), float(steps[-1]), _BLOCKS + 1)[1:-1]
    cuts = np.unique(np.concatenate(([0], np.searchsorted(steps, edges), [len(steps)])))
    if steps[0] == steps[-1]:
        cuts = np.linspace(0, len(steps), _BLOCKS + 1).astype(np.int64)
    slices = [slice(start, end) for start, end in itertools.pairwise(cuts.tolist())]
    return _Blocks(
        np.array([steps[part][len(steps[part]) // 2] for part in slices]),
        np.array([np.median(values[part]) for part in slices]),
    )


def _noise(values: Floats) -> float:
    """Return the standard deviation of what neighbours do not share, hardly moved by outliers."""
    if len(values) < _LEAST_FOR_NOISE:
        return 0.0
    bends = values[:-2] - 2.0 * values[1:-1] + values[2:]
    some = bends[:: 1 + len(bends) // _ENOUGH_FOR_NOISE]
    # The median of a normal distribution's absolute values, and the sum of 1, -2, 1, all squared.
    return float(np.median(np.abs(some)) / 0.6745 / np.sqrt(6.0))


def _ends_of_legs(levels: Floats, threshold: float) -> list[int]:
    """Return where the curve starts, turns by more than the threshold, and ends; nothing if flat.

    A turn is where the curve was highest or lowest before it went the other way.
    """
    turns: list[int] = []
    lowest = highest = direction = 0
    for position, level in enumerate(levels.tolist()):
        if direction >= 0 and level > levels[highest]:
            highest = position
        if direction <= 0 and level < levels[lowest]:
            lowest = position
        if direction >= 0 and levels[highest] - level > threshold:
            turns.append(highest)
            direction, lowest = -1, position
        elif direction <= 0 and level - levels[lowest] > threshold:
            turns.append(lowest)
            direction, highest = 1, position
    return [0, *turns[1:], len(levels) - 1] if turns else []


def _goes_one_way(levels: Floats) -> bool:
    """Say whether more pairs of levels rise, or fall, than chance would make (Mann-Kendall)."""
    count = len(levels)
    if count < 8:
        return False
    signs = np.sign(levels[None, :] - levels[:, None])
    excess = abs(float(np.triu(signs, 1).sum()))
    deviation = np.sqrt(count * (count - 1) * (2 * count + 5) / 18.0)
    return bool(excess > _CLEAR * deviation)


def _shape(legs: tuple[Leg, ...]) -> Shape:
    if len(legs) > _MOST_LEGS:
        return Shape.OSCILLATING
    if len(legs) > 1:
        return Shape.TURNING
    return Shape.RISING if legs[0].last > legs[0].first else Shape.FALLING


def _mostly_by(
    blocks: _Blocks, steps: npt.NDArray[np.int64], values: Floats, noise: float
) -> int | None:
    first, last = int(steps[0]), int(steps[-1])
    if len(blocks.levels) < _LEAST_BLOCKS or first == last:
        return None
    way = values[-1] - values[0]
    if way != 0.0 and noise <= _LITTLE * abs(way):
        # Blocks are too coarse for what is over soon, and not needed.
        step = _done_by(steps, values)
    else:
        step = _done_by(blocks.steps, blocks.levels)
    return step if step - first <= _SOON * (last - first) else None


def _done_by(steps: npt.NDArray[np.int64], values: Floats) -> int:
    """Return the step by which most of the way was done, by most of the next few values too."""
    way = values[-1] - values[0]
    if way == 0.0:
        return int(steps[-1])
    count = len(values)
    is_done = np.append((values - values[0]) / way >= _MOST, np.ones(_NEXT_FEW, np.bool_))
    done_next = sum(is_done[later : later + count].astype(int) for later in range(_NEXT_FEW))
    is_lasting = is_done[:count] & (done_next > _NEXT_FEW // 2)
    return int(steps[np.argmax(is_lasting)])


def _settled_since(blocks: _Blocks, little: float) -> int | None:
    """Return the step since which all levels are within `little` of the last one, if long ago."""
    is_away = np.flatnonzero(np.abs(blocks.levels - blocks.levels[-1]) > little)
    if len(is_away) == 0 or len(blocks.levels) < _LEAST_BLOCKS:
        return None
    position = int(is_away[-1]) + 1
    first, last = int(blocks.steps[0]), int(blocks.steps[-1])
    step = int(blocks.steps[position])
    return step if last - step >= max(_LONG * (last - first), 1) else None
