"""Edges: how inputs are read, what leads from scope to scope, what depends on what."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_graphs import function, graph, named_edges, node

from tbtui.analysis.graph.meta_edges import meta_edges
from tbtui.analysis.graph.model import ROOT, Kind, element_count
from tbtui.analysis.graph.tracing import trace_inputs, trace_outputs

# Inputs


def test_inputs_name_nodes_outputs_and_control():
    made = graph(("a",), ("b",), ("c", "Op", ["a:2", "^b"]))
    assert named_edges(made) == [("a", "c"), ("b", "c")]
    assert made.edges.port.tolist() == [2, -1]
    assert made.edges.control.tolist() == [False, True]


def test_an_input_that_repeats_the_one_before_is_dropped():
    made = graph(("a",), ("b",), ("c", "Op", ["a", "a:1", "b", "a"]))
    assert named_edges(made) == [("a", "c"), ("b", "c"), ("a", "c")]


def test_no_node_is_an_input_of_itself():
    assert named_edges(graph(("a", "Op", ["a", "^a"]))) == []


def test_of_nodes_with_the_same_name_inputs_mean_the_first_one():
    made = graph(("a", "One"), ("a", "Two"), ("b", "Op", ["a"]))
    [source] = made.edges.source.tolist()
    assert made.op_name(source) == "One"


def test_inputs_that_name_no_node_are_kept_as_they_are_written():
    made = graph(("a", "Op", ["gone", "^gone:0", "a:x:1", "gone2:99999999999"]))
    assert made.dangling == {made.find("a"): ["gone", "^gone:0", "gone2:99999999999"]}
    assert named_edges(made) == []


def test_a_name_with_a_colon_is_a_name():
    made = graph(("a:0",), ("b", "Op", ["a:0"]))
    assert named_edges(made) == [("a:0", "b")]
    assert made.edges.port.tolist() == [0]


def test_inputs_within_functions_have_arguments_and_stay_within():
    body = [node("y", "Mul", ["x", "w:out_arg:1"]), node("w", "Op", ["x"])]
    made = graph(("x",), ("w",), functions=[function("f", ["x"], body)])
    prefix = "__function_library__f/"
    assert sorted(named_edges(made)) == [
        (prefix + "w", prefix + "y"),
        (prefix + "x", prefix + "w"),
        (prefix + "x", prefix + "y"),
    ]
    assert sorted(made.edges.port.tolist()) == [0, 0, 1]


def test_references_go_into_the_first_input_of_what_assigns():
    made = graph(("v",), ("x",), ("a", "Assign", ["v", "x"]), ("b", "Op", ["v"]))
    assert dict(zip(named_edges(made), made.edges.reference.tolist(), strict=True)) == {
        ("v", "a"): True,
        ("x", "a"): False,
        ("v", "b"): False,
    }


def test_what_a_constant_waits_for_its_consumers_wait_for():
    made = graph(("a",), ("c", "Const", ["^a"]), ("x", "Op", ["c"]))
    assert named_edges(made) == [("a", "x")]
    assert made.edges.control.tolist() == [True]


def test_what_is_summarised_leads_to_what_takes_the_summary():
    made = graph(("x",), ("s", "ScalarSummary", ["x"]), ("merged", "Merge", ["s"]))
    assert named_edges(made) == [("x", "merged")]


def test_an_edge_through_a_constant_does_not_lead_back():
    assert named_edges(graph(("a", "Op", ["c"]), ("c", "Const", ["^a"]))) == []


def test_shapes_of_edges_are_those_of_the_output():
    made = graph(
        node("a", shapes=[(2, -1), None]),
        ("b", "Op", ["a:1"]),
        ("c", "Op", ["a"]),
        ("d", "Op", ["a:7", "^b"]),
    )
    shapes = {edge: made.edge_shape(index) for index, edge in enumerate(named_edges(made))}
    assert shapes == {("a", "b"): None, ("a", "c"): (2, -1), ("a", "d"): None, ("b", "d"): None}
    assert dict(zip(named_edges(made), made.edge_sizes.tolist(), strict=True))["a", "c"] == 2


def test_unknown_sizes_count_as_one_and_claims_are_bounded():
    assert element_count((-1, 3, 4)) == 12
    assert element_count(()) == 1
    assert element_count(None) == 1
    assert element_count((1 << 62, 1 << 62)) == 1 << 62


# Scopes


def chain_of_scopes():
    return graph(
        node("in/x", shapes=[(4, 8)]),
        ("mid/a", "Op", ["in/x"]),
        ("mid/deep/b", "Op", ["in/x", "mid/a"]),
        ("mid/c", "Assign", ["in/x", "^in/x", "mid/deep/b"]),
        ("out", "Op", ["mid/c", "^in/x"]),
    )


def test_meta_edges_join_the_edges_whose_deepest_common_scope_it_is():
    made = chain_of_scopes()
    found = meta_edges(made, made.children(ROOT))
    rows = zip(
        [made.name(item) for item in found.source.tolist()],
        [made.name(item) for item in found.target.tolist()],
        found.counts.tolist(),
        found.control_counts.tolist(),
        found.reference_counts.tolist(),
        found.sizes.tolist(),
        strict=True,
    )
    assert list(rows) == [
        ("in", "mid", 3, 0, 1, 96),
        ("in", "out", 1, 1, 0, 1),
        ("mid", "out", 1, 0, 0, 1),
    ]
    names = named_edges(made)
    assert [names[edge] for edge in found.edges_of(0)] == [
        ("in/x", "mid/a"),
        ("in/x", "mid/deep/b"),
        ("in/x", "mid/c"),
    ]


def test_meta_edges_between_items_of_any_depth():
    made = chain_of_scopes()
    items = [made.find(name) for name in ("mid/a", "mid/deep", "out")]
    found = meta_edges(made, items)
    assert [made.name(item) for item in found.source.tolist()] == ["mid/a"]
    assert [made.name(item) for item in found.target.tolist()] == ["mid/deep"]
    assert len(meta_edges(made, []).source) == 0
    assert len(meta_edges(made, items[:1]).source) == 0


def test_edges_across_the_border_of_a_scope():
    made = chain_of_scopes()
    names = named_edges(made)
    scope = made.find("mid")
    assert [names[edge] for edge in made.incoming(scope)] == [
        ("in/x", "mid/a"),
        ("in/x", "mid/deep/b"),
        ("in/x", "mid/c"),
    ]
    assert [names[edge] for edge in made.outgoing(scope)] == [("mid/c", "out")]


# Traces


def marked(made, found):
    return sorted(made.name(item) for item in np.flatnonzero(found) if item != ROOT)


def test_traces_follow_all_edges_and_mark_scopes():
    made = graph(
        ("s/a",),
        ("s/b", "Op", ["s/a"]),
        ("t/k", "Const"),
        ("t/c", "Op", ["^s/b", "t/k"]),
        ("u/d", "Op", ["t/c"]),
        ("u/e",),
        ("sum", "ScalarSummary", ["u/d"]),
    )
    assert marked(made, trace_inputs(made, made.find("t"))) == [
        "s",
        "s/a",
        "s/b",
        "t",
        "t/c",
        "t/k",
    ]
    assert marked(made, trace_outputs(made, made.find("s/b"))) == [
        "s",
        "s/b",
        "sum",
        "t",
        "t/c",
        "u",
        "u/d",
    ]
    assert marked(made, trace_inputs(made, made.find("u/e"))) == ["u", "u/e"]


def test_the_trace_of_a_decoration_is_that_of_what_it_decorates():
    made = graph(("k", "Const"), ("a",), ("b", "Op", ["a", "k"]), ("c", "Op", ["b"]))
    assert marked(made, trace_outputs(made, made.find("k"))) == ["b", "c"]


def test_traces_of_cycles_end():
    made = graph(*[(f"n{i}", "Op", [f"n{(i + 1) % 7}"]) for i in range(7)])
    assert trace_inputs(made, made.find("n3"))[1:].all()
    assert trace_outputs(made, made.find("n3"))[1:].all()


# Any graph


NAMES = st.lists(st.sampled_from(["a", "b", "c", "c1", "c2", ""]), min_size=1, max_size=4)


@st.composite
def any_nodes(draw):
    names = ["/".join(parts) for parts in draw(st.lists(NAMES, min_size=1, max_size=12))]
    inputs = st.lists(
        st.sampled_from([*names, *("^" + name for name in names), "gone:1"]), max_size=4
    )
    ops = st.sampled_from(["Op", "Const", "ScalarSummary", "Assign"])
    return [(name, draw(ops), draw(inputs)) for name in names]


@settings(max_examples=60, deadline=None)
@given(any_nodes())
def test_the_arrays_of_any_graph_agree_with_each_other(nodes):
    made = graph(*nodes)
    assert sorted(made.node[made.node >= 0].tolist()) == list(range(len(nodes)))
    for item in range(1, made.tree_size):
        parent = int(made.parent[item])
        assert parent < item < made.end[item] <= made.end[parent]
        assert made.depth[item] == made.depth[parent] + 1
    assert (made.kind[made.tree_size :] == Kind.NODE).all()
    is_node = made.kind[: made.tree_size] == Kind.NODE
    assert is_node[made.edges.source].all()
    assert is_node[made.edges.target].all()
    assert (made.edges.source != made.edges.target).all()
    assert (np.diff(made.edges.target) >= 0).all()


@settings(max_examples=60, deadline=None)
@given(any_nodes())
def test_every_edge_is_in_the_meta_edges_of_exactly_one_scope(nodes):
    made = graph(*nodes)
    seen: list[int] = []
    for item in range(made.tree_size):
        if made.kind[item] != Kind.NODE:
            seen += meta_edges(
                made, np.flatnonzero(made.parent[: made.tree_size] == item)
            ).edges.tolist()
    assert sorted(seen) == list(range(len(made.edges.source)))


@pytest.mark.parametrize("trace", [trace_inputs, trace_outputs])
def test_traces_agree_with_a_plain_search(trace):
    made = chain_of_scopes()
    edges = list(zip(made.edges.source.tolist(), made.edges.target.tolist(), strict=True))
    if trace is trace_inputs:
        edges = [(target, source) for source, target in edges]
    for item in range(made.tree_size):
        expected = set(range(item, int(made.end[item])))
        while more := {there for here, there in edges if here in expected} - expected:
            expected |= more
        found = trace(made, item)
        is_node = made.kind == Kind.NODE
        nodes = {one for one in expected if is_node[one]}
        assert set(np.flatnonzero(found & is_node).tolist()) == nodes
