"""All charts in one widget: it paints those in view and scrolls over the rest."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Region, Size
from textual.strip import Strip

from tbtui.bindings import Where, bindings_for
from tbtui.widgets.chart_frames import ChartFrames
from tbtui.widgets.chart_groups import group_of
from tbtui.widgets.chart_layout import (
    LEAST_HEIGHT_OF_CHARTS,
    Layout,
    Place,
    Row,
    focus_layout,
    grid_layout,
    list_layout,
    single_layout,
)
from tbtui.widgets.chart_pointing import ChartPointing
from tbtui.widgets.chart_scene import ChartScene, LayoutMode
from tbtui.widgets.group_heading import heading_strip
from tbtui.widgets.styling import selected, strip_of, theme_of

if TYPE_CHECKING:
    from tbtui.plot.chart import Chart
    from tbtui.plot.scale import Scale
    from tbtui.widgets.chart_painter import ChartPainter
    from tbtui.widgets.horizontal_view import HorizontalView
    from tbtui.widgets.readout import Reading


class ChartGrid(ChartPointing, can_focus=True):
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

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._scene = ChartScene()
        self._layout_of_charts = Layout()
        self._layout_key: Hashable = None
        self._frames = self.new_frames()
        self._turn_is_due = False

    def new_frames(self) -> ChartFrames:
        """Return what paints the charts with their frames."""
        return ChartFrames()

    @property
    def painter(self) -> ChartPainter:
        """The painter of the charts."""
        return self._frames.painter

    def show(self, scene: ChartScene) -> None:
        """Show another scene, redrawing only charts in view that look different."""
        old = self._scene
        moved = (scene.focused, scene.layout) != (old.focused, old.layout)
        was_in_view = self._focused_is_in_view()
        old_heading = self._heading_of_focused()
        self._scene = scene
        self._frames.show(scene)
        arranged = self._arrange()
        if arranged:
            self.refresh()
        else:
            self._refresh_changed()
            if moved:
                self._refresh_row(old_heading)
                self._refresh_row(self._heading_of_focused())
        # Charts that arrive while the logs are read push the chart in focus down.
        if moved or (arranged and was_in_view):
            self.show_focused()

    def show_focused(self) -> None:
        """Scroll until the chart in focus is in view, with the heading above it.

        Where it is folded away, its heading stands for it.
        """
        place, row = self._place_of_focused(), self._heading_of_focused()
        if (place is None and row is None) or self.size.height == 0:
            return
        if place is not None:
            above = self._layout_of_charts.row_at(place.y - 1)
            first_line = place.y - 1 if above is not None and above.heading else place.y
            end = place.y + place.height
        elif row is not None:
            first_line, end = row.top, row.top + row.height
        top, height = self.scroll_offset.y, self.size.height
        if first_line < top or end - first_line > height + 1:
            self.scroll_to(y=first_line, animate=False, force=True)
        elif end > top + height:
            self.scroll_to(y=end - height, animate=False, force=True)

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

        chart = self._frames.paint(place, theme_of(self)).chart
        points = self.painter.horizontal_points(self._scene, place.chart)
        log = self._scene.settings.x_log
        return HorizontalView(points, chart.x_domain, chart.plot_width, log)

    def vertical_scale(self) -> Scale | None:
        """Return the y axis of the chart in focus as it is drawn at present."""
        place = self._place_of_focused()
        return None if place is None else self._frames.paint(place, theme_of(self)).chart.vertical

    def reference_reading(self) -> Reading | None:
        """Return what the reference run says at the crosshair in the chart in focus."""
        if self._scene.focused is None:
            return None
        return self.painter.reference_reading(self._scene, self._scene.focused)

    def has_restarts(self) -> bool:
        """Return whether any series of the chart in focus went back to an earlier step."""
        focused = self._scene.focused
        return focused is not None and self.painter.has_restarts(self._scene, focused)

    def readout_text(self) -> str | None:
        """Return what all runs say at the crosshair in the chart in focus, as a table."""
        if self._scene.focused is None:
            return None
        from tbtui.widgets.readout import as_text

        found = self.painter.readings(self._scene, self._scene.focused)
        return as_text(self._scene.title(self._scene.focused), found) if found else None

    def on_resize(self) -> None:
        """Arrange the charts in the new space."""
        if self._arrange():
            self.refresh()
        self.show_focused()

    def watch_show_vertical_scrollbar(self, shown: bool) -> None:
        """Tell a scroll bar that appears only now where the charts were scrolled to."""
        if shown:
            self.vertical_scrollbar.position = self.scroll_y

    def _place_of_focused(self) -> Place | None:
        if self._scene.focused is None:
            return None
        return self._layout_of_charts.place_of.get(self._scene.focused)

    def _heading_of_focused(self) -> Row | None:
        """Return the heading below which the chart in focus is folded away."""
        if self._scene.focused is None or self._place_of_focused() is not None:
            return None
        group = group_of(self._scene.groups, self._scene.focused)
        rows = self._layout_of_charts.rows
        return next((row for row in rows if row.heading and row.heading == group), None)

    def _refresh_row(self, row: Row | None) -> None:
        if row is not None:
            self.refresh(Region(0, row.top - self.scroll_offset.y, self.size.width, row.height))

    def _arrange(self) -> bool:
        """Compute the layout when anything that it depends on has changed."""
        scene, (width, height) = self._scene, self.size
        focused = None if scene.layout is LayoutMode.GRID else scene.focused
        pinned = frozenset() if scene.layout is LayoutMode.GRID else scene.pinned
        charts = (scene.charts, scene.groups, scene.folded, pinned)
        curves = self._curves_to_list()
        key = (charts, scene.layout, focused, curves, width, height)
        if key == self._layout_key:
            return False
        self._layout_key = key
        self._layout_of_charts = self._layout_for(width, height)
        self._frames.forget()
        self.virtual_size = Size(1, self._layout_of_charts.height)
        return True

    def _layout_for(self, width: int, height: int) -> Layout:
        scene = self._scene
        if not scene.charts or scene.focused is None or width < 4 or height < 3:
            return Layout()
        if self._lists_charts:
            return self._list_layout_for(width, height)
        if scene.layout is LayoutMode.FOCUS:
            return focus_layout(scene.charts, scene.focused, width, height, scene.pinned)
        if scene.layout is LayoutMode.SINGLE:
            return single_layout(scene.focused, width, height)
        layout = grid_layout(scene.groups, width, height, scene.folded)
        if layout.height > height:
            # The scroll bar takes a column.
            layout = grid_layout(scene.groups, width - 1, height, scene.folded)
        return layout

    @property
    def _lists_charts(self) -> bool:
        """Whether the pane is too low for charts."""
        is_low = self.size.height < LEAST_HEIGHT_OF_CHARTS
        return is_low and self._scene.layout is not LayoutMode.SINGLE

    def _curves_to_list(self) -> int:
        """Return how many lines the curves of the chart in focus take below its title."""
        scene = self._scene
        if not self._lists_charts or scene.layout is LayoutMode.GRID or scene.focused is None:
            return 0
        return len(self.painter.readings(scene, scene.focused))

    def _list_layout_for(self, width: int, height: int) -> Layout:
        scene = self._scene
        opened = None if scene.layout is LayoutMode.GRID else scene.focused
        curves = self._curves_to_list()
        layout = list_layout(scene.charts, width, height, opened, curves)
        if layout.height > height:
            # The scroll bar takes a column.
            layout = list_layout(scene.charts, width - 1, height, opened, curves)
        return layout

    def _focused_is_in_view(self) -> bool:
        place = self._place_of_focused()
        return place is not None and place in self._places_in_view()

    def _places_in_view(self) -> frozenset[Place]:
        top = self.scroll_offset.y
        rows = self._layout_of_charts.rows_between(top, top + self.size.height)
        return frozenset(place for row in rows for place in row.places)

    def _refresh_changed(self) -> None:
        """Redraw the charts in view whose picture or frame is another one now."""
        theme = theme_of(self)
        for place in self._places_in_view():
            if not self._frames.is_current(place, theme):
                self.refresh_place(place)

    def refresh_place(self, place: Place) -> None:
        """Redraw a chart."""
        y = place.y - self.scroll_offset.y
        self.refresh(Region(place.x, y, place.width, place.height))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines of a region, the chart in focus first."""
        focused = self._place_of_focused() if self._focused_is_in_view() else None
        self._frames.begin(focused, theme_of(self))
        strips = super().render_lines(crop)
        if self._frames.waiting and not self._turn_is_due:
            self._turn_is_due = True
            self.call_after_refresh(self._paint_waiting)
        return strips

    def _paint_waiting(self) -> None:
        """Paint more charts, now that keys that were pressed meanwhile have had their turn."""
        self._turn_is_due = False
        for place in self._frames.paint_waiting(self._places_in_view(), theme_of(self)):
            self.refresh_place(place)
        if self._frames.waiting:
            self._turn_is_due = True
            self.call_after_refresh(self._paint_waiting)

    def render_line(self, y: int) -> Strip:
        """Draw one line across all charts that it touches."""
        width, theme = self.size.width, theme_of(self)
        line = y + self.scroll_offset.y
        row = self._layout_of_charts.row_at(line)
        if row is None:
            return strip_of([], width, theme.background)
        if row.heading:
            return heading_strip(row, width, row == self._heading_of_focused(), theme)
        strips = [self._line_of(place, line - place.y) for place in row.places]
        used = sum(place.width for place in row.places)
        if used < width:
            strips.append(strip_of([], width - used, theme.background))
        return Strip.join(strips)

    def _line_of(self, place: Place, y: int) -> Strip:
        """Return one line of a chart, with the part of the box that is being drawn in it."""
        theme = theme_of(self)
        strip = self._frames.lines(place, theme)[y]
        if self.box is None or self.box[0] != place:
            return strip
        chart = self._frames.paint(place, theme).chart
        columns, rows = self.box_in(chart)
        if not rows[0] <= y - 1 < rows[1]:
            return strip
        left, right = columns[0] + 1, columns[1] + 1
        inside = selected(strip.crop(left, right), theme)
        return Strip.join([strip.crop(0, left), inside, strip.crop(right)])

    @property
    def layout_mode(self) -> LayoutMode:
        """How charts share the space."""
        return self._scene.layout

    def chart_under(self, x: int, y: int) -> tuple[Place, Chart] | None:
        """Return the chart that covers a cell of the widget."""
        row = self._layout_of_charts.row_at(y + self.scroll_offset.y)
        for place in row.places if row is not None else ():
            if place.x <= x < place.x + place.width:
                return place, self._frames.paint(place, theme_of(self)).chart
        return None

    def heading_under(self, y: int) -> str | None:
        """Return the group whose heading stands in a line of the widget."""
        row = self._layout_of_charts.row_at(y + self.scroll_offset.y)
        return row.heading if row is not None and row.heading else None
