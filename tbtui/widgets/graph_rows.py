"""How the rows of the tree of a graph are drawn."""

from __future__ import annotations

from typing import NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from tbtui.analysis.graph.facts import ASCENDING, Order
from tbtui.analysis.graph.model import Graph, Kind
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip_middle, escape, pad, pad_left
from tbtui.plot.theme import Theme
from tbtui.widgets.graph_columns import (
    BAR_WIDTH,
    Column,
    bar_of,
    cell_text,
    columns_for,
    has_bar,
)
from tbtui.widgets.graph_scene import GraphScene
from tbtui.widgets.styling import cursor_bar, segment, strip_of

INDENT = 2
_LEAST_INDENT = 8
_LONGEST_NAME = 400
"""Characters of a name that are looked at."""
_LEAST_NAME = 6


class Row(NamedTuple):
    """What a row is.

    Attributes
    ----------
    item : int
    depth : int
        Levels around it.
    can_open, is_open : bool
    is_recursive : bool
        Whether it is a function within a call of itself.
    is_copy : bool
        Whether it is a function, or in one, below a call of it.
    """

    item: int
    depth: int
    can_open: bool
    is_open: bool
    is_recursive: bool
    is_copy: bool


def label_of(graph: Graph, item: int) -> str:
    """Return what an item is called within its parent, escaped."""
    if graph.kind[item] == Kind.LIBRARY:
        return "Functions"
    # A name such as "/conv" has nothing before its first slash.
    return escape(graph.labels[item], _LONGEST_NAME) or "/"


class RowPainter:
    """Draws rows of one scene.

    Parameters
    ----------
    scene : GraphScene
    order : Order
    is_reversed : bool
        By what siblings are sorted, for the heading.
    """

    def __init__(self, scene: GraphScene, order: Order, is_reversed: bool) -> None:
        self._scene = scene
        self._order = order
        self._ascends = (order in ASCENDING or order is Order.GRAPH) != is_reversed
        self._is_plain = order is Order.GRAPH and not is_reversed
        self._columns: tuple[int, list[Column]] = (0, [])

    def columns(self, width: int) -> list[Column]:
        """Return the columns in a tree of a width."""
        if self._columns[0] != width:
            self._columns = width, columns_for(self._scene.facts, width - self._before - 1)
        return self._columns[1]

    @property
    def _before(self) -> int:
        """Cells before the indentation."""
        scene = self._scene
        is_traced = scene.inputs is not None or scene.outputs is not None
        return 2 + (scene.status is not None) + is_traced

    def _name_width(self, width: int) -> int:
        columns = self.columns(width)
        # The last column keeps away from what is at the right of the tree.
        gap = 1 if columns else 0
        return width - gap - self._before - sum(column.width + 1 for column in columns)

    def heading(self, width: int, full_width: int, theme: Theme, in_use: bool) -> Strip:
        """Draw the titles of the columns."""
        background = theme.background
        arrow = symbols().arrow_up if self._ascends else symbols().arrow_down

        def title(text: str, order: Order) -> str:
            is_sorted = order is self._order and not self._is_plain
            return f"{text} {arrow}" if is_sorted else text

        name = title("name", Order.NAME if self._order is not Order.GRAPH else Order.GRAPH)
        pieces = [
            segment(" " * self._before, background, background),
            segment(pad(name, self._name_width(width)), theme.text_faint, background),
        ]
        for column in self.columns(width):
            text = title(column.title, column.order)
            number = column.width - BAR_WIDTH if has_bar(column.order) else column.width
            padded = pad_left(text, number) if column.is_number else text
            color = theme.text_muted if column.order is self._order else theme.text_faint
            pieces.append(segment(" " + pad(padded, column.width), color, background, bold=in_use))
        return strip_of(pieces, full_width, background)

    def draw(self, row: Row, width: int, theme: Theme, at_cursor: bool, in_use: bool) -> Strip:
        """Draw a row in exactly ``width`` cells."""
        background = theme.background
        blank = segment(" ", background, background)
        pieces = [blank, cursor_bar(theme, background, in_use) if at_cursor else blank]
        pieces += self._marks(row.item, theme)
        columns, room = self.columns(width), self._name_width(width)
        texts = [cell_text(self._scene.facts, column.order, row.item) for column in columns]
        wanted = self._wanted(row)
        first = 0
        # A long name goes on where the columns beside it have nothing to say.
        while room < wanted and first < len(columns) and not texts[first]:
            room += columns[first].width + 1
            first += 1
        pieces += self._name(row, room, theme, at_cursor)
        for column, text in zip(columns[first:], texts[first:], strict=True):
            pieces += self._cell(column, text, row.item, theme, at_cursor)
        return strip_of(pieces, width, background)

    def _wanted(self, row: Row) -> int:
        """Return the cells that name and notes of a row would take."""
        graph, has_look = self._scene.facts.graph, self._scene.look is not None
        texts = cell_width(label_of(graph, row.item)) + cell_width(self._notes(row))
        return row.depth * INDENT + 2 + 2 * has_look + texts

    def _marks(self, item: int, theme: Theme) -> list[Segment]:
        scene, marks = self._scene, []
        if scene.status is not None:
            marks.append(scene.status_mark(item, theme))
        if scene.inputs is not None or scene.outputs is not None:
            marks.append(scene.trace_mark(item, theme))
        return [segment(mark, color, theme.background, bold=True) for mark, color in marks]

    def _name(self, row: Row, width: int, theme: Theme, at_cursor: bool) -> list[Segment]:
        """Draw indentation, marker, colour, name and what decorates a row."""
        scene, background = self._scene, theme.background
        graph = scene.facts.graph
        marker = symbols().open if row.is_open else symbols().folded
        before = _indentation(row.depth, width) + (f"{marker} " if row.can_open else "  ")
        pieces = [segment(before, theme.text_faint, background)]
        left = width - cell_width(before)
        look = None if scene.look is None else scene.look(row.item)
        if look is not None:
            mark = look.mark or " "
            pieces.append(segment(f"{mark} ", look.ink or theme.text_faint, background))
            left -= 2
        notes = self._notes(row)
        name = label_of(graph, row.item)
        room = max(_LEAST_NAME, left)
        if cell_width(name) + cell_width(notes) > room:
            notes = self._short_note(row)
        is_hit = scene.hits is not None and bool(scene.hits[row.item])
        color = theme.text if graph.kind[row.item] != Kind.NODE else theme.text_muted
        if at_cursor:
            color = theme.text_strong
        if is_hit:
            color = theme.accent
        name = clip_middle(name, room - cell_width(notes))
        pieces.append(segment(name, color, background, bold=at_cursor or is_hit))
        pieces.append(segment(notes, theme.text_faint, background))
        used = cell_width(name) + cell_width(notes)
        pieces.append(segment(" " * max(0, left - used), background, background))
        return pieces

    def _short_note(self, row: Row) -> str:
        """Return how many decorations a row has, where there is no room for words."""
        graph, item = self._scene.facts.graph, row.item
        if graph.kind[item] != Kind.NODE:
            return ""
        count = len(graph.constants_of(item)) + len(graph.summaries_of(item))
        return f" +{count}" if count else ""

    def _notes(self, row: Row) -> str:
        """Return what decorates a row: constants, summaries, that it repeats itself."""
        graph, item = self._scene.facts.graph, row.item
        notes = []
        if row.is_recursive:
            notes.append("calls itself")
        if graph.kind[item] == Kind.NODE:
            constants, summaries = len(graph.constants_of(item)), len(graph.summaries_of(item))
            if constants:
                notes.append(f"{constants} const")
            if summaries:
                notes.append("1 summary" if summaries == 1 else f"{summaries} summaries")
        return "".join(f"  {note}" for note in notes)

    def _cell(
        self, column: Column, text: str, item: int, theme: Theme, at_cursor: bool
    ) -> list[Segment]:
        facts, background = self._scene.facts, theme.background
        color = theme.text if at_cursor else theme.text_muted
        if not has_bar(column.order):
            align = pad_left if column.is_number else pad
            return [segment(" " + align(text, column.width), color, background)]
        number = pad_left(text, column.width - BAR_WIDTH - 1)
        bar = pad(bar_of(facts, column.order, item), BAR_WIDTH)
        return [
            segment(f" {number} ", color, background),
            segment(bar, theme.accent, background),
        ]


def _indentation(depth: int, width: int) -> str:
    """Return blanks for a level, or the number of levels where there is no room for them."""
    most = max(_LEAST_INDENT, width // 2)
    if depth * INDENT <= most:
        return " " * (depth * INDENT)
    return pad(f"{depth} {symbols().next}", most)
