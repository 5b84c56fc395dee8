"""Tags in the order of TensorBoard's dashboards, in groups and as a tree."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tbtui.analysis.tag_names import (
    MAXIMUM_DEPTH,
    TagNode,
    grouped,
    natural_key,
    tag_group,
    tree,
)


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


def test_the_group_of_a_tag_is_what_stands_before_the_first_slash() -> None:
    assert tag_group("train/loss/total") == "train"
    assert tag_group("loss") == "loss"
    assert tag_group("/loss") == ""


def test_groups_and_their_tags_are_in_natural_order() -> None:
    tags = ["val/loss", "train/layer_10", "lr", "train/layer_9", "train/acc", "val_2/loss"]
    assert grouped(tags) == [
        ("lr", ["lr"]),
        ("train", ["train/acc", "train/layer_9", "train/layer_10"]),
        ("val", ["val/loss"]),
        ("val_2", ["val_2/loss"]),
    ]
    assert grouped([]) == []
    assert grouped(["a", "a"]) == [("a", ["a"])]


def test_a_tree_has_a_level_for_every_scope() -> None:
    assert tree(["train/loss", "lr", "train/block10/w", "train/block9/w"]) == TagNode(
        "",
        children=[
            TagNode("lr", "lr"),
            TagNode(
                "train",
                children=[
                    TagNode("block9", children=[TagNode("w", "train/block9/w")]),
                    TagNode("block10", children=[TagNode("w", "train/block10/w")]),
                    TagNode("loss", "train/loss"),
                ],
            ),
        ],
    )


@pytest.mark.parametrize("tags", [["a", "a/b"], ["a/b", "a"]])
def test_a_tag_can_be_a_scope_as_well(tags: list[str]) -> None:
    assert tree(tags).children == [TagNode("a", "a", [TagNode("b", "a/b")])]


def test_odd_slashes_make_levels_without_a_name() -> None:
    assert tree(["/a//b"]).children == [
        TagNode("", None, [TagNode("a", None, [TagNode("", None, [TagNode("b", "/a//b")])])])
    ]
    assert tree([""]).children == [TagNode("", "")]


def test_a_tag_of_nothing_but_slashes_cannot_make_the_tree_deep() -> None:
    tag = "/" * 100_000
    node, depth = tree([tag]), 0
    while node.children:
        (node,) = node.children
        depth += 1
    assert depth == MAXIMUM_DEPTH
    assert node.tag == tag


@given(st.sets(st.text(alphabet="ab/", max_size=6)))
def test_every_tag_is_in_the_tree_once(tags: set[str]) -> None:
    found: list[str] = []
    waiting: list[tuple[tuple[str, ...], TagNode]] = [((), tree(tags))]
    while waiting:
        path, node = waiting.pop()
        if node.tag is not None:
            assert node.tag == "/".join(path)
            found.append(node.tag)
        names = [child.name for child in node.children]
        assert names == sorted(set(names), key=natural_key)
        waiting.extend(((*path, child.name), child) for child in node.children)
    assert sorted(found) == sorted(tags)
