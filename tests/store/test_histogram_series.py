"""Histograms decoded a few at a time, and forgotten again."""

from __future__ import annotations

import math

import pytest

from tbtui.readers.event_writer import EventWriter
from tbtui.readers.logdir import LogSource
from tbtui.store import histogram_series
from tbtui.store.histogram_series import HistogramCache, HistogramSeries, blocks, sampled
from tbtui.store.loader import Loader


@pytest.fixture
def two_at_a_time(monkeypatch):
    monkeypatch.setattr(histogram_series, "_MOST_ENTRIES", 2)


class Log:
    """A log directory that grows; the count of each histogram's only bucket is its step."""

    def __init__(self, path):
        self.path = path
        self.loader = Loader([LogSource("", str(path))])

    def write(self, steps, file="1", tag="h"):
        with EventWriter(self.path / f"events.out.tfevents.{file}") as writer:
            for step in steps:
                writer.add_histogram(tag, [(0, 1, step)], step)

    def indexed(self, tag="h"):
        self.loader.load()
        return self.loader.store.runs[0].indexed["histograms", tag]


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path)


def counts(columns):
    assert columns.counts.tolist() == columns.steps.tolist()
    return columns.steps.tolist()


@pytest.mark.usefixtures("two_at_a_time")
def test_decoding_goes_on_where_it_stopped(log):
    log.write(range(5))
    series = HistogramSeries(log.indexed())
    assert counts(series.columns()) == []
    assert not series.advance(-math.inf)
    assert counts(series.columns()) == [0, 1]
    assert not series.advance(-math.inf)
    assert series.decoded == 4
    assert not series.is_complete
    assert series.advance(math.inf)
    assert series.is_complete
    assert counts(series.columns()) == [0, 1, 2, 3, 4]


def test_files_that_appear_before_what_is_decoded(log):
    log.write([5, 6], file="2")
    series = HistogramSeries(log.indexed())
    series.advance(math.inf)
    log.write([1, 2], file="1")
    series.follow(log.indexed())
    assert not series.is_complete
    assert series.decoded == 2
    series.advance(math.inf)
    assert counts(series.columns()) == [1, 2, 5, 6]


def test_a_file_that_is_replaced(log):
    log.write([1, 2, 3])
    series = HistogramSeries(log.indexed())
    series.advance(math.inf)
    (log.path / "events.out.tfevents.1").unlink()
    log.write([7])
    series.follow(log.indexed())
    series.advance(math.inf)
    assert counts(series.columns()) == [7]


@pytest.mark.usefixtures("two_at_a_time")
def test_blocks_of_a_series(log):
    log.write(range(5))
    assert [counts(columns) for columns in blocks(log.indexed())] == [[0, 1], [2, 3], [4]]


def test_long_histograms_are_decoded_one_by_one(log, monkeypatch):
    monkeypatch.setattr(histogram_series, "_MOST_BYTES", 1)
    log.write(range(3))
    assert [counts(columns) for columns in blocks(log.indexed())] == [[0], [1], [2]]


@pytest.mark.parametrize(
    ("most", "steps"),
    [(1, [9]), (2, [0, 9]), (4, [0, 3, 6, 9]), (10, list(range(10))), (99, list(range(10)))],
)
def test_a_sample_of_a_series(log, most, steps):
    log.write(range(10))
    assert counts(sampled(log.indexed(), most)) == steps


def test_the_first_that_are_wanted_are_decoded_first(log):
    log.write(range(3), tag="a", file="1")
    log.write(range(4), tag="b", file="2")
    wanted = [("run", log.indexed(tag)) for tag in "ab"]
    cache = HistogramCache()
    assert not cache.advance(wanted, -1)
    assert [cache.series(*one).decoded for one in wanted] == [3, 0]
    assert cache.advance(wanted, -1)
    assert [cache.series(*one).decoded for one in wanted] == [3, 4]
    assert cache.advance(wanted, -1)


def test_the_memory_is_limited_and_does_not_go_round_in_circles(log):
    log.write(range(100), tag="a", file="1")
    log.write(range(100), tag="b", file="2")
    log.write(range(100), tag="c", file="3")
    wanted = [("run", log.indexed(tag)) for tag in "abc"]
    alone = HistogramSeries(wanted[0][1])
    alone.advance(math.inf)
    cache = HistogramCache(most_bytes=int(1.5 * alone.size))
    assert cache.advance(wanted, math.inf)
    kept = [cache.series(*one).decoded for one in reversed(wanted)]
    assert kept == [0, 100, 0]
