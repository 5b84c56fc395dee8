"""Check the payload checksums of records that repeat in a cycle.

CRC-32C is linear (see `crc32c`): the checksum of a payload is that of its constant bytes, which is
one number for each frame of the cycle, combined with what each varying byte contributes. So only
the bytes of wall times, steps and numbers are looked up, those of all frames and periods at once.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.crc32c import contribution, crc32c, masked_crcs
from tbtui.readers.records import HEADER_SIZE

_CHECKSUM_SIZE = 4
_WORD_SIZE = 8


class _FrameBytes(NamedTuple):
    """What has to be known of one frame.

    Attributes
    ----------
    constant : int
        The checksum of the payload with zeros for all bytes that vary.
    words : dict of int to list of (int, int)
        The words that hold the bytes that vary, by their offset in the period: the place of each
        such byte in the word, and how many bytes of payload follow it.
    stored_at : int
        Offset of the checksum.
    """

    constant: int
    words: dict[int, list[tuple[int, int]]]
    stored_at: int

    @property
    def form(self) -> tuple[tuple[int, ...], ...]:
        """Which bytes of each word vary."""
        return tuple(tuple(place for place, _ in word) for word in self.words.values())


class _Contributions(NamedTuple):
    """What the byte at one place of a word contributes in each of several frames.

    That depends on how many bytes follow it, which is the same in many frames: each table is kept
    once.

    Attributes
    ----------
    tables : uint32[tables * 256]
        By the byte's value.
    starts : intp[frames, 1]
        Where the table of each frame starts.
    """

    tables: NDArray[np.uint32]
    starts: NDArray[np.intp]


class _Word(NamedTuple):
    """A word in each of several frames, such as that of the wall time.

    Attributes
    ----------
    offsets : list of int
        Where it lies in the period.
    contributions : dict of int to _Contributions
        What each byte contributes, by its place in the word.
    """

    offsets: list[int]
    contributions: dict[int, _Contributions]


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
        of_form: dict[tuple[tuple[int, ...], ...], list[_FrameBytes]] = {}
        for start, end in itertools.pairwise([*starts, len(period)]):
            frame = _frame_bytes(period, mask, start, end)
            of_form.setdefault(frame.form, []).append(frame)
        self._groups = [_FrameGroup(frames, self._size) for frames in of_form.values()]

    def are_sound(self, buffer: NDArray[np.uint8], start: int, periods: int) -> NDArray[np.bool_]:
        """Say of each of the periods from ``start`` on whether all its checksums hold."""
        sound = np.ones(periods, np.bool_)
        for group in self._groups:
            sound &= group.are_sound(buffer, start, periods)
        return sound


class _FrameGroup:
    """Frames that are alike in where their bytes vary: they are looked at together.

    Parameters
    ----------
    frames : sequence of _FrameBytes
    period_size : int
    """

    def __init__(self, frames: Sequence[_FrameBytes], period_size: int) -> None:
        self._period_size = period_size
        self._constants = np.array([[frame.constant] for frame in frames], np.uint32)
        self._stored_at = [frame.stored_at for frame in frames]
        self._words = []
        for of_frames in zip(*(frame.words.items() for frame in frames), strict=True):
            followings: dict[int, list[int]] = {}
            for _, varying in of_frames:
                for place, following in varying:
                    followings.setdefault(place, []).append(following)
            contributions = {place: _contributions(each) for place, each in followings.items()}
            self._words.append(_Word([offset for offset, _ in of_frames], contributions))

    def are_sound(self, buffer: NDArray[np.uint8], start: int, periods: int) -> NDArray[np.bool_]:
        """Say of each period whether the checksums of all these frames hold."""
        registers = np.repeat(self._constants, periods, axis=1)
        for word in self._words:
            words = self._columns(buffer, start, periods, word.offsets, "<u8")
            self._add_contributions(registers, words, word.contributions)
        stored = self._columns(buffer, start, periods, self._stored_at, "<u4")
        sound: NDArray[np.bool_] = (masked_crcs(registers) == stored).all(axis=0)
        return sound

    def _add_contributions(
        self,
        registers: NDArray[np.uint32],
        words: NDArray[np.uint64],
        contributions: Mapping[int, _Contributions],
    ) -> None:
        """Combine the registers with what the bytes of words contribute.

        The high bytes of wall times and of steps hardly ever change; what does not is looked up
        once for all periods.
        """
        changing = int(np.bitwise_or.reduce(words ^ words[:, :1], axis=None))
        bytes_of_words = words.view(np.uint8).reshape(*words.shape, _WORD_SIZE)
        for place, (tables, starts) in contributions.items():
            values = bytes_of_words[:, :, place]
            if not (changing >> (8 * place)) & 0xFF:
                values = values[:, :1]
            registers ^= tables.take(values + starts)

    def _columns(
        self,
        buffer: NDArray[np.uint8],
        start: int,
        periods: int,
        offsets: Sequence[int],
        dtype: str,
    ) -> NDArray[Any]:
        """Copy the same places of every period, those of each frame in a row."""
        result = np.empty((len(offsets), periods), dtype)
        for row, offset in zip(result, offsets, strict=True):
            row[:] = np.ndarray(
                (periods,), dtype, buffer, offset=start + offset, strides=(self._period_size,)
            )
        return result


def _contributions(followings: list[int]) -> _Contributions:
    """Return what a byte contributes in frames where so many bytes of payload follow it."""
    places = {following: place for place, following in enumerate(dict.fromkeys(followings))}
    starts = np.array([256 * places[following] for following in followings], np.intp)
    tables = np.concatenate([contribution(following) for following in places])
    return _Contributions(tables, starts[:, np.newaxis])


def _frame_bytes(
    period: NDArray[np.uint8], mask: NDArray[np.uint8], start: int, end: int
) -> _FrameBytes:
    payload_start, payload_end = start + HEADER_SIZE, end - _CHECKSUM_SIZE
    payload = period[payload_start:payload_end].copy()
    places = np.flatnonzero(mask[payload_start:payload_end] != 0xFF)
    payload[places] = 0
    words: dict[int, list[tuple[int, int]]] = {}
    word_at = -_WORD_SIZE
    for place in places.tolist():
        offset = payload_start + place
        if offset >= word_at + _WORD_SIZE:
            # No word reaches beyond its frame.
            word_at = min(offset, end - _WORD_SIZE)
            words[word_at] = []
        words[word_at].append((offset - word_at, len(payload) - 1 - place))
    return _FrameBytes(crc32c(payload), words, payload_end)
