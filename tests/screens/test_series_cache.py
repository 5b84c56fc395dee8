"""Series as the charts need them."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import FakeSeries

from tbtui.widgets.series_cache import SeriesCache


def series(steps, values=None, **options):
    values = [float(step) for step in steps] if values is None else values
    return FakeSeries("run", "loss", steps, values, **options)


def test_what_a_restart_superseded_is_not_drawn():
    cache = SeriesCache()
    restarted = series([0, 10, 20, 30, 10, 20], [9, 8, 7, 6, 5, 4])
    assert cache.life(restarted).steps.tolist() == [0, 10, 20]
    assert cache.life(restarted).values.tolist() == [9, 5, 4]


def test_the_same_lines_are_returned_until_something_changes():
    cache = SeriesCache()
    loss = series([0, 1, 2])
    lines = cache.lines(loss, "step", 0.6, "#ff0000")
    assert cache.lines(loss, "step", 0.6, "#ff0000") is lines
    assert cache.lines(loss, "step", 0.7, "#ff0000") is not lines
    loss.version += 1
    assert cache.lines(loss, "step", 0.7, "#ff0000") is not lines


def test_a_smoothed_line_stands_above_its_faint_raw_trace():
    raw, smoothed = SeriesCache().lines(series([0, 1], [0.0, 1.0]), "step", 0.5, "#ff0000")
    assert raw.faint
    assert raw.y.tolist() == [0.0, 1.0]
    assert not smoothed.faint
    assert smoothed.y.tolist() == [0.0, pytest.approx(2 / 3)]


def test_without_smoothing_there_is_one_line():
    (line,) = SeriesCache().lines(series([0, 1]), "step", 0.0, "#ff0000")
    assert not line.faint


def test_a_store_read_afresh_replaces_series_of_the_same_name():
    cache = SeriesCache()
    cache.life(series([0, 1]))
    assert cache.life(series([5])).steps.tolist() == [5]


def test_places_are_in_rising_order_without_those_that_are_none():
    cache = SeriesCache()
    odd = series([0, 1, 2, 3], wall_times=[30.0, np.nan, 10.0, 20.0])
    assert cache.rising(odd, "wall").tolist() == [10.0, 20.0, 30.0]
    assert cache.rising(odd, "step") is cache.horizontal(odd, "step")


def test_old_series_give_way_but_the_newest_stays():
    cache = SeriesCache(most_bytes=1)
    many = [FakeSeries("run", f"tag{number}", range(10), range(10)) for number in range(5)]
    for one in many:
        cache.smoothed(one, 0.5)
    assert list(cache._entries) == [("run", "tag4")]
    assert cache._bytes == cache._entries["run", "tag4"].size == 80
