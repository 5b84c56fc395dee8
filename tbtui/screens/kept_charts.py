"""Settings of charts as plain values, to be kept with the view of the logs, and back.

Only what differs from the start is kept: where the user has changed nothing, a change of the
configuration shows at the next start.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, get_args

from tbtui.config import settings as names
from tbtui.config.view_state import Section
from tbtui.screens.vertical_axes import VerticalAxes
from tbtui.widgets.chart_scene import MOST_SMOOTHING, ChartSettings, Density, VerticalAxis

_OF_THE_MOMENT = ("cursor", "selection")
"""What nobody expects to find again."""


def kept_settings(settings: ChartSettings, start: ChartSettings) -> dict[str, Any]:
    """Return what the user has set.

    Parameters
    ----------
    settings
        As they are.
    start
        As the configuration has them.
    """
    changed = _changed(settings, start)
    return {name: value for name, value in changed.items() if name not in _OF_THE_MOMENT}


def settings_from(saved: Section, start: ChartSettings) -> ChartSettings:
    """Return the settings that were kept; those of the start for whatever was not."""
    settings = replace(
        start,
        smoothing=saved.number("smoothing", start.smoothing, 0.0, MOST_SMOOTHING),
        smoother=saved.choice("smoother", get_args(names.Smoother), start.smoother),
        smooth_by_time=saved.flag("smooth_by_time", start.smooth_by_time),
        horizontal=saved.choice("horizontal", get_args(names.Horizontal), start.horizontal),
        x_tag=saved.optional_text("x_tag") or start.x_tag,
        x_log=saved.flag("x_log", start.x_log),
        ignore_outliers=saved.flag("ignore_outliers", start.ignore_outliers),
        grid=saved.flag("grid", start.grid),
        density=saved.choice("density", tuple(Density), start.density),
        x_range=saved.span("x_range") or start.x_range,
        linked=saved.flag("linked", start.linked),
        all_lives=saved.flag("all_lives", start.all_lives),
        center=saved.choice("center", get_args(names.Center), start.center),
        band=saved.choice("band", get_args(names.Band), start.band),
        members=saved.flag("members", start.members),
    )
    if settings.horizontal == "tag" and settings.x_tag is None:
        return replace(settings, horizontal="step", x_range=None)
    return settings


def kept_axes(axes: VerticalAxes, start: VerticalAxis) -> dict[str, Any]:
    """Return what the user has set for y axes."""
    return {
        "common": _changed(axes.common, start),
        "own": {chart: _changed(axis, VerticalAxis()) for chart, axis in axes.own.items()},
        "zoomed": {chart: list(y_range) for chart, y_range in axes.zoomed.items()},
        "shared": sorted(axes.shared),
    }


def axes_from(saved: Section, start: VerticalAxis) -> VerticalAxes:
    """Return the y axes that were kept."""
    zoomed = saved.section("zoomed")
    ranges = {chart: zoomed.span(chart) for chart in zoomed.names()}
    return VerticalAxes(
        common=_axis_from(saved.section("common"), start),
        own={
            chart: _axis_from(axis, VerticalAxis()) for chart, axis in saved.sections("own").items()
        },
        zoomed={chart: y_range for chart, y_range in ranges.items() if y_range is not None},
        shared=frozenset(saved.texts("shared")),
    )


def _axis_from(saved: Section, start: VerticalAxis) -> VerticalAxis:
    low = saved.optional_number("low")
    high = saved.optional_number("high")
    if low is not None and high is not None and low >= high:
        low = high = None
    return VerticalAxis(
        scale=saved.choice("scale", get_args(names.Scale), start.scale),
        low=start.low if low is None else low,
        high=start.high if high is None else high,
        include_zero=saved.flag("include_zero", start.include_zero),
    )


def _changed(values: Any, start: Any) -> Mapping[str, Any]:
    """Return those fields of a dataclass that are not as at the start."""
    every_name = [field.name for field in fields(values)]
    return {
        name: getattr(values, name)
        for name in every_name
        if getattr(values, name) != getattr(start, name)
    }
