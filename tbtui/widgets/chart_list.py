"""Charts where there is no room for one: each curve is a line of text with its value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from tbtui.plot.line_chart import add_readout
from tbtui.plot.numbers import format_value
from tbtui.plot.picture import draw_picture
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip_middle, escape, pad, pad_left
from tbtui.widgets.chart_layout import Place
from tbtui.widgets.chart_scene import ChartScene
from tbtui.widgets.readout import Reading
from tbtui.widgets.styling import cursor_bar, segment, strip_of, strip_of_row, swatch_of

if TYPE_CHECKING:
    from tbtui.plot.theme import Theme
    from tbtui.widgets.chart_painter import ChartPainter, Painted

NAME_SHARE = 0.34
LEAST_NAME, MOST_NAME = 8, 40
VALUE_WIDTH = 9
BEFORE_NAME = 3
"""Cells of cursor bar, swatch and a blank."""
LEAST_CURVE = 4


def name_width(width: int) -> int:
    """Return the cells of the column of names."""
    wanted = min(max(round(width * NAME_SHARE), LEAST_NAME), MOST_NAME)
    return max(1, min(wanted, width - BEFORE_NAME - 1 - LEAST_CURVE - VALUE_WIDTH))


def curve_columns(width: int) -> tuple[int, int]:
    """Return where the curves begin, and how many cells they take."""
    left = BEFORE_NAME + name_width(width) + 1
    return left, max(1, width - left - VALUE_WIDTH)


def painted_for_list(
    scene: ChartScene, place: Place, painter: ChartPainter, theme: Theme
) -> Painted:
    """Return the chart whose x axis all curves of a place share, put where they stand."""
    left, width = curve_columns(place.width)
    painted = painter.paint(scene, place.chart, width, 1, legend=False, theme=theme)
    # Elsewhere a frame of one cell lies around the chart.
    chart = replace(painted.chart, plot_left=left - 1, plot_top=-1, plot_height=place.height)
    return painted._replace(chart=chart)


def list_lines(
    scene: ChartScene, place: Place, note: str, painter: ChartPainter, theme: Theme
) -> list[Strip]:
    """Return the lines of a chart: its title with its curves below, or one line for all of it.

    Parameters
    ----------
    place : Place
        With one line, the curve of the reference run stands for all.
    note : str
        Words beside the title, of which those at the end drop out first.
    """
    focused = place.chart == scene.focused
    if place.height == 1:
        found = painter.reference_reading(scene, place.chart)
        title = escape(scene.title(place.chart))
        if found is None:
            return [_heading(scene, place, "", focused, theme)]
        return [_line(scene, place, found, title, focused, painter, theme)]
    readings = painter.readings(scene, place.chart)
    readings.sort(key=lambda reading: not reading.curve.front)
    lines = [_heading(scene, place, note, focused, theme)]
    lines += [
        _line(scene, place, row, escape(row.curve.label), False, painter, theme)
        for row in readings[: place.height - 1]
    ]
    if len(readings) > place.height - 1:
        hidden = f"   +{len(readings) - place.height + 2} more"
        pieces = [segment(hidden, theme.text_faint, theme.background)]
        lines[-1] = strip_of(pieces, place.width, theme.background)
    blank = strip_of([], place.width, theme.background)
    return [*lines, *[blank] * (place.height - len(lines))]


def _heading(scene: ChartScene, place: Place, note: str, focused: bool, theme: Theme) -> Strip:
    background = theme.background
    title = clip_middle(escape(scene.title(place.chart)), place.width - 2)
    free = place.width - 2 - cell_width(title)
    words = note.split(" · ") if note else []
    while words and len(" · ".join(words)) + 2 > free:
        words.pop()
    pieces = [
        _bar(focused, theme),
        segment(title, theme.text_strong if focused else theme.text, background, bold=focused),
        segment(pad_left(" · ".join(words), free), theme.text_faint, background),
    ]
    return strip_of(pieces, place.width, background)


def _line(
    scene: ChartScene,
    place: Place,
    reading: Reading,
    name: str,
    focused: bool,
    painter: ChartPainter,
    theme: Theme,
) -> Strip:
    """Return swatch, name, curve and value of a curve."""
    background, color = theme.background, reading.curve.color
    width = name_width(place.width)
    value = pad_left(format_value(reading.smoothed), VALUE_WIDTH - 1) + " "
    name_color = theme.text_strong if focused else theme.text
    pieces = [
        _bar(focused, theme),
        segment(f"{swatch_of(color, symbols().lines[0])} ", color, background),
        segment(pad(clip_middle(name, width), width) + " ", name_color, background, bold=focused),
        *_curve(scene, place, reading, painter, theme),
        segment(value, theme.text_faint if reading.beside else theme.text, background),
    ]
    return strip_of(pieces, place.width, background)


def _bar(focused: bool, theme: Theme) -> Segment:
    if focused:
        return cursor_bar(theme, theme.background, True)
    return segment(" ", theme.background, theme.background)


def _curve(
    scene: ChartScene, place: Place, reading: Reading, painter: ChartPainter, theme: Theme
) -> Sequence[Segment]:
    """Draw a curve one cell high, with a y axis of its own."""
    chart = place.chart
    _, width = curve_columns(place.width)
    options = replace(
        painter.parts(scene, chart).options,
        grid=False,
        density=False,
        y_range=None,
        x_range=painted_for_list(scene, place, painter, theme).chart.x_domain,
    )
    picture = draw_picture([painter.line(reading.curve, scene)], width, 1, options, theme)
    drawn = add_readout(picture, [], scene.cursor_in(chart), theme)
    return list(strip_of_row(drawn.cells, 0))
