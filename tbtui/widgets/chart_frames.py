"""Charts with their frames: painted at most once, and those that take long in turns."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from textual.strip import Strip

from tbtui.plot.numbers import format_count
from tbtui.plot.symbols import symbols
from tbtui.widgets.chart_frame import framed
from tbtui.widgets.chart_layout import Place
from tbtui.widgets.chart_messages import message_line, message_strips
from tbtui.widgets.chart_scene import ChartScene
from tbtui.widgets.styling import strip_of

if TYPE_CHECKING:
    from tbtui.plot.theme import Theme
    from tbtui.widgets.chart_painter import ChartPainter, Painted

MOST_FRAMED = 128
"""Charts whose framed lines are kept between the rows of one repaint."""

MOST_WORK = 300
"""Series that are drawn before keys get their turn; about 50 ms."""


class ChartFrames:
    """Draws the charts of a scene; the chart in focus comes first.

    Attributes
    ----------
    scene : ChartScene
    """

    def __init__(self) -> None:
        self.scene = ChartScene()
        self._painter: ChartPainter | None = None
        self._keys: dict[Place, Hashable] = {}
        self._framed: dict[Place, tuple[Hashable, list[Strip]]] = {}
        self._waiting: dict[Place, None] = {}
        self._work: dict[Place, int] = {}
        self._work_left = MOST_WORK

    @property
    def painter(self) -> ChartPainter:
        """The painter; it is imported late, since the first frame has no charts."""
        if self._painter is None:
            self._painter = self.new_painter()
        return self._painter

    def new_painter(self) -> ChartPainter:
        """Return a painter of the charts."""
        from tbtui.widgets.chart_painter import ChartPainter

        return ChartPainter()

    def show(self, scene: ChartScene) -> None:
        """Go over to another scene."""
        self.scene = scene
        self._keys.clear()
        self._work.clear()

    def forget(self) -> None:
        """Forget what stood where: the places are other ones now."""
        self._framed.clear()
        self._waiting.clear()

    @property
    def waiting(self) -> tuple[Place, ...]:
        """Places whose charts are still to be painted."""
        return tuple(self._waiting)

    def is_current(self, place: Place, theme: Theme) -> bool:
        """Return whether the lines that were drawn last would be drawn again."""
        key, _ = self._framed.get(place, (None, []))
        return key == self._key(place, theme)

    def begin(self, focused: Place | None, theme: Theme) -> None:
        """Begin to draw lines of charts.

        Parameters
        ----------
        focused : Place or None
            The chart that is painted whatever it costs, when it is in view.
        """
        self._work_left = MOST_WORK
        if focused is not None:
            self.lines(focused, theme)

    def lines(self, place: Place, theme: Theme) -> list[Strip]:
        """Return a chart with its frame; while it has to wait, its old or an empty picture."""
        key = self._key(place, theme)
        known_key, known = self._framed.get(place, (None, None))
        if known is not None and known_key == key:
            return known
        if place.listed:
            return self._keep(place, key, self._listed(place, theme))
        work = self._work_of(place, theme)
        nothing_painted_yet = self._work_left == MOST_WORK
        if work > self._work_left and not (nothing_painted_yet or self._is_focused(place)):
            self._waiting[place] = None
            return self._empty(place, theme) if known is None else known
        self._work_left -= work
        self._waiting.pop(place, None)
        self._work[place] = 0
        painted = self.paint(place, theme)
        messages = self._messages(place)
        if messages and not painted.points:
            width, height = place.width - 2, place.height - 2
            empty = message_strips(messages, width, height, theme)
            strips = self._with_frame(place, empty, "", theme)
        else:
            note, warning = self._note(place, painted), message_line(messages)
            strips = self._with_frame(place, painted.strips, note, theme, warning)
        return self._keep(place, key, strips)

    def _keep(self, place: Place, key: Hashable, strips: list[Strip]) -> list[Strip]:
        if len(self._framed) > MOST_FRAMED:
            self._framed.clear()
        self._framed[place] = (key, strips)
        return strips

    def _listed(self, place: Place, theme: Theme) -> list[Strip]:
        """Return a chart as lines of text."""
        from tbtui.widgets.chart_list import list_lines

        note = self._note(place, self.paint(place, theme))
        return list_lines(self.scene, place, note, self.painter, theme)

    def _work_of(self, place: Place, theme: Theme) -> int:
        """Return what painting a chart costs; every line of those that wait asks for it."""
        work = self._work.get(place)
        if work is None:
            work = self._work[place] = self.painter.work(
                self.scene, place.chart, place.width - 2, place.height - 2, theme
            )
        return work

    def paint_waiting(self, in_view: frozenset[Place], theme: Theme) -> list[Place]:
        """Paint charts that had to wait, as many as there is time for, and return these."""
        waiting = [place for place in self._waiting if place in in_view]
        self._waiting.clear()
        self.begin(None, theme)
        for place in waiting:
            self.lines(place, theme)
        return [place for place in waiting if place not in self._waiting]

    def paint(self, place: Place, theme: Theme) -> Painted:
        """Return the chart of a place without its frame."""
        if place.listed:
            from tbtui.widgets.chart_list import painted_for_list

            return painted_for_list(self.scene, place, self.painter, theme)
        return self.painter.paint(
            self.scene, place.chart, place.width - 2, place.height - 2, place.large, theme
        )

    def _key(self, place: Place, theme: Theme) -> Hashable:
        """Return what the look of a chart and its frame depends on, once for every scene."""
        key = self._keys.get(place)
        if key is None:
            picture = self.painter.key(
                self.scene, place.chart, place.width - 2, place.height - 2, place.large, theme
            )
            focused = self._is_focused(place)
            title = self.scene.title(place.chart)
            reference = self.scene.reference_run if focused else None
            messages = self.scene.definition(place.chart).messages
            is_pinned = place.chart in self.scene.pinned
            key = (picture, focused, reference, title, is_pinned, messages)
            self._keys[place] = key
        return key

    def _is_focused(self, place: Place) -> bool:
        return place.chart == self.scene.focused

    def _empty(self, place: Place, theme: Theme) -> list[Strip]:
        width, height = place.width - 2, place.height - 2
        return self._with_frame(place, (strip_of([], width, theme.background),) * height, "", theme)

    def _with_frame(
        self,
        place: Place,
        content: tuple[Strip, ...],
        note: str,
        theme: Theme,
        warning: str = "",
    ) -> list[Strip]:
        title, focused = self.scene.title(place.chart), self._is_focused(place)
        mark = self._mark(place)
        return framed(content, place.width, title, note, focused, theme, mark, warning)

    def _messages(self, place: Place) -> tuple[str, ...]:
        """Return what is wrong with a chart, not escaped."""
        return self.painter.messages(self.scene, place.chart)

    def _mark(self, place: Place) -> str:
        """Return what stands before the title of a chart."""
        return symbols().pinned if place.chart in self.scene.pinned else ""

    def _note(self, place: Place, painted: Painted) -> str:
        """Return what the bottom border of the chart in focus says."""
        if not self._is_focused(place):
            return ""
        if self.scene.cursor_in(place.chart) is not None:
            from tbtui.widgets.readout import crosshair_note

            return crosshair_note(self.painter.reference_reading(self.scene, place.chart))
        plural = "" if painted.points == 1 else "s"
        words = [f"{format_count(painted.points)} point{plural}"]
        if painted.chart.clipped:
            words.append(f"{format_count(painted.chart.clipped)} clipped")
        if painted.chart.non_finite:
            words.append(f"{format_count(painted.chart.non_finite)} NaN or inf")
        return " · ".join(words)
