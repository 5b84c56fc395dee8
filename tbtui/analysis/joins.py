"""The value that a series has at the steps of another."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Steps = npt.NDArray[np.int64]


def join_on_step(steps: Steps, other_steps: Steps, other_values: npt.NDArray[Any]) -> Floats:
    """Return what another series says at the steps of this one, for use as x.

    Parameters
    ----------
    steps
        int64 of shape (n,), never falling (the newest life of a series).
    other_steps
        int64 of shape (m,), never falling.
    other_values
        float32 or float64 of shape (m,).

    Returns
    -------
    numpy.ndarray
        float64 of shape (n,). At a step of the other series, its value there, the last one where it
        has several. Between two of its steps, the straight line: see `interpolate`. Before its
        first and after its last step NaN, since nothing is known there.
    """
    known_steps, known_values = one_value_per_step(other_steps, other_values)
    return interpolate(steps, known_steps, known_values)


def one_value_per_step(steps: Steps, values: npt.NDArray[Any]) -> tuple[Steps, npt.NDArray[Any]]:
    """Keep the last value of every step.

    Parameters
    ----------
    steps
        int64 of shape (n,), never falling.
    values
        Any dtype, of shape (n,).

    Returns
    -------
    steps, values : numpy.ndarray
        With strictly rising steps; the arrays themselves where no step is repeated.
    """
    is_last = np.ones(len(steps), dtype=np.bool_)
    np.not_equal(steps[1:], steps[:-1], out=is_last[:-1])
    if is_last.all():
        return steps, values
    return steps[is_last], values[is_last]


def interpolate(steps: Steps, known_steps: Steps, known_values: npt.NDArray[Any]) -> Floats:
    """Return the values of a line through known points.

    Between two known steps ``a < s < b``::

        value_a + (value_b - value_a) * (s - a) / (b - a)

    Parameters
    ----------
    steps
        int64 of shape (n,).
    known_steps
        int64 of shape (m,), strictly rising.
    known_values
        Real numbers of shape (m,).

    Returns
    -------
    numpy.ndarray
        float64 of shape (n,), exact at known steps and NaN outside of them. A value that is not
        finite is returned at its own step, and makes the lines on both of its sides NaN.
    """
    if np.array_equal(steps, known_steps):
        return known_values.astype(np.float64)
    result = np.full(len(steps), np.nan)
    if len(known_steps) == 0:
        return result
    before = np.searchsorted(known_steps, steps, side="right") - 1
    inside = np.flatnonzero((before >= 0) & (steps <= known_steps[-1]))
    before = before[inside]
    result[inside] = known_values[before]
    between = steps[inside] != known_steps[before]
    if between.any():
        left = before[between]
        share = _difference(steps[inside[between]], known_steps[left])
        share /= _difference(known_steps[left + 1], known_steps[left])
        low = known_values[left].astype(np.float64)
        high = known_values[left + 1].astype(np.float64)
        with np.errstate(over="ignore", invalid="ignore"):
            line = low + (high - low) * share
        line[~np.isfinite(line)] = np.nan
        result[inside[between]] = line
    return result


def _difference(larger: Steps, smaller: Steps) -> Floats:
    """Subtract exactly what may be further apart than an int64 can tell."""
    return (larger - smaller).view(np.uint64).astype(np.float64)
