"""A scatter matrix in cells: a row for each metric, a column for each hyperparameter and metric."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.cells import Cells
from tbtui.plot.planes import DOT_COLUMNS, DOT_ROWS
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.raster import draw_polylines
from tbtui.plot.scale import LinearScale
from tbtui.plot.scatter_layout import GUTTER, Panel, ScatterOptions, place_panels
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip, clip_middle, escape, pad_left
from tbtui.plot.theme import Theme, dim
from tbtui.plot.trial_axis import AxisScale, Span, TrialAxis, complete, passes
from tbtui.plot.trial_colors import TrialColors, paint_drawings

_MANY_DOTS = 150
"""So many trials are single dots; fewer are squares, which are seen better."""
_UNIT = LinearScale((0.0, 1.0))
_AFTER_PARTS = re.compile(r"(?<=/)|(?= )")


@dataclass(frozen=True)
class ScatterPicture:
    """A drawing, and where its panels are.

    Attributes
    ----------
    cells : Cells
    panels : tuple of Panel
    shown, left_out, passed : int
        How many trials are drawn, lack a value in some column, and pass the brushes.
    """

    cells: Cells
    panels: tuple[Panel, ...]
    shown: int
    left_out: int
    passed: int

    def panel_at(self, x: int, y: int) -> Panel | None:
        """Return the panel to which a cell of the picture belongs."""
        return next((panel for panel in self.panels if panel.holds(x, y)), None)


def draw_scatter_matrix(
    rows: Sequence[TrialAxis],
    columns: Sequence[TrialAxis],
    width: int,
    height: int,
    options: ScatterOptions,
    theme: Theme,
) -> ScatterPicture:
    """Draw as many panels as fit, those around the one in focus, or that one alone.

    As in TensorBoard, trials without a value in any of the columns are left out.

    Parameters
    ----------
    rows, columns : sequence of TrialAxis
        At least one each, all of the same trials.
    width, height : int
        In cells.
    """
    cells = Cells(width, height, theme.text, theme.background)
    count = len(columns[0].values)
    drawable = complete([*rows, *columns], count)
    kept = drawable & passes([*rows, *columns], dict(options.brushes))
    panels = place_panels(len(rows), len(columns), width, height, options)
    painter = _Painter(cells, drawable, kept, options, theme)
    for panel in panels:
        painter.paint(panel, rows[panel.row], columns[panel.column])
    if panels:
        painter.write_names(panels, rows, columns)
    shown = int(np.count_nonzero(drawable))
    return ScatterPicture(cells, tuple(panels), shown, count - shown, int(np.count_nonzero(kept)))


class _Painter:
    """Draws panels into cells."""

    def __init__(
        self,
        cells: Cells,
        drawable: NDArray[np.bool_],
        kept: NDArray[np.bool_],
        options: ScatterOptions,
        theme: Theme,
    ) -> None:
        self._cells, self._options, self._theme = cells, options, theme
        self._drawable = drawable
        colors = TrialColors(options.color_by, theme)
        # Brushed-out trials have an ink of their own, which comes first: it never hides others.
        faded = dim(theme.axis, theme.background, 0.45)
        self._inks = (faded, *colors.inks)
        self._levels = np.where(kept, 1 + colors.levels(len(kept)), 0)

    def paint(self, panel: Panel, vertical: TrialAxis, horizontal: TrialAxis) -> None:
        """Draw the frame, the brushed rectangle and the trials of a panel."""
        is_focused = (panel.row, panel.column) == (self._options.row, self._options.column)
        self._draw_frame(panel, is_focused)
        self._draw_brush(panel, vertical, horizontal)
        chosen = np.flatnonzero(self._drawable)
        across = horizontal.places[chosen] * (panel.width * DOT_COLUMNS - 2)
        down = (1 - vertical.places[chosen]) * (panel.height * DOT_ROWS - 2)
        self._draw_dots(panel, across, down, self._levels[chosen])
        selected = self._options.selected
        if selected is not None and self._drawable[selected]:
            at = int(np.searchsorted(chosen, selected))
            x = panel.left + int(across[at]) // DOT_COLUMNS
            y = panel.top + int(down[at]) // DOT_ROWS
            ink = self._cells.color(self._theme.text_strong)
            self._cells.write(x, y, symbols().running, ink, bold=True)

    def _draw_dots(
        self,
        panel: Panel,
        across: NDArray[np.float64],
        down: NDArray[np.float64],
        levels: NDArray[np.intp],
    ) -> None:
        area = PlotArea(panel.left, panel.top, panel.width, panel.height, _UNIT, _UNIT)
        across, down = np.floor(across), np.floor(down)
        if len(across) > _MANY_DOTS:
            x, y, owner = across, down, levels
        else:
            # A square of 2 x 2 dots: right, down and back.
            x = np.stack((across, across + 1, across + 1, across), axis=1).ravel()
            y = np.stack((down, down, down + 1, down + 1), axis=1).ravel()
            owner = np.repeat(levels, 4)
        # Points are dots by themselves: a NaN stands between each two of them.
        x, y = (np.insert(one + 0.5, np.arange(1, len(one)), np.nan) for one in (x, y))
        owner = np.repeat(owner, 2)[: len(x)]
        inks = self._inks
        drawings = draw_polylines(x, y, owner, len(inks), panel.width, panel.height)
        # What the brushes leave out stands behind all others.
        behind = np.zeros_like(drawings)
        behind[0] = drawings[0]
        drawings[0] = 0
        paint_drawings(self._cells, area, behind, inks)
        paint_drawings(self._cells, area, drawings, inks)

    def _draw_frame(self, panel: Panel, is_focused: bool) -> None:
        """Draw lines at the left and below."""
        cells, theme, form = self._cells, self._theme, symbols()
        ink = cells.color(theme.border_focus if is_focused else theme.grid)
        bold = is_focused and not theme.has_color
        frame = form.frame_in_use if is_focused and not theme.has_shades else form.frame
        bottom = panel.top + panel.height
        if panel.left > 0:
            cells.codepoints[panel.top : bottom, panel.left - 1] = ord(frame.vertical)
            cells.foreground[panel.top : bottom, panel.left - 1] = ink
        across = slice(panel.left, panel.left + panel.width)
        if bottom < cells.height:
            cells.codepoints[bottom, across] = ord(frame.horizontal)
            cells.foreground[bottom, across] = ink
            cells.bold[bottom, across] = bold

    def _draw_brush(self, panel: Panel, vertical: TrialAxis, horizontal: TrialAxis) -> None:
        """Shade the rectangle that the brushes of both columns let through."""
        brushes, theme = self._options.brushes, self._theme
        spans = [_brushed(horizontal, brushes), _brushed(vertical, brushes)]
        if spans == [None, None]:
            return
        (left, right), (low, high) = (span or (0.0, 1.0) for span in spans)
        columns = panel.left + np.floor(np.array([left, right]) * (panel.width - 1) + 0.5)
        rows = panel.top + np.floor((1 - np.array([high, low])) * (panel.height - 1) + 0.5)
        across = slice(int(columns[0]), int(columns[1]) + 1)
        down = slice(int(rows[0]), int(rows[1]) + 1)
        if theme.has_shades:
            tint = dim(theme.accent, theme.background, 0.85)
            self._cells.background[down, across] = self._cells.color(tint)
        else:
            self._cells.codepoints[down, across] = ord(symbols().grid_dot)
            self._cells.foreground[down, across] = self._cells.color(theme.grid)

    def write_names(
        self,
        panels: Sequence[Panel],
        rows: Sequence[TrialAxis],
        columns: Sequence[TrialAxis],
    ) -> None:
        """Write names and ends: of columns above them or below an enlarged one, of rows beside."""
        options, cells, theme = self._options, self._cells, self._theme
        first = panels[0]
        for panel in panels:
            if panel.column == first.column:
                self._write_row_labels(panel, rows[panel.row])
            axis, is_focused = columns[panel.column], panel.column == options.column
            if options.enlarged:
                self._write_ticks_below(panel, axis)
                continue
            if panel.row == panels[-1].row:
                self._write_ends_below(panel, axis)
            if panel.row == first.row:
                ink = theme.text_strong if is_focused else theme.text_muted
                name = clip_middle(_named(axis), panel.width)
                cells.write(panel.left, 0, name, cells.color(ink), bold=is_focused)
        self._write_off_screen(panels, len(rows), len(columns))

    def _write_row_labels(self, panel: Panel, axis: TrialAxis) -> None:
        """Write the name and the ends of the metric of a row at its left."""
        cells, theme, options = self._cells, self._theme, self._options
        is_focused = panel.row == options.row
        ink = theme.text_strong if is_focused else theme.text_muted
        if panel.left < GUTTER:
            name = clip_middle(_named(axis), panel.width)
            cells.write(panel.left, panel.top, name, cells.color(ink), bold=is_focused)
            return
        room = panel.left - 2
        muted = cells.color(theme.text_muted)
        for tick in axis.ticks(panel.height):
            row = panel.top + round((1 - tick.place) * (panel.height - 1))
            cells.write(0, row, pad_left(clip(tick.label, room), room), muted)
        middle = panel.top + panel.height // 2
        for row, text in enumerate(_folded(_named(axis), room), start=middle - 1):
            if row < panel.top + panel.height - 1:
                cells.write(0, row, text.ljust(room), cells.color(ink), bold=is_focused)

    def _write_ends_below(self, panel: Panel, axis: TrialAxis) -> None:
        """Write the lowest and the highest value of a column below its last panel."""
        if axis.extent is None:
            return
        low, high = (clip(axis.label(end), panel.width // 2 - 1) for end in axis.extent)
        muted, row = self._cells.color(self._theme.text_muted), panel.top + panel.height + 1
        self._cells.write(panel.left, row, low, muted)
        if high != low:
            right = panel.left + panel.width - cell_width(high)
            self._cells.write(right, row, high, muted)

    def _write_ticks_below(self, panel: Panel, axis: TrialAxis) -> None:
        cells, theme = self._cells, self._theme
        row = panel.top + panel.height + 1
        name = clip_middle(_named(axis), panel.width // 2)
        start = panel.left + (panel.width - cell_width(name)) // 2
        free = [(start, start + cell_width(name))]
        cells.write(start, row, name, cells.color(theme.text_strong), bold=True)
        ticks = axis.ticks(panel.width // 8)
        for tick in (ticks[:1] + ticks[:0:-1]) if ticks else ():
            label = clip(tick.label, panel.width // 3)
            x = panel.left + round(tick.place * (panel.width - 1)) - cell_width(label) // 2
            x = min(max(x, panel.left), panel.left + panel.width - cell_width(label))
            end = x + cell_width(label)
            if all(end < begin or x > stop for begin, stop in free):
                cells.write(x, row, label, cells.color(theme.text_muted))
                free.append((x, end))

    def _write_off_screen(self, panels: Sequence[Panel], rows: int, columns: int) -> None:
        """Say how many columns and rows there are beside those that are seen."""
        if self._options.enlarged:
            return
        cells, ink = self._cells, self._cells.color(self._theme.text_faint)
        first, last, form = panels[0], panels[-1], symbols()
        texts = []
        if first.column:
            texts.append(f"{form.previous} {first.column}")
        if columns - 1 - last.column:
            texts.append(f"{columns - 1 - last.column} {form.next}")
        if first.row:
            texts.append(f"{form.arrow_up} {first.row}")
        if rows - 1 - last.row:
            texts.append(f"{form.arrow_down} {rows - 1 - last.row}")
        text = "  ".join(texts)
        row = last.top + last.height
        cells.write(cells.width - cell_width(text) - 1, row, text, ink)


def _brushed(axis: TrialAxis, brushes: Mapping[str, Span]) -> Span | None:
    """Return the places between which the brush of a column lets through."""
    brush = brushes.get(axis.key)
    if brush is None or axis.extent is None:
        return None
    low, high = axis.extent
    ends = axis.places_of(np.array([max(brush[0], low), min(brush[1], high)]))
    return float(np.clip(ends[0], 0, 1)), float(np.clip(ends[1], 0, 1))


def _named(axis: TrialAxis) -> str:
    name = escape(axis.name)
    return name if axis.scale is AxisScale.LINEAR else f"{name} {axis.scale.value}"


def _folded(name: str, width: int) -> list[str]:
    """Return a name in at most three lines, broken where its parts end if that is possible."""
    lines = [""]
    for part in _AFTER_PARTS.split(name):
        if lines[-1] and cell_width(lines[-1]) + cell_width(part) > width:
            lines.append("")
            part = part.lstrip()
        lines[-1] += part
    return [clip_middle(line, width) for line in lines[:3]]
