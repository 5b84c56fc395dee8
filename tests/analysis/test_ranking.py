"""Runs and rows in the order of their values."""

from __future__ import annotations

import math

from tbtui.analysis.ranking import RowOrder, TableRow, order_rows, top

NAN = math.nan


def test_the_best_runs_come_first() -> None:
    last = {"a": 1.0, "b": 3.0, "c": NAN, "d": 2.0}
    assert top(last, 2, highest=True) == ["b", "d"]
    assert top(last, 2, highest=False) == ["a", "d"]


def test_nan_is_last_from_either_side_and_infinities_are_numbers() -> None:
    last = {"nan": NAN, "up": math.inf, "down": -math.inf, "zero": 0.0}
    assert top(last, 9, highest=True) == ["up", "zero", "down", "nan"]
    assert top(last, 9, highest=False) == ["down", "zero", "up", "nan"]


def test_equals_are_in_natural_order() -> None:
    last = {"run10": 1.0, "run9": 1.0, "run1": 1.0}
    assert top(last, 2, highest=True) == top(last, 2, highest=False) == ["run1", "run9"]
    assert top(last, 0, highest=True) == top({}, 3, highest=True) == top(last, -1, True) == []


ROWS = [
    TableRow("run10", 5.0, 0.9),
    TableRow("run9", NAN),
    TableRow("run1", 7.0, 0.2),
    TableRow("run2", -5.0, 0.5),
]


def test_rows_by_name_and_by_value() -> None:
    assert order_rows(ROWS, RowOrder.NAME) == [2, 3, 1, 0]
    assert order_rows(ROWS, RowOrder.ASCENDING) == [3, 0, 2, 1]
    assert order_rows(ROWS, RowOrder.DESCENDING) == [2, 0, 3, 1]


def test_the_nearest_row_is_the_one_whose_curve_is_nearest_on_the_screen() -> None:
    assert order_rows(ROWS, RowOrder.NEAREST, cursor=0.6) == [3, 0, 2, 1]
    assert order_rows(ROWS, RowOrder.NEAREST) == order_rows(ROWS, RowOrder.NAME)
    # Above or below makes no difference, unlike in TensorBoard.
    assert order_rows(ROWS, RowOrder.NEAREST, cursor=0.0) == [2, 3, 0, 1]
