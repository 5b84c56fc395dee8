"""Tell curves apart without colour: letters on the curves, and the same in the legend."""

from __future__ import annotations

import string
from collections.abc import Sequence

import numpy as np

from tbtui.plot.chart import Chart
from tbtui.plot.line import Line

LETTERS_PER_CURVE = 4


def letter(position: int) -> str:
    """Return the letter of a curve by its position in the legend; after 52 they repeat."""
    return string.ascii_letters[position % len(string.ascii_letters)]


def write_letters(chart: Chart, lines: Sequence[Line]) -> None:
    """Write the letter of each curve on it in a few places, the curves taking turns.

    Parameters
    ----------
    chart
        Its cells are changed.
    lines
        The curves in the order of the legend; x must not decrease.
    """
    for position, line in enumerate(lines):
        x, y = line.points
        color = chart.cells.color(line.color)
        finite = np.isfinite(y)
        x, y = x[finite], y[finite]
        for turn in range(LETTERS_PER_CURVE if len(x) else 0):
            share = (turn + (position + 0.5) / len(lines)) / LETTERS_PER_CURVE
            column = chart.plot_left + int(share * chart.plot_width)
            wanted = chart.x_at(column)
            if not x[0] <= wanted <= x[-1]:
                continue
            row = chart.row_of(float(np.interp(wanted, x, y)))
            if row is not None:
                chart.cells.write(column, row, letter(position), color)
