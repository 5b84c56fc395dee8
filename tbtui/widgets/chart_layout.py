"""Where charts stand: pure arithmetic of cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

MINIMUM_WIDTH = 38
"""Narrowest chart that stands beside others."""
LEAST_HEIGHT_OF_CHARTS = 10
"""In a lower pane, charts are listed as lines of text."""
MINIMUM_LARGE_HEIGHT = 11
MINIMUM_SMALL_HEIGHT = 8
LARGE_SHARE = 2 / 3
MOST_SMALL_CHARTS = 5
"""So many small charts stand side by side."""
TWO_SMALL_ROWS = 24
"""From this height on, what is below the large chart has room for two rows."""
GRID_CHART_HEIGHT = 14
"""Height of a chart of the grid where the pane leaves the choice."""


@dataclass(frozen=True)
class Place:
    """A chart and the cells that it takes, frame included.

    Attributes
    ----------
    large : bool
        Whether it has room for a legend.
    listed : bool
        Whether it is lines of text, without frame and axes.
    """

    chart: str
    x: int
    y: int
    width: int
    height: int
    large: bool = False
    listed: bool = False


@dataclass(frozen=True)
class Row:
    """Charts side by side, or a line of heading.

    Attributes
    ----------
    top, height : int
        Cells from the top of the layout.
    places : tuple of Place
        From left to right; empty for a heading.
    heading : str
        Name of the group that starts here.
    count : int
        Number of charts in that group.
    folded : bool
        Whether they are folded away.
    """

    top: int
    height: int
    places: tuple[Place, ...] = ()
    heading: str = ""
    count: int = 0
    folded: bool = False


@dataclass(frozen=True)
class Layout:
    """Rows from top to bottom, without gaps."""

    rows: tuple[Row, ...] = ()
    width: int = 0
    _tops: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_tops", tuple(row.top for row in self.rows))

    @property
    def height(self) -> int:
        """Cells from the first row to the end of the last."""
        return self.rows[-1].top + self.rows[-1].height if self.rows else 0

    @cached_property
    def place_of(self) -> dict[str, Place]:
        """The place of every chart."""
        return {place.chart: place for row in self.rows for place in row.places}

    def row_at(self, y: int) -> Row | None:
        """Return the row that covers line ``y``."""
        index = bisect_right(self._tops, y) - 1
        if index < 0:
            return None
        row = self.rows[index]
        return row if y < row.top + row.height else None

    def rows_between(self, top: int, bottom: int) -> tuple[Row, ...]:
        """Return the rows of which any line is in ``top <= y < bottom``."""
        first = max(0, bisect_right(self._tops, top) - 1)
        last = bisect_right(self._tops, bottom - 1)
        return self.rows[first:last]


def single_layout(chart: str, width: int, height: int) -> Layout:
    """One chart over the whole pane."""
    place = Place(chart, 0, 0, width, height, large=True)
    return Layout((Row(0, height, (place,)),), width)


def focus_layout(
    charts: Sequence[str],
    focused: str,
    width: int,
    height: int,
    pinned: Collection[str] = (),
) -> Layout:
    """One large chart and below it a row of small ones, or two, with those that follow.

    After the last chart the first follow. Where a second row would leave no room for a
    visible curve, the focused chart has the pane to itself.

    Parameters
    ----------
    pinned : collection of str
        Charts that come first in the row below, wherever they stand.
    """
    large_height = max(MINIMUM_LARGE_HEIGHT, round(height * LARGE_SHARE))
    small_height = height - large_height
    if small_height < MINIMUM_SMALL_HEIGHT:
        small_height = MINIMUM_SMALL_HEIGHT
        large_height = height - small_height
    most = min(MOST_SMALL_CHARTS, max(1, width // MINIMUM_WIDTH))
    start = charts.index(focused) + 1
    following = [*charts[start:], *charts[: start - 1]]
    if pinned:
        kept = [chart for chart in charts if chart in pinned and chart != focused]
        following = [*kept, *(chart for chart in following if chart not in pinned)]
    small_rows = 2 if small_height >= TWO_SMALL_ROWS and len(following) > most else 1
    following = following[: most * small_rows]
    if not following or large_height < MINIMUM_LARGE_HEIGHT:
        return single_layout(focused, width, height)
    large = Place(focused, 0, 0, width, large_height, large=True)
    rows = [Row(0, large_height, (large,))]
    slots = min(most, len(following))
    for number in range(small_rows):
        top, end = (
            large_height + edge * small_height // small_rows for edge in (number, number + 1)
        )
        line = following[number * most : (number + 1) * most]
        rows.append(Row(top, end - top, _side_by_side(line, slots, top, width, end - top)))
    return Layout(tuple(rows), width)


def grid_layout(
    groups: Sequence[tuple[str, Sequence[str]]],
    width: int,
    height: int,
    folded: Collection[str] = (),
) -> Layout:
    """Charts of one size in reading order, every group below a line that names it.

    Parameters
    ----------
    folded : collection of str
        Names of the groups of which only that line is shown.
    """
    columns = max(1, width // MINIMUM_WIDTH)
    rows_in_view = max(1, round(height / GRID_CHART_HEIGHT))
    # One line of the pane is left for a heading.
    chart_height = max(MINIMUM_SMALL_HEIGHT, (height - 1) // rows_in_view)
    rows: list[Row] = []
    top = 0
    for group, charts in groups:
        rows.append(Row(top, 1, heading=group, count=len(charts), folded=group in folded))
        top += 1
        for start in range(0, 0 if group in folded else len(charts), columns):
            line = charts[start : start + columns]
            places = _side_by_side(line, columns, top, width, chart_height)
            rows.append(Row(top, chart_height, places))
            top += chart_height
    return Layout(tuple(rows), width)


def list_layout(
    charts: Sequence[str], width: int, height: int, opened: str | None, curves: int
) -> Layout:
    """One line for each chart, and below that of the opened one its curves.

    Parameters
    ----------
    curves : int
        Number of curves of the opened chart; all of it stays within the height.
    """
    rows: list[Row] = []
    top = 0
    for chart in charts:
        lines = min(height, 1 + curves) if chart == opened else 1
        place = Place(chart, 0, top, width, lines, listed=True)
        rows.append(Row(top, lines, (place,)))
        top += lines
    return Layout(tuple(rows), width)


def _side_by_side(
    charts: Sequence[str], slots: int, y: int, width: int, height: int
) -> tuple[Place, ...]:
    """Share the width evenly among ``slots``, of which the first are taken by ``charts``."""
    edges = [round(index * width / slots) for index in range(slots + 1)]
    return tuple(
        Place(chart, left, y, right - left, height)
        for chart, left, right in zip(charts, edges, edges[1:], strict=False)
    )
