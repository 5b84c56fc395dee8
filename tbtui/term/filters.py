"""What changes everything that is painted, so that the terminal can show it."""

from __future__ import annotations

from textual.filter import LineFilter

from tbtui.plot.inks import ColorDepth
from tbtui.plot.symbols import symbols
from tbtui.term.depth_filter import InDepth
from tbtui.term.symbol_filter import InSymbols


def filters_for(depth: ColorDepth) -> tuple[LineFilter, ...]:
    """Return the filters for a terminal; most terminals need none, which costs no time."""
    filters: list[LineFilter] = []
    if depth is not ColorDepth.TRUECOLOR:
        filters.append(InDepth(depth))
    if not symbols().shows_everything:
        filters.append(InSymbols())
    return tuple(filters)
