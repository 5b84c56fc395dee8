"""The table below the charts: what every curve says at the crosshair or over a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip
from textual.widget import Widget

from tbtui.bindings import Where, bindings_for
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip_middle, pad, pad_left
from tbtui.widgets.reading_columns import BY_RUN, RUN_COLUMN, Column, SortOrder
from tbtui.widgets.styling import cursor_bar, segment, strip_of, swatch_of, theme_of
from tbtui.widgets.virtual_lines import VirtualLines

if TYPE_CHECKING:
    from tbtui.plot.theme import Theme

LONGEST_NAME = 40
SHORTEST_NAME = 8
GAP = 2
WIDTH_SAMPLE = 200
"""So many rows are looked at to find how wide a column is."""


@dataclass(frozen=True)
class Readings:
    """What the table shows.

    Attributes
    ----------
    title : str
        Where the readings were taken.
    columns : tuple of Column
        The first is the name of the curve.
    rows : tuple
        Readings, sorted.
    order : SortOrder
    reference : str or None
        Name of the run that is pointed out.
    """

    title: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[Any, ...] = ()
    order: SortOrder = BY_RUN
    reference: str | None = None


def column_widths(readings: Readings, width: int) -> list[int]:
    """Return the cells of each column that fits beside the name of the curve, name first.

    Columns drop out whole from the right.
    """
    sample = readings.rows[:WIDTH_SAMPLE]
    wanted = [
        max([cell_width(column.title) + 1, *(cell_width(column.text(row)) for row in sample)])
        for column in readings.columns
    ]
    if not wanted:
        return []
    name = min(wanted[0], LONGEST_NAME)
    left = width - 3 - min(name, SHORTEST_NAME)
    widths: list[int] = []
    for column_width in wanted[1:]:
        if left < column_width + GAP:
            break
        widths.append(column_width)
        left -= column_width + GAP
    return [min(name, SHORTEST_NAME + max(0, left)) if name > SHORTEST_NAME else name, *widths]


class ReadingsHeader(Widget):
    """Titles of the columns, with an arrow at the one that sorts the rows."""

    DEFAULT_CSS = "ReadingsHeader { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._readings = Readings()
        self._widths: list[int] = []

    def show(self, readings: Readings, widths: list[int]) -> None:
        """Show other titles."""
        known = (self._readings.columns, self._readings.order, self._readings.title, self._widths)
        if (readings.columns, readings.order, readings.title, widths) != known:
            self._readings, self._widths = readings, widths
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Draw the titles."""
        theme = theme_of(self)
        order = self._readings.order
        arrow = symbols().arrow_down if order.descending else symbols().arrow_up
        pieces = [segment("   ", theme.text_faint, theme.background)]
        for column, width in zip(self._readings.columns, self._widths, strict=False):
            sorts = column.name == order.column
            title = f"{column.title}{arrow}" if sorts else column.title
            if column is RUN_COLUMN and order.column == "nearest":
                title = f"nearest{arrow}"
            color = theme.accent if sorts else theme.text_faint
            text = pad(title, width) if column is RUN_COLUMN else pad_left(title, width + GAP)
            pieces.append(segment(text, color, theme.background))
        rest = self.size.width - sum(cell_width(piece.text) for piece in pieces) - 1
        title = self._readings.title
        if cell_width(title) + GAP <= rest:
            pieces.append(segment(pad_left(title, rest), theme.text_faint, theme.background))
        return strip_of(pieces, self.size.width, theme.background)


class ReadingRows(VirtualLines):
    """One line for each curve."""

    BINDINGS = bindings_for(Where.READINGS)
    pane: ClassVar[Where] = Where.READINGS

    def __init__(self) -> None:
        super().__init__()
        self.readings = Readings()
        self.widths: list[int] = []

    def line_count(self) -> int:
        """Return the number of curves."""
        return len(self.readings.rows)

    def draw_line(self, index: int, width: int) -> Strip:
        """Draw the line of one curve."""
        theme, row = theme_of(self), self.readings.rows[index]
        background = theme.background
        at_cursor = self.has_focus and index == self.cursor
        blank, color = segment(" ", background, background), row.curve.color
        pieces = [
            cursor_bar(theme, background, True) if at_cursor else blank,
            segment(swatch_of(color, symbols().lines[0]), color, background),
            blank,
            *self._cells(row, theme, at_cursor),
        ]
        return strip_of(pieces, width, background)

    def _cells(self, row: Any, theme: Theme, at_cursor: bool) -> list[Segment]:
        is_reference = row.curve.name == self.readings.reference
        strong = at_cursor or is_reference
        beside = getattr(row, "beside", False)
        value_color = theme.text_faint if beside else theme.text
        pieces = []
        for column, width in zip(self.readings.columns, self.widths, strict=False):
            text = column.text(row)
            if column is RUN_COLUMN:
                words = pad(clip_middle(text, width), width)
                color = theme.text_strong if strong else theme.text
                pieces.append(segment(words, color, theme.background, bold=strong))
            else:
                words = pad_left(text, width + GAP)
                pieces.append(segment(words, value_color, theme.background))
        return pieces


class ReadingsTable(Vertical):
    """The header and the lines below it."""

    DEFAULT_CSS = """
    ReadingsTable { height: auto; max-height: 40%; display: none; background: $background; }
    ReadingsTable > ReadingRows { height: auto; background: $background; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._header = ReadingsHeader()
        self._rows = ReadingRows()
        self._lines = 0

    def compose(self) -> ComposeResult:
        """Compose header and lines."""
        yield self._header
        yield self._rows

    @property
    def rows(self) -> VirtualLines:
        """The lines, which take the focus."""
        return self._rows

    @property
    def readings(self) -> Readings:
        """What is shown."""
        return self._rows.readings

    def show(self, readings: Readings, most_rows: int = 0) -> None:
        """Show other readings.

        Parameters
        ----------
        most_rows : int
            How many rows are in view at most; 0 for as many as fit.
        """
        width = self.size.width or self.app.size.width
        widths = column_widths(readings, width - 1)
        self._header.show(readings, widths)
        rows = self._rows
        lines = max(1, min(len(readings.rows), most_rows or len(readings.rows)))
        if lines != self._lines:
            self._lines = rows.styles.height = lines
        rows.readings, rows.widths = readings, widths
        rows.lines_changed()

    def as_text(self, columns: Sequence[Column] = ()) -> str:
        """Return all rows with all columns, separated by tabs."""
        shown = columns or self.readings.columns
        lines = ["\t".join(column.title for column in shown)]
        lines += ["\t".join(column.text(row) for column in shown) for row in self.readings.rows]
        return "\n".join(lines) + "\n"
