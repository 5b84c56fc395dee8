"""What is known about the items of a graph besides the graph itself, and orders of siblings."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.graph.costs import Costs
from tbtui.analysis.graph.model import Graph, Kind
from tbtui.readers.graphs.content import Shape

_DIGITS = re.compile("[0-9]+")
_MOST_DIGITS = 12
_NODES_ASKED = 2_000
_MOST_EDGES = 2_000
"""A larger scope's outputs are not looked through for their shapes."""


class Order(str, Enum):
    """What siblings are sorted by."""

    GRAPH = "order of the graph"
    NAME = "name"
    OPERATION = "operation"
    SHAPE = "output size"
    NODES = "nodes"
    PARAMETERS = "parameters"
    MEMORY = "memory"
    TIME = "time"
    DEVICE = "device"


ASCENDING = frozenset((Order.NAME, Order.OPERATION, Order.DEVICE))
"""Orders that begin with the lowest; the others begin with the highest."""


@dataclass(frozen=True, eq=False)
class GraphFacts:
    """A graph and what its rows tell besides.

    Attributes
    ----------
    graph : Graph
    parameters : int64[k]
        By item, -1 where nothing is known.
    costs : Costs or None
        Memory and compute time, when run metadata was chosen.
    """

    graph: Graph
    parameters: NDArray[np.int64]
    costs: Costs | None = None

    @property
    def has_parameters(self) -> bool:
        """Whether anything is known about parameters."""
        return bool((self.parameters >= 0).any())

    @functools.cached_property
    def has_devices(self) -> bool:
        """Whether any node has a device."""
        return any(self.graph.device_names)

    @functools.cached_property
    def has_shapes(self) -> bool:
        """Whether the shape of any output is known, as far as some nodes tell for all."""
        if self.costs is not None and self.costs.shapes:
            return True
        shapes = self.graph.nodes.shapes
        step = max(1, len(shapes) // _NODES_ASKED)
        return any(shapes[number] for number in range(0, len(shapes), step))

    @functools.cached_property
    def _largest_costs(self) -> tuple[int, int]:
        if self.costs is None:
            return 0, 0
        items = np.flatnonzero(self.graph.kind != Kind.LIBRARY)[1:]
        if not len(items):
            return 0, 0
        return int(self.costs.memory[items].max()), int(self.costs.time[items].max())

    @property
    def most_memory(self) -> int:
        """Bytes of the item that takes most; 0 where nothing is known."""
        return max(0, self._largest_costs[0])

    @property
    def most_time(self) -> int:
        """Microseconds of the item that takes most; 0 where nothing is known."""
        return max(0, self._largest_costs[1])

    def output_shape(self, item: int) -> tuple[Shape, int] | None:
        """Return the shape of the first output and the number of further ones.

        Of a scope, what leaves it counts, each tensor once. None where nothing is known.
        """
        known = self._known_shapes
        if item not in known:
            known[item] = self._output_shape(item)
        return known[item]

    @functools.cached_property
    def _known_shapes(self) -> dict[int, tuple[Shape, int] | None]:
        # Rows are drawn again and again, and of a scope thousands of edges are looked at.
        return {}

    def _output_shape(self, item: int) -> tuple[Shape, int] | None:
        graph = self.graph
        if graph.node[item] >= 0:
            measured = self.costs.shapes.get(item) if self.costs is not None else None
            shapes = measured or graph.shapes(item)
            return (shapes[0], len(shapes) - 1) if shapes else None
        if graph.kind[item] not in (Kind.SCOPE, Kind.SERIES):
            return None
        if int(graph.end[item]) - item > _MOST_EDGES:
            return None
        known: dict[tuple[int, int], Shape] = {}
        for edge in graph.outgoing(item)[:_MOST_EDGES].tolist():
            port = int(graph.edges.port[edge])
            if graph.edges.reference[edge]:
                # What an optimizer updates is no output of a layer.
                continue
            shape = graph.edge_shape(edge)
            if port >= 0 and shape is not None:
                known.setdefault((int(graph.edges.source[edge]), port), shape)
        shapes_out = list(known.values())
        return (shapes_out[0], len(shapes_out) - 1) if shapes_out else None

    def ranks(self, order: Order, is_reversed: bool = False) -> NDArray[np.float64] | None:
        """Return what siblings are sorted by, the lowest first.

        Parameters
        ----------
        order : Order
        is_reversed : bool
            Whether to begin at the other end. Unknown values come last all the same.

        Returns
        -------
        float64[k] or None
            By item; None for the order of the graph.
        """
        if order is Order.GRAPH and not is_reversed:
            return None
        values = self._values(order)
        known = values >= 0
        descending = (order not in ASCENDING and order is not Order.GRAPH) != is_reversed
        ranks = np.where(known, -values if descending else values, np.inf)
        return ranks.astype(np.float64)

    @functools.cached_property
    def _ranks_of_names(self) -> NDArray[np.float64]:
        return _text_ranks(self.graph.labels)

    def _values(self, order: Order) -> NDArray[np.float64]:
        graph = self.graph
        if order is Order.NAME:
            return self._ranks_of_names
        if order is Order.OPERATION:
            return _code_ranks(graph.op, graph.op_names)
        if order is Order.DEVICE:
            return _code_ranks(graph.device, graph.device_names)
        if order is Order.NODES:
            return graph.node_counts.astype(np.float64)
        if order is Order.PARAMETERS:
            return self.parameters.astype(np.float64)
        if order is Order.SHAPE:
            sizes = np.full(graph.item_count, -1.0)
            np.maximum.at(sizes, graph.edges.source, graph.edge_sizes.astype(np.float64))
            return sizes
        if order in (Order.MEMORY, Order.TIME) and self.costs is not None:
            costs = self.costs.memory if order is Order.MEMORY else self.costs.time
            return costs.astype(np.float64)
        return np.arange(graph.item_count, dtype=np.float64)


def _text_ranks(texts: list[str]) -> NDArray[np.float64]:
    # Digits filled up on the left compare as numbers, at a tenth of the cost of a natural key.
    distinct = sorted(set(texts), key=lambda text: _DIGITS.sub(_filled_up, text))
    place = {text: rank for rank, text in enumerate(distinct)}
    return np.array([place[text] for text in texts], np.float64)


def _filled_up(match: re.Match[str]) -> str:
    return match.group().zfill(_MOST_DIGITS)


def _code_ranks(codes: NDArray[np.int32], names: list[str]) -> NDArray[np.float64]:
    """Return the alphabetical places of what codes stand for; -1 where there is none."""
    places = np.empty(len(names) + 1, np.float64)
    ordered = sorted(range(len(names)), key=lambda code: names[code])
    places[ordered] = np.arange(len(names))
    places[[code for code, name in enumerate(names) if not name]] = -1
    places[-1] = -1
    return places[codes]
