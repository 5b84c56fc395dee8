"""Pieces of a graph that nothing connects, packed beside one another."""

from __future__ import annotations

from collections.abc import Sequence

from tbtui.analysis.flow.folding import fold
from tbtui.analysis.flow.layering import Edges
from tbtui.analysis.flow.layout import SPACING, Layout, Place, Point, Size, lay_out_connected

_ROWS_APART = 1
_UNEVEN = 1.5
"""How much wider than the mean the widest lone node may be, so that they stand in columns."""


def lay_out(
    sizes: Sequence[Size],
    edges: Edges,
    kinds: Sequence[int],
    label_rows: Sequence[bool] = (),
    width: int = 80,
    height: int = 40,
) -> Layout:
    """Place the nodes of any graph, its connected pieces on shelves.

    Parameters
    ----------
    sizes, edges, kinds, label_rows
        As of `lay_out_connected`.
    width : int
        Cells that a shelf may fill; a wider piece has a shelf of its own.
    height : int
        Cells that are seen; a higher piece is broken into columns where it is narrow.

    Returns
    -------
    Layout
        The largest pieces come first, nodes without edges last.
    """
    pieces = connected_pieces(len(sizes), edges)
    piece_of = {node: index for index, piece in enumerate(pieces) for node in piece}
    edges_of: list[list[int]] = [[] for _ in pieces]
    for index, (source, _) in enumerate(edges):
        edges_of[piece_of[source]].append(index)
    places = [Place(0, 0, 0)] * len(sizes)
    paths: list[tuple[Point, ...]] = [()] * len(edges)
    turned = [False] * len(edges)
    slot = _slot([sizes[piece[0]] for piece in pieces if len(piece) == 1])
    x = y = right = bottom = 0
    for piece, own in zip(pieces, edges_of, strict=True):
        number = {node: index for index, node in enumerate(piece)}
        own_sizes = [sizes[node] for node in piece]
        layout = lay_out_connected(
            own_sizes,
            [(number[edges[index][0]], number[edges[index][1]]) for index in own],
            [kinds[index] for index in own],
            [label_rows[index] for index in own] if label_rows else (),
        )
        layout = fold(layout, own_sizes, width, height)
        if x and x + layout.width > width:
            x, y = 0, bottom + _ROWS_APART
        for node, place in zip(piece, layout.places, strict=True):
            places[node] = Place(place.port + x, place.top + y, place.layer)
        for index, path, is_turned in zip(own, layout.paths, layout.turned, strict=True):
            paths[index] = tuple(Point(point.x + x, point.y + y) for point in path)
            turned[index] = is_turned
        right, bottom = max(right, x + layout.width), max(bottom, y + layout.height)
        x += max(layout.width, slot if len(piece) == 1 else 0) + SPACING
    return Layout(places, paths, turned, right, bottom)


def _slot(lone: Sequence[Size]) -> int:
    """Return the columns that every node without edges gets; 0 if their widths differ much."""
    widths = [size.left + 1 + size.right for size in lone]
    widest = max(widths, default=0)
    return widest if widest * len(widths) <= _UNEVEN * sum(widths) else 0


def connected_pieces(count: int, edges: Edges) -> list[list[int]]:
    """Return the nodes of each connected piece, the largest first, nodes in their order."""
    linked: list[list[int]] = [[] for _ in range(count)]
    for source, target in edges:
        linked[source].append(target)
        linked[target].append(source)
    seen = [False] * count
    pieces = []
    for start in range(count):
        if seen[start]:
            continue
        seen[start] = True
        piece = [start]
        for node in piece:
            for other in linked[node]:
                if not seen[other]:
                    seen[other] = True
                    piece.append(other)
        pieces.append(sorted(piece))
    return sorted(pieces, key=len, reverse=True)
