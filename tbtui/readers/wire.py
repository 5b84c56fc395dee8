"""Walk the protobuf wire format without building messages.

A walk tells where each field of a message lies. That is all that is needed to index a record that
holds a large image, and it is much cheaper than parsing the record into objects. Source: the
protobuf encoding guide (tags, varints, the wire types 0, 1, 2 and 5).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

VARINT, FIXED64, LENGTH_DELIMITED, FIXED32 = 0, 1, 2, 5
_START_GROUP, _END_GROUP = 3, 4
_MAX_VARINT_BYTES = 10


class WireError(ValueError):
    """The bytes are not a well-formed protobuf message."""


class ByteSource(Protocol):
    """Bytes that are in memory or fetched from a file as they are looked at."""

    def __getitem__(self, key: slice, /) -> bytes:
        """Return the bytes of a slice, fewer where the source ends."""
        ...


class Field(NamedTuple):
    """One field of a message, as it lies in the bytes.

    Attributes
    ----------
    number, wire_type : int
    value : int
        The number itself when ``wire_type`` is `VARINT`, else 0.
    start, end : int
        Where the contents lie: for `LENGTH_DELIMITED`, without tag and length.
    """

    number: int
    wire_type: int
    value: int
    start: int
    end: int


def read_varint(data: ByteSource, position: int, end: int) -> tuple[int, int]:
    """Return the unsigned varint at ``position`` and the position behind it.

    Raises
    ------
    WireError
        If it does not end before ``end`` or is longer than ten bytes.
    """
    value = 0
    available = data[position : min(end, position + _MAX_VARINT_BYTES)]
    for index, byte in enumerate(available):
        value |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            return value & 0xFFFFFFFFFFFFFFFF, position + index + 1
    raise WireError(f"unfinished varint at byte {position}")


def signed(value: int) -> int:
    """Read an unsigned 64-bit number as the two's complement that int64 fields hold."""
    return value - (1 << 64) if value >> 63 else value


def fields(data: ByteSource, start: int, end: int) -> Iterator[Field]:
    """Yield the fields of the message that lies in ``data[start:end]``, in their order.

    Raises
    ------
    WireError
        If the message is malformed or reaches beyond ``end``.
    """
    position = start
    while position < end:
        key, position = read_varint(data, position, end)
        number, wire_type = key >> 3, key & 7
        value = 0
        if number == 0:
            raise WireError(f"field number 0 at byte {position}")
        if wire_type == VARINT:
            field_start = position
            value, position = read_varint(data, position, end)
        elif wire_type == LENGTH_DELIMITED:
            length, field_start = read_varint(data, position, end)
            position = field_start + length
        elif wire_type in (FIXED32, FIXED64):
            field_start = position
            position += 4 if wire_type == FIXED32 else 8
        elif wire_type == _START_GROUP:
            field_start = position
            position = _skip_group(data, position, end, number)
        else:
            raise WireError(f"wire type {wire_type} at byte {position}")
        if position > end:
            raise WireError(f"field {number} reaches {position - end} bytes beyond its message")
        yield Field(number, wire_type, value, field_start, position)


def _skip_group(data: ByteSource, start: int, end: int, number: int) -> int:
    """Return the position behind a group, an obsolete way to nest messages."""
    position = start
    open_groups = [number]
    while open_groups:
        key, position = read_varint(data, position, end)
        inner, wire_type = key >> 3, key & 7
        if wire_type == _START_GROUP:
            open_groups.append(inner)
        elif wire_type == _END_GROUP:
            if open_groups.pop() != inner:
                raise WireError(f"group {inner} ends but did not start at byte {position}")
        elif wire_type == VARINT:
            _, position = read_varint(data, position, end)
        elif wire_type == LENGTH_DELIMITED:
            length, position = read_varint(data, position, end)
            position += length
        elif wire_type in (FIXED32, FIXED64):
            position += 4 if wire_type == FIXED32 else 8
        else:
            raise WireError(f"wire type {wire_type} at byte {position}")
        if position > end:
            raise WireError(f"group {number} reaches beyond its message")
    return position
