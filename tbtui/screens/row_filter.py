"""The filter of a table as it is typed: the last good one goes on while it is broken."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tbtui.analysis.table_filter import rows_let_through, unknown_names

if TYPE_CHECKING:
    from tbtui.analysis.filters import Filter, Subject
    from tbtui.analysis.table import Rows, Table


class RowFilter:
    """Lets rows through, by what is typed.

    Attributes
    ----------
    trouble : str
        What is wrong with the text, or which of its names nothing has; empty if nothing is wrong.
    broken : bool
        Whether the text cannot be used, so that the last good one goes on.
    """

    def __init__(self) -> None:
        self.trouble = ""
        self.broken = False
        self._text = ""
        self._filter: Filter | None = None
        self._passed: Rows = np.empty(0, np.intp)

    def passed(
        self,
        text: str,
        table: Table,
        otherwise: Callable[[str], Subject | None],
        knows: Callable[[str], bool],
    ) -> Rows:
        """Return the rows that a filter lets through, in their order.

        The same array is returned as long as the rows are the same.

        Parameters
        ----------
        text : str
            As it was typed.
        table : Table
        otherwise : callable
            Returns what is known of a row beside the columns of the table.
        knows : callable
            Tells whether any row may have something of a name, besides columns.
        """
        self._understand(text)
        if self._filter is None or not self._text.strip():
            found = np.arange(len(table), dtype=np.intp)
        else:
            found = np.flatnonzero(rows_let_through(table, self._filter, otherwise))
            if not self.broken and len(table):
                unknown = [name for name in unknown_names(table, self._filter) if not knows(name)]
                self.trouble = f"nothing is called {' or '.join(unknown)}" if unknown else ""
        if not np.array_equal(found, self._passed):
            self._passed = found
        return self._passed

    def _understand(self, text: str) -> None:
        from tbtui.analysis.filters import FilterError, parse

        self.trouble, self.broken = "", False
        if text == self._text:
            return
        try:
            self._text, self._filter = text, parse(text)
        except FilterError as error:
            self.trouble, self.broken = str(error), True
