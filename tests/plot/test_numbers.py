"""Numbers, sizes and times as they are shown."""

from __future__ import annotations

import math
from datetime import timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.plot.numbers import (
    format_age,
    format_bytes,
    format_count,
    format_duration,
    format_step,
    format_step_short,
    format_time_of_day,
    format_value,
    format_wall_time,
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (1.0487, "1.049"),
        (0.2442, "0.2442"),
        (-0.05, "-0.05"),
        (123.456, "123.5"),
        (9999.0, "9999"),
        (9999.7, "10000"),
        (10_000, "1e+4"),
        (12_345.6, "1.23e+4"),
        (0.001, "0.001"),
        (0.000999, "9.99e-4"),
        (0.0003, "3e-4"),
        (-1.5e-10, "-1.5e-10"),
        (9.999e99, "1e+100"),
        (5e-324, "4.94e-324"),
        (np.float32(0.1), "0.1"),
        (math.nan, "NaN"),
        (math.inf, "inf"),
        (-math.inf, "-inf"),
    ],
)
def test_values_have_four_digits_or_an_exponent(value: float, shown: str) -> None:
    assert format_value(value) == shown


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_shown_value_is_short_and_close(value: float) -> None:
    shown = format_value(value)
    assert len(shown) <= 10
    # 1e+308 and a little more may be written as a number that no float reaches.
    if abs(value) < 1e308:
        assert float(shown) == pytest.approx(value, rel=0.005, abs=1e-323)


@pytest.mark.parametrize(
    ("step", "full", "short"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1,000", "1k"),
        (12_000, "12,000", "12k"),
        (12_345, "12,345", "12.3k"),
        (999_499, "999,499", "999k"),
        (999_500, "999,500", "1M"),
        (1_250_000, "1,250,000", "1.25M"),
        (-20_000, "-20,000", "-20k"),
        (2**63 - 1, "9,223,372,036,854,775,807", "9.22E"),
    ],
)
def test_steps_in_full_and_short(step: int, full: str, short: str) -> None:
    assert format_step(step) == full
    assert format_step_short(step) == short


@pytest.mark.parametrize(("step", "short"), [(0.5, "0.5"), (2.5e21, "2500E"), (math.inf, "inf")])
def test_positions_that_are_no_steps_have_a_short_form_too(step: float, short: str) -> None:
    assert format_step_short(step) == short


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0"),
        (38, "38"),
        (9_999, "9,999"),
        (10_000, "10 k"),
        (12_345, "12.3 k"),
        (999_960, "1 M"),
        (1_200_000, "1.2 M"),
    ],
)
def test_counts_are_exact_while_they_are_small(count: int, shown: str) -> None:
    assert format_count(count) == shown


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "0 B"), (999, "999 B"), (1_000, "1 kB"), (34_460_000, "34.5 MB"), (10**13, "10 TB")],
)
def test_sizes_are_in_decimal_units(size: int, shown: str) -> None:
    assert format_bytes(size) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0s"),
        (1e-7, "0s"),
        (-1e-7, "0s"),
        (0.000_25, "0.25ms"),
        (0.35, "350ms"),
        (0.9999, "999ms"),
        (2.5, "2.5s"),
        (9.999, "9.99s"),
        (45.9, "45s"),
        (60, "1m"),
        (200, "3m 20s"),
        (3600, "1h"),
        (4354, "1h 12m"),
        (86_399, "23h 59m"),
        (86_400, "1d"),
        (446_400, "5d 4h"),
        (-4354, "-1h 12m"),
        (math.nan, "NaN"),
        (-math.inf, "-inf"),
    ],
)
def test_durations_have_their_two_largest_units(seconds: float, shown: str) -> None:
    assert format_duration(seconds) == shown


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_duration_can_be_shown(seconds: float) -> None:
    assert format_duration(seconds)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (-5.0, "now"),
        (0.0, "now"),
        (9.9, "now"),
        (10.0, "<1m"),
        (59.9, "<1m"),
        (60.0, "1m"),
        (3599.0, "59m"),
        (3600.0, "1h"),
        (86_399.0, "23h"),
        (86_400.0 * 5.5, "5d"),
        (math.nan, "now"),
        (math.inf, "inf"),
    ],
)
def test_ages_are_coarse(seconds: float, shown: str) -> None:
    assert format_age(seconds) == shown


def test_wall_times_are_shown_in_a_zone() -> None:
    two_hours_east = timezone(timedelta(hours=2))
    wall_time = 1_795_176_131.9
    assert format_wall_time(wall_time, timezone.utc) == "2026-11-20 12:02:11"
    assert format_wall_time(wall_time, two_hours_east) == "2026-11-20 14:02:11"
    assert format_time_of_day(wall_time, two_hours_east) == "14:02:11"


def test_the_zone_is_the_local_one_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "XYZ-05:30")
    time.tzset()
    try:
        assert format_time_of_day(0.0) == "05:30:00"
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("wall_time", [math.nan, math.inf, -math.inf, 1e300, -1e18])
def test_what_no_calendar_shows_is_a_number(wall_time: float) -> None:
    assert format_wall_time(wall_time, timezone.utc) == format_value(wall_time)
