"""The rows of a table that a filter lets through.

The language is that of the runs (see `tbtui.analysis.filters`): words are looked for in the names
of rows, and the name in a comparison is the key of a column (``min:val/loss``), or something that
is known of the row (``loss``), or the title or alias of a column, or the last part of one. So it
does not change what a filter means whether a column is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tbtui.analysis.filters import Filter, Subject, ValueOfName
from tbtui.analysis.table import Table, Truths


def rows_let_through(
    table: Table, chosen: Filter, otherwise: Callable[[str], Subject | None] | None = None
) -> Truths:
    """Tell for each row whether a filter lets it through.

    Parameters
    ----------
    table
        Any table.
    chosen
        The filter.
    otherwise
        Returns what else is known of the row of a name, such as `tbtui.analysis.run_values` of a
        run; asked for names that no column has.

    Returns
    -------
    numpy.ndarray
        bool of shape (n,). A value that is missing or NaN passes no comparison of order.
    """
    names = _ColumnNames(table)
    return np.array(
        [
            chosen.matches(_Row(table, row, names, otherwise(name) if otherwise else None))
            for row, name in enumerate(table.names)
        ],
        dtype=np.bool_,
    )


def unknown_names(table: Table, chosen: Filter) -> tuple[str, ...]:
    """Return the names in the comparisons of a filter that no column of the table has."""
    names = _ColumnNames(table)
    return tuple(name for name in chosen.compared_names() if name not in names)


class _ColumnNames:
    """Which columns are meant by a name."""

    def __init__(self, table: Table) -> None:
        self.keys = table.places
        self._titles: dict[str, list[int]] = {}
        self._last_parts: dict[str, list[int]] = {}
        for place, column in enumerate(table.columns):
            titles = [name for name in column.names if name != column.key]
            for title in titles:
                self._titles.setdefault(title, []).append(place)
            for part in dict.fromkeys(title.rpartition("/")[2] for title in titles):
                self._last_parts.setdefault(part, []).append(place)

    def __contains__(self, name: str) -> bool:
        return name in self.keys or name in self._titles or name in self._last_parts

    def titled(self, name: str) -> Sequence[int]:
        """Return the places of the columns of this title, or else of those that end like it."""
        return self._titles[name] if name in self._titles else self._last_parts.get(name, ())


class _Row:
    """A row as filters see it."""

    def __init__(
        self, table: Table, row: int, names: _ColumnNames, otherwise: Subject | None
    ) -> None:
        self._table, self._row = table, row
        self._names, self._otherwise = names, otherwise

    @property
    def name(self) -> str:
        return self._table.names[self._row]

    @property
    def noted(self) -> str:
        return "" if self._otherwise is None else self._otherwise.noted

    def values(self, name: str) -> Sequence[ValueOfName]:
        if name in self._names.keys:
            return self._values_at([self._names.keys[name]])
        known = self._otherwise.values(name) if self._otherwise is not None else ()
        return known or self._values_at(self._names.titled(name))

    def _values_at(self, places: Sequence[int]) -> Sequence[ValueOfName]:
        values = (self._table.columns[place].value(self._row) for place in places)
        return [value for value in values if value is not None]
