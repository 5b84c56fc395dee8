"""What differs between rows, and which is better."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tbtui.analysis.directions import guessed_direction
from tbtui.analysis.table import Column, ColumnKind, Direction, Table, column_of_values
from tbtui.analysis.table_differences import (
    best_rows,
    differences,
    differing_columns,
    differs,
    judgements,
    relative_differences,
    with_differences,
)


def column(*values, direction=Direction.NONE):
    return column_of_values("c", "loss", values, direction=direction)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((1.0, 1.0), False),
        ((1.0, 2.0), True),
        ((1.0, None), True),
        ((None, None), False),
        ((math.nan, math.nan), False),
        ((math.nan, 1.0), True),
        (("a", "a"), False),
        (("a", "b"), True),
        (("a", None), True),
        # One of them is a text between numbers; 1 and true are not the same.
        ((1.0, True), True),
        ((1.0,), False),
    ],
)
def test_rows_differ_in_a_value_or_in_having_one(values, expected):
    assert differs(column(*values)) is expected


def test_only_some_rows_may_be_compared():
    table = Table(("x", "y", "z"), (column(1.0, 1.0, 2.0), column("a", "b", "b")))
    assert [one.kind.value for one in differing_columns(table, np.array([0, 1]))] == ["text"]
    assert len(differing_columns(table)) == 2


def test_groups_whose_members_do_not_agree_differ():
    mixed = Column(
        "c", "", ColumnKind.NUMBER, np.array([np.nan, np.nan]), mixed=np.array([True, True])
    )
    assert differs(mixed)


def test_differences_from_a_baseline():
    values = column(2.0, 3.0, -1.0, None, math.nan, direction=Direction.DOWN)
    np.testing.assert_array_equal(differences(values, 0), [0, 1, -3, np.nan, np.nan])
    np.testing.assert_array_equal(relative_differences(values, 0), [0, 0.5, -1.5, np.nan, np.nan])
    np.testing.assert_array_equal(relative_differences(values, 2), [3, 4, 0, np.nan, np.nan])
    assert judgements(values, 0).tolist() == [0, -1, 1, 0, 0]


def test_nothing_differs_by_percent_from_zero():
    values = column(0.0, 1.0, direction=Direction.UP)
    assert np.isnan(relative_differences(values, 0)).all()
    assert judgements(values, 0).tolist() == [0, 1]


@pytest.mark.parametrize("values", [("a", "b"), (True, False)])
def test_texts_and_truth_values_have_no_difference(values):
    assert np.isnan(differences(column(*values), 0)).all()
    assert np.isnan(relative_differences(column(*values), 0)).all()


def test_hyperparameters_have_no_differences():
    table = Table(("a", "b"), (column_of_values("hp:lr", "lr", [0.1, 0.2]),))
    assert with_differences(table, 0).columns == table.columns


def test_a_table_with_differences_leaves_out_what_is_the_same():
    table = Table(
        ("x", "y"),
        (
            column_of_values("last:loss", "loss", [2.0, 1.0]),
            column_of_values("run:steps", "steps", [5.0, 5.0]),
        ),
    )
    compared = with_differences(table, 0)
    assert [one.title for one in compared.columns] == [
        "loss",
        "loss change",
        "loss change %",
        "steps",
    ]
    assert [one.value(1) for one in compared.columns] == [1.0, -1.0, -50.0, 5.0]


@pytest.mark.parametrize(
    ("values", "direction", "expected"),
    [
        ((1.0, 3.0, 3.0, math.nan), Direction.UP, [False, True, True, False]),
        ((1.0, 3.0, 3.0, None), Direction.DOWN, [True, False, False, False]),
        ((1.0, 3.0), Direction.NONE, [False, False]),
        ((2.0, 2.0), Direction.UP, [False, False]),
        ((2.0, None), Direction.UP, [True, False]),
        ((math.nan, None), Direction.UP, [False, False]),
        (("a", "b"), Direction.UP, [False, False]),
    ],
)
def test_the_best(values, direction, expected):
    assert best_rows(column(*values, direction=direction)).tolist() == expected


@pytest.mark.parametrize(
    ("direction", "names"),
    [
        (Direction.DOWN, "loss val/loss epochLoss accuracy/loss test_error wer cross_entropy ppl"),
        (Direction.UP, "acc val/top5_accuracy loss/val_acc ep_rew/reward F1 eval/success_rate R2"),
        (Direction.NONE, "lr learning_rate loss_scale grad_norm glossary backlog reward/std step"),
    ],
)
def test_the_name_of_a_tag_tells_which_values_are_better(direction, names):
    assert {name: guessed_direction(name) for name in names.split()} == dict.fromkeys(
        names.split(), direction
    )
