"""Which graphs and which profiles a run has, and how to load them.

The rules are those of TensorBoard's graphs plugin: see what each kind of tag holds in `graphs_in`
and `profiles_in`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import NamedTuple

from tbtui.analysis.graph.building import build_graph
from tbtui.analysis.graph.model import Graph
from tbtui.readers.entry_bytes import EntryError, entry_bytes
from tbtui.readers.graphs.content import LARGEST_GRAPH, GraphContent, GraphError
from tbtui.readers.graphs.graph_def import read_graph_def, read_meta_graph_def
from tbtui.readers.graphs.graph_file import read_graph_file
from tbtui.readers.graphs.keras_model import read_keras_model
from tbtui.readers.graphs.kinds import (
    FUNCTION_GRAPHS,
    KERAS_MODELS,
    META_GRAPHS,
    PROFILED_FUNCTION_GRAPHS,
    RUN_GRAPHS,
    TAGGED_RUN_METADATA,
)
from tbtui.readers.graphs.run_metadata import DeviceRuns, read_device_runs, read_function_graphs
from tbtui.readers.memory import without_garbage_collection
from tbtui.readers.odd_values import IndexEntry
from tbtui.readers.string_tensors import only_string
from tbtui.readers.values import META_GRAPH_TAG, RUN_GRAPH_TAG, TENSOR, walk_value
from tbtui.readers.wire import WireError, fields
from tbtui.store.natural_order import natural_key
from tbtui.store.run import Run

_NODE_FIELD = 1
"""Of ``GraphDef``."""
_QUICKLY_COUNTED = 1 << 20
"""Bytes."""


class GraphType(Enum):
    """What the nodes of a graph are."""

    OPERATIONS = "op graph"
    CONCEPTUAL = "conceptual graph"


class GraphSource(NamedTuple):
    """A graph that can be loaded.

    Attributes
    ----------
    run : str
        Empty for a file.
    tag : str
        As the log has it; the path of a file.
    kind : str
        One of `tbtui.readers.graphs.kinds.GRAPH_KINDS`, or ``"file"``.
    type : GraphType
    ordinal, total : int
        Which one it is, from 1, of how many in the order of the log.
    entry : IndexEntry or None
        None for a file.
    """

    run: str
    tag: str
    kind: str
    type: GraphType
    ordinal: int = 1
    total: int = 1
    entry: IndexEntry | None = None


class ProfileSource(NamedTuple):
    """What running a graph cost, which can be loaded; attributes as of `GraphSource`."""

    run: str
    tag: str
    kind: str
    ordinal: int
    total: int
    entry: IndexEntry


def graphs_in(run: Run) -> list[GraphSource]:
    """Return the graphs of a run: first its own, then those of functions, then Keras models.

    Of several with the same tag, the newest comes first. The graph within a ``MetaGraphDef`` only
    counts where there is no other graph of the run.

    Parameters
    ----------
    run : Run
    """
    found: list[GraphSource] = []
    kinds = [RUN_GRAPHS, FUNCTION_GRAPHS, PROFILED_FUNCTION_GRAPHS, KERAS_MODELS]
    if (RUN_GRAPHS, RUN_GRAPH_TAG) not in run.indexed:
        kinds.insert(0, META_GRAPHS)
    for kind in kinds:
        graph_type = GraphType.CONCEPTUAL if kind == KERAS_MODELS else GraphType.OPERATIONS
        for tag, ordinal, total, entry in _entries(run, kind):
            found.append(GraphSource(run.name, tag, kind, graph_type, ordinal, total, entry))
    return found


def profiles_in(run: Run) -> list[ProfileSource]:
    """Return what running graphs of a run cost, in the order of their tags.

    Parameters
    ----------
    run : Run
    """
    return [
        ProfileSource(run.name, tag, kind, ordinal, total, entry)
        for kind in (TAGGED_RUN_METADATA, PROFILED_FUNCTION_GRAPHS)
        for tag, ordinal, total, entry in _entries(run, kind)
    ]


def graph_file(path: str) -> GraphSource:
    """Return the graph in a file that is no event file; see `read_graph_file`."""
    graph_type = GraphType.CONCEPTUAL if path.endswith(".json") else GraphType.OPERATIONS
    return GraphSource("", path, "file", graph_type)


def _entries(run: Run, kind: str) -> list[tuple[str, int, int, IndexEntry]]:
    found = []
    tags = [indexed for (one, _), indexed in run.indexed.items() if one == kind]
    for indexed in sorted(tags, key=lambda one: natural_key(one.tag)):
        entries = indexed.entries()
        found += [
            (indexed.tag, ordinal, len(entries), entries[ordinal - 1])
            for ordinal in range(len(entries), 0, -1)
        ]
    return found


@without_garbage_collection()
def load_graph(source: GraphSource) -> Graph:
    """Read a graph and make its hierarchy. It may take seconds: not for the thread of a screen.

    Parameters
    ----------
    source : GraphSource

    Raises
    ------
    GraphError
        It cannot be read; the message says why.
    """
    if source.entry is None:
        return build_graph(read_graph_file(source.tag))
    return build_graph(_READERS[source.kind](_content(source.kind, source.entry)))


def load_device_runs(source: ProfileSource) -> list[DeviceRuns]:
    """Read what running a graph cost.

    Parameters
    ----------
    source : ProfileSource

    Raises
    ------
    GraphError
        It cannot be read; the message says why.
    """
    return read_device_runs(_content(source.kind, source.entry))


_READERS: Mapping[str, Callable[[bytes], GraphContent]] = {
    RUN_GRAPHS: read_graph_def,
    META_GRAPHS: read_meta_graph_def,
    FUNCTION_GRAPHS: read_function_graphs,
    PROFILED_FUNCTION_GRAPHS: read_function_graphs,
    KERAS_MODELS: read_keras_model,
}


def _content(kind: str, entry: IndexEntry) -> bytes:
    """Return the bytes of a graph, which summaries keep in a tensor and events as they are."""
    try:
        data = entry_bytes(entry, LARGEST_GRAPH)
        if kind in (RUN_GRAPHS, META_GRAPHS, TAGGED_RUN_METADATA):
            return data
        value = walk_value(data, 0, len(data))
        content = only_string(data, value.content) if value.kind == TENSOR else None
    except EntryError as error:
        raise GraphError(f"it cannot be read: {error}") from error
    except WireError as error:
        raise GraphError(f"it is damaged: {error}") from error
    if content is None:
        raise GraphError("it cannot be read: its tensor is not a single string")
    return content


def graph_title(source: GraphSource | ProfileSource) -> str:
    """Name a graph or a profile among those of its run; unescaped."""
    name = {RUN_GRAPH_TAG: "graph of the run", META_GRAPH_TAG: "graph of the run"}.get(
        source.tag, source.tag
    )
    return name if source.total == 1 else f"{name} ({source.ordinal} of {source.total})"


def node_count(source: GraphSource) -> int | None:
    """Count the nodes of a graph if that is quick, without those of functions, else None.

    It is for a small graph of a run, which is counted without protobuf.

    Parameters
    ----------
    source : GraphSource
    """
    if source.kind != RUN_GRAPHS or source.entry is None:
        return None
    try:
        data = entry_bytes(source.entry, _QUICKLY_COUNTED)
        return sum(one.number == _NODE_FIELD for one in fields(data, 0, len(data)))
    except (EntryError, WireError):
        return None
