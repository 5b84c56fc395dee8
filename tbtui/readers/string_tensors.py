"""Tensors that hold one string, in which plugins keep messages of their own."""

from __future__ import annotations

from tbtui.readers.values import Span
from tbtui.readers.wire import LENGTH_DELIMITED, VARINT, fields

_DT_STRING = 7


def only_string(data: bytes, tensor: Span) -> bytes | None:
    """Return the string of a serialized ``TensorProto`` that has exactly one, whatever its shape.

    Raises
    ------
    WireError
        If the tensor is malformed.
    """
    dtype = 0
    strings: list[bytes] = []
    for field in fields(data, tensor.start, tensor.end):
        if field.number == 1 and field.wire_type == VARINT:
            dtype = field.value
        elif field.number == 8 and field.wire_type == LENGTH_DELIMITED:
            strings.append(data[field.start : field.end])
    return strings[0] if dtype == _DT_STRING and len(strings) == 1 else None
