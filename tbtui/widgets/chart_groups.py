"""Charts below their headings: which are folded away, and which comes next."""

from __future__ import annotations

from collections.abc import Collection, Sequence

Groups = Sequence[tuple[str, Sequence[str]]]


def group_of(groups: Groups, chart: str) -> str | None:
    """Return the heading below which a chart stands."""
    return next((group for group, charts in groups if chart in charts), None)


def folded_away(groups: Groups, folded: Collection[str]) -> frozenset[str]:
    """Return the charts of the groups that are folded."""
    return frozenset(chart for group, charts in groups if group in folded for chart in charts)


def chart_further_on(
    charts: Sequence[str], chart: str, count: int, left_out: Collection[str]
) -> str:
    """Return the chart that is some charts further on or back, stopping at the ends.

    Parameters
    ----------
    left_out : collection of str
        Charts that are stepped over.
    """
    reachable = [name for name in charts if name == chart or name not in left_out]
    index = reachable.index(chart) + count
    return reachable[max(0, min(len(reachable) - 1, index))]


def first_of_group_further_on(groups: Groups, chart: str, count: int) -> str:
    """Return the first chart of the next group, or of the one before; at the ends, of the same."""
    names = [group for group, _ in groups]
    current = group_of(groups, chart)
    index = (names.index(current) if current is not None else 0) + count
    return groups[max(0, min(len(groups) - 1, index))][1][0]
