"""Runs that become one line."""

from __future__ import annotations

import numpy as np
import pytest
from driving import drive, screen_text
from fakes import FakeStore, small_run

from tbtui.screens.group_setting_rows import GroupSettingRows
from tbtui.screens.run_grouping import RunGrouping, pattern_error
from tbtui.screens.scalars_state import ScalarsState

SEEDS = [
    small_run(f"{name}/seed{seed}", loss=np.linspace(4, end, 50) + seed / 10)
    for name, end in (("adam", 1.0), ("sgd", 2.0))
    for seed in (1, 2, 3)
]


def test_runs_are_grouped_by_directory():
    groups = RunGrouping("directory").groups(SEEDS)
    assert groups["adam/seed1"] == groups["adam/seed3"] == "adam"
    assert groups["sgd/seed2"] == "sgd"


def test_runs_that_differ_in_a_number_at_their_end_are_grouped_by_default():
    numbered = {"base-seed1": "base", "base-seed2": "base", "wide_7": "wide", "run/12": "run"}
    names = [*numbered, "odd", "dropout0.2", "lr1e-3"]
    runs = [small_run(name, loss=[1]) for name in names]
    assert RunGrouping("regex").groups(runs) == numbered


def test_a_broken_pattern_groups_nothing_and_is_explained():
    assert RunGrouping("regex", "(").groups(SEEDS) == {}
    assert "not a regular expression" in pattern_error("(")
    assert pattern_error("(a)") is None


def test_the_same_groups_are_returned_until_something_changes():
    grouping = RunGrouping("directory")
    first = grouping.groups(SEEDS)
    assert grouping.groups(list(SEEDS)) is first
    grouping.by = "regex"
    assert grouping.groups(SEEDS) is not first


def test_without_groups_every_run_is_a_line():
    assert RunGrouping().groups(SEEDS) is None


def curves(pilot):
    screen = pilot.app.screen
    return screen.charts.painter.curves(screen.charts._scene, "loss")


def test_groups_are_chosen_in_the_settings_and_drawn_as_one_line_each():
    async def scenario(pilot):
        assert len(curves(pilot)) == 6
        await pilot.press("M", "l", "escape")
        assert [curve.label for curve in curves(pilot)] == ["adam (3)", "sgd (3)"]
        await pilot.press("U")
        assert sum(curve.faint for curve in curves(pilot)) == 6
        assert sum(curve.is_group for curve in curves(pilot)) == 2
        await pilot.press("h")
        assert "adam (3)" in screen_text(pilot.app)

    drive(scenario, FakeStore(SEEDS))


def test_a_key_goes_through_the_bands():
    async def scenario(pilot):
        await pilot.press("M", "l", "escape")
        painter, screen = pilot.app.screen.charts.painter, pilot.app.screen
        ranges = []
        for _ in range(5):
            points = painter.cache.points(curves(pilot)[0], screen.charts._scene.settings)
            band = None if points.lower is None else points.upper[-1] - points.lower[-1]
            ranges.append(band)
            await pilot.press("B")
        assert ranges[0] == pytest.approx(0.2, abs=0.05)
        assert ranges[1] == pytest.approx(0.2, abs=0.05)
        assert ranges[2] == pytest.approx(0.2 / 3**0.5, abs=0.05)
        assert ranges[3] == pytest.approx(0.1, abs=0.05)
        assert ranges[4] is None

    drive(scenario, FakeStore(SEEDS))


def test_keys_of_groups_say_what_is_missing_where_there_are_none():
    async def scenario(pilot):
        await pilot.press("B")
        assert "not grouped" in screen_text(pilot.app)

    drive(scenario, FakeStore(SEEDS))


def test_a_hyperparameter_with_a_control_character_is_typed_as_it_is_shown(monkeypatch):
    logged = {"run": {"a\x1bb": 1.0}}
    monkeypatch.setattr("tbtui.analysis.hyperparameters.run_hyperparameters", lambda _: logged)
    state = ScalarsState(grouping=RunGrouping("hyperparameter", keys="a\x1bb"))
    [keys] = [row for row in GroupSettingRows(state, ()).all() if row.id == "groups.keys"]
    assert keys.typed() == "a\\x1bb"
    assert keys.enter(keys.typed()) is None
    assert state.grouping.keys == "a\x1bb"
    assert "No run has" in keys.enter("b")
