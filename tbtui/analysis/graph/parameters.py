"""Numbers of parameters, where a graph tells them.

- Keras models: from the settings of each layer, as they are read.
- TensorFlow: the shapes of variables. Those of integers, such as the global step, are none; nor
  are the slots that an optimizer keeps beside a variable, whose names are below the variable's,
  perhaps within the scope of the optimizer.
- PyTorch: the shapes of what is fetched from a module. ``add_graph`` writes them only where the
  tracer knew them, which newer versions do not; where they are missing, nothing is made up.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.graph.model import Graph, Kind, element_count
from tbtui.readers.graphs.attributes import attribute_shapes, attribute_type
from tbtui.readers.graphs.content import values_of

_VARIABLE_OPS = frozenset(("Variable", "VariableV2", "VarHandleOp"))
_OPTIMIZER_LABELS = frozenset(("beta1_power", "beta2_power"))
_FETCH_OP = "prim::GetAttr"


def parameter_counts(graph: Graph) -> NDArray[np.int64]:
    """Return the number of parameters in and below each item.

    Parameters
    ----------
    graph : Graph

    Returns
    -------
    int64[k]
        By item; -1 where nothing is known of any of its nodes.
    """
    counts = np.full(graph.item_count, -1, np.int64)
    counts[graph.nodes.items] = np.array(graph.nodes.parameters, np.int64)
    variables = _variables(graph)
    sizes = {graph.name(item): count for item, count in variables.items()}
    for item, count in variables.items():
        if not _is_slot(graph.name(item), sizes):
            counts[item] = count
    known = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts >= 0)])
    sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.maximum(counts, 0))])
    scopes = np.flatnonzero(graph.kind[: graph.tree_size] != Kind.NODE)
    ends = graph.end[scopes]
    counts[scopes] = np.where(known[ends] > known[scopes], sums[ends] - sums[scopes], -1)
    return counts


def _variables(graph: Graph) -> dict[int, int]:
    """Return the nodes that hold parameters, and how many each of them does."""
    wanted = [
        code for code, op in enumerate(graph.op_names) if op in _VARIABLE_OPS or op == _FETCH_OP
    ]
    found = {}
    items = np.flatnonzero(np.isin(graph.op, wanted)).tolist()
    # What imports ONNX models calls their inputs variables, but they have no container.
    with_container = values_of(graph.nodes.attributes, "container") if items else {}
    for item in items:
        if graph.op_name(item) == _FETCH_OP:
            shapes = graph.shapes(item)
        elif graph.node[item] in with_container:
            attributes = graph.attributes(item)
            if not _holds_real_numbers(attributes.get("dtype", b"")):
                continue
            shapes = attribute_shapes(attributes.get("shape", b""))
        else:
            continue
        if len(shapes) == 1 and shapes[0] is not None and min(shapes[0], default=0) >= 0:
            found[item] = element_count(shapes[0])
    return found


def _is_slot(name: str, sizes: dict[str, int]) -> bool:
    """Whether an optimizer keeps a variable for itself.

    It is below another one, as ``w/Adam``, or ``train/w/Adam`` of the same size, or a power of
    Adam's decay.
    """
    around, _, label = name.rpartition("/")
    if around in sizes or label in _OPTIMIZER_LABELS:
        return True
    while "/" in around:
        around = around.partition("/")[2]
        if sizes.get(around) == sizes[name]:
            return True
    return False


def _holds_real_numbers(dtype: bytes) -> bool:
    return "float" in attribute_type(dtype)
