"""The columns of a table as it shows them: texts in their places, asked for cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from tbtui.plot.cell_text import MIXED
from tbtui.plot.numbers import format_value
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip_middle, pad, pad_left

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME_KEY = "name"
"""Stands for the column of names wherever a column is named by its key."""

SAMPLE = 200
"""So many cells are looked at to find how wide a column is."""
LONGEST_TEXT, LONGEST_TITLE = 24, 14
LONGEST_TITLE_WITH_ROOM = 60
"""Where room is left that nothing else needs."""
LONGEST_ALIGNED = 14
"""Numbers whose digits before and after the point need more cells are not lined up."""
CURVE_WIDTH = 16
LAST = "last"
"""The title that goes without saying."""
SAME = "="
"""Stands for no change."""


@dataclass(frozen=True, eq=False)
class TableColumn:
    """One column.

    Attributes
    ----------
    key : str
        Stable name.
    title : str
        Escaped.
    values : array of shape (rows,)
        Numbers with NaN, or objects with None, where there is nothing.
    write : callable
        Returns what a value says, escaped.
    group : str
        What stands above neighbours that have it in common, as a tag above its statistics;
        escaped.
    is_number : bool
        Whether values stand at the right, their points below one another.
    best : frozenset of int
        Rows whose values are the best.
    changes : float64[rows] or None
        What to show beside the values: how far they are from those of a baseline; NaN for nothing.
    write_change : callable
        Returns what a change says.
    better : int8[rows] or None
        1 where a value is better than that of the baseline, -1 where it is worse, else 0.
    direction : str
        Which values are better: ``up``, ``down`` or ``none``.
    curve : callable or None
        Returns the values of a row that are drawn as a curve instead of text, or None.
    missing : bool[rows] or None
        Which rows have no value, where NaN is one.
    mixed : bool[rows] or None
        Which rows stand for several that do not agree; their values are missing.
    role : callable or None
        Returns the colour of a row by its name in the theme, empty for the usual one.
    """

    key: str
    title: str
    values: NDArray[Any]
    write: Callable[[Any], str] = format_value
    group: str = ""
    is_number: bool = False
    best: frozenset[int] = frozenset()
    changes: NDArray[np.float64] | None = None
    write_change: Callable[[float], str] = format_value
    better: NDArray[np.int8] | None = None
    direction: str = "none"
    curve: Callable[[int], NDArray[Any] | None] | None = None
    missing: NDArray[np.bool_] | None = None
    mixed: NDArray[np.bool_] | None = None
    role: Callable[[int], str] | None = None

    @property
    def name(self) -> str:
        """What to call the column where it stands alone."""
        if self.group and self.title == LAST:
            return self.group
        return f"{self.group} {self.title}" if self.group else self.title

    @cached_property
    def _cells(self) -> list[Any]:
        """The values as Python has them, which are quicker to look at one by one."""
        return self.values.tolist()  # type: ignore[no-any-return]

    def is_missing(self, row: int) -> bool:
        """Return whether a row has no value."""
        if self.missing is not None:
            return bool(self.missing[row])
        value = self._cells[row]
        return value is None or bool(value != value)

    def text(self, row: int) -> str:
        """Return what a row says, empty where it has no value."""
        return "" if self.is_missing(row) else self.write(self._cells[row])

    def absent_text(self, row: int) -> str:
        """Return what stands where a row has no value."""
        if self.mixed is not None and self.mixed[row]:
            return MIXED
        return symbols().missing

    def change_text(self, row: int) -> str:
        """Return what the change of a row says, empty where there is none."""
        if self.changes is None or self.changes[row] != self.changes[row]:
            return ""
        if self.better is not None and self.changes[row] == 0:
            return SAME
        return self.write_change(float(self.changes[row]))


class Cell(NamedTuple):
    """What is drawn in one place: a value, and its change beside it.

    Attributes
    ----------
    value, change : str
        Together as wide as the column.
    is_missing : bool
    """

    value: str
    change: str
    is_missing: bool


class ColumnCells:
    """The cells of one column, as long as its values stay what they are.

    Parameters
    ----------
    column : TableColumn
    width : int
        What the user wants; 0 for as wide as needed.

    Attributes
    ----------
    column : TableColumn
    wanted : int
    """

    def __init__(self, column: TableColumn, width: int = 0) -> None:
        self.column = column
        self.wanted = width
        self._before = self._after = self._change_width = 0
        self._known: dict[int, Cell] = {}
        self._curves: dict[int, tuple[NDArray[Any], int, str]] = {}

    @cached_property
    def _needed(self) -> int:
        if self.column.curve is not None:
            return CURVE_WIDTH
        self._measure()
        return self._before + self._after + self._change_width

    @cached_property
    def width(self) -> int:
        """Cells of the column; its texts are made when somebody asks for the first time."""
        titles = (self.column.title, self.column.group)
        title_width = min(LONGEST_TITLE, max(map(cell_width, titles)) + 1)
        return self.wanted or max(self._needed, title_width)

    @property
    def title_wish(self) -> int:
        """Cells with which the title can be read; none where the user has said how many."""
        return 0 if self.wanted else min(LONGEST_TITLE_WITH_ROOM, cell_width(self.column.title) + 1)

    @property
    def group_wish(self) -> int:
        """Cells with which the group can be read; none where the user has said how many."""
        return 0 if self.wanted else min(LONGEST_TITLE_WITH_ROOM, cell_width(self.column.group))

    @property
    def _is_tight(self) -> bool:
        return self.width < self._needed

    def _measure(self) -> None:
        column = self.column
        rows = self._sample()
        texts = [text for text in (column.text(row) for row in rows) if text]
        longest = max(map(cell_width, texts), default=1)
        least = len(MIXED) if column.mixed is not None and column.mixed.any() else 1
        longest = max(longest, least)
        self._before = min(longest, LONGEST_TEXT)
        if column.is_number:
            parts = [_around_point(text) for text in texts]
            before = max((len(head) for head, _ in parts), default=1)
            after = max((len(tail) for _, tail in parts), default=0)
            if before + after <= LONGEST_ALIGNED:
                self._before, self._after = max(before, least - after), after
        changes = [column.change_text(row) for row in rows] if column.changes is not None else []
        widest = max(map(cell_width, changes), default=0)
        self._change_width = widest + 2 if widest else 0

    def _sample(self) -> list[int]:
        """Return rows all over the column, and those of the lowest and the highest number."""
        values = self.column.values
        count = len(values)
        rows = list(range(0, count, max(1, count // SAMPLE)))
        if self.column.is_number and count > SAMPLE and (values == values).any():
            import numpy as np

            rows += [int(np.nanargmin(values)), int(np.nanargmax(values))]
        return rows

    def take(self, column: TableColumn) -> None:
        """Go on with a column that says the same, though other rows may be the best."""
        self.column = column

    def says_the_same(self, column: TableColumn) -> bool:
        """Tell whether another column has the same texts."""
        own = self.column
        return (
            column.values is own.values
            and column.changes is own.changes
            and (column.key, column.title, column.group) == (own.key, own.title, own.group)
        )

    def cell(self, row: int) -> Cell:
        """Return what a row shows."""
        known = self._known.get(row)
        if known is None:
            known = self._known[row] = self._made(row)
        return known

    def curve(self, row: int, width: int, rows: Iterable[int] | NDArray[np.intp] = ()) -> str:
        """Return what a row shows in a column of curves, empty where it has none.

        Parameters
        ----------
        row, width : int
        rows : iterable of int
            Those that will be asked for next: many curves are drawn at once, if one has to be.
        """
        values = self._values_of_curve(row)
        if values is None:
            return ""
        if not self._is_drawn(row, values, width):
            self._draw_curves(dict.fromkeys((row, *rows)), width)
        return self._curves[row][2]

    def _is_drawn(self, row: int, values: NDArray[Any], width: int) -> bool:
        known = self._curves.get(row)
        return known is not None and known[0] is values and known[1] == width

    def _values_of_curve(self, row: int) -> NDArray[Any] | None:
        values = None if self.column.curve is None else self.column.curve(row)
        return None if values is None or not len(values) else values

    def _draw_curves(self, rows: Iterable[int], width: int) -> None:
        from tbtui.plot.sparkline import sparklines

        found = {row: self._values_of_curve(row) for row in rows}
        curves = {
            row: values
            for row, values in found.items()
            if values is not None and not self._is_drawn(row, values, width)
        }
        drawn = sparklines(list(curves.values()), width)
        for (row, values), text in zip(curves.items(), drawn, strict=True):
            self._curves[row] = (values, width, pad(text, width))

    def _made(self, row: int) -> Cell:
        column, width = self.column, self.width
        text = column.text(row)
        is_missing = not text
        text = text or column.absent_text(row)
        change = "" if self._is_tight else column.change_text(row)
        if self._change_width and not self._is_tight:
            change = pad_left(change, self._change_width)
        room = width - cell_width(change)
        if not column.is_number:
            return Cell(pad(clip_middle(text, room), room), change, is_missing)
        if self._after and not self._is_tight:
            head, tail = _around_point(text)
            # What is no number may need the room behind the point.
            behind = min(self._after - len(tail), room - cell_width(text))
            text = head + tail + " " * max(0, behind)
        return Cell(pad_left(text, room), change, is_missing)


def _around_point(number: str) -> tuple[str, str]:
    """Divide a number into what stands before its point or exponent and the rest."""
    if number[-1:].isalpha():
        return number, ""
    for mark in (".", "e"):
        head, found, tail = number.partition(mark)
        if found:
            return head, found + tail
    return number, ""
