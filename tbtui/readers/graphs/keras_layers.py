"""What follows from the settings of a Keras layer: the shape of its output and its parameters.

The formulas are those of the layers' own ``build`` and ``compute_output_shape``; a layer that is
not known here has neither.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from tbtui.readers.graphs.content import Shape


class Layer(NamedTuple):
    """A layer: the name of its class and its settings."""

    class_name: str
    config: Mapping[str, Any]


class Derived(NamedTuple):
    """What is known of a layer.

    Attributes
    ----------
    shape : Shape
        Of its output; None where it is not known.
    parameters : int
        Numbers in its weights, as Keras counts them: trained or not; -1 where not known.
    """

    shape: Shape
    parameters: int


def shape_from(sizes: object) -> Shape:
    """Return a shape out of JSON, in which unknown sizes are null."""
    if not isinstance(sizes, list) or not all(
        size is None or (isinstance(size, int) and not isinstance(size, bool)) for size in sizes
    ):
        return None
    return tuple([-1 if size is None else size for size in sizes])


def derived(layer: Layer, built_for: Shape, inputs: Sequence[Shape], output: Shape) -> Derived:
    """Return what follows for a layer.

    Parameters
    ----------
    layer : Layer
    built_for : Shape
        Of the input, as the model says; None if it says nothing.
    inputs : sequence of Shape
        Of the outputs of what feeds it.
    output : Shape
        Of its output, where other layers tell it, else None.
    """
    config = layer.config
    told = shape_from(config.get("batch_shape")) or shape_from(config.get("batch_input_shape"))
    known = [shape for shape in inputs if shape is not None]
    given = built_for or (known[0] if known else told)
    if layer.class_name == "InputLayer":
        return Derived(output or told, 0)
    try:
        return Derived(output or _output_shape(layer, given, inputs), _parameters(layer, given))
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, ArithmeticError):
        # Settings of a class of the same name by somebody else.
        return Derived(output, -1)


_SAME_SHAPE = frozenset(
    (
        *("Activation", "ReLU", "LeakyReLU", "ELU", "Softmax", "ThresholdedReLU"),
        *("Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"),
        *("AlphaDropout", "GaussianDropout", "GaussianNoise", "ActivityRegularization"),
        *("Rescaling", "Masking", "UnitNormalization", "Identity"),
    )
)
_MERGES = frozenset(("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"))
_WITHOUT_WEIGHTS = (
    _SAME_SHAPE
    | _MERGES
    | frozenset(
        (
            *("Flatten", "Reshape", "Permute", "RepeatVector", "Concatenate", "Dot"),
            *("ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D"),
            *("Cropping1D", "Cropping2D", "Cropping3D"),
            *("UpSampling1D", "UpSampling2D", "UpSampling3D"),
        )
    )
)
_GATES = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}


def _parameters(layer: Layer, given: Shape) -> int:
    name, config = layer
    if name in _WITHOUT_WEIGHTS or "Pooling" in name:
        return 0
    if name == "Embedding":
        return int(config["input_dim"] * config["output_dim"])
    if name in ("Bidirectional", "TimeDistributed"):
        inner = Layer(str(config["layer"]["class_name"]), config["layer"]["config"])
        if name == "Bidirectional":
            return _times(2, _parameters(inner, given))
        return _parameters(inner, None if given is None else given[:1] + given[2:])
    count = _COUNTS.get(name)
    if count is None or not given:
        return -1
    found = count(config, given)
    return -1 if found < 0 else found


def _times(factor: int, count: int) -> int:
    return count if count < 0 else factor * count


def _channels(config: Mapping[str, Any], given: tuple[int, ...]) -> int:
    """Return the size of the channels; negative, and so all that it is multiplied with, if not."""
    return given[1 if config.get("data_format") == "channels_first" else -1]


def _dense(config: Mapping[str, Any], given: tuple[int, ...]) -> int:
    units = int(config["units"])
    return given[-1] * units + (units if config.get("use_bias", True) else 0) * (given[-1] > 0)


def _convolution(config: Mapping[str, Any], given: tuple[int, ...]) -> int:
    channels, filters = _channels(config, given), int(config["filters"])
    if channels < 0:
        return -1
    weights = math.prod(config["kernel_size"]) * (channels // config.get("groups", 1)) * filters
    return int(weights + (filters if config.get("use_bias", True) else 0))


def _depthwise(config: Mapping[str, Any], given: tuple[int, ...]) -> int:
    outputs = _channels(config, given) * config.get("depth_multiplier", 1)
    per_output = math.prod(config["kernel_size"]) + (1 if config.get("use_bias", True) else 0)
    return int(outputs * per_output)


def _separable(config: Mapping[str, Any], given: tuple[int, ...]) -> int:
    between = _channels(config, given) * config.get("depth_multiplier", 1)
    filters = config["filters"]
    if between < 0:
        return -1
    bias = filters if config.get("use_bias", True) else 0
    return int(between * (math.prod(config["kernel_size"]) + filters) + bias)


def _normalized(per_channel: int) -> Callable[[Mapping[str, Any], tuple[int, ...]], int]:
    """Count for each size of the axes that are normalised: scale, shift and what is kept beside."""

    def count(config: Mapping[str, Any], given: tuple[int, ...]) -> int:
        axis = config.get("axis", -1)
        axes = axis if isinstance(axis, list) else [axis]
        sizes = [given[one] for one in axes]
        if min(sizes) < 0:
            return -1
        weights = per_channel + bool(config.get("center", True)) + bool(config.get("scale", True))
        return math.prod(sizes) * weights

    return count


def _recurrent(gates: int) -> Callable[[Mapping[str, Any], tuple[int, ...]], int]:
    def count(config: Mapping[str, Any], given: tuple[int, ...]) -> int:
        units = int(config["units"])
        # A GRU of Keras 2 and later keeps the biases of input and state apart.
        biases = (2 if config.get("reset_after") else 1) if config.get("use_bias", True) else 0
        return gates * units * (given[-1] + units + biases) if given[-1] >= 0 else -1

    return count


def _attention(config: Mapping[str, Any], given: tuple[int, ...]) -> int:
    heads, key = int(config["num_heads"]), int(config["key_dim"])
    value = int(config.get("value_dim") or key)
    features = given[-1]
    if features < 0 or config.get("output_shape"):
        return -1
    bias = 1 if config.get("use_bias", True) else 0
    into = heads * (2 * key + value) * (features + bias)
    return into + features * (heads * value + bias)


_COUNTS: dict[str, Callable[[Mapping[str, Any], tuple[int, ...]], int]] = {
    "Dense": _dense,
    "Conv1D": _convolution,
    "Conv2D": _convolution,
    "Conv3D": _convolution,
    "Conv1DTranspose": _convolution,
    "Conv2DTranspose": _convolution,
    "Conv3DTranspose": _convolution,
    "DepthwiseConv1D": _depthwise,
    "DepthwiseConv2D": _depthwise,
    "SeparableConv1D": _separable,
    "SeparableConv2D": _separable,
    "BatchNormalization": _normalized(2),
    "LayerNormalization": _normalized(0),
    "GroupNormalization": _normalized(0),
    "MultiHeadAttention": _attention,
    **{name: _recurrent(gates) for name, gates in _GATES.items()},
}


def _output_shape(layer: Layer, given: Shape, inputs: Sequence[Shape]) -> Shape:
    name, config = layer
    if given is None or not given:
        return None
    if name in _SAME_SHAPE or name in _MERGES or name.endswith("Normalization"):
        return given
    if name == "Dense":
        return (*given[:-1], int(config["units"]))
    if name == "Embedding":
        return (*given, int(config["output_dim"]))
    if name == "Flatten":
        return (given[0], _product(given[1:]))
    if name in _GATES:
        kept = given[:2] if config.get("return_sequences") else given[:1]
        return (*kept, int(config["units"]))
    if name == "Concatenate":
        return _concatenated(inputs, config.get("axis", -1))
    if name.startswith("Global") and not config.get("keepdims"):
        return (given[0], _channels(config, given))
    if name in ("Conv1D", "Conv2D", "Conv3D"):
        return _windowed(config, given, config["kernel_size"], 1, int(config["filters"]))
    if "Pooling" in name and not name.startswith("Global"):
        return _windowed(
            config, given, config["pool_size"], config["pool_size"], _channels(config, given)
        )
    return None


def _product(sizes: Sequence[int]) -> int:
    return -1 if any(size < 0 for size in sizes) else math.prod(sizes)


def _concatenated(inputs: Sequence[Shape], axis: int) -> Shape:
    shapes = [shape for shape in inputs if shape is not None]
    if not shapes or len(shapes) < len(inputs):
        return None
    sizes = list(shapes[0])
    along = [shape[axis] for shape in shapes]
    sizes[axis] = -1 if min(along) < 0 else sum(along)
    return tuple(sizes)


def _windowed(
    config: Mapping[str, Any],
    given: tuple[int, ...],
    window: object,
    default_strides: object,
    channels: int,
) -> Shape:
    """Return the shape of what a window that moves over the input gives."""
    rank = len(given) - 2
    first = 2 if config.get("data_format") == "channels_first" else 1
    windows = _per_axis(window, rank)
    strides = _per_axis(config.get("strides") or default_strides, rank)
    dilations = _per_axis(config.get("dilation_rate", 1), rank)
    sizes = []
    for size, width, stride, dilation in zip(
        given[first : first + rank], windows, strides, dilations, strict=True
    ):
        if size < 0:
            sizes.append(-1)
        elif config.get("padding") == "valid":
            sizes.append((size - dilation * (width - 1) - 1) // stride + 1)
        else:
            sizes.append(-(-size // stride))
    if first == 2:
        return (given[0], channels, *sizes)
    return (given[0], *sizes, channels)


def _per_axis(value: object, rank: int) -> list[int]:
    return list(value) if isinstance(value, list) else [int(str(value))] * rank
