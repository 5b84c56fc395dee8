"""The settings of histograms and distributions as the sidebar shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.widgets.histogram_scene import HistogramMode
from tbtui.widgets.settings_panel import SettingLine

if TYPE_CHECKING:
    from tbtui.widgets.histogram_scene import HistogramSettings

_MODES = {
    HistogramMode.OFFSET: "ridges",
    HistogramMode.OVERLAY: "outlines",
    HistogramMode.HEAT: "heat map",
}


def histogram_setting_lines(settings: HistogramSettings, depth: str) -> list[SettingLine]:
    """Return mode, depth, axis of values, ranges, and what only some modes have.

    Parameters
    ----------
    settings : HistogramSettings
    depth : str
        Steps or a time.
    """
    lines = [SettingLine("mode", _MODES[settings.mode])]
    if settings.together:
        lines = [SettingLine("mode", "runs compared")]
    elif settings.mode is HistogramMode.HEAT:
        lines.append(SettingLine("colours", "by ratio" if settings.log_color else "by count"))
    if settings.mode is not HistogramMode.OVERLAY and not settings.together:
        lines.append(SettingLine("depth", depth))
    return [*lines, *_common(settings)]


def distribution_setting_lines(settings: HistogramSettings, depth: str) -> list[SettingLine]:
    """Return what is shown, the x axis, the axis of values, and ranges."""
    shown = "runs compared" if settings.together else "nine percentiles"
    return [SettingLine("curves", shown), SettingLine("x axis", depth), *_common(settings)]


def _common(settings: HistogramSettings) -> list[SettingLine]:
    lines = [SettingLine("values", "symlog" if settings.symlog else "linear")]
    if not settings.together:
        lines.append(SettingLine("ranges", "of all runs" if settings.shared else "of each run"))
    lines.append(SettingLine("sorted by", settings.order.value))
    return lines
