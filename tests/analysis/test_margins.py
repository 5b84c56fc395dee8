"""How far a line and the band around it go together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.margins import absent_tags, common_beginning


def beginning(value, lower, upper):
    named = zip(("mean", "low", "high"), (value, lower, upper), strict=True)
    return common_beginning(*((tag, np.array(steps, np.int64)) for tag, steps in named))


def test_equal_steps_belong_together():
    assert beginning([1, 2, 3], [1, 2, 3], [1, 2, 3]) == (3, "")


def test_restarts_are_fine_where_all_three_have_them():
    steps = [1, 2, 3, 2, 3]
    assert beginning(steps, steps, steps) == (5, "")


def test_a_value_written_a_moment_before_its_margins_is_no_mistake():
    assert beginning([1, 2, 3], [1, 2, 3], [1, 2]) == (2, "")
    assert beginning([1, 2], [1, 2, 3], [1, 2, 3]) == (2, "")


def test_margins_that_end_early_are_a_mistake():
    problem = "low has only 2 points, but mean has 4"
    assert beginning([1, 2, 3, 4], [1, 2], [1, 2, 3]) == (2, problem)


@pytest.mark.parametrize(
    ("lower", "upper", "length", "problem"),
    [
        ([1, 3], [1, 2], 1, "mean and low have different steps: point 2 is at 2 and at 3"),
        ([1, 2], [7, 8], 0, "mean and high have different steps: point 1 is at 1 and at 7"),
    ],
)
def test_different_steps_are_told(lower, upper, length, problem):
    assert beginning([1, 2], lower, upper) == (length, problem)


def test_without_points_nothing_is_wrong_yet():
    assert beginning([], [], []) == (0, "")


@given(*[st.lists(st.integers(0, 3), max_size=6)] * 3)
def test_up_to_there_and_no_further_all_three_agree(value, lower, upper):
    length, problem = beginning(value, lower, upper)
    assert value[:length] == lower[:length] == upper[:length]
    further = [steps[: length + 1] for steps in (value, lower, upper)]
    assert not (further[0] == further[1] == further[2] and len(further[0]) > length)
    if value == lower == upper:
        assert not problem


def test_tags_that_runs_lack_are_counted():
    runs = [{"mean", "low", "high"}, {"mean"}, {"mean", "high"}, {"loss"}]
    assert absent_tags(("mean", "low", "high"), runs) == {"low": 2, "high": 1}
    assert absent_tags(("mean", "mean", "mean"), [{"mean"}]) == {}
