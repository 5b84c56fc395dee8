"""The order in which the names of runs and tags are listed."""

from __future__ import annotations

import re

# A number as TensorBoard compares it: digits, fraction, exponent, no sign.
_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?)")
# Separators come before every other character and are equal to each other.
_SEPARATORS = str.maketrans("/_", "\0\0")


NaturalKey = tuple[tuple[str | float, ...], str]


def natural_key(name: str) -> NaturalKey:
    """Sort key that puts ``layer_2`` before ``layer_10`` and ``loss/x`` before ``loss_scale``.

    Parameters
    ----------
    name
        A tag or the name of a run.

    Returns
    -------
    tuple
        To be used as ``sorted(names, key=natural_key)``. Different names have different keys.

    Notes
    -----
    The order is that of TensorBoard's dashboards: numbers compare as numbers; ``/``, ``_`` and
    digits come before other characters, which compare by code point; a name comes before the names
    that it starts. TensorBoard takes a digit for equal to a separator in the same place, which is
    not an order (three names can each come before the next, in a circle); here a number comes
    before a separator. What is still equal is ordered by its characters.
    """
    parts = _NUMBER.split(name.translate(_SEPARATORS))
    # The pattern captures, so that every second part is a number.
    compared: list[str | float] = list(parts)
    compared[1::2] = map(float, parts[1::2])
    return tuple(compared), name
