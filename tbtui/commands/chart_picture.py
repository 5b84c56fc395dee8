"""The picture of a chart as plain text: curves with letters, and the letters explained below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tbtui.plot.ansi import to_ansi
from tbtui.plot.band import Band
from tbtui.plot.chart import ChartOptions
from tbtui.plot.line import Line
from tbtui.plot.line_chart import draw_line_chart
from tbtui.plot.line_letters import letter, with_letter
from tbtui.plot.numbers import format_value
from tbtui.plot.text import cell_width, clip, clip_middle, escape, pad
from tbtui.plot.theme import Theme

MOST_NAMED = 52
"""Letters that there are; of more curves the first ones are named."""
_WIDEST_NAME = 60


def picture_text(
    title: str,
    lines: Sequence[Line],
    bands: Sequence[Band],
    options: ChartOptions,
    theme: Theme,
    width: int,
    height: int,
) -> str:
    """Draw a chart without colours.

    Parameters
    ----------
    title : str
        As it is in the log.
    lines : sequence of Line
        Those that a legend names: without colour nothing else could be told from them.
    width, height : int
        Cells of the chart; title and legend are beside these.
    """
    without_legend = replace(options, legend=False)
    named = () if options.density else lines[:MOST_NAMED]
    drawn = [with_letter(line, index) for index, line in enumerate(named)] + list(
        lines[len(named) :]
    )
    chart = draw_line_chart(drawn, width, height, without_legend, theme, bands)
    names = [clip_middle(escape(line.label), _WIDEST_NAME) for line in named]
    name_width = max(map(cell_width, names), default=0)
    rows = [
        clip(f"{letter(index)} {pad(name, name_width)}  {_last(line):>9}", width).rstrip()
        for index, (name, line) in enumerate(zip(names, named, strict=True))
    ]
    if len(lines) > len(named):
        rows.append(f"and {len(lines) - len(named):,} more" if named else f"{len(lines):,} curves")
    picture = to_ansi(chart.cells, color=False).rstrip()
    return "\n".join([clip(escape(title), width), picture, *rows, ""])


def _last(line: Line) -> str:
    """Return the last value of a curve."""
    values = np.asarray(line.y)
    return format_value(float(values[-1])) if len(values) else "-"
