"""The forms in which graphs are written: GraphDef, MetaGraphDef, SavedModel, RunMetadata, files."""

from __future__ import annotations

import pytest
from google.protobuf import text_format
from hypothesis import given, settings
from hypothesis import strategies as st
from made_graphs import function, graph_def, node
from tensorboard.compat.proto import config_pb2, meta_graph_pb2

from tbtui.readers.graphs.attributes import (
    attribute_functions,
    attribute_shapes,
    attribute_string,
    attribute_text,
    attribute_type,
    shape_text,
    text_attribute,
)
from tbtui.readers.graphs.content import GraphError
from tbtui.readers.graphs.graph_def import read_graph_def, read_meta_graph_def
from tbtui.readers.graphs.graph_file import read_graph_file
from tbtui.readers.graphs.run_metadata import read_device_runs, read_function_graphs
from tbtui.readers.proto.graph import LeanSavedModel

SIMPLE = graph_def(
    node("a", "Placeholder", device="/cpu:0", shapes=[(2, -1), (), None]),
    ("s/b", "Op", ["a:1", "^a"]),
)


def test_nodes_become_columns():
    nodes = read_graph_def(SIMPLE.SerializeToString()).nodes
    assert nodes.shapes[1:] == [()]
    assert [list(one) for one in nodes.attributes[:1]] == [["_output_shapes"]]
    assert nodes.names == ["a", "s/b"]
    assert nodes.ops == ["Placeholder", "Op"]
    assert nodes.devices == ["/cpu:0", ""]
    assert nodes.input_texts == ["a:1", "^a"]
    assert nodes.input_counts == [0, 2]
    assert list(nodes.shapes) == [((2, -1), (), None), ()]
    assert list(nodes.attributes[0]) == ["_output_shapes"]


def test_shapes_of_some_operations_are_in_other_attributes():
    placeholder, constant, other = node("p", "Placeholder"), node("c", "Const"), node("o", "Op")
    for one in (placeholder, other):
        one.attr["shape"].shape.dim.add(size=3)
    constant.attr["value"].tensor.tensor_shape.dim.add(size=5)
    read = read_graph_def(graph_def(placeholder, constant, other).SerializeToString())
    assert list(read.nodes.shapes) == [((3,),), ((5,),), ()]


def test_names_need_not_be_text():
    data = SIMPLE.SerializeToString().replace(b"s/b", b"s/\xff")
    assert read_graph_def(data).nodes.names == ["a", "s/\udcff"]
    assert read_graph_def(data.replace(b"a", b"\0")).nodes.names == ["\0", "s/\udcff"]


@pytest.mark.parametrize("read", [read_graph_def, read_meta_graph_def, read_function_graphs])
def test_what_is_no_graph_is_refused_in_words(read):
    with pytest.raises(GraphError, match=r"its 9 bytes are not"):
        read(b"\xff\xfegarbage")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 200), st.integers(0, 255))
def test_a_damaged_byte_is_an_error_or_another_graph(place, byte):
    data = bytearray(SIMPLE.SerializeToString())
    data[place % len(data)] = byte
    try:
        nodes = read_graph_def(bytes(data)).nodes
    except GraphError:
        return
    assert len(nodes.names) == len(nodes.shapes) == len(nodes.input_counts)
    for attributes in nodes.attributes:
        for value in attributes.values():
            assert isinstance(attribute_text(value), str)


def test_the_graph_of_a_meta_graph():
    message = meta_graph_pb2.MetaGraphDef(graph_def=SIMPLE)
    message.meta_info_def.tensorflow_version = "1.15"
    assert read_meta_graph_def(message.SerializeToString()).nodes.names == ["a", "s/b"]


def test_arguments_of_functions_are_nodes():
    made = function("f", ["x", "y"], [node("z", "Add", ["x", "y"])], {"out": "z:sum:0"})
    [read] = read_graph_def(graph_def(functions=[made]).SerializeToString()).functions
    assert (read.name, read.argument_count, read.results) == ("f", 2, {"out": "z:sum:0"})
    assert read.nodes.names == ["x", "y", "z"]
    assert read.nodes.ops == ["input_arg", "input_arg", "Add"]
    assert read.nodes.input_counts == [0, 0, 2]


# Run metadata


def run_metadata(*graphs):
    message = config_pb2.RunMetadata()
    for one in graphs:
        message.function_graphs.add().pre_optimization_graph.CopyFrom(one)
    return message.SerializeToString()


def test_one_function_graph_keeps_its_names():
    assert read_function_graphs(run_metadata(SIMPLE)).nodes.names == ["a", "s/b"]


def test_several_function_graphs_get_a_scope_each():
    read = read_function_graphs(run_metadata(SIMPLE, graph_def(("x",), ("y", "Op", ["^x"]))))
    assert read.nodes.names == ["graph_1/a", "graph_1/s/b", "graph_2/x", "graph_2/y"]
    assert read.nodes.input_texts == ["graph_1/a:1", "^graph_1/a", "^graph_2/x"]


def test_functions_of_several_graphs_are_shared_and_conflicts_noted():
    same = function("same", ["x"], [node("y", "Mul", ["x"])])
    ours, theirs = function("other", ["x"]), function("other", ["z"])
    read = read_function_graphs(
        run_metadata(graph_def(functions=[same, ours]), graph_def(functions=[same, theirs]))
    )
    assert [one.name for one in read.functions] == ["same", "other"]
    assert read.functions[1].nodes.names == ["x"]
    assert read.notes == ["function other differs between graphs: the first is shown"]


def test_run_metadata_without_graphs_says_so():
    with pytest.raises(GraphError, match="no graph of a function"):
        read_function_graphs(run_metadata())


def test_runs_of_nodes_by_device():
    message = config_pb2.RunMetadata()
    device = message.step_stats.dev_stats.add(device="/device:GPU:0")
    run = device.node_stats.add(
        node_name="a:Op#extra", all_start_micros=1000, all_end_rel_micros=25
    )
    run.memory.add(total_bytes=64)
    run.memory.add(total_bytes=36)
    run.output.add(slot=1).tensor_description.shape.dim.add(size=7)
    run.output.add(slot=0).tensor_description.shape.dim.add(size=8)
    [read] = read_device_runs(message.SerializeToString())
    assert read.device == "/device:GPU:0"
    assert read.runs == [("a", 1000, 1025, 100, ((8,), (7,)))]


# Files


@pytest.fixture
def file(tmp_path):
    def write(content, name="graph.pb"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


def test_binary_files_of_three_messages(file):
    meta_graph = meta_graph_pb2.MetaGraphDef(graph_def=SIMPLE)
    saved = LeanSavedModel(saved_model_schema_version=1)
    saved.meta_graphs.add().MergeFromString(meta_graph.SerializeToString())
    for message in (SIMPLE, meta_graph, saved):
        assert read_graph_file(file(message.SerializeToString())).nodes.names == ["a", "s/b"]


def test_text_files_of_three_messages(file):
    text = text_format.MessageToString(SIMPLE)
    for content in (text, f"graph_def {{ {text} }}", f"meta_graphs {{ graph_def {{ {text} }} }}"):
        read = read_graph_file(file(content, "graph.pbtxt"))
        assert read.nodes.names == ["a", "s/b"]
        assert read.nodes.shapes[0] == ((2, -1), (), None)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"hello there\n", "no graph in protobuf's text format: 1:"),
        (b"\x00\x01\x02" * 50, "the file holds no graph: neither"),
        (b'{"class_name": 3}', "not a Keras model"),
    ],
)
def test_files_without_a_graph_are_refused_in_words(file, content, reason):
    with pytest.raises(GraphError, match=reason):
        read_graph_file(file(content))


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(GraphError, match="no regular file"):
        read_graph_file(str(tmp_path))
    with pytest.raises(GraphError, match="cannot be read: No such file"):
        read_graph_file(str(tmp_path / "none"))


# Attributes


def attribute(**value):
    made = node("a")
    made.attr["x"].CopyFrom(type(made.attr["x"])(**value))
    return made.attr["x"].SerializeToString()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"s": b"same"}, "same"),
        ({"s": b"\xff"}, "\\xff"),
        ({"s": b""}, '""'),
        ({"i": -3}, "-3"),
        ({"f": 0.1}, "0.1"),
        ({"b": True}, "true"),
        ({"type": 1}, "float32"),
        ({"type": 101}, "float32 reference"),
        ({"type": 77}, "type 77"),
        ({"shape": {"dim": [{"size": -1}, {"size": 3}]}}, "?x3"),
        ({"shape": {}}, "scalar"),
        ({"shape": {"unknown_rank": True}}, "?"),
        ({"placeholder": "p"}, "placeholder p"),
        ({"func": {"name": "f", "attr": {"n": {"i": 2}}}}, "f(n=2)"),
        ({"list": {"i": [1, 2]}}, "[1, 2]"),
        ({"list": {}}, "[]"),
        (
            {"tensor": {"dtype": 3, "tensor_shape": {"dim": [{"size": 2}]}, "int_val": [4, 5]}},
            "int32[2] 4, 5",
        ),
        ({"tensor": {"dtype": 7, "string_val": [b"a", b"b"]}}, "string[] a, b"),
        (
            {"tensor": {"dtype": 1, "tensor_shape": {"dim": [{"size": 1 << 60}]}}},
            f"float32[{1 << 60}]",
        ),
    ],
)
def test_attributes_are_written_for_people(value, text):
    assert attribute_text(attribute(**value)) == text


def test_of_long_lists_it_is_said_how_long_they_are():
    assert attribute_text(attribute(list={"i": range(9)}), most_items=2) == "[0, 1, ... 7 more]"
    tensor = {"dtype": 3, "tensor_shape": {"dim": [{"size": 9}]}, "int_val": range(9)}
    assert attribute_text(attribute(tensor=tensor), most_items=2) == "int32[9] 0, 1, ... 7 more"


def test_damaged_attributes_are_called_so():
    assert attribute_text(b"\xff") == "(damaged)"
    assert attribute_shapes(b"\xff") == ()
    assert attribute_functions(b"\x52\xff") == []
    assert attribute_string(b"\xff") == ""
    assert attribute_type(b"\xff") == ""


def test_what_attributes_hold():
    assert attribute_shapes(attribute(shape={"dim": [{"size": 2}]})) == ((2,),)
    assert attribute_functions(attribute(func={"name": "f"})) == ["f"]
    assert attribute_functions(attribute(list={"func": [{"name": "f"}, {"name": "g"}]})) == [
        "f",
        "g",
    ]
    assert attribute_functions(attribute(i=3)) == []
    assert attribute_type(attribute(type=2)) == "float64"
    assert attribute_text(text_attribute("text")) == "text"
    assert shape_text((1, -1)) == "1x?"
