"""A restarted run repeats some of its steps; the older ones are superseded."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.lives import abandoned_lines, life_starts, superseded


def steps_of(*steps: int) -> np.ndarray:
    return np.array(steps, dtype=np.int64)


def test_a_run_without_restart_has_one_life() -> None:
    steps = steps_of(0, 10, 10, 20)
    assert life_starts(steps).tolist() == [0]
    assert superseded(steps).tolist() == [False, False, False, False]


def test_a_restart_supersedes_what_was_logged_from_its_step_on() -> None:
    steps = steps_of(0, 10, 20, 30, 20, 30, 40)
    assert life_starts(steps).tolist() == [0, 4]
    assert superseded(steps).tolist() == [False, False, True, True, False, False, False]


def test_a_second_restart_reaches_back_into_the_first_life() -> None:
    steps = steps_of(0, 10, 20, 15, 25, 5)
    assert life_starts(steps).tolist() == [0, 3, 5]
    assert superseded(steps).tolist() == [False, True, True, True, True, False]


def test_no_points_no_lives() -> None:
    assert life_starts(steps_of()).tolist() == []
    assert superseded(steps_of()).tolist() == []


@given(st.lists(st.integers(-3, 6) | st.sampled_from([-(2**63), 2**63 - 1]), max_size=25))
def test_superseded_is_what_its_definition_says(steps: list[int]) -> None:
    restarts = [i for i in range(1, len(steps)) if steps[i] < steps[i - 1]]
    expected = [
        any(restart > i and steps[i] >= steps[restart] for restart in restarts)
        for i in range(len(steps))
    ]
    array = steps_of(*steps)
    assert life_starts(array).tolist() == ([0, *restarts] if steps else [])
    marks = superseded(array)
    assert marks.tolist() == expected
    assert (np.diff(array[~marks].astype(object)) >= 0).all()


def ends(steps: np.ndarray, most: int = 100) -> list[tuple[list[int], list[int]]]:
    """The steps of each abandoned line: those that were continued from, and the end."""
    return [
        (steps[line.points[: line.cut]].tolist(), steps[line.points[line.cut :]].tolist())
        for line in abandoned_lines(steps, most)
    ]


def test_each_restart_leaves_an_end_behind() -> None:
    assert ends(steps_of(0, 1, 2, 3, 2, 3, 4, 3, 4, 5)) == [([0, 1], [2, 3]), ([0, 1, 2], [3, 4])]
    assert ends(steps_of(0, 1, 2)) == []
    assert ends(steps_of()) == []


def test_an_end_may_be_of_several_lives() -> None:
    assert ends(steps_of(0, 10, 20, 15, 25, 5)) == [([0, 10], [20]), ([0], [10, 15, 25])]


def test_a_run_that_starts_afresh_leaves_everything_behind() -> None:
    assert ends(steps_of(5, 6, 0, 1)) == [([], [5, 6])]


@given(st.lists(st.integers(-3, 6), max_size=25), st.integers(1, 4))
def test_every_superseded_point_is_in_one_end(steps: list[int], most: int) -> None:
    array = steps_of(*steps)
    lines = list(abandoned_lines(array, 100))
    given_up = [int(point) for line in lines for point in line.points[line.cut :]]
    assert sorted(given_up) == np.flatnonzero(superseded(array)).tolist()
    for line in lines:
        assert (np.diff(array[line.points]) >= 0).all()
    last = list(abandoned_lines(array, most))
    assert [(line.points.tolist(), line.cut) for line in last] == [
        (line.points.tolist(), line.cut) for line in lines[-most:]
    ]
