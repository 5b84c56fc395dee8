"""Histograms of cards: decoded in few calls, and no more of them than is worthwhile."""

from __future__ import annotations

import pytest
from histogram_logs import STEPS, store_of, write_histograms

from tbtui.analysis.basis_points import basis_points
from tbtui.readers.histograms import read_histograms
from tbtui.widgets import card_series, distribution_painter
from tbtui.widgets.card_series import SeriesReader, steps_around
from tbtui.widgets.distribution_painter import DistributionPainter


@pytest.fixture
def calls(monkeypatch):
    """How many histograms each call decodes."""
    counts = []

    def counted(entries):
        counts.append(len(entries))
        return read_histograms(entries)

    monkeypatch.setattr(card_series, "read_histograms", counted)
    return counts


@pytest.fixture
def both(tmp_path):
    """The reader, and the series of one tag in two runs."""
    write_histograms(tmp_path)
    reader = SeriesReader()
    found = [reader.series(run, "dense/weight") for run in store_of(tmp_path).runs]
    return reader, found


def test_one_step_of_all_runs_is_decoded_in_one_call_with_its_neighbours(both, calls):
    reader, series = both
    for place in (3, 4, 5, 15):
        read = reader.read_one_of_each([(one, place) for one in series])
        for one, columns in zip(series, read, strict=True):
            alone = read_histograms([one.entries[place]])
            assert columns.steps.tolist() == [STEPS[place]]
            assert columns.counts.tolist() == alone.counts.tolist()
            assert columns.lefts.tolist() == alone.lefts.tolist()
    assert calls == [2 * 16]
    reader.read_one_of_each([(one, 16) for one in series])
    assert calls == [2 * 16, 2 * (len(STEPS) - 16)]


def test_only_what_is_not_known_is_decoded(both, calls):
    reader, (first, second) = both
    reader.read(first, (1, 2))
    known, new = reader.read_all([(first, (1, 2)), (second, (0, 19))])
    assert calls == [2, 2]
    assert known.steps.tolist() == [10, 20]
    assert new.steps.tolist() == [0, 190]


def test_long_histograms_are_decoded_alone(both, calls, monkeypatch):
    monkeypatch.setattr(card_series, "_MOST_BYTES_AHEAD", 100)
    reader, series = both
    reader.read_one_of_each([(one, 7) for one in series])
    assert calls == [2]


@pytest.mark.parametrize("count", [2, 3, 7, 19, 20, 50])
def test_places_are_spread_from_the_first_to_the_last(both, count):
    _, (series, _) = both
    places = series.spread(count)
    assert places[0] == 0
    assert places[-1] == len(STEPS) - 1
    assert len(set(places)) == len(places) == min(count, len(STEPS))
    assert list(places) == sorted(places)


def test_percentiles_of_one_step_of_all_runs_are_computed_in_one_call(both, monkeypatch):
    _, series = both
    computed = []

    def counted(columns):
        computed.append(len(columns.steps))
        return basis_points(columns)

    monkeypatch.setattr(distribution_painter, "basis_points", counted)
    painter = DistributionPainter()
    for place in (3, 4, 15):
        painter._prepare([(one, steps_around(one, place)) for one in series])
        for one in series:
            alone = basis_points(read_histograms([one.entries[place]]))[0]
            assert painter._percentiles_at(one, place).tolist() == alone.tolist()
    assert computed == [2 * 16]
