"""What the table of readings says about each curve, at the crosshair or over a range."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tbtui.plot.numbers import format_duration, format_step, format_value, format_wall_time
from tbtui.plot.text import escape

if TYPE_CHECKING:
    from tbtui.analysis.ranges import RangeSummary
    from tbtui.widgets.curves import Curve
    from tbtui.widgets.readout import Reading


class RangeReading(NamedTuple):
    """What a curve does over a range of the x axis."""

    curve: Curve
    summary: RangeSummary


class Column(NamedTuple):
    """A column of the table.

    Attributes
    ----------
    name : str
        Stable name.
    title : str
    text : callable
        What a row says here.
    key : callable
        What sorts the rows; a NaN goes last, whichever way they are sorted.
    """

    name: str
    title: str
    text: Callable[[Any], str]
    key: Callable[[Any], Any]


class SortOrder(NamedTuple):
    """By which column rows are sorted, and which way."""

    column: str
    descending: bool = False


BY_RUN = SortOrder("run")
"""The natural order of runs."""


def _number(name: str, title: str, of: Callable[[Any], float]) -> Column:
    return Column(name, title, lambda row: format_value(of(row)), of)


def _step(name: str, title: str, of: Callable[[Any], int]) -> Column:
    return Column(name, title, lambda row: format_step(of(row)), of)


def _percent(row: RangeReading) -> str:
    percent = row.summary.percent
    return f"{percent:+.1f} %" if math.isfinite(percent) else "-"


RUN_COLUMN = Column("run", "run", lambda row: escape(row.curve.label), lambda row: row.curve.label)

POINT_COLUMNS: tuple[Column, ...] = (
    RUN_COLUMN,
    _number("smoothed", "smoothed", lambda row: row.smoothed),
    _number("value", "value", lambda row: row.value),
    _number("lower", "lower", lambda row: row.lower),
    _number("upper", "upper", lambda row: row.upper),
    _step("step", "step", lambda row: row.step),
    Column(
        "relative",
        "relative",
        lambda row: format_duration(row.relative),
        lambda row: row.relative,
    ),
    Column("time", "time", lambda row: format_wall_time(row.wall_time), lambda row: row.wall_time),
)
"""TensorBoard's columns at a single step, those of its margin charts among them."""

RANGE_COLUMNS: tuple[Column, ...] = (
    RUN_COLUMN,
    _number("minimum", "min", lambda row: row.summary.minimum),
    _number("maximum", "max", lambda row: row.summary.maximum),
    _number("start", "start", lambda row: row.summary.start),
    _number("end", "end", lambda row: row.summary.end),
    _number("change", "change", lambda row: row.summary.change),
    Column("percent", "change %", _percent, lambda row: row.summary.percent),
    _number("mean", "mean", lambda row: row.summary.mean),
    _step("step_at_minimum", "at min", lambda row: row.summary.step_at_minimum),
    _step("step_at_maximum", "at max", lambda row: row.summary.step_at_maximum),
    _step("first_step", "from", lambda row: row.summary.first_step),
    _step("last_step", "to", lambda row: row.summary.last_step),
)
"""TensorBoard's columns over a range of steps."""


def sorted_readings(
    rows: Sequence[Reading], order: SortOrder, reference: str | None
) -> list[Reading]:
    """Sort readings of the crosshair.

    Parameters
    ----------
    order : SortOrder
        By a column, or by ``nearest``: by how far values are from that of the reference run.
    reference : str or None
        Its name; without one, the first reading stands for it.
    """
    if order.column != "nearest":
        return _sorted(rows, order, POINT_COLUMNS)
    of_reference = [row.smoothed for row in rows if row.curve.name == reference]
    center = next(iter([*of_reference, *(row.smoothed for row in rows)]), math.nan)
    return _with_nan_last(rows, lambda row: abs(row.smoothed - center), order.descending)


def sorted_ranges(rows: Sequence[RangeReading], order: SortOrder) -> list[RangeReading]:
    """Sort readings of a range."""
    return _sorted(rows, order, RANGE_COLUMNS)


def _sorted(rows: Sequence[Any], order: SortOrder, columns: Sequence[Column]) -> list[Any]:
    column = next(column for column in columns if column.name == order.column)
    if column is RUN_COLUMN:
        # Rows come in the natural order of runs.
        return list(reversed(rows)) if order.descending else list(rows)
    return _with_nan_last(rows, column.key, order.descending)


def _with_nan_last(rows: Sequence[Any], key: Callable[[Any], float], descending: bool) -> list[Any]:
    known = [row for row in rows if not math.isnan(key(row))]
    unknown = [row for row in rows if math.isnan(key(row))]
    return [*sorted(known, key=key, reverse=descending), *unknown]
