"""Random series with everything that goes wrong: the numbers are those of the plain oracle."""

from __future__ import annotations

import math

import numpy as np
from comparison import (
    WINDOWED,
    compare_extents,
    compare_group,
    compare_join,
    compare_range,
    compare_smoothing,
)
from hypothesis import example, given
from hypothesis import strategies as st

from tbtui.analysis.alignment import BandKind, Center
from tbtui.analysis.lives import superseded
from tbtui.analysis.smoothers import Smoothing, SmoothingMethod

VALUES = st.one_of(
    st.floats(-1e4, 1e4).map(lambda value: round(value, 3)),
    st.sampled_from([math.nan, math.inf, -math.inf, 0.0, 1.0]),
)
AMOUNTS = st.sampled_from([0.0, 0.05, 0.2, 0.5, 1.0])
# Quarters are exact, so that which points are in a window does not depend on rounding.
TIMES = st.one_of(
    st.integers(0, 400).map(lambda quarters: 1.6e9 + quarters / 4),
    st.sampled_from([math.nan, math.inf]),
)


@st.composite
def members(draw: st.DrawFn, most: int = 25) -> tuple[np.ndarray, np.ndarray]:
    """The newest life of a series whose steps went down and repeated themselves."""
    steps = np.array(draw(st.lists(st.integers(0, 60), max_size=most)), dtype=np.int64)
    kept = steps[~superseded(steps)]
    is_constant = draw(st.integers(0, 5)) == 0
    count = len(kept)
    values = (
        [draw(VALUES)] * count
        if is_constant
        else draw(st.lists(VALUES, min_size=count, max_size=count))
    )
    dtype = draw(st.sampled_from([np.float32, np.float64]))
    return kept, np.array(values, dtype=dtype)


@given(members(), AMOUNTS, st.sampled_from(WINDOWED))
def test_windows_by_step(
    member: tuple[np.ndarray, np.ndarray], amount: float, method: SmoothingMethod
) -> None:
    steps, values = member
    compare_smoothing(values, steps, steps * 1.0, Smoothing(method, amount))


@given(st.data(), members(), AMOUNTS, st.sampled_from(WINDOWED))
def test_windows_by_time(
    data: st.DataObject,
    member: tuple[np.ndarray, np.ndarray],
    amount: float,
    method: SmoothingMethod,
) -> None:
    steps, values = member
    times = data.draw(st.lists(TIMES, min_size=len(steps), max_size=len(steps)))
    compare_smoothing(values, steps, np.array(times), Smoothing(method, amount, by_time=True))


@given(members(), st.sampled_from([0.0, 0.6, 0.99, 0.999, 1.0]))
def test_the_average_of_tensorboard(member: tuple[np.ndarray, np.ndarray], weight: float) -> None:
    steps, values = member
    compare_smoothing(values, steps, steps * 1.0, Smoothing(amount=weight))


@given(st.lists(members(), max_size=4))
def test_extents_and_domains(all_members: list[tuple[np.ndarray, np.ndarray]]) -> None:
    compare_extents([values for _, values in all_members])


@given(members(), members())
def test_joins(one: tuple[np.ndarray, np.ndarray], other: tuple[np.ndarray, np.ndarray]) -> None:
    compare_join(one[0], other)


@given(
    st.lists(members(12), max_size=5),
    st.sampled_from(list(Center)),
    st.sampled_from(list(BandKind)),
)
@example([(np.array([3, 3]), np.array([1.0, 2.0]))] * 2, Center.MEDIAN, BandKind.QUARTILES)
def test_groups(
    all_members: list[tuple[np.ndarray, np.ndarray]], center: Center, band: BandKind
) -> None:
    compare_group(all_members, center, band)


@given(members(), st.integers(-40, 280), st.integers(-40, 280))
def test_ranges(member: tuple[np.ndarray, np.ndarray], one: int, other: int) -> None:
    steps, values = member
    smoothed = np.cumsum(np.nan_to_num(values.astype(np.float64), posinf=7.0, neginf=math.inf))
    compare_range(steps, values, smoothed, min(one, other) / 4, max(one, other) / 4)
