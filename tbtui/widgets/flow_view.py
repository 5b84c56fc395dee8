"""The flow of a graph as boxes and arrows, through which keys lead along the arrows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tbtui.analysis.flow.contents import SceneChoice, ScopeLinks, scope_flow, scope_links
from tbtui.analysis.flow.model import BoxKind
from tbtui.analysis.graph.model import DEFAULT_GROUPING, ROOT, Graph, Grouping, Kind
from tbtui.bindings import Where, bindings_for
from tbtui.plot.flow_boxes import Form, Look
from tbtui.plot.flow_picture import FlowPicture, Highlight, Window, fitting_picture
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip_middle, escape
from tbtui.widgets import flow_steps
from tbtui.widgets.flow_window import bounded, centred, following
from tbtui.widgets.styling import segment, strip_of, strips_of_cells, theme_of

Marks = NDArray[np.bool_]
"""Of each item of the graph, whether something is true of it."""

_LOW = 18
"""Rows; with fewer, boxes are compact if nothing else was chosen."""
_NAME_SHARE = 3
_LEAST_NAME, _MOST_NAME = 12, 30
_PAN_COLUMNS, _WHEEL_ROWS = 10, 3
_MOST_SCOPES = 1_000


def no_look(item: int) -> Look:  # noqa: ARG001
    """Draw a box without a colour."""
    return Look()


class FlowView(Widget, can_focus=True):
    """A picture of the contents of one scope, with one box selected."""

    BINDINGS = bindings_for(Where.FLOW)
    DEFAULT_CSS = "FlowView { height: 1fr; width: 1fr; }"
    pane = Where.FLOW

    class Selected(Message):
        """The user went to another item."""

        def __init__(self, item: int) -> None:
            super().__init__()
            self.item = item

    class Opened(Message):
        """The user asked for everything about an item that holds nothing."""

        def __init__(self, item: int) -> None:
            super().__init__()
            self.item = item

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.graph: Graph | None = None
        self.scope = ROOT
        self.item = -1
        self._grouping = DEFAULT_GROUPING
        self._box = -1
        self._picture: FlowPicture | None = None
        self._made_for: tuple[object, ...] = ()
        self._centre = -1
        self._window = Window(0, 0, 0, 0)
        self._strips: list[Strip] = []
        self._look: Callable[[int], Look] = no_look
        self._inputs: Marks | None = None
        self._outputs: Marks | None = None
        self._upwards = False
        self._is_compact: bool | None = None
        self._pulls_aside = True
        self._calls: list[int] = []
        self._cycled: tuple[int, bool, int] | None = None
        self._links: ScopeLinks | None = None
        self._drawn: tuple[object, list[Strip]] = None, []

    # What is shown

    def show(
        self,
        graph: Graph,
        item: int,
        grouping: Grouping = DEFAULT_GROUPING,
        *,
        contents: bool = False,
    ) -> None:
        """Draw what is around an item, and the item as selected; nothing is announced.

        Parameters
        ----------
        graph : Graph
        item : int
            Of the root and of the library of functions, the contents are drawn. An embedded node
            is drawn beside what it decorates.
        grouping : Grouping
        contents : bool
            Draw what is in the item instead, with nothing selected.
        """
        if graph is not self.graph:
            self._calls = []
        self.graph, self._grouping = graph, grouping
        if graph.is_embedded(item):
            hosts = graph.hosts_of(item)
            item = int(hosts[0]) if len(hosts) else ROOT
        if contents or item == ROOT or graph.kind[item] == Kind.LIBRARY:
            self.scope, self.item = item, -1
        else:
            self.scope, self.item = graph.visible_parent(item, grouping), item
        self._update()

    def mark(
        self, look: Callable[[int], Look], inputs: Marks | None = None, outputs: Marks | None = None
    ) -> None:
        """Give boxes the looks that a function says for their items, and mark what is traced."""
        self._look, self._inputs, self._outputs = look, inputs, outputs
        self._draw()

    def _update(self) -> None:
        """Make another picture if this one does not hold what is to be seen; then draw."""
        if self.graph is None or not self.size.width:
            return
        seen, form = self._seen(), self._form()
        how = (seen, form, self._upwards, self._pulls_aside)
        wanted = (self.graph, self.scope, self._grouping, how)
        self._box = self._box_of(self.item)
        is_missing = self.item >= 0 and (self._box < 0 or self._is_at_rim(self._box))
        if self._picture is None or wanted != self._made_for or is_missing:
            choice = SceneChoice(self.scope, self.item, self._grouping, self._pulls_aside)
            self._links = scope_links(self.graph, choice, self._links)
            flow = scope_flow(self.graph, choice, self._links)
            self._picture = fitting_picture(flow, form, *seen, upwards=self._upwards)
            self._made_for = wanted
            self._centre = self.item
            self._box = self._box_of(self.item)
            self._window = centred(self._picture, self._box, *seen)
        else:
            self._window = following(self._picture, self._box, self._window)
        self._draw()

    def _seen(self) -> tuple[int, int]:
        """Columns and rows of the picture, below the line of titles."""
        return self.size.width, max(0, self.size.height - 1)

    def _form(self) -> Form:
        is_compact = self.size.height < _LOW if self._is_compact is None else self._is_compact
        width = max(_LEAST_NAME, min(_MOST_NAME, self.size.width // _NAME_SHARE))
        return Form(is_compact, width)

    def _box_of(self, item: int) -> int:
        if self._picture is None or item < 0:
            return -1
        boxes = self._picture.flow.boxes
        hidden = (BoxKind.MORE, BoxKind.OUTSIDE)
        return next(
            (i for i, box in enumerate(boxes) if box.node == item and box.kind not in hidden), -1
        )

    def _is_at_rim(self, box: int) -> bool:
        """Tell whether some neighbours of a box are left out of the picture."""
        assert self._picture is not None
        boxes = self._picture.flow.boxes
        return (
            any(
                box in (arrow.source, arrow.target)
                and BoxKind.MORE in (boxes[arrow.source].kind, boxes[arrow.target].kind)
                for arrow in self._picture.flow.arrows
            )
            and self._centre != self.item
        )

    # Drawing

    def _draw(self) -> None:
        """Draw what looks different, and refresh the rows in which it does."""
        picture = self._picture
        if picture is None or self.graph is None:
            return
        boxes = picture.flow.boxes
        looks = {
            index: self._look(box.node)
            for index, box in enumerate(boxes)
            if box.kind not in (BoxKind.MORE, BoxKind.OUTSIDE)
        }
        highlight = Highlight(self._box, self._marked(self._inputs), self._marked(self._outputs))
        drawn = (picture, self._window, theme_of(self), highlight, looks)
        if drawn != self._drawn[0]:
            self._drawn = drawn, strips_of_cells(picture.draw(*drawn[1:]))
        old, self._strips = self._strips, [self._title(), *self._drawn[1]]
        if len(old) != len(self._strips):
            self.refresh()
            return
        for row, (before, now) in enumerate(zip(old, self._strips, strict=True)):
            if before != now:
                self.refresh(Region(0, row, self.size.width, 1))

    def _marked(self, marks: Marks | None) -> frozenset[int]:
        """Return the boxes of marked items; a box that stands for several stays unmarked."""
        if marks is None or self._picture is None:
            return frozenset()
        return frozenset(
            index
            for index, box in enumerate(self._picture.flow.boxes)
            if box.kind is not BoxKind.MORE and box.node < len(marks) and marks[box.node]
        )

    def _title(self) -> Strip:
        """Draw the line above the picture: the scope, and where more of the picture is."""
        assert self._picture is not None
        assert self.graph is not None
        theme, width, window = theme_of(self), self.size.width, self._window
        signs = symbols()
        beyond = [
            (window.left > 0, signs.previous),
            (window.top > 0, signs.arrow_up),
            (window.top + window.height < self._picture.height, signs.arrow_down),
            (window.left + window.width < self._picture.width, signs.next),
        ]
        more = "".join(sign if is_there else " " for is_there, sign in beyond)
        names = [escape(self.graph.labels[item]) for item in self.graph.path(self.scope)]
        separator = f" {signs.next} "
        text = separator.join(names[:_MOST_SCOPES]) if names else "whole graph"
        free = max(0, width - len(more) - 3)
        text = clip_middle(text, free)
        gap = " " * max(0, width - cell_width(text) - len(more) - 2)
        color = theme.text if self.has_focus else theme.text_faint
        pieces = [
            segment(f" {text}{gap}", color, theme.background, bold=self.has_focus),
            segment(more, theme.accent, theme.background),
        ]
        return strip_of(pieces, width, theme.background)

    def render_line(self, y: int) -> Strip:
        """Return a row that was drawn before."""
        if y < len(self._strips):
            return self._strips[y]
        background = theme_of(self).background
        return strip_of([], self.size.width, background)

    def on_resize(self) -> None:
        """Draw for another size."""
        self._update()

    def on_focus(self) -> None:
        """Show that the keys lead through the picture."""
        self._draw()

    def on_blur(self) -> None:
        """Show that they do not."""
        self._draw()

    def notify_style_update(self) -> None:
        """Draw in the colours of another theme."""
        super().notify_style_update()
        if self.is_mounted:
            self._draw()

    # Going from box to box

    def _go_to(self, box: int) -> None:
        """Select a box; what stands for others brings them into the picture."""
        if self._picture is None or box < 0 or box == self._box:
            return
        chosen = self._picture.flow.boxes[box]
        if chosen.kind is BoxKind.OUTSIDE:
            self._box = box
            self._window = following(self._picture, box, self._window)
            self._draw()
            return
        self.item = chosen.node
        self._update()
        self.post_message(self.Selected(self.item))

    def _jump_to(self, item: int) -> None:
        """Go to an item, wherever it is."""
        assert self.graph is not None
        self.show(self.graph, item, self._grouping)
        self.post_message(self.Selected(item))

    def action_follow(self, direction: str) -> None:
        """Go to the next box ``up`` or ``down`` along an arrow, or to one on a side."""
        if self._picture is None or not self._picture.places:
            return
        self._cycled = None
        if self._box < 0:
            self._go_to(0)
        elif direction in ("up", "down"):
            self._go_to(flow_steps.next_along(self._picture, self._box, down=direction == "down"))
        else:
            right = direction == "right"
            self._go_to(flow_steps.next_beside(self._picture, self._box, right=right))

    def action_cycle(self, side: str) -> None:
        """Go to one of the ``inputs`` or ``outputs``, or on to the next one of the same box."""
        if self._picture is None or self._box < 0:
            return
        inputs = side == "inputs"
        origin, place = self._box, 0
        if self._cycled is not None and self._cycled[1] == inputs:
            origin, place = self._cycled[0], self._cycled[2] + 1
        ends = flow_steps.ends_of(self._picture, origin, inputs=inputs)
        if not ends:
            return
        made_for = self._picture
        self._go_to(ends[place % len(ends)])
        # Boxes of another picture have other numbers.
        self._cycled = (origin, inputs, place) if self._picture is made_for else None

    def action_enter(self) -> None:
        """Draw what is in a scope; go to what is outside; tell of a node."""
        graph, picture = self.graph, self._picture
        if graph is None or picture is None or self._box < 0:
            return
        box = picture.flow.boxes[self._box]
        if box.kind is BoxKind.OUTSIDE:
            self._jump_to(box.node)
            return
        called = graph.functions_called(box.node)
        scope = called[0][1] if called else box.node
        inside = graph.children(scope, self._grouping)
        if not len(inside):
            self.post_message(self.Opened(box.node))
            return
        if called:
            self._calls.append(box.node)
        self._jump_to(int(inside[0]))

    def action_leave(self) -> None:
        """Draw what is around the scope, or around the call that led into a function."""
        if self.graph is None or self.scope == ROOT:
            return
        scope = self.scope
        if self.graph.kind[scope] == Kind.FUNCTION and self._calls:
            scope = self._calls.pop()
        self._jump_to(scope)

    # How it is drawn

    def action_turn(self) -> None:
        """Put the inputs at the other end."""
        self._upwards = not self._upwards
        self._update()

    def action_change_density(self) -> None:
        """Draw boxes of one row, or with frames."""
        self._is_compact = not self._form().is_compact
        self._update()

    def action_pull_aside(self) -> None:
        """Pull nodes with many neighbours out of the flow, or leave them in."""
        self._pulls_aside = not self._pulls_aside
        self._update()

    def action_pan(self, across: int, down: int) -> None:
        """Look at another part of the picture."""
        rows = max(1, self._window.height // 2)
        self._move_window(across * _PAN_COLUMNS, down * rows)

    def action_centre(self) -> None:
        """Bring the selected box to the middle."""
        if self._picture is not None:
            self._window = centred(self._picture, self._box, *self._seen())
            self._draw()

    def _move_window(self, across: int, down: int) -> None:
        if self._picture is not None:
            left, top, width, height = self._window
            moved = Window(left + across, top + down, width, height)
            self._window = bounded(self._picture, moved)
            self._draw()

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Select a box; open the one that is selected already."""
        if self._picture is None or event.y == 0:
            return
        box = self._picture.box_at(event.x + self._window.left, event.y - 1 + self._window.top)
        self._cycled = None
        if box >= 0 and box == self._box:
            self.action_enter()
        else:
            self._go_to(box)

    def on_mouse_scroll_down(self) -> None:
        """Look further down."""
        self._move_window(0, _WHEEL_ROWS)

    def on_mouse_scroll_up(self) -> None:
        """Look further up."""
        self._move_window(0, -_WHEEL_ROWS)
