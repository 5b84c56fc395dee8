"""Rows in the order of columns: stable, both ways, with what is missing last."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.table import Column, ColumnKind, Table, column_of_values
from tbtui.analysis.table_order import NAME, SortKey, ordered_rows


def ordered(*columns, keys, names=None):
    """The names of the rows in order; columns are given as lists of values."""
    count = len(columns[0])
    made = [column_of_values(f"c{place}", "", values) for place, values in enumerate(columns)]
    table = Table(tuple(names or map(str, range(count))), tuple(made))
    return "".join(table.taken(ordered_rows(table, keys)).names)


@pytest.mark.parametrize(
    ("falling", "missing_first", "expected"),
    [(False, False, "1023"), (True, False, "0213"), (False, True, "3102"), (True, True, "3021")],
)
def test_missing_values_have_their_end_whichever_way_the_others_go(
    falling, missing_first, expected
):
    rows = [2.0, 1.0, 2.0, None]
    assert ordered(rows, keys=[SortKey("c0", falling, missing_first)]) == expected


@pytest.mark.parametrize("falling", [False, True])
def test_a_number_that_is_none_stands_between_numbers_and_what_is_missing(falling):
    order = ordered([1.0, math.inf, None, math.nan], keys=[SortKey("c0", falling)])
    assert order == ("1032" if falling else "0132")


def test_texts_are_in_natural_order_and_numbers_before_them():
    rows = ["conv10", None, "conv2", 3.0, "Adam", True]
    assert ordered(rows, keys=[SortKey("c0")]) == "534201"


def test_several_keys():
    lr = [0.1, 0.2, 0.1, 0.2]
    opt = ["b", "b", "a", "a"]
    assert ordered(opt, lr, keys=[SortKey("c1", True), SortKey("c0")]) == "3120"
    assert ordered(opt, lr, keys=[SortKey("c0")]) == "2301"


def test_names_and_unknown_columns():
    rows = [1.0, 1.0, 1.0]
    names = ["run10", "run9", "b"]
    assert ordered(rows, keys=[SortKey("gone"), SortKey(NAME)], names=names) == "brun9run10"
    assert ordered(rows, keys=[SortKey(NAME, True)], names=names) == "run10run9b"


VALUES = st.none() | st.sampled_from([0.0, -0.0, 1.0, 2.0, math.inf, -math.inf, math.nan])


@given(
    st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=12),
    st.booleans(),
    st.booleans(),
)
def test_it_is_the_order_of_pythons_own_sort(rows, falling, missing_first):
    """With the meaning of every value spelled out as a tuple."""

    def meaning(value, is_falling):
        if value is None:
            return (-1 if missing_first else 2, 0.0)
        if math.isnan(value):
            return (1, 0.0)
        return (0, -value if is_falling else value)

    columns = tuple(
        column_of_values(key, "", values)
        for key, values in zip("ab", zip(*rows, strict=True), strict=True)
    )
    table = Table(tuple(map(str, range(len(rows)))), columns)
    keys = [SortKey("a", falling, missing_first), SortKey("b", not falling, missing_first)]
    expected = sorted(
        range(len(rows)),
        key=lambda row: (meaning(rows[row][0], falling), meaning(rows[row][1], not falling)),
    )
    assert ordered_rows(table, keys).tolist() == expected


def test_an_empty_table():
    column = Column("a", "", ColumnKind.NUMBER, np.empty(0))
    assert ordered_rows(Table((), (column,)), [SortKey("a"), SortKey(NAME)]).tolist() == []
