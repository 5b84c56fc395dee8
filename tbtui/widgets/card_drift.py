"""The curve below a card: how much its histograms change from step to step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tbtui.analysis.horizontal import HorizontalAxis, horizontal_values
from tbtui.plot.cells import Cells
from tbtui.plot.chart import ChartOptions
from tbtui.plot.line import Line
from tbtui.plot.line_chart import add_readout
from tbtui.plot.numbers import format_count, format_value
from tbtui.plot.picture import draw_picture
from tbtui.plot.text import cell_width, clip

if TYPE_CHECKING:
    from tbtui.plot.theme import Theme
    from tbtui.widgets.card_series import CardSeries
    from tbtui.widgets.drift_traces import DriftTraces
    from tbtui.widgets.histogram_scene import HistogramScene

DRIFT_ROWS = 8
"""Lines of the curve, with its axes and the words above it."""
LEAST_HEIGHT = DRIFT_ROWS + 8
"""Lines of a card that has room for it."""
_HEADROOM = 1.05


def draw_drift(
    scene: HistogramScene,
    chart: str,
    series: Sequence[CardSeries],
    traces: DriftTraces,
    width: int,
    theme: Theme,
) -> tuple[Cells, Cells]:
    """Draw the drift of some series over the steps that are known so far.

    Returns
    -------
    (Cells, Cells)
        A line of words, and the curve below it; `DRIFT_ROWS` lines together.
    """
    axis = HorizontalAxis(scene.settings.horizontal)
    marked = scene.step_in(chart)
    words, cursor = "drift", None
    lines: list[Line] = []
    ends: list[float] = []
    for one in series:
        drifts = traces.known(one)
        x = horizontal_values(axis, one.steps, one.wall_times)
        # The first histogram has none before it.
        color = scene.colors.get(one.run, "")
        lines.append(Line(x[1 : len(drifts)], drifts[1:], color, one.run))
        ends += [float(x[0]), float(x[-1])]
        if marked is not None and cursor is None:
            place = one.place_of(marked)
            cursor = float(x[place])
            if len(series) == 1 and place < len(drifts) and np.isfinite(drifts[place]):
                words = f"drift {format_value(float(drifts[place]))} since the step before"
        if len(drifts) < len(one.steps):
            words = f"drift, {format_count(len(drifts))} of {format_count(len(one.steps))} steps …"
    highest = max((float(np.nanmax(line.y)) for line in lines if _has_any(line)), default=0.0)
    options = ChartOptions(
        horizontal=axis,
        grid=scene.settings.grid,
        x_range=(min(ends), max(ends)) if len(set(ends)) > 1 else None,
        y_range=(0.0, highest * _HEADROOM if highest > 0 else 1.0),
    )
    picture = draw_picture(lines, width, DRIFT_ROWS - 1, options, theme)
    drawn = add_readout(picture, (), cursor, theme).cells
    above = Cells(width, 1, theme.text, theme.background)
    text = clip(words, max(0, width - 2))
    above.write(width - 1 - cell_width(text), 0, text, above.color(theme.text_muted))
    return above, drawn


def _has_any(line: Line) -> bool:
    return bool(np.isfinite(line.y).any())
