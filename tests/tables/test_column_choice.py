"""Keys of columns, and the columns that are there at first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.column_choice import (
    RUN_FIELDS,
    USER_FIELDS,
    ColumnChoice,
    Statistic,
    choice_of_key,
)
from tbtui.analysis.column_defaults import (
    default_choices,
    differing_hyperparameters,
    telling_tags,
)
from tbtui.store.run import Run

TAG = st.text(st.sampled_from("ab:\\/ <"), min_size=1, max_size=6) | st.text(min_size=1)
PLAIN = [
    one
    for one in Statistic
    if one not in (Statistic.RUN, Statistic.USER, Statistic.AT_STEP, Statistic.AT_BEST)
]
CHOICES = (
    st.builds(ColumnChoice, st.sampled_from(PLAIN), TAG)
    | st.builds(ColumnChoice, st.just(Statistic.AT_STEP), TAG, st.integers(-(10**17), 10**17))
    | st.builds(ColumnChoice, st.just(Statistic.AT_BEST), TAG, st.just(0), TAG)
    | st.builds(ColumnChoice, st.just(Statistic.RUN), st.sampled_from(list(RUN_FIELDS)))
    | st.builds(ColumnChoice, st.just(Statistic.USER), st.sampled_from(list(USER_FIELDS)))
)


@given(CHOICES)
def test_a_key_names_one_column(choice):
    assert choice_of_key(choice.key) == choice


@pytest.mark.parametrize(
    "key",
    [
        "",
        "loss",
        "min:",
        "run:nothing",
        "user:age",
        "at:x:loss",
        "at:5",
        "at:5:",
        "at-best:a",
        ":a",
    ],
)
def test_other_texts_are_no_keys(key):
    assert choice_of_key(key) is None


@pytest.mark.parametrize(
    ("key", "title", "group"),
    [
        ("last:val/loss", "val/loss", "val/loss"),
        ("min:val/loss", "val/loss min", "val/loss"),
        ("at:12000:loss", "loss at 12,000", "loss"),
        (r"at-best:a\:b:c:d", "c:d at best a:b", "c:d"),
        ("hp:lr", "lr", ""),
        ("run:speed", "steps/s", ""),
        ("user:tags", "tags", ""),
    ],
)
def test_titles(key, title, group):
    choice = choice_of_key(key)
    assert (choice.title, choice.group) == (title, group)


def run_with(name, *tags):
    run = Run(name, "")
    run.scalars = dict.fromkeys(tags)
    return run


def test_what_a_run_is_judged_by_comes_first():
    runs = [
        run_with("a", "lr", "train/loss", "val/loss", "grad_norm", "validity"),
        run_with("b", "lr", "val/accuracy", "val/loss"),
    ]
    assert telling_tags(runs) == [
        "val/loss",
        "val/accuracy",
        "train/loss",
        "lr",
        "grad_norm",
        "validity",
    ]


def test_hyperparameters_that_differ_or_are_not_everywhere():
    rows = [{"lr": 0.1, "bs": 32.0, "on": True, "same": 1.0}, {"lr": 0.2, "on": 1.0, "same": 1.0}]
    assert differing_hyperparameters(rows) == ["bs", "lr", "on"]


def test_the_columns_at_first():
    runs = [run_with("a", "loss", "lr"), run_with("b", "loss")]
    choices = default_choices(runs, {"a": {"seed": 1.0, "opt": "sgd"}, "b": {"seed": 2.0}})
    assert [choice.key for choice in choices] == [
        "run:state",
        "last:loss",
        "last:lr",
        "run:steps",
        "run:duration",
        "hp:opt",
        "hp:seed",
    ]
