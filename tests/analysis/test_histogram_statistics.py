"""Histograms in numbers: statistics, drift, and what is worth looking at first."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_histograms import EMPTY, ODD, SOUND, columns_of

from tbtui.analysis.histogram_drift import divergences, drifts
from tbtui.analysis.histogram_findings import LayerState, findings
from tbtui.analysis.histogram_statistics import describe_histograms


def plain_divergence(first, second):
    """Mean distance, in bits, of two rows of shares to what both are on average."""
    first, second = ([count / sum(row) for count in row] for row in (first, second))
    mixed = [(a + b) / 2 for a, b in zip(first, second, strict=True)]
    terms = [
        math.fsum(
            share * math.log2(share / m) for share, m in zip(row, mixed, strict=True) if share
        )
        for row in (first, second)
    ]
    return sum(terms) / 2


def numbers_of(*histograms, **told):
    told = {name: np.array(values, np.float64) for name, values in told.items()}
    return describe_histograms(columns_of(histograms)._replace(**told))


def test_two_buckets():
    statistics = numbers_of([(0, 2, 1), (2, 4, 3)])
    assert statistics.counts == [4]
    assert (statistics.minima, statistics.maxima) == ([0], [4])
    assert statistics.means == [(1 * 1 + 3 * 3) / 4]
    # Within a bucket of width 2 the variance is 4 / 12, that of the middles 0.75.
    np.testing.assert_allclose(statistics.deviations, math.sqrt(0.75 + 4 / 12))
    np.testing.assert_allclose(statistics.medians, 2 + 2 / 3)
    assert not statistics.from_sums
    assert statistics.non_finite == [0]


def test_sums_of_the_writer_are_exact():
    values = [1.0, 2.0, 2.5, 3.75]
    statistics = numbers_of(
        [(0, 4, 4)], value_counts=[4], sums=[sum(values)], square_sums=[sum(v * v for v in values)]
    )
    assert statistics.from_sums
    np.testing.assert_allclose(statistics.means, np.mean(values))
    np.testing.assert_allclose(statistics.deviations, np.std(values))


def test_sums_that_contradict_themselves_give_no_negative_variance():
    statistics = numbers_of([(1, 1, 3)], value_counts=[3], sums=[3], square_sums=[2.9])
    assert statistics.deviations == [0]


@pytest.mark.parametrize("nothing", [[], [(0, 0, 0)], [(1, 2, 0), (2, 3, 0)]])
def test_a_histogram_that_holds_nothing_has_no_numbers(nothing):
    statistics = numbers_of(nothing, [(1, 1, 1)])
    assert statistics.counts.tolist() == [0, 1]
    for name in ("minima", "maxima", "means", "deviations", "medians", "zero_shares"):
        column = getattr(statistics, name)
        assert np.isnan(column[0]), name
        assert np.isfinite(column[1]), name


def test_empty_buckets_at_the_ends_are_no_extremes():
    statistics = numbers_of([(-9, 1, 0), (1, 2, 3), (2, 9, 0)])
    assert (statistics.minima, statistics.maxima) == ([1], [2])


@pytest.mark.parametrize(
    ("histogram", "share", "certain"),
    [
        ([(0, 0, 3), (0, 1, 1)], 1.0, False),
        ([(0, 0, 3), (1, 2, 1)], 0.75, True),
        ([(-1, -1e-12, 1), (-1e-12, 0, 0), (0, 1e-12, 3), (1e-12, 1, 4)], 3 / 8, True),
        ([(-1, -1e-12, 1), (-1e-12, 0, 3)], 0.75, True),
        ([(-2, 2, 4)], 1.0, False),
        ([(-2, -1, 4)], 0.0, True),
        ([(-2, 0, 4), (0, 2, 4)], 0.5, False),
        ([(5, 5, 4)], 0.0, True),
    ],
)
def test_share_of_zeros(histogram, share, certain):
    statistics = numbers_of(histogram)
    assert statistics.zero_shares == [share]
    assert statistics.zeros_certain == [certain]


def test_buckets_that_are_not_finite_are_flagged():
    odd = [(-np.inf, 0, 1), (0, 1, 1), (1, np.inf, 2), (np.nan, np.nan, 3), (1, 2, np.nan)]
    statistics = numbers_of(odd, [(np.inf, np.inf, 0), (0, 1, 1)])
    assert statistics.non_finite.tolist() == [4, 0]
    assert statistics.counts.tolist() == [4, 1]
    assert (statistics.minima[0], statistics.maxima[0]) == (0, 1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SOUND | ODD | EMPTY, max_size=4))
def test_statistics_of_anything(histograms):
    statistics = describe_histograms(columns_of(histograms))
    assert (statistics.counts >= 0).all()
    known = statistics.counts > 0
    assert (statistics.minima <= statistics.maxima)[known].all()
    shares = statistics.zero_shares[known]
    assert ((shares >= 0) & (shares <= 1 + 1e-12)).all()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SOUND | ODD | EMPTY, max_size=5))
def test_drifts_of_anything(histograms):
    result = drifts(columns_of(histograms))
    assert len(result) == len(histograms)
    known = result[np.isfinite(result)]
    assert ((known >= 0) & (known <= 1)).all()


def test_drift_is_0_for_the_same_and_1_for_strangers():
    same = [(0, 1, 4), (1, 2, 5)]
    doubled = [(0, 1, 8), (1, 2, 10)]
    strangers = [(3, 4, 1)]
    result = drifts(columns_of([same, doubled, strangers, [(3, 3, 1)], [(3, 3, 9)], [(7, 7, 9)]]))
    assert np.isnan(result[0])
    np.testing.assert_allclose(result[1:3], [0, 1], atol=1e-12)
    np.testing.assert_allclose(result[4:], [0, 1], atol=1e-12)


def test_drift_of_halves():
    # One half is common: shares (1, 0) against (1/2, 1/2).
    result = drifts(columns_of([[(0, 0, 2)], [(0, 0, 1), (8, 8, 1)]]))
    expected = plain_divergence([1, 0], [0.5, 0.5])
    np.testing.assert_allclose(result[1], expected)


def test_drift_does_not_depend_on_the_scale():
    rows = np.array([(0, 1, 4), (1, 2, 5), (2, 4, 1)], float)
    moved = rows + np.array([0.5, 0.5, 0])
    tiny = [rows * [1e-200, 1e-200, 1], moved * [1e-200, 1e-200, 1]]
    huge = [rows * [2e307, 2e307, 1], moved * [2e307, 2e307, 1]]
    expected = drifts(columns_of([rows.tolist(), moved.tolist()]))[1]
    for pair in (tiny, huge):
        np.testing.assert_allclose(drifts(columns_of([one.tolist() for one in pair]))[1], expected)


def test_there_is_no_drift_beside_a_histogram_that_holds_nothing():
    result = drifts(columns_of([[(0, 1, 1)], [], [(0, 1, 1)], [(0, 1, 1)]]))
    assert np.isnan(result).tolist() == [True, True, True, False]


def test_more_drifts_than_are_computed_at_a_time():
    result = drifts(columns_of([[(i % 3, i % 3, 1)] for i in range(5000)]))
    np.testing.assert_array_equal(result[1:], 1)


ROWS = st.lists(st.integers(0, 9).map(float), min_size=4, max_size=4).filter(any)


@given(ROWS, ROWS)
def test_divergences_are_those_of_plain_python(first, second):
    ours = divergences(np.array([first]), np.array([second]))
    np.testing.assert_allclose(ours, plain_divergence(first, second), atol=1e-9)


def normal(deviation, count=100):
    return [(-deviation, 0, count / 2), (0, deviation, count / 2)]


def found_in(histograms):
    columns = columns_of(histograms)
    return findings(describe_histograms(columns), drifts(columns))


@pytest.mark.parametrize(
    ("histograms", "state"),
    [
        ([], LayerState.USUAL),
        ([[]], LayerState.USUAL),
        ([normal(1)] * 5, LayerState.USUAL),
        ([normal(1)] * 5 + [[(0, 0, 100)]], LayerState.DEAD),
        ([normal(1)] * 5 + [[(0, 0, 100)], []], LayerState.DEAD),
        ([[(-1e-12, 0, 1), (0, 1e-12, 199), (1, 2, 1)]], LayerState.DEAD),
        # Zeros and small values may share a bucket.
        ([[(0, 1, 100), (1, 2, 0)]], LayerState.USUAL),
        ([normal(1)] * 5 + [normal(200)], LayerState.EXPLODING),
        ([normal(1)] * 5 + [[(0, np.inf, 3)]], LayerState.EXPLODING),
        ([normal(1)] * 5 + [[(np.nan, np.nan, 3)]], LayerState.EXPLODING),
        ([normal(1)] * 5 + [normal(1e-4)], LayerState.VANISHING),
        # Too few to say what is usual.
        ([normal(1), normal(200)], LayerState.USUAL),
        # Everything was zero before.
        ([[(0, 0, 1)]] * 5 + [normal(1)], LayerState.USUAL),
    ],
)
def test_layers_that_need_attention(histograms, state):
    assert found_in(histograms).state is state


def test_numbers_to_sort_by():
    found = found_in([normal(1), normal(1), [(0, 0, 3), (5, 5, 1)]])
    assert found.range == 5
    assert found.zero_share == 0.75
    changes = drifts(columns_of([normal(1), normal(1), [(0, 0, 3), (5, 5, 1)]]))
    assert found.drift == changes[2] / 2
