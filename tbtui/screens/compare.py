"""The Compare dashboard: runs, or groups of runs, as the rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from tbtui.bindings import Where, bindings_for
from tbtui.plot.symbols import symbols
from tbtui.screens import empty_states
from tbtui.screens.compare_cell import words_of_cell
from tbtui.screens.compare_column_actions import CompareColumnActions
from tbtui.screens.compare_filter_actions import CompareFilterActions
from tbtui.screens.compare_rows import CompareRows
from tbtui.screens.compare_run_actions import CompareRunActions
from tbtui.screens.compare_state import CompareState
from tbtui.screens.compare_writing import CompareWriting
from tbtui.screens.session import Session
from tbtui.widgets.cell_line import CellLine
from tbtui.widgets.data_table import DataTable
from tbtui.widgets.filter_hint import FilterHint
from tbtui.widgets.filter_input import FilterInput
from tbtui.widgets.pane_title import PaneTitle
from tbtui.widgets.table_arrangement import TableArrangement
from tbtui.widgets.text_lines import Line, TextLines

if TYPE_CHECKING:
    from tbtui.dashboards import Dashboard

PAUSE = 0.002
"""Seconds for keys and drawing between two slices of work."""
SHOWN_EVERY = 0.25
"""Seconds between two looks at a table that is not complete."""
SYNTAX = "words  -not  a|b  loss<0.2 and lr>=1e-4  model~'res.*'"


class CompareScreen(CompareColumnActions, CompareRunActions, CompareFilterActions, CompareWriting):
    """Composes the table, and passes state and store on to it.

    Keys end in the actions of the base classes, which change the `CompareState` and call
    `show_table`.
    """

    BINDINGS = bindings_for(Where.COMPARE)
    CSS_PATH: ClassVar[Any] = ["base.tcss", "compare.tcss"]
    place = Where.COMPARE

    def __init__(self, session: Session, dashboard: Dashboard) -> None:
        super().__init__(session, dashboard)
        self.state = CompareState.restored(session.view.section(dashboard.name))
        self.arrangement: TableArrangement = self.state.arrangement
        self.rows = CompareRows(session)
        self._reads_on = False
        self._shown_at = 0.0

    def view_to_keep(self) -> Mapping[str, Any]:
        """Return what to find again at the next start."""
        return self.state.saved()

    def compose_body(self) -> Iterable[Widget]:
        """Return the table between its title and the words on a cell, or the notice instead."""
        yield Vertical(
            PaneTitle("COMPARE", id="compare-title"),
            FilterInput("words, val/loss<0.2 and lr>=1e-4", id="compare-filter"),
            FilterHint(id="compare-filter-hint"),
            DataTable(Where.COMPARE, id="compare-table"),
            CellLine(id="compare-cell"),
            TextLines(id="compare-notice"),
            id="compare",
        )

    def on_mount(self) -> None:
        """Show that event files are being looked for."""
        self.filter_input.value = self.state.filter
        self.show_table()
        self.set_focus(self.table.rows)

    def on_resize(self, event: events.Resize) -> None:
        """Show as many columns as have room, unless somebody has chosen some."""
        # Textual calls the handler of the base class as well.
        if event.size.width != self.rows.width and self.arrangement.chosen is None:
            self.show_table()

    @property
    def table(self) -> DataTable:
        """The table."""
        return self.query_one(DataTable)

    @property
    def filter_input(self) -> FilterInput:
        """The line in which the filter is typed."""
        return self.query_one("#compare-filter", FilterInput)

    def store_changed(self) -> None:
        """Show what the store holds now."""
        if self.is_mounted:
            self.show_table()
            self.update_header()

    def time_passed(self) -> None:
        """Let the header and the states of runs say what is true now."""
        super().time_passed()
        if self.is_mounted:
            self.show_table()

    def show_table(self) -> None:
        """Pass state and store on to the table."""
        self.rows.width = self.size.width
        self.rows.look(self.state, self.table.rows.names_in_view())
        if not self.rows.is_complete and not self._reads_on:
            self._reads_on = True
            self._shown_at = monotonic()
            self.set_timer(PAUSE, self._read_on)
        self.session.assign_colors(self.rows.run_names)
        notice = self._notice()
        self.query_one("#compare-notice", TextLines).show(notice)
        self.query_one("#compare-notice").display = bool(notice)
        self.table.display = self.query_one(CellLine).display = not notice
        self.table.show(self.rows.contents(self.state))
        self.show_title()
        self.show_cell()

    def _read_on(self) -> None:
        """Compute what was too much at once, and show now and then how far it has come."""
        if not self.rows.advance() and monotonic() < self._shown_at + SHOWN_EVERY:
            self.set_timer(PAUSE, self._read_on)
            return
        self._reads_on = False
        self.show_table()

    def show_title(self) -> None:
        """Say how many rows there are, and what decides that."""
        rows, state = self.rows, self.state
        count = f"{len(rows.lines):,}/{len(rows.table):,} {rows.kind_of_rows(state)}"
        is_typing = bool(self.filter_input.display)
        note = state.note() if rows.is_complete else f"computing {symbols().ellipsis}"
        self.query_one("#compare-title", PaneTitle).show(
            count, "" if is_typing else state.filter, self.table.rows.has_focus, note=note
        )
        self.filter_input.set_class(rows.filter.broken, "-wrong")
        self.query_one(FilterHint).show(SYNTAX, rows.filter.trouble)

    def show_cell(self) -> None:
        """Say all that there is to say about the cell of the cursor."""
        self.query_one(CellLine).show(words_of_cell(self.rows, self.table, self.state))

    def _notice(self) -> list[Line]:
        """Say why there is no table; nothing when there is one."""
        session, store = self.session, self.session.store
        if store is None or not (store.runs or store.scanned):
            return empty_states.looking(session.paths)
        if not store.runs:
            return empty_states.no_event_files(session.paths, store)
        if not self.rows.has_values:
            if store.progress.loading:
                return empty_states.looking(session.paths)
            return empty_states.no_scalars(store)
        if not len(self.rows.lines):
            return empty_states.no_run_shown(self.state.filter)
        return []

    def pane_focused(self, pane: Where) -> None:
        """Show whether the table has the focus."""
        super().pane_focused(pane)
        self.show_title()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as one types."""
        event.stop()
        self.state.filter = event.value
        self.show_table()

    def on_table_rows_moved(self) -> None:
        """Follow the cursor."""
        self.show_cell()

    def on_table_rows_opened(self) -> None:
        """Go to the chart of a cell that was clicked twice."""
        self.action_open_cell()
