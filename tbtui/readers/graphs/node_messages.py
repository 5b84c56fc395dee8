"""The nodes of a graph out of their messages: what all of them say at once, the rest on demand.

A graph can have 100,000 nodes. Where names, operations, inputs and attributes of all of them lie
is found field by field, as `tbtui.readers.wire_columns` does it. Nodes with anything unusual, and
those of small graphs, are parsed one by one.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from tbtui.readers.graphs.content import AttributeColumn, GraphError
from tbtui.readers.graphs.parsing import parsed
from tbtui.readers.wire import LENGTH_DELIMITED
from tbtui.readers.wire_columns import PADDING, Indices, next_contents, next_fields

if TYPE_CHECKING:
    from tbtui.readers.proto.graph import LeanNodeDef

_FIELDS = _NAME, _OP, _INPUT, _DEVICE, _ATTRIBUTE = 1, 2, 3, 4, 5
"""Fields of ``NodeDef``."""
_KEY_TAG, _VALUE_TAG = 0x0A, 0x12
"""What comes before the key and before the value in an entry of its attributes."""
_MOST_FIELDS = 64
"""A node with more, such as one that waits for thousands of others, is parsed by itself."""
_WORTH_WALKING = 200
"""Nodes. Of fewer, each is parsed by itself in less time."""
_DAMAGED: Mapping[str, bytes] = {"attr": b"\xff"}
"""Instead of attributes that cannot be read; `attribute_text` says so."""


class _Fields(NamedTuple):
    """A field of several nodes, which some may have more than once: where its contents lie."""

    rows: Indices
    starts: Indices
    ends: Indices

    def where(self, index: Indices | NDArray[np.bool_]) -> _Fields:
        return _Fields(*(column[index] for column in self))


class NodeMessages:
    """Serialized ``NodeDef`` messages.

    Parameters
    ----------
    messages : sequence of bytes

    Attributes
    ----------
    names, ops, devices : list of bytes
    inputs : list of bytes
        Those of all nodes, one after the other.
    input_counts : list of int

    Raises
    ------
    GraphError
        One of them is damaged.
    """

    def __init__(self, messages: Sequence[bytes]) -> None:
        from tbtui.readers.proto.graph import LeanNodeDef

        count = len(messages)
        self._message_class = LeanNodeDef
        self._bytes = b"".join([*messages, bytes(PADDING)])
        lengths = np.array([len(message) for message in messages], np.int64)
        self._ends = np.cumsum(lengths)
        self._starts = self._ends - lengths
        self._bounds = [0, *self._ends.tolist()]
        fields, self._odd_ones = self._walk()
        self._attributes = fields[_ATTRIBUTE]
        self.names = self._texts(fields[_NAME], count)
        self.ops = self._texts(fields[_OP], count)
        self.devices = self._texts(fields[_DEVICE], count)
        inputs = fields[_INPUT]
        # Those of one node are in the order of their rounds.
        inputs = inputs.where(np.argsort(inputs.rows, kind="stable"))
        self.inputs = self._cut(inputs.starts, inputs.ends)
        self.input_counts: list[int] = np.bincount(inputs.rows, minlength=count).tolist()
        self._take_odd_ones()

    def __len__(self) -> int:
        return len(self._starts)

    def message(self, index: int) -> LeanNodeDef | None:
        """Parse one node; None if it is damaged."""
        first, end = self._bounds[index : index + 2]
        return parsed(self._message_class, self._bytes[first:end])

    def attribute_values(self, name: str) -> dict[int, bytes]:
        """Return the values of an attribute, by the number of each node that has it."""
        key = name.encode("utf-8")
        if key not in self._bytes:
            return {}
        data, (rows, starts, ends) = self._data, self._attributes
        # Usually an entry is a key of less than 128 bytes, a value, and nothing else.
        behind_key = starts + 2 + data[starts + 1]
        values, finished = next_contents(data, np.minimum(behind_key + 1, len(data) - 1))
        usual = (data[starts] == _KEY_TAG) & (data[starts + 1] < 0x80) & (behind_key < ends)
        usual &= finished & (values.ends == ends)
        usual &= data[np.where(usual, behind_key, 0)] == _VALUE_TAG
        has_name = usual & (behind_key - starts - 2 == len(key))
        for place, byte in enumerate(key):
            has_name[has_name] = data[starts[has_name] + 2 + place] == byte
        contents = self._cut(values.starts[has_name], values.ends[has_name])
        found = dict(zip(rows[has_name].tolist(), contents, strict=True))
        for index in {*self._odd_ones, *rows[~usual].tolist()}:
            message = self.message(index)
            if message is not None and name in message.attr:
                found[index] = message.attr[name]
        return found

    @property
    def _data(self) -> NDArray[np.uint8]:
        return np.frombuffer(self._bytes, np.uint8)

    def _walk(self) -> tuple[dict[int, _Fields], list[int]]:
        """Return the fields of the nodes that can be walked together, and the other nodes."""
        is_odd = np.zeros(len(self), np.bool_)
        rows = np.flatnonzero(self._starts < self._ends)
        positions = self._starts[rows]
        data = self._data
        nothing = np.zeros(0, np.int64)
        rounds = {number: [_Fields(nothing, nothing, nothing)] for number in _FIELDS}
        for _ in range(_MOST_FIELDS):
            if len(rows) < _WORTH_WALKING:
                break
            keys = data[positions]
            numbers, wire_types = keys >> np.uint8(3), keys & np.uint8(7)
            contents = next_fields(data, positions + 1, wire_types)
            ends = self._ends[rows]
            is_usual = (keys < 0x80) & (numbers > 0) & contents.usual & (contents.ends <= ends)
            is_usual &= (numbers > _ATTRIBUTE) | (wire_types == LENGTH_DELIMITED)
            is_odd[rows[~is_usual]] = True
            fields = _Fields(rows, contents.starts, contents.ends)
            for number in _FIELDS:
                matches = is_usual & (numbers == number)
                if matches.any():
                    rounds[number].append(fields if matches.all() else fields.where(matches))
            goes_on = is_usual & (contents.ends < ends)
            rows, positions = rows[goes_on], contents.ends[goes_on]
        is_odd[rows] = True
        together = {
            number: _Fields(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
            for number, parts in rounds.items()
        }
        if is_odd.any():
            together = {
                number: fields.where(~is_odd[fields.rows]) for number, fields in together.items()
            }
        return together, np.flatnonzero(is_odd).tolist()

    def _texts(self, fields: _Fields, count: int) -> list[bytes]:
        """Return one text for each node: the last one, as protobuf reads repeated fields."""
        starts, ends = np.zeros(count, np.int64), np.zeros(count, np.int64)
        starts[fields.rows] = fields.starts
        ends[fields.rows] = fields.ends
        return self._cut(starts, ends)

    def _cut(self, starts: Indices, ends: Indices) -> list[bytes]:
        data = self._bytes
        return [data[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def _take_odd_ones(self) -> None:
        pieces: list[bytes] = []
        firsts = np.concatenate([[0], np.cumsum(self.input_counts)])
        taken = 0
        for index in self._odd_ones:
            message = self.message(index)
            if message is None:
                raise GraphError(f"node {index + 1:,} of {len(self):,} is damaged")
            self.names[index] = message.name
            self.ops[index] = message.op
            self.devices[index] = message.device
            self.input_counts[index] = len(message.input)
            place = int(firsts[index])
            pieces += self.inputs[taken:place]
            pieces += message.input
            taken = place
        if self._odd_ones:
            self.inputs = pieces + self.inputs[taken:]


class NodeAttributes(AttributeColumn):
    """The attributes of nodes, taken from their messages one by one.

    Parameters
    ----------
    messages : NodeMessages
    """

    def __init__(self, messages: NodeMessages) -> None:
        self._messages = messages

    def __len__(self) -> int:
        return len(self._messages)

    @overload
    def __getitem__(self, index: int) -> Mapping[str, bytes]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mapping[str, bytes]]: ...
    def __getitem__(
        self, index: int | slice
    ) -> Mapping[str, bytes] | Sequence[Mapping[str, bytes]]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        message = self._messages.message(range(len(self))[index])
        return _DAMAGED if message is None else message.attr

    @functools.lru_cache(maxsize=8)  # noqa: B019
    def values_of(self, name: str) -> Mapping[int, bytes]:
        """Return the values of an attribute, by the number of each node that has it."""
        return self._messages.attribute_values(name)
