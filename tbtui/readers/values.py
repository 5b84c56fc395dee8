"""What one event holds: its step, its time and where each of its values lies.

Events and values are walked, not parsed into objects (see `wire`), so that a value can be indexed
by its place in the file however large it is. Message and field numbers are those of TensorBoard's
``event.proto``, ``summary.proto`` and ``tensor.proto``; the copies under ``proto/`` document them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from tbtui.readers.wire import (
    FIXED32,
    FIXED64,
    LENGTH_DELIMITED,
    VARINT,
    ByteSource,
    Field,
    WireError,
    fields,
    signed,
)

RUN_GRAPH_TAG = "__run_graph__"
META_GRAPH_TAG = "__meta_graph__"

SESSION_LOG = "session_log"
"""The kind of what TensorFlow 1 says of its sessions; the tag tells what was said."""
SESSION_START_TAG = "__session_log__/start"
SESSION_STOP_TAG = "__session_log__/stop"
_SESSION_TAGS = {1: SESSION_START_TAG, 2: SESSION_STOP_TAG, 3: "__session_log__/checkpoint"}

SCALARS = "scalars"
TENSOR = "tensors"
"""The kind of a tensor that nothing says more about."""

LEGACY_KINDS = {2: SCALARS, 3: "obsolete", 4: "images", 5: "histograms", 6: "audio"}
"""Fields of ``Summary.Value`` that older writers use, and the plugin that each belongs to."""


_LONGEST_TEXT = 1 << 24
"""Bytes of a name, a description or a plugin's settings. In a sparse file, more costs nothing."""


class TagMetadata(NamedTuple):
    """What a writer says about a tag, usually only with the tag's first value.

    Attributes
    ----------
    plugin : str
        The dashboard that the tag belongs to, such as ``"scalars"``; may be empty.
    display_name, description : str
        For people; may be empty. The description is Markdown.
    content : bytes
        The plugin's own settings, serialized.
    """

    plugin: str = ""
    display_name: str = ""
    description: str = ""
    content: bytes = b""


class Span(NamedTuple):
    """Bytes from ``start`` up to ``end`` of some byte source."""

    start: int
    end: int


class Event(NamedTuple):
    """One record, walked.

    Attributes
    ----------
    wall_time : float
        Seconds since 1970, UTC.
    step : int
    summaries : list of Span
        The messages ``Summary``, nearly always one or none; see `values_in`.
    blobs : list of (kind, tag, Span)
        Graphs, run metadata and session logs, which an event holds instead of a summary.
    """

    wall_time: float
    step: int
    summaries: list[Span]
    blobs: list[tuple[str, str, Span]]


class Value(NamedTuple):
    """One ``Summary.Value``, walked.

    Attributes
    ----------
    tag : str
        Bytes that are not UTF-8 are kept as lone surrogates, so that distinct tags stay distinct.
    kind : str
        The plugin of a legacy value, `TENSOR` for a tensor, or ``""`` without any value.
    content : Span
        The number, tensor, image, ... itself.
    metadata : TagMetadata or None
        None when the value carries no metadata.
    """

    tag: str
    kind: str
    content: Span
    metadata: TagMetadata | None


class ScalarSource(NamedTuple):
    """Where scalars come from: a tag, what was said of it, and in which form they stood.

    Attributes
    ----------
    tag : str
    kind : str
        ``"scalars"`` for a ``simple_value``, ``"tensors"`` for a tensor.
    metadata : TagMetadata or None
    """

    tag: str
    kind: str
    metadata: TagMetadata | None


def text(data: bytes) -> str:
    """Decode a name; bytes that are not UTF-8 survive as lone surrogates."""
    return data.decode("utf-8", "surrogateescape")


def _short(data: ByteSource, field: Field) -> bytes:
    """Return what is kept in memory of a value, whose length may be a lie or a joke."""
    if field.end - field.start > _LONGEST_TEXT:
        raise WireError(f"a name or description of {field.end - field.start} bytes")
    return data[field.start : field.end]


def walk_event(data: ByteSource, start: int, end: int) -> Event:
    """Walk the ``Event`` in ``data[start:end]``.

    Raises
    ------
    WireError
        If it is malformed.
    """
    wall_time, step = 0.0, 0
    summaries: list[Span] = []
    blobs: list[tuple[str, str, Span]] = []
    for field in fields(data, start, end):
        span = Span(field.start, field.end)
        is_message = field.wire_type == LENGTH_DELIMITED
        if field.number == 1 and field.wire_type == FIXED64:
            (wall_time,) = struct.unpack("<d", data[field.start : field.end])
        elif field.number == 2 and field.wire_type == VARINT:
            step = signed(field.value)
        elif not is_message:
            continue
        elif field.number == 4:
            blobs.append(("graphs", RUN_GRAPH_TAG, span))
        elif field.number == 5:
            summaries.append(span)
        elif field.number == 7:
            blobs.append((SESSION_LOG, _session_tag(data, span), span))
        elif field.number == 8:
            tag, content = _walk_tagged_run_metadata(data, span)
            blobs.append(("graph_tagged_run_metadata", tag, content))
        elif field.number == 9:
            blobs.append(("meta_graphs", META_GRAPH_TAG, span))
    return Event(wall_time, step, summaries, blobs)


def values_in(data: ByteSource, event: Event) -> Iterator[Span]:
    """Yield where each ``Summary.Value`` of an event lies. There can be very many of them.

    Raises
    ------
    WireError
        If a summary is malformed, when that place is reached.
    """
    for summary in event.summaries:
        for field in fields(data, summary.start, summary.end):
            if field.number == 1 and field.wire_type == LENGTH_DELIMITED:
                yield Span(field.start, field.end)


def _session_tag(data: ByteSource, span: Span) -> str:
    """Return the tag for the status of a ``SessionLog``, so that it need not be read again."""
    status = 0
    for field in fields(data, span.start, span.end):
        if field.number == 1 and field.wire_type == VARINT:
            status = field.value
    return _SESSION_TAGS.get(status, "__session_log__")


def _walk_tagged_run_metadata(data: ByteSource, span: Span) -> tuple[str, Span]:
    tag, content = "", Span(span.end, span.end)
    for field in fields(data, span.start, span.end):
        if field.wire_type != LENGTH_DELIMITED:
            continue
        if field.number == 1:
            tag = text(_short(data, field))
        elif field.number == 2:
            content = Span(field.start, field.end)
    return tag, content


def walk_value(data: ByteSource, start: int, end: int) -> Value:
    """Walk the ``Summary.Value`` in ``data[start:end]``.

    Raises
    ------
    WireError
        If it is malformed.
    """
    tag, node_name, kind = "", "", ""
    content = Span(end, end)
    metadata = None
    for field in fields(data, start, end):
        if field.number == 2:
            if field.wire_type == FIXED32:
                kind, content = SCALARS, Span(field.start, field.end)
        elif field.wire_type != LENGTH_DELIMITED:
            continue
        elif field.number == 1:
            tag = text(_short(data, field))
        elif field.number == 7:
            node_name = text(_short(data, field))
        elif field.number in LEGACY_KINDS:
            kind, content = LEGACY_KINDS[field.number], Span(field.start, field.end)
        elif field.number == 8:
            kind, content = TENSOR, Span(field.start, field.end)
        elif field.number == 9:
            metadata = _walk_metadata(data, field.start, field.end)
    # TensorBoard falls back to the name of the graph's node, for tensors without a tag.
    return Value(tag or node_name, kind, content, metadata)


def _walk_metadata(data: ByteSource, start: int, end: int) -> TagMetadata:
    plugin, display_name, description, content = "", "", "", b""
    for field in fields(data, start, end):
        if field.wire_type != LENGTH_DELIMITED:
            continue
        if field.number == 1:
            for inner in fields(data, field.start, field.end):
                if inner.wire_type != LENGTH_DELIMITED:
                    continue
                if inner.number == 1:
                    plugin = text(_short(data, inner))
                elif inner.number == 2:
                    content = _short(data, inner)
        elif field.number == 2:
            display_name = text(_short(data, field))
        elif field.number == 3:
            description = text(_short(data, field))
    return TagMetadata(plugin, display_name, description, content)


def kind_of(value: Value) -> str:
    """Return the plugin that a value belongs to, by what it says itself.

    Legacy values belong to the plugin of their kind whatever their metadata says, as in
    TensorBoard's migration of them; tensors belong to the plugin that their metadata names.
    """
    if value.kind not in ("", TENSOR):
        return value.kind
    if value.metadata is not None and value.metadata.plugin:
        return value.metadata.plugin
    return TENSOR
