"""Tell the shape of a value from its first bytes: its size and the length of its tag.

Values of one shape nearly always have their number in the same place, so a shape says which bytes
to leave out when a value is compared with what is known (see `templates`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.value_templates import MAX_VALUE_SIZE, VALUE_TAG
from tbtui.readers.wire import read_varint

_TAG_LENGTH_BITS = 7
SHAPE_KEY_COUNT = (MAX_VALUE_SIZE + 1) << _TAG_LENGTH_BITS
"""All shape keys are less."""


def value_shapes(
    heads: NDArray[np.uint64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Read sizes and shapes from the first eight bytes of values.

    Parameters
    ----------
    heads : uint64[n]
        Little-endian words, each starting with a value's leading byte.

    Returns
    -------
    sizes : int64[n]
        Bytes of the value with leading byte and length.
    shape_keys : int64[n]
        Size and tag length in one number, 0 where there is no such shape.
    regular : bool[n]
        Whether this is a value at all whose size fits what `TemplateTable` compares.
    """
    second = (heads >> np.uint64(8)) & np.uint64(0xFF)
    third = (heads >> np.uint64(16)) & np.uint64(0xFF)
    two_bytes = second >= 0x80
    if two_bytes.any():
        lengths = np.where(two_bytes, (second & np.uint64(0x7F)) | (third << np.uint64(7)), second)
        rest = heads >> np.where(two_bytes, np.uint64(24), np.uint64(16))
        regular = (heads & np.uint64(0xFF)) == VALUE_TAG
        regular &= ~(two_bytes & (third >= 0x80))
    else:
        lengths = second
        rest = heads >> np.uint64(16)
        regular = (heads & np.uint64(0xFF)) == VALUE_TAG
    sizes = lengths.astype(np.int64) + 2 + two_bytes
    tag_lengths = ((rest >> np.uint64(8)) & np.uint64(0xFF)).astype(np.int64)
    regular &= sizes <= MAX_VALUE_SIZE
    shaped = regular & ((rest & np.uint64(0xFF)) == VALUE_TAG) & (tag_lengths < 0x80)
    shape_keys = np.where(shaped, (sizes << _TAG_LENGTH_BITS) | tag_lengths, 0)
    return sizes, shape_keys, regular


def shape_key_of(encoded: bytes) -> int | None:
    """Return the shape key of one value, as `value_shapes` computes it for many.

    None if it has no shape.
    """
    size = len(encoded)
    length, body = encoded[1], 2
    if length >= 0x80:
        length, body = read_varint(encoded, 1, size)
    if body + length != size or size > MAX_VALUE_SIZE or encoded[body] != VALUE_TAG:
        return None
    tag_length = encoded[body + 1]
    return (size << _TAG_LENGTH_BITS) | tag_length if tag_length < 0x80 else None
