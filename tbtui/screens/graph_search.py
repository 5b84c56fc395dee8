"""Searching a graph: piece by piece, so that keys are answered meanwhile."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from time import monotonic

import numpy as np
from textual.widget import Widget
from textual.widgets import Input

from tbtui.analysis.graph.search import EVERYWHERE, Where, search
from tbtui.plot.numbers import format_count
from tbtui.plot.text import escape
from tbtui.screens.graph_base import GraphBase
from tbtui.widgets.filter_hint import FilterHint
from tbtui.widgets.filter_history import FilterHistory
from tbtui.widgets.filter_input import FilterInput
from tbtui.widgets.graph_scene import Marks

_SLICE_SECONDS = 0.012
"""The time between two looks at the keys."""
_TELLING_SECONDS = 0.2
_PAUSE_SECONDS = 0.004
_SYNTAX = "a regular expression; name: op: attr: before it search only there"
_PARTS = {"name": Where.NAMES, "op": Where.OPERATIONS, "attr": Where.ATTRIBUTES}


def parse_search(text: str) -> tuple[re.Pattern[str], Where]:
    """Take what was typed apart.

    Capitals count only where there are any.

    Raises
    ------
    re.error
        It is no regular expression.
    """
    part, colon, rest = text.partition(":")
    where = EVERYWHERE
    if colon and part in _PARTS:
        where, text = _PARTS[part], rest
    return re.compile(text, 0 if any(map(str.isupper, text)) else re.IGNORECASE), where


class GraphSearch(GraphBase):
    """The part of the tab that searches."""

    pattern = ""
    hits: Marks | None = None
    _found: list[int]
    _pieces: Iterator[list[int]] | None = None
    _goes_to_hit = False
    _history: FilterHistory
    _returns_to: Widget | None = None

    def graph_replaced(self) -> None:
        """Search nothing in another graph."""
        self._stop_search()

    def action_search(self) -> None:
        """Type what is to be found."""
        if self.graph is None:
            return
        self._returns_to = self.focused
        field = self.query_one(FilterInput)
        field.display = self.query_one(FilterHint).display = True
        self.query_one(FilterHint).show(_SYNTAX, "")
        self.set_focus(field)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as one types."""
        event.stop()
        if event.input.display and event.value != self.pattern:
            self._start_search(event.value)

    def _start_search(self, text: str) -> None:
        graph = self.graph
        self._stop_search()
        if graph is None or not text:
            self.synchronise()
            return
        self.pattern = text
        trouble = ""
        try:
            pattern, where = parse_search(text)
        except (re.error, RecursionError, OverflowError) as error:
            trouble = f"no regular expression: {error}"
        else:
            self.hits = np.zeros(graph.item_count, np.bool_)
            self._pieces = search(graph, pattern, where)
        self.query_one(FilterHint).show(_SYNTAX, trouble)
        if self._pieces is None:
            self.synchronise()
        else:
            self._search_on()

    def _stop_search(self) -> None:
        self.pattern, self.hits, self._pieces = "", None, None
        self._found = []
        self._goes_to_hit = False

    _told_at = 0.0

    def _search_on(self) -> None:
        """Search for some milliseconds, then again a little later."""
        pieces, hits = self._pieces, self.hits
        if pieces is None or hits is None:
            return
        until = monotonic() + _SLICE_SECONDS
        while monotonic() < until:
            piece = next(pieces, None)
            if piece is None:
                self._pieces = None
                break
            hits[piece] = True
            self._found += piece
        if self._pieces is not None:
            self.set_timer(_PAUSE_SECONDS, self._search_on)
        if self._goes_to_hit:
            self._go_to_first_hit()
        if self._pieces is None or until >= self._told_at + _TELLING_SECONDS:
            # To draw hits takes longer than a slice of the search.
            self._told_at = until
            self.synchronise()

    def _go_to_first_hit(self) -> None:
        """Go to the first hit that is not before the cursor; wait while there may be one."""
        place = bisect_left(self._found, self.state.item)
        if place < len(self._found) or (self._pieces is None and self._found):
            self._goes_to_hit = False
            self.select(self._found[place % len(self._found)])
        elif self._pieces is None:
            self._goes_to_hit = False

    def action_filter_keep(self) -> None:
        """Leave the line and go to the first hit."""
        if self.hits is not None:
            self._history.add(self.pattern)
            self._goes_to_hit = True
            self._go_to_first_hit()
        self._close_field()

    def action_filter_back(self) -> None:
        """Clear the line; when it is empty, leave it."""
        field = self.query_one(FilterInput)
        if field.value:
            field.value = ""
        else:
            self._close_field()

    def action_filter_history(self, direction: int) -> None:
        """Go to an older search (-1) or to a newer one."""
        field = self.query_one(FilterInput)
        recall = self._history.older if direction < 0 else self._history.newer
        field.value = recall(field.value)
        field.cursor_position = len(field.value)

    def _close_field(self) -> None:
        self.query_one(FilterInput).display = self.query_one(FilterHint).display = False
        self.set_focus(self._returns_to or self.outline_tree)

    def clear_search(self) -> bool:
        """Forget the search; return whether there was one."""
        if not self.pattern:
            return False
        self._stop_search()
        self.query_one(FilterInput).value = ""
        self.synchronise()
        return True

    def action_next_hit(self, steps: int) -> None:
        """Go to the next hit (1) or to the previous one (-1), around the ends."""
        if not self._found:
            return
        found, item = self._found, self.state.item
        place = bisect_right(found, item) if steps > 0 else bisect_left(found, item) - 1
        self.select(self._found[place % len(self._found)])
        self.synchronise()

    def search_note(self) -> str:
        """Say what is searched and how many hits there are, escaped."""
        if not self.pattern:
            return ""
        pattern = escape(self.pattern, 30)
        if self.hits is None:
            return f"/{pattern}  ?"
        count = len(self._found)
        place = bisect_left(self._found, self.state.item)
        at_hit = place < count and self._found[place] == self.state.item
        if not count:
            total = "no hit" if self._pieces is None else "no hit yet"
        else:
            total = "1 hit" if count == 1 else f"{format_count(count)} hits"
            total += "" if self._pieces is None else " so far"
        return f"/{pattern}  {place + 1} of {total}" if at_hit else f"/{pattern}  {total}"
