"""Everything that the Scalars dashboard remembers, and how it may change; no widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tbtui.screens.readings_state import ReadingsState
from tbtui.screens.run_grouping import RunGrouping
from tbtui.screens.vertical_axes import VerticalAxes
from tbtui.screens.zooming import centered, zoomed
from tbtui.widgets.chart_scene import (
    HORIZONTAL_AXES,
    MOST_SMOOTHING,
    ChartSettings,
    LayoutMode,
)

if TYPE_CHECKING:
    from tbtui.plot.scale import Scale

LAST_HUNDREDTH = 0.99


def next_smoothing(weight: float, steps: int) -> float:
    """Return a weight 0.05 higher or lower: 0 ... 0.95, 0.99, 0.999."""
    stops = [*(hundredths / 100 for hundredths in range(0, 100, 5)), LAST_HUNDREDTH]
    stops.append(MOST_SMOOTHING)
    if steps > 0:
        return next((stop for stop in stops if stop > weight + 1e-9), MOST_SMOOTHING)
    return next((stop for stop in reversed(stops) if stop < weight - 1e-9), 0.0)


def most_telling(tags: Sequence[str]) -> str | None:
    """Return the tag that whoever opens a log wants to see first: a loss, else the first."""
    # Few tags have the word anywhere; only those are taken apart.
    losses = [tag for tag in tags if "loss" in tag.lower()]
    losses = [tag for tag in losses if "loss" in tag.rpartition("/")[2].lower()]
    plain = [tag for tag in losses if tag.rpartition("/")[2].lower() == "loss"]
    return next(iter([*plain, *losses, *tags]), None)


@dataclass
class ScalarsState:
    """The one owner of what the dashboard shows.

    Attributes
    ----------
    charts : tuple of str
        Charts that the filter lets through, in reading order.
    groups : tuple of (str, tuple of str)
        The same charts below their headings.
    focused : str or None
        The chart in focus.
    layout : LayoutMode
        ``FOCUS`` or ``GRID``; maximising is kept apart, so that leaving it goes back.
    maximised : bool
    settings : ChartSettings
    axes : VerticalAxes
    readings : ReadingsState
    grouping : RunGrouping
    folded : frozenset of str
        Headings whose charts are folded away in the grid.
    run_filter, tag_filter : str
    """

    charts: tuple[str, ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    focused: str | None = None
    layout: LayoutMode = LayoutMode.FOCUS
    maximised: bool = False
    settings: ChartSettings = field(default_factory=ChartSettings)
    axes: VerticalAxes = field(default_factory=VerticalAxes)
    readings: ReadingsState = field(default_factory=ReadingsState)
    grouping: RunGrouping = field(default_factory=RunGrouping)
    folded: frozenset[str] = frozenset()
    run_filter: str = ""
    tag_filter: str = ""
    _chosen: str | None = None
    _fallback: str | None = None
    _given_groups: object = None

    @property
    def shown_layout(self) -> LayoutMode:
        """The layout on the screen."""
        return LayoutMode.SINGLE if self.maximised else self.layout

    def set_groups(self, groups: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Take over the charts that there are.

        The focus stays on the chart that was chosen last. Before any was chosen, or while it is
        gone (by a filter, or with the runs that have it), `most_telling` stands in for it.
        """
        # With ten thousand tags, looking at each of them would be felt at every key.
        if groups is not self._given_groups:
            self._given_groups = groups
            self.groups = tuple((group, tuple(charts)) for group, charts in groups)
            self.charts = tuple(chart for _, charts in self.groups for chart in charts)
            self._fallback = most_telling(self.charts)
        if self._chosen in self.charts:
            self.focused = self._chosen
        else:
            self.focused = self._fallback

    def choose(self, chart: str) -> None:
        """Move the focus to a chart."""
        if chart in self.charts:
            self.focused = self._chosen = chart

    def move_focus(self, charts: int) -> None:
        """Move the focus by a number of charts, stopping at the first and the last."""
        if self.focused is None:
            return
        index = self.charts.index(self.focused) + charts
        self.choose(self.charts[max(0, min(len(self.charts) - 1, index))])

    def switch_layout(self) -> None:
        """Change between the large chart and the grid; a maximised chart goes back first."""
        if self.maximised:
            self.maximised = False
            return
        grid = self.layout is LayoutMode.FOCUS
        self.layout = LayoutMode.GRID if grid else LayoutMode.FOCUS

    def smooth(self, steps: int) -> None:
        """Smooth more or less."""
        weight = next_smoothing(self.settings.smoothing, steps)
        self.settings = replace(self.settings, smoothing=weight)

    def cycle_horizontal(self) -> None:
        """Go to the next x axis; ranges and places of the old one mean nothing on it."""
        axis = self.settings.horizontal
        index = HORIZONTAL_AXES.index(axis) + 1 if axis in HORIZONTAL_AXES else 0
        self.set_horizontal(HORIZONTAL_AXES[index % len(HORIZONTAL_AXES)])

    def set_horizontal(self, horizontal: str, x_tag: str | None = None) -> None:
        """Go to an x axis; with ``tag``, the values of `x_tag` are x."""
        self.settings = replace(
            self.settings,
            horizontal=horizontal,
            x_tag=x_tag,
            x_range=None,
            cursor=None,
            selection=None,
        )
        self.readings.anchor = None

    def toggle_outliers(self) -> None:
        """Let outliers stretch the y axis, or not."""
        ignore = not self.settings.ignore_outliers
        self.settings = replace(self.settings, ignore_outliers=ignore)

    def toggle_grid(self) -> None:
        """Show or hide grid lines."""
        self.settings = replace(self.settings, grid=not self.settings.grid)

    def toggle_lives(self) -> None:
        """Draw all lives of restarted runs, or only the newest."""
        all_lives = not self.settings.all_lives
        self.settings = replace(self.settings, all_lives=all_lives)

    def set_cursor(self, cursor: float | None) -> None:
        """Move the crosshair, and the end of the selected range that goes with it.

        None takes the crosshair away, and a range whose end was still to be chosen.
        """
        self.settings = replace(self.settings, cursor=cursor)
        anchor = self.readings.anchor
        if anchor is not None:
            selection = None if cursor is None else (anchor, cursor)
            self.settings = replace(self.settings, selection=selection)
            self.readings.anchor = None if cursor is None else anchor

    def begin_selection(self) -> None:
        """Select a range of x that begins at the crosshair and follows it."""
        cursor = self.settings.cursor
        if cursor is not None:
            self.readings.anchor = cursor
            self.settings = replace(self.settings, selection=(cursor, cursor))

    def clear_selection(self) -> None:
        """Select no range."""
        self.readings.anchor = None
        self.settings = replace(self.settings, selection=None)

    def pan_to(self, x: float, scale: Scale) -> None:
        """Move the range in view, when it is zoomed, so that it contains a place."""
        if self.settings.x_range is None:
            return
        left, right = self.settings.x_range
        if not left <= x <= right:
            self.show_range(centered(scale, x))

    def zoom(self, direction: int, scale: Scale, at: float | None = None) -> None:
        """Zoom the x axis of all charts around a place, the crosshair or the middle.

        Parameters
        ----------
        direction : int
            1 for in, -1 for out.
        scale : Scale
            The x axis that the focused chart shows at present.
        at : float or None
            The place that stays where it is; the crosshair when None.
        """
        center = self.settings.cursor if at is None else at
        self.show_range(zoomed(scale, direction, center))

    def show_range(self, x_range: tuple[float, float] | None) -> None:
        """Show a part of the x axis, or all of it."""
        self.settings = replace(self.settings, x_range=x_range)
