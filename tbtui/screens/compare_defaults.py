"""The columns of the Compare table that nobody has chosen: what tells most, as far as room goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tbtui.analysis.column_choice import ColumnChoice, Statistic
from tbtui.analysis.table import Direction
from tbtui.plot.text import cell_width, escape
from tbtui.screens.compare_catalogue import CURVE
from tbtui.widgets.table_columns import CURVE_WIDTH, LONGEST_TEXT
from tbtui.widgets.table_layout import GAP, PREFIX, name_width_of

_WIDTHS = {Statistic.HYPERPARAMETER: 9, Statistic.USER: LONGEST_TEXT}
NUMBER_WIDTH, CHANGE_WIDTH = 9, 9
"""Cells that are counted for values, which nobody knows yet."""


def default_keys(
    telling: Sequence[ColumnChoice],
    longest_name: int,
    width: int,
    direction: Callable[[str], Direction],
    *,
    has_changes: bool = False,
) -> tuple[str, ...]:
    """Return the columns that tell most and, where there is room, more about their tags.

    The room is estimated from names alone, so that columns do not come and go with values.

    Parameters
    ----------
    telling : sequence of ColumnChoice
        Always shown, in this order.
    longest_name : int
        Cells of the longest name of a row.
    width : int
        Cells of the table.
    direction : callable
        Returns which values of a tag are better: where none is, there is no best one.
    has_changes : bool
        Whether values have changes beside them.

    Returns
    -------
    tuple of str
        Keys; what is said about a tag stands behind its last value.
    """
    room = width - PREFIX - name_width_of(longest_name, width)
    change = CHANGE_WIDTH if has_changes else 0
    room -= sum(_width(choice, change) + GAP for choice in telling)
    tags = [choice.name for choice in telling if choice.statistic is Statistic.LAST]
    more: dict[str, list[str]] = {tag: [] for tag in tags}
    for tag, key, cells in _extras(tags, direction, change):
        if room < cells + GAP:
            break
        room -= cells + GAP
        more[tag].append(key)
    keys = []
    for choice in telling:
        keys.append(choice.key)
        if choice.statistic is Statistic.LAST:
            keys += sorted(more[choice.name], key=lambda key: key.startswith(CURVE))
    return tuple(keys)


def _extras(
    tags: Sequence[str], direction: Callable[[str], Direction], change: int
) -> Iterator[tuple[str, str, int]]:
    """Yield tags with more of their columns and their widths, the most telling first."""
    for tag in tags:
        yield tag, f"{CURVE}{tag}", CURVE_WIDTH
        if direction(tag) is not Direction.NONE:
            for statistic in (Statistic.BEST, Statistic.BEST_STEP):
                yield tag, ColumnChoice(statistic, tag).key, NUMBER_WIDTH + change


def _width(choice: ColumnChoice, change: int) -> int:
    title = cell_width(escape(choice.group or choice.title)) + 1
    return max(_WIDTHS.get(choice.statistic, NUMBER_WIDTH + change), title)
