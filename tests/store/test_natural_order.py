"""The order in which the names of runs and tags are listed is TensorBoard's."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tbtui.store.natural_order import natural_key


@pytest.mark.parametrize(
    "in_order",
    [
        ["layer_2", "layer_10"],
        ["a", "a1", "a2", "a10", "a10b", "ab"],
        ["loss", "loss/x", "loss_y", "lossy"],
        ["lr0.05", "lr0.5", "lr5"],
        ["lr1e-4", "lr3e-4", "lr0.001", "lr1e2"],
        ["Accuracy", "Loss", "accuracy", "loss"],
        ["run9/x", "run10/a"],
        ["v1", "v1.0", "v01"],
        ["", "0", "/", "a"],
    ],
)
def test_names_sort_as_a_person_would(in_order: list[str]) -> None:
    if in_order[0] == "v1":
        # Equal numbers: the characters decide, whatever the order they came in.
        in_order = sorted(in_order)
    shuffled = in_order[::-1]
    random.Random(3).shuffle(shuffled)
    assert sorted(shuffled, key=natural_key) == in_order


def test_numbers_too_large_for_a_float_do_no_harm() -> None:
    assert sorted(["a" + "9" * 400, "a1"], key=natural_key)[0] == "a1"


NAMES = st.text(alphabet="ab/_.019e", max_size=8)


@given(NAMES, NAMES)
def test_the_order_is_that_of_the_comparator(one: str, other: str) -> None:
    result = compare(one, other)
    assume(result is not None)
    if result == 0:
        result = (one > other) - (one < other)
    key, other_key = natural_key(one), natural_key(other)
    assert (key > other_key) - (key < other_key) == result


def compare(one: str, other: str) -> int | None:
    """Compare character by character; None where a digit meets a separator, see `natural_key`."""
    i = j = 0
    while i < len(one) and j < len(other):
        a, b = one[i], other[j]
        if a.isdigit() and b.isdigit():
            end, other_end = number_end(one, i), number_end(other, j)
            number, other_number = float(one[i:end]), float(other[j:other_end])
            if number != other_number:
                return -1 if number < other_number else 1
            i, j = end, other_end
            continue
        if is_break(a) and is_break(b) and (a.isdigit() or b.isdigit()):
            return None
        if is_break(a) != is_break(b):
            return -1 if is_break(a) else 1
        if not is_break(a) and a != b:
            return -1 if a < b else 1
        i, j = i + 1, j + 1
    return (i < len(one)) - (j < len(other))


def is_break(character: str) -> bool:
    return character in "/_" or character.isdigit()


def number_end(text: str, start: int) -> int:
    """End of the longest text from `start` that is a number without sign."""
    ends = range(start + 1, len(text) + 1)
    return max(end for end in ends if is_number(text[start:end]))


def is_number(text: str) -> bool:
    if "_" in text:
        return False
    try:
        float(text)
    except ValueError:
        return False
    return True
