"""Keys of the Compare dashboard that write: the table, and what the user notes about runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.plot.text import escape
from tbtui.screens.compare_base import CompareBase
from tbtui.screens.compare_state import Comparison
from tbtui.screens.copied_file import keep_copy, with_tilde
from tbtui.screens.table_writing import LABELS, table_export_forms, table_text

if TYPE_CHECKING:
    from tbtui.analysis.run_notes import RunNote
    from tbtui.analysis.table import Table


class CompareWriting(CompareBase):
    """The part of the dashboard that answers these keys."""

    def _written_table(self) -> Table:
        """Return rows and columns as they are shown, with differences if these are."""
        from tbtui.analysis.table_differences import with_differences

        table, state = self.rows.table_shown(), self.state
        has_baseline = self.rows.baseline_row(state) is not None
        if has_baseline and state.comparison is not Comparison.NONE:
            # The baseline stands on the first line.
            return with_differences(table, 0)
        return table

    def action_copy(self) -> None:
        """Copy the table as it is shown."""
        form = self.state.copied_as
        heading = self.rows.heading(self.state)
        text = table_text(self._written_table(), heading, form)
        self.app.copy_to_clipboard(text)
        path = keep_copy(text)
        where = "" if path is None else f"; also in {escape(with_tilde(path))}"
        self.tell(f"Copied as {LABELS[form][0]}{where}")

    def action_export(self) -> None:
        """Write the table as it is shown to a file, or copy it."""
        from tbtui.screens.export import ExportScreen

        count = len(self.rows.lines)
        if count:
            title = f"{count:,} {self.rows.kind_of_rows(self.state)}"
            heading = self.rows.heading(self.state)
            forms = table_export_forms(self._written_table(), heading, "compare")
            self.app.push_screen(ExportScreen(title, forms))
        else:
            self.tell("The table has no rows")

    def action_edit_note(self) -> None:
        """Note something about the run of the cursor."""
        from tbtui.analysis.run_notes import NO_NOTE
        from tbtui.screens.run_note import RunNoteScreen

        runs, store = self.current_runs, self.session.store
        run = store.run(runs[0]) if store is not None and len(runs) == 1 else None
        if run is None:
            self.tell("Notes are on runs; M shows a row for each")
            return
        directory = run.directory

        def keep(note: RunNote) -> None:
            self.session.notes.change(directory, note)
            for message in self.session.notes.take_messages():
                self.tell(message)
            self.show_table()

        note = self.rows.notes.get(run.name, NO_NOTE)
        self.app.push_screen(RunNoteScreen(run.name, note, keep))
