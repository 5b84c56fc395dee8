"""A curve in a line of text."""

from __future__ import annotations

import numpy as np
import pytest

from tbtui.plot.sparkline import sparkline, sparklines

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("values", "width", "expected"),
    [
        ([0, 1, 2, 3], 4, "⣀⠤⠒⠉"),
        ([1, 0, 1], 4, "⠑⢄⡠⠊"),
        ([5, 5, 5], 3, "⠤⠤⠤"),
        ([], 3, "⠀⠀⠀"),
        ([NAN, INF], 2, "⠀⠀"),
        ([7], 3, "⠀⢠⡄"),
        ([1, 2], 0, ""),
        ([1, 2], -1, ""),
    ],
)
def test_sparklines(values: list[float], width: int, expected: str) -> None:
    assert sparkline(np.array(values, np.float64), width) == expected


def test_two_rows() -> None:
    rising = sparkline(np.arange(5.0), 4, height=2).split("\n")
    assert [len(row) for row in rising] == [4, 4]
    assert rising[0].startswith("⠀")
    assert rising[1].endswith("⠀")


def test_a_spike_is_seen() -> None:
    values = np.zeros(100_000, np.float32)
    values[54_321] = 1
    drawn = sparkline(values, 10)
    assert [cell for cell in drawn if cell != "⣀"] == [drawn[5]]


@pytest.mark.parametrize("value", [0.0, 5e-324, -1.7e308, 1e308])
def test_any_constant(value: float) -> None:
    assert len(sparkline(np.array([value, value]), 5)) == 5


def test_curves_that_are_drawn_together_are_those_that_are_drawn_alone() -> None:
    curves = [np.array(one, np.float64) for one in ([0, 1, 2, 3], [], [7], [5, NAN, -5], [1e308])]
    assert sparklines(curves, 6) == [sparkline(one, 6) for one in curves]
