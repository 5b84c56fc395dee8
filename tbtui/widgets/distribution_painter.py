"""Paints cards of distributions: nine curves of a histogram's percentiles, with bands between."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tbtui.analysis.basis_points import BASIS_POINTS, basis_points
from tbtui.analysis.horizontal import HorizontalAxis, horizontal_values
from tbtui.plot.band import Band
from tbtui.plot.chart import Chart, ChartOptions
from tbtui.plot.histogram_stack import Floats
from tbtui.plot.legend import rows_of_legend
from tbtui.plot.line import Line
from tbtui.plot.line_chart import add_readout
from tbtui.plot.numbers import format_count, format_step, format_value
from tbtui.plot.picture import draw_picture
from tbtui.plot.planes import DOT_COLUMNS
from tbtui.plot.scale import ScaleKind
from tbtui.plot.theme import dim
from tbtui.readers.histograms import joined, read_histograms
from tbtui.widgets.card_parts import CardParts
from tbtui.widgets.card_series import CardSeries, steps_around
from tbtui.widgets.card_stacks import nothing
from tbtui.widgets.histogram_painter import SIZE_OF_SVG, HistogramPainter
from tbtui.widgets.histogram_scene import Card, HistogramScene, Mark
from tbtui.widgets.recent import Recent

if TYPE_CHECKING:
    from tbtui.plot.theme import Theme
    from tbtui.widgets.chart_scene import ChartScene

NAMES = ("least", "6.7 %", "15.9 %", "30.9 %", "median", "69.2 %", "84.1 %", "93.3 %", "greatest")
"""Of the curves, from the lowest on: what part of the values lies below them."""
MEDIAN = BASIS_POINTS.index(5000)
_NESTED = ((0, 8), (1, 7), (2, 6), (3, 5))
"""Pairs of curves with a band between them, from the widest on: they shine through each other."""
_BAND_OF_RUN = (2, 6)
"""The band of a run among others: one standard deviation of a normal distribution."""
_MOST_BANDS = 2
"""More bands over each other are one blot."""
_NAMED = ((8, 7, 6, 5, 4, 3, 2, 1, 0), (8, 6, 4, 2, 0), (8, 4, 0), (4,))
"""The curves that a legend names, by the room that it has: always the median, and as many above."""
_MOST_VALUES = 512
"""Selections of steps whose percentiles are kept."""
_FADING = (0.3, 0.36, 0.36, 0.3, 0.0)
"""How far curves fade into the background, from the outermost to the median."""


class _Curves(NamedTuple):
    """The percentiles of some steps of a series: x is float64[n], values float64[n, 9]."""

    x: Floats
    values: Floats
    cursor: float | None


class DistributionPainter(HistogramPainter):
    """Paints a card in a given size, or finds it painted already."""

    def __init__(self) -> None:
        super().__init__()
        self._values: Recent[Floats] = Recent(_MOST_VALUES)

    def key(
        self, scene: ChartScene, chart: str, width: int, height: int, legend: bool, theme: Theme
    ) -> Hashable:
        """Return what the look of a card depends on: equal keys, equal pictures."""
        return (super().key(scene, chart, width, height, legend, theme), legend)

    def most(self, scene: HistogramScene, width: int, height: int) -> int:  # noqa: ARG002
        """Return how many histograms of a series a card shows."""
        return DOT_COLUMNS * width

    def parts(
        self,
        scene: HistogramScene,
        chart: str,
        width: int,  # noqa: ARG002 - all steps count
        height: int,  # noqa: ARG002
    ) -> CardParts:
        """Return which series a card shows; there are no bins."""
        card = scene.cards[chart]
        return CardParts(nothing(scene, card), self.series(scene, card), read_histograms([]))

    def draw(
        self, scene: HistogramScene, chart: str, width: int, height: int, legend: bool, theme: Theme
    ) -> Chart:
        """Draw the picture of a card."""
        lines, bands, options, cursor = self.curves(scene, chart, width, theme)
        picture = draw_picture(lines, width, height, options, theme, bands)
        together = scene.histograms.together
        runs = len(self.series(scene, scene.cards[chart]))
        named = lines[:runs] if together else _named(lines, picture.area.height)
        return add_readout(picture, named if legend else (), cursor, theme)

    def svg(self, scene: HistogramScene, chart: str, theme: Theme) -> str:
        """Return the picture of a card for documents."""
        from tbtui.plot.svg import chart_svg

        lines, bands, options, cursor = self.curves(scene, chart, SIZE_OF_SVG[0], theme)
        options = replace(options, cursor_x=cursor)
        runs = len(self.series(scene, scene.cards[chart]))
        named = lines[:runs] if scene.histograms.together else lines[::-1]
        return chart_svg(lines, bands, options, theme, title=scene.title(chart), named=named)

    def curves(
        self, scene: HistogramScene, chart: str, width: int, theme: Theme
    ) -> tuple[list[Line], list[Band], ChartOptions, float | None]:
        """Return the curves and bands of a card, how they are drawn, and where its mark is."""
        card = scene.cards[chart]
        series = self.series(scene, card)
        step = scene.step_in(chart)
        if step is not None:
            self._prepare([(one, steps_around(one, one.place_of(step))) for one in series])
        curves = [self._curves(scene, chart, one, width) for one in series]
        if scene.histograms.together:
            lines, bands = _of_runs(series, curves, scene)
        else:
            lines, bands = _of_one(curves, scene.colors.get(card.runs[0], ""), theme)
        options = ChartOptions(
            horizontal=HorizontalAxis(scene.settings.horizontal),
            y_scale=ScaleKind.SYMLOG if scene.histograms.symlog else ScaleKind.LINEAR,
            grid=scene.settings.grid,
            y_range=self._shared_range(scene, card, width),
        )
        cursor = next((one.cursor for one in curves if one.cursor is not None), None)
        return lines, bands, options, cursor

    def _curves(self, scene: HistogramScene, chart: str, series: CardSeries, width: int) -> _Curves:
        step = scene.step_in(chart)
        marked = None if step is None else series.place_of(step)
        places = series.spread(DOT_COLUMNS * width)
        values = self._percentiles(series, places)
        axis = HorizontalAxis(scene.settings.horizontal)
        x = horizontal_values(axis, series.steps, series.wall_times)
        if marked is not None and marked not in places:
            before = int(np.searchsorted(places, marked))
            values = np.insert(values, before, self._percentiles_at(series, marked), axis=0)
            places = (*places[:before], marked, *places[before:])
        cursor = None if marked is None else float(x[marked])
        return _Curves(x[list(places)], values, cursor)

    def _prepare(self, wanted: Sequence[tuple[CardSeries, tuple[int, ...]]]) -> None:
        """Compute the percentiles of places in several series together, where they are not known.

        One call for all costs hardly more than one for each.
        """
        missing = [
            (one, places) for one, places in wanted if (one.version, places) not in self._values
        ]
        if not missing:
            return
        values = basis_points(joined(self.reader.read_all(missing)))
        ends = np.cumsum([len(places) for _, places in missing])[:-1]
        for (one, places), part in zip(missing, np.split(values, ends), strict=True):
            self._values.get((one.version, places), partial(np.asarray, part))

    def _percentiles_at(self, series: CardSeries, place: int) -> Floats:
        """Return the nine values of one histogram; those of its neighbours are there then, too."""
        block = steps_around(series, place)
        values: Floats = self._percentiles(series, block)[place - block[0]]
        return values

    def _percentiles(self, series: CardSeries, places: tuple[int, ...]) -> Floats:
        key = (series.version, places)
        return self._values.get(key, lambda: basis_points(self.reader.read(series, places)))

    def _shared_range(
        self, scene: HistogramScene, card: Card, width: int
    ) -> tuple[float, float] | None:
        """Return the range of values that the cards of all runs of a tag have."""
        chosen = scene.histograms
        if not chosen.shared or chosen.together:
            return None
        found = [
            self._percentiles(one, one.spread(DOT_COLUMNS * width))
            for one in self.beside(scene, card)
        ]
        known = [values[np.isfinite(values)] for values in found]
        known = [values for values in known if len(values)]
        if not known:
            return None
        low, high = min(float(v.min()) for v in known), max(float(v.max()) for v in known)
        return (low, high) if low < high else None

    def mark_at(
        self,
        scene: HistogramScene,
        chart: str,
        drawn: Chart,
        size: tuple[int, int],  # noqa: ARG002 - all that counts is where it is on the x axis
        x: int,
        y: int,  # noqa: ARG002
    ) -> Mark:
        """Return the step that is shown at a cell of the plot; there are no bins."""
        series = self.series(scene, scene.cards[chart])
        if not series:
            return Mark(None, None)
        longest = max(series, key=lambda one: len(one.steps))
        axis = HorizontalAxis(scene.settings.horizontal)
        places = horizontal_values(axis, longest.steps, longest.wall_times)
        wanted = drawn.horizontal.value_at((x + 0.5) / max(1, drawn.plot_width))
        return Mark(int(longest.steps[np.abs(places - wanted).argmin()]), None)

    def problems(self, scene: HistogramScene, chart: str, width: int, height: int) -> list[str]:  # noqa: ARG002
        """Return why histograms that a card shows could not be decoded, not escaped."""
        return [
            f"step {one.steps[places[place]]}: {reason}"
            for one in self.series(scene, scene.cards[chart])
            for places in [one.spread(DOT_COLUMNS * width)]
            for place, reason in sorted(self.reader.read(one, places).problems.items())
        ]

    def note(self, scene: HistogramScene, chart: str, width: int, height: int) -> str:  # noqa: ARG002
        """Return what is said below the card in focus: about its step, or about all of it."""
        series, step = self.series(scene, scene.cards[chart]), scene.step_in(chart)
        if not series:
            return ""
        if step is None or scene.histograms.together:
            steps = max(len(one.steps) for one in series)
            words = [f"{format_count(steps)} step{'' if steps == 1 else 's'}"]
            if step is not None:
                words.insert(0, f"step {format_step(step)}")
            return " · ".join(words)
        [one] = series
        place = one.place_of(step)
        values = self._percentiles_at(one, place)
        low, median, high = (format_value(float(values[at])) for at in (0, MEDIAN, -1))
        return f"step {format_step(int(one.steps[place]))} · median {median} · {low} to {high}"


def _named(lines: Sequence[Line], rows: int) -> list[Line]:
    """Return the curves for which a legend has room in a plot, from the greatest value on."""
    if not lines:
        return []
    chosen = next((some for some in _NAMED if len(some) <= rows_of_legend(rows)), _NAMED[-1])
    return [lines[at] for at in chosen]


def _of_one(curves: Sequence[_Curves], color: str, theme: Theme) -> tuple[list[Line], list[Band]]:
    """Return the nine curves of a run from the lowest on, and nested bands between them."""
    if not curves:
        return [], []
    [found] = curves
    lines = [
        Line(
            found.x,
            found.values[:, at],
            dim(color, theme.background, _FADING[min(at, len(NAMES) - 1 - at)]),
            name,
            front=at == MEDIAN,
        )
        for at, name in enumerate(NAMES)
    ]
    bands = [
        Band(found.x, found.values[:, lower], found.values[:, upper], color)
        for lower, upper in _NESTED
    ]
    return lines, bands


def _of_runs(
    series: Sequence[CardSeries], curves: Sequence[_Curves], scene: HistogramScene
) -> tuple[list[Line], list[Band]]:
    """Return the medians of several runs, and what is around each: a band, or of many its edges."""
    lower, upper = _BAND_OF_RUN
    lines: list[Line] = []
    edges: list[Line] = []
    bands: list[Band] = []
    for one, found in zip(series, curves, strict=True):
        color = scene.colors.get(one.run, "")
        x, values = found.x, found.values
        lines.append(Line(x, values[:, MEDIAN], color, one.run))
        if len(series) > _MOST_BANDS:
            dotted = (Line(x, values[:, at], color, one.run, pattern=2) for at in _BAND_OF_RUN)
            edges.extend(dotted)
        else:
            bands.append(Band(x, values[:, lower], values[:, upper], color))
    return [*lines, *edges], bands
