"""Tables in forms for files and for the clipboard, whichever dashboard shows them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tbtui.analysis.table import Table
    from tbtui.screens.export_forms import ExportForm

LABELS = {
    "csv": ("CSV", "numbers with all their digits, for spreadsheets and programs"),
    "json": ("JSON", "the same with kinds and directions of columns"),
    "markdown": ("Markdown", "as on the screen, for issues and notes"),
    "latex": ("LaTeX", "as on the screen, for papers"),
    "text": ("plain text", "as on the screen, columns side by side"),
}


def table_text(table: Table, rows_are: str, form: str) -> str:
    """Return a table in one of the forms.

    Parameters
    ----------
    table : Table
        Its rows in the order in which they are shown.
    rows_are : str
        ``run``, ``group`` or ``trial``.
    form : str
        A key of `LABELS`.
    """
    from tbtui.commands.table_forms import TABLE_FORMS

    return "".join(TABLE_FORMS[form](table, rows_are))


def table_export_forms(table: Table, rows_are: str, stem: str) -> list[ExportForm]:
    """Return all forms for the dialog that writes a file.

    Parameters
    ----------
    table, rows_are
        See `table_text`.
    stem : str
        Name of the file that is offered, without its ending.
    """
    from tbtui.commands.table_forms import ENDINGS, TABLE_FORMS
    from tbtui.screens.export_forms import ExportForm

    return [
        ExportForm(
            label, detail, f"{stem}{ENDINGS[form]}", partial(TABLE_FORMS[form], table, rows_are)
        )
        for form, (label, detail) in LABELS.items()
    ]
