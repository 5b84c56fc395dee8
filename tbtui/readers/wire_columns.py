"""Walk many protobuf messages of one type at once, field by field, as `wire` walks one.

The messages lie one after the other in an array of bytes. In each round the next field of every
message is looked at, so that there are as many rounds as the longest message has fields. Only
what writers write is understood: field numbers up to 15, and each field at most once. Any other
message is reported as unusual, for its reader to walk by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.wire import FIXED32, FIXED64, LENGTH_DELIMITED, VARINT

Indices = NDArray[np.int64]

PADDING = 16
"""Bytes that must lie behind the last message, as numbers are read without looking at the end."""

_MOST_FIELDS = 24
_LONGEST_VARINT = 5


class Spans(NamedTuple):
    """Where a part of each of several messages lies.

    Attributes
    ----------
    starts, ends : int64[n]
        In the array of bytes; both 0 where a message has no such part.
    """

    starts: Indices
    ends: Indices


class WalkedMessages(NamedTuple):
    """Where the fields of several messages lie.

    Attributes
    ----------
    usual : bool[n]
        Whether the message was understood; nothing is said about the fields of others.
    present : dict of int to bool[n]
        Whether a message has a field, by the field's number.
    spans : dict of int to Spans
        Contents of a field, by its number. Of a varint, ``starts`` is the number itself.
    """

    usual: NDArray[np.bool_]
    present: Mapping[int, NDArray[np.bool_]]
    spans: Mapping[int, Spans]


def walk_messages(
    data: NDArray[np.uint8], messages: Spans, wanted: Mapping[int, int]
) -> WalkedMessages:
    """Find fields of many messages.

    Parameters
    ----------
    data : uint8[m]
        With `PADDING` bytes more than the messages need.
    messages : Spans
    wanted : mapping of int to int
        Numbers of the fields to find, and the wire type that each must have.
    """
    count = len(messages.starts)
    usual = np.ones(count, np.bool_)
    present = {number: np.zeros(count, np.bool_) for number in wanted}
    spans = {
        number: Spans(np.zeros(count, np.int64), np.zeros(count, np.int64)) for number in wanted
    }
    (rows,) = np.nonzero(messages.starts < messages.ends)
    positions = messages.starts[rows]
    for _ in range(_MOST_FIELDS):
        if not len(rows):
            break
        keys = data[positions]
        # Bit 7 tells of a key of more than one byte.
        numbers, wire_types = keys >> np.uint8(3), keys & np.uint8(7)
        ends_of_messages = messages.ends[rows]
        fields = next_fields(data, positions + 1, wire_types)
        is_usual = (keys < 0x80) & (numbers > 0) & fields.usual & (fields.ends <= ends_of_messages)
        for number, wire_type in wanted.items():
            matches = numbers == number
            if not matches.any():
                continue
            is_usual &= ~(matches & ((wire_types != wire_type) | present[number][rows]))
            matches &= is_usual
            found = rows[matches]
            present[number][found] = True
            spans[number].starts[found] = fields.starts[matches]
            spans[number].ends[found] = fields.ends[matches]
        usual[rows[~is_usual]] = False
        goes_on = is_usual & (fields.ends < ends_of_messages)
        rows, positions = rows[goes_on], fields.ends[goes_on]
    usual[rows] = False
    return WalkedMessages(usual, present, spans)


class NextFields(NamedTuple):
    """One field of each of several messages; ``starts`` of a varint is its value."""

    starts: Indices
    ends: Indices
    usual: NDArray[np.bool_]


def next_fields(
    data: NDArray[np.uint8], positions: Indices, wire_types: NDArray[np.uint8]
) -> NextFields:
    """Find where one field of each of several messages ends.

    Parameters
    ----------
    data : uint8[m]
        As for `walk_messages`.
    positions : int64[n]
        Behind the keys of the fields.
    wire_types : uint8[n]
    """
    starts, ends = positions.copy(), positions.copy()
    ends[wire_types == FIXED64] += 8
    ends[wire_types == FIXED32] += 4
    usual = (wire_types == FIXED64) | (wire_types == FIXED32)
    (counted,) = np.nonzero((wire_types == VARINT) | (wire_types == LENGTH_DELIMITED))
    if len(counted):
        values, behind, finished = _varints(data, positions[counted])
        usual[counted] = finished
        is_length = wire_types[counted] == LENGTH_DELIMITED
        starts[counted] = np.where(is_length, behind, values)
        ends[counted] = np.where(is_length, behind + values, behind)
    return NextFields(starts, ends, usual)


def next_contents(data: NDArray[np.uint8], positions: Indices) -> tuple[Spans, NDArray[np.bool_]]:
    """Find what lies behind a length, for several places at once.

    Returns
    -------
    Spans
        Which may reach beyond the data.
    bool[n]
        Whether the length is one.
    """
    lengths, behind, finished = _varints(data, positions)
    return Spans(behind, behind + lengths), finished


def _varints(
    data: NDArray[np.uint8], positions: Indices
) -> tuple[Indices, Indices, NDArray[np.bool_]]:
    """Return numbers, the positions behind them, and which of them are short enough."""
    values = np.zeros(len(positions), np.int64)
    behind = positions.copy()
    open_ones = np.ones(len(positions), np.bool_)
    last = len(data) - 1
    for byte in range(_LONGEST_VARINT):
        pieces = data[np.minimum(behind, last)].astype(np.int64)
        values += np.where(open_ones, (pieces & 0x7F) << (7 * byte), 0)
        behind += open_ones
        open_ones &= pieces >= 0x80
        if not open_ones.any():
            break
    return values, behind, ~open_ones
