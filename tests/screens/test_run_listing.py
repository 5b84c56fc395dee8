"""Which runs are listed: by filter, by rank, and in which order."""

from __future__ import annotations

import pytest
from fakes import FakeRun, FakeSeries, small_run

from tbtui.screens.run_listing import RunFilter, TagFilter, listed_runs
from tbtui.screens.runs_state import RunOrder, RunsState

RUNS = (
    small_run("a", loss=[3, 0.5]),
    small_run("b", loss=[3, 0.1]),
    small_run("c", acc=[0.9]),
    small_run("d", loss=[3, float("nan")]),
    small_run("e", loss=[3, 0.3]),
)
BY_NAME = {run.name: run for run in RUNS}


def listed(**state):
    return " ".join(listed_runs(tuple(BY_NAME), BY_NAME, RunsState(**state), "loss"))


def test_runs_are_compared_by_their_last_values():
    assert RunFilter().passed("loss<0.4", RUNS, 1) == ("b", "e")
    assert RunFilter().passed("loss<0.4 or acc>0.5", RUNS, 1) == ("b", "c", "e")
    assert RunFilter().passed("-b loss<0.4", RUNS, 1) == ("e",)


def test_a_broken_filter_leaves_what_was_there_and_says_why():
    run_filter = RunFilter()
    run_filter.passed("loss<0.4", RUNS, 1)
    assert run_filter.passed("loss<0.4 or", RUNS, 1) == ("b", "e")
    assert run_filter.broken
    assert "after or" in run_filter.trouble
    run_filter.passed("loss<0.4 or a", RUNS, 1)
    assert not run_filter.broken
    assert run_filter.trouble == ""


def test_a_broken_filter_still_sees_new_data():
    run_filter = RunFilter()
    run_filter.passed("loss<0.4", RUNS, 1)
    run_filter.passed("loss<0.4 (", RUNS, 1)
    more = (*RUNS, small_run("f", loss=[0.2]))
    assert run_filter.passed("loss<0.4 (", more, 2) == ("b", "e", "f")
    assert run_filter.broken


def test_a_name_that_no_run_knows_is_told():
    run_filter = RunFilter()
    assert run_filter.passed("los<0.4", RUNS, 1) == ()
    assert run_filter.trouble == "no run has los"
    assert not run_filter.broken


def test_a_metric_is_looked_at_again_when_there_is_more_of_it():
    series = FakeSeries("a", "loss", [0], [1.0])
    runs = (FakeRun("a", [series]),)
    run_filter = RunFilter()
    assert run_filter.passed("loss<0.5", runs, 1) == ()
    series.__init__("a", "loss", [0, 1], [1.0, 0.1], version=2)
    assert run_filter.passed("loss<0.5", runs, 2) == ("a",)


def test_a_filter_of_tags_keeps_the_last_one_that_was_fine():
    tag_filter = TagFilter()
    assert not tag_filter.matcher("loss")("acc")
    assert not tag_filter.matcher("loss (")("acc")
    assert tag_filter.broken
    assert tag_filter.matcher("")("acc")
    assert not tag_filter.broken


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (RunOrder.NAME, "a b c d e"),
        (RunOrder.BACKWARDS, "e d c b a"),
        (RunOrder.HIGHEST, "a e b d c"),
        (RunOrder.LOWEST, "b e a d c"),
    ],
)
def test_the_list_is_sorted_with_nan_after_numbers_and_runs_without_the_tag_last(order, names):
    assert listed(order=order) == names


@pytest.mark.parametrize(
    ("limit", "names"),
    [(0, "a b c d e"), (2, "a e"), (-2, "b e"), (4, "a b d e"), (100, "a b d e")],
)
def test_only_the_best_are_listed_in_the_order_of_names(limit, names):
    assert listed(limit=limit) == names


def test_only_the_best_are_listed_best_first():
    assert listed(limit=-2, order=RunOrder.LOWEST) == "b e"
    assert listed(limit=2, order=RunOrder.LOWEST) == "e a"


def test_without_a_tag_names_decide():
    state = RunsState(limit=1, order=RunOrder.HIGHEST)
    assert listed_runs(("b", "a"), BY_NAME, state, None) == ("b", "a")


def test_a_limit_is_a_whole_number_or_nothing():
    state = RunsState()
    assert state.enter_limit("-5") is None
    assert state.limit == -5
    assert "number" in state.enter_limit("five")
    assert state.enter_limit("9" * 30) is not None
    assert state.limit == -5
    assert state.enter_limit(" ") is None
    assert state.limit == 0


def test_the_title_says_what_decides():
    assert RunsState().note("loss") == ""
    assert RunsState(limit=5).note("loss") == "top 5 by loss"
    assert RunsState(limit=-5).note("loss") == "bottom 5 by loss"
    assert RunsState(limit=5).note(None) == ""
    assert RunsState(order=RunOrder.LOWEST).note("loss") == "↑ loss"


def test_runs_that_are_called_like_a_comparison_are_found_by_it():
    runs = (small_run("lr=0.1", loss=[1]), small_run("lr=0.2", loss=[1]))
    run_filter = RunFilter()
    assert run_filter.passed("lr=0.1", runs, 1) == ("lr=0.1",)
    assert run_filter.trouble == ""
