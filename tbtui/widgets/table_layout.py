"""Which columns of a table are in view, and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

GAP = 2
"""Cells between columns."""
PREFIX = 4
"""Cells before the names: cursor, mark, swatch and a blank."""
SHORTEST_NAME, LONGEST_NAME = 8, 40
LONGEST_NAME_WITH_ROOM = 80
"""Where nothing else needs the room."""
SHARE_OF_NAMES = 0.4
SHORTEST_COLUMN = 3
ROOM_TO_SCROLL = 10
"""Cells beside the columns that stay in view."""


class Place(NamedTuple):
    """A column in view.

    Attributes
    ----------
    column : int
        Which of the columns.
    x : int
        Its first cell.
    width : int
    """

    column: int
    x: int
    width: int


class TableLayout(NamedTuple):
    """The columns in view.

    Attributes
    ----------
    name_width : int
    places : tuple of Place
    left, right : int
        How many columns are off the screen on either side.
    first : int
        The first of the columns that scroll.
    """

    name_width: int = 0
    places: tuple[Place, ...] = ()
    left: int = 0
    right: int = 0
    first: int = 0

    @property
    def end(self) -> int:
        """The first cell behind the last column."""
        if not self.places:
            return PREFIX + self.name_width
        return self.places[-1].x + self.places[-1].width


def hint_width(count: int) -> int:
    """Cells of what says how many columns are off the screen, with a gap before it."""
    return len(f"{count}") + 2 + GAP if count else 0


def name_width_of(longest: int, width: int) -> int:
    """Return the cells of names, of which the longest would like so many."""
    share = max(SHORTEST_NAME, int(width * SHARE_OF_NAMES) - PREFIX)
    return max(1, min(longest, LONGEST_NAME, share, width - PREFIX))


def lay_out(
    widths: Sequence[int], name_width: int, frozen: int, first: int, width: int
) -> TableLayout:
    """Place the columns that fit, each whole; only one that is alone is cut.

    Parameters
    ----------
    widths : sequence of int
        Of all columns.
    name_width : int
    frozen : int
        So many columns at the start stay in view.
    first : int
        The first of the others that is in view.
    width : int
        Cells of the table.
    """
    count = len(widths)
    frozen = frozen_that_fit(widths, name_width, frozen, width)
    first = max(frozen, min(first, max(frozen, count - 1)))
    x, places = PREFIX + name_width, []
    scrolled = 0
    for index in (*range(frozen), *range(first, count)):
        is_last = index == count - 1
        rest = count - index - 1
        room = width - x - GAP - (0 if is_last else hint_width(rest))
        if widths[index] > room:
            # A column that is cut is better than none, or than one that cannot be reached.
            alone = not scrolled and room >= SHORTEST_COLUMN
            if alone:
                places.append(Place(index, x + GAP, min(room, widths[index])))
            break
        places.append(Place(index, x + GAP, widths[index]))
        x += GAP + widths[index]
        scrolled += index >= frozen
    shown = {place.column for place in places}
    last = max(shown, default=-1)
    return TableLayout(name_width, tuple(places), first - frozen, count - 1 - last, first)


def frozen_that_fit(widths: Sequence[int], name_width: int, frozen: int, width: int) -> int:
    """Return how many columns may stay in view such that another one fits beside them."""
    x, kept = PREFIX + name_width, 0
    for column_width in widths[:frozen]:
        x += GAP + column_width
        if x + GAP + ROOM_TO_SCROLL > width:
            break
        kept += 1
    return kept


def scrolled_to(
    widths: Sequence[int], name_width: int, frozen: int, first: int, width: int, column: int
) -> TableLayout:
    """Place columns such that one of them is in view, scrolling no further than needed."""
    frozen = frozen_that_fit(widths, name_width, frozen, width)
    layout = lay_out(widths, name_width, frozen, first, width)
    if column < frozen or not widths:
        return layout
    if column < layout.first:
        return lay_out(widths, name_width, frozen, column, width)
    while layout.first < column and all(place.column != column for place in layout.places):
        layout = lay_out(widths, name_width, frozen, layout.first + 1, width)
    return layout


def with_room_used(
    layout: TableLayout, longest_name: int, wishes: Sequence[int], width: int
) -> TableLayout:
    """Give what is left at the right edge to names that are cut, then to titles that are.

    Names stay as they are while columns are off the screen, so that they do not jump when one
    scrolls.

    Parameters
    ----------
    layout : TableLayout
    longest_name : int
        Cells that the longest name would like to have.
    wishes : sequence of int
        Cells that each of the columns in view would like to have.
    width : int
        Cells of the table.
    """
    free = width - layout.end - hint_width(layout.right)
    names = layout.name_width
    if not layout.left and not layout.right:
        names += max(0, min(free, min(longest_name, LONGEST_NAME_WITH_ROOM) - names))
    free -= names - layout.name_width
    moved, places = names - layout.name_width, []
    for place, wish in zip(layout.places, wishes, strict=True):
        more = max(0, min(free, wish - place.width))
        places.append(Place(place.column, place.x + moved, place.width + more))
        free, moved = free - more, moved + more
    return layout._replace(name_width=names, places=tuple(places))
