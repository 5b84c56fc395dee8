"""Histograms in common bins: what charts of histograms are drawn from.

They have been brought into these bins before (see :mod:`tbtui.analysis.histogram_grids`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.cells import Cells
from tbtui.plot.chart import Chart
from tbtui.plot.planes import DOT_ROWS
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.ridges import baselines
from tbtui.plot.scale import Scale
from tbtui.plot.theme import Theme, dim

Floats = NDArray[np.float64]

LEAST_WIDTH, LEAST_HEIGHT = 14, 5
"""Cells of a chart that has room for axes."""
ROWS_BELOW = 2
_OLDEST_OUTLINE = 0.6
"""How far the oldest outline fades into the background (see `tbtui.plot.theme.dim`)."""


@dataclass(frozen=True)
class Stack:
    """Histograms in common bins, the oldest first.

    Attributes
    ----------
    depths : float64[n]
        Step or time of each, rising.
    labels : sequence of str
        The same as text.
    counts : float64[n, k]
    edges : float64[k + 1]
        Of the bins.
    scale : Scale
        The axis of values.
    color : str
        Of the run.
    highest : float
        The count that has the full height or the strongest colour.
    selected : int or None
        The one that is looked at.
    selected_bin : int or None
    colors : sequence of str
        Of each histogram, where they are of several runs.
    """

    depths: Floats
    labels: Sequence[str]
    counts: Floats
    edges: Floats
    scale: Scale
    color: str
    highest: float
    selected: int | None = None
    selected_bin: int | None = None
    colors: Sequence[str] = ()

    def outline(self, index: int, theme: Theme) -> str:
        """Return the colour of an outline: faded the more the older it is."""
        if self.colors:
            return self.colors[index]
        newest = len(self.depths) - 1
        if index == newest:
            return self.color
        return dim(self.color, theme.background, _OLDEST_OUTLINE * (1 - index / newest))


def bin_centers(stack: Stack) -> Floats:
    """Return the middles of bins as they look on the axis."""
    places = stack.scale.place(stack.edges)
    return stack.scale.values_at((places[1:] + places[:-1]) / 2)


def ends_of(depths: Floats) -> tuple[float, float]:
    """Return the depth in front and that at the back, which are different."""
    if not len(depths):
        return 1.0, 0.0
    back, front = float(depths[0]), float(depths[-1])
    return (front, back) if front > back else (back + 1.0, back)


def chart_of(cells: Cells, area: PlotArea) -> Chart:
    """Return drawn cells with the geometry of their plot."""
    return Chart(
        cells=cells,
        plot_left=area.left,
        plot_top=area.top,
        plot_width=area.width,
        plot_height=area.height,
        horizontal=area.x_scale,
        vertical=area.y_scale,
    )


def depth_at(stack: Stack, across: float, row: tuple[int, int] | None) -> int:
    """Return which histogram is shown at a place of a chart.

    Parameters
    ----------
    stack : Stack
        With at least one histogram.
    across : float
        The depth at the place in a map, in which depths go to the right.
    row : (int, int) or None
        Of ridges: the row of cells of the place, and how many rows the plot has. None for a map.
    """
    if row is None:
        before = int(np.searchsorted(stack.depths, across, side="right")) - 1
        return min(max(before, 0), len(stack.depths) - 1)
    stands = baselines(depth_shares(stack), row[1] * DOT_ROWS) // DOT_ROWS
    return int(np.abs(stands - row[0]).argmin())


def depth_shares(stack: Stack) -> Floats:
    """Return where histograms stand between the back, 0, and the front, 1."""
    front, back = ends_of(stack.depths)
    if len(stack.depths) < 2:
        return np.ones(len(stack.depths))
    return (stack.depths - back) / (front - back)
