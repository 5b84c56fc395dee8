"""All charts in one widget: it paints those in view and scrolls over the rest."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tbtui.bindings import Where, bindings_for
from tbtui.plot.numbers import format_count
from tbtui.plot.text import cell_width, clip, escape
from tbtui.widgets.chart_frame import framed
from tbtui.widgets.chart_layout import (
    Layout,
    Place,
    Row,
    focus_layout,
    grid_layout,
    single_layout,
)
from tbtui.widgets.chart_scene import ChartScene, LayoutMode
from tbtui.widgets.styling import segment, strip_of, theme_of

if TYPE_CHECKING:
    from tbtui.widgets.chart_painter import ChartPainter, Painted
    from tbtui.widgets.horizontal_view import HorizontalView
    from tbtui.widgets.readout import Reading

MOST_FRAMED = 32
"""Charts whose framed lines are kept between the rows of one repaint."""


class ChartGrid(ScrollView, can_focus=True):
    """Draws the scene that it is given; what the scene is, the screen decides."""

    BINDINGS = bindings_for(Where.CHARTS)
    DEFAULT_CSS = """
    ChartGrid {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    """

    pane: ClassVar[Where] = Where.CHARTS

    class Pointed(Message):
        """A chart was clicked, perhaps at a place of its x axis."""

        def __init__(self, tag: str, x: float | None) -> None:
            super().__init__()
            self.tag = tag
            self.x = x

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._scene = ChartScene()
        self._layout_of_charts = Layout()
        self._layout_key: Hashable = None
        self._painter: ChartPainter | None = None
        self._keys: dict[Place, Hashable] = {}
        self._framed: dict[Place, tuple[Hashable, list[Strip]]] = {}

    @property
    def painter(self) -> ChartPainter:
        """The painter; it is imported late, since the first frame has no charts."""
        if self._painter is None:
            from tbtui.widgets.chart_painter import ChartPainter

            self._painter = ChartPainter()
        return self._painter

    def show(self, scene: ChartScene) -> None:
        """Show another scene, redrawing only charts in view that look different."""
        old = self._scene
        moved = (scene.focused, scene.layout) != (old.focused, old.layout)
        self._scene = scene
        self._keys.clear()
        if self._arrange():
            self.refresh()
        else:
            self._refresh_changed()
        if moved:
            self.show_focused()

    def show_focused(self) -> None:
        """Scroll until the chart in focus is in view, with the heading above it."""
        place = self._place_of_focused()
        if place is None or self.size.height == 0:
            return
        top = self.scroll_offset.y
        above = self._layout_of_charts.row_at(place.y - 1)
        first_line = place.y - 1 if above is not None and above.heading else place.y
        if first_line < top or place.height > self.size.height:
            self.scroll_to(y=first_line, animate=False, force=True)
        elif place.y + place.height > top + self.size.height:
            self.scroll_to(y=place.y + place.height - self.size.height, animate=False, force=True)

    def charts_per_page(self) -> int:
        """Return how many charts a page key passes."""
        if self._scene.layout is not LayoutMode.GRID:
            return 1
        top = self.scroll_offset.y
        rows = self._layout_of_charts.rows_between(top, top + self.size.height)
        return max(1, sum(len(row.places) for row in rows if row.top >= top))

    def horizontal_view(self) -> HorizontalView | None:
        """Return the x axis of the chart in focus as it is drawn at present."""
        place = self._place_of_focused()
        if place is None:
            return None
        from tbtui.widgets.horizontal_view import HorizontalView

        chart = self._paint(place).chart
        points = self.painter.horizontal_points(self._scene, place.tag)
        return HorizontalView(points, chart.x_domain, chart.plot_width)

    def reference_reading(self) -> Reading | None:
        """Return what the reference run says at the crosshair in the chart in focus."""
        scene = self._scene
        if scene.focused is None:
            return None
        from tbtui.widgets.readout import reference

        found = self.painter.readings(scene, scene.focused)
        return reference(found, scene.reference_run)

    def readout_text(self) -> str | None:
        """Return what all runs say at the crosshair in the chart in focus, as a table."""
        if self._scene.focused is None:
            return None
        from tbtui.widgets.readout import as_text

        found = self.painter.readings(self._scene, self._scene.focused)
        return as_text(self._scene.focused, found) if found else None

    def on_resize(self) -> None:
        """Arrange the charts in the new space."""
        if self._arrange():
            self.refresh()
        self.show_focused()

    def _place_of_focused(self) -> Place | None:
        if self._scene.focused is None:
            return None
        return self._layout_of_charts.place_of.get(self._scene.focused)

    def _arrange(self) -> bool:
        """Compute the layout when anything that it depends on has changed."""
        scene, (width, height) = self._scene, self.size
        focused = None if scene.layout is LayoutMode.GRID else scene.focused
        key = (scene.tags, scene.layout, focused, width, height)
        if key == self._layout_key:
            return False
        self._layout_key = key
        self._layout_of_charts = self._layout_for(width, height)
        self._framed.clear()
        self.virtual_size = Size(1, self._layout_of_charts.height)
        return True

    def _layout_for(self, width: int, height: int) -> Layout:
        scene = self._scene
        if not scene.tags or scene.focused is None or width < 4 or height < 3:
            return Layout()
        if scene.layout is LayoutMode.FOCUS:
            return focus_layout(scene.tags, scene.focused, width, height)
        if scene.layout is LayoutMode.SINGLE:
            return single_layout(scene.focused, width, height)
        layout = grid_layout(scene.groups, width, height)
        if layout.height > height:
            # The scroll bar takes a column.
            layout = grid_layout(scene.groups, width - 1, height)
        return layout

    def _refresh_changed(self) -> None:
        """Redraw the charts in view whose picture or frame is another one now."""
        top, height = self.scroll_offset.y, self.size.height
        for row in self._layout_of_charts.rows_between(top, top + height):
            for place in row.places:
                drawn_key, _ = self._framed.get(place, (None, None))
                if drawn_key != self._frame_key(place):
                    self.refresh(Region(place.x, place.y - top, place.width, place.height))

    def render_line(self, y: int) -> Strip:
        """Draw one line across all charts that it touches."""
        width, theme = self.size.width, theme_of(self)
        line = y + self.scroll_offset.y
        row = self._layout_of_charts.row_at(line)
        if row is None:
            return strip_of([], width, theme.background)
        if row.heading:
            return self._heading(row, width)
        strips = [self._frame(place)[line - place.y] for place in row.places]
        used = sum(place.width for place in row.places)
        if used < width:
            strips.append(strip_of([], width - used, theme.background))
        return Strip.join(strips)

    def _heading(self, row: Row, width: int) -> Strip:
        theme = theme_of(self)
        count = format_count(row.count)
        name = clip(escape(row.heading), max(1, width - len(count) - 4))
        pieces = [
            segment(f" {name}", theme.text_strong, theme.background, bold=True),
            segment(f"  {count}", theme.text_faint, theme.background),
        ]
        used = sum(cell_width(piece.text) for piece in pieces)
        return strip_of(pieces, max(width, used), theme.background).crop(0, width)

    def _frame(self, place: Place) -> list[Strip]:
        """Return a chart with its frame, painted at most once for all its lines."""
        key = self._frame_key(place)
        known_key, known_strips = self._framed.get(place, (None, []))
        if known_key is key:
            return known_strips
        painted = self._paint(place)
        strips = framed(
            painted.strips,
            place.width,
            place.tag,
            self._note(place, painted),
            place.tag == self._scene.focused,
            theme_of(self),
        )
        if len(self._framed) > MOST_FRAMED:
            self._framed.clear()
        self._framed[place] = (key, strips)
        return strips

    def _frame_key(self, place: Place) -> Hashable:
        """Return what the look of a chart and its frame depends on, once for every scene."""
        key = self._keys.get(place)
        if key is None:
            scene = self._scene
            picture = self.painter.key(
                scene, place.tag, place.width - 2, place.height - 2, place.large, theme_of(self)
            )
            key = (picture, place.tag == scene.focused, scene.reference_run)
            self._keys[place] = key
        return key

    def _paint(self, place: Place) -> Painted:
        return self.painter.paint(
            self._scene,
            place.tag,
            place.width - 2,
            place.height - 2,
            place.large,
            theme_of(self),
        )

    def _note(self, place: Place, painted: Painted) -> str:
        """Return what the bottom border of the chart in focus says."""
        if place.tag != self._scene.focused:
            return ""
        if self._scene.settings.cursor is not None:
            from tbtui.widgets.readout import crosshair_note

            return crosshair_note(self.reference_reading())
        words = [f"{format_count(painted.points)} points"]
        if painted.chart.clipped:
            words.append(f"{format_count(painted.chart.clipped)} clipped")
        if painted.chart.non_finite:
            words.append(f"{format_count(painted.chart.non_finite)} NaN or inf")
        return " · ".join(words)

    def on_click(self, event: events.Click) -> None:
        """Give the focus to the chart under the pointer and set the crosshair there."""
        line = event.y + self.scroll_offset.y
        row = self._layout_of_charts.row_at(line)
        for place in row.places if row is not None else ():
            if place.x <= event.x < place.x + place.width:
                x = self._x_under(place, event.x - place.x - 1)
                self.post_message(self.Pointed(place.tag, x))

    def _x_under(self, place: Place, column: int) -> float | None:
        chart = self._paint(place).chart
        inside = 0 <= column - chart.plot_left < chart.plot_width
        return chart.x_at(column) if inside else None
