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
    after_wall_time = payloads + WALL_TIME_END
    has_step = buffer.take(after_wall_time) == _STEP_TAG
    raw_steps, step_sizes = decode_varints(words[after_wall_time + 1])
    regular = buffer.take(payloads) == WALL_TIME_TAG
    regular &= ~has_step | (step_sizes > 0)
    if has_step.all():
        steps = raw_steps.view(np.int64)
        summaries = after_wall_time + 1 + step_sizes
    else:
        steps = np.where(has_step, raw_steps.view(np.int64), 0)
        summaries = after_wall_time + np.where(has_step, 1 + step_sizes, 0)
    heads = words[summaries]
    regular &= (heads & np.uint64(0xFF)) == _SUMMARY_TAG
    lengths, length_sizes = decode_varints(heads >> np.uint64(8))
    first_values = summaries + 1 + length_sizes
    regular &= (length_sizes > 0) & (lengths < np.uint64(1 << 40))
    regular &= first_values + lengths.astype(np.int64) == ends
    wall_times = words_at_every_byte(buffer, len(buffer), "<f8")[payloads + 1]
    everything = EventHeads(
        np.arange(len(payloads)), steps, wall_times, first_values.astype(np.int64), ends
    )
    if regular.all():
        return everything, np.empty(0, np.intp)
    others = np.flatnonzero(~regular & (spans.lengths > 0))
    return everything.select(np.flatnonzero(regular)), others
