"""What the hparams plugin keeps in the metadata of its tags.

The messages are TensorBoard's ``HParamsPluginData`` and what it holds, and protobuf's own
``google.protobuf.Value``. They are walked (see `wire`), as there is one for each of many runs and
protobuf takes longer to load than all of them to read.
"""

from __future__ import annotations

import functools
import json
import struct
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from tbtui.readers.values import text
from tbtui.readers.wire import FIXED64, LENGTH_DELIMITED, VARINT, Field, WireError, fields

PLUGIN = "hparams"
SESSION_START_TAG = "_hparams_/session_start_info"
SESSION_END_TAG = "_hparams_/session_end_info"
EXPERIMENT_TAG = "_hparams_/experiment"

HyperparameterValue = bool | float | str

Json = None | bool | float | str | list["Json"] | dict[str, "Json"]
_DEEPEST = 20


class SessionStatus(Enum):
    """How a session ended, as its end says."""

    UNKNOWN = 0
    SUCCESS = 1
    FAILURE = 2
    RUNNING = 3


class SessionStart(NamedTuple):
    """What a session says when it starts.

    Attributes
    ----------
    hyperparameters : dict
        Lists and structures, which TensorBoard does not show, are given as JSON; values that are
        not set are left out.
    group_name : str
        Sessions of one name are repetitions of one trial; empty if the session is alone.
    start_time : float or None
        Seconds since the epoch.
    model_uri, monitor_url : str
        May be empty.
    """

    hyperparameters: dict[str, HyperparameterValue]
    group_name: str = ""
    start_time: float | None = None
    model_uri: str = ""
    monitor_url: str = ""


class SessionEnd(NamedTuple):
    """What a session says when it ends.

    Attributes
    ----------
    status : SessionStatus
    end_time : float or None
        Seconds since the epoch.
    """

    status: SessionStatus = SessionStatus.UNKNOWN
    end_time: float | None = None


@functools.lru_cache(maxsize=16_384)
def session_start(content: bytes) -> SessionStart:
    """Return all that is in the content of the tag `SESSION_START_TAG`.

    It is asked for again and again, and remembered; nobody may change what is returned.

    Raises
    ------
    WireError
        If the content is malformed.
    """
    texts = {2: "", 3: "", 4: ""}
    hyperparameters: dict[str, HyperparameterValue] = {}
    start_time = None
    for information in messages(content, 0, len(content), 3):
        for field in fields(content, information.start, information.end):
            if field.number == 1 and field.wire_type == LENGTH_DELIMITED:
                name, value = _map_entry(content, field)
                if isinstance(value, list | dict):
                    value = json.dumps(value, ensure_ascii=False)
                if value is not None:
                    hyperparameters[name] = value
            elif field.number in texts and field.wire_type == LENGTH_DELIMITED:
                texts[field.number] = text(content[field.start : field.end])
            elif field.number == 5 and field.wire_type == FIXED64:
                start_time = double(content, field)
    return SessionStart(hyperparameters, texts[4], start_time, texts[2], texts[3])


def session_end(content: bytes) -> SessionEnd:
    """Return all that is in the content of the tag `SESSION_END_TAG`.

    Raises
    ------
    WireError
        If the content is malformed.
    """
    end_time = None
    for information in messages(content, 0, len(content), 4):
        for field in fields(content, information.start, information.end):
            if field.number == 2 and field.wire_type == FIXED64:
                end_time = double(content, field)
    return SessionEnd(session_status(content), end_time)


def session_status(content: bytes) -> SessionStatus:
    """Return the status in the content of the tag `SESSION_END_TAG`.

    Raises
    ------
    WireError
        If the content is malformed.
    """
    status = 0
    for information in messages(content, 0, len(content), 4):
        for field in fields(content, information.start, information.end):
            if field.number == 1 and field.wire_type == VARINT:
                status = field.value
    return SessionStatus(status) if status <= 3 else SessionStatus.UNKNOWN


def messages(data: bytes, start: int, end: int, number: int) -> Iterator[Field]:
    """Yield the fields of this number, if they are texts or messages."""
    for field in fields(data, start, end):
        if field.number == number and field.wire_type == LENGTH_DELIMITED:
            yield field


def double(data: bytes, field: Field) -> float:
    """Return the number in a field of eight bytes."""
    (value,) = struct.unpack("<d", data[field.start : field.end])
    return float(value)


def _map_entry(data: bytes, entry: Field, depth: int = 0) -> tuple[str, Json]:
    """Read one entry of a map from names to values."""
    name: str = ""
    value: Json = None
    for field in fields(data, entry.start, entry.end):
        if field.wire_type == LENGTH_DELIMITED and field.number == 1:
            name = text(data[field.start : field.end])
        elif field.wire_type == LENGTH_DELIMITED and field.number == 2:
            value = json_value(data, field, depth)
    return name, value


def json_value(data: bytes, message: Field, depth: int = 0) -> Json:
    """Read a ``google.protobuf.Value``; of several kinds of value, the last one counts."""
    if depth > _DEEPEST:
        raise WireError("a value inside too many others")
    value: Json = None
    for field in fields(data, message.start, message.end):
        kind = (field.number, field.wire_type)
        if kind == (1, VARINT):
            value = None
        elif kind == (2, FIXED64):
            value = double(data, field)
        elif kind == (3, LENGTH_DELIMITED):
            value = text(data[field.start : field.end])
        elif kind == (4, VARINT):
            value = bool(field.value)
        elif kind == (5, LENGTH_DELIMITED):
            entries = messages(data, field.start, field.end, 1)
            value = dict(_map_entry(data, entry, depth + 1) for entry in entries)
        elif kind == (6, LENGTH_DELIMITED):
            items = messages(data, field.start, field.end, 1)
            value = [json_value(data, item, depth + 1) for item in items]
    return value
