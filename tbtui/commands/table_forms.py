r"""A table as text: for programs as CSV and JSON, for documents as Markdown and LaTeX.

==========  ====================================================================================
csv         RFC 4180; the names of the rows, then one for each column, and for groups two more
            with the standard deviation and the number of values
json        ``{"format": 1, "columns": [{"key", "title", "kind", "group", "direction"}, ...],
            "rows": [{"run", "values": [...]}, ...]}``; groups are called ``"group"`` and trials
            ``"trial"``, and have ``"deviations"`` and ``"counts"``
markdown    a table with pipes
latex       a ``tabular`` that needs no package
text        columns side by side, for a terminal
==========  ====================================================================================

In CSV and JSON, numbers read back to the very same number; times are seconds since the epoch and
durations seconds. What is missing is empty in CSV, ``null`` in JSON. The other forms show what the
screen does, the best value of a column in bold.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from tbtui.analysis.table import CellValue, Table
from tbtui.commands.table_documents import latex_text, markdown_text, plain_text

FORMAT = 1
"""Rises when a key of the JSON form changes its meaning or goes away."""

_LARGEST_WHOLE = 2.0**53


def csv_text(table: Table, rows_are: str = "run") -> Iterator[str]:
    """Yield the table as CSV.

    Parameters
    ----------
    table
        Any table.
    rows_are
        The heading of the first column.
    """
    columns: list[tuple[str, Callable[[int], str]]] = [(rows_are, lambda row: table.names[row])]
    for column, title in zip(table.columns, _distinct_titles(table), strict=True):
        columns.append((title, lambda row, column=column: _plain(column.value(row))))  # type: ignore[misc]
        if column.deviation is not None and column.counts is not None:
            deviation, counts = column.deviation, column.counts
            columns.append(
                (f"{title} deviation", lambda row, of=deviation: _number_if_any(of[row]))  # type: ignore[misc]
            )
            columns.append((f"{title} n", lambda row, of=counts: str(of[row])))  # type: ignore[misc]
    yield ",".join([_csv_field(title) for title, _ in columns]) + "\n"
    for row in range(len(table)):
        yield ",".join([_csv_field(text(row)) for _, text in columns]) + "\n"


def json_text(table: Table, rows_are: str = "run") -> Iterator[str]:
    """Yield the table as one strict JSON document; NaN and the infinities become texts."""
    described = [
        {
            "key": column.key,
            "title": column.title,
            "kind": column.kind.value,
            "group": column.group,
            "direction": column.direction.value,
        }
        for column in table.columns
    ]
    yield f'{{"format": {FORMAT}, "columns": {json.dumps(described)},\n"rows": ['
    has_spread = any(column.deviation is not None for column in table.columns)
    before = "\n"
    for row, name in enumerate(table.names):
        fields: dict[str, Any] = {
            rows_are: name,
            "values": [_json_value(column.value(row)) for column in table.columns],
        }
        if has_spread:
            fields["deviations"] = [
                None
                if column.deviation is None or math.isnan(column.deviation[row])
                else _json_number(float(column.deviation[row]))
                for column in table.columns
            ]
            fields["counts"] = [
                None if column.counts is None else int(column.counts[row])
                for column in table.columns
            ]
        yield before + json.dumps(fields, allow_nan=False)
        before = ",\n"
    yield "]}\n"


TABLE_FORMS: dict[str, Callable[[Table, str], Iterator[str]]] = {
    "text": plain_text,
    "csv": csv_text,
    "json": json_text,
    "markdown": markdown_text,
    "latex": latex_text,
}
ENDINGS = {"csv": ".csv", "json": ".json", "markdown": ".md", "latex": ".tex", "text": ".txt"}
"""What the names of files end with."""


def _distinct_titles(table: Table) -> list[str]:
    """Return the titles, and the keys of those columns that share theirs with another."""
    counts = Counter(column.title for column in table.columns)
    return [column.title if counts[column.title] == 1 else column.key for column in table.columns]


def _plain(value: CellValue | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    """Write a number so that it reads back to the same; whole ones without a decimal point."""
    value = float(value)
    is_negative_zero = value == 0.0 and math.copysign(1.0, value) < 0.0
    if value.is_integer() and abs(value) < _LARGEST_WHOLE and not is_negative_zero:
        return str(int(value))
    return repr(value)


def _number_if_any(value: float) -> str:
    return "" if math.isnan(value) else _number(value)


def _csv_field(text: str) -> str:
    """Quote a text as RFC 4180 says, when it needs it."""
    if not any(character in text for character in ',"\r\n'):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _json_value(value: CellValue | None) -> CellValue | None:
    return _json_number(value) if isinstance(value, float) else value


def _json_number(value: float) -> float | int | str | None:
    """Return what strict JSON can say of a number."""
    if not math.isfinite(value):
        return str(value)
    return int(value) if value.is_integer() and abs(value) < _LARGEST_WHOLE else value
