"""A grid of characters: writing into it, and reading it in runs."""

from __future__ import annotations

import numpy as np
import pytest

from tbtui.plot.cells import Cells

GREY, BLACK, RED, BLUE = "#888888", "#000000", "#ff0000", "#0000ff"


def grid(width: int, height: int = 1) -> Cells:
    return Cells(width, height, GREY, BLACK)


def test_an_empty_grid_is_one_run() -> None:
    cells = grid(4, 2)
    assert cells.runs(1) == [("    ", GREY, BLACK, False)]
    assert cells.palette == [GREY, BLACK]


def test_no_cells_at_all() -> None:
    assert grid(0, 1).runs(0) == []
    assert grid(0, 1).text(0) == ""
    assert grid(-3, -3).codepoints.shape == (0, 0)
    grid(0, 1).write(0, 0, "text", 0)


def test_colours_are_entered_once() -> None:
    cells = grid(1)
    assert cells.color(RED) == cells.color(RED) == 2
    assert cells.color(GREY) == 0
    assert cells.color(BLACK) == 1


def test_written_text_has_its_colours() -> None:
    cells = grid(9)
    cells.write(1, 0, "ab", cells.color(RED), cells.color(BLUE), bold=True)
    first, second, _ = cells.runs(0)
    assert first == (" ", GREY, BLACK, False)
    assert second == ("ab", RED, BLUE, True)
    assert cells.text(0) == " ab      "


def test_blanks_join_the_run_before_them() -> None:
    cells = grid(7)
    cells.write(0, 0, "a", cells.color(RED))
    cells.write(3, 0, "b", cells.color(RED))
    assert cells.runs(0) == [("a  b   ", RED, BLACK, False)]


def test_a_background_keeps_blanks_apart() -> None:
    cells = grid(4)
    cells.write(1, 0, "  ", cells.color(RED), cells.color(BLUE))
    assert [(run.text, run.background) for run in cells.runs(0)] == [
        (" ", BLACK),
        ("  ", BLUE),
        (" ", BLACK),
    ]


@pytest.mark.parametrize(
    ("x", "text", "expected"),
    [
        (-2, "abcd", "cd   "),
        (3, "abcd", "   ab"),
        (-2, "abcdefghij", "cdefg"),
        (9, "a", "     "),
        (-9, "a", "     "),
        (0, "", "     "),
    ],
)
def test_text_is_cut_at_the_borders(x: int, text: str, expected: str) -> None:
    cells = grid(5)
    cells.write(x, 0, text, 0)
    assert cells.text(0) == expected


def test_rows_outside_are_ignored() -> None:
    cells = grid(3, 2)
    cells.write(0, -1, "abc", 0)
    cells.write(0, 2, "abc", 0)
    assert cells.text(0) == cells.text(1) == "   "


def test_a_wide_character_takes_two_cells() -> None:
    cells = grid(5)
    cells.write(0, 0, "a学b", 0)
    assert cells.codepoints[0].tolist() == [ord("a"), ord("学"), 0, ord("b"), ord(" ")]
    assert cells.text(0) == "a学b "


@pytest.mark.parametrize(("x", "expected"), [(-1, " b   "), (4, "     ")])
def test_half_of_a_wide_character_is_not_shown(x: int, expected: str) -> None:
    cells = grid(5)
    cells.write(x, 0, "学b", 0)
    assert cells.text(0) == expected


@pytest.mark.parametrize(("x", "expected"), [(1, "x 学"), (2, " x学"), (3, "学x ")])
def test_overwriting_half_of_a_wide_character_blanks_the_other(x: int, expected: str) -> None:
    cells = grid(5)
    cells.write(1, 0, "学学", 0)
    cells.write(x, 0, "x", 0)
    assert cells.text(0).strip() == expected.strip()
    assert len(cells.text(0)) == 4


def test_a_cell_holds_one_character() -> None:
    cells = grid(5)
    # e and an accent compose; x and an accent do not, and the accent goes.
    cells.write(0, 0, "e\u0301x\u0301\x1b", 0)
    assert cells.text(0) == "\u00e9x   "


def test_a_copy_can_be_written_to_by_itself() -> None:
    cells = Cells(4, 2, "#ffffff", "#000000")
    twin = cells.copy()
    twin.write(1, 1, "x", twin.color("#ff0000"), bold=True)
    assert cells.text(1) == "    "
    assert "#ff0000" not in cells.palette
    assert np.argwhere(twin.differs_from(cells)).tolist() == [[1, 1]]


def test_equal_colours_are_no_difference_whatever_their_numbers() -> None:
    first, second = (Cells(2, 1, "#ffffff", "#000000") for _ in range(2))
    second.color("#00ff00")
    for cells in (first, second):
        cells.write(0, 0, "x", cells.color("#ff0000"))
        cells.write(1, 0, "y", cells.color("#00ff00"))
    assert not first.differs_from(second).any()
    second.write(1, 0, "y", second.color("#ff0000"))
    assert np.argwhere(first.differs_from(second)).tolist() == [[0, 1]]


def test_all_rows_at_once_have_the_runs_of_each_row() -> None:
    cells = Cells(5, 3, "#ffffff", "#000000")
    red = cells.color("#ff0000")
    cells.write(3, 0, "ab", red, bold=True)
    cells.write(0, 1, "  cd", red)
    cells.write(1, 2, "\u6c34x", red)
    rows = cells.all_runs()
    assert rows == [cells.runs(row) for row in range(3)]
    assert [[run.text for run in row] for row in rows] == [
        ["   ", "ab"],
        ["  cd "],
        [" ", "\u6c34x "],
    ]
    assert Cells(0, 2, "#ffffff", "#000000").all_runs() == [[], []]
