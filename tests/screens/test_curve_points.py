"""Series and groups of series as the charts need them."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import FakeSeries

from tbtui.analysis.smoothing import smooth
from tbtui.store.sized_cache import SizedCache
from tbtui.widgets.chart_scene import ChartSettings
from tbtui.widgets.curve_lines import CurveLines
from tbtui.widgets.curve_points import CurveCache
from tbtui.widgets.curves import Curve
from tbtui.widgets.superseded_ends import superseded_ends

RAW = ChartSettings(smoothing=0.0)
SMOOTHED = ChartSettings(smoothing=0.6)
ALL_LIVES = ChartSettings(smoothing=0.0, all_lives=True)


def series(steps, values=None, run="run", tag="loss", **options):
    values = [float(step) for step in steps] if values is None else values
    return FakeSeries(run, tag, steps, values, **options)


def curve(*members, **options):
    first = members[0]
    options = {"label": first.run, "is_group": len(members) > 1, **options}
    return Curve(first.run, first.tag, "#ff0000", members, **options)


def lines(of, settings):
    return CurveLines(CurveCache()).of(of, settings).lines


def test_what_a_restart_superseded_is_not_drawn():
    restarted = curve(series([0, 10, 20, 30, 10, 20], [9, 8, 7, 6, 5, 4]))
    points = CurveCache().points(restarted, RAW)
    assert points.steps.tolist() == [0, 10, 20]
    assert points.shown.tolist() == [9, 5, 4]


def test_the_same_lines_are_returned_until_something_changes():
    drawn = CurveLines(CurveCache())
    loss = series([0, 1, 2])
    first = drawn.of(curve(loss), SMOOTHED)
    assert drawn.of(curve(loss), SMOOTHED) is first
    assert drawn.of(curve(loss), ChartSettings(smoothing=0.6, cursor=1.0, grid=False)) is first
    assert drawn.of(curve(loss), ChartSettings(smoothing=0.7)) is not first
    again = drawn.of(curve(loss), SMOOTHED)
    loss.version += 1
    assert drawn.of(curve(loss), SMOOTHED) is not again


def test_a_smoothed_line_stands_above_its_faint_raw_trace():
    raw, smoothed = lines(curve(series([0, 1], [0.0, 1.0])), ChartSettings(smoothing=0.5))
    assert raw.faint
    assert raw.y.tolist() == [0.0, 1.0]
    assert not smoothed.faint
    assert smoothed.y.tolist() == [0.0, pytest.approx(2 / 3)]


def test_without_smoothing_there_is_one_line():
    (line,) = lines(curve(series([0, 1])), RAW)
    assert not line.faint


def test_all_lives_are_the_newest_line_and_below_it_what_restarts_gave_up():
    steps = [0, 1, 2, 3, 1, 2, 3, 4, 3, 4, 5]
    three_lives = series(steps, [9, 8, 7, 6, 5, 4, 3, 2, 1.5, 1, 0.5])
    ends, newest = lines(curve(three_lives), ALL_LIVES)
    assert newest.x.tolist() == [0, 1, 2, 3, 4, 5]
    assert newest.y.tolist() == [9, 5, 4, 1.5, 1, 0.5]
    assert not newest.superseded
    assert ends.superseded
    # From the last point that still stands, to a gap before the next piece.
    assert ends.x.tolist() == [0, 1, 2, 3, 3, 2, 3, 4, 4]
    np.testing.assert_array_equal(ends.y, [9, 8, 7, 6, np.nan, 4, 3, 2, np.nan])
    assert len(lines(curve(three_lives), RAW)) == 1


def test_restarts_are_marked_where_the_newest_life_goes_on():
    three_lives = series([0, 10, 20, 30, 10, 20, 30, 40, 30, 40, 50])
    assert lines(curve(three_lives), RAW)[-1].restarts.tolist() == [10, 30]
    relative = lines(curve(three_lives), ChartSettings(smoothing=0.0, horizontal="relative"))
    points = CurveCache().points(curve(three_lives), ChartSettings(horizontal="relative"))
    assert relative[-1].restarts.tolist() == points.x[[1, 3]].tolist()
    assert lines(curve(series([0, 1])), RAW)[-1].restarts is None


def test_a_series_without_restarts_has_one_life():
    plain = curve(series([0, 1, 1, 2]))
    assert not CurveCache().has_restarts(plain)
    assert len(lines(plain, ALL_LIVES)) == 1


def test_what_was_given_up_is_smoothed_as_it_was_when_it_stood():
    values = [9.0, 8, 7, 6, 5, 4, 3, 2, 1.5, 1, 0.5]
    three_lives = series([0, 1, 2, 3, 1, 2, 3, 4, 3, 4, 5], values)
    raw, ends, _, _ = lines(curve(three_lives), ChartSettings(smoothing=0.6, all_lives=True))
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


def test_a_store_read_afresh_replaces_series_of_the_same_name():
    cache = CurveCache()
    cache.points(curve(series([0, 1])), RAW)
    assert cache.points(curve(series([5])), RAW).steps.tolist() == [5]


def test_places_are_in_rising_order_without_those_that_are_none():
    cache = CurveCache()
    odd = curve(series([0, 1, 2, 3], wall_times=[30.0, np.nan, 10.0, 20.0]))
    wall = ChartSettings(smoothing=0.0, horizontal="wall")
    assert cache.rising(odd, wall).tolist() == [10.0, 20.0, 30.0]
    assert cache.rising(odd, RAW) is cache.points(odd, RAW).x


def test_x_may_be_the_number_of_a_point():
    points = CurveCache().points(curve(series([10, 20, 40])), ChartSettings(horizontal="index"))
    assert points.x.tolist() == [0, 1, 2]


def test_x_may_be_another_tag_at_the_same_step():
    tokens = series([0, 10, 20], [0.0, 1000.0, 2000.0], tag="tokens")
    loss = curve(series([0, 5, 20, 30]), x_members=(tokens,))
    points = CurveCache().points(loss, ChartSettings(horizontal="tag", x_tag="tokens"))
    np.testing.assert_array_equal(points.x, [0, 500, 2000, np.nan])


def test_a_group_is_the_mean_of_its_runs_with_a_band_around_it():
    first = series([0, 1, 2], [1.0, 2.0, 3.0], run="seed1")
    second = series([0, 2], [3.0, 5.0], run="seed2")
    points = CurveCache().points(curve(first, second), RAW)
    assert points.steps.tolist() == [0, 1, 2]
    assert points.shown.tolist() == [2, 3, 4]
    assert points.lower.tolist() == [1, 2, 3]
    assert points.upper.tolist() == [3, 4, 5]
    drawn = CurveLines(CurveCache()).of(curve(first, second), RAW)
    assert len(drawn.lines) == 1
    assert drawn.band.lower.tolist() == [1, 2, 3]


def test_a_group_of_one_run_has_no_band():
    alone = curve(series([0, 1], [1.0, 2.0]), is_group=True)
    assert CurveCache().points(alone, RAW).lower is None
    assert CurveLines(CurveCache()).of(alone, RAW).band is None


def test_a_smoothed_group_is_made_of_smoothed_runs_and_still_tells_what_was_written():
    members = [series(range(50), np.sin(np.arange(50.0) + run), run=f"seed{run}") for run in (1, 2)]
    points = CurveCache().points(curve(*members), SMOOTHED)
    raw = [one.view().values.astype(np.float64) for one in members]
    np.testing.assert_allclose(points.raw, np.mean(raw, axis=0))
    np.testing.assert_allclose(points.shown, np.mean([smooth(y, 0.6) for y in raw], axis=0))


def test_a_margin_chart_has_a_band_where_all_three_tags_have_the_same_steps():
    value, lower = series([0, 1]), series([0, 1], [-1.0, 0.0], tag="low")
    upper = series([0, 1], [1.0, 2.0], tag="high")
    band = CurveLines(CurveCache()).of(curve(value, margins=(lower, upper)), RAW).band
    assert (band.lower.tolist(), band.upper.tolist()) == ([-1, 0], [1, 2])
    short = series([0], [1.0], tag="high")
    band = CurveLines(CurveCache()).of(curve(value, margins=(lower, short)), RAW).band
    np.testing.assert_array_equal(band.upper, [1.0, np.nan])
    other = series([5, 6], [1.0, 2.0], tag="high")
    assert CurveLines(CurveCache()).of(curve(value, margins=(lower, other)), RAW).band is None


def test_a_line_with_margins_is_not_smoothed():
    value, low, high = series([0, 1], [0.0, 1.0]), series([0, 1], tag="l"), series([0, 1], tag="h")
    [line] = lines(curve(value, margins=(low, high)), SMOOTHED)
    assert line.y.tolist() == [0.0, 1.0]
    cache = CurveCache()
    both = [curve(value, margins=(low, high)), curve(series([0, 1], run="other"))]
    cache.smooth_together(both, SMOOTHED)
    assert cache.points(both[0], SMOOTHED).shown.tolist() == [0.0, 1.0]


def test_what_restarts_gave_up_is_not_smoothed_beside_a_band_either():
    steps = [0, 1, 2, 1, 2]
    value, low, high = (series(steps, tag=tag) for tag in ("loss", "low", "high"))
    of = curve(value, margins=(low, high))
    drawn = lines(of, ChartSettings(smoothing=0.6, all_lives=True))
    assert [(line.faint, line.superseded) for line in drawn] == [(False, True), (False, False)]


def test_the_band_tells_what_is_wrong_with_it():
    value, low = series([0, 1]), series([0, 1], tag="low")
    cache = CurveCache()
    fine = curve(value, margins=(low, series([0, 1], tag="high")))
    assert cache.problem(fine, RAW) == ""
    wrong = curve(value, margins=(low, series([0, 2], tag="high")))
    assert cache.problem(wrong, RAW) == (
        "loss and high have different steps: point 2 is at 1 and at 2"
    )


def test_many_short_series_are_smoothed_together_as_one_by_one():
    cache = CurveCache()
    curves = [
        curve(series(range(count), np.cos(np.arange(float(count))), run=f"run{count}"))
        for count in (1, 7, 30)
    ]
    cache.smooth_together(curves, SMOOTHED)
    for one in curves:
        alone = CurveCache().points(one, SMOOTHED).shown
        np.testing.assert_array_equal(cache.points(one, SMOOTHED).shown, alone)


class Held:
    def __init__(self, size):
        self.size = size


def test_old_values_give_way_but_the_newest_stays():
    cache = SizedCache(most_bytes=10)
    small, large = Held(4), Held(50)
    cache.put("small", small)
    cache.put("other", Held(4))
    assert cache.get("small") is small
    cache.put("third", Held(4))
    assert cache.get("other") is None
    cache.put("large", large)
    assert [cache.get(key) for key in ("small", "third", "large")] == [None, None, large]


def test_a_value_that_has_grown_counts_for_what_it_is_now():
    cache = SizedCache(most_bytes=10)
    growing = Held(1)
    cache.put("other", Held(4))
    cache.put("growing", growing)
    growing.size = 9
    cache.has_grown("growing")
    assert cache.get("other") is None
    assert cache.get("growing") is growing
