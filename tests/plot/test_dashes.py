"""Curves that differ by their pattern, and curves in front."""

from __future__ import annotations

import numpy as np
import pytest
from chart_helpers import BLUE, ORANGE, is_braille, line, picture

from tbtui.plot.line_chart import Chart, ChartOptions, Line, draw_line_chart
from tbtui.plot.theme import DARK

NAN = float("nan")


def patterned(y: list[float], pattern: int, x: list[float] | None = None) -> Line:
    plain = line(y, x)
    return Line(plain.x, plain.y, BLUE, "run", pattern=pattern)


def chart(lines: list[Line], width: int = 40, height: int = 10) -> Chart:
    return draw_line_chart(lines, width, height, ChartOptions(grid=False), DARK)


@pytest.mark.parametrize(
    ("pattern", "row"),
    [
        (0, "⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤"),
        (1, "⠤⠤⠤⠤  ⠤⠤⠤⠤ "),
        (2, "⠄⠠ ⠄⠠ ⠄⠠ ⠄⠠"),
        (3, "⠤⠤⠤ ⠤ ⠤⠤⠤ ⠤"),
    ],
)
def test_patterns_of_a_level_line(pattern: int, row: str) -> None:
    drawn = draw_line_chart(
        [patterned([1, 1], pattern)], 11, 1, ChartOptions(y_range=(0.5, 1.6)), DARK
    )
    shown = drawn.cells.text(0).replace("⠒", "⠤").replace("⠂", "⠄").replace("⠐", "⠠")
    assert shown == row


@pytest.mark.parametrize("pattern", [1, 2, 3])
@pytest.mark.parametrize("slope", [0, 0.3, 1, 3, 100])
def test_every_slope_has_dashes_and_gaps(pattern: int, slope: float) -> None:
    def dots(number: int) -> int:
        options = ChartOptions(x_range=(0.0, 1.0), y_range=(0.0, 1.0))
        ends = (0.5 - 0.5 / max(slope, 1), 0.5 + 0.5 / max(slope, 1))
        rise = min(slope, 1) / 2
        one = patterned([0.5 - rise, 0.5 + rise], number, list(ends))
        cells = draw_line_chart([one], 20, 10, options, DARK).cells.codepoints
        return sum(bin(code - 0x2800).count("1") for code in cells[is_braille(cells)].tolist())

    assert 0.2 * dots(0) <= dots(pattern) <= 0.8 * dots(0)


@pytest.mark.parametrize("pattern", [1, 2, 3])
def test_single_points_and_spikes_are_seen_whatever_the_pattern(pattern: int) -> None:
    values = [1.0] * 60
    for x in range(0, 60, 7):
        values[x] = 50.0
    spiked = chart([patterned(values, pattern)], 70, 14)
    lonely = chart([patterned([NAN, 5, NAN, 2, NAN, 3, NAN, 4, NAN], pattern)], 70, 14)
    for drawn, points in (
        (spiked, [(x, 50.0) for x in range(7, 59, 7)]),
        (lonely, [(1, 5.0), (3, 2.0), (5, 3.0), (7, 4.0)]),
    ):
        for x, y in points:
            row, column = drawn.row_of(y), drawn.column_of(x)
            assert is_braille(drawn.cells.codepoints[row, column])


def test_a_spike_among_many_points_is_seen_whatever_the_pattern() -> None:
    for at in range(300, 20_000, 1931):
        y = 1 + np.random.default_rng(at).random(20_000) / 10
        y[at] = 100
        drawn = chart([Line(np.arange(20_000.0), y, BLUE, "", pattern=1)])
        row, column = drawn.row_of(100), drawn.column_of(at)
        assert is_braille(drawn.cells.codepoints[row, column])


def test_what_leaves_the_plot_far_away_can_be_dashed() -> None:
    x = np.arange(100_000.0)
    y = np.where(x % 2 == 0, 1e300, -1e300)
    options = ChartOptions(y_range=(0.0, 1e-9))
    drawn = draw_line_chart([Line(x, y, BLUE, "", pattern=2)], 40, 10, options, DARK)
    assert is_braille(drawn.cells.codepoints).any()


def test_a_line_in_front_is_drawn_above_the_others() -> None:
    crowd = [line([1, 1, 1]) for _ in range(5)]
    chosen = Line(np.arange(3.0), np.ones(3), ORANGE, "chosen", front=True)
    drawn = chart([chosen, *crowd])
    dots = is_braille(drawn.cells.codepoints)
    assert {drawn.cells.palette[index] for index in drawn.cells.foreground[dots]} == {ORANGE}


def test_crossing_curves_stay_readable_when_one_is_dashed() -> None:
    falling = patterned([5, 4, 3, 2, 1], 1)
    rising = line([1, 2, 3, 4, 5], color=ORANGE)
    drawn = chart([falling, rising])
    used = drawn.cells.foreground[is_braille(drawn.cells.codepoints)]
    counts = [np.count_nonzero(used == drawn.cells.color(color)) for color in (BLUE, ORANGE)]
    assert min(counts) > 0.3 * sum(counts)
    assert picture(drawn.cells)
