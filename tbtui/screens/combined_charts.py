"""Charts of several tags, each chosen by a pattern in the language of filters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tbtui.widgets.chart_scene import ChartDefinition

COMBINED_GROUP = "combined charts"

MOST_TAGS = 32
"""A chart has no more tags than this; nobody could tell their curves apart."""
FEWEST_TAGS = 4
MOST_CURVES = 1000
"""Where runs are many, a chart has fewer tags, lest drawing it holds up the keys."""

_PREFIX = "\0combined: "
"""No writer begins a tag like this, so that charts and tags do not get mixed up."""


def combined_name(pattern: str) -> str:
    """Return the name by which the chart of a pattern goes."""
    return _PREFIX + pattern


def combined_pattern(chart: str) -> str | None:
    """Return the pattern of a combined chart; None for any other chart."""
    return chart[len(_PREFIX) :] if chart.startswith(_PREFIX) else None


def most_tags(run_count: int) -> int:
    """Return how many tags one chart may have."""
    return min(MOST_TAGS, max(FEWEST_TAGS, MOST_CURVES // max(1, run_count)))


def printable_pieces(text: str) -> list[str]:
    """Return what stands between the characters that must not get into a line of input."""
    pieces = [""]
    for character in text:
        if character.isprintable():
            pieces[-1] += character
        else:
            pieces.append("")
    return pieces


def matching_tags(pattern: str, tags: Iterable[str]) -> list[str]:
    """Return the tags that a pattern lets through, in natural order; none for an empty pattern.

    Raises
    ------
    FilterError
        If the pattern is broken or unfinished.
    """
    from tbtui.analysis.filters import matcher
    from tbtui.store.natural_order import natural_key

    if not pattern.strip():
        return []
    matches = matcher(pattern)
    return sorted(filter(matches, tags), key=natural_key)


def definition_of(pattern: str, tags: Iterable[str], run_count: int) -> ChartDefinition:
    """Return what the chart of a pattern shows.

    Raises
    ------
    FilterError
        If the pattern is broken or unfinished.
    """
    found = matching_tags(pattern, tags)
    most = most_tags(run_count)
    if len(found) <= most:
        return ChartDefinition(pattern, tuple(found))
    title = f"{pattern} · the first {most} of {len(found):,} tags"
    return ChartDefinition(title, tuple(found[:most]))


class _Known(NamedTuple):
    """The charts of some patterns, and what they were made from."""

    patterns: tuple[str, ...]
    tags: Collection[str]
    most: int
    definitions: Mapping[str, ChartDefinition]


_NOTHING_KNOWN = _Known((), (), 0, {})


@dataclass
class CombinedCharts:
    """The one owner of what is known about combined charts.

    Attributes
    ----------
    patterns : tuple of str
        One for each chart, in the order in which they were made.
    """

    patterns: tuple[str, ...] = ()
    _known: _Known = field(default=_NOTHING_KNOWN, repr=False)

    def keep(self, pattern: str, instead_of: str | None = None) -> str:
        """Keep the chart of a pattern and return its name.

        Parameters
        ----------
        instead_of : str or None
            The pattern whose place it takes.
        """
        pattern = pattern.strip()
        if instead_of is None:
            patterns = (*self.patterns, pattern)
        else:
            patterns = tuple(pattern if one == instead_of else one for one in self.patterns)
        self.patterns = tuple(dict.fromkeys(patterns))
        return combined_name(pattern)

    def remove(self, pattern: str) -> None:
        """Have no chart of a pattern any more."""
        self.patterns = tuple(one for one in self.patterns if one != pattern)

    def definitions(self, tags: Collection[str], run_count: int) -> Mapping[str, ChartDefinition]:
        """Return what combined charts show, by their names; those without any tag are left out.

        Parameters
        ----------
        tags : collection of str
            All tags of the shown runs; another object whenever they are others.

        Returns
        -------
        mapping
            The same object as long as nothing has changed.
        """
        known, most = self._known, most_tags(run_count)
        if known.patterns != self.patterns or known.tags is not tags or known.most != most:
            found = {
                combined_name(pattern): definition_of(pattern, tags, run_count)
                for pattern in self.patterns
            }
            shown = {name: one for name, one in found.items() if one.tags}
            self._known = known = _Known(self.patterns, tags, most, shown)
        return known.definitions

    def saved(self) -> list[str]:
        """Return what `restore` takes."""
        return list(self.patterns)

    def restore(self, patterns: Iterable[str]) -> None:
        """Take over what was saved, except for what is no pattern or cannot be typed."""
        from tbtui.analysis.filters import FilterError, matcher

        kept = []
        for pattern in patterns:
            try:
                matcher(pattern)
            except FilterError:
                continue
            if pattern.strip() and len(printable_pieces(pattern)) == 1:
                kept.append(pattern.strip())
        self.patterns = tuple(dict.fromkeys(kept))


class CombinedDraft:
    """A pattern that is being typed, and what its chart would show.

    Parameters
    ----------
    chart : str
        The chart that shows it for the time being.
    pattern : str
    """

    def __init__(self, chart: str, pattern: str) -> None:
        self.chart = chart
        self.wrong = ""
        self._charts = CombinedCharts()
        self.type(pattern)

    def type(self, pattern: str) -> None:
        """Take over a pattern; while it is broken, what it showed before stays."""
        from tbtui.analysis.filters import FilterError, matcher

        try:
            matcher(pattern)
        except FilterError as error:
            self.wrong = str(error)
            return
        self.wrong = ""
        self._charts.patterns = (pattern.strip(),)

    @property
    def pattern(self) -> str:
        """The last pattern that was not broken."""
        return self._charts.patterns[0] if self._charts.patterns else ""

    def definition(self, tags: Collection[str], run_count: int) -> ChartDefinition | None:
        """Return what the chart would show; None where no tag matches."""
        return self._charts.definitions(tags, run_count).get(combined_name(self.pattern))
