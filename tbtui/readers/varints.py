"""Decode many protobuf varints at once.

A varint of up to eight bytes fits one 64-bit word. All words are decoded together with a handful
of whole-array operations, the trick known as SWAR ("SIMD within a register"): find the first byte
without a continuation bit, cut what follows it, and close the gaps between the 7-bit groups.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_CONTINUATION_BITS = np.uint64(0x8080808080808080)
_CONTINUATION = np.uint64(0x80)
_TWO_CONTINUATIONS = np.uint64(0x8080)
_GROUP = np.uint64(0x7F)
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
    if not ((words & _TWO_CONTINUATIONS) == _TWO_CONTINUATIONS).any():
        return _decode_short(words)
    endings = ~words & _CONTINUATION_BITS
    with np.errstate(over="ignore"):
        last = endings & (~endings + _ONE)
        kept_bits = (last << _ONE) - _ONE
        sizes = (((last >> np.uint64(7)) * _BYTE_INDEX) >> np.uint64(56)) + _ONE
    unfinished = endings == 0
    if unfinished.any():
        sizes[unfinished] = 0
    widest = int(sizes.max()) if len(sizes) else 0
    return join_groups(words & kept_bits, widest), sizes.astype(np.intp)


def _decode_short(words: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """Decode varints of one or two bytes."""
    two_bytes = (words & _CONTINUATION) != 0
    values: NDArray[np.uint64] = words & _GROUP
    if not two_bytes.any():
        return values, np.ones(len(words), np.intp)
    second = (words >> _ONE) & (_GROUP << np.uint64(7))
    return np.where(two_bytes, values | second, values), two_bytes + np.intp(1)


def join_groups(words: NDArray[np.uint64], widest: int) -> NDArray[np.uint64]:
    """Close the gaps between the groups of 7 bits of varints.

    Parameters
    ----------
    words : uint64[n]
        The bytes of a varint each, and zeros behind them.
    widest : int
        No varint has more bytes.

    Returns
    -------
    uint64[n]
        The numbers that they stand for.
    """
    values: NDArray[np.uint64] = words & ~_CONTINUATION_BITS
    for reach, (low, high, shift) in zip((1, 2, 4), _ROUNDS, strict=True):
        if widest > reach:
            values = (values & low) | ((values & high) >> shift)
    return values
