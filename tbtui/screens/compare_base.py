"""What the parts of the Compare dashboard that answer keys know of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.screens.table_actions import TableActions

if TYPE_CHECKING:
    from tbtui.screens.compare_rows import CompareRows
    from tbtui.screens.compare_state import CompareState
    from tbtui.widgets.filter_input import FilterInput


class CompareBase(TableActions):
    """A dashboard with a table of runs: its keys change the state, and then show it."""

    if TYPE_CHECKING:
        state: CompareState
        rows: CompareRows

        @property
        def filter_input(self) -> FilterInput:
            """The line in which the filter is typed."""

        def show_title(self) -> None:
            """Say how many rows there are, and what decides that."""

    @property
    def current_name(self) -> str | None:
        """The name of the row of the cursor: a run, or a group."""
        row = self.table.rows.current_row
        return None if row is None else self.rows.table.names[row]

    @property
    def current_runs(self) -> tuple[str, ...]:
        """The runs of the row of the cursor."""
        name = self.current_name
        return () if name is None else self.rows.members(name)
