"""Which runs belong together."""

from __future__ import annotations

import pytest

from tbtui.analysis.filters import FilterError
from tbtui.analysis.run_groups import directory_groups, regex_groups, value_groups

NAMES = ["adam/lr1/seed0", "adam/lr1/seed1", "sgd/lr2/seed0", "baseline"]


def test_what_the_groups_of_an_expression_capture_is_the_group() -> None:
    assert regex_groups(r"^(\w+)/lr", NAMES) == {
        "adam/lr1/seed0": "adam",
        "adam/lr1/seed1": "adam",
        "sgd/lr2/seed0": "sgd",
        "baseline": None,
    }


def test_several_captures_are_joined() -> None:
    groups = regex_groups(r"(\w+)/lr(\d)(x)?", NAMES)
    assert list(groups.values()) == ["adam, 1, ", "adam, 1, ", "sgd, 2, ", None]


def test_without_captures_all_that_match_are_one_group() -> None:
    groups = regex_groups("seed0", NAMES)
    assert list(groups.values()) == ["seed0", None, "seed0", None]


def test_case_matters_as_in_tensorboard() -> None:
    assert set(regex_groups("ADAM", NAMES).values()) == {None}
    assert "adam" in regex_groups("(?i)(ADAM)", NAMES).values()


@pytest.mark.parametrize("pattern", ["(", "x" + "{99999999999}"])
def test_a_broken_expression_is_told(pattern: str) -> None:
    with pytest.raises(FilterError):
        regex_groups(pattern, NAMES)


def test_runs_of_a_directory() -> None:
    assert directory_groups([*NAMES, "."]) == {
        "adam/lr1/seed0": "adam/lr1",
        "adam/lr1/seed1": "adam/lr1",
        "sgd/lr2/seed0": "sgd/lr2",
        "baseline": ".",
        ".": ".",
    }


def test_runs_with_the_same_hyperparameter() -> None:
    values = {"adam/lr1/seed0": "0.1", "sgd/lr2/seed0": "0.1", "elsewhere": "3"}
    assert list(value_groups(NAMES, values).values()) == ["0.1", None, "0.1", None]
