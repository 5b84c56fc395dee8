"""Boxes and the paths of edges between them, as cells of a picture without an end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from tbtui.analysis.flow.layering import Edges, find_back_edges, layers_of
from tbtui.analysis.flow.ordering import order_layers
from tbtui.analysis.flow.placing import place_columns
from tbtui.analysis.flow.tracks import Net, assign_tracks, nets_between, spread_ends

SPACING = 3
"""Free columns between neighbours of a layer."""
_VIRTUAL_REACH = 1


class Size(NamedTuple):
    """The cells that a node takes: beside its port, which is one more, and downwards.

    Attributes
    ----------
    left, right : int
        Of everything that belongs to the node.
    height : int
    port_left, port_right : int
        How far from the port edges may meet the box.
    """

    left: int
    right: int
    height: int
    port_left: int = 0
    port_right: int = 0


class Point(NamedTuple):
    """A cell of the picture."""

    x: int
    y: int


class Place(NamedTuple):
    """Where a node stands: the column of its port, its first row, its layer."""

    port: int
    top: int
    layer: int


@dataclass(frozen=True)
class Layout:
    """A picture of nodes and edges; it begins at column 0 and row 0.

    Attributes
    ----------
    places : list of Place
        Of each node.
    paths : list of tuples of Point
        Of each edge, from the cell below its upper node to the cell above its lower one, with the
        corners between. Empty for an edge from a node to itself.
    turned : list of bool
        Whether an edge leads upwards: its path begins at its target.
    width, height : int
    """

    places: list[Place]
    paths: list[tuple[Point, ...]]
    turned: list[bool]
    width: int
    height: int

    def upside_down(self, sizes: Sequence[Size]) -> Layout:
        """Return the same picture from the outputs above to the inputs below."""
        places = [
            place._replace(top=self.height - place.top - size.height)
            for place, size in zip(self.places, sizes, strict=True)
        ]
        paths = [tuple(Point(x, self.height - 1 - y) for x, y in path) for path in self.paths]
        return replace(self, places=places, paths=paths)


def lay_out_connected(
    sizes: Sequence[Size], edges: Edges, kinds: Sequence[int], label_rows: Sequence[bool] = ()
) -> Layout:
    """Place nodes that edges connect.

    Parameters
    ----------
    sizes : sequence of Size
    edges : sequence of pairs of int
        No pair twice with the same kind.
    kinds : sequence of int
        Of each edge, 0 or more; edges of different kinds are not merged into one line.
    label_rows : sequence of bool
        Of each edge, whether something is to be written at its upper end: there it gets a row
        for that. Empty: nowhere.

    Returns
    -------
    Layout
        Deterministic: the same for the same graph.
    """
    back = find_back_edges(len(sizes), edges)
    ahead = [
        (target, source) if turned else (source, target)
        for (source, target), turned in zip(edges, back, strict=True)
    ]
    drawn = [index for index, (source, target) in enumerate(ahead) if source != target]
    layer = layers_of(len(sizes), [ahead[index] for index in drawn])
    builder = _Builder(list(sizes), layer)
    # An edge that leads back keeps apart from those that lead on.
    keys = {index: kinds[index] * 2 + back[index] for index in drawn}
    for index in drawn:
        builder.add_edge(index, *ahead[index], keys[index])
    labelled = {index for index in drawn if label_rows and label_rows[index]}
    return builder.finish(len(edges), back, labelled)


class _Builder:
    """Nodes, virtual nodes along long edges, and what connects them from layer to layer."""

    def __init__(self, sizes: list[Size], layer: list[int]) -> None:
        self.real = len(sizes)
        self.sizes = sizes
        self.layer = layer
        self.chains: dict[int, list[int]] = {}
        self.kind: dict[int, int] = {}
        self.links: list[dict[tuple[int, int, int], None]] = [
            {} for _ in range(max(layer, default=0) + 1)
        ]
        self._trunks: dict[tuple[int, int], list[int]] = {}

    def add_edge(self, index: int, source: int, target: int, kind: int) -> None:
        """Connect two nodes; long edges from one node share a trunk of virtual nodes."""
        trunk = self._trunks.setdefault((source, kind), [source])
        length = self.layer[target] - self.layer[source]
        while len(trunk) < length:
            self.sizes.append(Size(_VIRTUAL_REACH, _VIRTUAL_REACH, 0, 1, 1))
            self.layer.append(self.layer[source] + len(trunk))
            trunk.append(len(self.sizes) - 1)
        chain = [*trunk[:length], target]
        self.chains[index] = chain
        self.kind[index] = kind
        for one, other in pairwise(chain):
            self.links[self.layer[one]][one, other, kind] = None

    def finish(self, edge_count: int, turned: list[bool], labelled: set[int]) -> Layout:
        """Order, place and route everything."""
        count = len(self.sizes)
        layers: list[list[int]] = [[] for _ in self.links]
        above: list[list[int]] = [[] for _ in range(count)]
        below: list[list[int]] = [[] for _ in range(count)]
        for node in range(count):
            layers[self.layer[node]].append(node)
        for gap in self.links:
            for one, other in dict.fromkeys((one, other) for one, other, _ in gap):
                below[one].append(other)
                above[other].append(one)
        order = order_layers(layers, above, below)
        left = [size.left for size in self.sizes]
        right = [size.right for size in self.sizes]
        virtual = [node >= self.real for node in range(count)]
        ports = place_columns(order, below, left, right, virtual, SPACING)
        gaps = [self._route(gap, ports) for gap in self.links]
        tops, starts, first_rows, height = self._rows(gaps, labelled)
        paths: list[tuple[Point, ...]] = [() for _ in range(edge_count)]
        for index, chain in self.chains.items():
            paths[index] = self._path(index, chain, gaps, tops, starts, first_rows)
        places = [
            Place(ports[node], tops[self.layer[node]], self.layer[node])
            for node in range(self.real)
        ]
        width = max((ports[node] + right[node] + 1 for node in range(count)), default=0)
        return Layout(places, paths, turned, width, height)

    def _route(self, gap: dict[tuple[int, int, int], None], ports: list[int]) -> _Gap:
        nets = nets_between(list(gap))
        free = [(size.port_left, size.port_right) for size in self.sizes]
        for at_target in (False, True):
            spread_ends(nets, ports, free, at_target=at_target)
        reach = [
            (port - left, port + right) for port, (left, right) in zip(ports, free, strict=True)
        ]
        tracks = assign_tracks(nets, reach)
        by_link = {}
        for net in nets:
            for target in net.targets:
                by_link.update({(source, target, net.kind): net for source in net.sources})
                # A virtual node is a line: it leaves where it arrives.
                if target >= self.real:
                    ports[target] = net.bottoms[target]
        return _Gap(nets, by_link, tracks)

    def _rows(
        self, gaps: list[_Gap], labelled: set[int]
    ) -> tuple[list[int], list[int], list[int], int]:
        """Return first rows of layers, of gaps and of their tracks, and the row after the last."""
        wants_row = {(self.chains[index][0], self.kind[index]) for index in labelled}
        tops, starts, first_rows = [], [], []
        row = 0
        for index, gap in enumerate(gaps):
            tops.append(row)
            row += max(
                (self.sizes[node].height for node in range(self.real) if self.layer[node] == index),
                default=0,
            )
            starts.append(row)
            # Labels and the heads of edges that lead upwards are written above all tracks.
            needs_row = any(
                (source, net.kind) in wants_row or (source < self.real and _is_turned(net.kind))
                for net in gap.nets
                for source in net.sources
            )
            first_rows.append(row + (1 if needs_row and gap.tracks else 0))
            row = first_rows[-1] + gap.tracks + (1 if gap.nets else 0)
        return tops, starts, first_rows, row

    def _path(
        self,
        index: int,
        chain: list[int],
        gaps: list[_Gap],
        tops: list[int],
        starts: list[int],
        first_rows: list[int],
    ) -> tuple[Point, ...]:
        points: list[Point] = []
        for one, other in pairwise(chain):
            layer = self.layer[one]
            net = gaps[layer].by_link[one, other, self.kind[index]]
            bottom_of_one = (
                tops[layer] + self.sizes[one].height if one < self.real else starts[layer]
            )
            start = Point(net.tops[one], bottom_of_one)
            end = Point(net.bottoms[other], tops[layer + 1] - 1)
            points.append(start)
            if net.track >= 0:
                row = first_rows[layer] + net.track
                points += [Point(start.x, row), Point(end.x, row)]
            points.append(end)
        return corners_of(points)


def _is_turned(key: int) -> bool:
    """Tell whether edges of a key lead back, see `lay_out_connected`."""
    return key % 2 == 1


class _Gap(NamedTuple):
    """Everything between two layers."""

    nets: list[Net]
    by_link: dict[tuple[int, int, int], Net]
    tracks: int


def corners_of(points: Sequence[Point]) -> tuple[Point, ...]:
    """Leave out points that stand twice, and those along a straight line."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1:
            before, last = kept[-2:]
            if before.x == last.x == point.x or before.y == last.y == point.y:
                kept.pop()
        kept.append(point)
    return tuple(kept)
