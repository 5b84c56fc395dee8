"""The columns of the tree of a graph: which ones there is room for, and what they say."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tbtui.analysis.graph.facts import GraphFacts, Order
from tbtui.analysis.graph.hierarchy import short_device
from tbtui.analysis.graph.model import Graph, Kind
from tbtui.plot.numbers import format_bytes, format_count, format_value
from tbtui.plot.symbols import symbols
from tbtui.plot.text import escape
from tbtui.readers.graphs.attributes import shape_text

LEAST_NAME = 28
"""Cells that names keep while there are other columns."""
_BAR = 5
_LONGEST_TEXT = 200
_TIME_UNITS = (("s", 1_000_000), ("ms", 1_000))

_WIDTHS = {
    Order.MEMORY: 9 + 1 + _BAR,
    Order.TIME: 9 + 1 + _BAR,
    Order.OPERATION: 14,
    Order.NODES: 7,
    Order.SHAPE: 16,
    Order.PARAMETERS: 8,
    Order.DEVICE: 12,
}
"""In the order in which they get room: whoever chose a profile wants to see it."""
_MORE_OPERATION = 8
"""Cells that operations get besides, of those that are left: ``GlobalAveragePooling1D``."""
_DISPLAYED = (
    Order.OPERATION,
    Order.SHAPE,
    Order.NODES,
    Order.PARAMETERS,
    Order.MEMORY,
    Order.TIME,
    Order.DEVICE,
)
_TITLES = {Order.SHAPE: "output", Order.PARAMETERS: "params"}
_NUMBERS = frozenset((Order.NODES, Order.PARAMETERS, Order.MEMORY, Order.TIME))


class Column(NamedTuple):
    """One column.

    Attributes
    ----------
    order : Order
        What it tells, by which siblings can be sorted.
    width : int
        Cells, without the gap before it.
    """

    order: Order
    width: int

    @property
    def title(self) -> str:
        """What stands above it."""
        return _TITLES.get(self.order, self.order.value)

    @property
    def is_number(self) -> bool:
        """Whether it is aligned at its right end."""
        return self.order in _NUMBERS


def available(facts: GraphFacts) -> tuple[Order, ...]:
    """Return what there is anything to tell of, in the order of the columns."""
    has = {
        Order.SHAPE: facts.has_shapes,
        Order.PARAMETERS: facts.has_parameters,
        Order.MEMORY: facts.most_memory > 0,
        Order.TIME: facts.most_time > 0,
        Order.DEVICE: facts.has_devices,
    }
    return tuple(order for order in _DISPLAYED if has.get(order, True))


def columns_for(facts: GraphFacts, width: int) -> list[Column]:
    """Return the columns that there is room for beside the names.

    Parameters
    ----------
    facts : GraphFacts
    width : int
        Cells of names and columns.
    """
    there = available(facts)
    left = width - LEAST_NAME
    chosen = []
    for order, cells in _WIDTHS.items():
        if order in there and cells + 1 <= left:
            chosen.append(order)
            left -= cells + 1
    # What is left is shared by names and operations.
    widths = _WIDTHS | {
        Order.OPERATION: _WIDTHS[Order.OPERATION] + min(_MORE_OPERATION, max(0, left) // 2)
    }
    return [Column(order, widths[order]) for order in _DISPLAYED if order in chosen]


def cell_text(facts: GraphFacts, order: Order, item: int) -> str:
    """Return what a column says of an item, escaped; empty where there is nothing to say."""
    return _TEXTS[order](facts, item)


def bar_of(facts: GraphFacts, order: Order, item: int) -> str:
    """Return a bar as long as the part that an item takes of what the largest one takes.

    It ends in half a cell where that is nearer; what is less than a quarter of a cell has none.
    """
    if facts.costs is None:
        return ""
    if order is Order.MEMORY:
        value, most = int(facts.costs.memory[item]), facts.most_memory
    else:
        value, most = int(facts.costs.time[item]), facts.most_time
    if value <= 0 or most <= 0:
        return ""
    whole, half = divmod(round(2 * _BAR * min(1.0, value / most)), 2)
    return symbols().slider_done * whole + symbols().bar_half * half


def has_bar(order: Order) -> bool:
    """Whether a column has bars beside its numbers."""
    return order in (Order.MEMORY, Order.TIME)


BAR_WIDTH = _BAR


def _operation(facts: GraphFacts, item: int) -> str:
    graph = facts.graph
    kind = Kind(int(graph.kind[item]))
    if kind is Kind.NODE:
        return escape(graph.op_name(item), _LONGEST_TEXT)
    if kind is Kind.SERIES:
        ops = graph.ops_below(item)
        return f"{len_of(graph, item)} {escape(ops[0][0], _LONGEST_TEXT)}" if ops else ""
    return ""


def len_of(graph: Graph, series: int) -> int:
    """Return how many members a series has."""
    return int(graph.end[series]) - series - 1


def _shape(facts: GraphFacts, item: int) -> str:
    found = facts.output_shape(item)
    if found is None:
        return ""
    shape, more = found
    text = escape(shape_text(shape), _LONGEST_TEXT)
    return f"{text} +{more}" if more else text


def _nodes(facts: GraphFacts, item: int) -> str:
    if facts.graph.kind[item] == Kind.NODE:
        return ""
    return format_count(int(facts.graph.node_counts[item]))


def _parameters(facts: GraphFacts, item: int) -> str:
    count = int(facts.parameters[item])
    return "" if count < 0 else format_count(count)


def _memory(facts: GraphFacts, item: int) -> str:
    value = -1 if facts.costs is None else int(facts.costs.memory[item])
    return "" if value < 0 else format_bytes(value)


def _time(facts: GraphFacts, item: int) -> str:
    value = -1 if facts.costs is None else int(facts.costs.time[item])
    return "" if value < 0 else format_microseconds(value)


def format_microseconds(value: float) -> str:
    """Write a compute time: ``41 µs``, ``1.25 ms``."""
    for unit, size in _TIME_UNITS:
        if value >= size:
            return f"{format_value(float(f'{value / size:.3g}'))} {unit}"
    return f"{value:.3g} {'us' if symbols().is_ascii else 'µs'}"


def _device(facts: GraphFacts, item: int) -> str:
    graph = facts.graph
    if graph.kind[item] == Kind.NODE:
        return escape(short_device(graph.device_name(item)), _LONGEST_TEXT)
    return ""


_TEXTS: dict[Order, Callable[[GraphFacts, int], str]] = {
    Order.OPERATION: _operation,
    Order.SHAPE: _shape,
    Order.NODES: _nodes,
    Order.PARAMETERS: _parameters,
    Order.MEMORY: _memory,
    Order.TIME: _time,
    Order.DEVICE: _device,
}
