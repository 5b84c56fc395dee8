"""A table of any size: only the cells in view are made into text and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tbtui.bindings import Where, bindings_for
from tbtui.plot.text import cell_width, escape
from tbtui.widgets.short_names import ShortNames
from tbtui.widgets.styling import theme_of
from tbtui.widgets.table_columns import NAME_KEY, ColumnCells, TableColumn
from tbtui.widgets.table_contents import TableContents
from tbtui.widgets.table_drawing import TableView, draw_header, draw_row, title_wishes
from tbtui.widgets.table_layout import (
    PREFIX,
    TableLayout,
    name_width_of,
    scrolled_to,
    with_room_used,
)
from tbtui.widgets.virtual_lines import VirtualLines

NAMES_MEASURED = 2_000
"""So many names are looked at to find how wide their column is."""
LOW = 9
"""Lines below which the header has one line only."""


class _Widths(Sequence[int]):
    """The widths of columns, each measured when it is asked for."""

    def __init__(self, cells: Sequence[ColumnCells]) -> None:
        self._cells = cells

    def __len__(self) -> int:
        return len(self._cells)

    @overload
    def __getitem__(self, index: int) -> int: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...

    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if isinstance(index, slice):
            return _Widths(self._cells[index])
        return self._cells[index].width


class TableHeader(Widget):
    """Titles of the columns; a click sorts by one of them."""

    DEFAULT_CSS = "TableHeader { height: 2; }"

    class Clicked(Message):
        """A title was clicked."""

        def __init__(self, column: int) -> None:
            super().__init__()
            self.column = column

    def __init__(self, rows: TableRows) -> None:
        super().__init__()
        self._rows = rows
        self._strips: list[Strip] = []

    def render_line(self, y: int) -> Strip:
        """Draw a line of the header."""
        return self._drawn(y)

    def _drawn(self, line: int) -> Strip:
        width = self.size.width
        return draw_header(self._rows.view, line, self.size.height, width, theme_of(self))

    def show(self) -> None:
        """Draw the titles anew, if they are others."""
        strips = [self._drawn(line) for line in range(self.size.height)]
        if strips != self._strips:
            self._strips = strips
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Tell which title was clicked."""
        self.post_message(self.Clicked(self._rows.column_at(event.x)))


class TableRows(VirtualLines):
    """A line for each row, with a cursor that stands on a cell.

    Parameters
    ----------
    pane : Where
        The pane whose keys the footer shows.
    """

    BINDINGS = bindings_for(Where.TABLE)

    class Moved(Message):
        """The cursor stands on another cell."""

    class Opened(Message):
        """A cell was clicked twice."""

    def __init__(self, pane: Where = Where.TABLE) -> None:
        super().__init__()
        # The class says which keys it binds, the dashboard which of them its footer shows.
        self.pane = pane  # type: ignore[misc]
        self.contents = TableContents()
        self.column = -1
        self._cells: list[ColumnCells] = []
        self._layout = TableLayout()
        self._laid_out_in = 0
        self._names = ShortNames()
        self._longest_name = 0

    @property
    def view(self) -> TableView:
        """What is drawn at present."""
        # A table that was hidden is painted before it hears how wide it has become.
        if self._laid_out_in != self.size.width:
            self._lay_out()
        first = self.scroll_offset.y
        return TableView(
            self.contents,
            self._layout,
            self._cells,
            self._names,
            self.column,
            self.has_focus,
            self.contents.order[first : first + self.size.height],
        )

    def show(self, contents: TableContents) -> None:
        """Show other contents; the cursor stays on its row and its column if they still exist."""
        row, key = self.current_row, self.current_key
        name = None if row is None else self.contents.names[row]
        shown = contents.shown_names
        if shown is not self.contents.shown_names:
            self._names.use(shown)
            sample = shown[:NAMES_MEASURED]
            self._longest_name = max((cell_width(escape(name)) for name in sample), default=0)
        self._take_columns(contents)
        self.contents = contents
        keys = [column.key for column in contents.columns]
        self.column = keys.index(key) if key in keys else min(self.column, len(keys) - 1)
        self._lay_out()
        self.lines_changed()
        if name is not None and (self.current_row is None or self._name_at_cursor() != name):
            self.go_to_row(name)

    def _take_columns(self, contents: TableContents) -> None:
        """Measure columns that are new, and those whose values or widths are others."""
        known = {cells.column.key: cells for cells in self._cells}
        fresh = []
        for column in contents.columns:
            width = contents.widths.get(column.key, 0)
            cells = known.get(column.key)
            if cells is None or cells.wanted != width or not cells.says_the_same(column):
                cells = ColumnCells(column, width)
            cells.take(column)
            fresh.append(cells)
        self._cells = fresh

    def _lay_out(self) -> None:
        """Place the columns such that the one of the cursor is in view."""
        contents, width = self.contents, self.size.width - 1
        self._laid_out_in = self.size.width
        heading = len(contents.heading) + len(contents.count) + 5
        names = name_width_of(max(self._longest_name, heading), width)
        widths = _Widths(self._cells)
        layout = scrolled_to(widths, names, contents.frozen, self._layout.first, width, self.column)
        wishes = title_wishes(layout, self._cells)
        self._layout = with_room_used(layout, self._longest_name, wishes, width)

    def _name_at_cursor(self) -> str | None:
        row = self.current_row
        return None if row is None else self.contents.names[row]

    @property
    def current_row(self) -> int | None:
        """The row under the cursor."""
        order = self.contents.order
        return int(order[self.cursor]) if self.cursor < len(order) else None

    @property
    def current_key(self) -> str:
        """The key of the column under the cursor."""
        columns = self.contents.columns
        return columns[self.column].key if 0 <= self.column < len(columns) else NAME_KEY

    def go_to_row(self, name: str) -> None:
        """Move the cursor to a row, if it is shown."""
        contents = self.contents
        for line, row in enumerate(contents.order):
            if contents.names[row] == name:
                self.cursor = line
                return

    def go_to_column(self, key: str) -> None:
        """Move the cursor to a column, if it is shown."""
        for index, column in enumerate(self.contents.columns):
            if column.key == key:
                self._move_to(index)
                return

    def width_of(self, key: str) -> int:
        """Return how many cells a column that is shown would like to have."""
        return next(cells.width for cells in self._cells if cells.column.key == key)

    def names_in_view(self) -> list[str]:
        """Return the names of the rows that are on the screen."""
        contents = self.contents
        lines = {self.line_at(row) for row in range(self.size.height)}
        order = contents.order
        return [contents.names[int(order[line])] for line in sorted(lines) if line < len(order)]

    def line_count(self) -> int:
        """Return the number of lines."""
        return len(self.contents.order)

    def line_at(self, row: int) -> int:
        """Return the line at a row of the view, of which the first may stay in place."""
        return row if row < self.contents.pinned else super().line_at(row)

    def row_of(self, index: int) -> int:
        """Return the row of the view in which a line is."""
        pinned = self.contents.pinned
        if index < pinned:
            return index
        row = super().row_of(index)
        return row if row >= pinned else -1

    def show_line(self, index: int) -> None:
        """Scroll until a line is in view, below those that stay in place."""
        pinned = self.contents.pinned
        if index < pinned:
            return
        if index - pinned < self.scroll_offset.y:
            self.scroll_to(y=index - pinned, animate=False, force=True)
        else:
            super().show_line(index)

    def draw_line(self, index: int, width: int) -> Strip:
        """Draw the line of one row."""
        row = int(self.contents.order[index])
        return draw_row(self.view, row, index == self.cursor, width, theme_of(self))

    def watch_cursor(self, old: int, new: int) -> None:
        """Tell that the cursor has moved."""
        super().watch_cursor(old, new)
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Place the columns anew."""
        self._lay_out()
        self.post_message(self.Moved())

    def column_at(self, x: int) -> int:
        """Return the column at a cell of a line, -1 for the names."""
        places = self._layout.places
        return next((place.column for place in reversed(places) if x >= place.x), -1)

    def line_clicked(self, column: int) -> None:
        """Move the cursor to the cell that was clicked."""
        if column >= PREFIX:
            self._move_to(self.column_at(column))

    def on_click(self, event: events.Click) -> None:
        """Open the cell that was clicked twice."""
        # Textual calls the handler of the base class as well, which moves the cursor.
        if event.chain == 2:
            self.post_message(self.Opened())

    def action_column(self, columns: int) -> None:
        """Move the cursor by a number of columns."""
        self._move_to(self.column + columns)

    def action_column_end(self, end: str) -> None:
        """Move the cursor to the names or to the last column."""
        self._move_to(-1 if end == "first" else len(self.contents.columns) - 1)

    def _move_to(self, column: int) -> None:
        column = max(-1, min(column, len(self.contents.columns) - 1))
        if column == self.column:
            return
        self.column = column
        first = self._layout
        self._lay_out()
        if self._layout != first:
            self.lines_changed()
        self.refresh_line(self.cursor)
        self.post_message(self.Moved())


class DataTable(Vertical):
    """The header and the rows below it."""

    DEFAULT_CSS = """
    DataTable { height: 1fr; background: $background; }
    DataTable > TableRows { height: 1fr; background: $background; }
    """

    def __init__(self, pane: Where = Where.TABLE, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows = TableRows(pane)
        self._header = TableHeader(self._rows)

    def compose(self) -> ComposeResult:
        """Compose header and rows."""
        yield self._header
        yield self._rows

    @property
    def rows(self) -> TableRows:
        """The lines, which take the focus."""
        return self._rows

    def show(self, contents: TableContents) -> None:
        """Show other contents."""
        self._rows.show(contents)
        self._header.show()

    def on_resize(self, event: events.Resize) -> None:
        """Give the header one line where there are few."""
        self._header.styles.height = 1 if event.size.height < LOW else 2

    def on_table_rows_moved(self) -> None:
        """Let the header follow the cursor; the message goes on to the dashboard."""
        self._header.show()

    @property
    def current_column(self) -> TableColumn | None:
        """The column under the cursor, None for the names."""
        rows = self._rows
        columns = rows.contents.columns
        return columns[rows.column] if 0 <= rows.column < len(columns) else None
