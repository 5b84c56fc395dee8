"""Keys of a table: what they change in its arrangement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.screens.base import DashboardScreen
from tbtui.widgets.table_columns import NAME_KEY, TableColumn

if TYPE_CHECKING:
    from tbtui.widgets.data_table import DataTable, TableHeader
    from tbtui.widgets.table_arrangement import TableArrangement

TOAST_SECONDS = 2.0
CELLS_A_KEY = 2
BETTER = {"up": "higher is better", "down": "lower is better", "none": "neither is better"}


class TableActions(DashboardScreen):
    """The part of a dashboard with a table that answers these keys."""

    if TYPE_CHECKING:
        arrangement: TableArrangement

        @property
        def table(self) -> DataTable:
            """The table."""

        def show_table(self) -> None:
            """Pass contents and arrangement on to the table."""

    @property
    def _keys(self) -> list[str]:
        """The columns that the table shows."""
        return [column.key for column in self.table.rows.contents.columns]

    def action_sort_column(self) -> None:
        """Sort by the column of the cursor."""
        self._sort(self.table.current_column)

    def on_table_header_clicked(self, event: TableHeader.Clicked) -> None:
        """Sort by the column whose title was clicked."""
        columns = self.table.rows.contents.columns
        self._sort(columns[event.column] if event.column >= 0 else None)

    def _sort(self, column: TableColumn | None) -> None:
        key = NAME_KEY if column is None else column.key
        self.arrangement.sort_by(key, descending=_best_is_high(column))
        self.show_table()

    def action_sort_column_also(self) -> None:
        """Let the column of the cursor decide where others do not."""
        column = self.table.current_column
        key = NAME_KEY if column is None else column.key
        self.arrangement.also_sort_by(key, descending=_best_is_high(column))
        self.show_table()

    def action_turn_column(self) -> None:
        """Say that high values are better, or low ones, or neither."""
        column = self._column_of_numbers()
        if column is not None:
            name = self.direction_name(column)
            self.arrangement.turn(name, column.direction)
            self.show_table()
            self.tell(f"{column.name}: {BETTER[self.arrangement.directions[name]]}")

    def direction_name(self, column: TableColumn) -> str:
        """Return by what the direction of a column is kept; columns of a tag may share one."""
        return column.key

    def _column_of_numbers(self) -> TableColumn | None:
        column = self.table.current_column
        if column is None or not column.is_number:
            self.tell("This is not a column of numbers; h and l go to others")
            return None
        return column

    def action_resize_column(self, steps: int) -> None:
        """Make the column of the cursor wider or narrower; 0: as wide as needed."""
        column = self._column()
        if column is None:
            return
        if steps:
            width = self.table.rows.width_of(column.key)
            self.arrangement.widen(column.key, width + steps * CELLS_A_KEY)
        else:
            self.arrangement.widths.pop(column.key, None)
        self.show_table()

    def action_move_column(self, columns: int) -> None:
        """Move the column of the cursor, which goes along."""
        column = self._column()
        if column is not None:
            self.arrangement.move(self._keys, column.key, columns)
            self.show_table()

    def action_hide_column(self) -> None:
        """Hide the column of the cursor."""
        column = self._column()
        if column is not None:
            self.arrangement.hide(self._keys, column.key)
            self.show_table()

    def action_freeze_columns(self) -> None:
        """Keep the columns up to the one of the cursor in view, or none."""
        self.arrangement.freeze(self.table.rows.column + 1)
        self.show_table()

    def _column(self) -> TableColumn | None:
        column = self.table.current_column
        if column is None:
            self.tell("The names stay where they are; h and l go to other columns")
        return column

    def tell(self, message: str) -> None:
        """Say something in a toast; what comes from files must have been escaped."""
        self.app.notify(message, timeout=TOAST_SECONDS, markup=False)


def _best_is_high(column: TableColumn | None) -> bool:
    """Say whether rows stand best first when they are sorted from high to low."""
    return column is not None and column.is_number and column.direction != "down"
