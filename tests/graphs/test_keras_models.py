"""Keras models: layers, nested models, what feeds what, shapes and parameters."""

from __future__ import annotations

import json

import pytest

from tbtui.readers.graphs.content import GraphError
from tbtui.readers.graphs.keras_layers import Layer, derived
from tbtui.readers.graphs.keras_model import read_keras_model


def layer(name, class_name="Dense", inbound=None, **config):
    made = {"class_name": class_name, "name": name, "config": {"name": name, **config}}
    if inbound is not None:
        made["inbound_nodes"] = inbound
    return made


def keras_2(*names):
    """Return how Keras 2 says that a layer is called once, on the outputs of other layers."""
    return [[[name, 0, 0, {}] for name in names]]


def keras_3(*names, shape=(None, 4)):
    """Return how Keras 3 says the same."""
    tensors = [
        {
            "class_name": "__keras_tensor__",
            "config": {"shape": list(shape), "dtype": "float32", "keras_history": [name, 0, 0]},
        }
        for name in names
    ]
    return [{"args": [tensors[0] if len(tensors) == 1 else tensors], "kwargs": {"mask": None}}]


def functional(name, layers, inputs, outputs, class_name="Functional", **rest):
    config = {
        "name": name,
        "layers": layers,
        "input_layers": [[one, 0, 0] for one in inputs],
        "output_layers": [[one, 0, 0] for one in outputs],
    }
    return {"class_name": class_name, "name": name, "config": config, **rest}


def sequential(name, layers, **rest):
    return {
        "class_name": "Sequential",
        "name": name,
        "config": {"name": name, "layers": layers},
        **rest,
    }


def read(model):
    """Return the inputs of each layer by its name."""
    nodes = read_keras_model(json.dumps(model).encode()).nodes
    inputs = iter(nodes.input_texts)
    return {
        name: [next(inputs) for _ in range(count)]
        for name, count in zip(nodes.names, nodes.input_counts, strict=True)
    }


def test_the_layers_of_a_sequential_model_feed_each_other():
    model = sequential("m", [layer("a"), layer("b"), layer("c")])
    assert read(model) == {"m/a": [], "m/b": ["m/a"], "m/c": ["m/b"]}


def test_the_oldest_sequential_models_have_a_list_for_their_settings():
    model = {"class_name": "Sequential", "config": [layer("a"), layer("b")]}
    assert read(model) == {"Sequential/a": [], "Sequential/b": ["Sequential/a"]}


@pytest.mark.parametrize("inbound", [keras_2, keras_3])
def test_a_functional_model_of_keras_2_and_of_keras_3(inbound):
    model = functional(
        "m",
        [
            layer("x", "InputLayer", []),
            layer("a", inbound=inbound("x")),
            layer("b", inbound=inbound("x")),
            layer("sum", "Add", inbound("a", "b")),
        ],
        ["x"],
        ["sum"],
    )
    assert read(model) == {"m/x": [], "m/a": ["m/x"], "m/b": ["m/x"], "m/sum": ["m/a", "m/b"]}


@pytest.mark.parametrize("inbound", [keras_2, keras_3])
def test_models_within_models_are_scopes_that_edges_lead_through(inbound):
    inner = functional(
        "inner",
        [layer("i", "InputLayer", []), layer("d", inbound=inbound("i"))],
        ["i"],
        ["d"],
        inbound_nodes=inbound("x"),
    )
    model = functional(
        "m",
        [layer("x", "InputLayer", []), inner, layer("y", inbound=inbound("inner"))],
        ["x"],
        ["y"],
    )
    assert read(model) == {
        "m/x": [],
        "m/inner/i": ["m/x"],
        "m/inner/d": ["m/inner/i"],
        "m/y": ["m/inner/d"],
    }


def test_a_sequential_model_within_a_sequential_one():
    inner = sequential("inner", [layer("a"), layer("b")])
    model = sequential("m", [layer("x"), inner, layer("y")])
    assert read(model) == {
        "m/x": [],
        "m/inner/a": ["m/x"],
        "m/inner/b": ["m/inner/a"],
        "m/y": ["m/inner/b"],
    }


def test_a_layer_that_is_called_twice_has_the_inputs_of_both_calls():
    model = functional(
        "m",
        [
            layer("x", "InputLayer", []),
            layer("y", "InputLayer", []),
            layer("d", inbound=keras_3("x") + keras_3("y")),
        ],
        ["x", "y"],
        ["d"],
    )
    assert read(model)["m/d"] == ["m/x", "m/y"]


def test_outputs_by_number_and_arguments_by_name():
    model = functional(
        "m",
        [
            layer("x", "LSTM", []),
            layer("k", inbound=[]),
            layer("y", inbound=[[["x", 0, 2, {"states": ["k", 0, 0]}]]]),
        ],
        ["x"],
        ["y"],
    )
    assert read(model)["m/y"] == ["m/x:2", "m/k"]


def test_nodes_carry_class_dtype_and_settings():
    policy = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float16"}}
    content = read_keras_model(
        json.dumps(sequential("m", [layer("a", units=3, dtype=policy)])).encode()
    )
    assert content.nodes.ops == ["Dense"]
    assert not content.embeds
    texts = {name: value[2:].decode() for name, value in content.nodes.attributes[0].items()}
    assert texts == {"keras_class": "Dense", "units": "3", "dtype": "float16"}


def test_cycles_and_self_references_end():
    looped = functional(
        "m",
        [
            functional("n", [], ["n"], ["n"], inbound_nodes=keras_2("n")),
            layer("a", inbound=keras_2("b", "n")),
            layer("b", inbound=keras_2("a")),
        ],
        ["a"],
        ["b"],
    )
    assert read(looped)["m/b"] == ["m/a"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not JSON"),
        (b"[1]", "not a Keras model"),
        (b'{"class_name": "Sequential"}', "not a Keras model"),
        (b'{"config": {"layers": 3}}', "not a Keras model"),
        (b'{"config":' * 9000, "nested too deeply|not JSON"),
    ],
)
def test_what_is_no_model_is_refused_in_words(data, reason):
    with pytest.raises(GraphError, match=reason):
        read_keras_model(data)


@pytest.mark.parametrize(
    "odd", [3, None, "x", [[]], {"a": [1]}, [["gone", 0, 0]], [[["a", "b", "c"]]]]
)
def test_odd_inputs_are_no_inputs(odd):
    model = functional(
        "m", [layer("a", inbound=odd), layer("b", inbound=keras_2("a"))], ["a"], ["b"]
    )
    assert read(model) == {"m/a": [], "m/b": ["m/a"]}


# What follows from settings. The expected numbers were worked out by hand, weight by weight.

IMAGE = (-1, 8, 8, 3)


@pytest.mark.parametrize(
    ("class_name", "config", "given", "shape", "parameters"),
    [
        ("Dense", {"units": 16}, (-1, 20), (-1, 16), 336),
        ("Dense", {"units": 16, "use_bias": False}, (-1, 5, 20), (-1, 5, 16), 320),
        (
            "Conv2D",
            {"filters": 4, "kernel_size": [3, 3], "padding": "same"},
            IMAGE,
            (-1, 8, 8, 4),
            112,
        ),
        (
            "Conv2D",
            {"filters": 4, "kernel_size": [3, 3], "padding": "valid", "strides": [2, 2]},
            IMAGE,
            (-1, 3, 3, 4),
            112,
        ),
        (
            "Conv2D",
            {"filters": 6, "kernel_size": [1, 1], "groups": 3, "data_format": "channels_first"},
            (-1, 3, 8, 8),
            (-1, 6, 8, 8),
            12,
        ),
        (
            "Conv1D",
            {"filters": 2, "kernel_size": [3], "padding": "valid", "dilation_rate": [2]},
            (-1, 9, 5),
            (-1, 5, 2),
            32,
        ),
        ("DepthwiseConv2D", {"kernel_size": [3, 3]}, IMAGE, None, 30),
        ("SeparableConv2D", {"filters": 4, "kernel_size": [3, 3]}, IMAGE, None, 43),
        ("Embedding", {"input_dim": 50, "output_dim": 8}, (-1, 6), (-1, 6, 8), 400),
        ("BatchNormalization", {"axis": -1}, (-1, 16), (-1, 16), 64),
        ("LayerNormalization", {"axis": [-1], "center": False}, (-1, 16), (-1, 16), 16),
        ("LSTM", {"units": 4}, (-1, 7, 3), (-1, 4), 128),
        (
            "GRU",
            {"units": 4, "reset_after": True, "return_sequences": True},
            (-1, 7, 3),
            (-1, 7, 4),
            108,
        ),
        ("SimpleRNN", {"units": 4}, (-1, 7, 3), (-1, 4), 32),
        (
            "Bidirectional",
            {"layer": {"class_name": "LSTM", "config": {"units": 4}}},
            (-1, 7, 3),
            None,
            256,
        ),
        ("MultiHeadAttention", {"num_heads": 2, "key_dim": 4}, (-1, 5, 16), None, 552),
        ("MaxPooling2D", {"pool_size": [2, 2], "padding": "valid"}, IMAGE, (-1, 4, 4, 3), 0),
        ("GlobalAveragePooling2D", {}, IMAGE, (-1, 3), 0),
        ("Flatten", {}, (-1, 4, 5), (-1, 20), 0),
        ("Flatten", {}, (-1, -1, 5), (-1, -1), 0),
        ("Dropout", {"rate": 0.5}, (-1, 4), (-1, 4), 0),
        ("SomebodysLayer", {"units": 3}, (-1, 4), None, -1),
        ("Dense", {"units": "many"}, (-1, 4), None, -1),
        ("Dense", {"units": 3}, None, None, -1),
        ("Conv2D", {"filters": 4, "kernel_size": [3]}, (-1, 8, 8, -1), None, -1),
    ],
)
def test_shape_and_parameters_of_a_layer(class_name, config, given, shape, parameters):
    assert derived(Layer(class_name, config), given, [], None) == (shape, parameters)


def test_concatenation_adds_up_along_its_axis():
    shapes = [(-1, 4, 2), (-1, 4, 3)]
    assert derived(Layer("Concatenate", {"axis": -1}), None, shapes, None) == ((-1, 4, 5), 0)


def test_shapes_are_handed_on_from_layer_to_layer():
    model = sequential("m", [layer("a", units=5, batch_input_shape=[None, 3]), layer("b", units=2)])
    nodes = read_keras_model(json.dumps(model).encode()).nodes
    assert nodes.shapes == [((-1, 5),), ((-1, 2),)]
    assert nodes.parameters == [20, 12]
