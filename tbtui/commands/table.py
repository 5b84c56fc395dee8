"""``tbtui table``: runs, groups of runs or trials side by side, without a screen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tbtui.analysis.directions import guessed_direction
from tbtui.analysis.filters import Filter, FilterError, parse
from tbtui.analysis.rank_correlation import ranked_correlations
from tbtui.analysis.run_values import NOTED
from tbtui.analysis.table import (
    Column,
    ColumnKind,
    Direction,
    Rows,
    Table,
    column_of_values,
    objects_of,
)
from tbtui.analysis.table_differences import differing_columns, with_differences
from tbtui.analysis.table_filter import rows_let_through, unknown_names
from tbtui.analysis.table_order import NAME, SortKey, ordered_rows
from tbtui.commands.failure import CommandError
from tbtui.commands.loading import load
from tbtui.commands.output import open_output
from tbtui.commands.sources import log_sources
from tbtui.commands.table_forms import ENDINGS, TABLE_FORMS
from tbtui.commands.table_names import columns_called
from tbtui.commands.table_rows import TableRows, rows_of_runs, rows_of_trials
from tbtui.config.note_store import NoteStore
from tbtui.plot.text import escape


def run(arguments: argparse.Namespace) -> int:
    """Carry out ``tbtui table`` and return the exit status."""
    chosen = _filter_of(arguments.filter or "")
    store = load(log_sources(arguments.sources, arguments.logdir), verify=arguments.verify)
    notes = NoteStore()
    known_notes = notes.notes(store.runs)
    for message in notes.take_messages():
        sys.stderr.write(f"tbtui: {message}\n")
    directions = dict.fromkeys(arguments.up, Direction.UP)
    directions |= dict.fromkeys(arguments.down, Direction.DOWN)
    if arguments.hparams:
        rows = rows_of_trials(
            store, arguments, lambda tag: directions.get(tag) or guessed_direction(tag)
        )
    else:
        rows = rows_of_runs(store, arguments, chosen, directions, known_notes)
    for name in unknown_names(rows.table, chosen):
        if not _is_known(rows, name):
            sys.stderr.write(f"tbtui: nothing is called {escape(name)}\n")
    table, rows_are = _finished(rows, arguments, chosen), rows.rows_are
    if arguments.importance is not None:
        table, rows_are = _importance(table, arguments.importance), "hyperparameter"
    form = arguments.format or _format_of(arguments.output)
    with open_output(arguments.output) as (stream, is_terminal):
        # The other forms escape what they show.
        is_raw = is_terminal and form == "csv"
        for text in TABLE_FORMS[form](_safe(table) if is_raw else table, rows_are):
            # Names that were not valid UTF-8 leave as the bytes they came from.
            stream.write(text.encode("utf-8", "surrogateescape"))
        stream.flush()
    return 0


def _is_known(rows: TableRows, name: str) -> bool:
    """Tell whether rows may have something of this name that is in no column."""
    if rows.otherwise is not None and name in NOTED:
        return True
    known = () if rows.otherwise is None else map(rows.otherwise, rows.table.names)
    return any(one is not None and one.values(name) for one in known)


def _finished(rows: TableRows, arguments: argparse.Namespace, chosen: Filter) -> Table:
    """Return the rows and columns that are to be printed."""
    table = rows.table
    order = ordered_rows(table, [_sort_key(table, *key) for key in arguments.sort])
    passing = rows_let_through(table, chosen, rows.otherwise)
    kept: Rows = order[passing[order]][: arguments.limit]
    if arguments.importance is not None:
        return table.taken(kept)
    shown: Sequence[Column] = [table.columns[table.places[key]] for key in rows.shown]
    if arguments.differing:
        shown = differing_columns(table.with_columns(shown), kept)
    table = table.with_columns(shown)
    if arguments.baseline is not None:
        table = with_differences(table, _row_called(table, rows.rows_are, arguments.baseline))
    return table.taken(kept)


def _sort_key(table: Table, name: str, falling: bool) -> SortKey:
    if name == NAME and table.column(name) is None:
        return SortKey(NAME, falling)
    return SortKey(columns_called(table, name)[0].key, falling)


def _row_called(table: Table, rows_are: str, name: str) -> int:
    if name not in table.rows:
        known = ", ".join(escape(known, 60) for known in table.names[:5])
        raise CommandError(f"no {rows_are} is called {escape(name)!r}; there is {known}")
    return table.rows[name]


def _importance(table: Table, metric: str) -> Table:
    """Return the correlation of each hyperparameter with a metric, the closest first."""
    column = columns_called(table, metric)[0]
    if not column.kind.is_numeric or column.key.startswith("hp:"):
        raise CommandError(f"{escape(metric)} is no metric")
    hyperparameters = [one for one in table.columns if one.key.startswith("hp:")]
    found = ranked_correlations(hyperparameters, column)
    titles = [one.title for one in found]
    names = [one.title if titles.count(one.title) == 1 else one.column for one in found]
    coefficients = [one.coefficient for one in found]
    return Table(
        tuple(names),
        (
            _numbers("correlation", f"correlation with {column.title}", coefficients),
            column_of_values("rows", "rows", [float(one.rows) for one in found]),
            column_of_values("missing", "missing", [float(one.missing) for one in found]),
            column_of_values("remark", "remark", [one.remark or None for one in found]),
        ),
    )


def _numbers(key: str, title: str, values: Sequence[float]) -> Column:
    return Column(key, title, ColumnKind.NUMBER, np.array(values, dtype=np.float64))


def _filter_of(text: str) -> Filter:
    try:
        return parse(text)
    except FilterError as error:
        raise CommandError(f"{error}: {escape(text)}") from None


def _format_of(output: str) -> str:
    for name, ending in ENDINGS.items():
        if output.endswith(ending):
            return name
    return "text"


def _safe(table: Table) -> Table:
    """Return the table with nothing in it that could act on a terminal."""
    columns = []
    for column in table.columns:
        safe = replace(column, title=escape(column.title), key=escape(column.key))
        if not column.kind.is_numeric:
            texts = [escape(cell) if isinstance(cell, str) else cell for cell in column.values]
            safe = replace(safe, values=objects_of(texts))
        columns.append(safe)
    return Table(tuple(map(escape, table.names)), tuple(columns))
