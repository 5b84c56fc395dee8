"""A chart as a whole: curves, axes, grid, crosshair."""

from __future__ import annotations

import numpy as np
import pytest
from chart_helpers import BLUE, ORANGE, colors_of_dots, is_braille, line, picture

from tbtui.analysis.horizontal import HorizontalAxis
from tbtui.plot.line_chart import Chart, ChartOptions, Line, add_readout, draw_line_chart
from tbtui.plot.picture import draw_picture
from tbtui.plot.scale import ScaleKind
from tbtui.plot.theme import DARK, LIGHT, RAW_TRACE_DIM, SUPERSEDED_DIM, dim

NAN, INF = float("nan"), float("inf")


def chart(lines: list[Line], width: int, height: int, **options: object) -> Chart:
    return draw_line_chart(lines, width, height, ChartOptions(**options), DARK)  # type: ignore[arg-type]


def test_a_rising_line() -> None:
    assert picture(chart([line([0, 1, 2, 3, 4])], 24, 8, grid=False).cells) == [
        "4┤                    ⣀⠤",
        " │                ⣀⠤⠒⠉",
        " │           ⢀⡠⠔⠊⠉",
        "2┤      ⢀⣀⠤⠒⠉⠁",
        " │  ⣀⠤⠔⠊⠁",
        "0┤⠒⠉",
        " └┴──────────┴─────────┴",
        "  0          2         4",
    ]


def test_the_grid_is_behind_the_curve_and_not_beside_the_axis() -> None:
    drawn = chart([line([0, 1, 2, 3, 4])], 24, 8)
    assert picture(drawn.cells)[:6] == [
        "4┤┄┄┄┄┄┄┄┄┄┄┄┆┄┄┄┄┄┄┄┄⣀⠤",
        " │           ┆    ⣀⠤⠒⠉ ┆",
        " │           ⢀⡠⠔⠊⠉     ┆",
        "2┤┄┄┄┄┄┄⢀⣀⠤⠒⠉⠁┄┄┄┄┄┄┄┄┄┆",
        " │  ⣀⠤⠔⠊⠁    ┆         ┆",
        "0┤⠒⠉┄┄┄┄┄┄┄┄┄┆┄┄┄┄┄┄┄┄┄┆",
    ]
    assert drawn.cells.palette[drawn.cells.foreground[0, 5]] == DARK.grid


def test_the_crosshair_is_behind_the_curve_too() -> None:
    drawn = chart([line([0, 1, 2, 3, 4])], 24, 8, cursor_x=2.0)
    column = drawn.column_of(2)
    assert column is not None
    assert [row[column] for row in picture(drawn.cells)[:6]] == ["│", "│", "⢀", "⠁", "│", "│"]
    outside = chart([line([0, 1, 2, 3, 4])], 24, 8, cursor_x=5.0, grid=False)
    assert "│" not in "".join(row[2:] for row in picture(outside.cells))


def test_the_crosshair_is_seen_where_curves_fill_its_column() -> None:
    noisy = line([(-1) ** index for index in range(4000)])
    drawn = chart([noisy], 40, 12, cursor_x=2000.0, y_range=(-1.0, 1.0))
    column = drawn.column_of(2000)
    down = slice(drawn.plot_top, drawn.plot_top + drawn.plot_height)
    assert is_braille(drawn.cells.codepoints[down, column]).all()
    behind = {drawn.cells.palette[index] for index in drawn.cells.background[down, column]}
    beside = {drawn.cells.palette[index] for index in drawn.cells.background[down, column + 1]}
    assert behind != beside == {DARK.background}


def test_the_crosshair_leaves_the_background_of_a_thin_curve_alone() -> None:
    drawn = chart([line([0, 1, 2, 3, 4])], 24, 8, cursor_x=2.0)
    assert {drawn.cells.palette[index] for index in drawn.cells.background.flat} == {
        DARK.background
    }


def test_an_echo_of_the_crosshair_is_a_few_cells_of_it() -> None:
    drawn = draw_picture([line([0, 1, 2, 3, 4])], 24, 13, ChartOptions(), DARK)
    column = drawn.chart.column_of(1)
    assert column is not None
    echo = add_readout(drawn, [], 1.0, DARK, echo=True)
    down = [row[column] == "│" for row in picture(echo.cells)[:11]]
    assert down == [True, False, False] * 3 + [True, False]


def test_the_crosshair_is_added_to_a_picture_that_stays_as_it_is() -> None:
    lines = [line([0, 1, 2, 3, 4])]
    drawn = draw_picture(lines, 40, 12, ChartOptions(), DARK)
    before = picture(drawn.chart.cells)
    for x in (1.0, 3.0):
        options = ChartOptions(cursor_x=x, legend=True)
        at_once = draw_line_chart(lines, 40, 12, options, DARK)
        added = add_readout(drawn, lines, x, DARK)
        assert not added.cells.differs_from(at_once.cells).any()
        assert added.cells.differs_from(drawn.chart.cells).any()
    assert picture(drawn.chart.cells) == before


def test_the_crosshair_hides_neither_marks_nor_words() -> None:
    marked = chart([line([1, NAN, 1])], 24, 8, cursor_x=1.0)
    assert sum("▾" in row for row in picture(marked.cells)) == 1
    empty = chart([line([NAN, NAN])], 40, 9, cursor_x=0.5)
    assert any("no finite values" in row for row in picture(empty.cells))


def test_a_very_small_chart_is_only_a_curve() -> None:
    rising = line([0, 1, 2, 3, 4])
    assert picture(chart([rising], 11, 3).cells) == ["        ⣀⠤⠒", "   ⢀⡠⠤⠒⠉", "⠤⠒⠉⠁"]
    assert picture(chart([rising], 1, 1).cells) == ["⡼"]
    assert chart([rising], 0, 5).cells.codepoints.shape == (5, 0)
    assert chart([rising], 5, -1).cells.codepoints.shape == (0, 5)


def test_curves_that_cross_are_both_seen() -> None:
    falling, rising = line([5, 4, 3, 2, 1]), line([1, 2, 3, 4, 5], color=ORANGE)
    drawn = chart([falling, rising], 40, 12, grid=False)
    rows = picture(drawn.cells)
    assert rows[4:7] == [
        "  │              ⠉⠒⠢⢄⡀⣀⠤⠒⠉⠁",
        " 3┤              ⣀⠤⠔⠊⠉⠉⠒⠤⣀",
        "  │         ⢀⡠⠔⠒⠉         ⠉⠑⠢⢄⡀",
    ]
    assert colors_of_dots(drawn.cells) == {BLUE, ORANGE}


@pytest.mark.parametrize("x_scale", [ScaleKind.LINEAR, ScaleKind.LOG])
@pytest.mark.parametrize("y_scale", list(ScaleKind))
@pytest.mark.parametrize("size", [(6, 3), (24, 8), (60, 14), (150, 40)])
def test_crossing_curves_and_lonely_points_on_every_scale(
    x_scale: ScaleKind, y_scale: ScaleKind, size: tuple[int, int]
) -> None:
    x = np.arange(1.0, 101)
    falling = Line(x, 101 - x, BLUE, "falling")
    rising = Line(x, x, ORANGE, "rising")
    drawn = chart([falling, rising], *size, x_scale=x_scale, y_scale=y_scale)
    assert colors_of_dots(drawn.cells) == {BLUE, ORANGE}
    values = np.full(100, NAN)
    values[[0, 40, 99]] = 1, 50, 100
    lonely = chart([Line(x, values, BLUE, "")], *size, x_scale=x_scale, y_scale=y_scale)
    for index in (0, 40, 99):
        row, column = lonely.row_of(values[index]), lonely.column_of(x[index])
        assert is_braille(lonely.cells.codepoints[row, column])


def test_lines_on_top_of_each_other_take_turns() -> None:
    same = [line([1, 2, 3]), line([1, 2, 3], color=ORANGE)]
    drawn = chart(same, 60, 12)
    used = drawn.cells.foreground[is_braille(drawn.cells.codepoints)]
    counts = [np.count_nonzero(used == drawn.cells.color(color)) for color in (BLUE, ORANGE)]
    assert min(counts) > 0.4 * sum(counts)


def test_a_smoothed_line_lies_on_its_faint_trace() -> None:
    x = range(400)
    noisy = [5 + (-1) ** index for index in x]
    drawn = chart([line(noisy, faint=True), line([5] * 400)], 60, 20, y_range=(3, 7))
    assert colors_of_dots(drawn.cells) == {BLUE, dim(BLUE, DARK.background, RAW_TRACE_DIM)}
    row = drawn.row_of(5)
    across = slice(drawn.plot_left, drawn.plot_left + drawn.plot_width)
    # Not one dot of the trace fills up the cells of the smoothed line.
    assert len(set(drawn.cells.codepoints[row, across].tolist())) == 1
    assert {drawn.cells.palette[i] for i in drawn.cells.foreground[row, across]} == {BLUE}


def test_faint_lines_do_not_widen_the_range() -> None:
    drawn = chart([line([0, 1000], faint=True), line([1, 2])], 40, 10)
    assert drawn.y_domain[1] < 10
    alone = chart([line([0, 1000], faint=True)], 40, 10)
    assert alone.y_domain[1] >= 1000


def test_what_a_restart_gave_up_is_half_faded_and_below() -> None:
    old = Line(np.arange(5.0), np.array([1.0, 1, 1, 9, 9]), BLUE, "run", superseded=True)
    new = line([1, 1, 1, 2, 3])
    drawn = chart([new, old], 60, 14, legend=True)
    assert drawn.y_domain[1] >= 9
    assert colors_of_dots(drawn.cells) == {BLUE, dim(BLUE, DARK.background, SUPERSEDED_DIM)}
    common = drawn.cells.foreground[drawn.row_of(1), drawn.column_of(0.5)]
    assert drawn.cells.palette[common] == BLUE
    assert sum("run" in row for row in picture(drawn.cells)) == 1


def test_gaps_between_superseded_pieces_are_not_marked() -> None:
    ends = np.array([3.0, 4, 4, 1, 2]), np.array([1.0, 2, NAN, 5, 6])
    drawn = chart([line([1, 2, 3, 4, 5]), Line(*ends, BLUE, "run", superseded=True)], 60, 14)
    assert drawn.non_finite == 0
    assert "▾" not in "".join(picture(drawn.cells))


def test_one_point_is_seen() -> None:
    drawn = chart([line([3.0], [500])], 30, 6, grid=False)
    assert picture(drawn.cells) == [
        " 5┤",
        "  │",
        "  │             ⠘⠃",
        " 0┤",
        "  └─────────────┴─────────────",
        "               500",
    ]


def test_a_constant_has_a_range() -> None:
    drawn = chart([line([0.5] * 9)], 30, 9)
    assert drawn.y_domain == (0, 1)
    assert drawn.clipped == 0


def test_zeros_and_negative_values_break_a_line_on_a_log_axis() -> None:
    drawn = chart([line([1, 10, 100, 0, -5, 1000])], 30, 9, grid=False, y_scale=ScaleKind.LOG)
    assert picture(drawn.cells) == [
        " 1000┤                       ⠠",
        "     │",
        "  100┤        ⢀⠤",
        "     │      ⡠⠔⠁",
        "   10┤   ⢀⠔⠊",
        "     │ ⣀⠔⠁",
        "    1┤⠊",
        "     └┴────────┴─────────┴────",
        "      0        2         4",
    ]
    assert drawn.clipped == 2


def test_outliers_leave_the_chart_but_are_counted() -> None:
    values = [1.0] * 20 + [2.0] * 20 + [1e6]
    everything = chart([line(values)], 60, 12)
    assert everything.y_domain[1] >= 1e6
    assert everything.clipped == 0
    ignoring = chart([line(values)], 60, 12, ignore_outliers=True)
    assert ignoring.y_domain[1] < 3
    assert ignoring.clipped == 1
    # The line still leaves through the upper border.
    assert is_braille(ignoring.cells.codepoints[0]).any()


def test_a_zoom_scales_to_what_it_shows() -> None:
    values = [100.0] + [float(index) for index in range(1, 20)]
    drawn = chart([line(values)], 60, 12, x_range=(4.0, 8.0))
    assert drawn.x_domain == (4, 8)
    assert 3 <= drawn.y_domain[0] < 4
    assert 8 < drawn.y_domain[1] <= 9


def test_a_zoom_between_two_points_shows_the_line() -> None:
    drawn = chart([line([1, 3], [0, 100])], 40, 10, x_range=(40.0, 60.0))
    across = slice(drawn.plot_left, drawn.plot_left + drawn.plot_width)
    assert is_braille(drawn.cells.codepoints[:, across]).any(axis=0).all()


def test_the_y_range_can_be_given() -> None:
    assert chart([line([1, 2])], 40, 10, y_range=(0.0, 10.0)).y_domain == (0, 10)
    # Nonsense is not obeyed.
    for nonsense in ((3.0, 3.0), (5.0, 1.0), (NAN, 1.0), (0.0, INF)):
        assert chart([line([1, 2])], 40, 10, y_range=nonsense).y_domain[1] < 3


@pytest.mark.parametrize(
    ("lines", "options", "reason"),
    [
        ([], {}, "no points"),
        ([line([])], {}, "no points"),
        ([line([NAN, INF])], {}, "no finite values"),
        ([line([0, -1])], {"y_scale": ScaleKind.LOG}, "no positive values"),
        ([line([1, 2, 3])], {"x_range": (10.0, 20.0)}, "no points here"),
        ([line([1, 2, 3])], {"y_range": (10.0, 20.0)}, "no values here"),
    ],
)
def test_an_empty_plot_says_why(lines: list[Line], options: dict, reason: str) -> None:
    drawn = chart(lines, 40, 9, grid=False, **options)
    assert reason in picture(drawn.cells)[3]


def test_labels_stay_inside_and_apart() -> None:
    ten_thousands = line([1, 2], [10_000, 90_000])
    for width in range(12, 200):
        drawn = chart([ten_thousands], width, 10)
        labels = drawn.cells.text(9)
        assert all(label.endswith("k") for label in labels.split())
        ticks = drawn.cells.text(8).count("┴")
        assert len(labels.split()) == ticks


def test_labels_of_nearly_equal_values_differ() -> None:
    drawn = chart([line([0.50001, 0.50003])], 60, 14)
    labels = [row.split("┤")[0].strip() for row in picture(drawn.cells) if "┤" in row]
    assert labels == ["0.50003", "0.50002", "0.50001"]


def test_equal_lines_look_equal_however_often_they_are_drawn() -> None:
    values = np.sin(np.arange(5000) / 300)
    kept = line(values)
    first = chart([kept], 60, 14)
    again = chart([kept], 60, 14)
    other = chart([kept], 80, 20, x_range=(100.0, 900.0))
    back = chart([line(values)], 60, 14)
    assert picture(first.cells) == picture(again.cells) == picture(back.cells)
    assert picture(other.cells) == picture(
        chart([line(values)], 80, 20, x_range=(100.0, 900.0)).cells
    )


def test_a_restart_does_not_draw_a_zigzag() -> None:
    # The run began again at step 3: nothing leads from 9 back to 3.
    drawn = chart([line([0] * 10 + [9] * 7, [*range(10), *range(3, 10)])], 40, 12, grid=False)
    rows = picture(drawn.cells)
    assert not any(is_braille(np.array([ord(cell) for cell in row[5:]])).any() for row in rows[3:7])


def test_a_line_that_goes_back_all_the_time_is_drawn_as_its_outline() -> None:
    x = np.tile([5.0, 3.0, 1.0], 1000)
    drawn = chart([Line(x, x, BLUE, "run")], 40, 12)
    row, column = drawn.row_of(3), drawn.column_of(3)
    assert is_braille(drawn.cells.codepoints[row, column])


def test_arrays_of_other_types_and_lengths() -> None:
    steps, values = np.arange(10), np.arange(12, dtype=np.float32)
    drawn = draw_line_chart([Line(steps, values, BLUE, "run")], 40, 10, ChartOptions(), LIGHT)
    assert drawn.x_domain == (0, 9)
    unplaced = Line(np.array([0.0, NAN, 2.0]), np.array([1.0, 50.0, 3.0]), BLUE, "run")
    assert draw_line_chart([unplaced], 40, 10, ChartOptions(), LIGHT).y_domain[1] < 5


def test_only_another_tag_has_ticks_between_whole_numbers() -> None:
    short = line([1, 2, 3], [0, 0.5, 1])
    by_axis = {
        axis: picture(chart([short], 60, 10, horizontal=axis).cells)[-1].split()
        for axis in (HorizontalAxis.STEP, HorizontalAxis.INDEX, HorizontalAxis.TAG)
    }
    assert by_axis[HorizontalAxis.STEP] == by_axis[HorizontalAxis.INDEX] == ["0", "1"]
    assert by_axis[HorizontalAxis.TAG] == ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]
