"""Runs in the order of their values."""

from __future__ import annotations

import math
from collections.abc import Mapping

from tbtui.store.natural_order import natural_key


def top(values: Mapping[str, float], count: int, highest: bool) -> list[str]:
    """Return the names with the highest or the lowest values.

    Parameters
    ----------
    values
        Of each name, finite or not. Any number is better than NaN.
    count
        How many names are wanted; all there are if there are fewer.
    highest
        Whether high values are wanted rather than low ones.

    Returns
    -------
    list of str
        The best first; among equals, in natural order of names.
    """
    names = sorted(values, key=lambda name: _rank(values[name], name, falling=highest))
    return names[: max(count, 0)]


def _rank(value: float, name: str, *, falling: bool) -> tuple[bool, float, object]:
    """Return a sort key; NaN, which is neither less nor more than anything, comes last."""
    if math.isnan(value):
        return True, 0.0, natural_key(name)
    return False, -value if falling else value, natural_key(name)
