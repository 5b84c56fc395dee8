"""Decode the scalars of many events together, value by value.

One pass decodes the first value of every event, the next pass the second value of those that have
one, and so on. So any mixture of values in an event is decoded at the speed of whole-array
operations. A value is decoded by the template that it matches (see `templates`).

What matches none may teach a new template, if the payload of its record is what its checksum says:
a flipped bit in a tag would otherwise invent a curve. What teaches nothing either is *odd*.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.event_heads import EventHeads
from tbtui.readers.points import Points, ValuePlaces
from tbtui.readers.records import words_at_every_byte
from tbtui.readers.templates import TemplateTable
from tbtui.readers.value_shapes import value_shapes
from tbtui.readers.value_templates import VALUE_TAG
from tbtui.readers.wire import WireError, read_varint

_MOST_PASSES = 32
"""Values of an event decoded in step with those of other events; the others are spread out."""
_FIRST_LESSON = 64
"""Unknown values looked at before the new templates are tried on the others."""
_SHORTEST_LESSON = 8


class OddReader(Protocol):
    """Deals with what is not decoded in step."""

    def is_sound(self, record: int) -> bool:
        """Say whether the payload of a record is what its checksum says."""

    def read_odd_rests(self, events: EventHeads) -> None:
        """Read the values of events, from the one that is next to the last."""

    def read_odd_values(
        self, record: int, step: int, wall_time: float, start: int, end: int
    ) -> None:
        """Read the values of an event that lie in ``buffer[start:end]``."""


class ValuesInStep:
    """The scalars of some events.

    Parameters
    ----------
    buffer : uint8[m]
        Holds the events, and `BUFFER_SLACK` bytes behind them.
    table : TemplateTable
    odd : OddReader

    Attributes
    ----------
    points : list of Points
        What was decoded.
    """

    def __init__(self, buffer: NDArray[np.uint8], table: TemplateTable, odd: OddReader) -> None:
        self._buffer = buffer
        self._table = table
        self._odd = odd
        self._matched: list[ValuePlaces] = []
        self.points: list[Points] = []

    def places(self) -> ValuePlaces | None:
        """Return where all values lie; None when there are none."""
        if not self._matched:
            return None
        if len(self._matched) == 1:
            return self._matched[0]
        offsets = np.concatenate([places.offsets for places in self._matched])
        templates = np.concatenate([places.templates for places in self._matched])
        order = np.argsort(offsets, kind="stable")
        return ValuePlaces(offsets[order], templates[order])

    def decode(self, events: EventHeads) -> None:
        """Decode all values of these events; those that are not usual scalars are passed on."""
        words = words_at_every_byte(self._buffer, len(self._buffer), "<u8")
        passes = 0
        while len(events.records):
            if passes == _MOST_PASSES:
                events = self._spread(events)
            passes += 1
            sizes, shape_keys, regular = value_shapes(words[events.positions])
            regular &= events.positions + sizes <= events.ends
            if not regular.all():
                self._odd.read_odd_rests(events.select(np.flatnonzero(~regular)))
                kept = np.flatnonzero(regular)
                events = events.select(kept)
                sizes, shape_keys = sizes[kept], shape_keys[kept]
            templates = self._match(events, sizes, shape_keys)
            self._matched.append(ValuePlaces(events.positions, templates))
            self._read_numbers(events, templates)
            if passes > _MOST_PASSES:
                break
            events = events._replace(positions=events.positions + sizes)
            unfinished = np.flatnonzero(events.positions < events.ends)
            if len(unfinished) < len(events.records):
                events = events.select(unfinished)

    def _spread(self, events: EventHeads) -> EventHeads:
        """Give each value still to come in these events an entry of its own.

        A few events with thousands of values would otherwise take thousands of passes.
        """
        owners: list[int] = []
        positions: list[int] = []
        ends: list[int] = []
        data = self._buffer.tobytes()
        for index, (position, end) in enumerate(
            zip(events.positions.tolist(), events.ends.tolist(), strict=True)
        ):
            while position < end:
                owners.append(index)
                positions.append(position)
                try:
                    length, body = read_varint(data, position + 1, end)
                except WireError:
                    length, body = end, end
                # What is no value of its own takes the rest of the event, to be walked.
                regular = data[position] == VALUE_TAG and body + length <= end
                position = body + length if regular else end
                ends.append(position)
        repeated = events.select(np.array(owners, np.intp))
        return repeated._replace(
            positions=np.array(positions, np.int64), ends=np.array(ends, np.int64)
        )

    def _match(
        self, events: EventHeads, sizes: NDArray[np.int64], shape_keys: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return the template of each value, learning new ones; 0 where the value was odd."""
        table = self._table
        templates = table.match(self._buffer, events.positions, sizes, shape_keys)
        unknown = np.flatnonzero(templates == 0)
        lesson = _FIRST_LESSON
        while len(unknown):
            taught = self._learn(events, sizes, templates, unknown[:lesson])
            unknown = unknown[taught:]
            lesson *= 2
            if table.refresh() and len(unknown):
                again = events.select(unknown).positions
                found = table.match(self._buffer, again, sizes[unknown], shape_keys[unknown])
                templates[unknown] = found
                unknown = unknown[found == 0]
        return templates

    def _learn(
        self,
        events: EventHeads,
        sizes: NDArray[np.int64],
        templates: NDArray[np.int64],
        lesson: NDArray[np.intp],
    ) -> int:
        """Learn from unknown values, and fill in their templates; return how many were looked at.

        When they begin to repeat, the rest is better matched than looked at one by one.
        """
        for looked_at, index in enumerate(lesson.tolist()):
            start = int(events.positions[index])
            encoded = self._buffer.data[start : start + int(sizes[index])].tobytes()
            if not self._odd.is_sound(int(events.records[index])):
                continue
            known = len(self._table.templates)
            number = templates[index] = self._table.learn(encoded)
            if number == 0:
                self._odd.read_odd_values(
                    int(events.records[index]),
                    int(events.steps[index]),
                    float(events.wall_times[index]),
                    start,
                    start + int(sizes[index]),
                )
            elif number <= known and looked_at >= _SHORTEST_LESSON:
                return looked_at + 1
        return len(lesson)

    def _read_numbers(self, events: EventHeads, templates: NDArray[np.int64]) -> None:
        """Read the numbers of matched values, those of each numpy type together."""
        holes, type_numbers, types = self._table.holes_and_types()
        type_of_value = type_numbers.take(templates)
        for type_number in np.flatnonzero(np.bincount(type_of_value)).tolist():
            if type_number == 0:
                continue
            members = np.flatnonzero(type_of_value == type_number)
            everything = len(members) == len(templates)
            chosen = events if everything else events.select(members)
            template = templates if everything else templates[members]
            raw = words_at_every_byte(self._buffer, len(self._buffer), types[type_number])
            numbers = raw[chosen.positions + holes.take(template)]
            narrow = numbers.dtype in (np.dtype("<f4"), np.dtype("<f2"))
            values = numbers.astype(np.float32 if narrow else np.float64, copy=False)
            sources = self._table.sources_of(template)
            self.points.append(
                Points(sources, chosen.steps, chosen.wall_times, values, chosen.positions)
            )
