"""A chart as a vector picture, for documents and web pages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tbtui.plot.band import Band
from tbtui.plot.chart import ChartOptions
from tbtui.plot.curve_painting import density_lines
from tbtui.plot.curves import Curves
from tbtui.plot.domains import chart_scales
from tbtui.plot.legend import legend_rows
from tbtui.plot.line import Line
from tbtui.plot.markers import find_marks
from tbtui.plot.picture import leading_lines, reason_for_nothing
from tbtui.plot.plot_area import PlotArea
from tbtui.plot.scale import ScaleKind
from tbtui.plot.svg_elements import area, curve, element, label, rule
from tbtui.plot.svg_frame import FONT_SIZE, GAP, LETTER, ROW, Frame, axes
from tbtui.plot.symbols import BRAILLE
from tbtui.plot.text import clip, clip_middle, escape
from tbtui.plot.theme import BAND_DIM, RAW_TRACE_DIM, SUPERSEDED_DIM, Theme

_LEAST_WIDTH, _LEAST_HEIGHT = 160, 100
_FONT = "ui-sans-serif, system-ui, 'Segoe UI', Helvetica, Arial, sans-serif"
_SWATCH = 20
_MARK_WIDTH, _MARK_HEIGHT = 8, 16
_DASHES = ("", "9 5", "2 4", "9 4 2 4")
_CLEAREST = 0.08
"""Opacity at which a single line can still be seen."""


def chart_svg(
    lines: Sequence[Line],
    bands: Sequence[Band],
    options: ChartOptions,
    theme: Theme,
    width: int = 960,
    height: int = 480,
    title: str = "",
    named: Sequence[Line] = (),
) -> str:
    """Draw a chart as SVG.

    Parameters
    ----------
    lines, bands, options, theme
        As for :func:`tbtui.plot.line_chart.draw_line_chart`. Instead of a density, all lines are
        drawn so thin and clear that many of them add up.
    width, height : int
        Pixels, at least 160 x 100.
    title : str
        Above the plot; as it is in the log.
    named : sequence of Line
        The lines in the legend on the right, with their values at the crosshair or their last
        ones.

    Returns
    -------
    str
        A document of its own.
    """
    width, height = max(width, _LEAST_WIDTH), max(height, _LEAST_HEIGHT)
    leading = leading_lines(lines)
    shown = [line for line in lines if not line.faint] or list(lines)
    curves = Curves(shown)
    x_scale, y_scale, known = chart_scales(curves, bands, options)
    top = GAP + (ROW if title else 0) + GAP
    bottom = height - ROW - GAP
    ticks = y_scale.ticks(max(1, int(bottom - top) // ROW), widest=10) if known else []
    left = GAP + LETTER * max((len(tick.label) for tick in ticks), default=0) + GAP
    legend_width = _legend_width(named, options.cursor_x, width)
    frame = Frame(left, top, width - legend_width - GAP - left, bottom - top, x_scale, y_scale)

    parts = [element("rect", width=width, height=height, fill=theme.background)]
    if title:
        text = clip(escape(title), width // LETTER - 2)
        parts.append(label(left, GAP + FONT_SIZE, text, fill=theme.text, font_weight="bold"))
    parts += axes(frame, ticks, curves, options, theme)
    drawn = _bands(frame, bands)
    if options.density:
        drawn += _density(frame, lines, theme)
    else:
        drawn += _lines(frame, lines)
        drawn += _marks(frame, leading)
    if options.cursor_x is not None:
        drawn += _crosshair(frame, options.cursor_x, theme)
    parts.append(element("g", "".join(drawn), clip_path="url(#plot)") if drawn else "")
    if not drawn:
        parts.append(_reason(frame, curves, theme))
    parts += _restarts(frame, leading)
    parts += _legend(frame, named, options.cursor_x, legend_width, theme)
    return document(frame, "".join(parts), width, height)


def document(frame: Frame, content: str, width: int, height: int) -> str:
    """Return a document of its own; what must not leave the plot has ``url(#plot)`` to clip it."""
    plot = element("rect", x=frame.left, y=frame.top, width=frame.width, height=frame.height)
    definitions = element("defs", element("clipPath", plot, id="plot"))
    document = element(
        "svg",
        definitions + content,
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {width} {height}",
        font_family=_FONT,
        font_size=FONT_SIZE,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{document}\n'


def _bands(frame: Frame, bands: Sequence[Band]) -> list[str]:
    parts = []
    for band in bands:
        x, lower, upper = band.envelopes(frame.x_scale, frame.columns)
        below = frame.down(lower)
        below[np.isnan(below) & np.isfinite(lower)] = frame.bottom
        outline = area(
            frame.across(x), frame.down(upper), below, band.color, fill_opacity=f"{1 - BAND_DIM:g}"
        )
        parts += [outline] if outline else []
    return parts


def _lines(frame: Frame, lines: Sequence[Line]) -> list[str]:
    """Draw faint traces, what restarts gave up, lines, and lines in front, in this order."""
    parts: list[str] = []
    for line in sorted(lines, key=_height):
        fading = RAW_TRACE_DIM if line.faint else SUPERSEDED_DIM if line.superseded else 0
        parts += _curve(frame, line, line.color, 1 - fading, 1.0 if line.faint else 1.6)
    return parts


def _height(line: Line) -> int:
    if line.faint or line.superseded:
        return 0 if line.faint else 1
    return 3 if line.front else 2


def _density(frame: Frame, lines: Sequence[Line], theme: Theme) -> list[str]:
    counted, front = density_lines(lines)
    clearness = max(_CLEAREST, min(0.6, 20 / max(len(counted), 1)))
    parts: list[str] = []
    for line in counted:
        parts += _curve(frame, line, theme.accent, clearness, 1.0)
    return parts + _lines(frame, front)


def _curve(frame: Frame, line: Line, color: str, opacity: float, thickness: float) -> list[str]:
    x, y = line.envelope(frame.y_scale.kind is ScaleKind.LOG, frame.x_scale, frame.columns)
    across, down = frame.across(x), frame.down(y)
    known = down[np.isfinite(across) & np.isfinite(down)]
    if not len(known) or known.max() < frame.top or known.min() > frame.bottom:
        return []
    attributes: dict[str, str | float] = {
        "stroke_width": thickness,
        "stroke_linejoin": "round",
    }
    dashes = _DASHES[line.pattern % len(_DASHES)]
    if dashes:
        attributes["stroke_dasharray"] = dashes
    if opacity < 1:
        attributes["stroke_opacity"] = f"{opacity:.2g}"
    return list(curve(across, down, color, **attributes))


def _marks(frame: Frame, lines: Sequence[Line]) -> list[str]:
    """Mark values that are not finite, where the chart of cells would."""
    columns, rows = int(frame.width) // _MARK_WIDTH, int(frame.height) // _MARK_HEIGHT
    if columns < 1 or rows < 1:
        return []
    cells = PlotArea(0, 0, columns, rows, frame.x_scale, frame.y_scale)
    marks = find_marks(Curves(lines), cells)
    across = frame.left + (marks.columns + 0.5) * frame.width / columns
    down = frame.top + (marks.rows + 0.75) * frame.height / rows
    return [
        label(x, y, chr(letter), fill=lines[owner].color, text_anchor="middle")
        for x, y, letter, owner in zip(
            across.tolist(),
            down.tolist(),
            marks.codepoints.tolist(),
            marks.owner.tolist(),
            strict=True,
        )
    ]


def _restarts(frame: Frame, lines: Sequence[Line]) -> list[str]:
    low, high = frame.x_scale.domain
    parts = []
    for line in lines:
        if line.restarts is None:
            continue
        x = np.asarray(line.restarts, np.float64)
        for place in frame.across(x[(x >= low) & (x <= high)]).tolist():
            baseline = frame.bottom + FONT_SIZE / 3
            mark = label(place, baseline, BRAILLE.restart, fill=line.color, text_anchor="middle")
            parts.append(mark)
    return parts


def _crosshair(frame: Frame, x: float, theme: Theme) -> list[str]:
    low, high = frame.x_scale.domain
    if not low <= x <= high:
        return []
    place = float(frame.across(np.array([x]))[0])
    return [rule((place, frame.top), (place, frame.bottom), stroke=theme.cursor)]


def _reason(frame: Frame, curves: Curves, theme: Theme) -> str:
    cells = PlotArea(0, 0, 1, 1, frame.x_scale, frame.y_scale)
    middle = frame.left + frame.width / 2, frame.top + frame.height / 2
    text = reason_for_nothing(cells, curves)
    return label(*middle, text, fill=theme.text_muted, text_anchor="middle")


def _legend_width(named: Sequence[Line], cursor_x: float | None, width: int) -> int:
    rows = legend_rows(named, cursor_x)
    if not rows:
        return 0
    letters = max(len(row.name) for row in rows) + max(len(row.value) for row in rows)
    return min(2 * GAP + _SWATCH + 3 * GAP + letters * LETTER, width // 3)


def _legend(
    frame: Frame, named: Sequence[Line], cursor_x: float | None, width: int, theme: Theme
) -> list[str]:
    fitting = max(1, int(frame.height) // ROW)
    shown = named if len(named) <= fitting else named[: max(1, fitting - 1)]
    left, right = frame.right + 2 * GAP, frame.right + width
    name_at = left + _SWATCH + GAP
    parts = []
    for index, row in enumerate(legend_rows(shown, cursor_x)):
        y = frame.top + (index + 1) * ROW - GAP / 2
        room = right - name_at - 2 * GAP - len(row.value) * LETTER
        name = clip_middle(row.name, max(1, int(room) // LETTER))
        dashes = _DASHES[shown[index].pattern % len(_DASHES)] or "none"
        middle = y - FONT_SIZE / 3
        swatch = (left, middle), (left + _SWATCH, middle)
        parts.append(rule(*swatch, stroke=row.color, stroke_width=2, stroke_dasharray=dashes))
        parts.append(label(name_at, y, name, fill=theme.text))
        parts.append(label(right, y, row.value, fill=theme.text_strong, text_anchor="end"))
    if len(shown) < len(named):
        y = frame.top + (len(shown) + 1) * ROW - GAP / 2
        hidden = f"+{len(named) - len(shown)} more"
        parts.append(label(name_at, y, hidden, fill=theme.text_faint))
    return parts
