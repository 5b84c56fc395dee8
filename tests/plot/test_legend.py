"""The legend names the lines, reads values and keeps out of the way."""

from __future__ import annotations

import numpy as np
import pytest
from chart_helpers import BLUE, line, picture

from tbtui.plot.cells import Cells
from tbtui.plot.legend import Box, choose_corner, nearest_point
from tbtui.plot.line_chart import ChartOptions, Line, draw_line_chart
from tbtui.plot.theme import DARK


def legend(lines: list[Line], width: int = 60, height: int = 20, **options: object) -> list[str]:
    """What is written on the background of the legend."""
    wanted = ChartOptions(legend=True, **options)  # type: ignore[arg-type]
    return boxed(draw_line_chart(lines, width, height, wanted, DARK).cells)


def boxed(cells: Cells) -> list[str]:
    background = cells.color(DARK.legend_background)
    rows = []
    for row in range(cells.height):
        inside = cells.background[row] == background
        if inside.any():
            text = cells.codepoints[row][inside]
            rows.append("".join(chr(codepoint) for codepoint in text if codepoint))
    return rows


def test_names_and_last_values() -> None:
    lines = [line([3, 2, 0.25], label="base"), line([3, 2.5], label="warm-up")]
    assert legend(lines) == [" ━ base     0.25 ", " ━ warm-up   2.5 "]


def test_values_at_the_crosshair() -> None:
    lines = [line([3, 2, 1], [0, 10, 20], label="run")]
    assert legend(lines, cursor_x=11.0) == [" ━ run  2 "]
    # Half way between two points the left one counts.
    assert legend(lines, cursor_x=15.0) == [" ━ run  2 "]
    assert legend(lines, cursor_x=15.1) == [" ━ run  1 "]


def test_a_value_from_beyond_the_end_of_a_line_is_muted() -> None:
    lines = [line([3, 2], [0, 10], label="short"), line([1, 2], [0, 20], label="long")]
    options = ChartOptions(legend=True, cursor_x=18.0)
    cells = draw_line_chart(lines, 60, 20, options, DARK).cells
    end = picture(cells)[0].rindex("2")
    assert cells.palette[cells.foreground[0, end]] == DARK.text_faint
    assert cells.palette[cells.foreground[1, end]] == DARK.text_strong


def test_traces_are_not_named() -> None:
    assert legend([line([1, 2], faint=True, label="raw"), line([1, 2], label="run")]) == [
        " ━ run  2 "
    ]


def test_a_value_that_is_not_a_number_is_read_as_such() -> None:
    assert legend([line([1, float("nan")], label="run")]) == [" ━ run  NaN "]
    assert legend([line([], label="new"), line([1, 2], label="run")]) == [
        " ━ new  - ",
        " ━ run  2 ",
    ]


def test_a_third_of_the_height_is_enough() -> None:
    lines = [line([index, index], label=f"run{index}") for index in range(30)]
    rows = legend(lines, height=20)
    assert rows == [*(f" ━ run{index}   {index} " for index in range(5)), "   +25 more "]


@pytest.mark.parametrize(("height", "names"), [(11, 5), (10, 1)])
def test_half_of_the_height_is_allowed_when_it_is_enough_for_all(height: int, names: int) -> None:
    # Two rows below the plot are the axis and its labels.
    lines = [line([index, index], label=f"run{index}") for index in range(5)]
    assert sum("run" in row for row in legend(lines, height=height)) == names


def test_values_have_as_many_digits_as_their_neighbours() -> None:
    values = {"a": 0.5739, "b": 0.43, "c": 2.0, "d": 12.5, "e": 0.0, "f": 1.5e-7, "g": -1.0}
    lines = [line([value], label=name) for name, value in values.items()]
    assert legend([*lines, line([float("nan")], label="h")], height=30) == [
        " ━ a  0.5739 ",
        " ━ b  0.4300 ",
        " ━ c   2.000 ",
        " ━ d   12.50 ",
        " ━ e       0 ",
        " ━ f  1.5e-7 ",
        " ━ g  -1.000 ",
        " ━ h     NaN ",
    ]


def test_whole_numbers_and_rates_get_no_zeros() -> None:
    lines = [line([100], label="a"), line([7], label="b"), line([200], label="c")]
    assert legend(lines) == [" ━ a  100 ", " ━ b    7 ", " ━ c  200 "]


def test_half_of_the_width_is_enough() -> None:
    lines = [line([1, 2], label="a-very-long-name-of-a-run/with/seed-42")]
    (row,) = legend(lines, width=60)
    assert len(row) <= 29
    assert row.startswith(" ━ a-very")
    assert "…" in row
    assert row.endswith("seed-42  2 ")
    assert legend(lines, width=20) == []


def test_names_are_escaped() -> None:
    assert legend([line([1, 2], label="a\x1b[31mb\n")]) == [r" ━ a\x1b[31mb\n  2 "]


def test_wide_characters_are_measured() -> None:
    lines = [line([1, 2], label="学習"), line([1, 2], label="ab")]
    assert legend(lines) == [" ━ 学習  2 ", " ━ ab    2 "]


@pytest.mark.parametrize(
    ("rows", "columns", "expected"),
    [
        (slice(5, 10), slice(0, 40), Box(29, 0, 10, 3)),
        (slice(0, 10), slice(20, 40), Box(1, 0, 10, 3)),
        (slice(0, 5), slice(0, 40), Box(29, 7, 10, 3)),
        (slice(0, 0), slice(0, 0), Box(29, 0, 10, 3)),
    ],
)
def test_the_corner_with_fewest_dots(rows: slice, columns: slice, expected: Box) -> None:
    patterns = np.zeros((10, 40), np.uint8)
    patterns[rows, columns] = 0xFF
    assert choose_corner(patterns, 10, 3) == expected


def test_the_bottom_left_corner_when_all_others_are_taken() -> None:
    patterns = np.full((10, 40), 0xFF, np.uint8)
    patterns[7:, :12] = 1
    assert choose_corner(patterns, 10, 3) == Box(1, 7, 10, 3)


def test_the_nearest_point_over_several_lives() -> None:
    restarted = line([0, 1, 2, 3, 4], [0, 10, 20, 12, 30])
    assert nearest_point(restarted, 9) == 1
    assert nearest_point(restarted, 13) == 3
    assert nearest_point(restarted, 11) == 1
    assert nearest_point(restarted, 99) == 4
    assert nearest_point(line([5, 6, 7], [1, 1, 1]), 1.5) == 0


def test_the_nearest_of_points_that_are_very_far() -> None:
    assert nearest_point(line([1, 2], [-1.7e308, 1.7e308]), 1.7e308) == 1


def test_swatches_show_the_pattern_and_lines_in_front_come_first() -> None:
    x = np.arange(3.0)
    lines = [Line(x, x, BLUE, f"run {pattern}", pattern=pattern) for pattern in range(4)]
    lines[2] = Line(x, x, BLUE, "chosen", pattern=2, front=True)
    drawn = draw_line_chart(lines, 60, 16, ChartOptions(legend=True), DARK)
    rows = [row for row in picture(drawn.cells) if "run " in row or "chosen" in row]
    assert [next(letter for letter in row if letter in "━╍┉┅") for row in rows] == list("┉━╍┅")
    assert "chosen" in rows[0]
