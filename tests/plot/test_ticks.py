"""Ticks are round, few, and enough; their labels are short and never the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.plot.scale import LinearScale, LogScale
from tbtui.plot.tick_labels import linear_labels, log_labels, shortest, step_labels
from tbtui.plot.ticks import linear_ticks, log_ticks


@pytest.mark.parametrize(
    ("low", "high", "wanted", "expected"),
    [
        (0, 20_000, 5, [0, 5000, 10_000, 15_000, 20_000]),
        (0, 20_000, 4, [0, 10_000, 20_000]),
        (0.05, 2.8, 6, [0.5, 1.0, 1.5, 2.0, 2.5]),
        (-1, 1, 5, [-1, -0.5, 0, 0.5, 1]),
        # Not 0.30000000000000004: the floats nearest to the decimal numbers.
        (0.25, 0.75, 5, [0.3, 0.4, 0.5, 0.6, 0.7]),
        (12, 13, 1, [12]),
        (1, 4, 1, [2]),
        (-1.7e308, 1.7e308, 3, [-1e308, 0, 1e308]),
        (0, 1e-320, 3, [0, 5e-321, 1e-320]),
        (2.0**60, 2.0**60 + 512, 3, [2.0**60, 2.0**60 + 256, 2.0**60 + 512]),
    ],
)
def test_linear_ticks(low: float, high: float, wanted: int, expected: list[float]) -> None:
    assert linear_ticks(low, high, wanted).values == expected


def test_fewer_than_three_ticks_are_too_few_where_there_is_room() -> None:
    assert linear_ticks(0, 0.7, 3).values == [0, 0.5]
    assert linear_ticks(0, 0.7, 3, most=5).values == [0, 0.2, 0.4, 0.6]


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(1, 12),
)
def test_ticks_of_any_range(one: float, other: float, wanted: int) -> None:
    low, high = min(one, other), max(one, other)
    if low == high:
        return
    ticks = linear_ticks(low, high, wanted)
    assert 1 <= len(ticks.values) <= wanted
    assert low <= ticks.values[0]
    assert ticks.values[-1] <= high
    assert sorted(set(ticks.values)) == ticks.values
    labels = linear_labels(ticks, widest=10)
    assert len(set(labels)) == len(ticks.values)


@pytest.mark.parametrize(
    ("low", "high", "wanted", "expected"),
    [
        (0, 1, 6, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (0, 20, 5, ["0", "5", "10", "15", "20"]),
        (1000, 9000, 5, ["2000", "4000", "6000", "8000"]),
        (0, 90_000, 5, ["0", "20k", "40k", "60k", "80k"]),
        (0, 3e6, 7, ["0", "0.5M", "1.0M", "1.5M", "2.0M", "2.5M", "3.0M"]),
        (0, 7e-4, 4, ["0", "0.0002", "0.0004", "0.0006"]),
        (0, 3e-5, 4, ["0", "1e-5", "2e-5", "3e-5"]),
        (0, 2e-5, 5, ["0", "5e-6", "1e-5", "1.5e-5", "2e-5"]),
        (0.5, 0.50002, 3, ["0.50000", "0.50001", "0.50002"]),
        (0.5, 0.500000002, 3, ["0.5", "+1e-9", "+2e-9"]),
        (49_999_990, 50_000_000, 3, ["49.99999M", "+5", "+10"]),
        (-3e20, 0, 4, ["-3e20", "-2e20", "-1e20", "0"]),
    ],
)
def test_linear_labels(low: float, high: float, wanted: int, expected: list[str]) -> None:
    assert linear_labels(linear_ticks(low, high, wanted), widest=8) == expected


@pytest.mark.parametrize(
    ("low", "high", "limit", "expected"),
    [
        (0.03, 3.3, 6, ["0.05", "0.1", "0.2", "0.5", "1", "2"]),
        (0.03, 3.3, 4, ["0.1", "1"]),
        (10, 1e5, 5, ["10", "100", "1000", "10k", "100k"]),
        (1e-8, 1e3, 6, ["1e-8", "1e-6", "1e-4", "1e-2", "1e0", "1e2"]),
        (5e-324, 1.7e308, 4, ["1e-200", "1e0", "1e200"]),
        # Between two of 1, 2 and 5, the axis is nearly straight.
        (1.2, 1.7, 3, ["1.2", "1.4", "1.6"]),
    ],
)
def test_log_ticks(low: float, high: float, limit: int, expected: list[str]) -> None:
    assert log_labels(log_ticks(low, high, limit)) == expected


def test_a_short_axis_has_three_ticks() -> None:
    assert [tick.label for tick in LinearScale((0, 0.7)).ticks(10, 8)] == ["0", "0.2", "0.4", "0.6"]
    small = [tick.label for tick in LogScale((0.027, 7.5)).ticks(12, 8)]
    assert small == ["0.05", "0.1", "0.2", "0.5", "1", "2", "5"]


def test_a_tall_axis_has_a_tick_for_about_four_rows() -> None:
    assert len(LinearScale((0, 3)).ticks(28, 8)) == 7
    assert len(LinearScale((0, 1)).ticks(48, 8)) == 11


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.05, "0.05"),
        (2, "2"),
        (1234, "1234"),
        (1e4, "10k"),
        (-2.5e6, "-2.5M"),
        (0.0001, "0.0001"),
        (2e-5, "2e-5"),
        (1e15, "1e15"),
    ],
)
def test_shortest(value: float, text: str) -> None:
    assert shortest(value) == text


def test_steps() -> None:
    assert step_labels([0, 2000, 4000]) == ["0", "2k", "4k"]
    assert step_labels([12_340, 12_342]) == ["12,340", "12,342"]
    # 12.35k would be one digit too many.
    assert step_labels([12_300, 12_350]) == ["12,300", "12,350"]
