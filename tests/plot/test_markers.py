"""Values that cannot be drawn are marked."""

from __future__ import annotations

from chart_helpers import BLUE, line, picture

from tbtui.plot.line_chart import ChartOptions, draw_line_chart
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
