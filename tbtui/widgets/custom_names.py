"""Names for the charts of a custom layout, whose titles are neither unique nor always there.

A name is ``category/title``. What means something in it is written otherwise where it occurs in a
title, and a title that comes back in its category is numbered: ``category/title#2``.
"""

from __future__ import annotations

UNTITLED = "untitled"

_WRITTEN = {"%": "%25", "/": "%2F", "#": "%23"}


def chart_name(category: str, title: str, number: int = 1) -> str:
    """Return the name by which a chart goes.

    Parameters
    ----------
    category, title : str
        As they are in the layout; either may be empty.
    number : int
        1 for the first chart of this title in its category.
    """
    name = f"{_written(category)}/{_written(title)}"
    return name if number == 1 else f"{name}#{number}"


def title_in(part: str) -> str:
    """Return the title that a part of a name stands for."""
    title = part.partition("#")[0]
    for meaning, written in reversed(_WRITTEN.items()):
        title = title.replace(written, meaning)
    return title or UNTITLED


def _written(title: str) -> str:
    for meaning, written in _WRITTEN.items():
        title = title.replace(meaning, written)
    return title
