"""The settings of a dashboard, as lines below the tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.strip import Strip
from textual.widget import Widget

from tbtui.plot.symbols import symbols
from tbtui.plot.text import clip_middle, escape
from tbtui.widgets.chart_scene import MOST_SMOOTHING, ChartSettings, VerticalAxis
from tbtui.widgets.styling import segment, strip_of, theme_of

LABEL_WIDTH = 11
SLIDER_WIDTH = 9
TAG_WIDTH = 17


class SettingLine(NamedTuple):
    """A setting as it is shown.

    Attributes
    ----------
    label, value : str
    share : float or None
        Where the knob of a slider stands, from 0 to 1; None for a setting without one.
    """

    label: str
    value: str
    share: float | None = None


class SettingsPanel(Widget):
    """One setting below the other; those of numbers with a slider."""

    DEFAULT_CSS = "SettingsPanel { height: 4; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: tuple[SettingLine, ...] = ()

    def show(self, lines: Sequence[SettingLine]) -> None:
        """Show these settings."""
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self.styles.height = len(lines)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one setting."""
        theme = theme_of(self)
        background = theme.background
        line = self._lines[y] if y < len(self._lines) else SettingLine("", "")
        pieces = [segment(f" {line.label:<{LABEL_WIDTH}}", theme.text_muted, background)]
        if line.share is None:
            pieces.append(segment(line.value, theme.text, background))
        else:
            done, rest = slider(line.share, SLIDER_WIDTH)
            pieces += [
                segment(done, theme.accent, background),
                segment(rest, theme.axis, background),
                segment(f" {line.value}", theme.text, background),
            ]
        return strip_of(pieces, self.size.width, background)


def chart_setting_lines(
    settings: ChartSettings, axis: VerticalAxis, has_restarts: bool
) -> list[SettingLine]:
    """Return smoothing, both axes, and what is done about outliers and restarts.

    Parameters
    ----------
    settings : ChartSettings
    axis : VerticalAxis
        The y axis of the chart in focus.
    has_restarts : bool
        Whether it makes a difference which lives it shows; else that is not mentioned.
    """
    zoomed = " · zoomed" if settings.x_range is not None else ""
    lines = [
        _smoothing(settings),
        SettingLine("x axis", _axis_name(settings) + zoomed),
        SettingLine("y axis", axis.scale),
        SettingLine("outliers", "clipped" if settings.ignore_outliers else "shown"),
    ]
    if has_restarts:
        lines.append(SettingLine("lives", "all" if settings.all_lives else "newest"))
    return lines


def _smoothing(settings: ChartSettings) -> SettingLine:
    if settings.smoother == "exponential":
        share = min(1.0, settings.smoothing / MOST_SMOOTHING)
        return SettingLine("smoothing", format_smoothing(settings.smoothing), share)
    return SettingLine("smoothing", f"{settings.smoother} {100 * settings.smoothing:g} %")


def _axis_name(settings: ChartSettings) -> str:
    log = " · log" if settings.x_log else ""
    if settings.horizontal == "tag" and settings.x_tag is not None:
        return clip_middle(escape(settings.x_tag), TAG_WIDTH - len(log)) + log
    return settings.horizontal + log


def format_smoothing(weight: float) -> str:
    """Two decimals, three where they matter: 0.6 is ``0.60``, 0.999 is ``0.999``."""
    return f"{weight:.3f}" if weight > 0.99 else f"{weight:.2f}"


def slider(share: float, width: int) -> tuple[str, str]:
    """Return a slider as the part up to its knob and the part after it.

    Parameters
    ----------
    share : float
        Where the knob stands, from 0 to 1.
    width : int
        Cells, at least one.
    """
    position = round(share * (width - 1))
    form = symbols()
    rest = form.slider_rest * (width - 1 - position)
    return form.slider_done * position + form.slider_knob, rest
