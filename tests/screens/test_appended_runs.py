"""Runs that add_hparams makes beside the run that was trained: folded away, but never lost."""

from __future__ import annotations

import pytest
from driving import drive, screen_text
from trial_logs import store_of, write_run

from tbtui.analysis.appended_runs import appended_runs

TIMED = "exp/1795207255.2095618"


@pytest.fixture
def store(tmp_path):
    write_run(tmp_path / "exp", None, {"loss": [3, 2, 1]})
    write_run(tmp_path / "other", None, {"loss": [4, 3, 2]})
    write_run(tmp_path / TIMED, {"lr": 0.1}, {"hparam/loss": [1]})
    return store_of(tmp_path)


def appended(directory):
    return appended_runs(store_of(directory).runs)


def test_the_run_of_add_hparams_belongs_to_the_one_above_it(store):
    assert appended_runs(store.runs) == {TIMED}


def test_a_run_with_curves_is_one_of_its_own(tmp_path):
    write_run(tmp_path / "exp", None, {"loss": [3, 2, 1]})
    write_run(tmp_path / TIMED, {"lr": 0.1}, {"loss": [1, 2]})
    assert not appended(tmp_path)


def test_a_run_without_anything_above_it_is_one_of_its_own(tmp_path):
    write_run(tmp_path / TIMED, {"lr": 0.1}, {"hparam/loss": [1]})
    assert not appended(tmp_path)


def test_a_run_that_was_given_a_name_is_one_of_its_own(tmp_path):
    write_run(tmp_path / "exp", None, {"loss": [3, 2, 1]})
    write_run(tmp_path / "exp" / "trial-1", {"lr": 0.1}, {"hparam/loss": [1]})
    assert not appended(tmp_path)


def test_a_time_without_hyperparameters_is_a_name(tmp_path):
    write_run(tmp_path / "exp", None, {"loss": [3, 2, 1]})
    write_run(tmp_path / TIMED, None, {"loss": [1]})
    assert not appended(tmp_path)


def listed(pilot):
    return pilot.app.screen.listing.listed


def test_it_is_not_in_the_list_of_runs_which_says_so(store):
    async def scenario(pilot):
        assert listed(pilot) == ("exp", "other")
        assert "2/2  1 folded" in screen_text(pilot.app)

    drive(scenario, store)


def test_whoever_looks_for_it_finds_it(store):
    async def scenario(pilot):
        pilot.app.screen.state.run_filter = "1795207255"
        pilot.app.screen.synchronise()
        assert listed(pilot) == (TIMED,)

    drive(scenario, store)


def test_it_can_be_listed_like_any_other_run(store):
    async def scenario(pilot):
        await pilot.press("comma")
        await pilot.pause()
        pilot.app.screen._list.go_to("runs.appended")
        await pilot.press("right", "escape")
        await pilot.pause()
        assert listed(pilot) == ("exp", TIMED, "other")
        assert "hparam/loss" in pilot.app.screen.listing.tags
        kept = pilot.app.screen.view_to_keep()
        assert kept["runs"]["folds_appended"] is False

    drive(scenario, store)


def test_a_run_that_is_brought_to_the_front_is_listed(store):
    async def scenario(pilot):
        pilot.app.screen.state.runs.emphasised = frozenset({TIMED})
        pilot.app.screen.synchronise()
        assert TIMED in listed(pilot)

    drive(scenario, store)
