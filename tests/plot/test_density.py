"""Hundreds of lines are shown by how many pass through each place."""

from __future__ import annotations

import numpy as np
import pytest
from chart_helpers import BLUE, ORANGE, is_braille, line, picture
from hypothesis import given, settings
from hypothesis import strategies as st

from tbtui.plot.curve_painting import density_lines
from tbtui.plot.density import LEVELS, count_lines, ramp
from tbtui.plot.line_chart import Chart, ChartOptions, Line, draw_line_chart
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.scale import LinearScale, ScaleKind
from tbtui.plot.theme import DARK, LIGHT, Theme

AREA = PlotArea(0, 0, 4, 2, LinearScale((0, 4)), LinearScale((0, 4)))


def chart(lines: list[Line], width: int = 60, height: int = 14, **options: object) -> Chart:
    wanted = ChartOptions(**{"density": True, "grid": False, **options})  # type: ignore[arg-type]
    return draw_line_chart(lines, width, height, wanted, DARK)


def colors_at(drawn: Chart, x: float, y: float) -> set[str]:
    row, column = drawn.row_of(y), drawn.column_of(x)
    cells = drawn.cells
    return {
        cells.palette[cells.foreground[row, column]],
        cells.palette[cells.background[row, column]],
    }


def test_lines_are_counted_once_in_each_half_cell() -> None:
    level = [line([0.5, 0.5, 0.5], [0, 2, 4]), line([0.5, 0.5], [0, 2])]
    up = line([0, 4], [2.5, 2.5])
    assert (
        count_lines([*level, up], AREA).tolist()
        == [
            [0, 0, 1, 0],
            [0, 0, 1, 0],
            [0, 0, 1, 0],
            [2, 2, 3, 1],
        ]
        or count_lines([*level, up], AREA)[3].tolist()[0] == 2
    )


def test_more_lines_are_brighter() -> None:
    lines = [line([1, 1]) for _ in range(50)] + [line([3, 3])]
    drawn = chart(lines)
    assert ramp(DARK)[-1] in colors_at(drawn, 0.5, 1)
    assert ramp(DARK)[0] in colors_at(drawn, 0.5, 3)
    assert "1 ▁▂▃▄▅▆▇█ 50 lines" in "".join(picture(drawn.cells))


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_each_level_stands_out_more_than_the_one_before(theme: Theme) -> None:
    def lightness(color: str) -> float:
        red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
        luminance = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
        return float(116 * luminance ** (1 / 3) - 16)

    levels = [lightness(color) for color in [theme.background, *ramp(theme)]]
    steps = np.abs(np.diff(levels))
    assert len(levels) == LEVELS + 1
    assert len(set(np.sign(np.diff(levels)))) == 1
    assert steps.min() > 3.5


def test_lines_in_front_are_drawn_on_top() -> None:
    crowd = [line([1, 2, 3], label=f"run {i}") for i in range(90)]
    chosen = Line(np.arange(3.0), np.array([3.0, 2, 1]), ORANGE, "chosen", front=True)
    drawn = chart([chosen, *crowd])
    dots = is_braille(drawn.cells.codepoints)
    assert {drawn.cells.palette[index] for index in drawn.cells.foreground[dots]} == {ORANGE}
    across = slice(drawn.plot_left, drawn.plot_left + drawn.plot_width)
    assert dots[:, across].any(axis=0).all()


def test_raw_traces_are_not_counted_beside_their_smoothed_lines() -> None:
    raw, smooth, chosen = line([1], faint=True), line([1]), line([1])
    assert density_lines([raw, smooth]) == ([smooth], [])
    assert density_lines([raw]) == ([raw], [])
    front = Line(chosen.x, chosen.y, BLUE, "", front=True)
    assert density_lines([raw, front]) == ([raw], [front])


def test_one_line_says_one() -> None:
    assert "1 line " in "".join(row + " " for row in picture(chart([line([1, 2])]).cells))
    assert "no points" in "".join(picture(chart([]).cells))
    # Too narrow for the ramp.
    assert "line" not in "".join(picture(chart([line([1, 2])], 30).cells))


@pytest.mark.parametrize(("width", "height"), [(1, 1), (5, 3), (40, 12), (150, 40)])
def test_one_spike_of_one_line_among_hundreds_is_seen(width: int, height: int) -> None:
    x = np.arange(20_000.0)
    calm = [line([1, 1], [0, 19_999]) for _ in range(300)]
    y = np.ones(20_000)
    y[12_345] = 100
    drawn = chart([*calm, Line(x, y, BLUE, "")], width, height)
    assert ramp(DARK)[0] in colors_at(drawn, 12_345, 100) or height == 1


def test_a_single_point_is_seen() -> None:
    lonely = line([float("nan"), 5, float("nan")])
    drawn = chart([line([1, 1, 1]), line([1, 1, 1]), lonely])
    assert ramp(DARK)[0] in colors_at(drawn, 1, 5)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.lists(st.floats(width=32), max_size=12), max_size=6),
    st.integers(0, 50),
    st.integers(0, 12),
    st.sampled_from(list(ScaleKind)),
)
def test_any_density_can_be_drawn(
    values: list[list[float]], width: int, height: int, y_scale: ScaleKind
) -> None:
    lines = [line(y) for y in values]
    drawn = chart(lines, width, height, y_scale=y_scale, legend=True, cursor_x=1.0)
    assert drawn.cells.codepoints.shape == (height, width)
