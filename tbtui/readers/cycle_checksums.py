"""Check the payload checksums of records that repeat in a cycle.

CRC-32C is linear (see `crc32c`): the checksum of a payload is that of its constant bytes, which is
one number for each frame of the cycle, combined with what each varying byte contributes. So only
the bytes of wall times, steps and numbers are looked up, a whole column of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.crc32c import contribution, crc32c, masked_crcs
from tbtui.readers.records import HEADER_SIZE

_CHECKSUM_SIZE = 4


class _FrameChecksum(NamedTuple):
    """How the checksum of one frame of a period follows from its varying bytes.

    Attributes
    ----------
    constant : int
        The checksum of the payload with zeros for all bytes that vary.
    varying : list of (int, uint32[256])
        The offset of each such byte and what it contributes, by its value.
    stored_at : int
        Offset of the checksum.
    """

    constant: int
    varying: list[tuple[int, NDArray[np.uint32]]]
    stored_at: int


class CycleChecksums:
    """The checksums of one cycle.

    Parameters
    ----------
    period, mask : uint8[size]
        The bytes of one period and the bits of them that do not vary.
    starts : sequence of int
        Where each frame of the period starts.
    """

    def __init__(
        self, period: NDArray[np.uint8], mask: NDArray[np.uint8], starts: Sequence[int]
    ) -> None:
        self._size = len(period)
        self._frames = []
        for start, end in zip(starts, [*starts[1:], len(period)], strict=True):
            payload_start, payload_end = start + HEADER_SIZE, end - _CHECKSUM_SIZE
            payload = period[payload_start:payload_end].copy()
            places = np.flatnonzero(mask[payload_start:payload_end] != 0xFF)
            payload[places] = 0
            varying = [
                (payload_start + place, contribution(len(payload) - 1 - place))
                for place in places.tolist()
            ]
            self._frames.append(_FrameChecksum(crc32c(payload), varying, payload_end))

    def sound_periods(self, buffer: NDArray[np.uint8], start: int, periods: int) -> int:
        """Return how many of the periods from ``start`` on come before the first unsound frame."""
        sound = np.ones(periods, np.bool_)
        for frame in self._frames:
            registers = np.full(periods, frame.constant, np.uint32)
            for offset, contributed in frame.varying:
                registers ^= contributed.take(self._column(buffer, start + offset, periods, "u1"))
            stored = self._column(buffer, start + frame.stored_at, periods, "<u4")
            sound &= masked_crcs(registers) == stored
        return periods if sound.all() else int(sound.argmin())

    def _column(
        self, buffer: NDArray[np.uint8], offset: int, periods: int, dtype: str
    ) -> NDArray[Any]:
        """View the same place of every period."""
        column: NDArray[Any] = np.ndarray(
            (periods,), dtype, buffer, offset=offset, strides=(self._size,)
        )
        return column
