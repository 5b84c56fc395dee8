"""What a table shows: rows, columns, order, and what stands out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tbtui.widgets.table_columns import TableColumn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class SortKey(NamedTuple):
    """A column by which rows are sorted, and which way."""

    column: str
    descending: bool = False


class RowLook(NamedTuple):
    """How a row is pointed out.

    Attributes
    ----------
    color : str
        Of its swatch and its curves.
    is_shown : bool
        Whether charts show it.
    is_marked : bool
    """

    color: str
    is_shown: bool = True
    is_marked: bool = False


def _plain_look(row: int) -> RowLook:  # noqa: ARG001
    return RowLook("")


@dataclass(frozen=True, eq=False)
class TableContents:
    """The contents of a table.

    Attributes
    ----------
    names : sequence of str
        A stable name for each row, as it is in the log.
    labels : sequence of str
        What rows are called, unescaped; empty for their names.
    order : intp[lines]
        The row on each line.
    columns : sequence of TableColumn
        In the order in which they stand; the names are none of them.
    look : callable
        Returns how a row looks.
    heading : str
        Of the names.
    count : str
        How many rows there are, beside the heading.
    sorts : sequence of SortKey
        The first decides first.
    frozen : int
        So many columns at the start stay in view.
    pinned : int
        So many lines at the start stay in view.
    baseline : int or None
        The row with which the others are compared.
    widths : mapping of str to int
        What the user wants, by key of column.
    """

    names: Sequence[str] = ()
    labels: Sequence[str] = ()
    order: Sequence[int] | NDArray[np.intp] = ()
    columns: Sequence[TableColumn] = ()
    look: Callable[[int], RowLook] = _plain_look
    heading: str = "run"
    count: str = ""
    sorts: Sequence[SortKey] = ()
    frozen: int = 0
    pinned: int = 0
    baseline: int | None = None
    widths: Mapping[str, int] = field(default_factory=dict)

    @property
    def shown_names(self) -> Sequence[str]:
        """What rows are called."""
        return self.labels or self.names

    def sort_place(self, column: str) -> int | None:
        """Return the place of a column among those that sort, None if it does not."""
        return next((place for place, key in enumerate(self.sorts) if key.column == column), None)
