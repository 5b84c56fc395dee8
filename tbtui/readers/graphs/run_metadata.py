"""What running a graph cost, and graphs of the functions that ran: ``RunMetadata`` messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tbtui.readers.graphs.attributes import shape_of
from tbtui.readers.graphs.content import GraphContent, GraphError, Shapes
from tbtui.readers.graphs.graph_def import merged, read_graph_def
from tbtui.readers.graphs.parsing import parsed

if TYPE_CHECKING:
    from tbtui.readers.proto.run_metadata import NodeExecStats, RunMetadata


class NodeRun(NamedTuple):
    """One execution of a node.

    Attributes
    ----------
    node : str
        Its name; what followed a colon is cut off.
    start, end : int
        Microseconds since 1970.
    memory : int
        Bytes that were allocated.
    shapes : tuple of Shape
        Of the outputs, as far as they are told.
    """

    node: str
    start: int
    end: int
    memory: int
    shapes: Shapes


@dataclass(frozen=True)
class DeviceRuns:
    """What ran on one device.

    Attributes
    ----------
    device : str
    runs : list of NodeRun
        In the order of the file.
    """

    device: str
    runs: list[NodeRun]


def read_function_graphs(data: bytes) -> GraphContent:
    """Read the graphs of all functions that were traced, merged into one, as TensorBoard does.

    Parameters
    ----------
    data : bytes
        A serialized ``RunMetadata``.

    Raises
    ------
    GraphError
        The bytes are no RunMetadata, or there are no graphs in it.
    """
    functions = _run_metadata(data).function_graphs
    graphs = []
    notes = []
    for number, function in enumerate(functions, start=1):
        try:
            graphs.append(read_graph_def(function.pre_optimization_graph))
        except GraphError as error:
            notes.append(f"the graph of function {number} cannot be read: {error}")
    if not graphs:
        raise GraphError(notes[0] if notes else "it holds no graph of a function")
    content = merged(graphs)
    content.notes += notes
    return content


def read_device_runs(data: bytes) -> list[DeviceRuns]:
    """Read which node ran when, and what it allocated, on every device.

    Parameters
    ----------
    data : bytes
        A serialized ``RunMetadata``.

    Raises
    ------
    GraphError
        The bytes are no RunMetadata.
    """
    return [
        DeviceRuns(device.device, [_node_run(stats) for stats in device.node_stats])
        for device in _run_metadata(data).step_stats.dev_stats
    ]


def _run_metadata(data: bytes) -> RunMetadata:
    from tbtui.readers.proto.run_metadata import RunMetadata

    message = parsed(RunMetadata, data)
    if message is None:
        raise GraphError(f"its {len(data):,} bytes are not run metadata")
    return message


def _node_run(stats: NodeExecStats) -> NodeRun:
    shapes: dict[int, Shapes] = {}
    for output in stats.output:
        shapes[output.slot] = (shape_of(output.tensor_description.shape),)
    start = stats.all_start_micros
    return NodeRun(
        stats.node_name.partition(":")[0],
        start,
        start + stats.all_end_rel_micros,
        sum(used.total_bytes for used in stats.memory),
        # A slot far beyond the others would only be damage.
        sum((shapes.get(slot, (None,)) for slot in range(min(len(shapes), 1000))), ()),
    )
