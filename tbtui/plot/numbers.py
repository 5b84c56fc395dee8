"""Numbers, sizes and times in as few characters as tell the truth.

All results are plain ASCII, so that every terminal shows them in the width that they claim.
"""

from __future__ import annotations

import math
from datetime import datetime, tzinfo

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_STEP_UNITS = ("", "k", "M", "G", "T", "P", "E")
_COUNT_UNITS = ("", " k", " M", " G", " T", " P", " E")
_BYTE_UNITS = (" B", " kB", " MB", " GB", " TB", " PB", " EB")


def format_value(value: float) -> str:
    """Write four significant digits, or ``1.23e+4`` for what is very large or very small.

    The rule of TensorBoard's axes: scientific with up to two decimals from 10,000 on and below
    0.001, trailing zeros trimmed. Not a number and the infinities are ``NaN``, ``inf``, ``-inf``.
    """
    value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    if value == 0:
        return "0"
    if abs(value) >= 10_000 or abs(value) < 0.001:
        return _scientific(value)
    text = f"{value:.4g}"
    # 9999.7 rounds to 1e+04 in four digits.
    return f"{value:.0f}" if "e" in text else text


def _scientific(value: float) -> str:
    mantissa, exponent = f"{value:.2e}".split("e")
    mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}e{int(exponent):+d}"


def format_step(step: int) -> str:
    """Write a step in full: ``12,000``."""
    return f"{int(step):,}"


def format_step_short(step: float) -> str:
    """Write a step in three significant digits: ``999``, ``12k``, ``1.25M``."""
    return _with_unit(float(step), _STEP_UNITS, significant=3)


def format_count(count: int) -> str:
    """Write how many of something there are: in full below 10,000, then ``12.3 k``, ``1.2 M``."""
    if abs(count) < 10_000:
        return f"{int(count):,}"
    return _with_unit(float(count), _COUNT_UNITS, decimals=1)


def format_bytes(size: int) -> str:
    """Write a size in decimal units: ``512 B``, ``1.2 kB``, ``34.5 MB``."""
    return _with_unit(float(size), _BYTE_UNITS, decimals=1)


def _with_unit(
    value: float,
    units: tuple[str, ...],
    significant: int | None = None,
    decimals: int | None = None,
) -> str:
    """Divide by 1000 until the rounded number is below 1000; trailing zeros are trimmed."""
    if not math.isfinite(value):
        return format_value(value)
    scaled = value
    last = len(units) - 1
    for index, unit in enumerate(units):
        rounded = _rounded(scaled, significant, decimals if index > 0 else 0)
        if abs(rounded) < 1000 or index == last:
            return f"{rounded:.10g}{unit}"
        scaled /= 1000
    return format_value(value)


def _rounded(value: float, significant: int | None, decimals: int | None) -> float:
    if significant is not None:
        return float(f"{value:.{significant}g}")
    return round(value, decimals or 0)


def format_duration(seconds: float) -> str:
    """Write a length of time in its two largest units, rounded towards zero.

    ``350ms``, ``2.5s``, ``45s``, ``3m 20s``, ``1h 12m``, ``5d 4h``. A part that is zero is left
    out; less than a microsecond is ``0s``.
    """
    seconds = float(seconds)
    if not math.isfinite(seconds):
        return format_value(seconds)
    if seconds < 0:
        positive = format_duration(-seconds)
        return positive if positive == "0s" else "-" + positive
    if seconds < 10:
        return _short_duration(seconds)
    whole = int(seconds)
    if whole < HOUR:
        return _two_units(whole, MINUTE, "m", 1, "s")
    if whole < DAY:
        return _two_units(whole, HOUR, "h", MINUTE, "m")
    return _two_units(whole, DAY, "d", HOUR, "h")


def _short_duration(seconds: float) -> str:
    if seconds < 1e-6:
        return "0s"
    if seconds < 1:
        return f"{_truncated(seconds * 1000):g}ms"
    return f"{_truncated(seconds):g}s"


def _truncated(value: float) -> float:
    """Three significant digits, cut off instead of rounded so that 999.9 ms stays below 1 s."""
    factor = 10.0 ** (2 - math.floor(math.log10(value)))
    return math.floor(value * factor) / factor


def _two_units(whole: int, large: int, large_name: str, small: int, small_name: str) -> str:
    larger, rest = divmod(whole, large)
    smaller = rest // small
    parts = []
    if larger:
        parts.append(f"{larger}{large_name}")
    if smaller:
        parts.append(f"{smaller}{small_name}")
    return " ".join(parts)


def format_age(seconds: float) -> str:
    """Write how long ago something was, so coarse that a screen at rest does not change.

    ``now`` (less than 10 seconds, or in the future), ``<1m``, ``3m``, ``2h``, ``5d``.
    """
    if not seconds >= 10:
        return "now"
    if math.isinf(seconds):
        return "inf"
    if seconds < MINUTE:
        return "<1m"
    if seconds < HOUR:
        return f"{int(seconds // MINUTE)}m"
    if seconds < DAY:
        return f"{int(seconds // HOUR)}h"
    return f"{int(seconds // DAY)}d"


def format_wall_time(wall_time: float, zone: tzinfo | None = None) -> str:
    """Write date and time of a wall time: ``2026-11-20 14:02:11``.

    Parameters
    ----------
    wall_time
        Seconds since the epoch. What no calendar can show is given as a number.
    zone
        Time zone; the local one when None.
    """
    return _formatted_time(wall_time, zone, "%Y-%m-%d %H:%M:%S")


def format_time_of_day(wall_time: float, zone: tzinfo | None = None) -> str:
    """Write the time of day of a wall time: ``14:02:11``, otherwise like `format_wall_time`."""
    return _formatted_time(wall_time, zone, "%H:%M:%S")


def _formatted_time(wall_time: float, zone: tzinfo | None, layout: str) -> str:
    try:
        return datetime.fromtimestamp(wall_time, zone).strftime(layout)
    except (OverflowError, ValueError, OSError):
        return format_value(wall_time)
