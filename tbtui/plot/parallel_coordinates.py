"""Parallel coordinates in cells: an axis for each column, a line through all of them a trial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.cells import Cells
from tbtui.plot.planes import DOT_COLUMNS, DOT_ROWS
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.raster import draw_polylines
from tbtui.plot.scale import LinearScale
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip, clip_middle, escape
from tbtui.plot.theme import Theme, dim
from tbtui.plot.trial_axis import AxisScale, Span, TrialAxis, complete, passes
from tbtui.plot.trial_colors import TrialColors, paint_drawings

LEAST_SPACING = 12
"""Cells from one axis to the next: room for a short name and for slopes to be seen."""
_ROWS_ABOVE = 2
_SIDE = 1
_BEHIND_BRUSH = 0.8
_GAP = 2
_THICK = 3
"""Dots of the line of the selected trial where no colour tells it from others."""
_LEAST_SIZE = 4
"""In cells: on less, nothing is drawn."""
_UNIT = LinearScale((0.0, 1.0))


@dataclass(frozen=True)
class ParallelOptions:
    """What is chosen among trials and axes.

    Attributes
    ----------
    brushes : mapping of str to (float, float)
        The values that each axis lets through, by its key.
    selected : int or None
        The trial that is drawn in front, with its values.
    focused : int
        The axis that keys change.
    color_by : TrialAxis or None
    """

    brushes: Mapping[str, Span] = field(default_factory=dict)
    selected: int | None = None
    focused: int = 0
    color_by: TrialAxis | None = None


@dataclass(frozen=True)
class ParallelPicture:
    """A drawing, and where its axes are.

    Attributes
    ----------
    cells : Cells
    first : int
        The first axis that is shown.
    columns : tuple of int
        Columns of the axes that are shown.
    top, rows : int
        Where the axes begin, and their height in cells.
    shown, left_out : int
        How many trials are drawn, and how many lack a value on some axis.
    passed : int
        How many of the drawn ones the brushes let through.
    """

    cells: Cells
    first: int
    columns: tuple[int, ...]
    top: int
    rows: int
    shown: int
    left_out: int
    passed: int

    def axis_near(self, x: int) -> int | None:
        """Return the axis nearest to a column of the picture."""
        if not self.columns:
            return None
        near = min(range(len(self.columns)), key=lambda index: abs(self.columns[index] - x))
        return self.first + near

    def place_at(self, y: int) -> float:
        """Return the place on every axis that a row of the picture stands for."""
        return place_of_row(y - self.top, self.rows)


def place_of_row(row: int, rows: int) -> float:
    """Return the place on an axis of a row, from the top: 1 of the first, 0 of the last."""
    if rows < 2:
        return 0.5
    return min(max(1 - row / (rows - 1), 0.0), 1.0)


def draw_parallel_coordinates(
    axes: Sequence[TrialAxis], width: int, height: int, options: ParallelOptions, theme: Theme
) -> ParallelPicture:
    """Draw trials as lines through all axes.

    As in TensorBoard, trials without a value on any of the axes are left out. Where not all axes
    fit, those around the focused one are drawn.

    Parameters
    ----------
    axes : sequence of TrialAxis
        At least one, all of the same trials.
    width, height : int
        In cells.
    """
    cells = Cells(width, height, theme.text, theme.background)
    count = len(axes[0].values)
    drawable = complete(axes, count)
    kept = drawable & passes(axes, dict(options.brushes))
    first, columns = _place_axes(len(axes), options.focused, width)
    shown = axes[first : first + len(columns)]
    rows = max(height - _ROWS_ABOVE, 1)
    picture = ParallelPicture(
        cells,
        first,
        columns,
        min(_ROWS_ABOVE, height - 1),
        rows,
        shown=int(np.count_nonzero(drawable)),
        left_out=count - int(np.count_nonzero(drawable)),
        passed=int(np.count_nonzero(kept)),
    )
    if width < _LEAST_SIZE or height < _LEAST_SIZE:
        return picture
    area = PlotArea(0, picture.top, width, rows, _UNIT, _UNIT)
    colors = TrialColors(options.color_by, theme)
    faded = dim(theme.axis, theme.background, 0.45)
    _draw_lines(picture, area, shown, drawable & ~kept, np.zeros(count, np.intp), (faded,))
    _draw_lines(picture, area, shown, kept, colors.levels(count), colors.inks)
    selected = options.selected
    if selected is not None and drawable[selected]:
        alone = np.zeros(count, np.bool_)
        alone[selected] = True
        width_in_dots = 1 if theme.has_color else _THICK
        ink = (theme.text_strong,)
        _draw_lines(picture, area, shown, alone, np.zeros(count, np.intp), ink, width_in_dots)
    for index, (axis, column) in enumerate(zip(shown, columns, strict=True)):
        is_focused = first + index == options.focused
        _draw_axis(picture, axis, column, options.brushes.get(axis.key), is_focused, theme)
        if selected is not None:
            _draw_value(picture, axis, column, selected, theme)
    _draw_names(picture, axes, options.focused, theme)
    return picture


def _place_axes(count: int, focused: int, width: int) -> tuple[int, tuple[int, ...]]:
    """Return the first axis that is shown, and the columns of those that fit."""
    fitting = max(1, min(count, (width - _SIDE) // LEAST_SPACING))
    first = min(max(focused - fitting // 2, 0), count - fitting)
    # The labels of the last axis need room, too.
    spacing = max(width - _SIDE - LEAST_SPACING, 1) / max(fitting - 1, 1)
    return first, tuple(_SIDE + int(index * spacing) for index in range(fitting))


def _rows_of(places: NDArray[np.float64], rows: int) -> NDArray[np.intp]:
    known = np.where(np.isfinite(places), places, 0.0)
    found: NDArray[np.intp] = np.rint((1 - np.clip(known, 0, 1)) * (rows - 1)).astype(np.intp)
    return found


def _draw_lines(
    picture: ParallelPicture,
    area: PlotArea,
    axes: Sequence[TrialAxis],
    wanted: NDArray[np.bool_],
    levels: NDArray[np.intp],
    inks: tuple[str, ...],
    dots: int = 1,
) -> None:
    """Draw the lines of the wanted trials so many dots thick, those of one ink as one drawing."""
    chosen = np.flatnonzero(wanted)
    if not len(chosen):
        return
    places = np.stack([axis.places[chosen] for axis in axes], axis=1)
    # Ends lie in the middle of the first and the last row, where their labels stand.
    down = ((1 - places) * (picture.rows - 1) + 0.5) * DOT_ROWS
    across = np.array([(column + 0.5) * DOT_COLUMNS for column in picture.columns])
    if len(axes) == 1:
        # There is nothing to connect: a short stroke marks each value.
        down = np.repeat(down, 2, axis=1)
        across = np.array([across[0], across[0] + 2 * DOT_COLUMNS])
    down = np.concatenate([down + dot for dot in range(dots)])
    gap = np.full((len(down), 1), np.nan)
    x = np.concatenate([np.broadcast_to(across, down.shape), gap], axis=1).ravel()
    y = np.concatenate([down, gap], axis=1).ravel()
    owner = np.repeat(np.tile(levels[chosen], dots), down.shape[1] + 1)
    # Lines of one ink have to be neighbours, as they share a drawing.
    drawings = draw_polylines(x, y, owner, len(inks), area.width, area.height)
    paint_drawings(picture.cells, area, drawings, inks)


def _draw_axis(
    picture: ParallelPicture,
    axis: TrialAxis,
    column: int,
    brush: Span | None,
    is_focused: bool,
    theme: Theme,
) -> None:
    cells, form = picture.cells, symbols()
    down = slice(picture.top, picture.top + picture.rows)
    cells.codepoints[down, column] = ord(form.axis_vertical)
    cells.foreground[down, column] = cells.color(theme.accent if is_focused else theme.axis)
    cells.bold[down, column] = is_focused and not theme.has_color
    if brush is not None and axis.extent is not None:
        low, high = axis.extent
        ends = axis.places_of(np.array([max(brush[0], low), min(brush[1], high)]))
        if brush[0] <= high and brush[1] >= low:
            bottom, top = (picture.top + _rows_of(ends, picture.rows)).tolist()
            cells.codepoints[top : bottom + 1, column] = ord(form.cursor)
            cells.foreground[top : bottom + 1, column] = cells.color(theme.warning)
            cells.bold[top : bottom + 1, column] = True
    room = _room_right_of(picture, column)
    for tick in axis.ticks(picture.rows):
        row = picture.top + int(_rows_of(np.array([tick.place]), picture.rows)[0])
        if brush is None:
            cells.codepoints[row, column] = ord(form.axis_tick_left)
        label = clip(tick.label, room)
        ink = theme.text_muted if is_focused else dim(theme.text_muted, theme.background, 0.2)
        cells.write(column + 1, row, label, cells.color(ink))


def _draw_value(
    picture: ParallelPicture, axis: TrialAxis, column: int, selected: int, theme: Theme
) -> None:
    """Write the value of the selected trial beside the axis."""
    label = axis.label(float(axis.values[selected]))
    if not label:
        return
    cells = picture.cells
    row = picture.top + int(_rows_of(axis.places[selected : selected + 1], picture.rows)[0])
    cells.codepoints[row, column] = ord(symbols().running)
    cells.foreground[row, column] = cells.color(theme.text_strong)
    text = f" {clip(label, _room_right_of(picture, column) - 2)} "
    # Nothing may be left beside it of a longer label of the axis.
    ink, background = cells.color(theme.text_strong), cells.color(theme.legend_background)
    cells.write(column + 1, row, text, ink, background, bold=True)


def _room_right_of(picture: ParallelPicture, column: int) -> int:
    later = [other for other in picture.columns if other > column]
    return max(1, (later[0] if later else picture.cells.width) - column - 2)


def _draw_names(
    picture: ParallelPicture, axes: Sequence[TrialAxis], focused: int, theme: Theme
) -> None:
    """Write the names of the axes above them, and their scales where these are not linear."""
    cells = picture.cells
    if cells.height <= _ROWS_ABOVE:
        return
    for index, column in enumerate(picture.columns, start=picture.first):
        axis, is_focused = axes[index], index == focused
        room = _room_right_of(picture, column) + 2 - _GAP
        ink = theme.text_strong if is_focused else theme.text_muted
        name = clip_middle(escape(axis.name), room)
        cells.write(column, 0, name, cells.color(ink), bold=is_focused)
        if axis.scale is not AxisScale.LINEAR:
            cells.write(column, 1, clip(axis.scale.value, room), cells.color(theme.text_faint))
    more = len(axes) - picture.first - len(picture.columns)
    faint = cells.color(theme.text_faint)
    if more:
        text = f"{more} {symbols().next}"
        cells.write(cells.width - cell_width(text), 1, text, faint)
    if picture.first:
        cells.write(0, 1, f"{symbols().previous} {picture.first}", faint)
