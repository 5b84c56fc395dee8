"""Bands shade what lies between two curves, to half a cell."""

from __future__ import annotations

import numpy as np
import pytest
from chart_helpers import BLUE, ORANGE, is_braille, line, picture
from hypothesis import given, settings
from hypothesis import strategies as st

from tbtui.plot.line_chart import Band, Chart, ChartOptions, Line, draw_line_chart
from tbtui.plot.scale import ScaleKind
from tbtui.plot.theme import BAND_DIM, DARK, dim

NAN = float("nan")
SHADE = dim(BLUE, DARK.background, BAND_DIM)


def band(lower: list[float], upper: list[float], color: str = BLUE) -> Band:
    return Band(np.arange(len(lower), dtype=np.float64), np.array(lower), np.array(upper), color)


def chart(bands: list[Band], lines: list[Line] | None = None, **options: object) -> Chart:
    wanted = ChartOptions(**{"grid": False, "y_range": (0.0, 6.0), **options})  # type: ignore[arg-type]
    shown = [line([NAN] * 7)] if lines is None else lines
    return draw_line_chart(shown, 9, 3, wanted, DARK, bands)


def halves(drawn: Chart) -> list[str]:
    """Shaded half cells as ``#``, row by row from the top."""
    cells = drawn.cells
    rows = []
    for row in range(cells.height):
        for half in "▀▄":
            shaded = ""
            for column in range(cells.width):
                character = cells.text(row)[column]
                ink = cells.foreground if character == half else cells.background
                color = cells.palette[ink[row, column]]
                shaded += "." if color == DARK.background else "#"
            rows.append(shaded)
    return rows


def test_a_level_band_is_exact_to_half_a_cell() -> None:
    assert halves(chart([band([1, 1, 1], [4, 4, 4])], [line([9, 9, 9])])) == [
        "." * 9,
        "." * 9,
        "#" * 9,
        "#" * 9,
        "#" * 9,
        "." * 9,
    ]


def test_a_column_shows_the_lowest_and_the_highest_of_its_points() -> None:
    lower, upper = np.full(9000, 2.0), np.full(9000, 4.0)
    upper[4500], lower[500] = 6, 0
    x = np.arange(9000.0)
    drawn = chart([Band(x, lower, upper, BLUE)], [Line(x, upper + 90, BLUE, "")])
    assert halves(drawn) == [
        "....#....",
        "....#....",
        "#########",
        "#########",
        "#........",
        "#........",
    ]


def test_between_points_the_edges_are_straight() -> None:
    drawn = chart([band([0, 0], [0, 6])], [line([9, 9])])
    heights = [sum(row[column] == "#" for row in halves(drawn)) for column in range(9)]
    assert heights == [1, 1, 2, 3, 3, 4, 5, 5, 6]


def test_a_band_is_interrupted_where_an_edge_is_unknown() -> None:
    lower, upper = [1, 1, NAN, 1, 1, 1, 1], [5, 5, 5, 5, NAN, 5, 5]
    rows = halves(chart([band(lower, upper)]))
    assert rows[2] == "##..#..##"


def test_a_band_thinner_than_half_a_cell_is_seen() -> None:
    assert sum("#" in row for row in halves(chart([band([2.6] * 7, [2.61] * 7)]))) == 1


def test_a_band_that_passes_out_of_view_fills_the_view() -> None:
    assert halves(chart([band([-9] * 7, [9] * 7)])) == ["#" * 9] * 6
    assert "#" not in "".join(halves(chart([band([7] * 7, [9] * 7)])))


def test_dots_stand_on_the_band() -> None:
    drawn = chart([band([0] * 7, [6] * 7)], [line([3] * 7)])
    dots = is_braille(drawn.cells.codepoints)
    assert dots.any()
    behind = {drawn.cells.palette[index] for index in drawn.cells.background[dots]}
    assert behind == {SHADE}


def test_later_bands_shine_through_earlier_ones() -> None:
    both = chart([band([0] * 7, [6] * 7), band([0] * 7, [2] * 7, ORANGE)])
    upper, lower = (both.cells.palette[both.cells.background[row, 4]] for row in (0, 2))
    assert upper == SHADE
    assert lower == dim(ORANGE, SHADE, BAND_DIM)


def test_on_a_log_axis_what_is_not_positive_is_at_the_bottom() -> None:
    options = {"y_scale": ScaleKind.LOG, "y_range": (1.0, 1000.0)}
    rows = halves(chart([band([-5] * 7, [100] * 7)], **options))
    assert rows == ["." * 9, "." * 9, *["#" * 9] * 4]
    assert "#" not in "".join(halves(chart([band([-5] * 7, [-1] * 7)], **options)))


def test_the_legend_and_the_crosshair_stay_on_top() -> None:
    wanted = ChartOptions(legend=True, cursor_x=3.0)
    drawn = draw_line_chart([line([3] * 7)], 60, 15, wanted, DARK, [band([0] * 7, [6] * 7)])
    assert sum("run" in row for row in picture(drawn.cells)) == 1
    column = drawn.column_of(3)
    assert sum(row[column] == "│" for row in picture(drawn.cells)[:13]) >= 11


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.tuples(*[st.floats(width=32) | st.floats(-3, 3)] * 3), min_size=0, max_size=40),
    st.integers(0, 40),
    st.integers(0, 12),
    st.sampled_from([ScaleKind.LINEAR, ScaleKind.LOG]),
    st.sampled_from(list(ScaleKind)),
)
def test_any_band_can_be_drawn(
    points: list[tuple[float, float, float]],
    width: int,
    height: int,
    x_scale: ScaleKind,
    y_scale: ScaleKind,
) -> None:
    x, lower, upper = (np.array([point[i] for point in points]) for i in range(3))
    wanted = ChartOptions(x_scale=x_scale, y_scale=y_scale)
    drawn = draw_line_chart(
        [Line(x, lower, BLUE, "")], width, height, wanted, DARK, [Band(x, lower, upper, BLUE)]
    )
    assert drawn.cells.codepoints.shape == (height, width)


@pytest.mark.parametrize("count", [100, 1_000_000])
def test_many_points_look_like_few(count: int) -> None:
    x = np.linspace(0, 6, count)
    rows = halves(chart([Band(x, 1 + x / 3, 3 + x / 3, BLUE)], [Line(x, x + 90, BLUE, "")]))
    few = halves(chart([band([1, 3], [3, 5])], [line([9, 9])]))
    assert sum(a != b for a, b in zip("".join(rows), "".join(few), strict=True)) <= 2
