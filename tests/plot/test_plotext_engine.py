"""plotext draws what it is handed, which is always something that it can draw."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from chart_helpers import ORANGE, line

from tbtui.plot.line_chart import ChartOptions, Line
from tbtui.plot.plotext_engine import draw
from tbtui.plot.scale import ScaleKind

NAN, INF = float("nan"), float("inf")


def test_a_chart_as_plain_text() -> None:
    text = draw([line([0, 1, 2, 3, 4])], 30, 8, ChartOptions(grid=False))
    rows = text.splitlines()
    assert len(rows) == 8
    assert max(map(len, rows)) == 30
    assert "\x1b" not in text
    assert any("⠀" < cell <= "⣿" for cell in text)
    assert rows[-1].split() == ["0", "2", "4"]


def test_colours_only_on_demand() -> None:
    text = draw([line([0, 1], color=ORANGE)], 30, 8, ChartOptions(), color=True)
    assert "38;2;255;139;61" in text


def test_a_chart_may_be_larger_than_the_terminal() -> None:
    rows = draw([line([0, 1, 2])], 300, 90, ChartOptions()).splitlines()
    assert (len(rows), max(map(len, rows))) == (90, 300)


@pytest.mark.parametrize("scale", list(ScaleKind))
@pytest.mark.parametrize(
    "values",
    [
        [],
        [1],
        [NAN] * 3,
        [INF, 1, -INF, 2, NAN, NAN, 3],
        [0, 0, 0],
        [-1, 0, 1, 10],
        [1.7e308, -1.7e308],
        [5e-324, 1e-310],
    ],
)
def test_any_values(values: list[float], scale: ScaleKind) -> None:
    text = draw([line(values, label="a\x1b[31m")], 40, 10, ChartOptions(y_scale=scale))
    assert text.count("\n") == 10
    assert "\x1b" not in text


def test_no_lines() -> None:
    assert draw([], 40, 10, ChartOptions()).count("\n") == 10


def test_a_million_points_are_handed_over_as_few() -> None:
    values = np.zeros(1_000_000)
    values[400_000] = 1
    text = draw([Line(np.arange(1_000_000.0), values, ORANGE, "run")], 60, 10, ChartOptions())
    above = "".join(text.splitlines()[1:4])
    assert any("⠀" < cell <= "⣿" for cell in above)


def test_figures_do_not_add_up() -> None:
    first = draw([line([0, 1, 2])], 40, 10, ChartOptions())
    draw([line([2, 1, 0])], 40, 10, ChartOptions())
    assert draw([line([0, 1, 2])], 40, 10, ChartOptions()) == first


def test_plotext_is_imported_only_to_draw() -> None:
    program = "import sys, tbtui.plot.plotext_engine; print('plotext' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert found.stdout.strip() == "False", found.stderr
