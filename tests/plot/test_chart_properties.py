"""Whatever a log holds, a chart comes out, and it shows every extreme."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from chart_helpers import BLUE, ORANGE, is_braille, line, picture
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tbtui.analysis.horizontal import HorizontalAxis
from tbtui.plot import curves
from tbtui.plot import line as line_module
from tbtui.plot.ansi import to_ansi
from tbtui.plot.line_chart import Chart, ChartOptions, Line, draw_line_chart
from tbtui.plot.scale import ScaleKind
from tbtui.plot.theme import DARK

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")

awkward = st.sampled_from(
    [0.0, -0.0, 1.0, 5e-324, -5e-324, 1e-310, 1.7e308, -1.7e308, 2.0**63, np.nan, np.inf, -np.inf]
)
values = st.one_of(awkward, st.floats(width=32), st.floats(-3, 3))
positions = st.one_of(awkward, st.floats(), st.integers(0, 2**63 - 1).map(float))


@st.composite
def lines(draw: st.DrawFn) -> Line:
    count = draw(st.integers(0, 30))
    y = draw(st.lists(values, min_size=count, max_size=count))
    if draw(st.booleans()):
        x = draw(st.lists(positions, min_size=count, max_size=count))
    else:
        x = [float(index) for index in range(count)]
    drawn = line(y, x, draw(st.sampled_from([BLUE, ORANGE])), draw(st.text()), draw(st.booleans()))
    looks = {"pattern": draw(st.integers(0, 3)), "front": draw(st.booleans())}
    return replace(drawn, **looks, restarts=drawn.x[::3])


ranges = st.one_of(st.none(), st.tuples(positions, positions), st.tuples(values, values))

options = st.builds(
    ChartOptions,
    horizontal=st.sampled_from(HorizontalAxis),
    x_scale=st.sampled_from([ScaleKind.LINEAR, ScaleKind.LOG]),
    y_scale=st.sampled_from(ScaleKind),
    include_zero=st.booleans(),
    ignore_outliers=st.booleans(),
    grid=st.booleans(),
    x_range=ranges,
    y_range=ranges,
    cursor_x=st.one_of(st.none(), positions),
    legend=st.booleans(),
    density=st.booleans(),
)


@settings(deadline=None, max_examples=300)
@given(st.lists(lines(), max_size=4), st.integers(0, 70), st.integers(0, 24), options)
def test_anything_can_be_drawn(
    drawn: list[Line], width: int, height: int, wanted: ChartOptions
) -> None:
    chart = draw_line_chart(drawn, width, height, wanted, DARK)

    assert chart.cells.codepoints.shape == (height, width)
    assert 0 <= chart.plot_left <= chart.plot_left + chart.plot_width <= width
    assert 0 <= chart.plot_top <= chart.plot_top + chart.plot_height <= height
    assert chart.x_domain[0] < chart.x_domain[1]
    assert chart.y_domain[0] < chart.y_domain[1]
    text = to_ansi(chart.cells, color=False)
    assert text.count("\n") == height
    assert not CONTROL.search(text)
    to_ansi(chart.cells, color=True)


@settings(deadline=None, max_examples=300)
@given(st.lists(lines(), max_size=4), st.integers(10, 70), st.integers(1, 24), options)
def test_short_lines_together_look_like_each_by_itself(
    drawn: list[Line], width: int, height: int, wanted: ChartOptions
) -> None:
    # In a plot this wide no line is so long that its envelope would close gaps within a column.
    together = draw_line_chart(drawn, width, height, wanted, DARK)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(curves, "SHORT", -1)
        apart = draw_line_chart(drawn, width, height, wanted, DARK)
    assert together.x_domain == apart.x_domain
    assert together.y_domain == apart.y_domain
    assert (together.clipped, together.non_finite) == (apart.clipped, apart.non_finite)
    assert picture(together.cells) == picture(apart.cells)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.floats(-1e6, 1e6, width=32), min_size=2, max_size=400),
    st.integers(1, 60),
    st.integers(1, 20),
    st.booleans(),
)
def test_every_extreme_of_a_column_has_a_dot(
    y: list[float], width: int, height: int, log_y: bool
) -> None:
    assume(not log_y or any(value > 0 for value in y))
    wanted = ChartOptions(y_scale=ScaleKind.LOG if log_y else ScaleKind.LINEAR, grid=False)
    chart = draw_line_chart([line(y)], width, height, wanted, DARK)

    plot = plot_of(chart)
    drawable = [(x, value) for x, value in enumerate(y) if value > 0 or not log_y]
    by_column: dict[int, list[float]] = {}
    for x, value in drawable:
        column = chart.column_of(x)
        assert column is not None
        by_column.setdefault(column - chart.plot_left, []).append(value)
    for column, found in by_column.items():
        for extreme in (min(found), max(found)):
            row = chart.row_of(extreme)
            assert row is not None
            assert plot[row - chart.plot_top, column]


def plot_of(chart: Chart) -> np.ndarray:
    """Which cells of the plot hold dots."""
    down = slice(chart.plot_top, chart.plot_top + chart.plot_height)
    across = slice(chart.plot_left, chart.plot_left + chart.plot_width)
    return is_braille(chart.cells.codepoints[down, across])


@settings(deadline=None)
@given(
    st.integers(1, 200),
    st.floats(-1e9, 1e9),
    st.floats(1e-3, 1e9),
)
def test_columns_lead_to_x_and_back(width: int, low: float, span: float) -> None:
    chart = draw_line_chart([line([1, 2], [low, low + span])], width, 10, ChartOptions(), DARK)
    for column in range(chart.plot_left, chart.plot_left + chart.plot_width):
        assert chart.column_of(chart.x_at(column)) == column


@pytest.mark.parametrize("width", [1, 5, 11, 12, 40, 150, 400])
@pytest.mark.parametrize("height", [1, 3, 4, 14, 50])
def test_one_spike_among_a_million_points_is_seen(width: int, height: int) -> None:
    y = np.zeros(1_000_000, np.float32)
    y[678_901] = 1
    spiked = Line(np.arange(1_000_000.0), y, BLUE, "run")
    chart = draw_line_chart([spiked], width, height, ChartOptions(), DARK)

    column = chart.column_of(678_901)
    row = chart.row_of(1)
    assert column is not None
    assert row is not None
    assert is_braille(chart.cells.codepoints[row, column])


@settings(deadline=None, max_examples=25)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(0, 3),
    st.sampled_from([ScaleKind.LINEAR, ScaleKind.LOG]),
    st.sampled_from(list(ScaleKind)),
    st.sampled_from([None, (100.0, 9_000.0), (5_000.5, 5_003.0), (0.0, 1e9)]),
    st.sampled_from([None, (0.0, 1.0)]),
)
def test_long_lines_look_the_same_however_they_are_searched(
    seed: int,
    restarts: int,
    x_scale: ScaleKind,
    y_scale: ScaleKind,
    x_range: tuple[float, float] | None,
    y_range: tuple[float, float] | None,
) -> None:
    random = np.random.default_rng(seed)
    y = random.normal(size=30_000)
    y[random.random(30_000) < 0.01] = random.choice([np.nan, np.inf, -np.inf, 100])
    x = np.arange(30_000.0)
    for at in random.integers(1, 30_000, restarts):
        x[at:] -= 2_000
    wanted = ChartOptions(x_scale=x_scale, y_scale=y_scale, x_range=x_range, y_range=y_range)
    quick = draw_line_chart([Line(x, y, BLUE, "")], 40, 12, wanted, DARK)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_module, "_LONG", 10**9)
        slow = draw_line_chart([Line(x, y, BLUE, "")], 40, 12, wanted, DARK)
    assert picture(quick.cells) == picture(slow.cells)
    assert quick.y_domain == slow.y_domain
    assert (quick.clipped, quick.non_finite) == (slow.clipped, slow.non_finite)
