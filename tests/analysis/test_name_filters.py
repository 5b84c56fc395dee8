"""What is typed to find a run or a tag."""

from __future__ import annotations

import pytest

from tbtui.analysis.filters import FilterError, matcher

NAMES = ["train/loss", "train/acc", "val/Loss", "lr", "a.b"]


def matching(pattern: str) -> list[str]:
    matches = matcher(pattern)
    return [name for name in NAMES if matches(name)]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("", NAMES),
        ("   ", NAMES),
        ("loss", ["train/loss", "val/Loss"]),
        ("LOSS", ["train/loss", "val/Loss"]),
        ("loss train", ["train/loss"]),
        (" acc\ttrain ", ["train/acc"]),
        ("train/", ["train/loss", "train/acc"]),
        (".", ["a.b"]),
        ("nothing", []),
        # A slash alone at one end is text: the way to an expression, or a part of a tag.
        ("/", ["train/loss", "train/acc", "val/Loss"]),
        ("/loss", ["train/loss", "val/Loss"]),
        ("//", NAMES),
        ("/^(lr|val)/", ["val/Loss", "lr"]),
        ("/loss$/", ["train/loss", "val/Loss"]),
        ("/a.b/", ["a.b"]),
        ("/train/loss/", ["train/loss"]),
        ("/s  *s/", []),
    ],
)
def test_words_and_expressions(pattern: str, expected: list[str]) -> None:
    assert matching(pattern) == expected


def test_letters_with_two_forms_of_lower_case_are_found() -> None:
    assert matcher("STRASSE")("straße/loss")


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("/(/", "not a regular expression: missing ), unterminated subpattern"),
        ("/*/", "not a regular expression: nothing to repeat"),
        ("/a{99999999999999999999}/", "this regular expression is too large"),
        ("/" + "(" * 5000 + ")" * 5000 + "/", "this regular expression is too large"),
    ],
)
def test_a_broken_expression_says_so_briefly(pattern: str, message: str) -> None:
    with pytest.raises(FilterError) as caught:
        matcher(pattern)
    assert str(caught.value) == message


def test_an_expression_that_python_warns_about_is_used_quietly() -> None:
    assert matcher("/[[a]/")("a")
