"""Tags in groups and as a tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.tag_names import (
    MAXIMUM_DEPTH,
    TagNode,
    distinct_parts,
    grouped,
    tag_group,
    tree,
)
from tbtui.store.natural_order import natural_key


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


def outline(node: TagNode) -> list[object]:
    """Return what is below a node: names with their tags, and what is below them."""
    return [(child.name, child.tag, *outline(child)) for child in node.children]


def test_a_tree_has_a_level_for_every_scope() -> None:
    assert outline(tree(["train/loss", "lr", "train/block10/w", "train/block9/w"])) == [
        ("lr", "lr"),
        (
            "train",
            None,
            ("block9", None, ("w", "train/block9/w")),
            ("block10", None, ("w", "train/block10/w")),
            ("loss", "train/loss"),
        ),
    ]


@pytest.mark.parametrize("tags", [["a", "a/b"], ["a/b", "a"]])
def test_a_tag_can_be_a_scope_as_well(tags: list[str]) -> None:
    assert outline(tree(tags)) == [("a", "a", ("b", "a/b"))]


def test_a_scope_knows_all_tags_below() -> None:
    [lr, train] = tree(["train/a/b", "lr", "train/c", "train"]).children
    assert train.tags == ["train/a/b", "train/c"]
    assert lr.tags == []


def test_odd_slashes_make_levels_without_a_name() -> None:
    assert outline(tree(["/a//b"])) == [("", None, ("a", None, ("", None, ("b", "/a//b"))))]
    assert outline(tree([""])) == [("", "")]


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


@pytest.mark.parametrize(
    ("tags", "parts"),
    [
        (["train/loss", "val/loss"], ["train", "val"]),
        (["layers/0/norm", "layers/1/norm"], ["layers/0", "layers/1"]),
        (["train/loss", "train/acc"], ["loss", "acc"]),
        (["loss", "train/loss"], ["loss", "train/loss"]),
        (["a/b/c"], ["a/b/c"]),
        (["/loss", "x/loss"], ["/loss", "x"]),
        (["/", "//"], ["/", "//"]),
        ([], []),
    ],
)
def test_tags_of_one_chart_are_told_apart_by_what_differs(
    tags: list[str], parts: list[str]
) -> None:
    assert list(distinct_parts(tags).values()) == parts


@given(st.lists(st.text("ab/", min_size=1, max_size=6)))
def test_different_tags_are_told_apart(tags: list[str]) -> None:
    found = distinct_parts(tags)
    assert list(found) == list(dict.fromkeys(tags))
    assert len(set(found.values())) == len(found)


def test_names_can_keep_the_order_of_the_tags():
    root = tree(["b/2", "a/1", "b/10", "b/1"], natural=False)
    assert [child.name for child in root.children] == ["b", "a"]
    assert [child.name for child in root.children[0].children] == ["2", "10", "1"]
