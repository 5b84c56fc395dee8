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
