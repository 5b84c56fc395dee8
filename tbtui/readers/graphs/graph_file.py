"""Graphs in files of their own: ``.pb``, ``.pbtxt`` and Keras models as ``.json``."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from tbtui.readers.graphs.content import LARGEST_GRAPH, GraphContent, GraphError
from tbtui.readers.graphs.graph_def import content_of, read_graph_def
from tbtui.readers.graphs.keras_model import read_keras_model
from tbtui.readers.graphs.parsing import parsed

if TYPE_CHECKING:
    from tbtui.readers.proto.graph import LeanGraphDef

GRAPH_FILE_ENDINGS = (".pb", ".pbtxt", ".json")

_LONGEST_HEAD = 4096


def read_graph_file(path: str) -> GraphContent:
    """Read a graph, in whichever form the contents of the file tell.

    Understood are ``GraphDef``, ``MetaGraphDef`` and ``SavedModel`` messages, binary or in
    protobuf's text format, and the JSON of Keras models.

    Parameters
    ----------
    path : str

    Raises
    ------
    GraphError
        The file cannot be read or holds no graph.
    """
    data = _file_bytes(path)
    if not data:
        raise GraphError("the file is empty")
    if _is_text(data[:_LONGEST_HEAD]):
        if data.lstrip()[:1] == b"{":
            return read_keras_model(data)
        return _read_text(data)
    return _read_binary(data)


def _file_bytes(path: str) -> bytes:
    try:
        # Without O_NONBLOCK, opening a pipe would wait for a writer.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise GraphError("it is no regular file")
            if status.st_size > LARGEST_GRAPH:
                raise GraphError(f"it has {status.st_size:,} bytes, more than protobuf reads")
        finally:
            os.close(descriptor)
        return Path(path).read_bytes()
    except OSError as error:
        raise GraphError(f"it cannot be read: {error.strerror}") from error


def _is_text(head: bytes) -> bool:
    """Whether a file begins like text: binary messages soon have a control character."""
    return not any(byte < 0x20 and byte not in b"\t\n\r\f" for byte in head)


def _read_binary(data: bytes) -> GraphContent:
    """Read the first of the three messages that has nodes with an operation in it."""
    from tbtui.readers.proto.graph import LeanGraphDef, LeanMetaGraphDef, LeanSavedModel

    for message_class in (LeanGraphDef, LeanSavedModel, LeanMetaGraphDef):
        message = parsed(message_class, data)
        if isinstance(message, LeanGraphDef):
            graphs = [message]
        elif isinstance(message, LeanMetaGraphDef):
            graphs = [message.graph_def]
        elif isinstance(message, LeanSavedModel):
            graphs = [one.graph_def for one in message.meta_graphs]
        else:
            continue
        for graph in graphs:
            if _has_operation(graph):
                return content_of(graph)
    raise GraphError("the file holds no graph: neither GraphDef, MetaGraphDef nor SavedModel")


def _has_operation(graph: LeanGraphDef) -> bool:
    """Whether what may be another message has nodes, of which the first say so."""
    from tbtui.readers.proto.graph import LeanNodeDef

    for data in graph.node:
        node = parsed(LeanNodeDef, data)
        if node is None or node.op:
            return node is not None
    return False


def _read_text(data: bytes) -> GraphContent:
    from google.protobuf import text_format

    from tbtui.readers.proto.graph import GraphDef, MetaGraphDef, SavedModel

    text = data.decode("utf-8", "replace")
    first_error: text_format.ParseError | RecursionError | None = None
    for message_class in (GraphDef, MetaGraphDef, SavedModel):
        try:
            # What newer versions of the messages have is skipped, but not in a wrong message.
            message = text_format.Parse(
                text, message_class(), allow_unknown_field=message_class is not GraphDef
            )
        except (text_format.ParseError, RecursionError) as error:
            first_error = first_error or error
            continue
        if isinstance(message, GraphDef):
            graphs = [message]
        elif isinstance(message, MetaGraphDef):
            graphs = [message.graph_def]
        else:
            graphs = [one.graph_def for one in message.meta_graphs]
        for graph in graphs:
            if len(graph.node) or isinstance(message, GraphDef):
                return read_graph_def(graph.SerializeToString())
    raise GraphError(f"the file holds no graph in protobuf's text format: {first_error}")
