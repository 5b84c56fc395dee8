"""Columns keep what was added, also where they borrow their steps from others."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tbtui.store.columns import ScalarColumns

additions = st.lists(
    st.tuples(
        st.lists(st.sampled_from("abc"), min_size=1, unique=True),
        st.integers(1, 5),
        st.booleans(),
        st.sampled_from([np.float32, np.float32, np.float64]),
        st.sampled_from([0.5, 1.0, 3.0]),
    ),
    max_size=20,
)


@given(additions)
def test_tags_share_their_steps_as_long_as_they_are_the_same(added: list) -> None:
    columns = {tag: ScalarColumns() for tag in "abc"}
    expected: dict[str, list[tuple[int, float]]] = {tag: [] for tag in "abc"}
    views = []
    for number, (tags, count, together, dtype, growth) in enumerate(added):
        steps = np.arange(count) + 100 * number
        times, values = steps / 4, (steps % 7).astype(dtype)
        beside = None
        for tag in tags:
            given_steps = steps if together else steps + ord(tag)
            columns[tag].append(given_steps, times, values, growth, beside)
            beside = columns[tag] if together else None
            expected[tag] += zip(given_steps.tolist(), values.tolist(), strict=True)
            views.append((columns[tag].slices(), list(expected[tag])))
    for slices, rows in views:
        assert list(zip(slices.steps.tolist(), slices.values.tolist(), strict=True)) == rows


def test_steps_that_are_the_same_are_kept_once() -> None:
    first, second = ScalarColumns(), ScalarColumns()
    for start in range(0, 1000, 10):
        steps = np.arange(start, start + 10)
        first.append(steps, steps / 4, steps.astype(np.float32))
        second.append(steps, steps / 2, steps.astype(np.float32), beside=first)
    assert np.shares_memory(first.slices().steps, second.slices().steps)
    assert second.slices().steps.tolist() == list(range(1000))


def test_narrow_values_are_added_to_wide_ones_without_a_copy_of_all() -> None:
    columns = ScalarColumns()
    columns.append(np.arange(10), np.arange(10.0), np.arange(10.0), growth=3.0)
    before = columns.slices()
    columns.append(np.arange(2), np.arange(2.0), np.array([0.5, 0.25], np.float32))
    assert np.shares_memory(before.values, columns.slices().values)
    assert columns.slices().values[-3:].tolist() == [9.0, 0.5, 0.25]
