"""The picture of a flow in cells: laid out once, drawn as often as it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tbtui.analysis.flow.layout import Layout, Place, Point, Size
from tbtui.analysis.flow.model import EdgeKind, Flow
from tbtui.analysis.flow.packing import lay_out
from tbtui.plot.cells import BLANK, Cells
from tbtui.plot.flow_boxes import Form, Look, draw_box, measure
from tbtui.plot.flow_lines import Lines
from tbtui.plot.flow_symbols import flow_symbols
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, escape
from tbtui.plot.theme import Theme

HEAVY_SIZE = 400_000
"""Elements from which on a line is heavy: where TensorBoard draws half of its widest stroke."""
_SIDE_SPACING = 4
_LABEL_LIMIT = 40
_NARROW_NAME = 20
"""Cells of a name in boxes without details."""
_WIDE_NAME, _FEW_BOXES = 60, 12
PLAIN_LOOK = Look()


class Window(NamedTuple):
    """The part of the picture that is seen, in cells of the picture."""

    left: int
    top: int
    width: int
    height: int


class Highlight(NamedTuple):
    """What stands out at present.

    Attributes
    ----------
    selected : int
        A box; -1 for none.
    inputs, outputs : frozenset of int
        Boxes that the selection depends on, and that depend on it, where they are traced.
    """

    selected: int = -1
    inputs: frozenset[int] = frozenset()
    outputs: frozenset[int] = frozenset()

    @property
    def is_traced(self) -> bool:
        """Whether anything is traced, so that the rest steps back."""
        return bool(self.inputs or self.outputs)

    def trace_of(self, box: int, theme: Theme) -> tuple[str, str]:
        """Return the mark of a box that was traced, and its colour."""
        if box in self.inputs and box in self.outputs:
            return symbols().times, theme.warning
        if box in self.inputs:
            return symbols().arrow_up, theme.accent
        if box in self.outputs:
            return symbols().arrow_down, theme.warning
        return "", ""

    def fades(self, box: int) -> bool:
        """Tell whether a box is none of those that were traced."""
        is_part = box == self.selected or box in self.inputs or box in self.outputs
        return self.is_traced and not is_part


class _Pen(NamedTuple):
    """How an arrow is drawn; those of higher rank lie over the others."""

    ink: str
    is_bold: bool
    rank: int


NO_HIGHLIGHT = Highlight()
NO_LOOKS: Mapping[int, Look] = {}


class FlowPicture:
    """A flow with the places of its boxes and the paths of its arrows.

    Parameters
    ----------
    flow : Flow
    form : Form
    width, height : int
        Cells that are seen: pieces without a connection stand beside one another, and long chains
        are broken into columns, where there is room for that.
    upwards : bool
        Whether inputs are at the bottom.

    Attributes
    ----------
    flow : Flow
    form : Form
    places : list of Place
    width, height : int
        Of the whole picture.
    """

    def __init__(
        self, flow: Flow, form: Form, width: int, height: int, *, upwards: bool = False
    ) -> None:
        self.flow, self.form, self.upwards = flow, form, upwards
        self._words = [measure(box, form) for box in flow.boxes]
        layout = self._lay_out(width, height)
        self.places: list[Place] = layout.places
        self._paths, self._turned = layout.paths, layout.turned
        self.width, self.height = layout.width, layout.height
        self._labels = [escape(arrow.label[:_LABEL_LIMIT]) for arrow in flow.arrows]

    def _lay_out(self, width: int, height: int) -> Layout:
        """Place the flow, and beside it the boxes that were pulled aside."""
        boxes, arrows = self.flow.boxes, self.flow.arrows
        main = [index for index, box in enumerate(boxes) if not box.is_extracted]
        aside = [index for index, box in enumerate(boxes) if box.is_extracted]
        number = {box: index for index, box in enumerate(main)}
        drawn = [
            index
            for index, arrow in enumerate(arrows)
            if arrow.source in number and arrow.target in number
        ]
        sizes = [self._words[index].size for index in main]
        layout = lay_out(
            sizes,
            [(number[arrows[index].source], number[arrows[index].target]) for index in drawn],
            [arrows[index].kind.value for index in drawn],
            [bool(arrows[index].label) and not self.form.is_compact for index in drawn],
            width,
            height,
        )
        if self.upwards:
            layout = layout.upside_down(sizes)
        places = [Place(0, 0, 0)] * len(boxes)
        for index, place in zip(main, layout.places, strict=True):
            places[index] = place
        paths: list[tuple[Point, ...]] = [()] * len(arrows)
        turned = [False] * len(arrows)
        for index, path, is_turned in zip(drawn, layout.paths, layout.turned, strict=True):
            paths[index], turned[index] = path, is_turned
        right, bottom = self._place_aside(aside, places, layout, width)
        return Layout(places, paths, turned, right, bottom)

    def _place_aside(
        self, aside: list[int], places: list[Place], layout: Layout, width: int
    ) -> tuple[int, int]:
        """Put boxes on the right of the flow, or below it; return where the picture ends then."""
        sizes = [self._words[index].size for index in aside]
        widest = max((size.left + 1 + size.right for size in sizes), default=0)
        right, bottom = layout.width, layout.height
        left = layout.width + _SIDE_SPACING if layout.width else 0
        x, y = left, 0
        is_below = left + widest > width
        if is_below:
            x, y = 0, layout.height + 1
        for index, size in zip(aside, sizes, strict=True):
            if is_below and x and x + size.left + 1 + size.right > width:
                x, y = 0, bottom + 1
            places[index] = Place(x + size.left, y, 0)
            right = max(right, x + size.left + 1 + size.right)
            bottom = max(bottom, y + size.height)
            if is_below:
                x += size.left + 1 + size.right + _SIDE_SPACING
            else:
                y += size.height
        return right, bottom

    def box_at(self, x: int, y: int) -> int:
        """Return the box in a cell of the picture, -1 where there is none."""
        for index in range(len(self.places)):
            left, top, width, height = self.area(index)
            if left <= x < left + width and top <= y < top + height:
                return index
        return -1

    def area(self, index: int) -> Window:
        """Return the cells of a box without what is written beside it."""
        place, words = self.places[index], self._words[index]
        return Window(place.port - words.width // 2, place.top, words.width, words.height)

    def extent(self, index: int) -> Window:
        """Return the cells of a box with what is written beside it."""
        place, size = self.places[index], self._words[index].size
        return Window(place.port - size.left, place.top, size.left + 1 + size.right, size.height)

    def path(self, index: int) -> tuple[Point, ...]:
        """Return the cells where an arrow begins, turns and ends; none where it is not drawn."""
        path = self._paths[index]
        return path[::-1] if self._turned[index] else path

    def size(self, index: int) -> Size:
        """Return the cells that a box takes around its port."""
        return self._words[index].size

    def draw(
        self,
        window: Window,
        theme: Theme,
        highlight: Highlight = NO_HIGHLIGHT,
        looks: Mapping[int, Look] = NO_LOOKS,
    ) -> Cells:
        """Draw what is seen through a window.

        Parameters
        ----------
        window : Window
            May reach beyond the picture.
        theme : Theme
        highlight : Highlight
        looks : mapping of int to Look
            Colours and marks of the boxes that have any; what is selected comes from `highlight`.

        Returns
        -------
        Cells
            As large as the window.
        """
        cells = Cells(window.width, window.height, theme.text, theme.background)
        seen = [index for index in range(len(self._paths)) if self._is_seen(index, window)]
        pens = {index: self._pen(index, highlight, theme) for index in seen}
        # What stands out is drawn last, so that nothing hides it.
        seen.sort(key=lambda index: pens[index].rank)
        lines = Lines(*window)
        for index in seen:
            pen = pens[index]
            arrow = self.flow.arrows[index]
            lines.add(
                self._paths[index],
                cells.color(pen.ink),
                dotted=arrow.kind is EdgeKind.CONTROL,
                heavy=arrow.size >= HEAVY_SIZE,
                bold=pen.is_bold,
            )
        lines.draw(cells)
        for index in seen:
            self._draw_head(cells, index, window, pens[index])
        for index, box in enumerate(self.flow.boxes):
            if _overlap(self.extent(index), window):
                left, top, *_ = self.area(index)
                trace, ink = highlight.trace_of(index, theme)
                look = looks.get(index, PLAIN_LOOK)._replace(
                    is_selected=index == highlight.selected,
                    is_faded=highlight.fades(index),
                    trace=trace,
                    trace_ink=ink,
                )
                words = self._words[index]
                draw_box(cells, box, words, left - window.left, top - window.top, look, theme)
        self._draw_labels(cells, seen, window, pens, theme)
        return cells

    def _is_seen(self, index: int, window: Window) -> bool:
        path = self._paths[index]
        if not path:
            return False
        first, last = sorted((path[0].y, path[-1].y))
        return first < window.top + window.height and last >= window.top

    def _pen(self, index: int, highlight: Highlight, theme: Theme) -> _Pen:
        arrow = self.flow.arrows[index]
        ends = {arrow.source, arrow.target}
        if highlight.inputs and ends <= {*highlight.inputs, highlight.selected}:
            return _Pen(theme.accent, True, 2)
        if highlight.outputs and ends <= {*highlight.outputs, highlight.selected}:
            return _Pen(theme.warning, True, 2)
        if highlight.selected in ends:
            return _Pen(theme.accent, True, 3)
        if highlight.is_traced:
            return _Pen(theme.border, False, 0)
        if arrow.kind is EdgeKind.REFERENCE:
            return _Pen(theme.warning, False, 1)
        return _Pen(theme.axis, False, 0)

    def _draw_head(self, cells: Cells, index: int, window: Window, pen: _Pen) -> None:
        point = self.path(index)[-1]
        form = flow_symbols()
        head = form.up if self._turned[index] != self.upwards else form.down
        x, y = point.x - window.left, point.y - window.top
        cells.write(x, y, head, cells.color(pen.ink), bold=pen.is_bold)

    def _draw_labels(
        self, cells: Cells, seen: list[int], window: Window, pens: Mapping[int, _Pen], theme: Theme
    ) -> None:
        """Write shapes where arrows begin; where they differ there, at the heads."""
        tails: dict[Point, list[int]] = {}
        for index in reversed(seen):
            tails.setdefault(self.path(index)[0], []).append(index)
        written: set[tuple[Point, str]] = set()
        for tail, together in tails.items():
            is_shared = len({self._labels[index] for index in together} - {""}) <= 1
            for index in together:
                point = tail if is_shared else self.path(index)[-1]
                label = self._labels[index]
                if label and (point, label) not in written:
                    written.add((point, label))
                    ink = theme.text_muted if pens[index].rank > 1 else theme.text_faint
                    at = Point(point.x - window.left, point.y - window.top)
                    has_head = point == self.path(index)[-1]
                    _write_beside(
                        cells, at, label, 2 if has_head else 1, cells.color(ink), -window.left
                    )


def fitting_picture(
    flow: Flow, form: Form, width: int, height: int, *, upwards: bool = False
) -> FlowPicture:
    """Return a picture, in narrower boxes if it is only seen as a whole with these.

    Where names are cut though there are only a few boxes, wider ones are tried before.

    Parameters
    ----------
    flow, form, width, height, upwards
        As of `FlowPicture`.
    """
    names = [cell_width(box.name) for box in flow.boxes]
    if len(names) <= _FEW_BOXES and max(names, default=0) > form.name_width:
        wide = form._replace(name_width=_WIDE_NAME)
        wider = FlowPicture(flow, wide, width, height, upwards=upwards)
        if wider.width <= width:
            return wider
    picture = FlowPicture(flow, form, width, height, upwards=upwards)
    if picture.width <= width:
        return picture
    narrow = form._replace(name_width=min(form.name_width, _NARROW_NAME), detail_width=0)
    narrower = FlowPicture(flow, narrow, width, height, upwards=upwards)
    return narrower if narrower.width <= width else picture


def _write_beside(cells: Cells, at: Point, label: str, apart: int, ink: int, leftmost: int) -> None:
    """Write a label on the right of a line or on its left, where nothing else is."""
    if not 0 <= at.y < cells.height:
        return
    width = cell_width(label)
    right, left = at.x + apart, at.x - apart + 1 - width
    for start, first, last in (
        (right, max(right - 1, at.x + 1), right + width + 2),
        (left, left - 2, min(left + width, at.x)),
    ):
        around = cells.codepoints[at.y, max(first, 0) : max(last, 0)]
        if start >= leftmost and start + width > 0 and (around == BLANK).all():
            cells.write(start, at.y, label, ink)
            return


def _overlap(one: Window, other: Window) -> bool:
    return (
        one.left < other.left + other.width
        and other.left < one.left + one.width
        and one.top < other.top + other.height
        and other.top < one.top + one.height
    )
