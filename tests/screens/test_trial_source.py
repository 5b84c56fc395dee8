"""Trials are found in slices, so that keys are heard meanwhile."""

from __future__ import annotations

import pytest
from fakes import FakeStore
from trial_logs import store_of, write_run
from trial_tab import names, open_tab

from tbtui.screens import trial_source
from tbtui.screens.hparams_state import HparamsState, Statistic
from tbtui.screens.trial_source import TrialSource


@pytest.fixture
def without_time(monkeypatch):
    """A slice does as little as it can."""
    monkeypatch.setattr(trial_source, "SECONDS_A_LOOK", -1.0)


def finished(source):
    slices = 1
    while not source.advance():
        slices += 1
        assert slices < 1000
    return slices


def test_trials_come_after_a_slice_for_each_session_and_more(sweep, without_time):
    source, state = TrialSource(), HparamsState()
    assert source.trials(sweep, state).count == 0
    assert not source.is_complete
    assert finished(source) > 2 * 12
    assert source.trials(sweep, state).count == 12
    assert source.is_complete


def test_until_other_values_are_there_trials_say_which_they_have(sweep, without_time):
    source, state = TrialSource(), HparamsState()
    source.trials(sweep, state)
    finished(source)
    before = source.trials(sweep, state)
    state.statistic = Statistic.MIN
    assert source.trials(sweep, state).table is before.table
    assert source.trials(sweep, state).statistic is Statistic.LAST
    finished(source)
    assert source.trials(sweep, state).statistic is Statistic.MIN


def test_points_that_come_meanwhile_do_not_begin_the_work_anew(tmp_path, without_time):
    for place in range(3):
        write_run(tmp_path / f"run{place}", {"lr": 0.1 * place}, {"loss": [1.0, 0.5]})
    store = store_of(tmp_path)
    source, state = TrialSource(), HparamsState()
    source.trials(store, state)
    for slices in range(100):
        # A fake says with every look that there is news.
        newer = FakeStore(store.runs)
        newer.revision = slices
        if source.trials(newer, state).count:
            break
    assert source.trials(newer, state).count == 3


def test_the_tab_shows_them_in_the_end(sweep, without_time):
    async def scenario(pilot):
        for _ in range(500):
            await pilot.pause(0.005)
            if pilot.app.screen.source.is_complete:
                break
        assert len(names(pilot)) == 12

    open_tab(scenario, sweep)
