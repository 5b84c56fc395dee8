from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.readers.wire import LENGTH_DELIMITED, VARINT, WireError, fields, read_varint, signed


def test_fields_of_a_small_message() -> None:
    # field 2: varint 300; field 1: bytes "ab"; field 5: fixed32
    data = bytes.fromhex("10ac02 0a026162 2d01020304".replace(" ", ""))
    found = list(fields(data, 0, len(data)))
    assert [(f.number, f.wire_type) for f in found] == [(2, VARINT), (1, LENGTH_DELIMITED), (5, 5)]
    assert found[0].value == 300
    assert data[found[1].start : found[1].end] == b"ab"
    assert data[found[2].start : found[2].end] == b"\x01\x02\x03\x04"


def test_groups_are_skipped() -> None:
    # field 3 as a group that holds field 1 = 5 and an inner group, then field 2 = 7
    data = bytes([0x1B, 0x08, 5, 0x23, 0x24, 0x1C, 0x10, 7])
    assert [(f.number, f.value) for f in fields(data, 0, len(data))] == [(3, 0), (2, 7)]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x0a\x05ab", id="contents end too early"),
        pytest.param(b"\x10\xff", id="varint ends too early"),
        pytest.param(b"\x10" + b"\xff" * 11, id="varint of eleven bytes"),
        pytest.param(b"\x15\x00", id="fixed32 ends too early"),
        pytest.param(b"\x00\x00", id="field number 0"),
        pytest.param(b"\x0f", id="wire type 7"),
        pytest.param(b"\x0c", id="a group ends that never started"),
        pytest.param(b"\x0b\x08\x01", id="a group never ends"),
    ],
)
def test_malformed_messages_are_refused(data: bytes) -> None:
    with pytest.raises(WireError):
        list(fields(data, 0, len(data)))


@given(st.binary(max_size=60))
def test_any_bytes_are_walked_or_refused(data: bytes) -> None:
    try:
        found = list(fields(data, 0, len(data)))
    except WireError:
        return
    assert all(0 <= field.start <= field.end <= len(data) for field in found)


def test_negative_numbers_are_twos_complement() -> None:
    value, end = read_varint(b"\xff" * 9 + b"\x01", 0, 10)
    assert (signed(value), end) == (-1, 10)
