"""Where the ticks of a time axis stand, and their labels: elapsed time, and the local calendar."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from tbtui.plot.numbers import format_value
from tbtui.plot.scale import Tick
from tbtui.plot.tick_labels import linear_labels
from tbtui.plot.ticks import linear_ticks

_SECOND = 1
_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR

_ELAPSED_SPACINGS = (
    *(count * _SECOND for count in (1, 2, 5, 10, 15, 30)),
    *(count * _MINUTE for count in (1, 2, 5, 10, 15, 30)),
    *(count * _HOUR for count in (1, 2, 3, 6, 12)),
    *(count * _DAY for count in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
)
_ELAPSED_DECADES = (
    *(10.0**exponent for exponent in range(-6, 2)),
    *(count * unit for unit in (_MINUTE, _HOUR) for count in (1.0, 10.0)),
    *(_DAY * 10.0**exponent for exponent in range(7)),
)
_FEWEST_DECADES = 2
"""Fewer on a logarithmic axis do not show how it runs."""

_CLOCK_SPACINGS = tuple(spacing for spacing in _ELAPSED_SPACINGS if spacing < _DAY)
_DAY_SPACINGS = (1, 2, 7, 14)
_MONTH_SPACINGS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000)

_LARGEST_ELAPSED = 1e9 * _DAY
_MOST_TICKS = 200

# Not from the locale: the width of the labels and the look of a picture must not depend on it.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def elapsed_ticks(low: float, high: float, wanted: int) -> list[Tick]:
    """Mark a range of seconds: ``0``, ``5m``, ``1h``, ``1h30m``, ``2d``.

    Parameters
    ----------
    low, high : float
        Seconds, finite, in rising order.
    wanted : int
        At most so many ticks.
    """
    spacing = _elapsed_spacing(low, high, wanted)
    if spacing is None:
        return _second_ticks(low, high, wanted)
    values = _multiples(low, high, spacing)
    return [Tick(value, elapsed_label(value)) for value in values]


def _elapsed_spacing(low: float, high: float, wanted: int) -> int | None:
    """Return the finest spacing of whole seconds, None where seconds need decimals or days."""
    if max(abs(low), abs(high)) > _LARGEST_ELAPSED or high - low < max(wanted, 1) / 2:
        return None
    for spacing in _ELAPSED_SPACINGS:
        if math.floor(high / spacing) - math.ceil(low / spacing) + 1 <= max(wanted, 1):
            return spacing
    return None


def _second_ticks(low: float, high: float, wanted: int) -> list[Tick]:
    """Mark a range so short or so long that its seconds, or days, are just numbers."""
    unit, letter = (_DAY, "d") if high - low > _DAY else (_SECOND, "s")
    found = linear_ticks(low / unit, high / unit, wanted)
    labels = linear_labels(found, widest=12)
    return [
        Tick(value * unit, label if label == "0" else label + letter)
        for value, label in zip(found.values, labels, strict=True)
    ]


def _multiples(low: float, high: float, spacing: int) -> list[float]:
    first, last = math.ceil(low / spacing), math.floor(high / spacing)
    return [float(index * spacing) for index in range(first, last + 1)]


def elapsed_label(seconds: float) -> str:
    """Write whole seconds with every unit that they have: ``1h30m``, ``-2d``, ``0``."""
    rest = abs(round(seconds))
    parts = []
    for size, letter in ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "m"), (_SECOND, "s")):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count}{letter}")
    sign = "-" if seconds < 0 else ""
    return sign + "".join(parts) if parts else "0"


def elapsed_log_ticks(low: float, high: float, wanted: int) -> list[Tick]:
    """Mark a range of seconds on a logarithmic axis: ``0.1s``, ``1s``, ``10s``, ``1m``, ``1h``.

    Parameters
    ----------
    low, high : float
        Seconds, positive and finite, in rising order.
    wanted : int
        At most so many ticks.
    """
    values = [value for value in _ELAPSED_DECADES if low <= value <= high]
    if len(values) < _FEWEST_DECADES:
        return elapsed_ticks(low, high, wanted)
    values = values[:: math.ceil(len(values) / max(wanted, 1))]
    return [
        Tick(value, f"{value:g}s" if value < _MINUTE else elapsed_label(value)) for value in values
    ]


def wall_ticks(low: float, high: float, wanted: int) -> list[Tick]:
    """Mark a range of wall times in local time: ``14:05``, ``Nov 20``, ``2026-11``, ``2026``.

    Midnight is labelled with its date on an axis of hours. What no calendar can show is labelled
    with numbers.

    Parameters
    ----------
    low, high : float
        Seconds since the epoch, finite, in rising order.
    wanted : int
        At most so many ticks.
    """
    try:
        return _calendar_ticks(low, high, max(wanted, 1))
    except (OverflowError, ValueError, OSError):
        found = linear_ticks(low, high, wanted)
        return [Tick(value, format_value(value)) for value in found.values]


def _calendar_ticks(low: float, high: float, wanted: int) -> list[Tick]:
    start, end = datetime.fromtimestamp(low), datetime.fromtimestamp(high)
    if high - low < wanted / 2:
        return _fraction_ticks(low, high, wanted)
    for moments in _calendar_candidates(start, end, high - low, wanted):
        ticks = [moment for moment in moments if start <= moment <= end]
        if len(ticks) <= wanted:
            break
    ticks = ticks[:: max(1, math.ceil(len(ticks) / wanted))]
    labels = _calendar_labels(ticks)
    return [Tick(moment.timestamp(), label) for moment, label in zip(ticks, labels, strict=True)]


def _calendar_candidates(
    start: datetime, end: datetime, span: float, wanted: int
) -> Iterator[list[datetime]]:
    """Yield round moments of local time around a range, from the finest spacing to the coarsest.

    Local time without a zone is what a clock on the wall shows: counted in it, ticks keep to full
    hours and midnights across a change to summer time.
    """
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    for spacing in _CLOCK_SPACINGS:
        if span / spacing <= wanted + 1:
            first = int((start - midnight).total_seconds()) // spacing
            count = min(int(span // spacing) + 3 + _HOUR // spacing, _MOST_TICKS)
            yield [
                midnight + timedelta(seconds=(first + index) * spacing) for index in range(count)
            ]
    for days in _DAY_SPACINGS:
        if span / (days * _DAY) <= wanted + 1:
            # Counted from a Monday, so that weeks begin with one.
            day = midnight - timedelta(days=midnight.toordinal() % days - (1 if days > 2 else 0))
            count = int(span // (days * _DAY)) + 3
            yield [day + timedelta(days=(index - 1) * days) for index in range(count + 1)]
    for months in _MONTH_SPACINGS:
        first = start.year * 12 // months
        last = (end.year * 12 + end.month) // months
        if last - first <= wanted + 24:
            yield [_month(index * months) for index in range(first, last + 1)]


def _month(months: int) -> datetime:
    return datetime(max(months // 12, 1), months % 12 + 1, 1)


def _calendar_labels(moments: Sequence[datetime]) -> list[str]:
    """Write what differs: years, months, days, minutes or seconds."""
    if all(moment.hour == moment.minute == moment.second == 0 for moment in moments):
        return _date_labels(moments)
    layout = "%H:%M:%S" if any(moment.second for moment in moments) else "%H:%M"
    return [
        _day_label(moment)
        if index > 0 and moment.hour == moment.minute == moment.second == 0
        else moment.strftime(layout)
        for index, moment in enumerate(moments)
    ]


def _date_labels(moments: Sequence[datetime]) -> list[str]:
    if any(moment.day != 1 for moment in moments) or len(moments) == 1:
        return [_day_label(moment) for moment in moments]
    if any(moment.month != 1 for moment in moments):
        return [f"{moment.year:04d}-{moment.month:02d}" for moment in moments]
    return [f"{moment.year:04d}" for moment in moments]


def _day_label(moment: datetime) -> str:
    return f"{_MONTHS[moment.month - 1]} {moment.day}"


def _fraction_ticks(low: float, high: float, wanted: int) -> list[Tick]:
    """Mark fractions of a second as the clock shows them: ``14:05:02.25``."""
    base = math.floor(low)
    found = linear_ticks(low - base, high - base, wanted)
    decimals = max(0, -found.spacing.exponent)
    ticks = []
    for value in found.values:
        whole, fraction = divmod(round(value, decimals), 1)
        clock = datetime.fromtimestamp(base + whole).strftime("%H:%M:%S")
        ticks.append(Tick(base + value, clock + f"{fraction:.{decimals}f}"[1:]))
    return ticks
