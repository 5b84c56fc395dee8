"""Which hyperparameters a metric follows."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.rank_correlation import average_ranks, correlation, ranked_correlations
from tbtui.analysis.table import column_of_values

METRIC = column_of_values("m", "accuracy", [0.1, 0.2, 0.3, 0.4, 0.5])


def found(*values, metric=METRIC):
    return correlation(column_of_values("hp:x", "x", values), metric)


def test_equal_values_share_the_mean_of_their_ranks():
    values = np.array([10.0, 20.0, 20.0, 5.0, 20.0])
    assert average_ranks(values).tolist() == [2.0, 4.0, 4.0, 1.0, 4.0]


@pytest.mark.parametrize(
    ("values", "coefficient"),
    [
        ((1.0, 2.0, 3.0, 4.0, 5.0), 1.0),
        # Only the order counts.
        ((5.0, 4.0, 3.0, 2.0, -1e9), -1.0),
        ((1.0, 3.0, 2.0, 5.0, 4.0), 0.8),
        # Ranks 1.5 1.5 3.5 3.5 5: covariance 9.5 of 10 and 9.
        ((0.0, 0.0, 1.0, 1.0, 2.0), 9.0 / math.sqrt(90.0)),
        ((-math.inf, 1.0, 2.0, 3.0, math.inf), 1.0),
    ],
)
def test_spearmans_coefficient(values, coefficient):
    one = found(*values)
    assert one.coefficient == pytest.approx(coefficient)
    assert (one.rows, one.missing, one.is_signed, one.remark) == (5, 0, True, "")


def test_without_ties_it_is_the_textbook_formula():
    rng = np.random.default_rng(5)
    x, y = rng.permutation(30).astype(float), rng.permutation(30).astype(float)
    one = correlation(
        column_of_values("hp:x", "x", x.tolist()), column_of_values("m", "m", y.tolist())
    )
    expected = 1.0 - 6.0 * float(np.square(x - y).sum()) / (30 * (30**2 - 1))
    assert one.coefficient == pytest.approx(expected)


def test_rows_that_lack_a_value_are_left_out_and_counted():
    metric = column_of_values("m", "accuracy", [0.1, math.nan, 0.3, None, 0.5, 0.6])
    one = found(3.0, 100.0, 2.0, 100.0, 1.0, None, metric=metric)
    assert (one.coefficient, one.rows, one.missing) == (-1.0, 3, 3)


def test_truth_values_and_two_texts_have_a_sign_that_is_explained():
    truth = found(False, False, True, True, True)
    assert truth.coefficient == pytest.approx(math.sqrt(3) / 2)
    assert truth.remark == "true against false"
    texts = found("sgd", "sgd", "adam", "adam", "adam")
    assert texts.coefficient == pytest.approx(-math.sqrt(3) / 2)
    assert texts.remark == "sgd against adam"


def test_several_texts_have_no_sign():
    metric = column_of_values("m", "m", [1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    one = found("b", "b", "a", "a", "c", "c", metric=metric)
    # Between the groups lie 16 of 17.5; 5/3 of what lies within them is due to chance.
    assert one.coefficient == pytest.approx(math.sqrt(1 - (1.5 / 17.5) * 5 / 3))
    assert (one.is_signed, one.remark) == (False, "3 texts, without order")
    chance = found("a", "b", "c", "c", "b", "a", metric=metric)
    assert chance.coefficient == 0.0


@pytest.mark.parametrize(
    ("values", "remark"),
    [
        ((1.0, 1.0, 1.0, 1.0, 1.0), "always the same"),
        (("a", "a", "a", "a", "a"), "always the same"),
        (("a", "b", "c", "d", "e"), "all values differ"),
        ((1.0, 2.0, None, None, None), "too few rows"),
        ((None,) * 5, "too few rows"),
    ],
)
def test_where_there_is_none_the_reason_is_told(values, remark):
    one = found(*values)
    assert math.isnan(one.coefficient)
    assert one.remark == remark


def test_a_metric_that_is_always_the_same():
    one = found(1.0, 2.0, 3.0, metric=column_of_values("m", "m", [0.5, 0.5, 0.5]))
    assert (math.isnan(one.coefficient), one.remark) == (True, "the metric is always the same")


def test_the_closest_comes_first_whichever_way_it_goes():
    columns = [
        column_of_values("hp:none", "none", [1.0] * 5),
        column_of_values("hp:weak", "weak", [1.0, 3.0, 2.0, 5.0, 4.0]),
        column_of_values("hp:b10", "b10", [5.0, 4.0, 3.0, 2.0, 1.0]),
        column_of_values("hp:b9", "b9", [1.0, 2.0, 3.0, 4.0, 5.0]),
    ]
    ranked = ranked_correlations(columns, METRIC)
    assert [one.title for one in ranked] == ["b9", "b10", "weak", "none"]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=3, max_size=10))
def test_it_never_leaves_its_range_and_has_no_side(pairs):
    left = column_of_values("hp:x", "x", [float(x) for x, _ in pairs])
    right = column_of_values("m", "m", [float(y) for _, y in pairs])
    there, back = correlation(left, right).coefficient, correlation(right, left).coefficient
    assert math.isnan(there) == math.isnan(back)
    if not math.isnan(there):
        assert -1.0 <= there <= 1.0
        assert there == pytest.approx(back)
