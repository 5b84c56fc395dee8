"""A line and a band for several runs."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tbtui.analysis.alignment import Aggregate, BandKind, Center, aggregate

NAN, INFINITY = math.nan, math.inf
MEAN, MEDIAN = Center.MEAN, Center.MEDIAN


def group(
    *members: dict[int, float],
    center: Center = MEAN,
    band: BandKind = BandKind.MIN_MAX,
    wall_times: list[list[float]] | None = None,
) -> Aggregate:
    arrays = [(np.array(list(m), dtype=np.int64), np.array(list(m.values()))) for m in members]
    times = None if wall_times is None else [np.array(times) for times in wall_times]
    return aggregate(arrays, center, band, wall_times=times)


def same(found: np.ndarray, expected: list[float]) -> None:
    np.testing.assert_allclose(found, expected, rtol=1e-14)


def test_members_with_the_same_steps() -> None:
    found = group({0: 1.0, 5: 2.0}, {0: 3.0, 5: 6.0}, {0: 8.0, 5: 1.0})
    assert found.steps.tolist() == [0, 5]
    same(found.center, [4.0, 3.0])
    same(found.lower, [1.0, 1.0])
    same(found.upper, [8.0, 6.0])
    assert found.count.tolist() == [3, 3]


def test_a_member_takes_part_from_its_first_to_its_last_step() -> None:
    found = group({0: 0.0, 10: 10.0}, {5: 15.0, 20: 0.0})
    assert found.steps.tolist() == [0, 5, 10, 20]
    same(found.center, [0.0, 10.0, 10.0, 0.0])
    assert found.count.tolist() == [1, 2, 2, 1]


def test_a_value_that_is_not_finite_does_not_count_nor_do_the_lines_beside_it() -> None:
    for bad in (NAN, INFINITY, -INFINITY):
        found = group({0: 0.0, 2: bad, 4: 0.0}, {0: 6.0, 1: 6.0, 2: 6.0, 3: 6.0, 4: 6.0})
        same(found.center, [3.0, 6.0, 6.0, 6.0, 3.0])
        assert found.count.tolist() == [2, 1, 1, 1, 2]


def test_where_no_member_counts_there_is_nothing() -> None:
    for center in Center:
        for band in BandKind:
            found = group({0: 1.0, 1: NAN}, {1: INFINITY, 2: 3.0}, center=center, band=band)
            same(found.center, [1.0, NAN, 3.0])
            same(found.lower, [1.0, NAN, 3.0])
            same(found.upper, [1.0, NAN, 3.0])
            assert found.count.tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("band", "lower", "upper"),
    [
        (BandKind.MIN_MAX, 1.0, 10.0),
        (BandKind.STANDARD_DEVIATION, 4.0 - math.sqrt(50 / 3), 4.0 + math.sqrt(50 / 3)),
        (BandKind.STANDARD_ERROR, 4.0 - math.sqrt(50 / 12), 4.0 + math.sqrt(50 / 12)),
        (BandKind.QUARTILES, 1.75, 4.75),
        (BandKind.NONE, 4.0, 4.0),
    ],
)
def test_bands(band: BandKind, lower: float, upper: float) -> None:
    found = group({7: 1.0}, {7: 2.0}, {7: 3.0}, {7: 10.0}, band=band)
    same(found.lower, [lower])
    same(found.upper, [upper])


def test_the_median_of_an_even_number_and_a_band_around_it() -> None:
    found = group({7: 1.0}, {7: 2.0}, {7: 3.0}, {7: 10.0}, center=MEDIAN, band=BandKind.QUARTILES)
    same(found.center, [2.5])
    same(found.upper, [4.75])
    around = group({7: 1.0}, {7: 3.0}, {7: 2.0}, center=MEDIAN, band=BandKind.STANDARD_DEVIATION)
    same(around.lower, [1.0])


def test_of_a_repeated_step_the_last_value_counts() -> None:
    steps = np.array([0, 1, 1], dtype=np.int64)
    found = aggregate([(steps, np.array([1.0, 2.0, 5.0]))] * 2, MEAN, BandKind.NONE)
    assert found.steps.tolist() == [0, 1]
    same(found.center, [1.0, 5.0])


def test_nobody_and_members_without_points() -> None:
    assert len(group().steps) == 0
    assert len(group({}, {}).center) == 0
    found = group({}, {3: 1.0}, wall_times=[[], [60.0]])
    same(found.center, [1.0])
    same(found.wall_times, [60.0])
    assert found.count.tolist() == [1]


def test_times_are_the_mean_of_the_members_while_all_are_there() -> None:
    found = group(
        {0: 1.0, 10: 1.0, 20: 1.0},
        {0: 1.0, 10: 1.0, 20: 1.0},
        wall_times=[[100.0, 110.0, 120.0], [300.0, 330.0, 360.0]],
    )
    same(found.relative, [0.0, 20.0, 40.0])
    same(found.wall_times, [200.0, 220.0, 240.0])


def test_time_does_not_jump_where_a_member_ends_or_begins() -> None:
    found = group(
        {0: 1.0, 10: 1.0, 20: 1.0},
        {0: 1.0, 10: 1.0},
        {20: 1.0, 30: 1.0},
        {50: 1.0},
        wall_times=[[0.0, 10.0, 20.0], [0.0, 90.0], [5.0, 8.0], [1e9]],
    )
    assert found.steps.tolist() == [0, 10, 20, 30, 50]
    same(found.relative, [0.0, 50.0, 60.0, 63.0, 63.0])


def test_without_times_there_are_none_and_damaged_ones_do_not_count() -> None:
    assert np.isnan(group({0: 1.0}).relative).all()
    found = group({0: 1.0, 1: 1.0}, {0: 1.0, 1: 1.0}, wall_times=[[NAN, 1.0], [5.0, 8.0]])
    same(found.relative, [0.0, 3.0])
    same(found.wall_times, [5.0, 8.0])


def test_many_points_are_looked_at_in_portions() -> None:
    random = np.random.default_rng(5)
    members = []
    for _ in range(3):
        steps = np.unique(random.integers(0, 200_000, size=60_000))
        members.append((steps, random.normal(size=len(steps))))
    times = [steps * 0.5 for steps, _ in members]
    found = aggregate(members, MEAN, BandKind.MIN_MAX, wall_times=times)
    table = np.array([np.interp(found.steps, *member, left=NAN, right=NAN) for member in members])
    np.testing.assert_allclose(found.center, np.nanmean(table, axis=0), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.lower, np.nanmin(table, axis=0), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.relative, (found.steps - found.steps[0]) * 0.5)
