"""What the table of readings shows of a chart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tbtui.analysis.ranges import range_summary
from tbtui.widgets.reading_columns import (
    POINT_COLUMNS,
    RANGE_COLUMNS,
    RangeReading,
    SortOrder,
    sorted_ranges,
    sorted_readings,
)
from tbtui.widgets.readings_table import Readings
from tbtui.widgets.readout import crosshair_note, format_x

if TYPE_CHECKING:
    from tbtui.widgets.chart_painter import ChartPainter
    from tbtui.widgets.chart_scene import ChartScene


def readings_at_crosshair(
    scene: ChartScene, chart: str, order: SortOrder, painter: ChartPainter
) -> Readings:
    """Return what every curve says at the crosshair; without one, its last point."""
    rows = sorted_readings(painter.readings(scene, chart), order, scene.reference_run)
    unused = set()
    if scene.settings.smoothing == 0 or all(row.curve.margins is not None for row in rows):
        unused.add("smoothed")
    if all(math.isnan(row.lower) for row in rows):
        unused |= {"lower", "upper"}
    columns = tuple(column for column in POINT_COLUMNS if column.name not in unused)
    title = "last points"
    if scene.cursor_in(chart) is not None:
        title = crosshair_note(painter.reference_reading(scene, chart))
    return Readings(title, columns, tuple(rows), order, scene.reference_run)


def readings_of_range(
    scene: ChartScene,
    chart: str,
    selection: tuple[float, float],
    order: SortOrder,
    painter: ChartPainter,
) -> Readings:
    """Return what every curve does over a range of the x axis; those with no point there are out.

    Parameters
    ----------
    selection : tuple of float
        Ends of the range, in the unit of the x axis.
    """
    rows = []
    for curve in painter.curves(scene, chart):
        if curve.faint:
            continue
        points = painter.cache.points(curve, scene.settings)
        summary = range_summary(
            points.steps, points.wall_times, points.raw, points.shown, points.x, *selection
        )
        if summary is not None:
            rows.append(RangeReading(curve, summary))
    axis = scene.settings.horizontal
    left, right = (format_x(axis, end) for end in selection)
    title = f"{axis} {left} to {right}"
    return Readings(
        title, RANGE_COLUMNS, tuple(sorted_ranges(rows, order)), order, scene.reference_run
    )
