"""The frame of a chart as SVG: where the plot is, and its axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tbtui.plot.axes import horizontal_ticks
from tbtui.plot.chart import ChartOptions
from tbtui.plot.curves import Curves
from tbtui.plot.planes import Floats
from tbtui.plot.scale import Scale, Tick
from tbtui.plot.svg_elements import label, rule
from tbtui.plot.theme import Theme

FONT_SIZE = 12
LETTER = 7
"""About the width of a letter."""
ROW = 18
"""Of text."""
GAP = 8
_COLUMNS_PER_TICK = 90
_FARTHEST = 1e5
"""Pixels outside of the plot: where lines go there makes no difference."""


@dataclass(frozen=True)
class Frame:
    """The plot within the picture, in pixels, and its axes."""

    left: float
    top: float
    width: float
    height: float
    x_scale: Scale
    y_scale: Scale

    @property
    def right(self) -> float:
        """Return the right border."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return the lower border, where the x axis is."""
        return self.top + self.height

    def across(self, x: Floats) -> Floats:
        """Return places from the left border of the picture; NaN for what has none."""
        return self.left + np.clip(self.x_scale.place(x) * self.width, -_FARTHEST, _FARTHEST)

    def down(self, y: Floats) -> Floats:
        """Return places from the upper border of the picture; NaN for what has none."""
        return self.bottom - np.clip(self.y_scale.place(y) * self.height, -_FARTHEST, _FARTHEST)

    @property
    def columns(self) -> int:
        """Columns of the envelope, four points each: two points for a pixel."""
        return max(1, int(self.width) // 2)


def axes(
    frame: Frame,
    y_ticks: Sequence[Tick],
    curves: Curves,
    options: ChartOptions,
    theme: Theme,
) -> list[str]:
    """Return grid, axis lines and the labels of the ticks."""
    parts = []
    muted = theme.text_muted
    for tick in y_ticks:
        y = float(frame.down(np.array([tick.value]))[0])
        if options.grid:
            parts.append(rule((frame.left, y), (frame.right, y), stroke=theme.grid))
        baseline = y + FONT_SIZE / 3
        parts.append(label(frame.left - GAP, baseline, tick.label, fill=muted, text_anchor="end"))
    wanted = max(2, int(frame.width) // _COLUMNS_PER_TICK)
    has_x = options.x_range is not None or curves.has_points
    for tick in horizontal_ticks(frame.x_scale, options.horizontal, wanted) if has_x else ():
        x = float(frame.across(np.array([tick.value]))[0])
        if options.grid:
            parts.append(rule((x, frame.top), (x, frame.bottom), stroke=theme.grid))
        baseline = frame.bottom + ROW
        parts.append(label(x, baseline, tick.label, fill=muted, text_anchor="middle"))
    corner = frame.left, frame.bottom
    ends = (frame.left, frame.top), (frame.right, frame.bottom)
    return parts + [rule(corner, end, stroke=theme.axis) for end in ends]
