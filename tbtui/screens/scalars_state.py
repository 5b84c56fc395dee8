"""Everything that the Scalars dashboard remembers, and how it may change; no widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tbtui.widgets.chart_scene import (
    HORIZONTAL_AXES,
    MOST_SMOOTHING,
    ChartSettings,
    LayoutMode,
)

LAST_HUNDREDTH = 0.99
ZOOM = 2.0
"""How much narrower the x range gets with every step of zooming in."""


def next_smoothing(weight: float, steps: int) -> float:
    """Return a weight 0.05 higher or lower: 0 ... 0.95, 0.99, 0.999."""
    stops = [*(hundredths / 100 for hundredths in range(0, 100, 5)), LAST_HUNDREDTH]
    stops.append(MOST_SMOOTHING)
    if steps > 0:
        return next((stop for stop in stops if stop > weight + 1e-9), MOST_SMOOTHING)
    return next((stop for stop in reversed(stops) if stop < weight - 1e-9), 0.0)


def most_telling(tags: Sequence[str]) -> str | None:
    """Return the tag that whoever opens a log wants to see first: a loss, else the first."""
    losses = [tag for tag in tags if "loss" in tag.rpartition("/")[2].lower()]
    plain = [tag for tag in losses if tag.rpartition("/")[2].lower() == "loss"]
    return next(iter([*plain, *losses, *tags]), None)


@dataclass
class ScalarsState:
    """The one owner of what the dashboard shows.

    Attributes
    ----------
    tags : tuple of str
        Tags that the filter lets through, in reading order.
    groups : tuple of (str, tuple of str)
        The same tags by their first part.
    focused_tag : str or None
    layout : LayoutMode
        ``FOCUS`` or ``GRID``; maximising is kept apart, so that leaving it goes back.
    maximised : bool
    settings : ChartSettings
    log_tags : frozenset of str
    run_filter, tag_filter : str
    """

    tags: tuple[str, ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    focused_tag: str | None = None
    layout: LayoutMode = LayoutMode.FOCUS
    maximised: bool = False
    settings: ChartSettings = field(default_factory=ChartSettings)
    log_tags: frozenset[str] = frozenset()
    run_filter: str = ""
    tag_filter: str = ""
    _chosen_tag: str | None = None
    _fallback_tag: str | None = None
    _given_groups: object = None

    @property
    def shown_layout(self) -> LayoutMode:
        """The layout on the screen."""
        return LayoutMode.SINGLE if self.maximised else self.layout

    def set_tags(self, groups: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Take over the tags of the store.

        The focus stays on the tag that was chosen last. Before any was chosen, or while it is
        gone (by a filter, or with the runs that have it), `most_telling` stands in for it.
        """
        # With ten thousand tags, looking at each of them would be felt at every key.
        if groups is not self._given_groups:
            self._given_groups = groups
            self.groups = tuple((group, tuple(tags)) for group, tags in groups)
            self.tags = tuple(tag for _, tags in self.groups for tag in tags)
            self._fallback_tag = most_telling(self.tags)
        if self._chosen_tag in self.tags:
            self.focused_tag = self._chosen_tag
        else:
            self.focused_tag = self._fallback_tag

    def choose_tag(self, tag: str) -> None:
        """Move the focus to the chart of a tag."""
        if tag in self.tags:
            self.focused_tag = self._chosen_tag = tag

    def move_focus(self, charts: int) -> None:
        """Move the focus by a number of charts, stopping at the first and the last."""
        if self.focused_tag is None:
            return
        index = self.tags.index(self.focused_tag) + charts
        self.choose_tag(self.tags[max(0, min(len(self.tags) - 1, index))])

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
        index = HORIZONTAL_AXES.index(self.settings.horizontal) + 1
        horizontal = HORIZONTAL_AXES[index % len(HORIZONTAL_AXES)]
        self.settings = replace(self.settings, horizontal=horizontal, x_range=None, cursor=None)

    def toggle_log(self) -> None:
        """Change the y axis of the focused chart between linear and logarithmic."""
        if self.focused_tag is not None:
            self.log_tags ^= {self.focused_tag}

    def toggle_log_all(self) -> None:
        """Make all y axes logarithmic, or linear when the focused one is logarithmic."""
        if self.focused_tag in self.log_tags:
            self.log_tags -= frozenset(self.tags)
        else:
            self.log_tags |= frozenset(self.tags)

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
        """Move the crosshair of all charts; None takes it away."""
        self.settings = replace(self.settings, cursor=cursor)

    def pan_to(self, x: float) -> None:
        """Move the range in view, when it is zoomed, so that it contains a place."""
        if self.settings.x_range is None:
            return
        left, right = self.settings.x_range
        if not left <= x <= right:
            half = (right - left) / 2
            self.settings = replace(self.settings, x_range=(x - half, x + half))

    def zoom(self, direction: int, domain: tuple[float, float]) -> None:
        """Zoom the x axis of all charts around the crosshair, or around the middle.

        Parameters
        ----------
        direction : int
            1 for in, -1 for out, 0 for all of it.
        domain : tuple of float
            The x range that the focused chart shows at present.
        """
        if direction == 0:
            self.settings = replace(self.settings, x_range=None)
            return
        left, right = domain
        center = self.settings.cursor
        if center is None or not left <= center <= right:
            center = (left + right) / 2
        factor = 1 / ZOOM if direction > 0 else ZOOM
        new_left = center - (center - left) * factor
        new_right = center + (right - center) * factor
        # Below this, floating point cannot tell the ends of the axis apart.
        smallest = max(abs(new_left), abs(new_right), 1e-9) * 1e-9
        if new_right - new_left > smallest:
            self.settings = replace(self.settings, x_range=(new_left, new_right))
