"""A table of groups: averages of what is measured, and what members agree on."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tbtui.analysis.table import Column, ColumnKind, Table, column_of_values
from tbtui.analysis.table_groups import MEMBERS, group_table

GROUPS = {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b"}
NAMES = ("a1", "b1", "a2", "b2", "a3", "alone")


def grouped(column, center="mean"):
    table = group_table(Table(NAMES, (column,)), GROUPS, center)
    assert table.names == ("a", "b", "alone")
    return table.columns[1]


def test_metrics_are_averaged_over_those_that_have_them():
    loss = grouped(column_of_values("last:loss", "loss", [1.0, 5.0, 2.0, None, 6.0, None]))
    assert loss.values[:2].tolist() == [3.0, 5.0]
    assert loss.counts.tolist() == [3, 1, 0]
    assert loss.deviation[0] == pytest.approx(np.std([1, 2, 6], ddof=1))
    assert np.isnan(loss.deviation[1:]).all()
    assert loss.missing.tolist() == [False, False, True]


def test_or_have_a_median():
    loss = column_of_values("last:loss", "loss", [1.0, 5.0, 2.0, 6.0, 60.0, 7.0])
    assert grouped(loss, "median").values.tolist() == [2.0, 5.5, 7.0]


def test_a_member_that_diverged_is_not_hidden_by_the_others():
    loss = grouped(column_of_values("last:loss", "loss", [1.0, 5.0, math.nan, 6.0, 6.0, 7.0]))
    assert math.isnan(loss.value(0))
    assert loss.value(1) == 5.5


@pytest.mark.parametrize("center", ["mean", "median"])
def test_hyperparameters_are_agreed_on_or_mixed(center):
    lr = grouped(column_of_values("hp:lr", "lr", [0.1, 0.2, 0.1, 0.3, 0.1, 1.0]), center)
    assert [lr.value(row) for row in range(3)] == [0.1, None, 1.0]
    assert lr.mixed.tolist() == [False, True, False]
    opt = grouped(column_of_values("hp:opt", "opt", ["x", "y", "x", None, "x", None]), center)
    assert [opt.value(row) for row in range(3)] == ["x", None, None]
    assert opt.mixed.tolist() == [False, True, False]
    bn = grouped(column_of_values("hp:bn", "bn", [True, False, True, True, True, None]), center)
    assert [bn.value(row) for row in range(3)] == [True, None, None]


def test_nan_agrees_with_itself():
    seed = grouped(
        column_of_values("hp:x", "x", [math.nan, math.nan, math.nan, 1.0, math.nan, None])
    )
    assert math.isnan(seed.value(0))
    assert seed.mixed.tolist() == [False, True, False]


def test_of_times_the_first_counts():
    start = Column("run:start", "start", ColumnKind.TIME, np.array([3.0, 9, 2, 8, 4, np.nan]))
    assert grouped(start).values[:2].tolist() == [2.0, 8.0]


def test_durations_stay_durations_and_members_are_counted():
    column = column_of_values("run:duration", "duration", [1.0] * 6)
    table = group_table(Table(NAMES, (replace(column, kind=ColumnKind.DURATION),)), GROUPS)
    assert table.columns[1].kind is ColumnKind.DURATION
    assert table.column(MEMBERS).values.tolist() == [3.0, 2.0, 1.0]


def test_no_rows():
    column = Column("last:loss", "loss", ColumnKind.NUMBER, np.empty(0))
    for center in ("mean", "median"):
        assert len(group_table(Table((), (column,)), {}, center)) == 0
