"""Keys of the HParams tab that write the table of trials: to the clipboard, or to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.plot.text import escape
from tbtui.screens.copied_file import keep_copy, with_tilde
from tbtui.screens.hparams_base import HparamsBase

if TYPE_CHECKING:
    from tbtui.analysis.table import Table

ROWS_ARE = "trial"


class TrialWriting(HparamsBase):
    """The part of the dashboard that answers these keys."""

    def _written_table(self) -> Table:
        """Return rows and columns as they are shown, whichever view is in use."""
        from tbtui.screens.trial_table import row_order

        table = self.trials.table
        found = (table.column(key) for key in self.visible_keys)
        shown = table.with_columns(column for column in found if column is not None)
        return shown.taken(row_order(table, self.state.arrangement))

    def action_copy(self) -> None:
        """Copy the table as it is shown."""
        from tbtui.screens.table_writing import LABELS, table_text

        form = self.state.copied_as
        text = table_text(self._written_table(), ROWS_ARE, form)
        self.app.copy_to_clipboard(text)
        path = keep_copy(text)
        where = "" if path is None else f"; also in {escape(with_tilde(path))}"
        self.tell(f"Copied as {LABELS[form][0]}{where}")

    def action_export(self) -> None:
        """Write the table as it is shown to a file."""
        from tbtui.screens.export import ExportScreen
        from tbtui.screens.table_writing import table_export_forms

        table = self._written_table()
        if not len(table):
            self.tell("There are no trials")
            return
        noun = "trial" if len(table) == 1 else "trials"
        forms = table_export_forms(table, ROWS_ARE, "hparams")
        self.app.push_screen(ExportScreen(f"{len(table):,} {noun}", forms))
