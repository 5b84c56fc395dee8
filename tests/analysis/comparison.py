"""Compare what the program computes with the plain oracle."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import plain_oracle

from tbtui.analysis.alignment import BandKind, Center, aggregate
from tbtui.analysis.extents import nice_domain, y_extent
from tbtui.analysis.joins import join_on_step
from tbtui.analysis.ranges import range_summary
from tbtui.analysis.smoothers import Smoothing, SmoothingMethod, apply

WINDOWED = tuple(method for method in SmoothingMethod if method is not SmoothingMethod.EXPONENTIAL)
Member = tuple[np.ndarray, np.ndarray]


def assert_close(found: np.ndarray, expected: Sequence[float], scale: float, error: float) -> None:
    """Allow an error relative to the largest value; what is not finite must be equal."""
    wanted = np.array(expected, dtype=np.float64)
    finite = np.isfinite(wanted)
    np.testing.assert_array_equal(found[~finite], wanted[~finite])
    assert np.all(np.abs(found[finite] - wanted[finite]) <= error * scale)


def largest(values: np.ndarray) -> float:
    finite = values[np.isfinite(values)]
    return float(np.abs(finite).max()) if len(finite) else 0.0


def compare_smoothing(
    values: np.ndarray, steps: np.ndarray, times: np.ndarray, smoothing: Smoothing, every: int = 1
) -> None:
    """Compare one smoothing of a series, at every so manyth point."""
    found = apply(smoothing, values, steps, times)
    plain = [float(value) for value in values]
    only = range(0, len(plain), every)
    if smoothing.method is SmoothingMethod.EXPONENTIAL:
        expected = plain_oracle.exponential(plain, smoothing.amount)
    else:
        places = times.tolist() if smoothing.by_time else steps.tolist()
        name = smoothing.method.value
        expected = plain_oracle.over_windows(plain, places, smoothing.amount, name, only)
    error = 1e-7 if smoothing.method is SmoothingMethod.GAUSSIAN else 1e-9
    assert_close(found[::every], expected[::every], largest(values), error)


def compare_extents(arrays: Sequence[np.ndarray]) -> None:
    plain = [[float(value) for value in values] for values in arrays]
    for log in (False, True):
        for ignore in (False, True):
            expected = plain_oracle.y_extent(plain, log=log, ignore_outliers=ignore)
            found = y_extent(arrays, log=log, ignore_outliers=ignore)
            assert found == expected
            if found is not None:
                domain = plain_oracle.nice_domain(*found, log=log)
                assert np.allclose(nice_domain(*found, log=log), domain, rtol=1e-12, atol=0)


def compare_join(steps: np.ndarray, other: Member) -> None:
    other_steps, other_values = other
    plain = [float(value) for value in other_values]
    expected = plain_oracle.join(steps.tolist(), other_steps.tolist(), plain)
    assert_close(join_on_step(steps, *other), expected, largest(other_values), 1e-12)


def compare_group(members: Sequence[Member], center: Center, band: BandKind) -> None:
    plain = [(steps.tolist(), [float(v) for v in values]) for steps, values in members]
    rows = plain_oracle.group(plain, center.value, band.value)
    found = aggregate(members, center, band)
    scale = max((largest(values) for _, values in members), default=0.0)
    assert found.steps.tolist() == [row[0] for row in rows]
    assert found.count.tolist() == [row[4] for row in rows]
    for column, array in enumerate((found.center, found.lower, found.upper), start=1):
        assert_close(array, [row[column] for row in rows], scale, 1e-9)


def compare_range(
    steps: np.ndarray, values: np.ndarray, smoothed: np.ndarray, left: float, right: float
) -> None:
    x = steps.astype(np.float64)
    found = range_summary(steps, x, values, smoothed, x, left, right)
    expected = plain_oracle.range_row(
        steps.tolist(),
        [float(value) for value in values],
        smoothed.tolist(),
        x.tolist(),
        left,
        right,
    )
    if expected is None:
        assert found is None
        return
    assert found is not None
    for name, wanted in expected.items():
        got = getattr(found, name)
        if wanted is None or isinstance(wanted, int):
            assert got == wanted, name
        else:
            assert (
                math.isnan(got)
                if math.isnan(wanted)
                else math.isclose(got, wanted, rel_tol=1e-12, abs_tol=1e-12 * largest(values))
            ), name
