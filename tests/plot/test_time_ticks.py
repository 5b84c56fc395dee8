"""Ticks of time axes, elapsed and on the wall."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.plot.time_ticks import elapsed_label, elapsed_ticks, wall_ticks

MINUTE, HOUR, DAY = 60, 3600, 86_400


def labels(low: float, high: float, wanted: int) -> list[str]:
    return [tick.label for tick in elapsed_ticks(low, high, wanted)]


@pytest.mark.parametrize(
    ("high", "wanted", "expected"),
    [
        (0.03, 4, ["0", "0.01s", "0.02s", "0.03s"]),
        (20, 5, ["0", "5s", "10s", "15s", "20s"]),
        (90, 4, ["0", "30s", "1m", "1m30s"]),
        (20 * MINUTE, 5, ["0", "5m", "10m", "15m", "20m"]),
        (90 * MINUTE, 4, ["0", "30m", "1h", "1h30m"]),
        (DAY, 5, ["0", "6h", "12h", "18h", "1d"]),
        (9.5 * DAY, 5, ["0", "2d", "4d", "6d", "8d"]),
        (9000 * DAY, 5, ["0", "2000d", "4000d", "6000d", "8000d"]),
    ],
)
def test_elapsed(high: float, wanted: int, expected: list[str]) -> None:
    assert labels(0, high, wanted) == expected


def test_elapsed_labels() -> None:
    assert elapsed_label(0) == "0"
    assert elapsed_label(-90) == "-1m30s"
    assert elapsed_label(DAY + HOUR + 5) == "1d1h5s"


@pytest.fixture(params=["UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Local time of several places: half hours off, summer time, both sides of Greenwich."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def wall(start: datetime, seconds: float, wanted: int) -> list[str]:
    low = start.timestamp()
    return [tick.label for tick in wall_ticks(low, low + seconds, wanted)]


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (1.5, ["12:58:00.0", "12:58:00.5", "12:58:01.0", "12:58:01.5"]),
        (5, ["12:58:00", "12:58:02", "12:58:04"]),
        (90, ["12:58:00", "12:58:30", "12:59:00", "12:59:30"]),
        (10 * MINUTE, ["13:00", "13:05"]),
        (3 * HOUR, ["13:00", "14:00", "15:00"]),
        (1.3 * DAY, ["18:00", "Nov 21", "06:00", "12:00", "18:00"]),
        (3 * DAY, ["Nov 21", "Nov 22", "Nov 23"]),
        (15 * DAY, ["Nov 23", "Nov 30"]),
        (100 * DAY, ["2026-12", "2027-01", "2027-02"]),
        (1000 * DAY, ["2027", "2028", "2029"]),
    ],
)
def test_wall_time_is_local(seconds: float, expected: list[str]) -> None:
    wanted = 5 if seconds in (5, 1.3 * DAY) else 4
    start = datetime(2026, 11, 20, 12, 58)
    assert wall(start, seconds, wanted) == expected


def test_ticks_keep_to_full_hours_across_a_change_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        # Summer time ended that night at three.
        found = wall(datetime(2026, 10, 24, 12, 0), 1.5 * DAY, 8)
        assert found == ["12:00", "18:00", "Oct 25", "06:00", "12:00", "18:00"]
    finally:
        monkeypatch.undo()
        time.tzset()


def test_what_no_calendar_shows_is_a_number() -> None:
    assert [tick.label for tick in wall_ticks(0, 1e15, 3)] == ["0", "5e+14", "1e+15"]


@given(st.floats(-1e11, 1e13), st.floats(1e-3, 1e12), st.integers(1, 15))
def test_time_ticks_lie_in_the_range(low: float, span: float, wanted: int) -> None:
    high = low + span
    for ticks in (elapsed_ticks(low, high, wanted), wall_ticks(low, high, wanted)):
        values = [tick.value for tick in ticks]
        assert len(values) <= wanted
        assert all(low - 1e-3 <= value <= high + 1e-3 for value in values)
        assert sorted(set(values)) == values
