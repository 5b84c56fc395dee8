"""Colours of items of a graph, and the legend that explains them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from tbtui.analysis.flow.coloring import Amounts, Categories
from tbtui.plot.flow_boxes import Look
from tbtui.plot.inks import letter_of
from tbtui.plot.symbols import symbols
from tbtui.plot.text import escape
from tbtui.plot.theme import Theme, dim

_LEAST_SHARE_DIM = 0.65
"""How far the colour of the smallest share is faded into the background."""
_LEGEND_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)


class LegendRow(NamedTuple):
    """What one colour means.

    Attributes
    ----------
    ink, mark : str
        As they are beside the names of items; the mark is one cell.
    text : str
        Escaped.
    members : int
        Items of this colour; 0 where that says nothing.
    """

    ink: str
    mark: str
    text: str
    members: int = 0


def look_of_category(code: int, is_mixed: bool, theme: Theme) -> Look:
    """Return the colour of a category; its letter, where there are no colours.

    There are as many colours as for runs; further categories have those of others.
    """
    if code < 0:
        return Look()
    ink = theme.series[code % len(theme.series)]
    letter = letter_of(ink)
    mark = letter or (symbols().run_hidden if is_mixed else symbols().run_shown)
    return Look(ink=ink, mark=mark)


def look_of_share(share: float, theme: Theme) -> Look:
    """Return the colour of an amount: the more, the brighter, and the higher its mark."""
    if math.isnan(share):
        return Look()
    ramp = symbols().ramp
    mark = ramp[min(int(share * len(ramp)), len(ramp) - 1)]
    faded = _LEAST_SHARE_DIM * (1 - share) if theme.has_shades else 0.0
    return Look(ink=dim(theme.error, theme.background, faded), mark=mark)


def looks_of_categories(found: Categories, theme: Theme) -> Callable[[int], Look]:
    """Return what gives each item the colour of its category."""
    codes, mixed = found.codes.tolist(), found.is_mixed.tolist()
    return lambda item: look_of_category(codes[item], mixed[item], theme)


def looks_of_amounts(found: Amounts, theme: Theme) -> Callable[[int], Look]:
    """Return what gives each item the colour of how much it takes."""
    shares = found.shares.tolist()
    return lambda item: look_of_share(shares[item], theme)


def legend_of_categories(found: Categories, theme: Theme) -> list[LegendRow]:
    """Return a row for each category, in their order."""
    rows = []
    for code, (name, count) in enumerate(found.categories):
        look = look_of_category(code, False, theme)
        rows.append(LegendRow(look.ink, look.mark, escape(name), count))
    return rows


def legend_of_amounts(
    found: Amounts, theme: Theme, write: Callable[[float], str]
) -> list[LegendRow]:
    """Return rows from nothing to the largest amount.

    Parameters
    ----------
    found : Amounts
    theme : Theme
    write : callable
        Turns an amount into words.
    """
    rows = []
    for share in _LEGEND_STEPS if found.maximum > 0 else (0.0,):
        look = look_of_share(share, theme)
        rows.append(LegendRow(look.ink, look.mark, escape(write(share * found.maximum))))
    return rows
