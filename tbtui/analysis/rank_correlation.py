"""How closely a metric follows each hyperparameter: rank correlation, which is no cause.

Numbers and truth values have Spearman's coefficient: Pearson's, of ranks, where values that are
equal share the mean of their ranks (C. Spearman, "The proof and measurement of association between
two things", 1904). It is 1 if the metric never falls as the hyperparameter rises, -1 if it never
rises.

Texts have no order. For two of them, the coefficient is Spearman's with the second in natural order
as the higher. For more, it is the root of the share of the variance of the metric's ranks that lies
between the groups of equal texts, less what chance alone would put there; it has no sign::

    epsilon^2 = 1 - (1 - eta^2) * (n - 1) / (n - k)        for n rows in k groups

(T. Kelley, "An unbiased correlation ratio measure", 1935), and 0 where that is negative.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tbtui.analysis.filter_terms import text_of
from tbtui.analysis.table import Column, ColumnKind, Floats
from tbtui.store.natural_order import natural_key

FEWEST = 3
"""Rows that it takes: two are always perfectly correlated."""


class Correlation(NamedTuple):
    """What one hyperparameter and a metric have to do with each other.

    Attributes
    ----------
    column : str
        The key of the column of the hyperparameter.
    title : str
    coefficient : float
        -1 to 1, or NaN where there is none.
    is_signed : bool
        Whether the sign means something.
    rows : int
        Rows that have both values.
    missing : int
        Rows that lack one or the other, or whose metric is NaN.
    remark : str
        Why there is no coefficient, or what its sign means; may be empty.
    """

    column: str
    title: str
    coefficient: float
    is_signed: bool
    rows: int
    missing: int
    remark: str = ""


def ranked_correlations(columns: Iterable[Column], metric: Column) -> list[Correlation]:
    """Return the correlation of each column with a metric, the closest first.

    Parameters
    ----------
    columns
        Of hyperparameters, as long as that of the metric. Those without a coefficient come last.
    metric
        A column of numbers.
    """
    found = [correlation(column, metric) for column in columns]

    def rank(one: Correlation) -> tuple[bool, float, object]:
        has_none = math.isnan(one.coefficient)
        return has_none, 0.0 if has_none else -abs(one.coefficient), natural_key(one.title)

    return sorted(found, key=rank)


def correlation(column: Column, metric: Column) -> Correlation:
    """Return the correlation of one column with a metric."""
    both = ~column.missing & ~np.isnan(metric.values)
    if column.kind.is_numeric:
        both &= ~np.isnan(column.values)
    count = int(np.count_nonzero(both))
    ranks = average_ranks(metric.values[both])
    remark, is_signed, coefficient = "", True, math.nan
    if count < FEWEST:
        remark = "too few rows"
    elif ranks[0] == ranks[-1] and bool((ranks == ranks[0]).all()):
        remark = "the metric is always the same"
    elif column.kind.is_numeric:
        coefficient = _pearson(average_ranks(column.values[both]), ranks)
        if column.kind is ColumnKind.TRUTH:
            remark = "true against false"
    else:
        labels, codes = _coded(column, both)
        if len(labels) == 2:
            coefficient = _pearson(average_ranks(codes), ranks)
            remark = f"{labels[1]} against {labels[0]}"
        elif len(labels) == count:
            remark = "all values differ"
        elif len(labels) > 2:
            is_signed = False
            coefficient = _between_groups(codes, ranks)
            remark = f"{len(labels)} texts, without order"
    if math.isnan(coefficient) and not remark:
        remark = "always the same"
    return Correlation(
        column.key, column.title, coefficient, is_signed, count, len(both) - count, remark
    )


def average_ranks(values: npt.NDArray[np.float64]) -> Floats:
    """Return the rank of each value, from 1; equal values have the mean of their ranks.

    Parameters
    ----------
    values
        float64 of shape (n,), without NaN.
    """
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    means = last - (counts - 1) / 2.0
    return np.asarray(means[places], dtype=np.float64)


def _pearson(left: Floats, right: Floats) -> float:
    left, right = left - left.mean(), right - right.mean()
    size = math.sqrt(float(left @ left) * float(right @ right))
    if size == 0.0:
        return math.nan
    return max(-1.0, min(1.0, float(left @ right) / size))


def _coded(column: Column, rows: npt.NDArray[np.bool_]) -> tuple[list[str], Floats]:
    """Return the distinct texts in natural order, and the place of each row's among them."""
    texts = [text_of(value) for value in column.values[rows].tolist()]
    labels = sorted(set(texts), key=natural_key)
    places = {label: place for place, label in enumerate(labels)}
    return labels, np.array([places[text] for text in texts], dtype=np.float64)


def _between_groups(codes: Floats, ranks: Floats) -> float:
    counts = np.bincount(codes.astype(np.intp))
    means = np.bincount(codes.astype(np.intp), weights=ranks) / counts
    total = float(np.square(ranks - ranks.mean()).sum())
    between = float((counts * np.square(means - ranks.mean())).sum())
    share = 1.0 - (1.0 - between / total) * (len(ranks) - 1) / (len(ranks) - len(counts))
    return math.sqrt(max(0.0, min(1.0, share)))
