"""From the charts of a layout to what they show of the runs that are shown."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tbtui.readers.custom_layouts import Chart, Layout, MarginChart, MultilineChart
from tbtui.widgets.chart_scene import ChartDefinition, MarginTags
from tbtui.widgets.custom_names import UNTITLED, chart_name

if TYPE_CHECKING:
    from tbtui.analysis.custom_layouts import MatchingTags
    from tbtui.store.run import Run

MOST_CURVES = 1000
"""A chart has no more curves than this, lest drawing it holds up the keys."""
FEWEST_TAGS = 4
"""So many tags a chart may have, however many runs there are."""
MATCHING_SECONDS = 2.0
"""How long the regular expressions of all charts may take together."""
SECONDS_A_CHART = 0.2
"""How long those of one chart may take."""

_MOST_NAMED = 3


class CustomCategory(NamedTuple):
    """A group of charts.

    Attributes
    ----------
    heading : str
        Never empty, and no other category has the same.
    closed : bool
        Whether it is folded at first.
    charts : tuple of (str, chart)
        By the names by which they go.
    """

    heading: str
    closed: bool
    charts: tuple[tuple[str, Chart], ...]


def custom_categories(layout: Layout) -> tuple[CustomCategory, ...]:
    """Give names to the charts of a layout; categories without any are left out."""
    headings: set[str] = set()
    found = []
    for category in layout.categories:
        heading = category.title or UNTITLED
        while heading in headings:
            heading += " (2)"
        headings.add(heading)
        charts = tuple(_named(category.title, category.charts))
        if charts:
            found.append(CustomCategory(heading, category.closed, charts))
    return tuple(found)


def _named(category: str, charts: Sequence[Chart]) -> Iterator[tuple[str, Chart]]:
    numbers: dict[str, int] = {}
    for chart in charts:
        number = numbers[chart.title] = numbers.get(chart.title, 0) + 1
        yield chart_name(category, chart.title, number), chart


def has_curves(definition: ChartDefinition, runs: Sequence[Run]) -> bool:
    """Return whether a chart shows anything of some runs."""
    return bool(definition.tags) or any(
        margin.value in run.scalars and margin.lower in run.scalars and margin.upper in run.scalars
        for run in runs
        for margin in definition.margins
    )


class ChartContents:
    """Finds out what charts show; expressions that took too long are not tried again."""

    def __init__(self) -> None:
        self._given_up: dict[MultilineChart, MatchingTags] = {}

    def definitions(
        self, categories: Sequence[CustomCategory], tags: Sequence[str], runs: Sequence[Run]
    ) -> dict[str, ChartDefinition]:
        """Return what all charts show, by their names.

        Parameters
        ----------
        categories : sequence of CustomCategory
        tags : sequence of str
            Scalar tags of the shown runs, in the order in which charts name them.
        runs : sequence of Run
            Those that are shown.
        """
        ends_at = time.perf_counter() + MATCHING_SECONDS
        found: dict[str, ChartDefinition] = {}
        for category in categories:
            for name, chart in category.charts:
                if isinstance(chart, MultilineChart):
                    matching = self._matching(chart, tags, ends_at - time.perf_counter())
                    found[name] = _multiline(chart, matching, len(runs))
                else:
                    found[name] = _margin(chart, runs)
        return found

    def _matching(
        self, chart: MultilineChart, tags: Sequence[str], seconds_left: float
    ) -> MatchingTags:
        from tbtui.analysis.custom_layouts import multiline_tags
        from tbtui.analysis.time_budget import TimeBudget

        known = self._given_up.get(chart)
        if known is not None:
            return known
        budget = TimeBudget(min(SECONDS_A_CHART, seconds_left))
        found = multiline_tags(chart, tags, budget)
        if budget.seconds_left <= 0:
            self._given_up[chart] = found
        return found


def _multiline(chart: MultilineChart, found: MatchingTags, run_count: int) -> ChartDefinition:
    messages = list(found.errors)
    if found.unmatched:
        messages.append(f"no tag matches {_enumerated(found.unmatched)}")
    most = max(FEWEST_TAGS, MOST_CURVES // max(1, run_count))
    if len(found.tags) > most:
        messages.append(f"only the first {most:,} of {len(found.tags):,} tags are shown")
    return ChartDefinition(
        title=chart.title or UNTITLED, tags=found.tags[:most], messages=tuple(messages)
    )


def _margin(chart: MarginChart, runs: Sequence[Run]) -> ChartDefinition:
    from tbtui.analysis.margins import absent_tags

    margins = tuple(
        MarginTags(series.value, series.lower, series.upper)
        for series in dict.fromkeys(chart.series)
    )
    messages = [] if margins else ["the chart names no tags"]
    known = [run.scalars for run in runs]
    for margin in margins:
        tags = (margin.value, margin.lower, margin.upper)
        if not any(tag in scalars for scalars in known for tag in tags):
            messages.append(f"no run has {_enumerated(tuple(dict.fromkeys(tags)))}")
        messages += _absences(absent_tags(tags, known), len(known))
    return ChartDefinition(
        title=chart.title or UNTITLED,
        margins=margins,
        messages=tuple(dict.fromkeys(messages)),
    )


def _absences(counts: Mapping[str, int], run_count: int) -> Iterator[str]:
    for tag, count in counts.items():
        if run_count == 1:
            yield f"the run has no {tag}"
        else:
            yield f"{count:,} {'run has' if count == 1 else 'runs have'} no {tag}"


def _enumerated(names: Sequence[str]) -> str:
    """Return names in a row; of many, how many more there are."""
    shown = ", ".join(names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return f"{shown} and {more:,} more" if more > 0 else shown
