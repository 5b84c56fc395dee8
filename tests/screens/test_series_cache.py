"""Series as the charts need them."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import FakeSeries

from tbtui.analysis.smoothing import smooth
from tbtui.widgets.series_cache import SeriesCache
from tbtui.widgets.superseded_ends import superseded_ends


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


def test_all_lives_are_the_newest_line_and_below_it_what_restarts_gave_up():
    three_lives = series([0, 1, 2, 3, 1, 2, 3, 4, 3, 4, 5], [9, 8, 7, 6, 5, 4, 3, 2, 1.5, 1, 0.5])
    cache = SeriesCache()
    ends, newest = cache.lines(three_lives, "step", 0.0, "#ff0000", True)
    assert newest.x.tolist() == [0, 1, 2, 3, 4, 5]
    assert newest.y.tolist() == [9, 5, 4, 1.5, 1, 0.5]
    assert not newest.superseded
    assert ends.superseded
    # From the last point that still stands, to a gap before the next piece.
    assert ends.x.tolist() == [0, 1, 2, 3, 3, 2, 3, 4, 4]
    np.testing.assert_array_equal(ends.y, [9, 8, 7, 6, np.nan, 4, 3, 2, np.nan])
    assert len(cache.lines(three_lives, "step", 0.0, "#ff0000", False)) == 1


def test_a_series_without_restarts_has_one_life():
    cache = SeriesCache()
    plain = series([0, 1, 1, 2])
    assert not cache.has_restarts(plain)
    assert len(cache.lines(plain, "step", 0.0, "#ff0000", True)) == 1


def test_what_was_given_up_is_smoothed_as_it_was_when_it_stood():
    values = [9.0, 8, 7, 6, 5, 4, 3, 2, 1.5, 1, 0.5]
    three_lives = series([0, 1, 2, 3, 1, 2, 3, 4, 3, 4, 5], values)
    raw, ends, _, _ = SeriesCache().lines(three_lives, "step", 0.6, "#ff0000", True)
    assert raw.faint
    assert raw.x.tolist() == ends.x.tolist()
    first = smooth(np.array(values[:4]), 0.6)
    second = smooth(np.array([9.0, 5, 4, 3, 2]), 0.6)
    np.testing.assert_allclose(ends.y, [*first, np.nan, *second[2:], np.nan], rtol=1e-12)


def test_points_long_ago_do_not_count_in_what_was_given_up():
    steps = [*range(500), *range(450, 480)]
    values = np.sin(np.arange(530.0))
    ends = superseded_ends(np.array(steps), np.arange(530.0), values, "step", 0.6)
    assert len(ends.x) == 52
    np.testing.assert_allclose(ends.smoothed[:-1], smooth(values[:500], 0.6)[449:], rtol=1e-12)


def test_relative_time_is_that_of_the_line_that_was_given_up():
    times = np.array([100.0, 110.0, 120.0, 500.0, 510.0])
    ends = superseded_ends(np.array([0, 1, 2, 0, 1]), times, np.zeros(5), "relative", 0.0)
    assert ends.x.tolist() == [0, 10, 20, 20]


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
