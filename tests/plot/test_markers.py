"""Values that cannot be drawn are marked."""

from __future__ import annotations

import numpy as np
from chart_helpers import BLUE, ORANGE, line, picture

from tbtui.plot.line_chart import ChartOptions, Line, draw_line_chart
from tbtui.plot.theme import DARK

NAN, INF = float("nan"), float("inf")


def rows(values: list[float], width: int = 30, height: int = 9) -> list[str]:
    options = ChartOptions(grid=False)
    return picture(draw_line_chart([line(values)], width, height, options, DARK).cells)


def test_nan_at_the_last_value_and_infinities_at_the_borders() -> None:
    assert rows([1, 2, NAN, 2, INF, 1, -INF, 1.5])[:7] == [
        " 2.0┤   ⡠   ▾  ⠠   ↑",
        "    │  ⢠⠃",
        "    │  ⡎",
        " 1.5┤ ⢰⠁                     ⠠",
        "    │⢀⠇",
        "    │⡜",
        " 1.0┤⠃                ⠐   ↓",
    ]


def test_a_leading_nan_stands_at_the_first_good_value() -> None:
    drawn = rows([NAN, 1, 2])
    marked = [row for row in drawn if "▾" in row]
    assert marked == [drawn[6]]
    assert marked[0].startswith(" 1.0┤▾")


def test_only_nan_stands_at_the_bottom() -> None:
    assert rows([NAN] * 5, height=6)[3] == " │▾      ▾      ▾      ▾     ▾"


def test_marks_have_the_colour_of_the_line_and_are_counted() -> None:
    drawn = draw_line_chart([line([1, NAN, INF, 2])], 30, 9, ChartOptions(grid=False), DARK)
    cells = drawn.cells
    marks = [
        (row, column) for row in range(7) for column, c in enumerate(cells.text(row)) if c in "▾↑"
    ]
    assert len(marks) == 2
    assert {cells.palette[cells.foreground[mark]] for mark in marks} == {BLUE}
    assert drawn.non_finite == 2


def test_only_visible_values_are_counted() -> None:
    values = line([NAN, 1, 2, NAN, 3, NAN])
    options = ChartOptions(x_range=(1.0, 4.0))
    assert draw_line_chart([values], 30, 9, options, DARK).non_finite == 1


def test_a_raw_trace_has_no_marks() -> None:
    lines = [line([1, NAN, 2], faint=True), line([1, 1.5, 2])]
    drawn = draw_line_chart(lines, 30, 9, ChartOptions(), DARK)
    assert drawn.non_finite == 0
    assert "▾" not in "".join(picture(drawn.cells))


def test_marks_keep_off_the_curve() -> None:
    # Every second of a thousand values is missing, the others lie on a flat line.
    drawn = rows([1.0, NAN] * 500)
    assert sum(row.count("▾") for row in drawn) == 27
    curve = [row for row in drawn if any("⠀" < cell <= "⣿" for cell in row)]
    assert len(curve) == 1
    assert "▾" not in curve[0]


def test_restarts_are_marked_on_the_x_axis_in_the_colour_of_the_run() -> None:
    x, y = np.arange(11.0), np.ones(11)
    restarted = Line(x, y, ORANGE, "b", restarts=np.array([5.0, -3.0, 99.0, NAN]))
    drawn = draw_line_chart([line([1.0] * 11), restarted], 30, 9, ChartOptions(), DARK)
    row = drawn.plot_top + drawn.plot_height
    axis = drawn.cells.text(row)
    assert axis.count("↺") == 1
    assert axis.index("↺") == drawn.column_of(5)
    assert drawn.cells.palette[drawn.cells.foreground[row, axis.index("↺")]] == ORANGE


def test_a_restart_of_a_raw_trace_or_of_a_tiny_chart_is_not_marked() -> None:
    x, y = np.arange(11.0), np.ones(11)
    lines = [Line(x, y, BLUE, "a", faint=True, restarts=np.array([5.0])), line([1.0] * 11)]
    drawn = draw_line_chart(lines, 30, 9, ChartOptions(), DARK)
    assert "↺" not in "".join(picture(drawn.cells))
    one = Line(x, y, BLUE, "a", restarts=np.array([5.0]))
    assert "↺" not in "".join(picture(draw_line_chart([one], 9, 3, ChartOptions(), DARK).cells))
