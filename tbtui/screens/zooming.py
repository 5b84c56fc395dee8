"""Ranges of an axis, zoomed and moved as they are seen: equal distances stay equal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tbtui.plot.scale import Range, Scale

ZOOM = 2.0
"""How much narrower a range gets with every step of zooming in."""

_SMALLEST_SHARE = 1e-9
"""Below this share of its values, floating point cannot tell the ends of a range apart."""


def zoomed(scale: Scale, direction: int, center: float | None) -> Range:
    """Return a range that is narrower or wider, with the center where it is on the screen.

    Parameters
    ----------
    scale : Scale
        The axis as it is.
    direction : int
        1 for in, -1 for out.
    center : float or None
        The middle when None or out of view.

    Returns
    -------
    tuple of float
        The range as it is when it cannot be told apart from a narrower one.
    """
    place = math.nan if center is None else scale.place_of(center)
    if not 0 <= place <= 1:
        place = 0.5
    factor = ZOOM**-direction
    return _between(scale, place - place * factor, place + (1 - place) * factor)


def moved(scale: Scale, share: float) -> Range:
    """Return a range of the same width, further on by a share of that width."""
    return _between(scale, share, 1 + share)


def centered(scale: Scale, center: float) -> Range:
    """Return a range of the same width around a place."""
    place = scale.place_of(center)
    return _between(scale, place - 0.5, place + 0.5)


def _between(scale: Scale, left_place: float, right_place: float) -> Range:
    """Return the values at two places; the range as it is when floating point has no others."""
    left, right = scale.value_at(left_place), scale.value_at(right_place)
    if not (math.isfinite(left) and math.isfinite(right)):
        return scale.domain
    largest = max(abs(left), abs(right), 1e-300)
    return (left, right) if right - left > largest * _SMALLEST_SHARE else scale.domain
