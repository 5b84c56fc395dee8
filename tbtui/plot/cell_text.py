"""The cells of a table as text for people."""

from __future__ import annotations

from datetime import tzinfo

from tbtui.analysis.table import CellValue, Column, ColumnKind
from tbtui.plot.numbers import format_duration, format_step, format_value, format_wall_time

MIXED = "mixed"
"""What a group shows whose members do not agree."""

_LARGEST_IN_FULL = 1e15


def cell_text(column: Column, row: int, zone: tzinfo | None = None) -> str:
    """Write one cell; empty if it is missing.

    Parameters
    ----------
    column
        Any column.
    row
        The row of the cell.
    zone
        Time zone of times; the local one when None.

    Returns
    -------
    str
        Numbers with four significant digits, integers in full. Texts are as they are: whoever shows
        them must escape them.
    """
    value = column.value(row)
    if value is None:
        is_mixed = column.mixed is not None and bool(column.mixed[row])
        return MIXED if is_mixed else ""
    return value_text(value, column.kind, zone)


def value_text(value: CellValue, kind: ColumnKind, zone: tzinfo | None = None) -> str:
    """Write a value of a column of some kind; see `cell_text`."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if kind is ColumnKind.TIME:
        return format_wall_time(value, zone)
    if kind is ColumnKind.DURATION:
        return format_duration(value)
    if kind is not ColumnKind.NUMBER and value.is_integer() and abs(value) < _LARGEST_IN_FULL:
        return format_step(int(value))
    return format_value(value)


def deviation_text(column: Column, row: int) -> str:
    """Write the spread of a group's members and their number, ``±0.012 (5)``; empty if none."""
    if column.deviation is None or column.counts is None:
        return ""
    deviation = float(column.deviation[row])
    if deviation != deviation:
        return ""
    is_duration = column.kind is ColumnKind.DURATION
    shown = format_duration(deviation) if is_duration else format_value(deviation)
    return f"±{shown} ({int(column.counts[row])})"
