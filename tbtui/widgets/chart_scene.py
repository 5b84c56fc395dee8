"""What the charts show: settings, charts, runs and colours, as one immutable value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tbtui.store.run import Run

MOST_SMOOTHING = 0.999
HORIZONTAL_AXES = ("step", "relative", "wall")
"""The x axes that a key goes through; the others are chosen in the settings."""


class LayoutMode(str, Enum):
    """How charts share the space."""

    FOCUS = "focus"
    GRID = "grid"
    SINGLE = "single"


class Density(str, Enum):
    """Whether curves are drawn, or how many of them pass through each cell."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


@dataclass(frozen=True)
class ChartSettings:
    """How every chart is drawn.

    Attributes
    ----------
    smoothing : float
        Amount, 0 for none: the weight of the moving average, or for the other smoothers the share
        of the x range that a window takes.
    smoother : str
        ``exponential`` as in TensorBoard, ``mean``, ``median``, ``gaussian`` or
        ``savitzky-golay``.
    smooth_by_time : bool
        Whether windows are measured in wall time rather than in steps.
    horizontal : str
        ``step``, ``relative``, ``wall``, ``index`` or ``tag``.
    x_tag : str or None
        With ``tag``: the tag whose values are x.
    x_log : bool
        Whether the x axis is logarithmic.
    ignore_outliers : bool
        Whether the y axis follows the 5 % to 95 % range of the values.
    grid : bool
        Whether grid lines are drawn.
    density : Density
    x_range : tuple of float or None
        The part of the x axis in view, in its own unit; None for all of it.
    cursor : float or None
        Place of the crosshair in the unit of the x axis.
    selection : tuple of float or None
        Ends of the selected range of x, in any order.
    linked : bool
        Whether crosshair and selection stand in all charts, or only in the one in focus.
    all_lives : bool
        Whether to draw what restarts have superseded, too.
    center : str
        What stands for a group of runs: ``mean`` or ``median``.
    band : str
        What the band around it shows: ``min-max``, ``deviation``, ``error``, ``quartiles`` or
        ``none``.
    members : bool
        Whether the runs of a group are drawn, faintly.
    """

    smoothing: float = 0.6
    smoother: str = "exponential"
    smooth_by_time: bool = False
    horizontal: str = "step"
    x_tag: str | None = None
    x_log: bool = False
    ignore_outliers: bool = False
    grid: bool = True
    density: Density = Density.AUTO
    x_range: tuple[float, float] | None = None
    cursor: float | None = None
    selection: tuple[float, float] | None = None
    linked: bool = True
    all_lives: bool = False
    center: str = "mean"
    band: str = "min-max"
    members: bool = False

    def of_picture(self) -> ChartSettings:
        """Return the settings that a picture without crosshair and selection depends on."""
        return self._of_picture

    def of_points(self) -> ChartSettings:
        """Return the settings that decide which points the curves have, not how they look."""
        return self._of_points

    # They are asked for at every one of hundreds of curves.
    @cached_property
    def _of_picture(self) -> ChartSettings:
        return replace(self, cursor=None, selection=None, linked=True)

    @cached_property
    def _of_points(self) -> ChartSettings:
        return replace(
            self._of_picture,
            x_log=False,
            ignore_outliers=False,
            grid=True,
            density=Density.AUTO,
            x_range=None,
        )


@dataclass(frozen=True)
class VerticalAxis:
    """How the y axis of a chart is chosen.

    Attributes
    ----------
    scale : str
        ``linear``, ``log`` or ``symlog``.
    low, high : float or None
        Ends that the user has set; None where the data decide.
    include_zero : bool
    """

    scale: str = "linear"
    low: float | None = None
    high: float | None = None
    include_zero: bool = False


@dataclass(frozen=True)
class MarginTags:
    """A curve with a band, by the names of its tags."""

    value: str
    lower: str
    upper: str


@dataclass(frozen=True)
class ChartDefinition:
    """A chart that is more than one tag.

    Attributes
    ----------
    title : str
    tags : tuple of str
        Tags whose curves it shows, told apart by their patterns.
    margins : tuple of MarginTags
        Curves with a band.
    messages : tuple of str
        What is wrong with it, told in the chart.
    """

    title: str
    tags: tuple[str, ...] = ()
    margins: tuple[MarginTags, ...] = ()
    messages: tuple[str, ...] = ()

    @property
    def value_tags(self) -> tuple[str, ...]:
        """The tags of all curves, without those of their margins."""
        return (*self.tags, *(margin.value for margin in self.margins))


@dataclass(frozen=True)
class ChartScene:
    """Everything that the chart grid needs to draw itself.

    A chart goes by a name: that of its tag, or any other for which there is a definition.

    Attributes
    ----------
    charts : tuple of str
        All charts in reading order.
    groups : tuple of (str, tuple of str)
        The same charts below their headings.
    folded : frozenset of str
        Headings whose charts are folded away in the grid.
    pinned : frozenset of str
        Charts that the user wants to see first.
    focused : str or None
        The chart in focus.
    layout : LayoutMode
    settings : ChartSettings
    definitions : mapping of str to ChartDefinition
    titles : mapping of str to str
        What the frames of charts without a definition say, where it is not the name of the chart.
    axis : VerticalAxis
        The y axis of every chart that has no own one.
    own_axes : mapping of str to VerticalAxis
    y_ranges : mapping of str to tuple of float
        The part of the y axis in view, of charts that are zoomed.
    shared : frozenset of str
        Headings whose charts share one range of y.
    runs : tuple of Run
        The runs that are shown.
    colors : mapping of str to str
        Hex colour of each shown run, and of each group of runs.
    palette : tuple of str
        Colours for the tags of a chart where a single run is shown; empty to leave it its own.
    run_groups : mapping of str to str, or None
        The group of every run that is in one, when runs are shown as groups.
    emphasised : frozenset of str
        Runs drawn in front of all others, which are dimmed; empty when none is.
    background : str
        The colour that dimmed ones fade towards.
    reference_run : str or None
        The run whose times the crosshair reads out, where it has the tag.
    revision : int
        Rises with every publication of the store: as long as it stays, so do the points.
    """

    charts: tuple[str, ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    folded: frozenset[str] = frozenset()
    pinned: frozenset[str] = frozenset()
    focused: str | None = None
    layout: LayoutMode = LayoutMode.FOCUS
    settings: ChartSettings = field(default_factory=ChartSettings)
    definitions: Mapping[str, ChartDefinition] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    axis: VerticalAxis = field(default_factory=VerticalAxis)
    own_axes: Mapping[str, VerticalAxis] = field(default_factory=dict)
    y_ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    runs: tuple[Run, ...] = ()
    colors: Mapping[str, str] = field(default_factory=dict)
    palette: tuple[str, ...] = ()
    run_groups: Mapping[str, str] | None = None
    emphasised: frozenset[str] = frozenset()
    background: str = "#000000"
    reference_run: str | None = None
    revision: int = 0

    def definition(self, chart: str) -> ChartDefinition:
        """Return what a chart shows."""
        found = self.definitions.get(chart)
        return ChartDefinition(chart, (chart,)) if found is None else found

    def title(self, chart: str) -> str:
        """Return what the frame of a chart says."""
        found = self.definitions.get(chart)
        return self.titles.get(chart, chart) if found is None else found.title

    def axis_of(self, chart: str) -> VerticalAxis:
        """Return how the y axis of a chart is chosen."""
        return self.own_axes.get(chart, self.axis)

    def cursor_in(self, chart: str) -> float | None:
        """Return where the crosshair stands in a chart."""
        return self.settings.cursor if self._reaches(chart) else None

    def selection_in(self, chart: str) -> tuple[float, float] | None:
        """Return the selected range of x in a chart, its lower end first."""
        selection = self.settings.selection
        if selection is None or not self._reaches(chart):
            return None
        return min(selection), max(selection)

    def _reaches(self, chart: str) -> bool:
        return self.settings.linked or chart == self.focused
