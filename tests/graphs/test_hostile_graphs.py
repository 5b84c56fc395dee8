"""Graphs that nobody draws: very deep, very long, in circles, full of nonsense."""

from __future__ import annotations

import contextlib
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_graphs import function, graph, node

from tbtui.analysis.graph.building import build_graph
from tbtui.analysis.graph.comparison import compare_graphs
from tbtui.analysis.graph.costs import join_costs
from tbtui.analysis.graph.meta_edges import meta_edges
from tbtui.analysis.graph.model import ROOT, Graph
from tbtui.analysis.graph.node_facts import node_sections
from tbtui.analysis.graph.parameters import parameter_counts
from tbtui.analysis.graph.search import search
from tbtui.analysis.graph.tracing import trace_inputs, trace_outputs
from tbtui.commands.graph_export import FORMS, exported_graph
from tbtui.readers.graphs.content import GraphError
from tbtui.readers.graphs.graph_def import read_graph_def
from tbtui.readers.graphs.keras_model import read_keras_model
from tbtui.readers.graphs.run_metadata import read_device_runs, read_function_graphs


def look_at_everything(made: Graph) -> None:
    """Do with a graph what a screen does; some items stand for all."""
    counts = parameter_counts(made)
    every = max(1, made.item_count // 20)
    for item in range(0, made.item_count, every):
        made.name(item)
        made.children(item)
        node_sections(made, item, None, counts)
    for item in (ROOT, made.item_count - 1):
        trace_inputs(made, item)
        trace_outputs(made, item)
    meta_edges(made, made.children(ROOT))
    assert sum(map(len, search(made, re.compile("a")))) <= made.item_count
    for form in FORMS.values():
        assert "".join(form(exported_graph("title", made)))
    compare_graphs(made, made)
    join_costs(made, [])


def test_a_name_of_ten_thousand_levels():
    name = "/".join("a" * 10_000)
    made = graph((name,), ("b", "Op", [name]))
    assert int(made.depth[made.find(name)]) == 10_000
    look_at_everything(made)


def test_a_chain_of_five_thousand_nodes():
    made = graph(
        *[(f"n{index}", "Op", [f"n{index - 1}"] if index else []) for index in range(5_000)]
    )
    assert trace_inputs(made, made.find("n4999")).all()
    look_at_everything(made)


def test_circles_of_edges():
    looped = [(f"c{index}", "Op", [f"c{(index + 1) % 50}"]) for index in range(50)]
    made = graph(
        ("s", "Op", ["s"]),
        ("p", "Op", ["q"]),
        ("q", "Op", ["p", "^p"]),
        *looped,
        ("scope/in", "Op", ["scope/out:3"]),
        ("scope/out", "Op", ["^scope/in"]),
    )
    look_at_everything(made)
    assert np.flatnonzero(trace_inputs(made, made.find("p"))).tolist() == sorted(
        [ROOT, made.find("p"), made.find("q")]
    )


def test_circles_of_constants_and_summaries():
    made = graph(
        ("k", "Const", ["^l"]),
        ("l", "Const", ["^k"]),
        ("aSummary", "MergeSummary", ["bSummary"]),
        ("bSummary", "MergeSummary", ["aSummary"]),
    )
    assert made.tree_size == 1
    look_at_everything(made)


def test_functions_that_call_each_other():
    pairs = [("f", "f"), ("g", "h"), ("h", "g"), *((f"fn{i}", f"fn{i + 1}") for i in range(500))]
    made = graph(("call", "f"), functions=[function(n, [], [node("inner", op)]) for n, op in pairs])
    assert made.callers_of(made.functions["f"]) == [
        made.find("call"),
        made.find("__function_library__f/inner"),
    ]
    look_at_everything(made)


def test_functions_of_the_same_name_and_without_one():
    made = graph(
        functions=[function("", ["x"]), function("f"), function("f", ["y"]), function("a/b")]
    )
    look_at_everything(made)
    assert [made.labels[item] for item in made.children(made.library).tolist()] == [
        "",
        "f",
        "f",
        "a/b",
    ]


def test_nothing_at_all():
    made = build_graph(read_graph_def(b""))
    assert made.tree_size == 1
    assert len(made.children(ROOT)) == 0
    look_at_everything(made)


NAMES = st.text(st.sampled_from("ab/()^: \x1b\n\0_1é"), max_size=8)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(
            NAMES,
            st.sampled_from(["", "Const", "ScalarSummary", "Assign", "f"]),
            st.lists(NAMES, max_size=4),
        ),
        max_size=10,
    ),
    st.lists(NAMES, max_size=3),
)
def test_any_names_and_inputs(nodes, arguments):
    body = [node(*one) for one in nodes[:3]]
    made = graph(*nodes, functions=[function("f", arguments, body)])
    look_at_everything(made)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes(data):
    for read in (read_graph_def, read_function_graphs, read_keras_model):
        with contextlib.suppress(GraphError):
            look_at_everything(build_graph(read(data)))
    with contextlib.suppress(GraphError):
        assert isinstance(read_device_runs(data), list)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"config": {"layers": ' * 5000, "{" * 9])
def test_json_without_end(text):
    with pytest.raises(GraphError):
        read_keras_model(text.encode())
