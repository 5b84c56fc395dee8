"""Histograms as a vector picture: ridges, outlines over each other, or a map of heat."""

from __future__ import annotations

import numpy as np

from tbtui.analysis.horizontal import HorizontalAxis
from tbtui.plot.chart import ChartOptions
from tbtui.plot.curves import Curves
from tbtui.plot.histogram_stack import Stack, bin_centers, depth_shares, ends_of
from tbtui.plot.ridges import HEIGHT_SHARE
from tbtui.plot.scale import LinearScale
from tbtui.plot.svg import document
from tbtui.plot.svg_elements import area, curve, element, label
from tbtui.plot.svg_frame import FONT_SIZE, GAP, LETTER, ROW, Frame, axes
from tbtui.plot.text import clip, escape
from tbtui.plot.theme import Theme, dim

WIDTH, HEIGHT = 960, 480
_BODY = 0.7
_HEADROOM = 1.08
_LEAST_ROW = 14


def ridges_svg(stack: Stack, theme: Theme, title: str) -> str:
    """Draw ridges as SVG, the newest in front.

    Parameters
    ----------
    title : str
        Above the plot; as it is in the log.
    """
    longest = max(map(len, stack.labels), default=0)
    frame = _frame(stack, LinearScale((0.0, 1.0)), GAP + LETTER * longest + GAP)
    centers = bin_centers(stack)
    options = ChartOptions(
        horizontal=HorizontalAxis.TAG, x_range=stack.scale.domain, y_range=(0.0, 1.0)
    )
    parts = axes(frame, [], Curves([]), options, theme)
    room = frame.height * HEIGHT_SHARE
    stands = frame.top + room + depth_shares(stack) * (frame.height - room)
    highest = stack.highest if stack.highest > 0 else 1.0
    across, labelled = frame.across(centers), frame.top - ROW
    for ridge, counts in enumerate(stack.counts):
        stand = float(stands[ridge])
        upper = stand - np.minimum(counts / highest, 1.0) * room
        is_marked = ridge == stack.selected
        color = theme.text_strong if is_marked else stack.outline(ridge, theme)
        body = dim(stack.outline(ridge, theme), theme.background, _BODY)
        parts.append(area(across, upper, np.full(len(upper), stand), body))
        parts += curve(across, upper, color, stroke_width=2 if is_marked else 1.2)
        if stand - labelled >= _LEAST_ROW:
            text, place = escape(stack.labels[ridge]), stand + FONT_SIZE / 3
            fill = theme.text_strong if is_marked else theme.text_muted
            parts.append(label(frame.left - GAP, place, text, fill=fill, text_anchor="end"))
            labelled = stand
    return _finished(frame, parts, theme, title)


def outlines_svg(stack: Stack, theme: Theme, title: str) -> str:
    """Draw outlines over each other as SVG, the last one in front."""
    counts = LinearScale((0.0, (stack.highest or 1.0) * _HEADROOM))
    ticks = counts.ticks(12, widest=10)
    longest = max((len(tick.label) for tick in ticks), default=0)
    frame = _frame(stack, counts, GAP + LETTER * longest + GAP)
    centers = bin_centers(stack)
    options = ChartOptions(
        horizontal=HorizontalAxis.TAG, x_range=stack.scale.domain, y_range=counts.domain
    )
    parts = axes(frame, ticks, Curves([]), options, theme)
    for index, row in enumerate(stack.counts):
        color = stack.outline(index, theme)
        parts += curve(frame.across(centers), frame.down(row), color, stroke_width=1.4)
    for index, color in enumerate(stack.colors):
        name, place = clip(escape(stack.labels[index]), 40), frame.top + ROW * (index + 1)
        parts.append(label(frame.right - GAP, place, name, fill=color, text_anchor="end"))
    return _finished(frame, parts, theme, title)


def heat_svg(
    stack: Stack, horizontal: HorizontalAxis, theme: Theme, title: str, *, logarithmic: bool
) -> str:
    """Draw a map of heat as SVG: each histogram reaches to the next one.

    Parameters
    ----------
    horizontal : HorizontalAxis
        What depths are.
    logarithmic : bool
        Whether equal ratios of counts are equal steps of colour.
    """
    front, back = ends_of(stack.depths)
    ticks = stack.scale.ticks(12, widest=10)
    longest = max((len(tick.label) for tick in ticks), default=0)
    left = GAP + LETTER * longest + GAP
    frame = Frame(
        left,
        2 * GAP + ROW,
        WIDTH - left - 2 * GAP,
        HEIGHT - 3 * GAP - 2 * ROW,
        LinearScale((back, front)),
        stack.scale,
    )
    options = ChartOptions(
        horizontal=horizontal, x_range=(back, front), y_range=stack.scale.domain, grid=False
    )
    borders = frame.across(np.append(stack.depths, front))
    levels = frame.down(stack.edges)
    highest = stack.highest if stack.highest > 0 else 1.0
    parts = []
    for column, counts in enumerate(stack.counts):
        shares = np.log1p(counts) / np.log1p(highest) if logarithmic else counts / highest
        width = max(float(borders[column + 1] - borders[column]), 1.0)
        parts += [
            element(
                "rect",
                x=float(borders[column]),
                y=float(levels[row + 1]),
                width=width,
                height=float(levels[row] - levels[row + 1]),
                fill=theme.accent,
                fill_opacity=f"{0.08 + 0.92 * min(float(shares[row]), 1.0):.2f}",
            )
            for row in np.flatnonzero(counts > 0).tolist()
        ]
    parts += axes(frame, ticks, Curves([]), options, theme)
    return _finished(frame, parts, theme, title)


def _frame(stack: Stack, vertical: LinearScale, left: float) -> Frame:
    top = 2 * GAP + ROW
    return Frame(left, top, WIDTH - left - 2 * GAP, HEIGHT - top - ROW - GAP, stack.scale, vertical)


def _finished(frame: Frame, parts: list[str], theme: Theme, title: str) -> str:
    background = element("rect", width=WIDTH, height=HEIGHT, fill=theme.background)
    text = clip(escape(title), WIDTH // LETTER - 2)
    above = label(frame.left, GAP + FONT_SIZE, text, fill=theme.text, font_weight="bold")
    return document(frame, "".join([background, above, *parts]), WIDTH, HEIGHT)
