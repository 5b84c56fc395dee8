"""Compare the payloads of many records with their checksums at once.

Short payloads of one length are checked byte by byte, each byte of all of them together. Long ones
are cut into rows of 256 bytes, the first row of each padded in front; then the registers of all
rows of all payloads are computed together and combined payload by payload, a row at a time.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.crc32c import (
    INVERSION,
    ROW_SIZE,
    byte_table,
    contributions,
    crc32c,
    masked_crcs,
    payload_is_sound,
    row_registers,
    shift_table,
    shifted,
)

_HEADER_SIZE = 12
_FEW_FRAMES = 4
"""Fewer short payloads of one length are checked one by one."""
_BYTES_AT_ONCE = 1 << 20


def payloads_are_sound(
    buffer: NDArray[np.uint8], starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Say for many frames whether their payload checksums hold.

    Parameters
    ----------
    buffer : uint8[m]
        Holds all the frames.
    starts, lengths : int64[n]
        Where each frame's length field starts, and its bytes of payload.

    Returns
    -------
    bool[n]
    """
    sound = np.empty(len(starts), np.bool_)
    # A row that starts before its payload would start before the buffer in the first few frames.
    is_long = (lengths > ROW_SIZE) & (starts >= ROW_SIZE)
    long = np.flatnonzero(is_long)
    # So many at once that what is made of them stays in the processor's cache.
    parts = np.cumsum(lengths[long]) // _BYTES_AT_ONCE
    for members in np.split(long, np.flatnonzero(np.diff(parts)) + 1) if len(long) else []:
        sound[members] = _long_are_sound(buffer, starts[members], lengths[members])
    short = np.flatnonzero(~is_long)
    order = short[np.argsort(lengths[short], kind="stable")]
    edges = np.flatnonzero(np.diff(lengths[order])) + 1
    for members in np.split(order, edges) if len(order) else []:
        length = int(lengths[members[0]])
        if len(members) < _FEW_FRAMES or length > ROW_SIZE:
            for member in members.tolist():
                sound[member] = payload_is_sound(buffer, int(starts[member]), length)
        else:
            sound[members] = _alike_are_sound(buffer, starts[members], length)
    return sound


def _alike_are_sound(
    buffer: NDArray[np.uint8], starts: NDArray[np.int64], length: int
) -> NDArray[np.bool_]:
    """Check short payloads of one length."""
    payloads = _matrix(buffer, starts + _HEADER_SIZE, length)
    registers = np.full(len(starts), crc32c(bytes(length)), np.uint32)
    table_of = contributions()
    for place, column in enumerate(np.ascontiguousarray(payloads.T)):
        registers ^= table_of[length - 1 - place].take(column)
    sound: NDArray[np.bool_] = masked_crcs(registers) == _stored(buffer, starts, length)
    return sound


def _long_are_sound(
    buffer: NDArray[np.uint8], starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Check payloads of more than one row each."""
    row_counts = -(-lengths // ROW_SIZE)
    # The longest first: then those that have another row are always the first few.
    order = np.argsort(-row_counts, kind="stable")
    starts, lengths, row_counts = starts[order], lengths[order], row_counts[order]
    first_rows = np.cumsum(row_counts) - row_counts
    places = np.arange(int(row_counts.sum())) - np.repeat(first_rows, row_counts)
    row_starts = starts + _HEADER_SIZE + lengths - ROW_SIZE * row_counts
    rows = _matrix(buffer, np.repeat(row_starts, row_counts) + ROW_SIZE * places, ROW_SIZE)
    padding = ROW_SIZE * row_counts - lengths
    padded = rows[first_rows]
    padded[np.arange(ROW_SIZE) < padding[:, np.newaxis]] = 0
    rows[first_rows] = padded
    of_rows = row_registers(rows)
    registers = of_rows[first_rows] ^ _inversions_moved().take(ROW_SIZE - padding)
    having = len(registers)
    for place in range(1, int(row_counts[0])):
        having = int(np.searchsorted(-row_counts[:having], -place, "left"))
        moved = shifted(registers[:having], shift_table(0))
        registers[:having] = moved ^ of_rows[first_rows[:having] + place]
    sound = np.empty(len(starts), np.bool_)
    registers ^= np.uint32(INVERSION)
    sound[order] = masked_crcs(registers) == _stored(buffer, starts, lengths)
    return sound


@lru_cache(maxsize=1)
def _inversions_moved() -> NDArray[np.uint32]:
    """Return uint32[257]: the register that all checksums start with, moved over 0 to 256 bytes."""
    table = byte_table()
    moved = [INVERSION]
    for _ in range(ROW_SIZE):
        moved.append(int(table[moved[-1] & 0xFF]) ^ (moved[-1] >> 8))
    return np.array(moved, np.uint32)


def _matrix(buffer: NDArray[np.uint8], starts: NDArray[np.int64], width: int) -> NDArray[np.uint8]:
    """Copy ``width`` bytes from each start into the rows of a matrix."""
    wide = np.ndarray((len(buffer) - width + 1,), f"V{width}", buffer, strides=(1,))
    rows: NDArray[np.uint8] = wide[starts].view(np.uint8).reshape(len(starts), width)
    return rows


def _stored(
    buffer: NDArray[np.uint8], starts: NDArray[np.int64], lengths: NDArray[np.int64] | int
) -> NDArray[np.uint32]:
    words: NDArray[np.uint32] = np.ndarray((len(buffer) - 3,), "<u4", buffer, strides=(1,))
    stored: NDArray[np.uint32] = words[starts + _HEADER_SIZE + lengths]
    return stored
