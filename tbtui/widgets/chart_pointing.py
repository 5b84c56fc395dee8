"""What the mouse does to charts: wheel, drag, click and double click."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.message import Message
from textual.scroll_view import ScrollView

from tbtui.widgets.chart_scene import LayoutMode

if TYPE_CHECKING:
    from tbtui.plot.chart import Chart
    from tbtui.widgets.chart_layout import Place

Range = tuple[float, float]

MOVED_BY = 2
"""So many cells a pressed button has to be moved for more than a click."""


class Pointed(Message):
    """A chart was clicked, perhaps at a place of its x axis."""

    def __init__(self, chart: str, x: float | None) -> None:
        super().__init__()
        self.chart = chart
        self.x = x


class Wheeled(Message):
    """The wheel was turned over a place of a chart: 1 is towards the screen, -1 away from it."""

    def __init__(self, chart: str, x: float | None, direction: int) -> None:
        super().__init__()
        self.chart = chart
        self.x = x
        self.direction = direction


class Boxed(Message):
    """A box was drawn in a chart; a flat one chooses only a range of x."""

    def __init__(self, chart: str, x_range: Range, y_range: Range | None) -> None:
        super().__init__()
        self.chart = chart
        self.x_range = x_range
        self.y_range = y_range


class Dragged(Message):
    """A chart was moved: these are the ranges that should be in view."""

    def __init__(self, chart: str, x_range: Range, y_range: Range) -> None:
        super().__init__()
        self.chart = chart
        self.x_range = x_range
        self.y_range = y_range


class Reset(Message):
    """A chart was clicked twice."""

    def __init__(self, chart: str) -> None:
        super().__init__()
        self.chart = chart


class HeadingPointed(Message):
    """The heading of a group was clicked."""

    def __init__(self, group: str) -> None:
        super().__init__()
        self.group = group


class Cell(NamedTuple):
    """A cell of the plot of a chart, from its upper left corner."""

    column: int
    row: int


class _Press(NamedTuple):
    """Where a button was pressed, and what the chart looked like then."""

    place: Place
    chart: Chart
    cell: Cell
    moves: bool


class ChartPointing(ScrollView):
    """The part of the chart grid that understands the mouse.

    The left button draws a box, the others (or the left one with ctrl) move the chart.
    """

    _press: _Press | None = None
    _box: tuple[Place, Cell, Cell] | None = None

    if TYPE_CHECKING:

        @property
        def layout_mode(self) -> LayoutMode:
            """How charts share the space."""

        def chart_under(self, x: int, y: int) -> tuple[Place, Chart] | None:
            """Return the chart that covers a cell of the widget."""

        def heading_under(self, y: int) -> str | None:
            """Return the group whose heading stands in a line of the widget."""

        def refresh_place(self, place: Place) -> None:
            """Redraw a chart."""

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Zoom in; in the grid, only with a modifier."""
        self._wheel(event, 1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Zoom out; in the grid, only with a modifier."""
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, direction: int) -> None:
        has_modifier = event.ctrl or event.meta
        if self.layout_mode is LayoutMode.GRID and not has_modifier:
            return
        found = self.chart_under(event.x, event.y)
        event.stop()
        event.prevent_default()
        if found is not None:
            place, chart = found
            cell = self._cell(place, chart, event)
            x = None if cell is None else chart.x_at(chart.plot_left + cell.column)
            self.post_message(Wheeled(place.chart, x, direction))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to draw a box, or to move the chart."""
        found = self.chart_under(event.x, event.y)
        if found is None:
            return
        place, chart = found
        cell = self._cell(place, chart, event)
        if cell is not None:
            self._press = _Press(place, chart, cell, event.button != 1 or event.ctrl)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Let the box grow, or move the chart."""
        press = self._press
        if press is None:
            return
        cell = self._nearest_cell(press.place, press.chart, event)
        if press.moves:
            self.post_message(_dragged(press, cell))
            return
        self._box = (press.place, press.cell, cell)
        self.refresh_place(press.place)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Zoom to the box; where there was hardly any, it was a click."""
        press, self._press = self._press, None
        if press is None:
            return
        self.release_mouse()
        if self._box is not None:
            self._box = None
            self.refresh_place(press.place)
        cell = self._nearest_cell(press.place, press.chart, event)
        if press.moves:
            return
        width = abs(cell.column - press.cell.column)
        height = abs(cell.row - press.cell.row)
        if max(width, height) >= MOVED_BY:
            self.post_message(_boxed(press, cell))

    def on_click(self, event: events.Click) -> None:
        """Set the crosshair; the second click of two shows all of the chart."""
        if event.button != 1 or event.ctrl:
            return
        found = self.chart_under(event.x, event.y)
        if found is None:
            group = self.heading_under(event.y)
            if group is not None:
                self.post_message(HeadingPointed(group))
            return
        place, chart = found
        if event.chain == 2:
            self.post_message(Reset(place.chart))
            return
        cell = self._cell(place, chart, event)
        x = None if cell is None else chart.x_at(chart.plot_left + cell.column)
        self.post_message(Pointed(place.chart, x))

    def box_in(self, chart: Chart) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return the columns and the rows of the box that is being drawn, ends excluded."""
        if self._box is None:
            return (0, 0), (0, 0)
        _, first, last = self._box
        columns, rows = sorted((first.column, last.column)), sorted((first.row, last.row))
        if rows[1] - rows[0] < MOVED_BY:
            rows = [0, chart.plot_height - 1]
        return (
            (chart.plot_left + columns[0], chart.plot_left + columns[1] + 1),
            (chart.plot_top + rows[0], chart.plot_top + rows[1] + 1),
        )

    @property
    def box(self) -> tuple[Place, Cell, Cell] | None:
        """The box that is being drawn: its chart and two opposite corners."""
        return self._box

    def _cell(self, place: Place, chart: Chart, event: events.MouseEvent) -> Cell | None:
        cell = self._offset(place, chart, event)
        inside = 0 <= cell.column < chart.plot_width and 0 <= cell.row < chart.plot_height
        return cell if inside else None

    def _nearest_cell(self, place: Place, chart: Chart, event: events.MouseEvent) -> Cell:
        cell = self._offset(place, chart, event)
        return Cell(
            min(max(cell.column, 0), max(0, chart.plot_width - 1)),
            min(max(cell.row, 0), max(0, chart.plot_height - 1)),
        )

    def _offset(self, place: Place, chart: Chart, event: events.MouseEvent) -> Cell:
        """Return the cell under the pointer; the frame takes one cell on each side."""
        line = event.y + self.scroll_offset.y
        return Cell(event.x - place.x - 1 - chart.plot_left, line - place.y - 1 - chart.plot_top)


def _boxed(press: _Press, cell: Cell) -> Boxed:
    chart = press.chart
    columns = sorted((press.cell.column, cell.column))
    rows = sorted((press.cell.row, cell.row))
    x_scale, y_scale = chart.horizontal, chart.vertical
    width, height = chart.plot_width, chart.plot_height
    x_range = x_scale.value_at(columns[0] / width), x_scale.value_at((columns[1] + 1) / width)
    y_range = (
        y_scale.value_at(1 - (rows[1] + 1) / height),
        y_scale.value_at(1 - rows[0] / height),
    )
    is_flat = rows[1] - rows[0] < MOVED_BY
    return Boxed(press.place.chart, x_range, None if is_flat else y_range)


def _dragged(press: _Press, cell: Cell) -> Dragged:
    chart = press.chart
    across = (press.cell.column - cell.column) / chart.plot_width
    up = (cell.row - press.cell.row) / chart.plot_height
    x_scale, y_scale = chart.horizontal, chart.vertical
    return Dragged(
        press.place.chart,
        (x_scale.value_at(across), x_scale.value_at(1 + across)),
        (y_scale.value_at(up), y_scale.value_at(1 + up)),
    )
