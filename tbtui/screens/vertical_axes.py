"""The y axes of charts: what the user has set, for all of them and for single ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from tbtui.widgets.chart_scene import VerticalAxis


@dataclass
class VerticalAxes:
    """The one owner of what is known about y axes.

    Attributes
    ----------
    common : VerticalAxis
        For every chart that has no own one.
    own : dict of str to VerticalAxis
        By chart.
    zoomed : dict of str to tuple of float
        The part in view, by chart.
    shared : frozenset of str
        Groups whose charts share one range.
    """

    common: VerticalAxis = field(default_factory=VerticalAxis)
    own: dict[str, VerticalAxis] = field(default_factory=dict)
    zoomed: dict[str, tuple[float, float]] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()

    def of(self, chart: str) -> VerticalAxis:
        """Return the y axis of a chart."""
        return self.own.get(chart, self.common)

    def set(self, chart: str, axis: VerticalAxis) -> None:
        """Give a chart an own y axis, or none when it is like all others."""
        own = {name: known for name, known in self.own.items() if name != chart}
        if axis != self.common:
            own[chart] = axis
        self.own = own
        self.show_all(chart)

    def set_all(self, axis: VerticalAxis) -> None:
        """Give all charts the same y axis."""
        self.common = axis
        self.own = {}
        self.zoomed = {}

    def toggle_scale(self, chart: str, scale: str) -> None:
        """Give a chart this scale, or a linear one when it has it already."""
        self.set(chart, with_scale_toggled(self.of(chart), scale))

    def toggle_scale_of_all(self, chart: str | None, scale: str) -> None:
        """Give all charts this scale, or a linear one when that of ``chart`` is like this."""
        pattern = self.common if chart is None else self.of(chart)
        toggled = with_scale_toggled(pattern, scale)
        self.set_all(replace(self.common, scale=toggled.scale))

    def zoom(self, chart: str, y_range: tuple[float, float]) -> None:
        """Show a part of the y axis of a chart."""
        self.zoomed = {**self.zoomed, chart: y_range}

    def show_all(self, chart: str) -> None:
        """Show the whole y axis of a chart."""
        self.zoomed = {name: known for name, known in self.zoomed.items() if name != chart}

    def rename(self, chart: str, new_name: str) -> None:
        """Take notice that a chart goes by another name."""
        if chart in self.own:
            self.own = {**self.own, new_name: self.own[chart]}

    def toggle_shared(self, groups: Iterable[str]) -> None:
        """Let the charts of groups share one range of y, or each have its own."""
        self.shared ^= frozenset(groups)


def with_scale_toggled(axis: VerticalAxis, scale: str) -> VerticalAxis:
    """Return the axis with this scale, or with a linear one when it has it already."""
    return replace(axis, scale="linear" if axis.scale == scale else scale)
