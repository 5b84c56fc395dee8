"""Graphs as text: an outline for reading, DOT for Graphviz, JSON for programs.

Every form is made piece by piece, and without recursion: scopes can be as deep as a name is long.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.graph.costs import Costs
from tbtui.analysis.graph.hierarchy import short_device
from tbtui.analysis.graph.model import ROOT, Graph, Kind
from tbtui.analysis.graph.parameters import parameter_counts
from tbtui.plot.numbers import format_bytes, format_count, format_duration, format_step
from tbtui.plot.text import escape
from tbtui.readers.graphs.attributes import LONG_ATTRIBUTE, attribute_text, shape_text

# Raised when a key changes its meaning or goes away; new keys do not raise it.
JSON_FORMAT = 1

_DEEPEST_INDENT = 40
"""Levels that are shown by indentation; the number of a deeper one is written."""
_BLOCK = 1000
"""Lines that are given out at a time."""


@dataclass(frozen=True)
class ExportedGraph:
    """What an export is made of.

    Attributes
    ----------
    title : str
        Where the graph comes from; unescaped.
    graph : Graph
    parameters : int64[k]
        By item; see `parameter_counts`.
    costs : Costs or None
    deepest : int or None
        Levels of the outline; None for all.
    """

    title: str
    graph: Graph
    parameters: NDArray[np.int64]
    costs: Costs | None = None
    deepest: int | None = None


def exported_graph(
    title: str, graph: Graph, costs: Costs | None = None, deepest: int | None = None
) -> ExportedGraph:
    """Put together what an export is made of; see `ExportedGraph`."""
    return ExportedGraph(title, graph, parameter_counts(graph), costs, deepest)


def as_outline(exported: ExportedGraph) -> Iterator[str]:
    """Yield an outline: an item a line, indented by its depth; texts are escaped."""
    graph = exported.graph
    yield f"{escape(exported.title)}\n{_totals(exported)}\n"
    yield from (f"note: {escape(note)}\n" for note in graph.content.notes)
    lines: list[str] = []
    # Series that are not folded are no level of their own.
    unfolded_ends: list[int] = []
    item = ROOT + 1
    while item < graph.tree_size:
        while unfolded_ends and item >= unfolded_ends[-1]:
            unfolded_ends.pop()
        if graph.kind[item] == Kind.SERIES and not graph.is_folded(item):
            unfolded_ends.append(int(graph.end[item]))
            item += 1
            continue
        depth = int(graph.depth[item]) - 1 - len(unfolded_ends)
        lines.append(f"{_indent(depth)}{'  '.join(_outline_cells(exported, item))}\n")
        if len(lines) == _BLOCK:
            yield "".join(lines)
            lines = []
        is_deepest = exported.deepest is not None and depth + 1 >= exported.deepest
        item = int(graph.end[item]) if is_deepest else item + 1
    yield "".join(lines)


def _totals(exported: ExportedGraph) -> str:
    graph = exported.graph
    texts = [
        _counted(len(graph.nodes.names), "node"),
        f"{format_step(graph.item_count - graph.tree_size)} of them shown as decorations",
        _counted(len(graph.edges.source), "edge"),
    ]
    if graph.functions:
        texts.append(_counted(len(graph.functions), "function"))
    return ", ".join(texts + _quantities(exported, ROOT))


def _counted(count: int, what: str) -> str:
    return f"{format_step(count)} {what}{'' if count == 1 else 's'}"


def _indent(depth: int) -> str:
    if depth <= _DEEPEST_INDENT:
        return "  " * depth
    return f"{'  ' * _DEEPEST_INDENT}(level {depth + 1}) "


def _outline_cells(exported: ExportedGraph, item: int) -> Iterator[str]:
    graph = exported.graph
    kind = Kind(graph.kind[item])
    label = escape(graph.labels[item])
    if kind == Kind.NODE:
        yield label
        yield escape(graph.op_name(item)) or "(no operation)"
        shapes = graph.shapes(item)
        if shapes:
            yield ", ".join(shape_text(shape) for shape in shapes[:4]) + (
                f", ... {len(shapes) - 4} more" if len(shapes) > 4 else ""
            )
        yield from _decorations(graph, item)
    else:
        yield f"{label}/" if kind == Kind.SCOPE else label
        yield _counted(int(graph.node_counts[item]), "node")
    yield from _quantities(exported, item)
    device = short_device(graph.device_name(item))
    if device:
        yield escape(device)


def _decorations(graph: Graph, item: int) -> Iterator[str]:
    constants, summaries = len(graph.constants_of(item)), len(graph.summaries_of(item))
    if constants:
        yield _counted(constants, "constant")
    if summaries:
        yield "1 summary" if summaries == 1 else f"{format_step(summaries)} summaries"
    for attribute, function in graph.functions_called(item):
        name = escape(graph.labels[function])
        yield f"{escape(attribute)} calls {name}" if attribute else f"calls {name}"
    dangling = len(graph.dangling.get(item, ()))
    if dangling:
        yield _counted(dangling, "input") + " of no node"


def _quantities(exported: ExportedGraph, item: int) -> list[str]:
    texts = []
    if exported.parameters[item] > 0:
        texts.append(f"{format_count(int(exported.parameters[item]))} parameters")
    if exported.costs is not None and exported.costs.time[item] >= 0:
        texts.append(format_bytes(int(exported.costs.memory[item])))
        texts.append(format_duration(int(exported.costs.time[item]) / 1e6))
    return texts


def as_dot(exported: ExportedGraph) -> Iterator[str]:
    """Yield the graph in Graphviz's language: scopes as clusters, edges with their shapes."""
    graph = exported.graph
    yield f"digraph {_dot_text(exported.title)} {{\n"
    yield "rankdir=TB;\nnode [shape=box, style=rounded];\ncompound=true;\n"
    open_scopes: list[int] = []
    lines: list[str] = []
    for item in range(ROOT + 1, graph.tree_size):
        while open_scopes and item >= graph.end[open_scopes[-1]]:
            open_scopes.pop()
            lines.append("}\n")
        if graph.kind[item] == Kind.NODE:
            lines.append(f"n{item} [label={_dot_label(exported, item)}];\n")
        else:
            lines.append(f"subgraph cluster_{item} {{\nlabel={_dot_text(graph.labels[item])};\n")
            open_scopes.append(item)
        if len(lines) >= _BLOCK:
            yield "".join(lines)
            lines = []
    lines += ["}\n"] * len(open_scopes)
    yield "".join(lines)
    yield from _dot_edges(graph)
    yield "}\n"


def _dot_label(exported: ExportedGraph, item: int) -> str:
    graph = exported.graph
    lines = [graph.labels[item], graph.op_name(item)]
    lines += [shape_text(shape) for shape in graph.shapes(item)[:1]]
    return _dot_text("\n".join([line for line in lines if line]))


def _dot_edges(graph: Graph) -> Iterator[str]:
    edges = graph.edges
    lines: list[str] = []
    for edge, (source, target) in enumerate(
        zip(edges.source.tolist(), edges.target.tolist(), strict=True)
    ):
        settings = []
        shape = graph.edge_shape(edge)
        if shape is not None:
            settings.append(f"label={_dot_text(shape_text(shape))}")
        if edges.control[edge]:
            settings.append("style=dotted")
        if edges.reference[edge]:
            settings.append("color=orange")
        settled = f" [{', '.join(settings)}]" if settings else ""
        lines.append(f"n{source} -> n{target}{settled};\n")
        if len(lines) >= _BLOCK:
            yield "".join(lines)
            lines = []
    yield "".join(lines)


def _dot_text(text: str) -> str:
    """Quote a text; what cannot be shown is escaped, lines are kept."""
    lines = [escape(line).replace("\\", "\\\\").replace('"', '\\"') for line in text.split("\n")]
    return '"' + "\\n".join(lines) + '"'


def as_json(exported: ExportedGraph) -> Iterator[str]:
    """Yield the graph as one JSON document, in which each node and each scope takes a line.

    Attributes of more than 1,024 bytes are left out and named under ``large_attributes``.
    """
    graph = exported.graph
    head = {
        "format": JSON_FORMAT,
        "title": exported.title,
        "notes": graph.content.notes,
    }
    yield json.dumps(head).removesuffix("}") + ',\n"nodes": [\n'
    nodes = graph.nodes.items.tolist()
    yield from _lines(_json_node(exported, item) for item in nodes)
    yield '],\n"scopes": [\n'
    scopes = np.flatnonzero(graph.kind[ROOT + 1 : graph.tree_size] != Kind.NODE) + ROOT + 1
    yield from _lines(_json_scope(exported, item) for item in scopes.tolist())
    yield "]}\n"


def _lines(rows: Iterator[Mapping[str, Any]]) -> Iterator[str]:
    separator = ""
    for row in rows:
        yield separator + json.dumps(row)
        separator = ",\n"
    yield "\n"


def _json_node(exported: ExportedGraph, item: int) -> dict[str, Any]:
    graph = exported.graph
    number = int(graph.node[item])
    attributes = graph.attributes(item)
    row: dict[str, Any] = {
        "name": graph.name(item),
        "op": graph.op_name(item),
        "device": graph.device_name(item),
        "inputs": graph.nodes.inputs(number),
        "shapes": [None if shape is None else list(shape) for shape in graph.shapes(item)],
        "embedded": graph.is_embedded(item),
        "attributes": {
            name: attribute_text(value)
            for name, value in sorted(attributes.items())
            if len(value) <= LONG_ATTRIBUTE
        },
    }
    large = sorted(name for name, value in attributes.items() if len(value) > LONG_ATTRIBUTE)
    if large:
        row["large_attributes"] = large
    if graph.dangling.get(item):
        row["dangling_inputs"] = graph.dangling[item]
    return row | _json_quantities(exported, item)


def _json_scope(exported: ExportedGraph, item: int) -> dict[str, Any]:
    graph = exported.graph
    # The place of a scope says where it is; its name alone would grow with its depth.
    return {
        "id": item,
        "parent": int(graph.parent[item]),
        "label": graph.labels[item],
        "kind": Kind(graph.kind[item]).name.lower(),
        "nodes": int(graph.node_counts[item]),
    } | _json_quantities(exported, item)


def _json_quantities(exported: ExportedGraph, item: int) -> dict[str, int]:
    found = {}
    if exported.parameters[item] >= 0:
        found["parameters"] = int(exported.parameters[item])
    if exported.costs is not None and exported.costs.time[item] >= 0:
        found["memory_bytes"] = int(exported.costs.memory[item])
        found["microseconds"] = int(exported.costs.time[item])
    return found


FORMS: dict[str, Callable[[ExportedGraph], Iterator[str]]] = {
    "outline": as_outline,
    "dot": as_dot,
    "json": as_json,
}
