"""The language of filters: words, patterns, expressions, comparisons, and how they are joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.filters import FilterError, matcher, parse

NAMES = ["train/loss", "train/acc", "val/loss", "val/acc", "lr", "a - b", "weights[0]", "time (s)"]


def matching(text: str, names: list[str] = NAMES) -> list[str]:
    matches = matcher(text)
    return [name for name in names if matches(name)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("train and loss", ["train/loss"]),
        ("train & loss", ["train/loss"]),
        ("train AND loss", ["train/loss"]),
        ("lr | train loss", ["train/loss", "lr"]),
        ("lr|loss", ["train/loss", "val/loss", "lr"]),
        ("lr || loss", ["train/loss", "val/loss", "lr"]),
        ("lr or acc", ["train/acc", "val/acc", "lr"]),
        ("(lr|train) -loss", ["train/acc", "lr"]),
        ("-train -val -lr", ["a - b", "weights[0]", "time (s)"]),
        ("!train !val !lr", ["a - b", "weights[0]", "time (s)"]),
        ("not (train or val or lr)", ["a - b", "weights[0]", "time (s)"]),
        ("not(train or val or lr)", ["a - b", "weights[0]", "time (s)"]),
        ("- b", ["a - b"]),
        ("--lr", ["lr"]),
    ],
)
def test_words_are_joined_and_negated(text, expected):
    assert matching(text) == expected


def test_or_binds_less_than_and():
    assert matching("train acc | val loss") == ["train/acc", "val/loss"]
    assert matching("train (acc | val) loss") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a - b"', ["a - b"]),
        ("'A - B'", ["a - b"]),
        ('"or"', ["orange"]),
        ("'|'", ["a|b"]),
        ("don't", ["don't"]),
        ('-"or"', ["a - b", "a|b", "don't"]),
    ],
)
def test_quotes_keep_text_together_and_take_away_its_meaning(text, expected):
    assert matching(text, ["a - b", "orange", "a|b", "don't"]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*loss*", ["train/loss", "loss/total", "deep/loss/total", "my_loss"]),
        ("*loss", ["train/loss", "loss/total", "deep/loss/total", "my_loss"]),
        ("los?", ["train/loss", "loss/total", "deep/loss/total"]),
        ("LOSS/*", ["loss/total", "deep/loss/total"]),
        ("t*n/*", ["train/loss"]),
        ("*_*", ["my_loss"]),
        ("los?s", []),
    ],
)
def test_patterns_cover_whole_parts_of_a_name(text, expected):
    names = ["train/loss", "loss/total", "deep/loss/total", "my_loss"]
    assert matching(text, names) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What people type into TensorBoard means the same here.
        ("^train", ["train/loss", "train/acc"]),
        ("loss$", ["train/loss", "val/loss"]),
        ("^(train|val)/acc", ["train/acc", "val/acc"]),
        ("(train|val)/acc", ["train/acc", "val/acc"]),
        (".*/loss", ["train/loss", "val/loss"]),
        (r"\bl.+s\b", ["train/loss", "val/loss"]),
        ("(?i)LOSS", ["train/loss", "val/loss"]),
        # A name may look like an expression; it is found all the same.
        ("weights[0]", ["weights[0]"]),
        ("time (s)", ["time (s)"]),
        ("/LOSS$/", ["train/loss", "val/loss"]),
        ("/LOSS$/c", []),
        ("/l.ss$/c -val", ["train/loss"]),
        ("/a$/ | /b$/", ["a - b"]),
        ("(/r$/|/b$/)", ["lr", "a - b"]),
        (r"/train\/l/", ["train/loss"]),
        ("train/", ["train/loss", "train/acc"]),
    ],
)
def test_regular_expressions(text, expected):
    assert matching(text) == expected


@dataclass
class Run:
    name: str
    known: dict[str, list] = field(default_factory=dict)
    noted: str = ""

    def values(self, name):
        return self.known.get(name, [])


RUNS = [
    Run("one", {"lr": [0.001], "model": ["resnet50"], "amp": [True], "loss": [0.125]}),
    Run("two", {"lr": [0.1], "model": ["ViT"], "amp": [False], "loss": [0.5, 0.0625]}),
    Run("three,lr=0.15", {"layers": ["[64, 32]"], "amp": [1.0], "seed": ["7"]}),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("loss<0.2", ["one", "two"]),  # one of two metrics that end in /loss is enough
        ("loss < .1", ["two"]),
        ("loss>=0.5", ["two"]),
        ("loss<=0.0625", ["two"]),
        ("lr>1e-3", ["two"]),
        ("lr=0.001", ["one"]),
        ("lr==1e-3", ["one"]),
        ("lr!=0.001", ["two"]),
        ("-lr=0.001", ["two", "three,lr=0.15"]),
        ("lr=0.15", ["three,lr=0.15"]),  # it knows no lr, but is called so
        ("lr = 0.15", []),
        ("model=RESNET50", ["one"]),
        ("model=resnet", []),
        ("model=res*", ["one"]),
        ("model!=res*", ["two"]),
        ("model~^res", ["one"]),
        ("model~(^res|vit$)", ["one", "two"]),
        ("model~zzz|two", ["two"]),  # outside of parentheses, | stands between comparisons
        ("model~/vit/c", []),
        ("model~/ViT/c", ["two"]),
        ("model!~resnet.*", ["two"]),
        ("amp=true", ["one", "three,lr=0.15"]),
        ("amp=False", ["two"]),
        ("amp~true", ["one"]),
        ('layers="[64, 32]"', ["three,lr=0.15"]),
        ("seed<8", ["three,lr=0.15"]),
        ("model<3", []),
        ("amp=true lr<1 | two", ["one", "two"]),
        ("(lr<1)", ["one", "two"]),
        ("^three,lr=0", ["three,lr=0.15"]),
        ("*lr=0*", ["three,lr=0.15"]),
    ],
)
def test_runs_are_compared_by_what_they_know(text, expected):
    wanted = parse(text)
    assert [run.name for run in RUNS if wanted.matches(run)] == expected


def test_a_number_stored_as_float32_equals_what_was_logged():
    run = Run("r", {"loss": [float(np.float32(0.1))], "seed": [16777217.0]})
    assert parse("loss=0.1").matches(run)
    assert not parse("loss=0.1000001").matches(run)
    assert parse("seed=16777217").matches(run)
    assert not parse("seed=16777218").matches(run)


def test_the_names_that_are_compared_are_known():
    wanted = parse("a -(lr<1 | model=x) and not 'my loss'>2 | lr>0")
    assert wanted.compared_names() == ("lr", "model", "my loss")
    assert parse("a | b").compared_names() == ()


def test_for_tags_a_comparison_is_a_word():
    assert matching("top=5", ["AverageGain:top=5", "AverageGain:top=10"]) == ["AverageGain:top=5"]


def test_an_arrow_is_no_comparison():
    assert matching("a->b", ["a->b", "b->a"]) == ["a->b"]


@pytest.mark.parametrize(
    ("text", "message", "position"),
    [
        ("loss and", "something is missing after and", 8),
        ("loss | ", "something is missing after |", 7),
        ("| loss", "something is missing before |", 0),
        ("loss & | lr", "something is missing after & before |", 7),
        ("not", "something is missing after not", 3),
        ("-", "something is missing after -", 1),
        ("(loss", "the parenthesis is not closed", 0),
        ("()", "something is missing after ( before )", 1),
        ("loss)", "this parenthesis closes nothing", 4),
        ("x ^(loss", "the parenthesis is not closed", 3),
        ("x 'loss", "the quotation mark ' is not closed", 2),
        ("/^loss", "the slash of a regular expression is not closed", 0),
        ("x /a(/", "not a regular expression: missing ), unterminated subpattern", 4),
        ("x a[", "not a regular expression: unterminated character set", 3),
        ("loss<", "a value is missing after <", 5),
        ("loss < | lr", "a value is missing after <", 7),
        ("loss<1e-", "not a number: 1e-", 5),
        ("<3", "something is missing before <", 0),
        ("(" * 60 + "a" + ")" * 60, "too deep", 51),
        ("-" * 9999 + "a", "too deep", 51),
    ],
)
def test_what_is_broken_or_unfinished_says_so_and_where(text, message, position):
    with pytest.raises(FilterError) as caught:
        parse(text)
    assert str(caught.value) == message
    assert caught.value.position == position


@given(st.text(alphabet="ab()|&!-/\\^*?[]<=~\"' nort.", max_size=30), st.text(max_size=8))
def test_whatever_is_typed_is_a_filter_or_an_error_inside_the_text(text, name):
    try:
        wanted = parse(text)
    except FilterError as error:
        position = error.position
    else:
        position = 0
        assert wanted.matches(Run(name)) in (True, False)
    assert 0 <= position <= len(text)


WORDS = st.text("abc", min_size=1, max_size=2)
TREES = st.recursive(
    st.tuples(st.sampled_from(["word", "quoted", "expression", "glob"]), WORDS),
    lambda inner: (
        st.tuples(st.sampled_from(["-", "!", "not "]), inner)
        | st.tuples(st.sampled_from([" ", " and ", "&", " & "]), inner, inner)
        | st.tuples(st.sampled_from(["|", " or ", " | "]), inner, inner)
    ),
    max_leaves=8,
)


def typed(tree) -> str:
    kind, *inner = tree
    forms = {"word": "{}", "quoted": '"{}"', "expression": "/^{}/", "glob": "*{}"}
    if kind in forms:
        return forms[kind].format(*inner)
    if len(inner) == 1:
        return f"{kind}({typed(inner[0])})"
    return "(" + kind.join(map(typed, inner)) + ")"


def is_true_of(tree, name: str) -> bool:
    kind, *inner = tree
    if kind in ("word", "quoted"):
        return inner[0] in name
    if kind == "expression":
        return name.startswith(inner[0])
    if kind == "glob":
        return any(part.endswith(inner[0]) for part in name.split("/"))
    if len(inner) == 1:
        return not is_true_of(inner[0], name)
    results = [is_true_of(one, name) for one in inner]
    return any(results) if re.search(r"\||or", kind) else all(results)


@given(TREES, st.lists(st.text("abc/", max_size=6), max_size=8))
def test_a_filter_means_what_a_plain_evaluation_of_its_tree_says(tree, names):
    wanted = parse(typed(tree))
    for name in names:
        assert wanted.matches(Run(name)) == is_true_of(tree, name)
