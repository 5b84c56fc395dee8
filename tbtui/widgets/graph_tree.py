"""The tree of a graph: scopes that open and close, with what is known about each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.strip import Strip

from tbtui.analysis.graph.facts import Order
from tbtui.analysis.graph.model import DEFAULT_GROUPING, ROOT, Kind
from tbtui.analysis.graph.outline import NO_CALLS, Calls, Outline
from tbtui.bindings import Where, bindings_for
from tbtui.widgets.graph_columns import available
from tbtui.widgets.graph_rows import Row, RowPainter
from tbtui.widgets.styling import theme_of
from tbtui.widgets.virtual_lines import VirtualLines

if TYPE_CHECKING:
    from tbtui.widgets.graph_scene import GraphScene, Marks

_FIRST_ROWS = 16
"""A graph with fewer rows at its top opens what is alone there."""


class GraphTree(VirtualLines):
    """The tree; it knows what is open, what is sorted and where the cursor is."""

    BINDINGS = bindings_for(Where.GRAPH_TREE)
    pane: ClassVar[Where] = Where.GRAPH_TREE

    class Moved(Message):
        """The cursor is on another row, or rows look different."""

        def __init__(self, item: int) -> None:
            super().__init__()
            self.item = item

    class Opened(Message):
        """Everything about a node was asked for."""

        def __init__(self, item: int) -> None:
            super().__init__()
            self.item = item

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.outline: Outline | None = None
        self.order = Order.GRAPH
        self.is_reversed = False
        self.depth = 0
        self._scene: GraphScene | None = None
        self._painter: RowPainter | None = None

    # What is shown

    def show(self, scene: GraphScene) -> None:
        """Show a graph, or the same one with other marks and colours."""
        old, self._scene = self._scene, scene
        if self.outline is None or self.outline.graph is not scene.facts.graph:
            before, self.outline = self.outline, Outline(scene.facts.graph, DEFAULT_GROUPING)
            self.depth = 0
            if before is None or not self.outline.open_like(before):
                self._open_what_is_alone()
            self._sort()
            self.cursor = 0
            self.scroll_to(y=0, animate=False, force=True)
        elif old is None or old.facts is not scene.facts:
            self._sort()
        self._painter = RowPainter(scene, self.order, self.is_reversed)
        self.lines_changed()

    def _open_what_is_alone(self) -> None:
        """Go down to where there is a choice."""
        assert self.outline is not None
        graph, item = self.outline.graph, ROOT
        children = [child for child in graph.children(ROOT).tolist() if child != graph.library]
        while len(children) == 1 and self.outline.can_open(children[0]):
            item = children[0]
            self.outline.set_open(item, True)
            children = graph.children(item).tolist()
            if len(children) > _FIRST_ROWS:
                break

    def _sort(self) -> None:
        assert self.outline is not None
        assert self._scene is not None
        if self.order not in self._orders():
            self.order, self.is_reversed = Order.GRAPH, False
        self.outline.sort(self._scene.facts.ranks(self.order, self.is_reversed))

    def _orders(self) -> tuple[Order, ...]:
        assert self._scene is not None
        return (Order.GRAPH, Order.NAME, *available(self._scene.facts))

    @property
    def current(self) -> tuple[int, Calls]:
        """The item under the cursor and the calls around it; the root where there is no row."""
        if self.outline is None:
            return ROOT, NO_CALLS
        rows = self.outline.rows
        if self.cursor >= len(rows.items):
            return ROOT, NO_CALLS
        return int(rows.items[self.cursor]), rows.chains[int(rows.calls[self.cursor])]

    def line_count(self) -> int:
        """Return the number of rows."""
        return 0 if self.outline is None else len(self.outline.rows.items)

    def row_at(self, index: int) -> Row:
        """Return what is drawn on a line."""
        assert self.outline is not None
        rows = self.outline.rows
        item, calls = int(rows.items[index]), rows.chains[int(rows.calls[index])]
        return Row(
            item,
            int(rows.depths[index]),
            can_open=self.outline.can_open(item, calls),
            is_open=self.outline.is_open(item, calls),
            is_recursive=self.outline.is_recursive(item, calls),
            is_copy=bool(calls),
        )

    def draw_line(self, index: int, width: int) -> Strip:
        """Draw one row."""
        assert self._painter is not None
        at_cursor = index == self.cursor
        return self._painter.draw(
            self.row_at(index), width, theme_of(self), at_cursor, self.has_focus
        )

    def heading(self, width: int) -> Strip:
        """Draw the titles of the columns."""
        theme = theme_of(self)
        if self._painter is None:
            return Strip.blank(width, self.rich_style)
        has_bar = self.line_count() > self.size.height
        return self._painter.heading(width - (1 if has_bar else 0), width, theme, self.has_focus)

    # Moving

    def watch_cursor(self, old: int, new: int) -> None:
        """Tell which item the cursor is on."""
        super().watch_cursor(old, new)
        if self.outline is not None:
            self.post_message(self.Moved(self.current[0]))

    def move_to(self, item: int) -> bool:
        """Put the cursor on an item, opening what it lies in.

        Returns
        -------
        bool
            Whether the item has a row; one that is left out has none.
        """
        if self.outline is None:
            return False
        if item == self.current[0]:
            return True
        row = self.outline.reveal(item)
        self.lines_changed()
        if row >= 0:
            self.cursor = row
        return row >= 0

    def _changed(self, item: int, calls: Calls) -> None:
        """Show other rows with the cursor where it was, or as near as possible."""
        assert self.outline is not None
        row = self.outline.nearest_row(item, calls)
        self.lines_changed()
        self.cursor = row
        self.show_line(row)
        self.post_message(self.Moved(self.current[0]))

    def show_only(self, shown: Marks | None) -> None:
        """Leave out all rows but some; see `Outline.show_only`."""
        if self.outline is not None:
            item, calls = self.current
            self.outline.show_only(shown)
            self._changed(item, calls)

    # Keys

    def line_clicked(self, column: int) -> None:  # noqa: ARG002
        """Open or close what is clicked."""
        self.action_toggle_row()

    def action_open_line(self) -> None:
        """Open or close a scope; ask for everything about a node."""
        item, _ = self.current
        if self.outline is None or item == ROOT:
            return
        if self.outline.graph.kind[item] == Kind.NODE:
            self.post_message(self.Opened(item))
        else:
            self.action_toggle_row()

    def action_toggle_row(self) -> None:
        """Open or close a scope or the functions of a call."""
        item, calls = self.current
        if self.outline is not None and item != ROOT:
            self._set_open(not self.outline.is_open(item, calls))

    def _set_open(self, is_open: bool) -> None:
        assert self.outline is not None
        item, calls = self.current
        self.outline.set_open(item, is_open, calls)
        self._changed(item, calls)

    def action_expand(self) -> None:
        """Open a scope, or go into it."""
        item, calls = self.current
        if self.outline is None or item == ROOT or not self.outline.can_open(item, calls):
            return
        if self.outline.is_open(item, calls):
            self.cursor += 1
        else:
            self._set_open(True)

    def action_collapse(self) -> None:
        """Close a scope, or go to the one around it."""
        item, calls = self.current
        if self.outline is None or item == ROOT:
            return
        is_open = self.outline.is_open(item, calls)
        if is_open and self.outline.can_open(item, calls):
            self._set_open(False)
        else:
            self.action_parent()

    def action_parent(self) -> None:
        """Go to the row around."""
        if self.outline is None or not self.line_count():
            return
        depths = self.outline.rows.depths
        for row in range(self.cursor - 1, -1, -1):
            if depths[row] < depths[self.cursor]:
                self.cursor = row
                return

    def action_expand_below(self) -> None:
        """Open everything below."""
        item, calls = self.current
        if self.outline is not None and item != ROOT:
            self.outline.expand_below(item, calls)
            self._changed(item, calls)

    def action_change_depth(self, levels: int) -> None:
        """Open all scopes down to another level, and no others."""
        if self.outline is None:
            return
        item, calls = self.current
        self.depth = max(0, min(self.outline.deepest, self.depth + levels))
        self.outline.expand_to(self.depth)
        self._changed(item, calls)

    def action_collapse_all(self) -> None:
        """Close everything."""
        self.depth = 0
        self.action_change_depth(0)

    def action_isolate(self) -> None:
        """Show one subtree alone, or everything again."""
        if self.outline is None:
            return
        item, calls = self.current
        if self.outline.top != ROOT:
            self.leave_subtree()
        elif not calls and item != ROOT and self.outline.graph.kind[item] != Kind.NODE:
            self.outline.isolate(item)
            self.cursor = 0
            self._changed(int(self.outline.rows.items[0]), NO_CALLS)

    def leave_subtree(self) -> bool:
        """Show everything again; return whether one subtree was shown alone."""
        if self.outline is None or self.outline.top == ROOT:
            return False
        item, calls = self.current
        self.outline.isolate(ROOT)
        self._changed(item, calls)
        return True

    def action_group(self) -> None:
        """Fold the series of the cursor into one row, or unfold it."""
        if self.outline is None:
            return
        item, _ = self.current
        graph = self.outline.graph
        series = item if graph.kind[item] == Kind.SERIES else int(graph.parent[item])
        if series < 0 or graph.kind[series] != Kind.SERIES:
            return
        old = self.outline.grouping
        if graph.is_folded(series, old):
            grouping = old._replace(
                grouped=frozenset(old.grouped) - {series},
                ungrouped=frozenset(old.ungrouped) | {series},
            )
            kept = series + 1
        else:
            grouping = old._replace(
                grouped=frozenset(old.grouped) | {series},
                ungrouped=frozenset(old.ungrouped) - {series},
            )
            kept = series
        self.outline.group(grouping)
        self._changed(kept, NO_CALLS)

    def action_sort(self, steps: int) -> None:
        """Sort siblings by another column."""
        if self._scene is None:
            return
        orders = self._orders()
        place = orders.index(self.order) if self.order in orders else 0
        self.sort_by(orders[(place + steps) % len(orders)])

    @property
    def unseen_order(self) -> str:
        """What siblings are sorted by, if there is no room for its column; else empty."""
        if self._painter is None or self.order in (Order.GRAPH, Order.NAME):
            return ""
        shown = [column.order for column in self._painter.columns(self.size.width)]
        return "" if self.order in shown else self.order.value

    def action_reverse(self) -> None:
        """Sort the other way round."""
        self.sort_by(self.order, not self.is_reversed)

    def sort_by(self, order: Order, is_reversed: bool = False) -> None:
        """Sort siblings."""
        self.order, self.is_reversed = order, is_reversed
        if self._scene is None or self.outline is None:
            return
        item, calls = self.current
        self._sort()
        self._painter = RowPainter(self._scene, self.order, self.is_reversed)
        self._changed(item, calls)
