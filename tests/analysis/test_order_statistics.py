"""Selecting a rank gives what sorting would."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.order_statistics import order_statistic


@given(st.lists(st.floats(allow_nan=False), min_size=1, max_size=20), st.data())
def test_few_values(values: list[float], data: st.DataObject) -> None:
    rank = data.draw(st.integers(0, len(values) - 1))
    assert order_statistic(np.array(values), rank) == sorted(values)[rank]


def many(shape: str) -> np.ndarray:
    random = np.random.default_rng(7)
    if shape == "normal":
        return random.normal(size=100_000)
    if shape == "float32":
        return random.normal(size=100_000).astype(np.float32)
    if shape == "falling":
        return np.arange(100_000.0)[::-1]
    if shape == "few different":
        return random.integers(0, 3, size=100_000).astype(np.float64)
    # Only the values that the sample does not see are large.
    misleading = np.full(100_000, 5.0)
    misleading[:: 100_000 // 4096] = 1.0
    return misleading


@pytest.mark.parametrize("shape", ["normal", "float32", "falling", "few different", "misleading"])
@pytest.mark.parametrize("rank", [0, 5_000, 50_000, 94_999, 99_999])
def test_many_values_of_any_shape(shape: str, rank: int) -> None:
    values = many(shape)
    before = values.copy()
    assert order_statistic(values, rank) == np.sort(values)[rank]
    assert (values == before).all()
