"""Serialized TensorProtos to arrays.

Whatever a tensor claims, memory stays in proportion to its bytes: its shape is compared with what
it holds before anything is allocated, and the one way in which few bytes may stand for many
elements, a list that ends early, has a limit.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.element_types import ELEMENT_TYPES, REFERENCE, ElementType

if TYPE_CHECKING:
    from tbtui.readers.proto.tensor import TensorProto

MAXIMUM_REPEATED_BYTES = 1 << 28
"""How large an array may be that a list makes by repeating its last entry: 64 Mi of float32."""

_MAXIMUM_RANK = 32
"""More dimensions than numpy 1 has."""


class TensorError(ValueError):
    """A tensor that cannot be decoded; the message says why."""


class ScalarTensor(NamedTuple):
    """The only number of a tensor.

    Attributes
    ----------
    value : float
    wide : bool
        Whether the number's type holds what float32 does not: float64, and integers of 32 and 64
        bits.
    """

    value: float
    wide: bool


def decode_tensor(data: bytes) -> NDArray[Any]:
    """Decode a serialized TensorProto.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    ndarray
        Of the tensor's shape and type; possibly read-only. Strings are an object array of bytes.
        What numpy has no type for becomes the next one that holds it: bfloat16 and the kinds of
        float8 become float32, integers of 2 and 4 bits become int8 or uint8, and quantised
        integers become plain ones.

    Raises
    ------
    TensorError
        The bytes are no TensorProto, the type has no elements that can be shown, the shape is
        unknown or does not fit the data, or it is a short list's with more than
        `MAXIMUM_REPEATED_BYTES` to fill.
    """
    message = _parse(data)
    element_type = _element_type(message)
    if element_type is None:
        raise TensorError(f"a tensor of type {_type_name(message)} has no elements to show")
    return _decode(message, element_type, _shape(message))


def scalar_of(data: bytes) -> ScalarTensor | None:
    """Decode a serialized TensorProto that holds exactly one number.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    ScalarTensor or None
        None when the tensor has any other number of elements, or elements that are not real
        numbers. A truth value counts as 0 or 1.

    Raises
    ------
    TensorError
        As `decode_tensor`.
    """
    message = _parse(data)
    element_type = _element_type(message)
    shape = _shape(message)
    if element_type is None or not element_type.is_real or math.prod(shape) != 1:
        return None
    number = _decode(message, element_type, shape).item()
    return ScalarTensor(float(number), element_type.is_wide)


def _parse(data: bytes) -> TensorProto:
    from google.protobuf.message import DecodeError

    from tbtui.readers.proto.tensor import TensorProto

    try:
        return TensorProto.FromString(data)
    except DecodeError as error:
        raise TensorError("the bytes are not a tensor") from error


def _element_type(message: TensorProto) -> ElementType | None:
    number = int(message.dtype)
    return ELEMENT_TYPES.get(number - REFERENCE if number > REFERENCE else number)


def _type_name(message: TensorProto) -> str:
    number = int(message.dtype)
    known = number in message.DataType.values()
    return message.DataType.Name(message.dtype) if known else str(number)


def _shape(message: TensorProto) -> tuple[int, ...]:
    if message.tensor_shape.unknown_rank:
        raise TensorError("the tensor's rank is unknown")
    shape = tuple(dimension.size for dimension in message.tensor_shape.dim)
    if len(shape) > _MAXIMUM_RANK:
        raise TensorError(f"the tensor has {len(shape)} dimensions, more than {_MAXIMUM_RANK}")
    if any(size < 0 for size in shape):
        raise TensorError(f"the tensor's shape {_spoken(shape)} has a negative size")
    return shape


def _decode(
    message: TensorProto, element_type: ElementType, shape: tuple[int, ...]
) -> NDArray[Any]:
    count = math.prod(shape)
    if message.tensor_content:
        stored = _stored_in_content(message.tensor_content, element_type)
        if len(stored) != count:
            raise _misfit(len(stored), shape)
        elements = element_type.decode(stored)
    else:
        elements = element_type.decode(_stored_in_list(message, element_type))
        if len(elements) > count:
            raise _misfit(len(elements), shape)
        if len(elements) < count:
            elements = _filled(elements, count)
    try:
        return elements.reshape(shape)
    except ValueError as error:
        # Numpy also limits the other sizes of a shape with a zero in it.
        raise TensorError(f"the tensor's shape {_spoken(shape)} is too large") from error


def _stored_in_content(content: bytes, element_type: ElementType) -> NDArray[Any]:
    dtype = np.dtype(element_type.stored)
    if dtype.hasobject:
        raise TensorError("the tensor holds strings as if they were numbers")
    if len(content) % dtype.itemsize:
        raise TensorError(
            f"{len(content)} bytes are no whole number of {element_type.name} elements"
        )
    return np.frombuffer(content, dtype)


def _stored_in_list(message: TensorProto, element_type: ElementType) -> NDArray[Any]:
    entries = getattr(message, element_type.list_name)
    if isinstance(entries, bytes):
        return np.frombuffer(entries, element_type.stored)
    if element_type.entry == "O":
        strings = np.empty(len(entries), object)
        strings[:] = entries
        return strings
    numbers = np.fromiter(entries, element_type.entry, len(entries))
    if np.dtype(element_type.stored).kind == "c":
        if len(numbers) % 2:
            raise TensorError("the tensor's last complex number has no imaginary part")
        return numbers.view(element_type.stored)
    # Integers too large for their type wrap around, as in TensorFlow.
    return numbers.astype(element_type.stored, copy=False)


def _filled(elements: NDArray[Any], count: int) -> NDArray[Any]:
    """Lengthen a list by its last entry; an empty one by zeros or empty strings."""
    if count * elements.itemsize > MAXIMUM_REPEATED_BYTES:
        raise TensorError(f"the tensor claims {count:,} elements but holds {len(elements):,}")
    filled = np.empty(count, elements.dtype)
    filled[: len(elements)] = elements
    if len(elements):
        filled[len(elements) :] = elements[-1]
    else:
        filled[:] = b"" if elements.dtype.hasobject else 0
    return filled


def _misfit(count: int, shape: tuple[int, ...]) -> TensorError:
    return TensorError(f"the tensor's shape {_spoken(shape)} does not fit its {count:,} elements")


def _spoken(shape: tuple[int, ...]) -> str:
    return "[" + ", ".join(map(str, shape)) + "]"
