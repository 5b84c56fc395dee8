"""Values have places on an axis, and places have values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tbtui.plot.scale import LinearScale, LogScale, Scale, SymlogScale, symlog_threshold

numbers = st.floats(-1e12, 1e12, allow_subnormal=False)
positive = st.floats(1e-12, 1e12)


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    kind = draw(st.sampled_from([LinearScale, LogScale, SymlogScale]))
    ends = draw(st.tuples(*[positive if kind is LogScale else numbers] * 2))
    low, high = min(ends), max(ends)
    assume(high - low > 1e-6 * max(abs(low), abs(high)))
    if kind is SymlogScale:
        return SymlogScale((low, high), 10.0 ** draw(st.integers(-6, 6)))
    return kind((low, high))


@given(scales(), st.lists(st.floats(0, 1), min_size=1))
def test_every_place_leads_to_a_value_and_back(scale: Scale, places: list[float]) -> None:
    values = scale.values_at(np.array(places))
    low, high = scale.domain
    slack = 1e-9 * max(abs(low), abs(high))
    assert (values >= low - slack).all()
    assert (values <= high + slack).all()
    assert scale.place(values) == pytest.approx(places, abs=1e-6)


@given(scales(), st.lists(numbers, min_size=2))
def test_a_larger_value_is_never_at_a_lower_place(scale: Scale, values: list[float]) -> None:
    places = scale.place(np.sort(values))
    known = places[~np.isnan(places)]
    assert (np.diff(known) >= 0).all()


@given(numbers, st.integers(-6, 6))
def test_symlog_leads_back_to_the_value(value: float, exponent: int) -> None:
    scale = SymlogScale((-1e12, 1e12), 10.0**exponent)
    back = scale.value_at(scale.place_of(value))
    assert back == pytest.approx(value, rel=1e-9, abs=10.0**exponent * 1e-9)


def test_symlog_is_linear_within_the_threshold_and_counts_decades_beyond() -> None:
    scale = SymlogScale((-100, 100), 1)
    places = scale.place(np.array([-100, -10, -1, -0.5, 0, 0.5, 1, 10, 100]))
    assert places == pytest.approx(np.array([-3, -2, -1, -0.5, 0, 0.5, 1, 2, 3]) / 6 + 0.5)


def test_what_has_no_place() -> None:
    odd = np.array([np.nan, np.inf, -np.inf, -1.0, 0.0])
    assert np.isnan(LinearScale((0, 1)).place(odd)).tolist() == [True] * 3 + [False] * 2
    assert np.isnan(SymlogScale((0, 1), 1).place(odd)).tolist() == [True] * 3 + [False] * 2
    assert np.isnan(LogScale((1, 2)).place(odd)).all()


@pytest.mark.parametrize(
    ("smallest", "largest", "threshold"),
    [
        (0.03, 500, 0.01),
        (2, 90, 1),
        # One value beside zero does not take the room of the others.
        (1e-12, 100, 1e-3),
        (None, 0, 1),
        (5e-324, 5e-324, 1e-300),
    ],
)
def test_the_linear_part_ends_at_the_smallest_values(
    smallest: float | None, largest: float, threshold: float
) -> None:
    assert symlog_threshold(smallest, largest) == pytest.approx(threshold)


@pytest.mark.parametrize(
    ("domain", "threshold", "rows", "labels"),
    [
        ((-100, 100), 1, 30, ["-100", "-10", "-1", "0", "1", "10", "100"]),
        ((-3, 100), 1, 30, ["-2", "-1", "0", "1", "2", "5", "10", "20", "50", "100"]),
        ((-1e6, 1e6), 1, 24, ["-100k", "-1000", "-10", "0", "10", "1000", "100k"]),
        ((-1e9, 1e9), 1e-3, 12, ["-1000", "0", "1000"]),
        # Within the linear part the axis is labelled like any other.
        ((-0.2, 0.3), 1, 12, ["-0.2", "0", "0.2"]),
        ((500, 501), 1, 12, ["500.0", "500.5", "501.0"]),
    ],
)
def test_symlog_ticks(
    domain: tuple[float, float], threshold: float, rows: int, labels: list[str]
) -> None:
    assert [tick.label for tick in SymlogScale(domain, threshold).ticks(rows, 8)] == labels


@given(numbers, numbers, st.integers(-6, 6), st.integers(1, 80))
def test_symlog_ticks_are_few_different_and_in_view(
    one: float, other: float, exponent: int, rows: int
) -> None:
    assume(one != other)
    low, high = min(one, other), max(one, other)
    ticks = SymlogScale((low, high), 10.0**exponent).ticks(rows, 12)
    assert len(ticks) <= max(3, rows // 2)
    assert len({tick.label for tick in ticks}) == len(ticks)
    assert all(low <= tick.value <= high for tick in ticks)
