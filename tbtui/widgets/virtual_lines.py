"""A scrolling list that draws only the lines in view, whatever its length."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tbtui.bindings import Where, bindings_for


class VirtualLines(ScrollView, can_focus=True):
    """Base of the lists: a cursor, keys to move it, and lines drawn on demand.

    A subclass says how many lines there are and draws one of them. Moving the cursor
    redraws two lines; new contents redraw the lines in view that differ.
    """

    BINDINGS = bindings_for(Where.LISTS)
    DEFAULT_CSS = """
    VirtualLines {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    """

    pane: ClassVar[Where] = Where.LISTS
    has_cursor: ClassVar[bool] = True

    cursor: reactive[int] = reactive(0, repaint=False, init=False)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._drawn: dict[int, Strip] = {}

    def line_count(self) -> int:
        """Return the number of lines."""
        raise NotImplementedError

    def draw_line(self, index: int, width: int) -> Strip:
        """Return line ``index`` as exactly ``width`` cells."""
        raise NotImplementedError

    def blank_line(self, width: int) -> Strip:
        """Return what stands below the last line."""
        return Strip.blank(width, self.rich_style)

    def lines_changed(self) -> None:
        """Take notice of new contents, redrawing only lines in view that differ."""
        count = self.line_count()
        if self.virtual_size.height != count:
            self.virtual_size = Size(1, count)
        if self.cursor >= count:
            self.cursor = max(0, count - 1)
        for row in range(self.size.height):
            index = self.line_at(row)
            if self._drawn.get(index) != self._line(index):
                self.refresh_line(index)

    def line_at(self, row: int) -> int:
        """Return the index of the line that is so many rows below the top of the view."""
        return row + self.scroll_offset.y

    def row_of(self, index: int) -> int:
        """Return how many rows below the top of the view a line is; outside it, any other."""
        return index - self.scroll_offset.y

    def refresh_line(self, y: int) -> None:
        """Redraw line ``y`` when it is in view."""
        row = self.row_of(y)
        if 0 <= row < self.size.height:
            self.refresh(Region(0, row, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Draw the line that is ``y`` rows below the top of the view."""
        index = self.line_at(y)
        strip = self._line(index)
        if len(self._drawn) > 4 * max(16, self.size.height):
            self._drawn.clear()
        self._drawn[index] = strip
        return strip

    def _line(self, index: int) -> Strip:
        # The scroll bar lies over the last column as soon as there is one.
        has_bar = self.line_count() > self.size.height
        width = self.size.width - (1 if has_bar else 0)
        if index >= self.line_count():
            return self.blank_line(width)
        return self.draw_line(index, width)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a line."""
        return max(0, min(self.line_count() - 1, cursor))

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw the two lines concerned and keep the cursor in view."""
        self.refresh_line(old)
        self.refresh_line(new)
        self.show_line(new)

    def show_line(self, index: int) -> None:
        """Scroll until a line is in view."""
        top, height = self.scroll_offset.y, self.size.height
        if height == 0:
            return
        if index < top:
            self.scroll_to(y=index, animate=False, force=True)
        elif index >= top + height:
            self.scroll_to(y=index - height + 1, animate=False, force=True)

    def watch_show_vertical_scrollbar(self, shown: bool) -> None:
        """Tell a scroll bar that appears only now where the list was scrolled to."""
        if shown:
            self.vertical_scrollbar.position = self.scroll_y

    def on_resize(self) -> None:
        """Keep the cursor in view when the list shrinks."""
        if self.has_cursor:
            self.show_line(self.cursor)

    def on_focus(self) -> None:
        """Show the cursor as that of the pane in use."""
        self.refresh_line(self.cursor)

    def on_blur(self) -> None:
        """Show the cursor as that of a pane at rest."""
        self.refresh_line(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the line under the pointer."""
        index = self.line_at(event.y)
        if index < self.line_count():
            self.cursor = index
            self.line_clicked(event.x)

    def line_clicked(self, column: int) -> None:
        """Act on a click on the line of the cursor; a plain list has moved it and is done."""

    def action_move(self, lines: int) -> None:
        """Move the cursor by a number of lines."""
        if self.has_cursor:
            self.cursor += lines
        else:
            self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True)

    def action_page(self, pages: int) -> None:
        """Move the cursor by a number of pages, keeping one line of the old one."""
        self.action_move(pages * max(1, self.size.height - 1))

    def action_go(self, end: str) -> None:
        """Move the cursor to the ``first`` or the ``last`` line."""
        index = 0 if end == "first" else self.line_count() - 1
        if self.has_cursor:
            self.cursor = index
        else:
            self.scroll_to(y=index, animate=False, force=True)
