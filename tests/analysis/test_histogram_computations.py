"""What histogram and distribution charts show agrees with TensorBoard."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_histograms import EMPTY, ODD, SOUND, columns_of, lists_of, plain_bins
from tensorboard import data_compat
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.plugins.distribution import compressor
from tensorboard.util import tensor_util

from tbtui.analysis.basis_points import BASIS_POINTS, basis_points
from tbtui.analysis.histogram_grids import (
    common_edges,
    cumulative_shares,
    extent,
    rebinned,
    uniform_edges,
)
from tbtui.readers.histograms import joined, read_histograms
from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def compressed(histogram):
    with np.errstate(all="ignore"):
        return [value for _, value in compressor.compress_histogram(histogram)]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SOUND | ODD | EMPTY, max_size=5))
def test_percentiles_are_tensorboards_to_the_last_bit(histograms):
    ours = basis_points(columns_of(histograms))
    theirs = np.array([compressed(one) for one in histograms]).reshape(-1, 9)
    np.testing.assert_array_equal(ours, theirs)


def test_percentiles_of_very_different_lengths():
    generator = np.random.default_rng(1)
    histograms = []
    for length in [1, 700, 3, 30, 0, 31, 32, 33, 2]:
        edges = np.sort(generator.normal(size=length + 1))
        counts = generator.random(length) * generator.integers(0, 2, length)
        histograms.append(list(zip(edges[:-1], edges[1:], counts, strict=True)))
    theirs = [compressed(one) for one in histograms]
    np.testing.assert_array_equal(basis_points(columns_of(histograms)), theirs)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SOUND | EMPTY, min_size=1, max_size=4).filter(any), st.sampled_from([30, 1, 7]))
def test_common_bins_are_those_of_the_front_end(histograms, bins):
    columns = columns_of(histograms)
    edges, table = plain_bins(histograms, bins)
    np.testing.assert_array_equal(common_edges(columns, bins), edges)
    ours = rebinned(columns, common_edges(columns, bins))
    np.testing.assert_allclose(ours, table, rtol=1e-12, atol=1e-12)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SOUND, min_size=1, max_size=4))
def test_bins_over_everything_lose_nothing(histograms):
    columns = columns_of(histograms)
    table = rebinned(columns, common_edges(columns))
    totals = [math.fsum(count for _, _, count in one) for one in histograms]
    np.testing.assert_allclose(table.sum(axis=1), totals, rtol=1e-12, atol=1e-300)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ODD, min_size=1, max_size=4))
def test_bins_of_odd_histograms_hold_what_can_be_placed(histograms):
    columns = columns_of(histograms)
    edges = common_edges(columns)
    assert np.isfinite(edges).all()
    assert (np.diff(edges) >= 0).all()
    placed = [
        math.fsum(
            count
            for left, right, count in one
            if math.isfinite(count) and (math.isfinite(left) or math.isfinite(right))
        )
        for one in histograms
    ]
    np.testing.assert_allclose(rebinned(columns, edges).sum(axis=1), placed, rtol=1e-9, atol=1e-300)


@pytest.mark.parametrize("bins", [1, 30])
def test_without_width_the_range_is_made_wider_as_in_tensorboard(bins):
    columns = columns_of([[(2.0, 2.0, 5.0)]])
    edges = common_edges(columns, bins)
    assert [edges[0], edges[-1]] == [2 / 1.1 - 1, 2 * 1.1 + 1]
    assert rebinned(columns, edges).sum() == 5


@pytest.mark.parametrize("value", [-1e300, -1000, -10.5, -10, -3, 0, 1e300])
def test_the_wider_range_holds_the_value(value):
    columns = columns_of([[(value, value, 5.0)]])
    edges = common_edges(columns)
    assert edges[0] <= value <= edges[-1]
    assert rebinned(columns, edges).sum() == 5


def test_a_value_on_an_edge_belongs_to_the_right_bin_and_at_the_end_to_the_last():
    columns = columns_of([[(1, 1, 5)], [(2, 2, 7)], [(0, 0, 3)], [(2.5, 2.5, 9)]])
    assert rebinned(columns, np.array([0.0, 1, 2])).tolist() == [[0, 5], [0, 7], [3, 0], [0, 0]]


def test_bins_need_not_be_of_equal_width_nor_cover_everything():
    columns = columns_of([[(0, 10, 10)], [(-5, 0, 5)]])
    assert rebinned(columns, np.array([-1.0, 0, 1, 4])).tolist() == [[0, 1, 3], [1, 0, 0]]


def test_a_bucket_with_an_infinite_edge_counts_at_its_other_edge():
    columns = columns_of([[(-np.inf, 1, 2), (1, np.inf, 3), (np.nan, np.inf, 4)]])
    assert extent(columns) == (1, 1)
    assert rebinned(columns, np.array([0.0, 1, 2])).tolist() == [[0, 5]]


def test_the_widest_bucket_of_all_is_shared_evenly():
    greatest = float(np.finfo(np.float64).max)
    columns = columns_of([[(-greatest, greatest, 8)]])
    np.testing.assert_allclose(rebinned(columns, uniform_edges(-greatest, greatest, 4)), [[2] * 4])


def test_very_many_buckets_over_very_many_bins():
    # Overlapping buckets, as no sound writer makes them: more pairs than are looked at together.
    columns = columns_of([[(0, 1, 1)] * 900, [], [(0, 1, 1)] * 900])
    table = rebinned(columns, uniform_edges(0, 1, 2000))
    np.testing.assert_allclose(table, [[0.45] * 2000, [0] * 2000, [0.45] * 2000])


def test_shares_up_to_a_value():
    columns = columns_of([[(0, 1, 1), (1, 3, 3)], [(2, 2, 1)], [], [(2, np.inf, 1), (0, 1, 1)]])
    np.testing.assert_allclose(cumulative_shares(columns, 2.0), [0.625, 1, np.nan, 1])
    np.testing.assert_allclose(cumulative_shares(columns, 0.5), [0.125, 0, np.nan, 0.25])


@pytest.fixture(scope="module")
def corpus_histograms():
    """Every series of histograms of the corpus: the index and what we make of it."""
    loader = Loader([LogSource("", str(CORPUS))])
    loader.load()
    found = [
        indexed.entries()
        for run in loader.store.runs
        for (kind, _), indexed in run.indexed.items()
        if kind == "histograms"
    ]
    assert sum(map(len, found)) > 250
    return [(entries, read_histograms(entries)) for entries in found]


corpus = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout"),
]


def value_of(entry):
    with Path(entry.file).open("rb") as stream:
        stream.seek(entry.offset)
        return Summary.Value.FromString(stream.read(entry.length))


class TestOnTheCorpus:
    pytestmark = corpus

    def test_buckets(self, corpus_histograms):
        for entries, columns in corpus_histograms:
            assert not columns.problems
            for entry, ours in zip(entries, lists_of(columns), strict=True):
                migrated = data_compat.migrate_value(value_of(entry)).tensor
                theirs = tensor_util.make_ndarray(migrated)
                rows = np.reshape(ours, (-1, 3)).astype(theirs.dtype)
                theirs = np.stack([np.minimum(theirs[:, 0], theirs[:, 1]), *theirs.T[1:]], axis=1)
                np.testing.assert_array_equal(rows, theirs)

    def test_percentiles(self, corpus_histograms):
        for entries, columns in corpus_histograms:
            ours = basis_points(columns)
            theirs = [compressed(one) for one in lists_of(columns)]
            np.testing.assert_array_equal(ours, np.reshape(theirs, (-1, 9)))
            for entry, values in zip(entries, ours, strict=True):
                value = value_of(entry)
                if value.WhichOneof("value") == "histo":
                    older = compressor.compress_histogram_proto(value.histo)
                    assert [point for point, _ in older] == list(BASIS_POINTS)
                    np.testing.assert_allclose(values, [v for _, v in older], rtol=1e-9)

    def test_common_bins(self, corpus_histograms):
        for _, columns in corpus_histograms:
            histograms = lists_of(columns)
            if not any(histograms):
                continue
            edges, table = plain_bins(histograms)
            np.testing.assert_array_equal(common_edges(columns), edges)
            ours = rebinned(columns, common_edges(columns))
            np.testing.assert_allclose(ours, table, rtol=1e-9, atol=1e-9)

    def test_together_as_alone(self, corpus_histograms):
        parts = [columns for _, columns in corpus_histograms]
        together = basis_points(joined(parts))
        np.testing.assert_array_equal(together, np.concatenate([basis_points(p) for p in parts]))
