"""Everything that the Scalars dashboard remembers, and how it may change; no widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tbtui.screens.combined_charts import CombinedCharts, CombinedDraft
from tbtui.screens.pinned_charts import PinnedCharts
from tbtui.screens.readings_state import ReadingsState
from tbtui.screens.run_grouping import RunGrouping
from tbtui.screens.runs_state import RunsState
from tbtui.screens.vertical_axes import VerticalAxes
from tbtui.screens.zooming import centered, zoomed
from tbtui.widgets.chart_groups import (
    chart_further_on,
    first_of_group_further_on,
    folded_away,
    group_of,
)
from tbtui.widgets.chart_scene import (
    HORIZONTAL_AXES,
    MOST_SMOOTHING,
    ChartSettings,
    LayoutMode,
)

if TYPE_CHECKING:
    from tbtui.plot.scale import Scale

LAST_HUNDREDTH = 0.99
MEASURES_OF_PROGRESS = ("token", "epoch", "sample", "example", "step", "iter", "flops", "time")
"""What the names of tags say that grow along with the training, the most wanted first."""


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


def likely_x(tags: Sequence[str], chart: str | None) -> str:
    """Return the tag that whoever wants a tag as x is likely to mean, but not that of a chart.

    Parameters
    ----------
    tags : sequence of str
        At least one.
    chart : str or None
        The chart in focus: a tag over itself says nothing.
    """
    others = [tag for tag in tags if tag != chart] or tags
    for measure in MEASURES_OF_PROGRESS:
        found = [tag for tag in others if measure in tag.rpartition("/")[2].lower()]
        if found:
            return found[0]
    return others[0]


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
    runs : RunsState
    pinned : PinnedCharts
    combined : CombinedCharts
    draft : CombinedDraft or None
        The pattern of a combined chart that is being typed.
    folded : frozenset of str
        Headings whose charts are folded away in the grid.
    run_filter, tag_filter : str
    chosen : str or None
        The chart that the user went to last, whether it is there at present or not.
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
    runs: RunsState = field(default_factory=RunsState)
    pinned: PinnedCharts = field(default_factory=PinnedCharts)
    combined: CombinedCharts = field(default_factory=CombinedCharts)
    draft: CombinedDraft | None = None
    folded: frozenset[str] = frozenset()
    run_filter: str = ""
    tag_filter: str = ""
    chosen: str | None = None
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
        if self.chosen in self.charts:
            self.focused = self.chosen
        else:
            self.focused = self._fallback

    def choose(self, chart: str) -> None:
        """Move the focus to a chart."""
        if chart in self.charts:
            self.focused = self.chosen = chart

    def move_focus(self, charts: int) -> None:
        """Move the focus by a number of charts, stopping at the first and the last.

        In the grid, charts that are folded away are stepped over.
        """
        if self.focused is None:
            return
        is_grid = self.shown_layout is LayoutMode.GRID
        folded = folded_away(self.groups, self.folded) if is_grid else ()
        self.choose(chart_further_on(self.charts, self.focused, charts, folded))

    def move_to_group(self, groups: int) -> None:
        """Move the focus to the first chart of the next group, or of the one before."""
        if self.focused is not None:
            self.choose(first_of_group_further_on(self.groups, self.focused, groups))

    def toggle_fold(self, group: str) -> None:
        """Fold a group away, or unfold it."""
        self.folded ^= {group}

    def unfold(self, chart: str) -> None:
        """Unfold the group of a chart."""
        self.folded -= {group_of(self.groups, chart)}

    def toggle_pin(self) -> None:
        """Pin the chart in focus, or unpin it; the focus stays on it."""
        if self.focused is not None:
            self.choose(self.focused)
            self.pinned.toggle(self.focused)

    def switch_layout(self) -> None:
        """Change between the large chart and the grid; a maximised chart goes back first."""
        if self.maximised:
            self.maximised = False
            return
        grid = self.layout is LayoutMode.FOCUS
        self.layout = LayoutMode.GRID if grid else LayoutMode.FOCUS

    def smooth(self, steps: int) -> None:
        """Smooth more or less."""
        settings = self.settings
        if settings.smoother == "exponential":
            amount = next_smoothing(settings.smoothing, steps)
        else:
            from tbtui.analysis.smoothers import next_amount
            from tbtui.widgets.series_points import smoothing_of

            amount = next_amount(smoothing_of(settings), steps).amount
        self.settings = replace(settings, smoothing=amount)

    def set_smoother(self, smoother: str) -> None:
        """Smooth in another way, by an amount that is usual for it."""
        from tbtui.analysis.smoothers import SmoothingMethod, default_amount

        amount = default_amount(SmoothingMethod(smoother))
        self.settings = replace(self.settings, smoother=smoother, smoothing=amount)

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
