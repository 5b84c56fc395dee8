"""Make cycles of records whose values match templates."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.cycles import Cycle, CycleFrame, CycleNumber
from tbtui.readers.points import ValuePlaces
from tbtui.readers.records import FRAME_SIZE, HEADER_SIZE, RecordSpans
from tbtui.readers.value_templates import Template

MOST_RECORDS = 1024
"""Longest cycle that is looked for."""
_WALL_TIME_AT = HEADER_SIZE + 1
_STEP_TAG_AT = HEADER_SIZE + 9
_STEP_TAG = 0x10
_STEP_AT = _STEP_TAG_AT + 1
_CONTINUATION_BIT = 0x80
_CHECKSUM_SIZE = 4


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
    starts = spans.starts[-2 * MOST_RECORDS :]
    if len(starts) < 2:
        return None
    in_reach = int(np.searchsorted(places.offsets, starts[0]))
    places = ValuePlaces(places.offsets[in_reach:], places.templates[in_reach:])
    count = _cycle_length(starts, spans.lengths[-2 * MOST_RECORDS :], places)
    if count is None:
        return None
    starts = starts[-count:]
    cycle = cycle_of(buffer, starts, spans.next, places, templates)
    if cycle is None:
        return None
    # The records before must be another period of it: two of a kind, then more are likely.
    start = int(starts[0])
    return cycle if cycle.count(buffer, start - cycle.size, start) == 1 else None


def cycle_of(
    buffer: NDArray[np.uint8],
    starts: NDArray[np.int64],
    end: int,
    places: ValuePlaces,
    templates: Sequence[Template],
) -> Cycle | None:
    """Return the cycle whose first period some records are; None where a value is no scalar.

    Parameters
    ----------
    buffer : uint8[m]
    starts : int64[n]
        Of the records, which follow each other up to ``end``.
    end : int
    places : ValuePlaces
        All values in them, and maybe others. Records without values are taken for such that hold
        nothing whatever their wall time and step are. What else stands in records with values held
        nothing to be kept when it was read, and is among the bytes compared.
    templates : sequence of Template
    """
    cycle_start = int(starts[0])
    first, last = np.searchsorted(places.offsets, [cycle_start, end]).tolist()
    numbers_of_templates = places.templates[first:last]
    if not numbers_of_templates.all():
        return None
    period = buffer[cycle_start:end].copy()
    mask = np.full(len(period), 0xFF, np.uint8)
    edges = [*(starts - cycle_start).tolist(), len(period)]
    frames = [
        _mask_frame(period, mask, frame_start, frame_end)
        for frame_start, frame_end in itertools.pairwise(edges)
    ]
    offsets = places.offsets[first:last]
    frame_of = np.searchsorted(starts, offsets, "right") - 1
    numbers = []
    for offset, template_number, frame in zip(
        offsets.tolist(), numbers_of_templates.tolist(), frame_of.tolist(), strict=True
    ):
        template = templates[template_number - 1]
        hole = offset - cycle_start + template.hole
        mask[hole : hole + template.dtype.itemsize] = 0
        numbers.append(CycleNumber(frame, hole, template.dtype.str, template.source))
    return Cycle(period, mask, frames, numbers)


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


def _mask_frame(
    period: NDArray[np.uint8], mask: NDArray[np.uint8], start: int, end: int
) -> CycleFrame:
    """Mask out wall time, step and checksum of a frame."""
    mask[start + _WALL_TIME_AT : start + _STEP_TAG_AT] = 0
    mask[end - _CHECKSUM_SIZE : end] = 0
    step_size = 0
    if period[start + _STEP_TAG_AT] == _STEP_TAG:
        step_size = 1
        while period[start + _STEP_AT + step_size - 1] & _CONTINUATION_BIT:
            step_size += 1
        mask[start + _STEP_AT : start + _STEP_AT + step_size] = _CONTINUATION_BIT
    return CycleFrame(start, step_size)
