"""Describe whole small files by the cycles that they are made of, to recognise others like them.

The runs of an experiment log the same tags in the same order, so their files are alike from the
first byte on: what comes once, such as the version record, then the first step, which is written
without its number, then the steps whose numbers take one byte, then those of two bytes. Each of
these parts is a number of periods of one cycle (see `cycles`). The list of them is the *layout* of
a file; `layout_pass` compares many files with it at once.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.cycle_learning import MOST_RECORDS, cycle_of
from tbtui.readers.cycles import Cycle
from tbtui.readers.points import ValuePlaces
from tbtui.readers.records import FRAME_SIZE, HEADER_SIZE, RecordSpans
from tbtui.readers.value_templates import Template

_NO_VALUE = -1
_SHORTEST_SILENT = 24
"""Bytes of payload; in a shorter record, what follows its step might be taken for the step."""
_MOST_SILENT = 4
_MOST_PARTS = 8
_LONGEST_PERIOD = 1 << 16
_MOST_LAYOUTS = 4


class LayoutPart(NamedTuple):
    """Periods of one cycle that follow each other.

    Attributes
    ----------
    cycle : Cycle
    usual : int
        How many periods there were in the file that the layout was learnt from. A file that is
        like it has as many, or ends before; of the last part it may also have more.
    """

    cycle: Cycle
    usual: int


Layout = tuple[LayoutPart, ...]


class KnownLayouts:
    """The layouts learnt last, the newest first."""

    def __init__(self) -> None:
        self.listed: list[Layout] = []

    def add(self, layout: Layout) -> None:
        """Remember a layout, and forget the one that was not of use for the longest time."""
        self.listed = [layout, *self.listed][:_MOST_LAYOUTS]

    def prefer(self, layout: Layout) -> None:
        """Note that a layout was of use."""
        if self.listed[0] is not layout:
            self.listed.remove(layout)
            self.listed.insert(0, layout)


def layout_of(
    buffer: NDArray[np.uint8],
    spans: RecordSpans,
    places: ValuePlaces,
    templates: Sequence[Template],
    is_silent: Callable[[int, int], bool],
) -> Layout | None:
    """Return the layout of a file, or None if it is not made of a few cycles.

    Parameters
    ----------
    buffer : uint8[m]
    spans : RecordSpans
        All records of the file.
    places : ValuePlaces
        Where all values lie, in this file and in others; all of them match templates.
    templates : sequence of Template
    is_silent : callable
        Says of a payload, by its start and length, that it holds nothing to be kept.
    """
    looks = _looks(spans, places)
    silent = np.flatnonzero(looks == _NO_VALUE).tolist()
    for record in silent if len(silent) <= _MOST_SILENT else ():
        start, length = int(spans.starts[record]) + HEADER_SIZE, int(spans.lengths[record])
        if length < _SHORTEST_SILENT or not is_silent(start, length):
            return None
    edges = _part_edges(looks, spans.lengths)
    if len(silent) > _MOST_SILENT or len(edges) > _MOST_PARTS:
        return None
    parts = []
    frame_starts = np.append(spans.starts, spans.next)
    for start, end, period in edges:
        size = int(frame_starts[start + period] - frame_starts[start])
        if period > MOST_RECORDS or size > _LONGEST_PERIOD:
            return None
        of_period = spans.starts[start : start + period]
        period_end = int(frame_starts[start + period])
        cycle = cycle_of(buffer, of_period, period_end, places, templates)
        if cycle is None:
            return None
        parts.append(LayoutPart(cycle, (end - start) // period))
    return tuple(parts)


def _looks(spans: RecordSpans, places: ValuePlaces) -> NDArray[np.int64]:
    """Return the template of the first value of each record, `_NO_VALUE` where it has none."""
    first_value = np.searchsorted(places.offsets, spans.starts)
    templates = np.append(places.templates, _NO_VALUE).take(first_value)
    offsets = np.append(places.offsets, spans.next).take(first_value)
    ends = spans.starts + spans.lengths + FRAME_SIZE
    return np.where(offsets < ends, templates, _NO_VALUE)


def _part_edges(looks: NDArray[np.int64], lengths: NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """Cut the records of a file into parts: first record, end, and records of a period of each.

    What does not repeat at the start of the file is a part of one period. Records at the end that
    are less than a period are left out.
    """
    period = _period(looks)
    different = np.flatnonzero(looks[:-period] != looks[period:])
    start = int(different[-1]) + 1 if len(different) else 0
    periods = (len(looks) - start) // period
    of_period = lengths[start : start + periods * period].reshape(periods, period)
    changes = np.flatnonzero((of_period[1:] != of_period[:-1]).any(axis=1)) + 1
    starts = [0, *changes.tolist(), periods]
    edges = [(0, start, start)] if start else []
    return edges + [
        (start + first * period, start + last * period, period)
        for first, last in itertools.pairwise(starts)
    ]


def _period(looks: NDArray[np.int64]) -> int:
    """Return after how many records the last ones repeat; all of them if they do not."""
    count = len(looks)
    alike = np.flatnonzero(looks[:-1] == looks[-1])[::-1]
    for candidate in (count - 1 - alike).tolist():
        if 2 * candidate > count:
            break
        if np.array_equal(looks[-candidate:], looks[-2 * candidate : -candidate]):
            return int(candidate)
    return count
