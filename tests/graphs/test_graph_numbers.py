"""What running a graph cost, how many parameters it has, what is found in it, what differs."""

from __future__ import annotations

import re

import numpy as np
import pytest
from made_graphs import graph, node

from tbtui.analysis.graph.comparison import Change, Status, compare_graphs
from tbtui.analysis.graph.costs import devices_ticked, join_costs
from tbtui.analysis.graph.model import ROOT
from tbtui.analysis.graph.node_facts import MOST_FACTS, node_sections
from tbtui.analysis.graph.parameters import parameter_counts
from tbtui.analysis.graph.search import Where, search
from tbtui.readers.graphs.run_metadata import DeviceRuns, NodeRun

CPU, GPU, STREAM = "/device:CPU:0", "/device:GPU:0", "/device:GPU:0/stream:7"

# Costs


def profiled():
    return graph(("s/a",), ("s/a/b",), ("s/c", "Op", ["s/a"]), ("t/d",))


def of_names(made, values):
    return {made.name(item): int(values[item]) for item in range(1, made.tree_size)}


def test_costs_of_nodes_and_scopes():
    made = profiled()
    runs = [
        NodeRun("s/a", 100, 130, 8, ((2,),)),
        NodeRun("s/a", 140, 150, 20, ()),
        NodeRun("s/a/b", 120, 190, 5, ()),
        NodeRun("gone", 0, 1000, 77, ()),
    ]
    costs = join_costs(made, [DeviceRuns(CPU, runs)])
    inner = made.path(made.find("s/a"))[1]
    assert costs.memory[made.find("s/a")] == 20
    assert costs.time[made.find("s/a")] == 50
    assert (costs.memory[inner], costs.time[inner]) == (25, 90)
    assert (costs.memory[ROOT], costs.time[ROOT]) == (25, 90)
    assert costs.time[made.find("s/c")] == costs.memory[made.find("t")] == -1
    assert costs.shapes == {made.find("s/a"): ((2,),)}
    assert (costs.matched, costs.unmatched) == (2, 1)


def test_streams_of_a_gpu_do_not_count_unless_they_are_ticked():
    made = profiled()
    devices = [
        DeviceRuns(CPU, [NodeRun("s/a", 0, 10, 1, ())]),
        DeviceRuns(GPU, [NodeRun("s/c", 20, 30, 2, ())]),
        DeviceRuns(STREAM, [NodeRun("s/c", 22, 90, 4, ())]),
    ]
    assert devices_ticked(devices) == [CPU, GPU]
    assert join_costs(made, devices).time[made.find("s")] == 30
    assert join_costs(made, devices, [STREAM]).time[made.find("s")] == 68
    assert join_costs(made, devices, []).time[ROOT] == -1


def test_times_that_run_backwards_and_absurd_memory_do_no_harm():
    made = profiled()
    costs = join_costs(made, [DeviceRuns(CPU, [NodeRun("s/a", 50, -(1 << 62), 1 << 62, ())])])
    assert costs.time[ROOT] == 0
    assert costs.memory[ROOT] == 1 << 53


# Parameters


def variable(name, *shape, op="VarHandleOp", dtype=1, container=True):
    made = node(name, op)
    made.attr["dtype"].type = dtype
    made.attr["shape"].shape.SetInParent()
    for size in shape:
        made.attr["shape"].shape.dim.add(size=size)
    if container:
        made.attr["container"].s = b""
    return made


def test_parameters_are_the_sizes_of_variables():
    made = graph(
        variable("dense/kernel", 10, 5),
        variable("dense/bias", 5, op="VariableV2"),
        variable("old", op="Variable"),
        ("x",),
    )
    counts = of_names(made, parameter_counts(made))
    assert counts == {"dense": 55, "dense/kernel": 50, "dense/bias": 5, "old": 1, "x": -1}
    assert parameter_counts(made)[ROOT] == 56


def test_steps_slots_unknown_shapes_and_inputs_are_no_parameters():
    made = graph(
        variable("w", 4),
        variable("w/Adam", 4),
        variable("w/Adam_1", 4),
        variable("train/w/Adam", 4),
        variable("train/beta1_power"),
        variable("global_step", dtype=9),
        variable("unknown", -1),
        variable("input", 3, op="Variable", container=False),
    )
    assert parameter_counts(made)[ROOT] == 4


def test_a_variable_of_another_size_is_no_slot_of_what_its_scope_is_called_like():
    made = graph(variable("w", 4), variable("model/w/b", 3))
    assert parameter_counts(made)[ROOT] == 7


def test_what_is_fetched_from_a_module_counts_where_its_shape_is_known():
    made = graph(
        node("m/weight", "prim::GetAttr", shapes=[(3, 4)]), node("m/child", "prim::GetAttr")
    )
    assert of_names(made, parameter_counts(made)) == {"m": 12, "m/weight": 12, "m/child": -1}


# Search


def searchable():
    strided = node("net/conv_1", "Conv2D")
    strided.attr["padding"].s = b"SAME"
    return graph(strided, ("net/conv_1/bias", "Add"), ("other/x", "Conv2D"), ("k", "Const"))


@pytest.mark.parametrize(
    ("pattern", "where", "expected"),
    [
        ("conv", Where.NAMES, ["net/conv_1", "net/conv_1"]),
        ("net", Where.NAMES, ["net"]),
        ("net/conv_1/b", Where.NAMES, ["net/conv_1/bias"]),
        ("^x$", Where.NAMES, []),
        ("/x$", Where.NAMES, ["other/x"]),
        ("^Conv2D$", Where.OPERATIONS, ["net/conv_1", "other/x"]),
        ("^padding=SAME$", Where.ATTRIBUTES, ["net/conv_1"]),
        ("SAME|Const", Where.OPERATIONS | Where.ATTRIBUTES, ["net/conv_1", "k"]),
        ("nothing", Where.NAMES | Where.OPERATIONS | Where.ATTRIBUTES, []),
    ],
)
def test_search_finds_names_operations_and_attributes(pattern, where, expected):
    made = searchable()
    found = [item for piece in search(made, re.compile(pattern), where) for item in piece]
    assert sorted(made.name(item) for item in found) == sorted(expected)
    assert found == sorted(found)


def test_search_stops_in_between():
    made = graph(*[(f"n{index}",) for index in range(5000)])
    pieces = list(search(made, re.compile("n4999")))
    assert len(pieces) > 2
    assert [made.name(item) for piece in pieces for item in piece] == ["n4999"]


# Comparison


def test_what_was_added_removed_and_changed():
    changed = node("s/b", "Op", ["s/a"])
    changed.attr["n"].i = 1
    before = graph(("s/a",), node("s/b", "Op", ["s/a"]), ("s/c",), ("old/x",), ("same/y",))
    after = graph(
        ("s/a", "Other"), changed, node("s/c", "Op", ["s/a"], "/gpu"), ("new/z",), ("same/y",)
    )
    found = compare_graphs(before, after)
    assert {after.name(item): change for item, change in found.changes.items()} == {
        "s/a": Change.OPERATION,
        "s/b": Change.ATTRIBUTES,
        "s/c": Change.INPUTS | Change.DEVICE,
    }
    assert [after.name(item) for item in found.added] == ["new/z"]
    assert [before.name(item) for item in found.removed] == ["old/x"]
    assert of_names(after, found.status_after) == {
        "s": Status.CHANGED,
        "s/a": Status.CHANGED,
        "s/b": Status.CHANGED,
        "s/c": Status.CHANGED,
        "new": Status.ONLY_HERE,
        "new/z": Status.ONLY_HERE,
        "same": Status.SAME,
        "same/y": Status.SAME,
    }
    assert found.status_before[before.find("old")] == Status.ONLY_HERE
    assert found.partner_of_after[after.find("same/y")] == before.find("same/y")


def test_a_graph_is_the_same_as_itself():
    made = searchable()
    found = compare_graphs(made, searchable())
    assert not found.changes
    assert not found.status_after.any()
    assert not found.status_before.any()


# Facts


def facts(made, name, **more):
    return {
        section.title: [(fact.label, fact.text) for fact in section.facts]
        for section in node_sections(made, made.find(name), **more)
    }


def test_the_facts_of_a_node():
    long, values = node("s/c", "Const"), node("x", "Op", ["a", "s/c", "^w", "gone"], "/gpu:0")
    long.attr["value"].tensor.dtype = 3
    long.attr["value"].tensor.int_val.append(7)
    values.attr["n"].i = 3
    values.attr["weights"].s = b"w" * 2000
    made = graph(
        node("a", shapes=[(2, 3)]),
        ("w",),
        long,
        values,
        ("sum", "ScalarSummary", ["x"]),
        ("y", "Assign", ["x"]),
    )
    assert facts(made, "x") == {
        "": [("name", "x"), ("operation", "Op"), ("device", "/gpu:0")],
        "attributes (2)": [("n", "3"), ("weights", "2,003 bytes")],
        "inputs (1)": [("2x3", "a")],
        "inputs that name no node (1)": [("", "gone")],
        "control inputs (1)": [("Op", "w")],
        "outputs (1)": [("? reference", "y")],
        "constants (1)": [("int32[] 7", "s/c")],
        "summaries (1)": [("ScalarSummary", "sum")],
    }
    [weights] = [
        fact
        for section in node_sections(made, made.find("x"))
        for fact in section.facts
        if fact.label == "weights"
    ]
    assert weights.attribute == "weights"
    assert facts(made, "s/c")["decorates (1)"] == [("Op", "x")]


def test_the_facts_of_a_scope():
    made = graph(
        ("x",),
        ("s/a", "Mul", ["x"]),
        ("s/b", "Mul", ["x", "s/a"]),
        ("s/c", "Add", ["s/b"]),
        ("y", "Op", ["s/c"]),
    )
    costs = join_costs(made, [DeviceRuns(CPU, [NodeRun("s/a", 1, 5, 1200, ())])])
    counts = np.full(made.item_count, 1500)
    assert facts(made, "s", costs=costs, parameters=counts) == {
        "": [
            ("name", "s"),
            ("kind", "scope"),
            ("nodes", "3"),
            ("contents", "3"),
            ("parameters", "1,500"),
        ],
        "cost": [("memory", "1,200 bytes"), ("compute time", "4 µs")],
        "inputs (1)": [("?", "x")],
        "outputs (1)": [("?", "y")],
        "operations (2)": [("2", "Mul"), ("1", "Add")],
    }
    assert facts(made, "y", costs=costs)["cost"] == [("", "did not run")]


def test_of_many_neighbours_it_is_said_how_many_there_are():
    many = [f"n{index}" for index in range(70)]
    made = graph(*[(name,) for name in many], ("x", "Op", many))
    [section] = [one for one in node_sections(made, made.find("x")) if "inputs" in one.title]
    assert section.title == "inputs (70)"
    assert len(section.facts) == MOST_FACTS + 1
    assert section.facts[-1].text == "and 20 more"
    assert section.facts[0].item == made.find("n0")


def test_the_facts_tell_what_differs():
    ours, theirs = node("a", "New", ["x"]), node("a", "Old")
    theirs.attr["n"].i = 2
    after, before = graph(("x",), ours), graph(("x",), theirs)
    found = compare_graphs(before, after)
    assert facts(after, "a", comparison=found)["difference"] == [
        ("operation", "there Old"),
        ("inputs", "there none"),
        ("n", "there 2"),
    ]
    assert facts(before, "a", comparison=found)["difference"] == [
        ("operation", "there New"),
        ("inputs", "there x"),
        ("n", "there missing"),
    ]
    assert facts(after, "x", comparison=found)["difference"] == [("", "the same in both graphs")]
