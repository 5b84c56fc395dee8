"""A curve in a line of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.extents import x_extent
from tbtui.plot.dot_glyphs import glyphs
from tbtui.plot.layers import draw_layers
from tbtui.plot.line import Line
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.scale import LinearScale


def sparkline(values: NDArray[Any], width: int, height: int = 1) -> str:
    """Draw values, one after the other, as a curve of dots.

    Parameters
    ----------
    values : float[n]
        NaN and infinities are gaps.
    width, height : int
        Size in cells. The lowest value touches the lower border, the highest the upper one; equal
        values are a line in the middle.

    Returns
    -------
    str
        `height` lines of `width` characters, separated by line feeds. Empty cells are the blank
        of braille, which is as wide as the others in every font.
    """
    return sparklines([values], width, height)[0]


def sparklines(curves: Sequence[NDArray[Any]], width: int, height: int = 1) -> list[str]:
    """Draw several curves, each as `sparkline` would, in much less time than one by one."""
    width, height = max(width, 0), max(height, 0)
    patterns = [np.zeros((height, width), np.uint8) for _ in curves]
    lines = {}
    for index, values in enumerate(curves):
        extent = x_extent([values])
        if extent is not None and width and height:
            along = _along(len(values)).place(np.arange(len(values), dtype=np.float64))
            lines[index] = Line(along, _across(*extent).place(values), "", "")
    if lines:
        # Each has a scale of its own, so what is drawn are places between the borders.
        area = PlotArea(0, 0, width, height, LinearScale((0.0, 1.0)), LinearScale((0.0, 1.0)))
        drawn = draw_layers([[line] for line in lines.values()], area)
        for index, layer in zip(lines, drawn, strict=True):
            patterns[index] = layer.patterns
    return [_text(one) for one in patterns]


def _text(patterns: NDArray[np.uint8]) -> str:
    codepoints = glyphs(patterns).astype("<u4")
    return "\n".join(row.tobytes().decode("utf-32-le") for row in codepoints)


def _along(count: int) -> LinearScale:
    if count == 1:
        return LinearScale((-0.5, 0.5))
    return LinearScale((0.0, float(count - 1)))


def _across(low: float, high: float) -> LinearScale:
    if low == high:
        largest = float(np.finfo(np.float64).max)
        margin = max(abs(low) / 2, 1e-300)
        return LinearScale((max(low - margin, -largest), min(high + margin, largest)))
    return LinearScale((low, high))
