"""Lines of pieces of which those on the right drop out whole when it gets narrow."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment

from tbtui.plot.symbols import symbols
from tbtui.plot.text import cell_width


def pieces_width(pieces: Sequence[Segment]) -> int:
    """Cells that some pieces take."""
    return sum(cell_width(piece.text) for piece in pieces)


def fit_groups(groups: Sequence[Sequence[Segment]], width: int) -> list[Segment]:
    """Join groups from the left while they fit; a group is shown whole or not at all."""
    fitted: list[Segment] = []
    left = width
    for group in groups:
        needed = pieces_width(group)
        if needed > left:
            break
        fitted.extend(group)
        left -= needed
    return fitted


def window_around(
    active: int, widths: Sequence[int], room: int, mark_width: int
) -> tuple[int, int]:
    """Return which of several things in a row to show, where there is no room for all.

    Parameters
    ----------
    active : int
        The one that is always shown.
    widths : sequence of int
        Cells of each.
    room : int
        Cells for all.
    mark_width : int
        Cells of a mark on each side where something is left out.

    Returns
    -------
    first, last : int
        ``first`` is the first shown and ``last`` the one after the last shown.
    """
    first, last = active, active + 1

    def fits(first: int, last: int) -> bool:
        marks = (first > 0) + (last < len(widths))
        return sum(widths[first:last]) + marks * mark_width <= room

    while True:
        if last < len(widths) and fits(first, last + 1):
            last += 1
        elif first > 0 and fits(first - 1, last):
            first -= 1
        else:
            break
    # The last mark may take more room than what it stands for.
    return (0, len(widths)) if sum(widths) <= room else (first, last)


def shorten_path(path: str, width: int) -> str:
    """Drop leading directories of a path until it fits, never part of a name.

    Returns
    -------
    str
        At most ``width`` cells, except that the last name always stays.
    """
    if cell_width(path) <= width:
        return path
    parts = path.rstrip("/").split("/")
    for start in range(1, len(parts)):
        shortened = f"{symbols().ellipsis}/" + "/".join(parts[start:])
        if cell_width(shortened) <= width:
            return shortened
    return parts[-1]
