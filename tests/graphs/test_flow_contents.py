"""What a picture of a scope shows: boxes, arrows, notes, and names at the rim."""

from __future__ import annotations

import pytest
from made_graphs import function, graph, node

from tbtui.analysis.flow.contents import MOST_BOXES, SceneChoice, scope_flow
from tbtui.analysis.flow.model import BoxKind, EdgeKind
from tbtui.analysis.flow.outside import crossings
from tbtui.analysis.graph.model import DEFAULT_GROUPING, ROOT


def flow_of(made, scope="", focus="", **options):
    return scope_flow(
        made,
        SceneChoice(
            made.find(scope) if scope else ROOT, made.find(focus) if focus else -1, **options
        ),
    )


def boxes(flow):
    return [(box.name, box.detail, box.kind) for box in flow.boxes]


def arrows(flow):
    return [
        (flow.boxes[arrow.source].name, flow.boxes[arrow.target].name, arrow.label)
        for arrow in flow.arrows
    ]


def test_children_are_boxes_and_edges_between_them_are_one_arrow():
    made = graph(
        node("x", "Placeholder", shapes=[(None, 3)]),
        ("layer/w", "VariableV2"),
        ("layer/product", "MatMul", ["x", "layer/w"]),
        ("layer/sum", "Add", ["layer/product", "x"]),
        ("y", "Neg", ["layer/sum"]),
    )
    flow = flow_of(made)
    assert boxes(flow) == [
        ("x", "Placeholder", BoxKind.OP),
        ("layer", "3 nodes", BoxKind.SCOPE),
        ("y", "Neg", BoxKind.OP),
    ]
    assert arrows(flow) == [("x", "layer", "2 tensors"), ("layer", "y", "")]


@pytest.mark.parametrize(
    ("shape", "label"), [((2, -1, 3), "2x?x3"), ((), "scalar"), (None, "")], ids=str
)
def test_one_tensor_is_told_by_its_shape(shape, label):
    made = graph(node("a", shapes=[shape]), ("b", "Op", ["a"]))
    assert arrows(flow_of(made)) == [("a", "b", label)]


def test_a_name_that_says_the_operation_says_it_once():
    made = graph(("conv2d_1", "Conv2D"), ("Max_Pool", "MaxPool"), ("relu_a", "Relu"))
    assert [box.detail for box in flow_of(made).boxes] == ["", "", "Relu"]


def test_arrows_are_of_control_or_of_references_where_all_or_any_edges_are():
    made = graph(
        ("v", "Variable"), ("a", "Assign", ["v"]), ("b", "Op", ["^a"]), ("c", "Op", ["a", "^a"])
    )
    flow = flow_of(made)
    names = [box.name for box in flow.boxes]
    assert {(names[one.source], names[one.target]): one.kind for one in flow.arrows} == {
        ("v", "a"): EdgeKind.REFERENCE,
        ("a", "b"): EdgeKind.CONTROL,
        ("a", "c"): EdgeKind.DATA,
    }


def test_constants_and_summaries_are_notes():
    made = graph(
        ("c", "Const"),
        ("a", "Abs", ["c"]),
        ("tag", "Const"),
        ("log", "ScalarSummary", ["tag", "a"]),
    )
    flow = flow_of(made)
    [box] = [box for box in flow.boxes if box.name == "a"]
    assert [note.name for note in box.before] == ["c"]
    assert [note.name for note in box.after] == ["log"]


def test_more_than_five_notes_are_counted():
    constants = [(f"c{index}", "Const") for index in range(8)]
    made = graph(*constants, ("sum", "AddN", [name for name, _ in constants]))
    [box] = flow_of(made).boxes
    assert [note.name for note in box.before] == ["c0", "c1", "c2", "c3", "c4", "3"]
    assert box.before[-1].node == -1


def test_what_is_outside_is_a_name_at_the_rim():
    made = graph(
        ("x", "Placeholder"),
        ("s/a", "Op", ["x"]),
        ("s/b", "Op", ["s/a"]),
        ("t/inner/y", "Op", ["s/b"]),
    )
    flow = flow_of(made, "s")
    rim = [box.name for box in flow.boxes if box.kind is BoxKind.OUTSIDE]
    assert rim == ["x", "t"]
    assert arrows(flow) == [("a", "b", ""), ("x", "a", ""), ("b", "t", "")]


def test_what_is_linked_to_many_nodes_is_a_note_at_each():
    made = graph(("x", "Placeholder"), *[(f"s/{name}", "Op", ["x"]) for name in "abcdf"])
    flow = flow_of(made, "s")
    assert all(box.kind is BoxKind.OP for box in flow.boxes)
    assert [[note.name for note in box.before] for box in flow.boxes] == [["x"]] * 5


def test_edges_over_the_border_are_grouped_by_their_ends():
    made = graph(
        ("far/x", "Op"), ("far/y", "Op"), ("s/t/a", "Op", ["far/x", "far/y"]), ("s/b", "Op")
    )
    scope = made.find("s")
    [found] = crossings(made, scope, made.children(scope), DEFAULT_GROUPING, inward=True)
    assert (found.outer, found.inner) == (made.find("far"), made.find("s/t"))
    assert len(found.edges) == 2
    assert crossings(made, scope, made.children(scope), DEFAULT_GROUPING, inward=False) == []


def test_a_call_looks_like_a_scope():
    made = graph(
        ("x", "Placeholder"),
        ("call", "twice", ["x"]),
        functions=[function("twice", ["a"], [node("b", "Add", ["a", "a"])], {"z": "b:z:0"})],
    )
    assert {name: kind for name, _, kind in boxes(flow_of(made))}["call"] is BoxKind.SCOPE


def test_series_are_one_box():
    made = graph(*[(f"unit_{index}", "Op") for index in range(6)])
    [box] = flow_of(made).boxes
    assert (box.detail, box.kind) == ("6 nodes", BoxKind.SERIES)


def test_of_many_children_those_near_the_selection_are_drawn():
    count = 5_000
    made = graph(*[(f"n{i}a", "Op", [f"n{i - 1}a"] if i else []) for i in range(count)])
    flow = flow_of(made, focus="n2500a")
    drawn = [box for box in flow.boxes if box.kind is BoxKind.OP]
    assert len(drawn) == MOST_BOXES
    assert "n2500a" in [box.name for box in drawn]
    said = sum(int(box.name) for box in flow.boxes if box.kind is BoxKind.MORE)
    assert said + len(drawn) == count


def test_nodes_with_many_neighbours_stand_aside_unless_told_otherwise():
    names = "abcdefghijklmnop"
    made = graph(
        ("step", "Variable"),
        *[
            (one, "Op", [*([before] if before else []), *(["step"] if one in "bdfhjl" else [])])
            for before, one in zip(["", *names[:-1]], names, strict=True)
        ],
    )
    flow = flow_of(made)
    assert [box.name for box in flow.boxes if box.is_extracted] == ["step"]
    [second] = [box for box in flow.boxes if box.name == "b"]
    assert [note.name for note in second.before] == ["step"]
    assert not any(box.is_extracted for box in flow_of(made, pull_aside=False).boxes)
