"""What the charts of custom layouts show: layouts joined over runs, tags matched.

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
    MultilineChart,
)
from tbtui.readers.odd_values import IndexEntry
from tbtui.store.run import Run

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
