"""Read what stands before the values of many events at once: wall time, step, summary."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.records import HEADER_SIZE, RecordSpans, words_at_every_byte
from tbtui.readers.varints import decode_varints

WALL_TIME_TAG = 0x09
WALL_TIME_END = 9
"""Bytes of an event up to the end of its wall time, which usually comes first."""
_STEP_TAG = 0x10
_SUMMARY_TAG = 0x2A


class EventHeads(NamedTuple):
    """Events in step with each other.

    Attributes
    ----------
    records : intp[n]
        Indexes into the block's records.
    steps : int64[n]
    wall_times : float64[n]
    positions, ends : int64[n]
        Where in the buffer the next value of each event starts, and where its values end.
    """

    records: NDArray[np.intp]
    steps: NDArray[np.int64]
    wall_times: NDArray[np.float64]
    positions: NDArray[np.int64]
    ends: NDArray[np.int64]

    def select(self, which: NDArray[np.intp]) -> EventHeads:
        """Return some of the events, in the order given."""
        return EventHeads(
            self.records[which],
            self.steps[which],
            self.wall_times[which],
            self.positions[which],
            self.ends[which],
        )


def split_events(
    buffer: NDArray[np.uint8], spans: RecordSpans
) -> tuple[EventHeads, NDArray[np.intp]]:
    """Read wall times and steps, and find the summaries of all events in the usual form.

    The usual form is wall time (field 1), step (field 2, absent at step 0), summary (field 5), and
    nothing else. Returns the events and the indexes of all other records but empty ones.
    """
    payloads = spans.starts + HEADER_SIZE
    ends = payloads + spans.lengths
    words = words_at_every_byte(buffer, len(buffer), "<u8")
    steps, step_ends, regular = _read_steps(words, buffer, payloads)
    summaries = step_ends
    regular &= buffer.take(payloads) == WALL_TIME_TAG
    heads = words[summaries]
    regular &= (heads & np.uint64(0xFF)) == _SUMMARY_TAG
    lengths = (heads >> np.uint64(8)) & np.uint64(0xFF)
    if (lengths < np.uint64(0x80)).all():
        first_values = summaries + 2
    else:
        lengths, length_sizes = decode_varints(heads >> np.uint64(8))
        first_values = summaries + 1 + length_sizes
        regular &= (length_sizes > 0) & (lengths < np.uint64(1 << 40))
    regular &= first_values + lengths.view(np.int64) == ends
    wall_times = words_at_every_byte(buffer, len(buffer), "<f8")[payloads + 1]
    everything = EventHeads(
        np.arange(len(payloads)), steps, wall_times, first_values.astype(np.int64), ends
    )
    if regular.all():
        return everything, np.empty(0, np.intp)
    others = np.flatnonzero(~regular & (spans.lengths > 0))
    return everything.select(np.flatnonzero(regular)), others


def _read_steps(
    words: NDArray[np.uint64], buffer: NDArray[np.uint8], payloads: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return the steps, what follows them, and whether they are in the usual form."""
    after_wall_time = payloads + WALL_TIME_END
    has_step = buffer.take(after_wall_time) == _STEP_TAG
    raw_steps, sizes = decode_varints(words[after_wall_time + 1])
    steps = raw_steps.view(np.int64)
    if has_step.all():
        return steps, after_wall_time + 1 + sizes, sizes > 0
    steps = np.where(has_step, steps, 0)
    return steps, after_wall_time + np.where(has_step, 1 + sizes, 0), ~has_step | (sizes > 0)


def last_step_change(buffer: NDArray[np.uint8], spans: RecordSpans) -> int:
    """Return the index of the last record with another step than the one before, 0 if none.

    The steps of records that are no events mean nothing, but they are numbers like others.
    """
    words = words_at_every_byte(buffer, len(buffer), "<u8")
    steps, _, _ = _read_steps(words, buffer, spans.starts + HEADER_SIZE)
    changes = np.flatnonzero(steps[1:] != steps[:-1])
    return int(changes[-1]) + 1 if len(changes) else 0
