"""Line charts drawn by plotext, for those who like its look in their shell.

The only module that knows plotext, which draws on one global figure and gives up on what is not
finite. So each call has a figure of its own, made from a class that plotext 5 keeps private, and
hands it few finite points, limits and ticks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tbtui.plot.axes import horizontal_ticks
from tbtui.plot.chart import ChartOptions
from tbtui.plot.curves import Curves
from tbtui.plot.domains import chart_scales
from tbtui.plot.inks import fixed_index, parse_ink
from tbtui.plot.line import Line
from tbtui.plot.plain_characters import plain
from tbtui.plot.scale import Scale, ScaleKind, Tick
from tbtui.plot.symbols import symbols
from tbtui.plot.text import escape

_MARKERS = {"braille": "braille", "block": "hd", "console": "sd", "ascii": "*"}
LEAST_WIDTH = 20
LEAST_HEIGHT = 6

_COLUMNS_PER_TICK = 12
_LARGEST = 1e300
"""plotext adds and multiplies limits; beyond this its results would not be finite."""


def draw(
    lines: Sequence[Line],
    width: int,
    height: int,
    options: ChartOptions,
    color: bool = False,
) -> str:
    """Draw curves as text.

    Parameters
    ----------
    lines : sequence of Line
        Faint ones are left out when there are others: plotext has no layers.
    width, height : int
        Size in cells, at least 20 x 6, whatever the size of the terminal is.
    options : ChartOptions
        Crosshair and legend are not drawn this way.
    color : bool
        Whether to write escape sequences for colours; only for inks of 24 bits and of 256 colours.

    Returns
    -------
    str
        `height` lines, each ended by a line feed.
    """
    width, height = max(width, LEAST_WIDTH), max(height, LEAST_HEIGHT)
    shown = [line for line in lines if not line.faint] or list(lines)
    curves = Curves(shown)
    x_scale, y_scale, known = chart_scales(curves, [], options)
    figure = _new_figure(width, height)
    if known and max(map(abs, (*x_scale.domain, *y_scale.domain))) < _LARGEST:
        _set_axes(figure, x_scale, y_scale, options, height, width)
        for line in shown:
            for x, y in _strokes(line, x_scale, y_scale, width):
                figure.plot(x, y, color=_color(line.color), marker=_MARKERS[symbols().name])
    else:
        names = ", ".join(escape(line.label) for line in shown)
        figure.title(f"nothing to draw: {names}" if names else "nothing to draw")
    text: str = figure.build()
    return _finished(text, color)


def _new_figure(width: int, height: int) -> Any:
    """Return an empty figure of exactly this size."""
    from plotext import _figure

    figure = _figure._figure_class()
    # In a pipe, plotext takes the terminal for one of 80 x 24 and would cut larger figures.
    figure._limit_size(False, False)
    figure.plotsize(width, height)
    figure._set_size(width, height)
    figure.canvas_color("default")
    figure.axes_color("default")
    figure.ticks_color("default")
    return figure


def _set_axes(
    figure: Any,
    x_scale: Scale,
    y_scale: Scale,
    options: ChartOptions,
    height: int,
    width: int,
) -> None:
    # plotext would label the powers of ten of a logarithmic axis with data values, so it gets
    # places on a linear axis and our labels.
    y_ticks = y_scale.ticks(height - 3, widest=10)
    x_ticks = horizontal_ticks(x_scale, options.horizontal, max(3, width // _COLUMNS_PER_TICK))
    figure.ylim(0.0, 1.0)
    figure.yticks(_places(y_scale, y_ticks), [tick.label for tick in y_ticks])
    figure.xlim(0.0, 1.0)
    figure.xticks(_places(x_scale, x_ticks), [tick.label for tick in x_ticks])
    figure.grid(options.grid, options.grid)


def _places(scale: Scale, ticks: Sequence[Tick]) -> list[float]:
    places: list[float] = scale.place(np.array([tick.value for tick in ticks])).tolist()
    return places


def _strokes(
    line: Line,
    x_scale: Scale,
    y_scale: Scale,
    width: int,
) -> Iterator[tuple[list[float], list[float]]]:
    """Yield the unbroken parts of a line, as many points as there are dots to draw."""
    x, y = line.envelope(y_scale.kind is ScaleKind.LOG, x_scale, columns=2 * width)
    # plotext draws outside of its limits and cuts afterwards: keep what is far away near.
    across = np.clip(x_scale.place(x), -1.0, 2.0)
    places = np.clip(y_scale.place(y), -1.0, 2.0)
    known = np.isfinite(places) & np.isfinite(across)
    borders = np.flatnonzero(known[1:] != known[:-1]) + 1
    for start, stop in zip([0, *borders.tolist()], [*borders.tolist(), len(x)], strict=True):
        if start < stop and known[start]:
            yield across[start:stop].tolist(), places[start:stop].tolist()


def _finished(text: str, color: bool) -> str:
    if not color:
        from plotext import uncolorize

        text = uncolorize(text)
    lines = plain(text).rstrip("\n").split("\n")
    return "".join(line.rstrip() + "\n" for line in lines)


def _color(ink: str) -> tuple[int, int, int] | int | str:
    color = parse_ink(ink).color
    if color.startswith("#"):
        return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
    index = fixed_index(color)
    return "default" if index is None else index
