"""``tbtui plot``: one chart for each scalar tag that matches, as text."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tbtui.analysis.horizontal import HorizontalAxis, horizontal_values
from tbtui.analysis.lives import superseded
from tbtui.analysis.smoothing import smooth
from tbtui.commands.loading import chosen_runs, load, matches, no_match
from tbtui.commands.sources import log_sources
from tbtui.plot.ansi import to_ansi
from tbtui.plot.ansi_themes import theme_for
from tbtui.plot.cells import Cells
from tbtui.plot.colors import RunColors
from tbtui.plot.inks import ColorDepth
from tbtui.plot.line_chart import ChartOptions, Line, draw_line_chart
from tbtui.plot.line_letters import letter, with_letter
from tbtui.plot.numbers import format_step, format_value
from tbtui.plot.scale import ScaleKind
from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width, clip, clip_middle, escape, pad
from tbtui.plot.theme import Theme
from tbtui.store.natural_order import natural_key
from tbtui.store.series import ScalarSeries
from tbtui.term.color_depth import chosen_depth, color_depth

_WIDTH_OF_A_PIPE = 80
_WIDEST_RUN_NAME = 40


class _Style(NamedTuple):
    """How all charts of one call are drawn."""

    width: int
    height: int
    smoothing: float
    options: ChartOptions
    engine: str
    theme: Theme
    colors: RunColors
    with_color: bool

    @property
    def uses_letters(self) -> bool:
        """Whether letters tell the curves apart."""
        return self.engine == "braille" and not self.with_color


def run(arguments: argparse.Namespace) -> int:
    """Carry out ``tbtui plot`` and return the exit status."""
    store = load(log_sources(arguments.sources, arguments.logdir), verify=arguments.verify)
    runs = chosen_runs(store, arguments.run)
    every_tag = sorted({tag for one_run in runs for tag in one_run.scalars}, key=natural_key)
    tags = [tag for tag in every_tag if matches(arguments.tag, tag)]
    if not tags:
        raise no_match("scalar tag", arguments.tag, every_tag)
    # All runs, not only the chosen ones: a run has the colour that it has on the screen.
    style = _style(arguments, [one_run.name for one_run in store.runs])
    text_of = description_text if arguments.describe else chart_text
    shown = tags[: arguments.limit]
    for position, tag in enumerate(shown):
        series = [one_run.scalars[tag] for one_run in runs if tag in one_run.scalars]
        gap = "\n" if position else ""
        sys.stdout.write(gap + text_of(tag, series, style))
    hidden = len(tags) - len(shown)
    if hidden:
        sys.stdout.flush()
        sys.stderr.write(
            f"tbtui plot: {hidden} more {'tag matches' if hidden == 1 else 'tags match'}; "
            f"see all with --limit {len(tags)}, or narrow --tag\n"
        )
    return 0


def chart_text(tag: str, series: Sequence[ScalarSeries], style: _Style) -> str:
    """Draw one chart: the tag, the curves of its runs, and a legend below."""
    lines = [line for one in series for line in _lines_of(one, style)]
    if style.uses_letters:
        lines = [with_letter(line, position) for position, line in enumerate(lines)]
    if style.engine == "plotext":
        from tbtui.plot.plotext_engine import draw

        # plotext knows the terminal's own colours, but not what to send where these are all.
        with_color = style.with_color and style.theme.depth is not ColorDepth.ANSI
        chart = draw(lines, style.width, style.height, style.options, with_color)
    else:
        drawn = draw_line_chart(lines, style.width, style.height, style.options, style.theme)
        chart = to_ansi(drawn.cells, style.with_color)
    title = clip(escape(tag), style.width)
    return f"{title}\n{chart.rstrip()}\n{_legend(series, style)}"


def description_text(tag: str, series: Sequence[ScalarSeries], style: _Style) -> str:
    """Say in words what the chart would show."""
    from tbtui.analysis.description import describe_series
    from tbtui.plot.chart_words import chart_words

    described = [(one.run, describe_series(one.view(), style.smoothing)) for one in series]
    return chart_words(tag, described, style.smoothing)


def _style(arguments: argparse.Namespace, run_names: Sequence[str]) -> _Style:
    depth = _depth(arguments.color)
    theme = theme_for(depth, arguments.theme)
    colors = RunColors(theme.series)
    colors.assign(run_names)
    return _Style(
        width=arguments.width or _width_of_output(),
        height=arguments.height,
        smoothing=arguments.smoothing,
        options=ChartOptions(
            horizontal=HorizontalAxis(arguments.x),
            y_scale=ScaleKind.LOG if arguments.log else ScaleKind.LINEAR,
        ),
        engine=arguments.engine,
        theme=theme,
        colors=colors,
        with_color=theme.has_color,
    )


def _lines_of(series: ScalarSeries, style: _Style) -> Iterator[Line]:
    """Yield the curve of a series and, when it is smoothed, the raw trace under it.

    Points that a restart has superseded are left out, and so is the raw trace where no colour
    could tell it from the curve.
    """
    view = series.view()
    kept = ~superseded(view.steps)
    x = horizontal_values(style.options.horizontal, view.steps, view.wall_times)[kept]
    values = view.values[kept].astype(float)
    color = style.colors.color(series.run)
    if style.smoothing > 0:
        if style.with_color:
            yield Line(x=x, y=values, color=color, label=series.run, faint=True)
        values = smooth(values, style.smoothing)
    yield Line(x=x, y=values, color=color, label=series.run)


def _legend(series: Sequence[ScalarSeries], style: _Style) -> str:
    """Name every run with its colour, its last value and the step of that."""
    names = [clip_middle(escape(one.run), _WIDEST_RUN_NAME) for one in series]
    name_width = max(map(cell_width, names))
    rows = []
    for one, name in zip(series, names, strict=True):
        view = one.view()
        last = format_value(view.values[-1]) if len(view.values) else "-"
        step = f"step {format_step(view.steps[-1])}" if len(view.steps) else "no points"
        text = clip(f"{pad(name, name_width)}  {last:>9}  {step}", max(style.width - 2, 10))
        rows.append((style.colors.color(one.run), text))
    cells = Cells(style.width, len(rows), style.theme.text, style.theme.background)
    for row, (color, text) in enumerate(rows):
        mark = letter(row) if style.uses_letters else symbols().run_shown
        cells.write(0, row, mark, cells.color(color))
        cells.write(2, row, text, cells.color(style.theme.text))
    return to_ansi(cells, style.with_color).rstrip() + "\n"


def _depth(choice: str) -> ColorDepth:
    """Return how many colours to use; without a terminal, only when they are asked for."""
    if choice in ("never", "none") or (choice == "auto" and not sys.stdout.isatty()):
        return ColorDepth.NONE
    if choice == "always":
        found = color_depth({**os.environ, "NO_COLOR": ""})
        return ColorDepth.TRUECOLOR if found is ColorDepth.NONE else found
    return chosen_depth(choice, os.environ)


def _width_of_output() -> int:
    if sys.stdout.isatty():
        return max(shutil.get_terminal_size().columns, 12)
    return _WIDTH_OF_A_PIPE
