"""Find the constant bytes around the number of a scalar value: its template.

A writer encodes all values of one tag alike: the same tag and metadata, the same field tags, the
same lengths; only the number differs. Such a value with its number cut out is a *template*.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tbtui.readers.values import (
    SCALARS,
    TENSOR,
    ScalarSource,
    Span,
    Value,
    text,
    walk_value,
)
from tbtui.readers.wire import FIXED32, FIXED64, LENGTH_DELIMITED, WireError, fields, read_varint

VALUE_TAG = 0x0A
"""The byte before each value of a summary, and before a value's own tag."""
MAX_VALUE_SIZE = 512
"""Longer values are walked; no scalar needs so many bytes."""
_SIMPLE_VALUE_TAG = 0x15
_FLOAT = np.dtype("<f4")
_FIXED_WIDTH_TYPES = {
    1: "<f4", 2: "<f8", 3: "<i4", 4: "u1", 5: "<i2", 6: "i1", 9: "<i8",
    17: "<u2", 19: "<f2", 22: "<u4", 23: "<u8",
}  # fmt: skip
"""numpy types of the ``DataType`` numbers that are read from a hole of their size."""

_WIRE_TYPES = {
    4: (LENGTH_DELIMITED,),
    5: (LENGTH_DELIMITED, FIXED32),
    6: (LENGTH_DELIMITED, FIXED64),
}
"""How the fields of a ``TensorProto`` that have a fixed width can be written."""


class Template(NamedTuple):
    """The constant bytes of a scalar value and the hole where its number stands.

    Attributes
    ----------
    pattern : bytes
        The value with its leading byte and length, zeros in the hole.
    hole : int
        Offset of the number.
    dtype : numpy.dtype
        Of the number.
    source : ScalarSource
    """

    pattern: bytes
    hole: int
    dtype: np.dtype[np.generic]
    source: ScalarSource


def template_of(encoded: bytes) -> Template | None:
    """Return the template of a scalar, or None if this value is not one or not of fixed width.

    Parameters
    ----------
    encoded : bytes
        The value with its leading byte and length.
    """
    simple = _template_of_simple_value(encoded)
    if simple is not None:
        return simple
    try:
        _, body = read_varint(encoded, 1, len(encoded))
        return _template_of_walked(encoded, walk_value(encoded, body, len(encoded)))
    except WireError:
        return None


def _template_of_simple_value(encoded: bytes) -> Template | None:
    """Recognise a short tag followed by a ``simple_value`` and nothing else, the usual scalar.

    The lengths leave room for exactly these two fields, so there is nothing to walk.
    """
    size = len(encoded)
    if not 9 <= size < 0x80 or encoded[0] != VALUE_TAG or encoded[1] != size - 2:
        return None
    hole = size - 4
    if encoded[2] != VALUE_TAG or encoded[3] != hole - 5 or encoded[hole - 1] != _SIMPLE_VALUE_TAG:
        return None
    source = ScalarSource(text(encoded[4 : hole - 1]), SCALARS, None)
    return Template(encoded[:hole] + bytes(4), hole, _FLOAT, source)


def _template_of_walked(encoded: bytes, value: Value) -> Template | None:
    """Return the template of a value from what a walk over ``encoded`` found in it."""
    if len(encoded) > MAX_VALUE_SIZE or not encoded.startswith(bytes([VALUE_TAG])):
        return None
    if value.kind == SCALARS:
        number: tuple[Span, str] | None = (value.content, "<f4")
    elif value.kind == TENSOR:
        number = _number_in_tensor(encoded, value.content)
    else:
        return None
    _, body = read_varint(encoded, 1, len(encoded))
    numbers_seen = [field.number for field in fields(encoded, body, len(encoded))]
    if number is None or len(set(numbers_seen)) != len(numbers_seen) or numbers_seen[0] != 1:
        return None
    (start, end), dtype = number
    pattern = encoded[:start] + bytes(end - start) + encoded[end:]
    source = ScalarSource(value.tag, value.kind, value.metadata)
    return Template(pattern, start, np.dtype(dtype), source)


def _number_in_tensor(data: bytes, tensor: Span) -> tuple[Span, str] | None:
    """Find the one number of a ``TensorProto`` that stores it in a fixed number of bytes."""
    data_type = 0
    number: Span | None = None
    number_field = 0
    for field in fields(data, tensor.start, tensor.end):
        if field.number == 1:
            data_type = field.value
        elif field.number == 2 and field.wire_type == LENGTH_DELIMITED:
            if not _has_one_element(data, field.start, field.end):
                return None
        elif field.number in (4, 5, 6) and number is None:
            # Written as raw bytes, as packed list, or as single unpacked element.
            if field.wire_type not in _WIRE_TYPES[field.number]:
                return None
            number, number_field = Span(field.start, field.end), field.number
        else:
            return None
    if number is None:
        return None
    dtype = _FIXED_WIDTH_TYPES.get(data_type)
    if number_field in (5, 6) and data_type != number_field - 4:
        return None
    if dtype is None or np.dtype(dtype).itemsize != number.end - number.start:
        return None
    return number, dtype


def _has_one_element(data: bytes, start: int, end: int) -> bool:
    """Say whether a ``TensorShapeProto`` has no dimension other than of size 1."""
    for dimension in fields(data, start, end):
        if dimension.number != 2 or dimension.wire_type != LENGTH_DELIMITED:
            return False
        sizes = [f.value for f in fields(data, dimension.start, dimension.end) if f.number == 1]
        if sizes != [1]:
            return False
    return True
