"""What is said about the cell of the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tbtui.analysis.table_differences import differences, judgements, relative_differences
from tbtui.plot.text import escape
from tbtui.screens.table_actions import BETTER
from tbtui.widgets.cell_line import CellWords
from tbtui.widgets.table_presentation import (
    change_writer,
    deviation_writer,
    written_in_full,
    written_percent,
)

if TYPE_CHECKING:
    from tbtui.analysis.table import Column
    from tbtui.screens.compare_rows import CompareRows
    from tbtui.screens.compare_state import CompareState
    from tbtui.widgets.data_table import DataTable


def words_of_cell(rows: CompareRows, table: DataTable, state: CompareState) -> CellWords:
    """Return what the cell of the cursor holds, with all digits, and how it compares."""
    row, shown = table.rows.current_row, table.current_column
    if row is None or row >= len(rows.table):
        return CellWords()
    name = escape(rows.table.names[row])
    if shown is None:
        runs = rows.members(rows.table.names[row])
        return CellWords(name, notes=(f"{len(runs):,} runs",) if len(runs) > 1 else ())
    column = rows.table.column(shown.key)
    if column is None:
        return CellWords(name, shown.name)
    notes = []
    if column.deviation is not None and np.isfinite(column.deviation[row]):
        notes.append(deviation_writer(column)(float(column.deviation[row])))
    if column.counts is not None:
        notes.append(f"of {int(column.counts[row]):,} runs")
    if column.mixed is not None and column.mixed[row]:
        notes.append("its runs do not agree")
    if shown.is_number and shown.direction != "none":
        notes.append(BETTER[shown.direction])
    baseline = rows.baseline_row(state)
    change, better = "", 0
    if baseline is not None and baseline != row:
        change, better = _change(column, row, baseline)
    return CellWords(name, shown.name, _exact(column, row), change, better, tuple(notes))


def _exact(column: Column, row: int) -> str:
    """Return a value with all its digits, or in words where these say more."""
    value = column.value(row)
    if value is None:
        return "no value"
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return written_in_full(column, value)


def _change(column: Column, row: int, baseline: int) -> tuple[str, int]:
    difference = float(differences(column, baseline)[row])
    if not np.isfinite(difference):
        return "", 0
    share = float(relative_differences(column, baseline)[row])
    better = int(judgements(column, baseline)[row])
    words = change_writer(column)(difference)
    if np.isfinite(share):
        words += f" ({written_percent(share)})"
    if better:
        words += " better" if better > 0 else " worse"
    return words, better
