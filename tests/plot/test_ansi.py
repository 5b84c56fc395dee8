"""Cells written for a terminal or a file."""

from __future__ import annotations

from tbtui.plot.ansi import to_ansi
from tbtui.plot.cells import Cells

GREY, BLACK, RED, BLUE = "#888888", "#000000", "#ff0000", "#0000ff"


def grid(width: int, height: int = 1) -> Cells:
    return Cells(width, height, GREY, BLACK)


def test_without_colour_it_is_plain_text() -> None:
    cells = grid(8, 3)
    cells.write(1, 0, "ab", cells.color(RED))
    cells.write(0, 2, "c", cells.color(RED), cells.color(BLUE), bold=True)
    assert to_ansi(cells, color=False) == " ab\n\nc\n"


def test_a_colour_is_set_once_and_reset_at_the_end_of_the_line() -> None:
    cells = grid(8, 2)
    cells.write(1, 0, "ab", cells.color(RED))
    cells.write(4, 0, "c", cells.color(RED))
    assert to_ansi(cells, color=True) == " \x1b[38;2;255;0;0mab c\x1b[0m\n\n"


def test_changes_of_colour_background_and_weight() -> None:
    cells = grid(4)
    cells.write(0, 0, "a", cells.color(RED))
    cells.write(1, 0, "b", cells.color(BLUE), cells.color(RED), bold=True)
    cells.write(2, 0, "c", cells.color(BLUE))
    assert to_ansi(cells, color=True) == (
        "\x1b[38;2;255;0;0ma\x1b[1;38;2;0;0;255;48;2;255;0;0mb\x1b[0;38;2;0;0;255mc\x1b[0m\n"
    )


def test_a_coloured_background_is_kept_at_the_end_of_a_line() -> None:
    cells = grid(3)
    cells.write(1, 0, "  ", 0, cells.color(BLUE))
    assert to_ansi(cells, color=True) == " \x1b[48;2;0;0;255m  \x1b[0m\n"


def test_a_blank_line_is_empty() -> None:
    assert to_ansi(grid(5, 2), color=True) == "\n\n"
    assert to_ansi(grid(0, 2), color=True) == "\n\n"
    assert to_ansi(grid(5, 0), color=False) == ""
