"""From the nodes of a graph to a hierarchy: scopes, collisions, series, decorations, functions."""

from __future__ import annotations

import pytest
from made_graphs import function, graph, node, outline

from tbtui.analysis.graph.model import ROOT, Grouping, Kind


def test_names_are_split_into_scopes_in_the_order_of_the_file():
    made = graph(("b/x",), ("a",), ("b/c/y",), ("b/z",))
    assert outline(made) == [("b", ["x", ("c", ["y"]), "z"]), "a"]
    assert made.name(made.find("b/c")) == "b/c"
    assert made.op_name(made.find("b/c/y")) == "Op"
    assert made.find("b/nothing") is None


def test_descendants_are_a_range():
    made = graph(("b/x",), ("a",), ("b/c/y",), ("b/z",))
    scope = made.find("b")
    below = [made.name(item) for item in range(scope + 1, int(made.end[scope]))]
    assert below == ["b/x", "b/c", "b/c/y", "b/z"]
    assert made.contains(scope, made.find("b/c/y"))
    assert not made.contains(scope, made.find("a"))
    assert [made.labels[item] for item in made.path(made.find("b/c/y"))] == ["b", "c", "y"]


def test_a_node_that_is_called_like_a_scope_goes_into_it():
    made = graph(("a",), ("a/b",), ("c/a",), ("c/a/d",))
    assert outline(made) == [("a", ["(a)", "b"]), ("c", [("a", ["(a)", "d"])])]
    item = made.find("a")
    assert made.kind[item] == Kind.NODE
    assert made.labels[item] == "(a)"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["/a"], [("", ["a"])]),
        (["a//b"], [("a", [("", ["b"])])]),
        (["a/"], [("a", [""])]),
        ([""], [""]),
        (["/"], [("", [""])]),
        (["a", "a"], ["a", "a"]),
    ],
)
def test_odd_names(names, expected):
    assert outline(graph(*[(name,) for name in names])) == expected


def test_counts_and_tallies_of_what_is_below():
    made = graph(
        node("s/a", "Mul", device="/gpu"),
        node("s/t/b", "Add", device="/cpu"),
        node("s/c", "Mul"),
        node("d", "Sub"),
    )
    scope = made.find("s")
    assert made.node_counts[scope] == 3
    assert made.node_counts[ROOT] == 4
    assert made.ops_below(scope) == [("Mul", 2), ("Add", 1)]
    assert sorted(made.devices_below(scope)) == [("/cpu", 1), ("/gpu", 1)]


def test_clusters_come_from_an_attribute():
    inside = node("a")
    inside.attr["_XlaCluster"].s = b"cluster_0"
    made = graph(inside, ("b",))
    assert made.clusters_below(ROOT) == [("cluster_0", 1)]
    assert made.cluster_names[made.cluster[made.find("a")]] == "cluster_0"
    assert made.cluster_names[made.cluster[made.find("b")]] == ""


# Series


def series_of(*names, ops=None):
    made = graph(*[(name, "Op" if ops is None else ops[index]) for index, name in enumerate(names)])
    return outline(made, grouping=Grouping(minimum=2))


def test_consecutive_numbers_are_a_series():
    assert series_of("u0", "u1", "u2") == [("u[0-2]", ["u0", "u1", "u2"])]


def test_a_name_without_a_number_counts_as_zero():
    assert series_of("u", "u1", "v") == [("u[0-1]", ["u", "u1"]), "v"]


def test_a_gap_ends_a_series():
    assert series_of("u1", "u2", "u4", "u5") == [("u[1-2]", ["u1", "u2"]), ("u[4-5]", ["u4", "u5"])]


def test_members_are_in_the_order_of_their_numbers_and_stand_where_the_first_one_did():
    assert series_of("u10", "x", "u9", "y") == [("u[9-10]", ["u9", "u10"]), "x", "y"]


def test_a_text_with_digits_is_not_numbered():
    assert series_of("conv2d_1", "conv2d_2") == ["conv2d_1", "conv2d_2"]
    assert series_of("a1b1", "a1b2") == ["a1b1", "a1b2"]


def test_numbers_alone_can_be_a_series_and_endless_ones_cannot():
    assert series_of("83", "84") == [("[83-84]", ["83", "84"])]
    endless = "9" * 5000
    assert series_of(endless, endless + "1") == [endless, endless + "1"]


def test_other_operations_and_scopes_are_in_no_series():
    assert series_of("u0", "u1", ops=["A", "B"]) == ["u0", "u1"]
    assert series_of("u0", "s/u1") == ["u0", ("s", ["u1"])]
    assert series_of("u0/x", "u1/x") == [("u0", ["x"]), ("u1", ["x"])]


def test_series_of_five_are_folded_unless_the_user_wants_otherwise():
    names = [f"u{number}" for number in range(5)]
    made = graph(*[(name,) for name in names], ("v1",), ("v2",))
    [large, *rest] = made.children(ROOT).tolist()
    assert made.kind[large] == Kind.SERIES
    assert [made.labels[item] for item in rest] == ["v1", "v2"]
    small = int(made.parent[rest[0]])
    assert made.kind[small] == Kind.SERIES
    assert made.visible_parent(rest[0]) == ROOT
    turned = Grouping(grouped={small}, ungrouped={large})
    assert outline(made, grouping=turned) == [*names, ("v[1-2]", ["v1", "v2"])]
    assert made.visible_parent(rest[0], turned) == small


# Decorations


def test_constants_are_decorations_of_their_consumers():
    made = graph(("s/c", "Const"), ("s/x", "Op", ["s/c"]), ("y", "Op", ["s/c"]))
    assert outline(made) == [("s", ["x"]), "y"]
    constant = made.find("s/c")
    assert made.is_embedded(constant)
    assert made.constants_of(made.find("y")) == [constant]
    assert [made.name(item) for item in made.hosts_of(constant)] == ["s/x", "y"]
    assert made.parent[constant] == made.find("s")


def test_every_operation_that_speaks_of_constants_makes_one():
    made = graph(("c", "prim::Constant"), ("h", "HostConst"), ("x", "Op", ["c", "h"]))
    assert outline(made) == ["x"]


def test_summaries_are_decorations_of_what_they_summarise():
    made = graph(("x",), ("t", "Const"), ("loss", "ScalarSummary", ["t", "x"]))
    assert outline(made) == ["x"]
    x, summary, tag = made.find("x"), made.find("loss"), made.find("t")
    assert made.summaries_of(x) == [summary]
    assert made.hosts_of(summary) == [x]
    assert made.constants_of(summary) == [tag]
    assert outline(graph(("x",), ("a", "Audio_Summary", ["x"]))) == ["x", "a"]


def test_decorations_of_nothing_stay_where_they_can_be_seen():
    assert outline(graph(("c", "Const"), ("s", "ScalarSummary", ["gone"]))) == ["c", "s"]


# Functions


def square():
    return function("square", ["x"], [node("out/y", "Mul", ["x", "x"])], {"r": "out/y:z:0"})


def test_functions_are_in_a_library_of_their_own():
    made = graph(("a",), ("b", "square", ["a"]), functions=[square()])
    assert outline(made) == [
        "a",
        "b",
        ("__function_library__", [("square", ["x", ("out", ["y"])])]),
    ]
    inner = made.find("__function_library__square/out/y")
    assert made.op_name(inner) == "Mul"
    assert made.name(made.functions["square"]) == "__function_library__square"
    assert made.name(int(made.parent[inner])) == "__function_library__square/out"
    assert made.library == int(made.parent[made.functions["square"]])
    assert made.kind[made.library] == Kind.LIBRARY


def test_without_functions_there_is_no_library():
    made = graph(("a",))
    assert made.library == made.tree_size


def test_nodes_call_functions_by_their_operation_or_by_an_attribute():
    loop = node("loop", "While")
    loop.attr["body"].func.name = "square"
    loop.attr["branches"].list.func.add(name="square")
    loop.attr["cond"].func.name = "unknown"
    made = graph(("b", "square"), loop, functions=[square()])
    called = made.functions["square"]
    assert made.functions_called(made.find("b")) == [("", called)]
    assert made.functions_called(made.find("loop")) == [("body", called), ("branches", called)]
    assert made.callers_of(called) == [made.find("b"), made.find("loop")]


def test_results_lead_to_the_nodes_that_give_them():
    made = graph(functions=[square(), function("same", ["x"], [], {"r": "x", "s": "gone:0"})])
    assert made.results_of(made.functions["square"]) == [
        ("r", "out/y:z:0", made.find("__function_library__square/out/y"))
    ]
    assert made.results_of(made.functions["same"]) == [
        ("r", "x", made.find("__function_library__same/x")),
        ("s", "gone:0", None),
    ]


def test_functions_that_call_each_other_are_not_followed():
    made = graph(
        ("a", "f"),
        functions=[
            function("f", nodes=[node("x", "g")]),
            function("g", nodes=[node("x", "f"), node("y", "g")]),
        ],
    )
    f, g = made.functions["f"], made.functions["g"]
    assert made.functions_called(made.find("__function_library__f/x")) == [("", g)]
    assert made.callers_of(g) == [
        made.find("__function_library__f/x"),
        made.find("__function_library__g/y"),
    ]
    assert made.node_counts[f] == 1
