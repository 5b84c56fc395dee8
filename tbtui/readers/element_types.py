"""How a TensorProto stores its elements, for every element type.

An element stands either in ``tensor_content``, as little-endian bytes, or in the list that belongs
to its type. Both give the same *stored* elements, which are numbers already for most types and bit
patterns for the others. Numbers of the types follow `TensorProto.DataType`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.small_floats import NotNumbers, byte_values

Decode = Callable[[NDArray[Any]], NDArray[Any]]


class ElementType(NamedTuple):
    """How the elements of one type are stored.

    Attributes
    ----------
    name : str
        As people say it: ``"bfloat16"``.
    list_name : str
        The list of TensorProto that may hold the elements.
    entry : str
        Numpy dtype of that list's entries. Integers of 8 and 16 bits come in a list of int32, and
        a complex number in two entries.
    stored : str
        Numpy dtype of an element in ``tensor_content``.
    decode : callable
        Makes stored elements into the values that they mean.
    is_wide : bool
        Whether float32 is too narrow for the values.
    """

    name: str
    list_name: str
    entry: str
    stored: str
    decode: Decode
    is_wide: bool = False

    @property
    def is_real(self) -> bool:
        """Whether one element is one number."""
        return np.dtype(self.stored).kind not in "cO"


def _unchanged(stored: NDArray[Any]) -> NDArray[Any]:
    return stored


def _truth(stored: NDArray[Any]) -> NDArray[np.bool_]:
    return stored.astype(np.bool_)


def _half(stored: NDArray[Any]) -> NDArray[Any]:
    return stored.view("<f2")


def _upper_half_of_float32(stored: NDArray[Any]) -> NDArray[Any]:
    return (stored.astype("<u4") << 16).view("<f4")


def _looked_up(
    stored: NDArray[Any], mantissa_bits: int, bias: int, not_numbers: NotNumbers
) -> NDArray[np.float32]:
    values: NDArray[np.float32] = byte_values(mantissa_bits, bias, not_numbers)[stored]
    return values


def _lowest_bits(stored: NDArray[Any], bits: int) -> NDArray[np.uint8]:
    """Keep the bits that count of an unsigned integer narrower than its byte."""
    values: NDArray[np.uint8] = stored & np.uint8((1 << bits) - 1)
    return values


def _lowest_bits_signed(stored: NDArray[Any], bits: int) -> NDArray[np.int8]:
    """Keep the bits that count of a signed integer narrower than its byte."""
    unused = 8 - bits
    # Shifting a signed byte back down repeats its sign bit.
    values: NDArray[np.int8] = (stored << np.uint8(unused)).view("i1") >> np.int8(unused)
    return values


def _number(name: str, list_name: str, dtype: str, is_wide: bool = False) -> ElementType:
    return ElementType(name, list_name, dtype, dtype, _unchanged, is_wide)


def _small_integer(name: str, stored: str) -> ElementType:
    return ElementType(name, "int_val", "<i4", stored, _unchanged)


def _tiny_integer(name: str, decode: Decode) -> ElementType:
    return ElementType(name, "int_val", "<i4", "u1", decode)


def _float8(name: str, mantissa_bits: int, bias: int, not_numbers: NotNumbers) -> ElementType:
    decode = partial(_looked_up, mantissa_bits=mantissa_bits, bias=bias, not_numbers=not_numbers)
    return ElementType(name, "float8_val", "u1", "u1", decode)


ELEMENT_TYPES = {
    1: _number("float32", "float_val", "<f4"),
    2: _number("float64", "double_val", "<f8", is_wide=True),
    3: _number("int32", "int_val", "<i4", is_wide=True),
    4: _small_integer("uint8", "u1"),
    5: _small_integer("int16", "<i2"),
    6: _small_integer("int8", "i1"),
    7: _number("string", "string_val", "O"),
    8: ElementType("complex64", "scomplex_val", "<f4", "<c8", _unchanged),
    9: _number("int64", "int64_val", "<i8", is_wide=True),
    10: ElementType("bool", "bool_val", "u1", "u1", _truth),
    11: _small_integer("qint8", "i1"),
    12: _small_integer("quint8", "u1"),
    13: _number("qint32", "int_val", "<i4", is_wide=True),
    14: ElementType("bfloat16", "half_val", "<i4", "<u2", _upper_half_of_float32),
    15: _small_integer("qint16", "<i2"),
    16: _small_integer("quint16", "<u2"),
    17: _small_integer("uint16", "<u2"),
    18: ElementType("complex128", "dcomplex_val", "<f8", "<c16", _unchanged, is_wide=True),
    19: ElementType("float16", "half_val", "<i4", "<u2", _half),
    22: _number("uint32", "uint32_val", "<u4", is_wide=True),
    23: _number("uint64", "uint64_val", "<u8", is_wide=True),
    24: _float8("float8_e5m2", 2, 15, NotNumbers.LIKE_IEEE),
    25: _float8("float8_e4m3fn", 3, 7, NotNumbers.ALL_ONES),
    26: _float8("float8_e4m3fnuz", 3, 8, NotNumbers.NEGATIVE_ZERO),
    27: _float8("float8_e4m3b11fnuz", 3, 11, NotNumbers.NEGATIVE_ZERO),
    28: _float8("float8_e5m2fnuz", 2, 16, NotNumbers.NEGATIVE_ZERO),
    29: _tiny_integer("int4", partial(_lowest_bits_signed, bits=4)),
    30: _tiny_integer("uint4", partial(_lowest_bits, bits=4)),
    31: _tiny_integer("int2", partial(_lowest_bits_signed, bits=2)),
    32: _tiny_integer("uint2", partial(_lowest_bits, bits=2)),
}
"""By number. Integers narrower than a byte take a byte each, as in TensorFlow's memory. Missing:
resources and variants, which are no numbers, and float4, which has no list of its own."""

REFERENCE = 100
"""A type plus this is a reference to a variable of the type (graphs of TensorFlow 1)."""
