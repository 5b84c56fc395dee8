"""Filters over the columns of a table."""

from __future__ import annotations

import math

import pytest

from tbtui.analysis.filters import parse
from tbtui.analysis.table import Table, column_of_values
from tbtui.analysis.table_filter import rows_let_through, unknown_names

TABLE = Table(
    ("first", "second", "third", "val-4"),
    (
        column_of_values("last:val/loss", "val/loss", [0.1, 0.3, math.nan, None]),
        column_of_values("min:val/loss", "val/loss min", [0.05, 0.05, 0.5, None]),
        column_of_values("hp:lr", "lr", [1e-3, 1e-4, 1e-5, 1e-3]),
        column_of_values("hp:model", "model", ["resnet18", "resnet50", "vit b", None]),
        column_of_values("hp:bn", "bn", [True, False, None, True]),
        column_of_values("metric::acc", "Accuracy", [0.9, 0.8, 0.7, 0.6], aliases=("eval/acc",)),
    ),
)


def passing(text, **options):
    rows = rows_let_through(TABLE, parse(text), **options)
    return [name for name, passes in zip(TABLE.names, rows, strict=True) if passes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("loss<0.2 and lr>=1e-4", ["first"]),
        ("model~'resnet.*'", ["first", "second"]),
        ("model='vit b'", ["third"]),
        ("min:val/loss<0.1 !first", ["second"]),
        ("'val/loss min'>=0.5", ["third"]),
        ("bn=true", ["first", "val-4"]),
        ("(lr=0.001 or lr=1e-5) -val", ["first", "third"]),
        ("Accuracy>0.75", ["first", "second"]),
        ("eval/acc<0.65 | acc>0.85", ["first", "val-4"]),
        ("", ["first", "second", "third", "val-4"]),
        ("ir", ["first", "third"]),
    ],
)
def test_expressions(text, expected):
    assert passing(text) == expected


def test_nan_and_missing_pass_no_order():
    assert passing("val/loss<1e9 | val/loss>=0") == ["first", "second"]


class Known:
    """What else is known of a row."""

    noted = "from the paper"

    def __init__(self, name):
        self.name = name

    def values(self, name):
        return {"wd": (0.5,) if self.name == "second" else (), "loss": (7.0,)}.get(name, ())


def test_words_are_found_in_notes():
    assert passing("PAPER", otherwise=Known) == passing("")
    assert passing("/paper/", otherwise=Known) == []


def test_what_is_in_no_column_may_be_known_otherwise():
    assert passing("wd=0.5", otherwise=Known) == ["second"]
    # What a whole name is found under goes before the ends of the names of columns.
    assert passing("loss=7", otherwise=Known) == list(TABLE.names)
    assert passing("val/loss=0.3", otherwise=Known) == ["second"]
    assert passing("acc>0.85", otherwise=Known) == ["first"]


def test_names_that_no_column_has_can_be_told():
    assert unknown_names(TABLE, parse("loss<1 epochs>3 eval/acc>0 hp:lr=1")) == ("epochs",)


def test_one_column_of_several_that_passes_is_enough():
    columns = [
        column_of_values(f"last:{tag}/loss", f"{tag}/loss", values)
        for tag, values in (("a", [1.0, 3.0]), ("b", [3.0, 3.0]))
    ]
    table = Table(("x", "y"), tuple(columns))
    assert rows_let_through(table, parse("loss<2")).tolist() == [True, False]
