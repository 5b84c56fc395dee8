"""The shape of a value is read the same from one value as from many at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tbtui.readers.value_shapes import SHAPE_KEY_COUNT, shape_key_of, value_shapes


def varint(number):
    return bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])


def scalar_value(tag):
    """Return a value with its leading byte and length: a tag of any bytes, and a simple_value."""
    body = b"\x0a" + varint(len(tag)) + tag + b"\x15" + bytes(4)
    return b"\x0a" + varint(len(body)) + body


def of_many(encoded):
    """Return size, shape key and regularity of a value as `value_shapes` tells them."""
    heads = np.frombuffer(encoded[:8].ljust(8, b"\0"), "<u8")
    sizes, keys, regular = value_shapes(heads)
    return int(sizes[0]), int(keys[0]), bool(regular[0])


@given(st.binary(min_size=1, max_size=300))
def test_one_value_has_the_shape_that_it_has_among_many(tag):
    encoded = scalar_value(tag)
    size, key, regular = of_many(encoded)
    assert regular
    assert size == len(encoded)
    assert (shape_key_of(encoded) or 0) == key < SHAPE_KEY_COUNT


@given(st.lists(st.integers(0, 127), min_size=2, max_size=2, unique=True))
def test_tags_of_different_lengths_give_different_shapes(lengths):
    shorter, longer = (shape_key_of(scalar_value(b"t" * length)) for length in lengths)
    assert shorter != longer


def test_a_tag_of_128_bytes_has_no_shape():
    assert shape_key_of(scalar_value(b"t" * 127)) is not None
    assert shape_key_of(scalar_value(b"t" * 128)) is None
    assert of_many(scalar_value(b"t" * 128))[1] == 0


def test_a_value_that_does_not_start_with_its_tag_has_no_shape():
    assert shape_key_of(b"\x0a\x05\x15\0\0\0\0") is None
    assert of_many(b"\x0a\x05\x15\0\0\0\0")[1] == 0


def test_a_value_that_does_not_fill_its_bytes_has_no_shape():
    assert shape_key_of(scalar_value(b"loss") + b"\0") is None
