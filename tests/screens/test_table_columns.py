"""The cells of a column: points below one another, changes beside values."""

from __future__ import annotations

import numpy as np
import pytest

from tbtui.plot import sparkline
from tbtui.plot.text import cell_width
from tbtui.widgets.table_columns import ColumnCells, TableColumn
from tbtui.widgets.table_presentation import written_percent

NAN = float("nan")


def numbers(values, **options):
    return TableColumn("k", "t", np.array(values, float), is_number=True, **options)


def drawn(cells):
    return [
        cells.cell(row).value + cells.cell(row).change for row in range(len(cells.column.values))
    ]


def test_points_stand_below_one_another():
    cells = ColumnCells(numbers([0.5, 12.25, -3.0, 1.5e-5, NAN]))
    assert drawn(cells) == [
        " 0.5   ",
        "12.25  ",
        "-3     ",
        " 1.5e-5",
        " –     ",
    ]


def test_all_cells_are_as_wide_as_the_column():
    values = [0.123456, -99999.0, 3.0, NAN, float("inf"), float("-inf"), 1e300, 0.0]
    cells = ColumnCells(numbers(values))
    assert {cell_width(text) for text in drawn(cells)} == {cells.width}


def test_a_missing_number_is_a_dash_that_stands_back():
    cells = ColumnCells(numbers([1.0, NAN]))
    assert [cells.cell(row).is_missing for row in (0, 1)] == [False, True]


def test_a_nan_that_was_logged_is_no_missing_value():
    cells = ColumnCells(numbers([1.0, NAN, NAN], missing=np.array([False, False, True])))
    assert [text.strip() for text in drawn(cells)] == ["1", "NaN", "–"]


def test_changes_stand_beside_values_and_nothing_beside_the_baseline():
    column = numbers(
        [0.5, 0.25, 0.5],
        changes=np.array([NAN, -0.25, 0.0]),
        better=np.array([0, 1, 0], np.int8),
    )
    assert drawn(ColumnCells(column)) == ["0.5        ", "0.25  -0.25", "0.5       ="]


def test_a_title_that_is_longer_than_the_values_makes_room_for_itself_up_to_a_limit():
    wide = TableColumn("k", "t", np.array([1.0]), is_number=True, group="validation/accuracy/top5")
    assert ColumnCells(numbers([1.0])).width == 2
    assert ColumnCells(wide).width == 14


@pytest.mark.parametrize(("width", "shown"), [(4, "0.1…"), (10, "    0.1235")])
def test_a_width_of_ones_own_cuts_numbers_with_a_mark(width, shown):
    cells = ColumnCells(numbers([0.123456]), width)
    assert cells.width == width
    assert drawn(cells) == [shown]


def test_long_texts_are_cut_in_the_middle():
    text = "configuration-with-a-very-long-name-v2"
    column = TableColumn("k", "t", np.array([text, None], object), str)
    assert drawn(ColumnCells(column)) == ["configurati…long-name-v2", "–                       "]


def test_members_that_do_not_agree_are_called_mixed():
    column = TableColumn(
        "k", "t", np.array([None, "a"], object), str, mixed=np.array([True, False])
    )
    assert drawn(ColumnCells(column)) == ["mixed", "a    "]


@pytest.mark.parametrize(
    ("value", "shown"), [(0.3125, ["mixed ", "0.3125"]), (0.1, ["mixed", "  0.1"])]
)
def test_numbers_that_do_not_agree_leave_their_column_as_wide_as_it_is(value, shown):
    cells = ColumnCells(numbers([NAN, value], mixed=np.array([True, False])))
    assert drawn(cells) == shown
    assert cells.width == len(shown[0])


def test_a_column_of_many_rows_is_measured_by_some_of_them_and_by_its_extremes():
    values = np.full(10_001, 0.5)
    values[4_567] = -12_345.0
    cells = ColumnCells(numbers(values))
    assert cells.cell(4_567).value == "-1.23e+4"


def test_cells_are_kept_for_a_column_that_says_the_same():
    values = np.array([1.0, 2.0])
    column = TableColumn("k", "t", values, is_number=True)
    cells = ColumnCells(column)
    other = TableColumn("k", "t", values, is_number=True, best=frozenset([1]))
    assert cells.says_the_same(other)
    assert not cells.says_the_same(numbers([1.0, 2.0]))
    cells.take(other)
    assert cells.column.best == {1}


def test_the_curves_of_rows_in_view_are_drawn_at_once_and_again_only_when_they_change(monkeypatch):
    curves = [np.array([0.0, 1.0]), np.array([1.0, 0.0]), None, np.array([0.0, 0.0])]
    column = TableColumn("k", "curve", np.full(4, NAN), curve=curves.__getitem__)
    cells, drawn = ColumnCells(column), []
    monkeypatch.setattr(
        sparkline, "sparklines", lambda some, width: drawn.append(some) or ["x"] * len(some)
    )
    assert cells.curve(0, 3, [0, 1, 2]) == "x  "
    assert cells.curve(1, 3, [0, 1, 2]) == "x  "
    assert cells.curve(2, 3, [0, 1, 2]) == ""
    assert [len(some) for some in drawn] == [2]
    curves[1] = np.array([1.0, 0.5])
    cells.curve(1, 3, [0, 1, 2])
    assert [len(some) for some in drawn] == [2, 1]


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.032, "+3.2%"),
        (-1.2, "-120%"),
        (-0.0004, "-0.04%"),
        (1e-5, "+1e-3%"),
        (-3e-9, "-3e-7%"),
        (1e5, "+1e+7%"),
        (float("inf"), ""),
    ],
)
def test_a_change_is_never_written_as_none(share, text):
    assert written_percent(share) == text
