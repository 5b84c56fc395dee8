"""CRC-32C, the checksum of TFRecord frames, in numpy.

CRC-32C (Castagnoli, reflected polynomial 0x82F63B78) is linear over GF(2) but for its initial and
final inversions: the checksum of some bytes is the XOR of what each byte contributes on its own,
given how many bytes follow it. Tables of these contributions turn a byte-by-byte loop into
gathers, which is what makes checking a whole block of records at once affordable.

A frame stores the checksum *masked*: rotated right by 15 bits, plus 0xA282EAD8. Source: the
TFRecord format, as written by TensorFlow's record writer.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bytes = bytes | bytearray | memoryview

_POLYNOMIAL = 0x82F63B78
INVERSION = 0xFFFFFFFF
_MASK_DELTA = 0xA282EAD8
ROW_SIZE = 256
"""Bytes whose contributions are summed in one gather; longer data is cut into such rows."""
_LOOP_LIMIT = 96
"""Below this many bytes a plain loop beats the fixed cost of the numpy calls."""
_SHORT_LENGTHS = 1 << 12
"""The checksums of shorter lengths, which are nearly all, are looked up."""
_FEWROW_SIZES = 32
"""Up to this many rows one gather of everything beats a gather for each column."""


@lru_cache(maxsize=1)
def byte_table() -> NDArray[np.uint32]:
    """Return uint32[256]: the checksum register after each byte, started at zero."""
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, (table >> 1) ^ np.uint32(_POLYNOMIAL), table >> 1)
    return table.astype(np.uint32)


@lru_cache(maxsize=1)
def _byte_list() -> list[int]:
    return [int(entry) for entry in byte_table()]


@lru_cache(maxsize=1)
def contributions() -> NDArray[np.uint32]:
    """Return uint32[256, 256]: what a byte adds to the checksum, by the bytes that follow it.

    Row ``d``, column ``b`` is the contribution of byte ``b`` when ``d`` bytes come after it.
    """
    table = byte_table()
    rows = np.empty((ROW_SIZE, 256), np.uint32)
    rows[0] = table
    for following in range(1, ROW_SIZE):
        previous = rows[following - 1]
        rows[following] = table[previous & 0xFF] ^ (previous >> 8)
    return rows


@lru_cache(maxsize=40)
def shift_table(doublings: int) -> NDArray[np.uint32]:
    """Return uint32[4, 256]: what the register's four bytes become over zero bytes.

    That is over ``ROW_SIZE << doublings`` of them.
    """
    if doublings == 0:
        # Four bytes of a register stand where the last four bytes before the zeros would.
        zeros = np.arange(256, dtype=np.uint32)
        result = np.stack([zeros << np.uint32(8 * place) for place in range(4)])
        table = byte_table()
        for _ in range(ROW_SIZE):
            result = table[result & 0xFF] ^ (result >> 8)
        return result.astype(np.uint32)
    half = shift_table(doublings - 1)
    return shifted(half, half)


def shifted(registers: NDArray[np.uint32], shift: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Move registers over the zero bytes that ``shift`` stands for."""
    result: NDArray[np.uint32] = (
        shift[0].take(registers & 0xFF)
        ^ shift[1].take((registers >> 8) & 0xFF)
        ^ shift[2].take((registers >> 16) & 0xFF)
        ^ shift[3].take(registers >> 24)
    )
    return result


def contribution(following: int) -> NDArray[np.uint32]:
    """Return uint32[256]: what a byte adds to the checksum when ``following`` bytes follow it."""
    rows, place = divmod(following, ROW_SIZE)
    row: NDArray[np.uint32] = contributions()[place]
    for _ in range(rows):
        row = shifted(row, shift_table(0))
    return row


def crc32c(data: Bytes | NDArray[np.uint8], before: int = 0) -> int:
    """Return the CRC-32C of ``data`` as an unsigned 32-bit integer.

    Parameters
    ----------
    data : bytes-like or uint8[n]
    before : int
        The checksum of what precedes ``data``, to get that of both together.
    """
    size = len(data)
    if size <= _LOOP_LIMIT:
        table = _byte_list()
        register = INVERSION ^ before
        for byte in bytes(data):
            register = table[(register ^ byte) & 0xFF] ^ (register >> 8)
        return register ^ INVERSION
    # Leading zeros do not change a register that starts at zero, so the data is padded in front
    # to whole rows; what the register starts with is combined with the first four bytes.
    row_count = -(-size // ROW_SIZE)
    padded = np.zeros(row_count * ROW_SIZE, np.uint8)
    padded[-size:] = np.frombuffer(data, np.uint8)
    register_bytes = (INVERSION ^ before).to_bytes(4, "little")
    padded[len(padded) - size : len(padded) - size + 4] ^= np.frombuffer(register_bytes, np.uint8)
    rows = padded.reshape(row_count, ROW_SIZE)
    registers = row_registers(rows)
    doublings = 0
    while len(registers) > 1:
        if len(registers) % 2:
            registers = np.concatenate([np.zeros(1, np.uint32), registers])
        registers = shifted(registers[0::2], shift_table(doublings)) ^ registers[1::2]
        doublings += 1
    return int(registers[0]) ^ INVERSION


def row_registers(rows: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return uint32[n]: the register after each row of uint8[n, ROW_SIZE], started at zero."""
    table_of = contributions()
    if len(rows) <= _FEWROW_SIZES:
        registers: NDArray[np.uint32] = np.bitwise_xor.reduce(
            table_of[np.arange(ROW_SIZE - 1, -1, -1), rows], axis=1
        )
        return registers
    registers = np.zeros(len(rows), np.uint32)
    for place, column in enumerate(np.ascontiguousarray(rows.T)):
        registers ^= table_of[ROW_SIZE - 1 - place].take(column)
    return registers


def masked(crc: int) -> int:
    """Return a checksum in the masked form that frames store."""
    return (((crc >> 15) | (crc << 17)) + _MASK_DELTA) & 0xFFFFFFFF


def masked_length_crcs(lengths: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return the masked checksums of lengths written as eight little-endian bytes.

    Parameters
    ----------
    lengths : int64[n]
        Not negative.

    Returns
    -------
    uint32[n]
    """
    highest = int(lengths.max()) if len(lengths) else 0
    if highest < _SHORT_LENGTHS:
        short: NDArray[np.uint32] = _crcs_of_short_lengths().take(lengths)
        return short
    return _compute_length_crcs(lengths, highest)


@lru_cache(maxsize=1)
def _crcs_of_short_lengths() -> NDArray[np.uint32]:
    return _compute_length_crcs(np.arange(_SHORT_LENGTHS), _SHORT_LENGTHS - 1)


def _compute_length_crcs(lengths: NDArray[np.int64], highest: int) -> NDArray[np.uint32]:
    table_of = contributions()
    remaining = lengths.astype(np.uint64)
    result = np.full(len(lengths), _zero_length_crc(), np.uint32)
    for place in range(8):
        if highest >> (8 * place) == 0:
            break
        byte = (remaining >> np.uint64(8 * place)) & np.uint64(0xFF)
        result ^= table_of[7 - place].take(byte.astype(np.intp))
    return masked_crcs(result)


def masked_crcs(crcs: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return many checksums in the masked form that frames store."""
    rotated = (crcs >> np.uint32(15)) | (crcs << np.uint32(17))
    with np.errstate(over="ignore"):
        result: NDArray[np.uint32] = rotated + np.uint32(_MASK_DELTA)
    return result


@lru_cache(maxsize=1)
def _zero_length_crc() -> int:
    return crc32c(bytes(8))


def payload_is_sound(buffer: Any, start: int, length: int) -> bool:
    """Say whether the payload checksum of the frame at ``start`` of ``buffer`` holds.

    Parameters
    ----------
    buffer : uint8[n] or bytes-like
        Holds the whole frame.
    start : int
        Where the frame's length field starts.
    length : int
        Bytes of payload.
    """
    view = memoryview(buffer)
    payload = view[start + 12 : start + 12 + length]
    stored = int.from_bytes(view[start + 12 + length : start + 16 + length], "little")
    return masked(crc32c(payload)) == stored
