"""Keras models as JSON: what ``Model.to_json`` of Keras 2 and Keras 3 gives.

Layers become nodes, models within models scopes, as in TensorBoard's conceptual graphs. The
operation of a node is the class of its layer.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from tbtui.readers.graphs.attributes import text_attribute
from tbtui.readers.graphs.content import GraphContent, GraphError, NodeColumns, Shape
from tbtui.readers.graphs.keras_layers import Layer, derived, shape_from

_MODELS = frozenset({"Sequential", "Functional", "Model"})

_Reference = tuple[str, int]
"""A layer by its full name, and which of its outputs."""


class _Tensor(NamedTuple):
    """An input of a layer: the layer that it comes from within the same model, and its shape."""

    layer: str
    output: int
    shape: Shape


def read_keras_model(data: bytes) -> GraphContent:
    """Read the layers of a Keras model and what feeds what.

    Parameters
    ----------
    data : bytes
        JSON.

    Raises
    ------
    GraphError
        The bytes are no JSON, or no model.
    """
    try:
        model = json.loads(data)
        if not isinstance(model, dict) or _layers_of(model) is None:
            raise GraphError("the JSON is not a Keras model")
        return _Reading(model).content()
    except GraphError:
        raise
    except RecursionError as error:
        raise GraphError("the model is nested too deeply") from error
    except ValueError as error:
        raise GraphError(f"the model is not JSON: {error}") from error


class _Reading:
    """The layers of a model as they are found, and what feeds them."""

    def __init__(self, model: dict[str, Any]) -> None:
        self.layers: dict[str, dict[str, Any]] = {}
        """Those that are no models, by full name, depth first."""
        self.calls: dict[str, list[list[_Reference]]] = {}
        """By the full name of a layer or a model, what each call of it is given."""
        self.inputs: dict[str, list[str]] = {}
        """By model, the layers that what it is fed goes to."""
        self.outputs: dict[str, list[_Reference]] = {}
        self.shapes: dict[_Reference, Shape] = {}
        """What is said by layers of what feeds them."""
        self._walk(model)

    def _walk(self, model: dict[str, Any]) -> None:
        waiting: list[tuple[str, dict[str, Any]]] = [("", model)]
        while waiting:
            scope, layer = waiting.pop()
            name = _join(scope, _name_of(layer))
            inner = _layers_of(layer)
            if inner is None:
                self.layers[name] = layer
                continue
            self._add_model(name, layer, inner)
            waiting += [(name, one) for one in reversed(inner)]

    def _add_model(self, scope: str, model: dict[str, Any], layers: list[dict[str, Any]]) -> None:
        names = [_name_of(layer) for layer in layers]
        config = model["config"] if isinstance(model["config"], dict) else {}
        is_chain = model.get("class_name") == "Sequential" or not any(
            layer.get("inbound_nodes") for layer in layers
        )
        if is_chain:
            self.inputs[scope] = [_join(scope, name) for name in names[:1]]
            self.outputs[scope] = [(_join(scope, name), 0) for name in names[-1:]]
            for before, after in itertools.pairwise(names):
                self.calls.setdefault(_join(scope, after), []).append([(_join(scope, before), 0)])
            return
        known = frozenset(names)
        entries = _tensors(config.get("input_layers"), known)
        exits = _tensors(config.get("output_layers"), known)
        self.inputs[scope] = [_join(scope, tensor.layer) for tensor in entries]
        self.outputs[scope] = [(_join(scope, tensor.layer), tensor.output) for tensor in exits]
        for layer, name in zip(layers, names, strict=True):
            calls = layer.get("inbound_nodes")
            for call in calls if isinstance(calls, list) else ():
                tensors = [
                    ((_join(scope, tensor.layer), tensor.output), tensor.shape)
                    for tensor in _tensors(call, known)
                ]
                self.shapes.update(tensor for tensor in tensors if tensor[1] is not None)
                self.calls.setdefault(_join(scope, name), []).append([one for one, _ in tensors])

    def content(self) -> GraphContent:
        feeds: dict[str, list[_Reference]] = {name: [] for name in self.layers}
        for name, calls in self.calls.items():
            for call in calls:
                for index, source in enumerate(call):
                    target = self._entry(name, index)
                    if target in feeds:
                        feeds[target].append(self._exit(source))
        shapes = {self._exit(source): shape for source, shape in self.shapes.items()}
        columns = NodeColumns(names=list(self.layers))
        found_shapes, found_attributes = [], []
        for name, layer in self.layers.items():
            sources = list(dict.fromkeys(feeds[name]))
            config = layer.get("config")
            class_name = str(layer.get("class_name") or "")
            found = derived(
                Layer(class_name, config if isinstance(config, dict) else {}),
                _built_for(layer),
                [shapes.get(source) for source in sources],
                shapes.get((name, 0)),
            )
            shapes[name, 0] = found.shape
            columns.ops.append(class_name)
            columns.devices.append("")
            columns.input_texts += [_input_text(source) for source in sources]
            columns.input_counts.append(len(sources))
            columns.parameters.append(found.parameters)
            found_attributes.append(_attributes(layer))
            found_shapes.append(() if found.shape is None else (found.shape,))
        columns.attributes, columns.shapes = found_attributes, found_shapes
        return GraphContent(columns, embeds=False)

    def _entry(self, name: str, index: int) -> str:
        """Return the layer that the input of a layer or a model goes to."""
        met = set()
        while name in self.inputs and name not in met:
            met.add(name)
            inner = self.inputs[name]
            if not inner:
                break
            name, index = inner[min(index, len(inner) - 1)], 0
        return name

    def _exit(self, source: _Reference) -> _Reference:
        """Return the layer, and its output, that the output of a layer or a model comes from."""
        met = set()
        while source[0] in self.outputs and source not in met:
            met.add(source)
            inner = self.outputs[source[0]]
            if not inner:
                break
            source = inner[min(source[1], len(inner) - 1)]
        return source


def _input_text(source: _Reference) -> str:
    name, output = source
    return f"{name}:{output}" if output else name


def _join(scope: str, name: str) -> str:
    return f"{scope}/{name}" if scope else name


def _name_of(layer: dict[str, Any]) -> str:
    config = layer.get("config")
    name = config.get("name") if isinstance(config, dict) else None
    return str(name or layer.get("name") or layer.get("class_name") or "")


def _layers_of(layer: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Return the layers of a model, None of what is none."""
    config = layer.get("config")
    layers = config.get("layers") if isinstance(config, dict) else config
    if not isinstance(layers, list) or (
        layer.get("class_name") not in _MODELS and not isinstance(config, dict)
    ):
        return None
    return [one for one in layers if isinstance(one, dict)]


def _built_for(layer: dict[str, Any]) -> Shape:
    """Return the shape of the input that a layer was built for, as Keras 3 tells it."""
    build = layer.get("build_config")
    return shape_from(build.get("input_shape")) if isinstance(build, dict) else None


def _tensors(value: object, layers: frozenset[str]) -> list[_Tensor]:
    """Find the tensors in the arguments of a call, in any nesting of lists and dictionaries."""
    return list(_each_tensor(value, layers))


def _each_tensor(value: object, layers: frozenset[str]) -> Iterator[_Tensor]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            config = one.get("config")
            history = config.get("keras_history") if isinstance(config, dict) else None
            reference = _reference(history, layers)
            if reference is not None and isinstance(config, dict):
                yield _Tensor(*reference, shape_from(config.get("shape")))
            else:
                waiting += reversed(list(one.values()))
        elif isinstance(one, list):
            reference = _reference(one, layers)
            if reference is not None:
                yield _Tensor(*reference, None)
                # In Keras 2, further arguments of the call stand behind.
                waiting += reversed(one[3:])
            else:
                waiting += reversed(one)


def _reference(value: object, layers: frozenset[str]) -> tuple[str, int] | None:
    """Return layer and output of a list such as ``["dense", 0, 1]``."""
    if not isinstance(value, list) or len(value) < 3:
        return None
    name, call, output = value[:3]
    if not isinstance(name, str) or not isinstance(call, int) or not isinstance(output, int):
        return None
    return (name, max(output, 0)) if name in layers else None


def _attributes(layer: dict[str, Any]) -> dict[str, bytes]:
    """Return what TensorBoard shows of a layer, and its settings."""
    texts = {"keras_class": str(layer.get("class_name") or "")}
    config = layer.get("config")
    for name, value in config.items() if isinstance(config, dict) else ():
        if name == "name" or value is None:
            continue
        if name == "dtype" and isinstance(value, dict):
            policy = value.get("config")
            value = policy.get("name") if isinstance(policy, dict) else value.get("class_name")
        texts[name] = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return {name: text_attribute(text) for name, text in texts.items()}
