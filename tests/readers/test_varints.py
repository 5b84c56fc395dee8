from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tbtui.readers.varints import decode_varints


def encode(number: int) -> bytes:
    encoded = bytearray()
    while number >= 0x80:
        encoded.append((number & 0x7F) | 0x80)
        number >>= 7
    return bytes([*encoded, number])


@given(st.lists(st.tuples(st.integers(0, (1 << 56) - 1), st.binary(min_size=8, max_size=8))))
def test_varints_of_up_to_eight_bytes_whatever_follows_them(
    cases: list[tuple[int, bytes]],
) -> None:
    encoded = [encode(number) for number, _ in cases]
    words = b"".join((e + after)[:8] for e, (_, after) in zip(encoded, cases, strict=True))
    values, sizes = decode_varints(np.frombuffer(words, "<u8"))
    assert values.tolist() == [number for number, _ in cases]
    assert sizes.tolist() == [len(e) for e in encoded]


def test_a_varint_that_does_not_end_has_no_size() -> None:
    _, sizes = decode_varints(np.array([0xFFFFFFFFFFFFFFFF, 0x01], np.uint64))
    assert sizes.tolist() == [0, 1]
