"""Decode many protobuf varints at once.

A varint of up to eight bytes fits one 64-bit word. All words are decoded together with a handful
of whole-array operations, the trick known as SWAR ("SIMD within a register"): find the first byte
without a continuation bit, cut what follows it, and close the gaps between the 7-bit groups.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_CONTINUATION_BITS = np.uint64(0x8080808080808080)
_ONE = np.uint64(1)
# Multiplying 2**(8*k) by this leaves k in the highest byte, for k from 0 to 7.
_BYTE_INDEX = np.uint64(0x0001020304050607)
# Neighbouring groups of 7, 14 and 28 bits are moved together in three rounds.
_ROUNDS = (
    (np.uint64(0x007F007F007F007F), np.uint64(0x7F007F007F007F00), np.uint64(1)),
    (np.uint64(0x00003FFF00003FFF), np.uint64(0x3FFF00003FFF0000), np.uint64(2)),
    (np.uint64(0x000000000FFFFFFF), np.uint64(0x0FFFFFFF00000000), np.uint64(4)),
)


def decode_varints(words: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """Decode the varint at the start of every little-endian word.

    Parameters
    ----------
    words : uint64[n]
        Eight bytes each, of which the first ones are the varint.

    Returns
    -------
    values : uint64[n]
    sizes : intp[n]
        Bytes that the varint takes, from 1 to 8; 0 where it does not end within its word.
    """
    endings = ~words & _CONTINUATION_BITS
    with np.errstate(over="ignore"):
        last = endings & (~endings + _ONE)
        kept_bits = (last << _ONE) - _ONE
        sizes = (((last >> np.uint64(7)) * _BYTE_INDEX) >> np.uint64(56)) + _ONE
    values = words & kept_bits
    for low, high, shift in _ROUNDS:
        values = (values & low) | ((values & high) >> shift)
    unfinished = endings == 0
    if unfinished.any():
        sizes[unfinished] = 0
    return values, sizes.astype(np.intp)
