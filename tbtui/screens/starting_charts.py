"""How charts look at the first start on some logs: as the configuration says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.widgets.chart_scene import ChartSettings, Density, LayoutMode, VerticalAxis

if TYPE_CHECKING:
    from tbtui.config.settings import Config


def starting_settings(config: Config) -> ChartSettings:
    """Return how every chart is drawn as long as no key has changed it."""
    charts = config.charts
    # Without the name of a tag there is nothing to take x from.
    by_tag = charts.horizontal == "tag"
    return ChartSettings(
        smoothing=charts.smoothing,
        smoother=charts.smoother,
        smooth_by_time=charts.smooth_by_time,
        horizontal="step" if by_tag and not charts.x_tag else charts.horizontal,
        x_tag=charts.x_tag if by_tag and charts.x_tag else None,
        x_log=charts.x_log,
        ignore_outliers=charts.ignore_outliers,
        grid=charts.grid,
        density=Density(charts.density),
        linked=charts.linked,
        all_lives=charts.all_lives,
        center=config.groups.center,
        band=config.groups.band,
        members=config.groups.members,
    )


def starting_axis(config: Config) -> VerticalAxis:
    """Return the y axis of every chart as long as no key has changed it."""
    return VerticalAxis(scale=config.charts.y_scale, include_zero=config.charts.include_zero)


def starting_layout(config: Config) -> LayoutMode:
    """Return how charts share the space as long as no key has changed it."""
    return LayoutMode(config.charts.layout)
