"""Statistics over the rows of a table, for each column, where NaN stands for no value."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


def mean_of_columns(table: Floats, count: Counts) -> Floats:
    """Return the mean of the numbers in each column.

    Parameters
    ----------
    table
        Finite numbers or NaN, float64 of shape (rows, columns).
    count
        How many numbers there are in each column, int64 of shape (columns,).

    Returns
    -------
    numpy.ndarray
        float64 of shape (columns,), NaN for columns without numbers.
    """
    is_complete = bool((count == len(table)).all())
    numbers = table if is_complete else np.where(np.isnan(table), 0.0, table)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        mean: Floats = numbers.sum(axis=0) / count
    return mean


def range_of_columns(table: Floats) -> tuple[Floats, Floats]:
    """Return the lowest and the highest number of each column, NaN where there is none."""
    return np.fmin.reduce(table, axis=0), np.fmax.reduce(table, axis=0)


def standard_deviation_of_columns(table: Floats, count: Counts, mean: Floats) -> Floats:
    """Return the sample standard deviation of each column.

    With the numbers v of a column and their mean::

        sqrt(sum((v - mean) ** 2) / (count - 1))

    Returns
    -------
    numpy.ndarray
        float64 of shape (columns,), 0 for columns with one number and NaN for those without.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        squares = np.square(table - mean)
        squares[np.isnan(table)] = 0.0
        variance = squares.sum(axis=0) / np.maximum(count - 1, 1)
        deviation: Floats = np.sqrt(variance)
    deviation[count == 0] = np.nan
    return deviation


def quantiles_of_columns(table: Floats, count: Counts, fractions: Sequence[float]) -> list[Floats]:
    """Return quantiles of each column, linearly interpolated between two numbers.

    The quantile f of n sorted numbers stands at position ``f * (n - 1)``, counted from 0 (type 7 of
    Hyndman and Fan, "Sample Quantiles in Statistical Packages", 1996).

    Returns
    -------
    list of numpy.ndarray
        For each of the fractions, float64 of shape (columns,), NaN for columns without numbers.
    """
    # NaN is sorted behind all numbers.
    ordered = np.sort(table, axis=0)
    last = np.maximum(count - 1, 0)
    columns = np.arange(table.shape[1])
    quantiles = []
    for fraction in fractions:
        position = fraction * last
        below = np.floor(position).astype(np.int64)
        low = ordered[below, columns]
        high = ordered[np.minimum(below + 1, last), columns]
        with np.errstate(over="ignore", invalid="ignore"):
            quantiles.append(low + (high - low) * (position - below))
    return quantiles
