"""The settings of charts: what each line of the panel shows and changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tbtui.plot.numbers import format_value
from tbtui.plot.text import escape
from tbtui.screens.horizontal_setting_rows import HorizontalSettingRows
from tbtui.screens.setting_kinds import choice, number, number_typed, switch
from tbtui.widgets.chart_scene import MOST_SMOOTHING, Density, VerticalAxis
from tbtui.widgets.setting_list import Setting

if TYPE_CHECKING:
    from tbtui.screens.scalars_state import ScalarsState

METHODS = ("exponential", "mean", "median", "gaussian", "savitzky-golay")
SCALES = ("linear", "log", "symlog")
DENSITIES = tuple(density.value for density in Density)


class ChartSettingRows:
    """Makes the settings of the charts.

    Parameters
    ----------
    state : ScalarsState
        What they show and change.
    tags : sequence of str
        Tags that can be x.
    title : str
        Of the chart in focus.
    """

    def __init__(self, state: ScalarsState, tags: Sequence[str], title: str) -> None:
        self.state = state
        self.tags = tags
        self.title = title

    def all(self) -> list[Setting]:
        """Return all settings, with their headings."""
        return [
            Setting("", "SMOOTHING"),
            *self._smoothing(),
            Setting("", "X AXIS"),
            *HorizontalSettingRows(self.state, self.tags).all(),
            Setting("", f"Y AXIS OF {escape(self.title, 28)}"),
            *self._vertical(),
            Setting("", "ALL CHARTS"),
            *self._general(),
        ]

    def _smoothing(self) -> list[Setting]:
        settings = self.state.settings
        return [
            choice(
                "smoothing.method",
                "method",
                METHODS,
                settings.smoother,
                self.state.set_smoother,
                "Exponential is TensorBoard's; the others look at a window around each point.",
            ),
            Setting(
                "smoothing.amount",
                "amount",
                shown=self._amount_text,
                step=self.state.smooth,
                enter=self._enter_smoothing,
                typed=lambda: f"{settings.smoothing:g}",
                hint="The weight from 0 to 0.999, or the window as a share of the x range.",
            ),
            choice(
                "smoothing.by",
                "window by",
                ("step", "time"),
                "time" if settings.smooth_by_time else "step",
                lambda by: self._set(smooth_by_time=by == "time"),
                "Whether windows are measured in steps or in wall time.",
            ),
        ]

    def _vertical(self) -> list[Setting]:
        chart, axes = self.state.focused, self.state.axes
        if chart is None:
            return []
        axis = axes.of(chart)
        return [
            choice(
                "y.scale",
                "scale",
                SCALES,
                axis.scale,
                lambda scale: self._set_axis(scale=scale),
                "Symlog is logarithmic on both sides of zero, and linear around it.",
            ),
            Setting(
                "y.low",
                "lowest",
                shown=lambda: _limit_text(axis.low),
                enter=lambda text: self._enter_limit("low", text),
                typed=lambda: number_typed(axis.low),
                hint="Where the axis begins; nothing to let the data decide.",
            ),
            Setting(
                "y.high",
                "highest",
                shown=lambda: _limit_text(axis.high),
                enter=lambda text: self._enter_limit("high", text),
                typed=lambda: number_typed(axis.high),
                hint="Where the axis ends; nothing to let the data decide.",
            ),
            switch(
                "y.zero",
                "include zero",
                axis.include_zero,
                lambda on: self._set_axis(include_zero=on),
                "Whether zero is always in view.",
            ),
            Setting(
                "y.for_all",
                "for all charts",
                shown=lambda: "Enter to apply" if axis != axes.common else "as all charts",
                step=lambda _: axes.set_all(axis),
                hint="Give every chart the y axis of this one.",
            ),
            switch(
                "y.shared",
                "same in group",
                self._group_of(chart) in axes.shared,
                lambda _: axes.toggle_shared([self._group_of(chart)]),
                "Whether all charts of the group of this one have the same range of y.",
            ),
        ]

    def _general(self) -> list[Setting]:
        settings = self.state.settings
        return [
            choice(
                "charts.outliers",
                "outliers",
                ("shown", "clipped"),
                "clipped" if settings.ignore_outliers else "shown",
                lambda how: self._set(ignore_outliers=how == "clipped"),
                "Clipped as in TensorBoard: the y axis follows 5 % to 95 % of the values.",
            ),
            choice(
                "charts.lives",
                "lives",
                ("newest", "all"),
                "all" if settings.all_lives else "newest",
                lambda which: self._set(all_lives=which == "all"),
                "Whether to draw what restarts have superseded, too.",
            ),
            choice(
                "charts.density",
                "density",
                DENSITIES,
                settings.density.value,
                lambda how: self._set(density=Density(how)),
                "Show how many curves pass through each cell; auto does where there are many.",
            ),
            switch(
                "charts.linked",
                "linked crosshair",
                settings.linked,
                lambda on: self._set(linked=on),
                "Whether crosshair and selection stand in all charts or only in this one.",
            ),
            switch("charts.grid", "grid lines", settings.grid, lambda on: self._set(grid=on), ""),
        ]

    def _set(self, **changes: Any) -> None:
        self.state.settings = replace(self.state.settings, **changes)

    def _set_axis(self, **changes: Any) -> None:
        chart = self.state.focused
        if chart is not None:
            axis: VerticalAxis = replace(self.state.axes.of(chart), **changes)
            self.state.axes.set(chart, axis)

    def _group_of(self, chart: str) -> str:
        return next((group for group, charts in self.state.groups if chart in charts), "")

    def _amount_text(self) -> str:
        settings = self.state.settings
        if settings.smoother == "exponential" or settings.smoothing == 0:
            return f"{settings.smoothing:g}"
        return f"{100 * settings.smoothing:g} % of the x range"

    def _enter_smoothing(self, text: str) -> str | None:
        amount = number(text)
        if amount is None or not 0 <= amount <= MOST_SMOOTHING:
            return f"A number from 0 to {MOST_SMOOTHING} is needed."
        self._set(smoothing=amount)
        return None

    def _enter_limit(self, end: str, text: str) -> str | None:
        limit = number(text)
        if text.strip() and limit is None:
            return "A number is needed, or nothing to let the data decide."
        chart = self.state.focused
        axis = VerticalAxis() if chart is None else self.state.axes.of(chart)
        limits = {"low": axis.low, "high": axis.high, end: limit}
        low, high = limits["low"], limits["high"]
        if low is not None and high is not None and low >= high:
            return "The lowest must be below the highest."
        self._set_axis(low=low, high=high)
        return None


def _limit_text(limit: float | None) -> str:
    return "auto" if limit is None else format_value(limit)
