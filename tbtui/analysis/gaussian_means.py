"""Averages with the weights of a Gaussian bell, for points at any distances."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from tbtui.analysis.sliding_windows import sliding_windows

Floats = npt.NDArray[np.float64]

# In standard deviations: a point further away has a weight below 2e-8, and is left out.
_REACH = 6.0
# Nanoseconds, about: to decide whether to go over all pairs of neighbours or over cells.
_COST_OF_PAIR = 25
_COST_OF_CELL = 4000
_CELLS_PER_DEVIATION = 4
# The error is below 1.1 * (1 / 4) ** 9 / sqrt(9!) = 7e-9 of the values within reach.
_TERMS = 9
# Points, and cells, that are looked at together: they stay in the second-level cache.
_POINTS_TOGETHER = 32_768
_CELLS_TOGETHER = 512


def gaussian_means(x: Floats, values: Floats, deviation: float) -> Floats:
    """Return the mean of all values around each point, weighted by their distance.

    A neighbour at distance d has the weight ``exp(-(d / deviation) ** 2 / 2)``.

    Parameters
    ----------
    x
        Finite, never falling, float64 of shape (n,).
    values
        Finite, float64 of shape (n,).
    deviation
        The standard deviation of the bell in units of `x`, more than 0.

    Returns
    -------
    numpy.ndarray
        float64 of shape (n,), within 1e-7 of the largest value around a point.
    """
    windows = sliding_windows(x, _REACH * deviation)
    neighbours = int((windows.ends - np.arange(len(x)) - 1).max())
    places = (x - x[0]) * (_CELLS_PER_DEVIATION / deviation)
    cells = np.floor(places)
    count = np.count_nonzero(cells[1:] != cells[:-1]) + 1
    if neighbours * len(x) * _COST_OF_PAIR <= count * _COST_OF_CELL:
        return _over_pairs(x, values, deviation, neighbours)
    return _over_cells(places, cells, values)


def _over_pairs(x: Floats, values: Floats, deviation: float, neighbours: int) -> Floats:
    sums = values.copy()
    weights = np.ones(len(values))
    for offset in range(1, neighbours + 1):
        distance = (x[offset:] - x[:-offset]) / deviation
        weight = np.exp(-0.5 * distance * distance)
        sums[offset:] += weight * values[:-offset]
        sums[:-offset] += weight * values[offset:]
        weights[offset:] += weight
        weights[:-offset] += weight
    means: Floats = sums / weights
    return means


def _over_cells(places: Floats, cell_of_point: Floats, values: Floats) -> Floats:
    """Bring points together in cells much smaller than the bell.

    With u and v for how far a point and a neighbour are from the middles of their cells, and z for
    the distance of these, all in standard deviations, the weight is a Taylor series::

        g(z + u - v) = sum over k of g_k(z) / k! * (u - v) ** k

    So all that is needed of a cell are the sums of ``v ** b`` and ``v ** b * value``, from which
    each cell gets a polynomial in u. (The fast Gauss transform of Greengard and Strain, 1991.)
    """
    is_first = np.ones(len(values), dtype=np.bool_)
    np.not_equal(cell_of_point[1:], cell_of_point[:-1], out=is_first[1:])
    firsts = np.flatnonzero(is_first)
    cells = cell_of_point[firsts]
    lengths = np.diff(np.append(firsts, len(values)))
    offsets = (places - cell_of_point - 0.5) / _CELLS_PER_DEVIATION

    polynomials = _polynomials(cells, _sums_of_powers(offsets, values, firsts))
    means = np.empty(len(values))
    rows = np.repeat(np.arange(len(cells)), lengths)
    for begin in range(0, len(values), _POINTS_TOGETHER):
        some = slice(begin, begin + _POINTS_TOGETHER)
        coefficients = polynomials[:, rows[some]]
        sums, weights = coefficients[_TERMS - 1].copy(), coefficients[-1].copy()
        for term in reversed(range(_TERMS - 1)):
            sums = sums * offsets[some] + coefficients[term]
            weights = weights * offsets[some] + coefficients[_TERMS + term]
        means[some] = sums / weights
    return means


def _sums_of_powers(offsets: Floats, values: Floats, firsts: npt.NDArray[np.int64]) -> Floats:
    """Return the sums of ``v ** b * value``, then of ``v ** b``, of shape (cells, 2 * terms)."""
    sums = np.empty((len(firsts), 2 * _TERMS))
    powers = np.ones(len(offsets))
    weighted = values.copy()
    for term in range(_TERMS):
        sums[:, term] = np.add.reduceat(weighted, firsts)
        sums[:, _TERMS + term] = np.add.reduceat(powers, firsts)
        powers *= offsets
        weighted *= offsets
    return sums


def _polynomials(cells: Floats, sums: Floats) -> Floats:
    """Return for every cell the coefficients of ``u ** a``, of shape (2 * terms, cells)."""
    reach = math.ceil(_REACH * _CELLS_PER_DEVIATION) + 1
    distances = np.arange(-reach, reach + 1)
    expansion = np.concatenate([_expansion(z) for z in distances / _CELLS_PER_DEVIATION])
    # Behind the sums of all cells, those of an empty one.
    sums = np.concatenate((sums, np.zeros((1, 2 * _TERMS))))
    polynomials = np.empty((2 * _TERMS, len(cells)))
    for begin in range(0, len(cells), _CELLS_TOGETHER):
        some = slice(begin, begin + _CELLS_TOGETHER)
        wanted = cells[some, np.newaxis] - distances
        there = np.minimum(np.searchsorted(cells, wanted), len(cells) - 1)
        there[cells[there] != wanted] = len(cells)
        around = sums[there].reshape(len(there), -1)
        polynomials[:, some] = (around @ expansion).T
    return polynomials


def _expansion(z: float) -> Floats:
    """Return the matrix from sums of powers to coefficients, for cells at a distance of z.

    It holds ``g_k(z) / k! * binomial(k, a) * (-1) ** b`` with ``k = a + b``, twice: for the sums
    and for the weights.
    """
    derivatives = [math.exp(-0.5 * z * z)]
    derivatives.append(-z * derivatives[0])
    for k in range(2, _TERMS):
        # Divided by k!, so that k * g_k = -z * g_(k-1) - g_(k-2).
        derivatives.append((-z * derivatives[k - 1] - derivatives[k - 2]) / k)
    matrix = np.zeros((2 * _TERMS, 2 * _TERMS))
    for b in range(_TERMS):
        for a in range(_TERMS - b):
            matrix[b, a] = derivatives[a + b] * math.comb(a + b, a) * (-1) ** b
    matrix[_TERMS:, _TERMS:] = matrix[:_TERMS, :_TERMS]
    return matrix
