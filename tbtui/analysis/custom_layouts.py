"""What the charts of custom layouts show: layouts joined over runs, tags matched and paired.

The messages in here quote regular expressions and tags as they are in the files: escape a message
before it is shown.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tbtui.analysis.time_budget import OutOfTimeError, TimeBudget
from tbtui.readers.custom_layouts import (
    LAYOUT_PLUGIN,
    LAYOUT_TAG,
    Category,
    Chart,
    Layout,
    MarginChart,
    MarginSeries,
    MultilineChart,
)
from tbtui.readers.odd_values import IndexEntry
from tbtui.store.run import Run
from tbtui.store.series import ScalarSeries, SeriesView

MATCHING_SECONDS = 0.5
"""How long the regular expressions of one chart may take together."""


def layout_entry(run: Run) -> IndexEntry | None:
    """Return where the layout of a run lies: the last one that it wrote, as in TensorBoard."""
    indexed = run.indexed.get((LAYOUT_PLUGIN, LAYOUT_TAG))
    entries = indexed.entries() if indexed is not None else ()
    return entries[-1] if entries else None


def merge_layouts(by_run: Mapping[str, Layout]) -> Layout | None:
    """Join the layouts of several runs.

    Runs are taken in the plain order of their names, categories and charts in the order in which
    they first appear. Categories with the same title become one, which is folded if the first of
    them is, and holds equal charts once. TensorBoard means the same, but loses charts that a third
    layout adds to a category of the second, and keeps repetitions within one layout.

    Parameters
    ----------
    by_run : mapping of str to Layout

    Returns
    -------
    Layout or None
        With the version of the first layout; None if there are no layouts.
    """
    layouts = [by_run[run] for run in sorted(by_run)]
    if not layouts:
        return None
    first_of_title: dict[str, Category] = {}
    # A dict is a set that remembers the order.
    charts_of_title: dict[str, dict[Chart, None]] = {}
    for layout in layouts:
        for category in layout.categories:
            first_of_title.setdefault(category.title, category)
            charts = charts_of_title.setdefault(category.title, {})
            charts.update(dict.fromkeys(category.charts))
    categories = tuple(
        replace(first, charts=tuple(charts_of_title[title]))
        for title, first in first_of_title.items()
    )
    return Layout(layouts[0].version, categories)


@dataclass(frozen=True)
class MatchingTags:
    """What a multiline chart shows.

    Attributes
    ----------
    tags : tuple of str
        Those that match, in the order in which they were given.
    unmatched : tuple of str
        Regular expressions that match no tag.
    errors : tuple of str
        What is wrong with the chart or with a regular expression.
    """

    tags: tuple[str, ...]
    unmatched: tuple[str, ...]
    errors: tuple[str, ...]


def multiline_tags(
    chart: MultilineChart, tags: Sequence[str], budget: TimeBudget | None = None
) -> MatchingTags:
    """Find the tags that a multiline chart shows.

    A tag is shown if one of the regular expressions matches at its start, as `re.match` does.
    TensorBoard joins them to one, ``(first)|(second)``, which is the same except that there one
    broken expression leaves the whole chart empty. Here each is compiled by itself.

    A regular expression can take longer than anyone lives. All of them together get the time of
    `budget`; see `TimeBudget` for where that can be enforced.

    Parameters
    ----------
    chart : MultilineChart
    tags : sequence of str
        Scalar tags of one run or of several.
    budget : TimeBudget, optional
        Share one among the charts of a layout. By default the chart has `MATCHING_SECONDS`.
    """
    if not chart.tag_regexes:
        return MatchingTags((), (), ("the chart names no tags",))
    budget = budget or TimeBudget(MATCHING_SECONDS)
    matched: set[str] = set()
    unmatched: list[str] = []
    errors: list[str] = []
    for tag_regex in dict.fromkeys(chart.tag_regexes):
        try:
            with budget.spend():
                found = _matches_of(tag_regex, tags)
        except re.error as error:
            errors.append(f"{tag_regex} is not a regular expression: {error.msg}")
        except (OverflowError, RecursionError):
            errors.append(f"{tag_regex} is too large for a regular expression")
        except OutOfTimeError as error:
            errors.append(f"{tag_regex} was given up: {error}")
        else:
            matched.update(found)
            if not found:
                unmatched.append(tag_regex)
    in_order = tuple(tag for tag in tags if tag in matched)
    return MatchingTags(in_order, tuple(unmatched), tuple(errors))


def _matches_of(tag_regex: str, tags: Iterable[str]) -> list[str]:
    with warnings.catch_warnings():
        # What Python may understand otherwise one day is no concern of who looks at the chart.
        warnings.simplefilter("ignore")
        compiled = re.compile(tag_regex)
    return [tag for tag in tags if compiled.match(tag)]


@dataclass(frozen=True)
class MarginMember:
    """A line of one run with the band around it.

    Attributes
    ----------
    series : MarginSeries
    value, lower, upper : SeriesView
        Equally long, with the same steps.
    """

    series: MarginSeries
    value: SeriesView
    lower: SeriesView
    upper: SeriesView


@dataclass(frozen=True)
class MarginMembers:
    """What a margin chart shows of one run.

    Attributes
    ----------
    members : tuple of MarginMember
    missing : tuple of str
        Tags that the run lacks although it has others of the same series. Of a series of which it
        has nothing, nothing is missing.
    errors : tuple of str
        Series whose steps do not agree.
    """

    members: tuple[MarginMember, ...]
    missing: tuple[str, ...]
    errors: tuple[str, ...]


def margin_members(chart: MarginChart, scalars: Mapping[str, ScalarSeries]) -> MarginMembers:
    """Find the lines and bands that a margin chart shows of one run.

    The three tags of a series must have the same steps. While a run is being written or read, one
    of them may be ahead; then what all three have is shown, and what is ahead by more than one
    point is an error all the same.

    Parameters
    ----------
    chart : MarginChart
    scalars : mapping of tag to ScalarSeries
        Those of the run.
    """
    members: list[MarginMember] = []
    missing: dict[str, None] = {}
    errors: list[str] = []
    for series in dict.fromkeys(chart.series):
        tags = (series.value, series.lower, series.upper)
        absent = [tag for tag in tags if tag not in scalars]
        if absent:
            if len(absent) < len(tags):
                missing.update(dict.fromkeys(absent))
            continue
        views = [scalars[tag].view() for tag in tags]
        shortest = min(len(view.steps) for view in views)
        value, lower, upper = (view.first(shortest) for view in views)
        difference = _difference(series.value, value, series.lower, lower) or _difference(
            series.value, value, series.upper, upper
        )
        if difference is not None:
            errors.append(difference)
            continue
        members.append(MarginMember(series, value, lower, upper))
        lengths = {tag: len(view.steps) for tag, view in zip(tags, views, strict=True)}
        if max(lengths.values()) > shortest + 1:
            errors.append(_lag(lengths))
    return MarginMembers(tuple(members), tuple(missing), tuple(errors))


def _difference(
    value_tag: str, value: SeriesView, margin_tag: str, margin: SeriesView
) -> str | None:
    """Say where the steps of two equally long series first differ, if they do."""
    differs = value.steps != margin.steps
    if not differs.any():
        return None
    place = int(differs.argmax())
    return (
        f"{value_tag} and {margin_tag} have different steps: "
        f"point {place + 1:,} is at {value.steps[place]:,} and at {margin.steps[place]:,}"
    )


def _lag(lengths: Mapping[str, int]) -> str:
    """Say which tag of a series ends long before which other."""
    shortest = min(lengths, key=lengths.__getitem__)
    longest = max(lengths, key=lengths.__getitem__)
    return (
        f"{shortest} has only {lengths[shortest]:,} points, but {longest} has {lengths[longest]:,}"
    )
