"""Colours of trials by a metric, and the legend that explains them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.cells import Cells
from tbtui.plot.dot_glyphs import glyphs
from tbtui.plot.layers import joined
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip_middle, escape
from tbtui.plot.theme import Theme
from tbtui.plot.trial_axis import AxisScale, TrialAxis

_SHORTEST_NAME = 6


@dataclass(frozen=True)
class TrialColors:
    """A gradient along an axis.

    Attributes
    ----------
    axis : TrialAxis or None
        The metric; without one, all trials have the same colour.
    theme : Theme
    """

    axis: TrialAxis | None
    theme: Theme

    @property
    def inks(self) -> tuple[str, ...]:
        """The colours, from the lowest to the highest value; last that of trials without any."""
        return (*self.theme.gradient, self.theme.text_faint)

    def levels(self, count: int) -> NDArray[np.intp]:
        """Return for each of so many trials which of the inks it has."""
        steps = len(self.theme.gradient)
        if self.axis is None:
            return np.full(count, steps // 2, np.intp)
        places = self.axis.places
        known = np.isfinite(places)
        scaled = np.floor(np.where(known, places, 0.0) * steps).astype(np.intp)
        return np.where(known, np.minimum(scaled, steps - 1), steps)

    def draw_legend(self, cells: Cells, row: int, left: int, right: int) -> None:
        """Write name, gradient and the values at its ends, as far as there is room."""
        if self.axis is None or self.axis.extent is None:
            return
        axis, theme = self.axis, self.theme
        low, high = (axis.label(value) for value in self.axis.extent)
        scale = "" if axis.scale is AxisScale.LINEAR else f" {symbols().separator} {axis.scale}"
        title = escape(axis.name)
        labels = cell_width(low) + cell_width(high) + len(scale) + 3
        # A narrower gradient says as much; half of a name does not.
        is_tight = labels + len(self._ramp(2)) + cell_width(title) > right - left
        ramp = self._ramp(1 if is_tight else 2)
        name = clip_middle(title, max(_SHORTEST_NAME, right - left - labels - len(ramp)))
        words = (
            (name, theme.text),
            (scale, theme.text_faint),
            (f" {low} ", theme.text_muted),
            *ramp,
            (f" {high}", theme.text_muted),
        )
        for text, ink in words:
            if left + cell_width(text) > right:
                return
            cells.write(left, row, text, cells.color(ink))
            left += cell_width(text)

    def _ramp(self, cells: int) -> list[tuple[str, str]]:
        """Return the gradient, with so many cells for each of its colours."""
        letter = symbols().lines[0]
        return [(letter, ink) for ink in self.theme.gradient for _ in range(cells)]


def paint_drawings(
    cells: Cells, area: PlotArea, drawings: NDArray[np.uint8], inks: tuple[str, ...]
) -> None:
    """Put drawings into the cells of an area: a cell has the ink of the one with most dots.

    Parameters
    ----------
    drawings : uint8[len(inks), height, width]
        Braille patterns, a drawing for each ink.
    """
    layer = joined(drawings)
    inked = layer.patterns > 0
    palette = np.array([cells.color(ink) for ink in inks], np.int32)
    bold = np.array(["bold" in ink.split() for ink in inks])
    down = slice(area.top, area.top + area.height)
    across = slice(area.left, area.left + area.width)
    owner = layer.owner[inked]
    cells.codepoints[down, across][inked] = glyphs(layer.patterns[inked])
    cells.foreground[down, across][inked] = palette[owner]
    cells.bold[down, across][inked] = bold[owner]
