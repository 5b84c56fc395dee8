"""The settings of the charts, as lines below the tags."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from tbtui.plot.symbols import symbols
from tbtui.plot.text import clip_middle, escape
from tbtui.widgets.chart_scene import MOST_SMOOTHING, ChartSettings, VerticalAxis
from tbtui.widgets.styling import segment, strip_of, theme_of

LABEL_WIDTH = 11
SLIDER_WIDTH = 9
TAG_WIDTH = 17


class SettingsPanel(Widget):
    """Smoothing with its slider, both axes, and what is done about outliers and restarts."""

    DEFAULT_CSS = "SettingsPanel { height: 4; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._settings = ChartSettings()
        self._axis = VerticalAxis()
        self._has_restarts = False

    def show(self, settings: ChartSettings, axis: VerticalAxis, has_restarts: bool) -> None:
        """Show these settings.

        Parameters
        ----------
        settings : ChartSettings
        axis : VerticalAxis
            The y axis of the chart in focus.
        has_restarts : bool
            Whether it makes a difference which lives it shows; else that is not mentioned.
        """
        shown = (settings, axis, has_restarts)
        if shown != (self._settings, self._axis, self._has_restarts):
            self._settings, self._axis, self._has_restarts = shown
            self.styles.height = len(self._lines())
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one setting."""
        theme = theme_of(self)
        background = theme.background
        lines = self._lines()
        label, value = lines[y] if y < len(lines) else ("", "")
        pieces = [
            segment(f" {label:<{LABEL_WIDTH}}", theme.text_muted, background),
            segment(value, theme.text, background),
        ]
        if label == "smoothing" and self._settings.smoother == "exponential":
            done, rest = slider(self._settings.smoothing, SLIDER_WIDTH)
            pieces[1:] = [
                segment(done, theme.accent, background),
                segment(rest, theme.axis, background),
                segment(f" {value}", theme.text, background),
            ]
        return strip_of(pieces, self.size.width, background)

    def _lines(self) -> list[tuple[str, str]]:
        settings = self._settings
        zoomed = " · zoomed" if settings.x_range is not None else ""
        lines = [
            ("smoothing", _smoothing_text(settings)),
            ("x axis", _axis_name(settings) + zoomed),
            ("y axis", self._axis.scale),
            ("outliers", "clipped" if settings.ignore_outliers else "shown"),
        ]
        if self._has_restarts:
            lines.append(("lives", "all" if settings.all_lives else "newest"))
        return lines


def _smoothing_text(settings: ChartSettings) -> str:
    if settings.smoother == "exponential":
        return format_smoothing(settings.smoothing)
    return f"{settings.smoother} {100 * settings.smoothing:g} %"


def _axis_name(settings: ChartSettings) -> str:
    log = " · log" if settings.x_log else ""
    if settings.horizontal == "tag" and settings.x_tag is not None:
        return clip_middle(escape(settings.x_tag), TAG_WIDTH - len(log)) + log
    return settings.horizontal + log


def format_smoothing(weight: float) -> str:
    """Two decimals, three where they matter: 0.6 is ``0.60``, 0.999 is ``0.999``."""
    return f"{weight:.3f}" if weight > 0.99 else f"{weight:.2f}"


def slider(weight: float, width: int) -> tuple[str, str]:
    """Return a slider as the part up to its knob and the part after it.

    Parameters
    ----------
    weight : float
        Smoothing weight from 0 to the most that can be set.
    width : int
        Cells, at least one.
    """
    position = round(min(1.0, weight / MOST_SMOOTHING) * (width - 1))
    form = symbols()
    rest = form.slider_rest * (width - 1 - position)
    return form.slider_done * position + form.slider_knob, rest
