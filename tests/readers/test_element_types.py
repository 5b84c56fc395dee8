"""Every element type in every way in which its elements may be stored."""

from __future__ import annotations

import struct
from typing import NamedTuple

import numpy as np
import pytest
from tensor_bytes import (
    FIXED32,
    FIXED64,
    VARINT,
    double_bytes,
    float_bytes,
    head,
    lengthened,
    shape_field,
    varint,
)

from tbtui.readers.element_types import ELEMENT_TYPES
from tbtui.readers.small_floats import NotNumbers, byte_values
from tbtui.readers.tensors import ScalarTensor, TensorError, decode_tensor, scalar_of


class Case(NamedTuple):
    """One element type: three elements, as a list's entries and as raw bytes, and their values."""

    number: int
    list_field: int
    wire_type: int
    entries: list[bytes]
    content: bytes
    values: list
    dtype: str


def integers(number, list_field, code, values):
    content = struct.pack(f"<3{code}", *values)
    dtype = np.dtype(f"<{code}")
    return Case(number, list_field, VARINT, list(map(varint, values)), content, values, dtype)


CASES = {
    "float32": Case(
        1, 5, FIXED32, [float_bytes(v) for v in (1.5, -2.0, 0.1)],
        struct.pack("<3f", 1.5, -2.0, 0.1), [1.5, -2.0, np.float32(0.1)], "f4",
    ),
    "float64": Case(
        2, 6, FIXED64, [double_bytes(v) for v in (1.5, -2.0, 0.1)],
        struct.pack("<3d", 1.5, -2.0, 0.1), [1.5, -2.0, 0.1], "f8",
    ),
    "int32": integers(3, 7, "i", [1, -2, 2**31 - 1]),
    "uint8": integers(4, 7, "B", [0, 1, 255]),
    "int16": integers(5, 7, "h", [0, -32768, 32767]),
    "int8": integers(6, 7, "b", [0, -128, 127]),
    "int64": integers(9, 10, "q", [0, -(2**63), 2**63 - 1]),
    "qint8": integers(11, 7, "b", [3, -128, 127]),
    "quint8": integers(12, 7, "B", [3, 0, 255]),
    "qint32": integers(13, 7, "i", [3, -1, 7]),
    "qint16": integers(15, 7, "h", [3, -1, 7]),
    "quint16": integers(16, 7, "H", [3, 0, 65535]),
    "uint16": integers(17, 7, "H", [1, 2, 65535]),
    "uint32": integers(22, 16, "I", [1, 2, 2**32 - 1]),
    "uint64": integers(23, 17, "Q", [1, 2, 2**64 - 1]),
    "bool": Case(10, 11, VARINT, [b"\1", b"\0", b"\1"], b"\1\0\1", [True, False, True], "bool"),
    # 1.5, -inf, and the smallest number above zero.
    "float16": Case(
        19, 13, VARINT, [varint(0x3E00), varint(0xFC00), varint(1)],
        bytes.fromhex("003e 00fc 0100"), [1.5, -np.inf, 2**-24], "f2",
    ),
    "bfloat16": Case(
        14, 13, VARINT, [varint(0x3FC0), varint(0xFF80), varint(1)],
        bytes.fromhex("c03f 80ff 0100"), [1.5, -np.inf, 2**-133], "f4",
    ),
    "int4": Case(
        29, 7, VARINT, list(map(varint, [-8, 7, -1])), b"\x08\x07\xff", [-8, 7, -1], "i1"
    ),
    "uint4": Case(
        30, 7, VARINT, list(map(varint, [15, 7, 0])), b"\x0f\x07\x00", [15, 7, 0], "u1"
    ),
    "int2": Case(
        31, 7, VARINT, list(map(varint, [-2, 1, -1])), b"\x02\x01\xff", [-2, 1, -1], "i1"
    ),
    "uint2": Case(
        32, 7, VARINT, list(map(varint, [3, 1, 0])), b"\x03\x01\x00", [3, 1, 0], "u1"
    ),
}  # fmt: skip

COMPLEX_CASES = {
    "complex64": (8, 9, FIXED32, float_bytes, "<c8"),
    "complex128": (18, 12, FIXED64, double_bytes, "<c16"),
}

# 1.5, -0.25 and NaN, bit by bit.
FLOAT8_CASES = {
    "float8_e5m2": (24, bytes([0b0_01111_10, 0b1_01101_00, 0b0_11111_01])),
    "float8_e4m3fn": (25, bytes([0b0_0111_100, 0b1_0101_000, 0b0_1111_111])),
    "float8_e4m3fnuz": (26, bytes([0b0_1000_100, 0b1_0110_000, 0b1_0000_000])),
    "float8_e4m3b11fnuz": (27, bytes([0b0_1011_100, 0b1_1001_000, 0b1_0000_000])),
    "float8_e5m2fnuz": (28, bytes([0b0_10000_10, 0b1_01110_00, 0b1_00000_00])),
}


def packed(case, entries):
    return lengthened(case.list_field, b"".join(entries))


def unpacked(case, entries):
    key = varint(case.list_field << 3 | case.wire_type)
    return b"".join(key + entry for entry in entries)


def test_every_element_type_has_a_case():
    covered = CASES.keys() | COMPLEX_CASES.keys() | FLOAT8_CASES.keys() | {"string"}
    assert covered == {element_type.name for element_type in ELEMENT_TYPES.values()}


@pytest.mark.parametrize("encoding", ["packed", "unpacked", "mixed", "content"])
@pytest.mark.parametrize("name", CASES)
def test_numbers_in_every_encoding(name, encoding):
    case = CASES[name]
    elements = {
        "packed": packed(case, case.entries),
        "unpacked": unpacked(case, case.entries),
        "mixed": unpacked(case, case.entries[:1]) + packed(case, case.entries[1:]),
        "content": lengthened(4, case.content),
    }[encoding]

    array = decode_tensor(head(case.number, 3) + elements)

    assert array.dtype == np.dtype(case.dtype)
    np.testing.assert_array_equal(array, np.array(case.values, case.dtype))


@pytest.mark.parametrize("name", CASES)
def test_the_last_entry_stands_for_those_that_are_missing(name):
    case = CASES[name]
    first, second, _ = case.values

    one = decode_tensor(head(case.number, 2, 2) + packed(case, case.entries[:1]))
    two = decode_tensor(head(case.number, 2, 2) + packed(case, case.entries[:2]))

    np.testing.assert_array_equal(one, np.array([[first, first], [first, first]], case.dtype))
    np.testing.assert_array_equal(two, np.array([[first, second], [second, second]], case.dtype))


@pytest.mark.parametrize("name", [*CASES, *COMPLEX_CASES, *FLOAT8_CASES])
def test_no_entries_at_all_are_zeros(name):
    number = {**CASES, **COMPLEX_CASES, **FLOAT8_CASES}[name][0]
    array = decode_tensor(head(number, 2, 1))
    assert array.dtype != object
    np.testing.assert_array_equal(array, np.zeros((2, 1)))


@pytest.mark.parametrize("name", COMPLEX_CASES)
def test_complex_numbers_are_pairs(name):
    number, list_field, wire_type, encode, dtype = COMPLEX_CASES[name]
    parts = [encode(part) for part in (1.0, -2.0, 0.5, 4.0)]
    key = varint(list_field << 3 | wire_type)
    expected = np.array([1 - 2j, 0.5 + 4j], dtype)

    for elements in (
        lengthened(list_field, b"".join(parts)),
        b"".join(key + part for part in parts),
        lengthened(4, b"".join(parts)),
    ):
        array = decode_tensor(head(number, 2) + elements)
        assert array.dtype == expected.dtype
        np.testing.assert_array_equal(array, expected)

    repeated = decode_tensor(head(number, 3) + lengthened(list_field, b"".join(parts)))
    np.testing.assert_array_equal(repeated, [1 - 2j, 0.5 + 4j, 0.5 + 4j])
    with pytest.raises(TensorError, match="no imaginary part"):
        decode_tensor(head(number, 2) + lengthened(list_field, b"".join(parts[:3])))


@pytest.mark.parametrize("name", FLOAT8_CASES)
def test_numbers_of_eight_bits(name):
    number, patterns = FLOAT8_CASES[name]
    expected = np.array([1.5, -0.25, np.nan], np.float32)

    for list_field in (18, 4):
        array = decode_tensor(head(number, 3) + lengthened(list_field, patterns))
        assert array.dtype == np.float32
        np.testing.assert_array_equal(array, expected)
    repeated = decode_tensor(head(number, 4) + lengthened(18, patterns[:2]))
    np.testing.assert_array_equal(repeated, [1.5, -0.25, -0.25, -0.25])


# The largest and the least positive number of each format, and its count of NaN and infinities.
@pytest.mark.parametrize(
    ("name", "largest", "least", "nan", "infinities"),
    [
        ("float8_e5m2", 57344.0, 2.0**-16, 6, 2),
        ("float8_e4m3fn", 448.0, 2.0**-9, 2, 0),
        ("float8_e4m3fnuz", 240.0, 2.0**-10, 1, 0),
        ("float8_e4m3b11fnuz", 30.0, 2.0**-13, 1, 0),
        ("float8_e5m2fnuz", 57344.0, 2.0**-17, 1, 0),
    ],
)
def test_the_range_of_each_eight_bit_format(name, largest, least, nan, infinities):
    every_byte = bytes(range(256))
    array = decode_tensor(head(FLOAT8_CASES[name][0], 256) + lengthened(18, every_byte))

    finite = array[np.isfinite(array)]
    assert finite.max() == largest
    assert finite.min() == -largest
    assert finite[finite > 0].min() == least
    assert np.isnan(array).sum() == nan
    assert np.isinf(array).sum() == infinities
    np.testing.assert_array_equal(np.sort(array[:0x7C]), array[:0x7C])


def test_e5m2_is_the_upper_half_of_float16():
    halves = (np.arange(256, dtype=np.uint16) << 8).view(np.float16).astype(np.float32)
    np.testing.assert_array_equal(byte_values(2, 15, NotNumbers.LIKE_IEEE), halves)


@pytest.mark.parametrize("name", CASES)
def test_the_only_number_of_a_tensor(name):
    case = CASES[name]
    wide = name in {"float64", "int32", "uint32", "int64", "uint64", "qint32"}
    expected = ScalarTensor(float(case.values[0]), wide)

    for shape in (shape_field(), shape_field(1), shape_field(1, 1)):
        data = b"\x08" + varint(case.number) + shape + packed(case, case.entries[:1])
        assert scalar_of(data) == expected
