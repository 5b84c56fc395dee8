"""Which rows the tree of a graph has: open scopes, depth, order, copies of functions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_graphs import function, graph, graph_def, node

from tbtui.analysis.graph.facts import GraphFacts, Order
from tbtui.analysis.graph.model import ROOT, Grouping, Kind
from tbtui.analysis.graph.outline import NO_CALLS, Outline
from tbtui.analysis.graph.parameters import parameter_counts

SMALL = (("a/x", "X"), ("a/deep/y", "Y", ["a/x"]), ("b", "B", ["a/deep/y"]), ("a/z", "X", ["b"]))


def listed(outline):
    rows = outline.rows
    return [
        "  " * depth + outline.graph.labels[item]
        for item, depth in zip(rows.items.tolist(), rows.depths.tolist(), strict=True)
    ]


def item_of(graph, name):
    item = graph.find(name)
    assert item is not None
    return item


def test_scopes_are_closed_at_first():
    assert listed(Outline(graph(*SMALL))) == ["a", "b"]


def test_an_open_scope_shows_its_children_and_what_was_open_in_it_before():
    outline = Outline(graph(*SMALL))
    a, deep = item_of(outline.graph, "a"), item_of(outline.graph, "a/deep")
    outline.set_open(deep, True)
    assert listed(outline) == ["a", "b"]
    outline.set_open(a, True)
    assert listed(outline) == ["a", "  x", "  deep", "    y", "  z", "b"]
    outline.set_open(deep, False)
    assert listed(outline) == ["a", "  x", "  deep", "  z", "b"]


def test_depths_and_everything():
    outline = Outline(graph(*SMALL))
    outline.expand_to(1)
    assert listed(outline) == ["a", "b"]
    outline.expand_to(2)
    assert listed(outline) == ["a", "  x", "  deep", "  z", "b"]
    outline.expand_below(item_of(outline.graph, "a"))
    assert "    y" in listed(outline)
    outline.expand_to(0)
    assert listed(outline) == ["a", "b"]


def test_a_subtree_alone_begins_at_no_depth_and_going_elsewhere_ends_it():
    outline = Outline(graph(*SMALL))
    outline.isolate(item_of(outline.graph, "a"))
    assert listed(outline) == ["x", "deep", "z"]
    row = outline.reveal(item_of(outline.graph, "b"))
    assert outline.top == ROOT
    assert listed(outline)[row] == "b"


def test_revealing_opens_what_an_item_lies_in():
    outline = Outline(graph(*SMALL))
    row = outline.reveal(item_of(outline.graph, "a/deep/y"))
    assert listed(outline)[row] == "    y"


def test_a_closed_scope_is_the_nearest_row_of_what_is_in_it():
    outline = Outline(graph(*SMALL))
    assert outline.nearest_row(item_of(outline.graph, "a/deep/y")) == 0


def test_only_what_is_marked_is_listed():
    outline = Outline(graph(*SMALL))
    outline.expand_to(9)
    shown = np.zeros(outline.graph.item_count, np.bool_)
    shown[[item_of(outline.graph, name) for name in ("a", "a/deep", "a/deep/y")]] = True
    outline.show_only(shown)
    assert listed(outline) == ["a", "  deep", "    y"]


def test_series_fold_unfold_and_are_never_shown_alone_unfolded():
    made = graph(*((f"conv_{number}", "Conv") for number in range(6)), ("end", "End"))
    outline = Outline(made)
    assert listed(outline) == ["conv_[0-5]", "end"]
    series = next(item for item in range(made.item_count) if made.kind[item] == Kind.SERIES)
    outline.isolate(series)
    assert len(listed(outline)) == 6
    outline.group(Grouping(ungrouped=frozenset({series})))
    assert listed(outline) == [*(f"conv_{number}" for number in range(6)), "end"]


def test_siblings_are_sorted_and_subtrees_stay_together():
    made = graph(("s/one", "A"), ("t/one", "A"), ("t/two", "B"), ("u", "C"))
    outline = Outline(made)
    outline.expand_to(5)
    facts = GraphFacts(made, parameter_counts(made))
    outline.sort(facts.ranks(Order.NODES))
    assert listed(outline) == ["t", "  one", "  two", "s", "  one", "u"]
    outline.sort(facts.ranks(Order.NODES, is_reversed=True))
    assert listed(outline) == ["s", "  one", "u", "t", "  one", "  two"]
    outline.sort(facts.ranks(Order.NAME, is_reversed=True))
    assert listed(outline) == ["u", "t", "  two", "  one", "s", "  one"]


def test_names_are_sorted_by_their_numbers():
    made = graph(*((f"n{number}", f"Op{number}") for number in (10, 9, 1)))
    outline = Outline(made)
    outline.sort(GraphFacts(made, parameter_counts(made)).ranks(Order.NAME))
    assert listed(outline) == ["n1", "n9", "n10"]


CALLING = (
    graph_def(
        ("call", "f"),
        functions=[
            function("f", ["x"], [node("inner", "g", ["x"]), node("again", "f", ["x"])]),
            function("g", ["x"], [node("leaf", "Leaf", ["x"])]),
        ],
    ),
)


def calling_graph():
    return graph(*CALLING[0].node, functions=list(CALLING[0].library.function))


def test_a_call_shows_a_copy_of_its_function_and_leaves_the_function_closed():
    outline = Outline(calling_graph())
    call, f = item_of(outline.graph, "call"), outline.graph.functions["f"]
    outline.set_open(call, True)
    assert listed(outline) == [
        "call", "  f", "    x", "    inner", "    again", "__function_library__",
    ]  # fmt: skip
    outline.set_open(f, False, (call,))
    assert listed(outline) == ["call", "  f", "__function_library__"]
    assert outline.is_open(f, NO_CALLS) is False


def test_a_function_within_a_call_of_itself_cannot_be_opened():
    outline = Outline(calling_graph())
    call, again = (item_of(outline.graph, name) for name in ("call", "__function_library__f/again"))
    f = outline.graph.functions["f"]
    outline.set_open(call, True)
    outline.set_open(again, True, (call,))
    assert outline.is_recursive(f, (call, again))
    assert not outline.can_open(f, (call, again))
    assert listed(outline).count("      f") == 1
    rows = outline.rows
    assert (call, again) in rows.chains


def test_what_is_open_in_one_graph_opens_in_another():
    first, second = Outline(graph(*SMALL)), Outline(graph(("c", "C"), *SMALL))
    first.reveal(item_of(first.graph, "a/deep/y"))
    assert second.open_like(first)
    assert listed(second) == ["c", "a", "  x", "  deep", "    y", "  z", "b"]
    assert not Outline(graph(("c", "C"))).open_like(first)


def plainly_listed(outline, item, ranks, depth=0):
    graph = outline.graph
    children = graph.children(item, outline.grouping).tolist()
    if ranks is not None:
        children.sort(key=lambda child: (ranks[child], child))
    for child in children:
        yield "  " * depth + graph.labels[child]
        if outline.is_open(child):
            yield from plainly_listed(outline, child, ranks, depth + 1)


NAMES = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map("/".join)


@settings(max_examples=60, deadline=None)
@given(
    names=st.lists(NAMES | st.integers(0, 9).map("s_{}".format), min_size=1, max_size=24),
    opened=st.lists(st.integers(0, 60), max_size=20),
    unfolded=st.booleans(),
    order=st.sampled_from([Order.GRAPH, Order.NAME, Order.NODES]),
)
def test_rows_are_those_of_a_plain_walk(names, opened, unfolded, order):
    made = graph(*((name, "Op") for name in dict.fromkeys(names)))
    outline = Outline(made, Grouping(minimum=99 if unfolded else 3))
    for item in opened:
        if ROOT < item < made.tree_size:
            outline.set_open(item, True)
    ranks = GraphFacts(made, parameter_counts(made)).ranks(order)
    outline.sort(ranks)
    assert listed(outline) == list(plainly_listed(outline, ROOT, ranks))


@pytest.mark.parametrize("levels", [3_000])
def test_very_deep_scopes_need_no_recursion(levels):
    outline = Outline(graph(("/".join("d" * levels), "Op")))
    outline.expand_to(levels)
    assert len(listed(outline)) == levels
    assert outline.rows.depths[-1] == levels - 1
