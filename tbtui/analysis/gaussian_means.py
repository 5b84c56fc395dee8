"""Averages with the weights of a Gaussian bell, for points at any distances."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from tbtui.analysis.sliding_windows import sliding_windows

Floats = npt.NDArray[np.float64]
Cells = npt.NDArray[np.int64]

# In standard deviations: a point further away has a weight below 2e-8, and is left out.
_REACH = 6.0
# Nanoseconds, about: to decide whether to go over all pairs of neighbours or over cells.
_COST_OF_PAIR = 25
_COST_OF_CELL = 2500
_COST_OF_CLUMP = 200_000
_CELLS_PER_DEVIATION = 3
# The error is below 1.1 * (1 / 3) ** 10 / sqrt(10!) = 1e-8 of the values within reach.
_TERMS = 10
# Points that are looked at together: they stay in the second-level cache.
_TOGETHER = 32_768


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
        float64 of shape (n,), to about 1e-7 of the largest value around a point.
    """
    windows = sliding_windows(x, _REACH * deviation)
    neighbours = windows.ends - np.arange(1, len(x) + 1)
    # Points that no neighbour joins across a gap know nothing of each other.
    ends = np.flatnonzero(neighbours == 0) + 1
    starts = np.append(0, ends[:-1])
    cells = (x[ends - 1] - x[starts]) * (_CELLS_PER_DEVIATION / deviation)
    costs_of_cells = _COST_OF_CLUMP + _COST_OF_CELL * cells
    most = int(neighbours.max())
    if most * len(x) * _COST_OF_PAIR <= costs_of_cells.sum():
        return _over_pairs(x, values, deviation, most)
    means = np.empty(len(values))
    for start, end, cost in zip(starts, ends, costs_of_cells, strict=True):
        some = slice(start, end)
        most = int(neighbours[some].max())
        if most * (end - start) * _COST_OF_PAIR <= cost:
            means[some] = _over_pairs(x[some], values[some], deviation, most)
        else:
            means[some] = _over_cells(x[some], values[some], deviation)
    return means


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


def _over_cells(x: Floats, values: Floats, deviation: float) -> Floats:
    """Bring points together in cells much smaller than the bell.

    With u and v for how far a point and a neighbour are from the middles of their cells, and z for
    the distance of these, all in standard deviations, the weight is a Taylor series::

        g(z + u - v) = sum over k of g_k(z) / k! * (u - v) ** k

    So all that is needed of a cell are the sums of ``v ** b`` and ``v ** b * value``, from which
    each cell gets a polynomial in u. (The fast Gauss transform of Greengard and Strain, 1991.)
    """
    places = (x - x[0]) * (_CELLS_PER_DEVIATION / deviation)
    whole = np.floor(places)
    v = (places - whole - 0.5) / _CELLS_PER_DEVIATION
    cells = whole.astype(np.int64)
    value_polynomials = _polynomials(_sums_of_powers(values, v, cells))
    weight_polynomials = _polynomials(_sums_of_powers(np.ones(len(values)), v, cells))
    means = np.empty(len(values))
    for begin in range(0, len(values), _TOGETHER):
        some = slice(begin, begin + _TOGETHER)
        sums = _evaluate(value_polynomials, cells[some], v[some])
        weights = _evaluate(weight_polynomials, cells[some], v[some])
        np.divide(sums, weights, out=means[some])
    return means


def _sums_of_powers(values: Floats, v: Floats, cells: Cells) -> Floats:
    """Return the sums of ``v ** b * value`` in each cell, of shape (terms, cells)."""
    is_first = np.ones(len(cells), dtype=np.bool_)
    np.not_equal(cells[1:], cells[:-1], out=is_first[1:])
    firsts = np.flatnonzero(is_first)
    sums = np.zeros((_TERMS, cells[-1] + 1))
    products = values.copy()
    for term in range(_TERMS):
        sums[term, cells[firsts]] = np.add.reduceat(products, firsts)
        products *= v
    return sums


def _polynomials(sums: Floats) -> Floats:
    """Return the coefficients of ``u ** a`` in each cell, of shape (terms, cells).

    They are sums over all cells at a distance of z, and over b with ``k = a + b``, of::

        g_k(z) / k! * binomial(k, a) * (-1) ** b * sum of v ** b
    """
    reach = math.ceil(_REACH * _CELLS_PER_DEVIATION) + 1
    bells = _derivatives_of_bell(np.arange(-reach, reach + 1) / _CELLS_PER_DEVIATION)
    polynomials = np.zeros(sums.shape)
    inside = slice(reach, reach + sums.shape[1])
    for a in range(_TERMS):
        for b in range(_TERMS - a):
            weights = bells[a + b] * (math.comb(a + b, a) * (-1) ** b)
            polynomials[a] += np.convolve(sums[b], weights)[inside]
    return polynomials


def _derivatives_of_bell(z: Floats) -> list[Floats]:
    """Return ``g_k(z) / k!`` for k from 0: as ``k * g_k = -z * g_(k-1) - g_(k-2)`` for these."""
    bell = np.exp(-0.5 * z * z)
    derivatives = [bell, -z * bell]
    for k in range(2, _TERMS):
        derivatives.append((-z * derivatives[k - 1] - derivatives[k - 2]) / k)
    return derivatives


def _evaluate(polynomials: Floats, cells: Cells, u: Floats) -> Floats:
    """Return the values of the polynomials of cells in rising order at u, by Horner's rule."""
    nearby = polynomials[:, cells[0] : cells[-1] + 1]
    own = cells - cells[0]
    result: Floats = nearby[-1][own]
    for coefficients in nearby[-2::-1]:
        result *= u
        result += coefficients[own]
    return result
