"""All that is known of one item, as the rows of a panel. Texts are unescaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.graph.comparison import Change, Comparison, Status
from tbtui.analysis.graph.costs import Costs
from tbtui.analysis.graph.model import ROOT, Graph, Kind
from tbtui.readers.graphs.attributes import LONG_ATTRIBUTE, attribute_text, shape_text

MOST_FACTS = 50
"""Rows of a section; how many more there are is said."""

_SHOWN_ITEMS = 24
"""Of a list or tensor in the panel; the whole attribute is shown on demand."""
_LONGEST_ATTRIBUTE = 200
"""Characters of an attribute in the panel."""

_KINDS = {
    Kind.NODE: "node",
    Kind.SCOPE: "scope",
    Kind.SERIES: "series",
    Kind.FUNCTION: "function",
    Kind.LIBRARY: "functions",
}


class Fact(NamedTuple):
    """One row.

    Attributes
    ----------
    label : str
        May be empty.
    text : str
    item : int or None
        The item that the row leads to.
    attribute : str or None
        The attribute of the item whose whole text is longer than ``text``.
    """

    label: str
    text: str
    item: int | None = None
    attribute: str | None = None


class Section(NamedTuple):
    """Rows under a title; the title says how many there are where it counts."""

    title: str
    facts: list[Fact]


def node_sections(
    graph: Graph,
    item: int,
    costs: Costs | None = None,
    parameters: NDArray[np.int64] | None = None,
    comparison: Comparison | None = None,
) -> list[Section]:
    """Say what is known of an item: what it is, what it cost, what it is connected to.

    Parameters
    ----------
    graph : Graph
    item : int
    costs : Costs or None
    parameters : int64[k] or None
        Of `parameter_counts`.
    comparison : Comparison or None
        With ``graph`` as one of its two.

    Returns
    -------
    list of Section
        Without those that would be empty.
    """
    sections = [
        Section("", _head(graph, item, parameters)),
        Section("difference", _differences(graph, item, comparison)),
        Section("cost", _costs(item, costs)),
    ]
    if graph.node[item] >= 0:
        sections.append(_counted("output shapes", _outputs(graph, item, costs)))
    sections += _connections(graph, item)
    if graph.node[item] >= 0:
        sections.append(_counted("attributes", _attributes(graph, item)))
    else:
        sections.append(_counted("operations", _tallied(graph.ops_below(item))))
        sections.append(_counted("devices", _tallied(graph.devices_below(item))))
        sections.append(_counted("XLA clusters", _tallied(graph.clusters_below(item))))
    sections += _functions(graph, item)
    return [section for section in sections if section.facts]


def _counted(title: str, facts: Iterable[Fact], total: int | None = None) -> Section:
    """Make a section of the first facts, with their number in its title."""
    rows = list(facts)
    count = len(rows) if total is None else total
    if count > MOST_FACTS:
        rows = [*rows[:MOST_FACTS], Fact("", f"and {count - MOST_FACTS:,} more")]
    return Section(f"{title} ({count:,})", rows)


def _head(graph: Graph, item: int, parameters: NDArray[np.int64] | None) -> list[Fact]:
    kind = Kind(graph.kind[item])
    facts = [Fact("name", graph.name(item) if item != ROOT else "(whole graph)")]
    if kind == Kind.NODE:
        facts.append(Fact("operation", graph.op_name(item) or "(none)"))
    else:
        facts.append(Fact("kind", _KINDS[kind]))
        facts.append(Fact("nodes", f"{int(graph.node_counts[item]):,}"))
        facts.append(Fact("contents", f"{len(graph.children(item)):,}"))
    device = graph.device_name(item)
    if device:
        facts.append(Fact("device", device))
    cluster = int(graph.cluster[item])
    if cluster > 0:
        facts.append(Fact("XLA cluster", graph.cluster_names[cluster]))
    if parameters is not None and parameters[item] >= 0:
        facts.append(Fact("parameters", f"{int(parameters[item]):,}"))
    if graph.is_embedded(item):
        facts.append(Fact("shown", "as a decoration"))
    return facts


def _differences(graph: Graph, item: int, comparison: Comparison | None) -> list[Fact]:
    if comparison is None:
        return []
    is_after = graph is comparison.after
    status = comparison.status_after if is_after else comparison.status_before
    if status[item] == Status.ONLY_HERE:
        return [Fact("", "only in this graph")]
    if status[item] == Status.REMOVED:
        return [Fact("", "only in the other graph")]
    if status[item] == Status.SAME:
        return [Fact("", "the same in both graphs")]
    if graph.node[item] < 0:
        return [Fact("", "something in it is different")]
    here = item if is_after else int(comparison.partner_of_before[item])
    other, there = (
        (comparison.before, int(comparison.partner_of_after[item]))
        if is_after
        else (comparison.after, here)
    )
    change = comparison.changes.get(here, Change(0))
    facts = []
    if Change.OPERATION in change:
        facts.append(Fact("operation", f"there {other.op_name(there)}"))
    if Change.DEVICE in change:
        facts.append(Fact("device", f"there {other.device_name(there) or 'none'}"))
    if Change.INPUTS in change:
        inputs = other.nodes.inputs(int(other.node[there]))
        facts.append(Fact("inputs", f"there {', '.join(inputs[:_SHOWN_ITEMS]) or 'none'}"))
    if Change.ATTRIBUTES in change:
        facts += _changed_attributes(graph, item, other, there)
    return facts


def _changed_attributes(graph: Graph, item: int, other: Graph, there: int) -> Iterator[Fact]:
    ours, theirs = dict(graph.attributes(item)), dict(other.attributes(there))
    for name in sorted(ours.keys() | theirs.keys()):
        if ours.get(name) != theirs.get(name):
            value = theirs.get(name)
            text = "missing" if value is None else attribute_text(value, most_items=_SHOWN_ITEMS)
            yield Fact(name, f"there {_clipped(text)}")


def _costs(item: int, costs: Costs | None) -> list[Fact]:
    if costs is None:
        return []
    if costs.time[item] < 0:
        return [Fact("", "did not run")]
    return [
        Fact("memory", f"{int(costs.memory[item]):,} bytes"),
        Fact("compute time", f"{int(costs.time[item]):,} µs"),
    ]


def _attributes(graph: Graph, item: int) -> Iterator[Fact]:
    for name, value in sorted(graph.attributes(item).items()):
        if len(value) > LONG_ATTRIBUTE:
            yield Fact(name, f"{len(value):,} bytes", attribute=name)
            continue
        text = attribute_text(value, most_items=_SHOWN_ITEMS)
        shown = _clipped(text)
        is_whole = shown == text and "... " not in text
        yield Fact(name, shown, attribute=None if is_whole else name)


def _clipped(text: str) -> str:
    if len(text) <= _LONGEST_ATTRIBUTE:
        return text
    return f"{text[:_LONGEST_ATTRIBUTE]}..."


def _outputs(graph: Graph, item: int, costs: Costs | None) -> Iterator[Fact]:
    shapes = graph.shapes(item)
    measured = () if costs is None else costs.shapes.get(item, ())
    for port in range(max(len(shapes), len(measured))):
        text = shape_text(shapes[port]) if port < len(shapes) else "?"
        if port < len(measured) and measured[port] is not None:
            text += f", when it ran {shape_text(measured[port])}"
        yield Fact(str(port), text)


def _connections(graph: Graph, item: int) -> list[Section]:
    """Return the neighbours, data apart from control, and the decorations."""
    incoming, outgoing = graph.incoming(item), graph.outgoing(item)
    edges = graph.edges
    sections = []
    for title, numbers, ends in (
        ("inputs", incoming[~edges.control[incoming]], edges.source),
        ("control inputs", incoming[edges.control[incoming]], edges.source),
        ("outputs", outgoing[~edges.control[outgoing]], edges.target),
        ("control outputs", outgoing[edges.control[outgoing]], edges.target),
    ):
        neighbours = dict.fromkeys(ends[numbers].tolist())
        first = dict(zip(reversed(ends[numbers].tolist()), reversed(numbers.tolist()), strict=True))
        facts = [_edge_fact(graph, first[one], one) for one in list(neighbours)[:MOST_FACTS]]
        sections.append(_with_total(title, facts, len(neighbours)))
        if title == "inputs":
            dangling = graph.dangling.get(item, [])
            sections.append(
                _counted("inputs that name no node", [Fact("", text) for text in dangling])
            )
    for title, items in (
        ("constants", graph.constants_of(item)),
        ("summaries", graph.summaries_of(item)),
        ("decorates", graph.hosts_of(item)),
    ):
        facts = [_item_fact(graph, one) for one in items[:MOST_FACTS]]
        sections.append(_with_total(title, facts, len(items)))
    return sections


def _with_total(title: str, facts: Sequence[Fact], total: int) -> Section:
    more = [Fact("", f"and {total - len(facts):,} more")] if total > len(facts) else []
    return Section(f"{title} ({total:,})", [*facts, *more])


def _edge_fact(graph: Graph, edge: int, item: int) -> Fact:
    if graph.edges.control[edge]:
        return _item_fact(graph, item)
    shape = shape_text(graph.edge_shape(edge))
    if graph.edges.reference[edge]:
        shape += " reference"
    return Fact(shape, graph.name(item), item)


def _item_fact(graph: Graph, item: int) -> Fact:
    if graph.is_embedded(item):
        value = graph.attributes(item).get("value")
        if value is not None:
            return Fact(_clipped(attribute_text(value, most_items=4)), graph.name(item), item)
    return Fact(graph.op_name(item), graph.name(item), item)


def _tallied(counts: list[tuple[str, int]]) -> Iterator[Fact]:
    for name, count in counts:
        yield Fact(f"{count:,}", name)


def _functions(graph: Graph, item: int) -> list[Section]:
    calls = [
        Fact(attribute, graph.labels[function], function)
        for attribute, function in graph.functions_called(item)
    ]
    sections = [_counted("calls", calls)]
    if graph.kind[item] == Kind.FUNCTION:
        callers = [Fact(graph.op_name(one), graph.name(one), one) for one in graph.callers_of(item)]
        results = [
            Fact(name, text if result is None else graph.name(result), result)
            for name, text, result in graph.results_of(item)
        ]
        sections += [_counted("results", results), _counted("called by", callers)]
    return sections
