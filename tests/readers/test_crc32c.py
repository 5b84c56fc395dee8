from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.readers.crc32c import crc32c, masked, masked_length_crcs, payload_is_sound


def plain_crc32c(data: bytes) -> int:
    register = 0xFFFFFFFF
    for byte in data:
        register ^= byte
        for _ in range(8):
            register = (register >> 1) ^ (0x82F63B78 if register & 1 else 0)
    return register ^ 0xFFFFFFFF


def test_the_published_check_value() -> None:
    assert crc32c(b"123456789") == 0xE3069283


def test_the_header_of_a_first_record() -> None:
    header = bytes.fromhex("1800000000000000")
    assert masked(crc32c(header)) == 0x224B7FA3


@pytest.mark.parametrize("size", [0, 1, 4, 95, 96, 97, 255, 256, 257, 513, 8192, 8193, 70_001])
def test_every_way_of_computing_agrees_with_the_definition(size: int) -> None:
    data = np.random.default_rng(size).bytes(size)
    assert crc32c(data) == plain_crc32c(data)


@given(st.binary(max_size=700))
def test_any_bytes(data: bytes) -> None:
    assert crc32c(data) == plain_crc32c(data)
    assert crc32c(memoryview(data)) == plain_crc32c(data)


@given(st.lists(st.integers(0, (1 << 63) - 1), max_size=20))
def test_checksums_of_many_lengths(lengths: list[int]) -> None:
    expected = [masked(plain_crc32c(length.to_bytes(8, "little"))) for length in lengths]
    assert masked_length_crcs(np.array(lengths, np.int64)).tolist() == expected


def test_a_flipped_bit_is_found() -> None:
    payload = b"some payload"
    frame = bytearray(12) + payload + masked(crc32c(payload)).to_bytes(4, "little")
    assert payload_is_sound(frame, 0, len(payload))
    frame[15] ^= 0x10
    assert not payload_is_sound(frame, 0, len(payload))
