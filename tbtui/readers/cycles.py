"""Decode records that repeat in a fixed cycle, the common case, without looking for them.

A training loop logs the same tags in the same order at every step. Then the same frames follow each
other again and again, alike in every byte but the wall times, the numbers, the digits of the steps
and the payload checksums. One period of such frames, with these bytes masked out, is a *cycle*.

A stretch of bytes that equals the cycle in every other byte, repeated, holds exactly these frames:
their lengths and the checksums of their lengths are among the bytes compared, so the frames are
where they should be; so are all tags, field numbers and sizes, and the bits that say how many bytes
each step takes, so every payload decodes as the one that the cycle was learnt from does, which
matched a template byte for byte (see `templates`). What varies is then read by strided views: one
view for all wall times of a frame, one for its steps, one for each of its numbers.

Where the bytes differ, the general way of `blocks` takes over, and a new cycle is learnt from what
it finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.cycle_checksums import CycleChecksums
from tbtui.readers.points import Floats, TagPoints, ValuePlaces
from tbtui.readers.records import FRAME_SIZE, HEADER_SIZE, RecordSpans
from tbtui.readers.value_templates import Template
from tbtui.readers.values import ScalarSource
from tbtui.readers.varints import join_groups

_WALL_TIME_AT = HEADER_SIZE + 1
_STEP_TAG_AT = HEADER_SIZE + 9
_STEP_TAG = 0x10
_STEP_AT = _STEP_TAG_AT + 1
_CONTINUATION_BIT = 0x80
_CHECKSUM_SIZE = 4
_MOST_RECORDS = 1024
"""Longest cycle that is looked for."""
_TRIAL = 4
"""Periods compared first: bytes that do not repeat should cost little."""
_BYTES_AT_ONCE = 1 << 17
"""Compared in one go: few enough to stay in the processor's cache, many enough for its cost."""


class _Frame(NamedTuple):
    """One frame of a period: where it starts and how many bytes its step takes, 0 for none."""

    start: int
    step_size: int


class _Number(NamedTuple):
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
    frames : sequence of _Frame
    numbers : sequence of _Number
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
        frames: Sequence[_Frame],
        numbers: Sequence[_Number],
    ) -> None:
        self.size = len(period)
        self.first_header = period[:HEADER_SIZE].tobytes()
        self._pattern = period & mask
        self._mask = mask
        self._frames = tuple(frames)
        self._numbers_of_tag: dict[str, list[_Number]] = {}
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
        if self._checksums is None:
            starts = [frame.start for frame in self._frames]
            self._checksums = CycleChecksums(self._pattern, self._mask, starts)
        return self._checksums.sound_periods(buffer, start, periods)

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

    def _wall_time_at(self, number: _Number) -> int:
        return self._frames[number.frame].start + _WALL_TIME_AT

    def _values(
        self, buffer: NDArray[np.uint8], start: int, periods: int, number: _Number
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
    ) -> list[NDArray[np.int64]]:
        """Return the steps of every frame of the period."""
        result: list[NDArray[np.int64]] = []
        last_words, last_size = np.empty(0, np.uint64), -1
        for frame in self._frames:
            words = self._column(buffer, start, periods, frame.start + _STEP_AT, "<u8")
            words = words & np.uint64((1 << (8 * frame.step_size)) - 1)
            if frame.step_size == last_size and np.array_equal(words, last_words):
                # Logged at the same steps as the frame before, as usual: decoded already.
                result.append(result[-1])
                continue
            result.append(join_groups(words, frame.step_size).view(np.int64))
            last_words, last_size = words, frame.step_size
        return result


def find_cycle(
    buffer: NDArray[np.uint8],
    spans: RecordSpans,
    places: ValuePlaces,
    templates: Sequence[Template],
) -> Cycle | None:
    """Return the cycle in which the last records repeat, if they do.

    Parameters
    ----------
    buffer : uint8[m]
    spans : RecordSpans
        Records of the buffer that follow each other, up to ``spans.next``.
    places : ValuePlaces
        The values in them that match templates.
    templates : sequence of Template
    """
    starts = spans.starts[-2 * _MOST_RECORDS :]
    if len(starts) < 2:
        return None
    in_reach = int(np.searchsorted(places.offsets, starts[0]))
    places = ValuePlaces(places.offsets[in_reach:], places.templates[in_reach:])
    count = _cycle_length(starts, spans.lengths[-2 * _MOST_RECORDS :], places)
    if count is None:
        return None
    cycle_start = int(starts[-count])
    period = buffer[cycle_start : spans.next].copy()
    mask = np.full(len(period), 0xFF, np.uint8)
    ends = np.append(starts[-count + 1 :] if count > 1 else starts[:0], spans.next)
    frames = []
    for start, end in zip((starts[-count:] - cycle_start).tolist(), ends.tolist(), strict=True):
        frames.append(_mask_frame(period, mask, start, end - cycle_start))
    numbers = []
    first = int(np.searchsorted(places.offsets, cycle_start))
    frame_of = np.searchsorted(starts[-count:], places.offsets[first:], "right") - 1
    for offset, template_index, frame in zip(
        places.offsets[first:].tolist(),
        places.templates[first:].tolist(),
        frame_of.tolist(),
        strict=True,
    ):
        template = templates[template_index - 1]
        hole = offset - cycle_start + template.hole
        mask[hole : hole + template.dtype.itemsize] = 0
        numbers.append(_Number(frame, hole, template.dtype.str, template.source))
    cycle = Cycle(period, mask, frames, numbers)
    # The records before must be another period of it: two of a kind, then more are likely.
    return cycle if cycle.count(buffer, cycle_start - cycle.size, cycle_start) == 1 else None


def _cycle_length(
    starts: NDArray[np.int64], lengths: NDArray[np.int64], places: ValuePlaces
) -> int | None:
    """Return after how many records they seem to repeat, by their lengths and first values."""
    first_value = np.searchsorted(places.offsets, starts)
    following = np.append(starts[1:], starts[-1] + lengths[-1] + FRAME_SIZE)
    has_value = first_value < len(places.offsets)
    first_value = np.minimum(first_value, len(places.offsets) - 1)
    if not len(places.offsets):
        return None
    has_value &= places.offsets[first_value] < following
    looks = np.where(has_value, (places.templates[first_value] << 20) | (lengths & 0xFFFFF), -1)
    alike = np.flatnonzero(looks[:-1] == looks[-1])[::-1]
    for candidate in (len(looks) - 1 - alike).tolist():
        if 2 * candidate > len(looks):
            return None
        last = looks[-candidate:]
        if (last >= 0).all() and np.array_equal(last, looks[-2 * candidate : -candidate]):
            return int(candidate)
    return None


def _mask_frame(period: NDArray[np.uint8], mask: NDArray[np.uint8], start: int, end: int) -> _Frame:
    """Mask out wall time, step and checksum of a frame."""
    mask[start + _WALL_TIME_AT : start + _STEP_TAG_AT] = 0
    mask[end - _CHECKSUM_SIZE : end] = 0
    step_size = 0
    if period[start + _STEP_TAG_AT] == _STEP_TAG:
        step_size = 1
        while period[start + _STEP_AT + step_size - 1] & _CONTINUATION_BIT:
            step_size += 1
        mask[start + _STEP_AT : start + _STEP_AT + step_size] = _CONTINUATION_BIT
    return _Frame(start, step_size)
