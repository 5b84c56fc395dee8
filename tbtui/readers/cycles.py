"""Decode records that repeat in a fixed cycle, the common case, without looking for them.

A training loop logs the same tags in the same order at every step. Then the same frames follow each
other again and again, alike in every byte but the wall times, the numbers, the digits of the steps
and the payload checksums. One period of such frames, with these bytes masked out, is a *cycle*.

A stretch of bytes that equals the cycle in every other byte, repeated, holds exactly these frames:
their lengths and the checksums of their lengths are among the bytes compared, so the frames are
where they should be; so are all tags, field numbers and sizes, and the bits that say how many bytes
each step takes, so every payload decodes as the one that the cycle was learnt from does, which
matched a template byte for byte (see `templates`). What varies has a fixed width and no bit of it
decides how any other byte is read: eight bytes of a double, seven bits in each byte of a varint,
the bytes of a number. It is read by strided views: one view for all wall times of a frame, one for
its steps, one for each of its numbers.

Where the bytes differ, the general way of `blocks` takes over, and a new cycle is learnt from what
it finds (see `cycle_learning`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.points import Floats, TagPoints
from tbtui.readers.records import FRAME_SIZE, HEADER_SIZE
from tbtui.readers.values import ScalarSource
from tbtui.readers.varints import join_groups

if TYPE_CHECKING:
    from tbtui.readers.cycle_checksums import CycleChecksums

_WALL_TIME_AT = HEADER_SIZE + 1
_STEP_AT = HEADER_SIZE + 10
_TRIAL = 4
"""Periods compared first: bytes that do not repeat should cost little."""
_BYTES_AT_ONCE = 1 << 17
"""Compared in one go: few enough to stay in the processor's cache, many enough for its cost."""


class CycleFrame(NamedTuple):
    """One frame of a period: where it starts and how many bytes its step takes, 0 for none."""

    start: int
    step_size: int


class CycleNumber(NamedTuple):
    """One number of a period."""

    frame: int
    offset: int
    dtype: str
    source: ScalarSource


class Cycle:
    """One period of frames, in the bytes that do not vary.

    Parameters
    ----------
    period : uint8[size]
        The bytes of one period.
    mask : uint8[size]
        The bits of them that do not vary.
    frames : sequence of CycleFrame
    numbers : sequence of CycleNumber
        In the order of their offsets.

    Attributes
    ----------
    size : int
        Bytes of one period.
    first_header : bytes
        Of the first frame.
    """

    def __init__(
        self,
        period: NDArray[np.uint8],
        mask: NDArray[np.uint8],
        frames: Sequence[CycleFrame],
        numbers: Sequence[CycleNumber],
    ) -> None:
        self.size = len(period)
        self.first_header = period[:HEADER_SIZE].tobytes()
        self._pattern = period & mask
        self._mask = mask
        self._frames = tuple(frames)
        self._frames_with_numbers = sorted({number.frame for number in numbers})
        self._numbers_of_tag: dict[str, list[CycleNumber]] = {}
        for number in numbers:
            self._numbers_of_tag.setdefault(number.source.tag, []).append(number)
        self._at_once = 0
        self._checksums: CycleChecksums | None = None

    def count(self, buffer: NDArray[np.uint8], start: int, end: int) -> int:
        """Return how many whole periods ``buffer[start:end]`` starts with."""
        periods = max(0, end - start) // self.size
        equal = trial = self._equal_periods(buffer, start, min(periods, _TRIAL))
        if trial < _TRIAL:
            return equal
        at_once = max(_TRIAL, _BYTES_AT_ONCE // self.size)
        while equal < periods:
            tried = min(at_once, periods - equal)
            more = self._equal_periods(buffer, start + equal * self.size, tried)
            equal += more
            if more < tried:
                break
        return equal

    def _equal_periods(self, buffer: NDArray[np.uint8], start: int, periods: int) -> int:
        if periods > self._at_once:
            self._at_once = periods
            self._repeated_pattern = np.tile(self._pattern, periods)
            self._repeated_mask = np.tile(self._mask, periods)
        size = periods * self.size
        masked = buffer[start : start + size] & self._repeated_mask[:size]
        different = masked != self._repeated_pattern[:size]
        return int(different.argmax()) // self.size if different.any() else periods

    def sound_periods(self, buffer: NDArray[np.uint8], start: int, periods: int) -> int:
        """Return how many of the periods come before the first payload with a wrong checksum."""
        sound = self._are_sound(buffer, start, periods)
        return periods if sound.all() else int(sound.argmin())

    def _are_sound(self, buffer: NDArray[np.uint8], start: int, periods: int) -> NDArray[np.bool_]:
        if self._checksums is None:
            # Only needed where everything is verified.
            from tbtui.readers.cycle_checksums import CycleChecksums

            starts = [frame.start for frame in self._frames]
            self._checksums = CycleChecksums(self._pattern, self._mask, starts)
        return self._checksums.are_sound(buffer, start, periods)

    def which(self, buffer: NDArray[np.uint8], periods: int, *, verify: bool) -> NDArray[np.bool_]:
        """Say which pieces of a buffer, each of the size of a period, are periods.

        Parameters
        ----------
        buffer : uint8[m]
        periods : int
            How many pieces there are, from the start of the buffer on.
        verify : bool
            Whether all checksums have to hold, too.
        """
        everything = periods * self.size
        if self.count(buffer, 0, everything) == periods:
            equal = np.ones(periods, np.bool_)
        else:
            pieces = buffer[:everything].reshape(periods, self.size)
            equal = ((pieces & self._mask) == self._pattern).all(axis=1)
        return equal & self._are_sound(buffer, 0, periods) if verify else equal

    def last_frame(self, end: int) -> tuple[int, int]:
        """Return start and payload length of the last frame of a stretch that ends at ``end``."""
        length = self.size - self._frames[-1].start - FRAME_SIZE
        return end - length - FRAME_SIZE, length

    def points(self, buffer: NDArray[np.uint8], start: int, periods: int) -> list[TagPoints]:
        """Read the points of ``periods`` periods from ``start`` on, which `count` has found.

        The arrays may be views of the buffer: they are to be copied before it is filled again.
        """
        steps = self._steps(buffer, start, periods)
        result = []
        for numbers in self._numbers_of_tag.values():
            columns = [
                (
                    steps[number.frame],
                    self._column(buffer, start, periods, self._wall_time_at(number), "<f8"),
                    self._values(buffer, start, periods, number),
                )
                for number in numbers
            ]
            source = numbers[0].source
            if len(columns) == 1:
                result.append(TagPoints(source, *columns[0]))
            else:
                # A tag that occurs several times in a period: its points take turns.
                by_column = zip(*columns, strict=True)
                result.append(TagPoints(source, *(np.stack(c, axis=1).ravel() for c in by_column)))
        return result

    def _wall_time_at(self, number: CycleNumber) -> int:
        return self._frames[number.frame].start + _WALL_TIME_AT

    def _values(
        self, buffer: NDArray[np.uint8], start: int, periods: int, number: CycleNumber
    ) -> Floats:
        raw = self._column(buffer, start, periods, number.offset, number.dtype)
        narrow = number.dtype in ("<f4", "<f2")
        values: Floats = raw.astype(np.float32 if narrow else np.float64, copy=False)
        return values

    def _column(
        self, buffer: NDArray[np.uint8], start: int, periods: int, offset: int, dtype: str
    ) -> NDArray[Any]:
        """View the same place of every period."""
        column: NDArray[Any] = np.ndarray(
            (periods,), dtype, buffer, offset=start + offset, strides=(self.size,)
        )
        return column

    def _steps(
        self, buffer: NDArray[np.uint8], start: int, periods: int
    ) -> dict[int, NDArray[np.int64]]:
        """Return the steps of each frame of the period that has a number, by the frame's index.

        They take no more than eight bytes, as `event_heads` reads no longer ones. Those of other
        frames may, and mean nothing.
        """
        result: dict[int, NDArray[np.int64]] = {}
        last_words, last_size = np.empty(0, np.uint64), -1
        last_steps = np.empty(0, np.int64)
        for index in self._frames_with_numbers:
            frame = self._frames[index]
            words = self._column(buffer, start, periods, frame.start + _STEP_AT, "<u8")
            words = words & np.uint64((1 << (8 * frame.step_size)) - 1)
            if frame.step_size != last_size or not np.array_equal(words, last_words):
                # Else logged at the same steps as the frame before, as usual: decoded already.
                last_steps = join_groups(words, frame.step_size).view(np.int64)
                last_words, last_size = words, frame.step_size
            result[index] = last_steps
        return result
