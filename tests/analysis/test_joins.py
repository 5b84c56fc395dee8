"""Another tag as x."""

from __future__ import annotations

import math

import numpy as np

from tbtui.analysis.joins import join_on_step

NAN, INFINITY = math.nan, math.inf


def joined(steps: list[int], other: dict[int, float]) -> list[float]:
    other_steps = np.array(list(other), dtype=np.int64)
    other_values = np.array(list(other.values()), dtype=np.float32)
    result = join_on_step(np.array(steps, dtype=np.int64), other_steps, other_values)
    assert result.dtype == np.float64
    return result.tolist()


def test_the_same_steps_have_the_values_of_the_other_tag() -> None:
    assert joined([1, 2, 3], {1: 10.0, 2: 25.0, 3: 30.0}) == [10.0, 25.0, 30.0]


def test_between_two_steps_lies_the_straight_line() -> None:
    assert joined([0, 5, 10, 25, 30], {0: 0.0, 10: 1.0, 30: 5.0}) == [0.0, 0.5, 1.0, 4.0, 5.0]


def test_nothing_is_known_before_the_first_and_after_the_last_step() -> None:
    np.testing.assert_array_equal(joined([1, 2, 9], {2: 7.0}), [NAN, 7.0, NAN])
    assert np.isnan(joined([1, 2], {})).all()
    assert joined([], {1: 1.0}) == []


def test_of_several_values_at_a_step_the_last_counts() -> None:
    steps = np.array([0, 4, 4, 8], dtype=np.int64)
    values = np.array([0.0, 1.0, 2.0, 4.0])
    at = np.array([2, 4, 4, 6], dtype=np.int64)
    assert join_on_step(at, steps, values).tolist() == [1.0, 2.0, 2.0, 3.0]
    assert join_on_step(steps, steps, values).tolist() == [0.0, 2.0, 2.0, 4.0]


def test_what_is_not_finite_stands_at_its_step_and_breaks_the_line() -> None:
    for bad in (NAN, INFINITY):
        found = joined([0, 1, 2, 3, 4], {0: 0.0, 2: bad, 4: 4.0})
        np.testing.assert_array_equal(found, [0.0, NAN, bad, NAN, 4.0])


def test_steps_at_the_ends_of_int64() -> None:
    lowest, highest = -(2**63), 2**63 - 1
    assert joined([lowest, 0, highest], {lowest: 0.0, highest: 2.0}) == [0.0, 1.0, 2.0]
    large = 2**60
    assert joined([large + 1], {large: 0.0, large + 2: 1.0}) == [0.5]
