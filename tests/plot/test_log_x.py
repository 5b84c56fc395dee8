"""A logarithmic x axis."""

from __future__ import annotations

import numpy as np
import pytest
from chart_helpers import BLUE, is_braille, line, picture
from hypothesis import given, settings
from hypothesis import strategies as st

from tbtui.analysis.horizontal import HorizontalAxis
from tbtui.plot.line_chart import Chart, ChartOptions, Line, draw_line_chart
from tbtui.plot.scale import LogScale, ScaleKind
from tbtui.plot.theme import DARK

LOG_X = ChartOptions(x_scale=ScaleKind.LOG, grid=False)


def labels(chart: Chart) -> list[str]:
    return picture(chart.cells)[-1].split()


def test_decades_are_equally_wide() -> None:
    drawn = draw_line_chart([line([1, 2, 3, 4], [1, 10, 100, 1000])], 40, 8, LOG_X, DARK)
    assert picture(drawn.cells) == [
        " 4┤                                   ⣀⣀",
        "  │                           ⣀⣀⠤⠤⠒⠒⠉⠉",
        "  │                  ⢀⣀⡠⠤⠔⠒⠒⠉⠉",
        " 2┤          ⢀⣀⡠⠤⠔⠒⠊⠉⠁",
        "  │  ⢀⣀⡠⠤⠔⠒⠊⠉⠁",
        "  │⠊⠉⠁",
        "  └┴───────────┴───────────┴───────────┴",
        "   1          10          100         1k",
    ]


def test_ticks_are_1_2_5_or_decades() -> None:
    wide = draw_line_chart([line([1, 2], [1, 2000])], 150, 8, LOG_X, DARK)
    assert labels(wide) == ["1", "2", "5", "10", "20", "50", "100", "200", "500", "1k", "2k"]
    many = draw_line_chart([line([1, 2], [1, 1e8])], 60, 8, LOG_X, DARK)
    assert labels(many) == ["1", "100", "10k", "1M", "100M"]
    narrow = draw_line_chart([line([1, 2], [1000, 1100])], 60, 8, LOG_X, DARK)
    assert labels(narrow) == ["1k", "1.02k", "1.04k", "1.06k", "1.08k", "1.1k"]


def test_elapsed_time_has_its_own_decades() -> None:
    options = ChartOptions(x_scale=ScaleKind.LOG, horizontal=HorizontalAxis.RELATIVE)
    drawn = draw_line_chart([line([1, 2], [1, 90_000])], 100, 8, options, DARK)
    assert labels(drawn) == ["1s", "10s", "1m", "10m", "1h", "10h", "1d"]


def test_points_at_zero_and_before_are_left_out_and_counted() -> None:
    drawn = draw_line_chart([line([9, 9, 1, 2, 3], [-1, 0, 1, 10, 100])], 40, 8, LOG_X, DARK)
    assert drawn.unplaced == 2
    assert drawn.x_domain == (1, 100)
    assert drawn.y_domain[1] < 9
    none = draw_line_chart([line([1, 2], [-1, 0])], 40, 8, LOG_X, DARK)
    assert "no positive x" in "".join(picture(none.cells))
    linear = draw_line_chart([line([1, 2], [-1, 0])], 40, 8, ChartOptions(), DARK)
    assert linear.unplaced == 0


def test_a_single_step_and_limits_without_a_logarithm() -> None:
    drawn = draw_line_chart([line([1], [100])], 40, 8, LOG_X, DARK)
    assert drawn.x_domain == (50, 200)
    for wanted in ((0.0, 50.0), (-3.0, 50.0)):
        options = ChartOptions(x_scale=ScaleKind.LOG, x_range=wanted)
        shown = draw_line_chart([line([1, 2], [1, 100])], 40, 8, options, DARK).x_domain
        assert shown[1] == 50
        assert shown[0] > 0


@settings(deadline=None)
@given(st.integers(12, 200), st.floats(1e-6, 1e9), st.floats(1.5, 1e6))
def test_columns_lead_to_x_and_back(width: int, low: float, ratio: float) -> None:
    chart = draw_line_chart([line([1, 2], [low, low * ratio])], width, 10, LOG_X, DARK)
    for column in range(chart.plot_left, chart.plot_left + chart.plot_width):
        assert chart.column_of(chart.x_at(column)) == column


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 2**32 - 1), st.integers(1, 40))
def test_every_extreme_of_a_column_has_a_dot(seed: int, width: int) -> None:
    random = np.random.default_rng(seed)
    y = random.normal(size=3000)
    x = np.sort(random.integers(1, 10**6, 3000)).astype(np.float64)
    chart = draw_line_chart([Line(x, y, BLUE, "run")], width, 9, LOG_X, DARK)
    columns = np.array([chart.column_of(value) for value in x])
    for column in np.unique(columns):
        found = y[columns == column]
        for extreme in (found.min(), found.max()):
            row = chart.row_of(extreme)
            assert is_braille(chart.cells.codepoints[row, column])


@pytest.mark.parametrize("width", [1, 5, 12, 40, 150])
@pytest.mark.parametrize("height", [1, 3, 14])
@pytest.mark.parametrize("y_scale", list(ScaleKind))
def test_a_spike_is_seen_on_every_scale(width: int, height: int, y_scale: ScaleKind) -> None:
    y = 1 + np.random.default_rng(1).random(20_000) / 10
    y[7_777] = 100
    options = ChartOptions(x_scale=ScaleKind.LOG, y_scale=y_scale)
    chart = draw_line_chart(
        [Line(np.arange(1, 20_001.0), y, BLUE, "")], width, height, options, DARK
    )
    row, column = chart.row_of(100), chart.column_of(7_778)
    assert is_braille(chart.cells.codepoints[row, column])


def test_the_envelope_has_the_columns_of_the_axis() -> None:
    x = np.arange(1.0, 100_001)
    y = np.zeros(100_000)
    y[4] = 7
    kept_x, kept_y = Line(x, y, BLUE, "").envelope(False, LogScale((1, 100_000)), 100)
    assert kept_y.max() == 7
    # Equal columns of x would keep four of the first hundred points.
    assert np.count_nonzero(kept_x <= 100) > 70
