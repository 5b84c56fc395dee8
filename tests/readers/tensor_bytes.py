"""Serialized tensors, written by hand."""

from __future__ import annotations

import struct

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5


def varint(value):
    value &= (1 << 64) - 1
    encoded = bytearray()
    while value >= 0x80:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def lengthened(number, content):
    return varint(number << 3 | BYTES) + varint(len(content)) + content


def shape_field(*sizes):
    dimensions = b"".join(lengthened(2, b"\x08" + varint(size)) for size in sizes)
    return lengthened(2, dimensions)


def float_bytes(value):
    return struct.pack("<f", value)


def double_bytes(value):
    return struct.pack("<d", value)


def head(number, *sizes):
    return b"\x08" + varint(number) + shape_field(*sizes)
