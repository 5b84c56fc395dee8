"""What items of a graph have in common, or how much they take: what their colours tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tbtui.analysis.flow.templates import find_templates
from tbtui.analysis.graph.model import ROOT, Graph, Kind

_MOST_COUNTED = 64
"""Devices or clusters that scopes are searched for; further ones colour only their nodes."""


class Category(NamedTuple):
    """One of several groups of items.

    Attributes
    ----------
    name : str
        As the file has it.
    members : int
        How many items belong to it.
    """

    name: str
    members: int


class Categories(NamedTuple):
    """Groups of items.

    Attributes
    ----------
    codes : int32[k]
        By item, the number of its category; -1 where it belongs to none.
    is_mixed : bool[k]
        By item, whether only the most frequent category of what is in it is told.
    categories : tuple of Category
    """

    codes: NDArray[np.int32]
    is_mixed: NDArray[np.bool_]
    categories: tuple[Category, ...]


class Amounts(NamedTuple):
    """How much each item takes.

    Attributes
    ----------
    shares : float64[k]
        By item, the part of what the largest child of the root takes, from 0 to 1; NaN where it
        is not known.
    maximum : float
        That largest amount.
    """

    shares: NDArray[np.float64]
    maximum: float


def structure_of(graph: Graph) -> Categories:
    """Group scopes that are built alike; what is like nothing else belongs to no group."""
    tree = graph.tree_size
    operation = np.where(graph.kind[:tree] == Kind.NODE, graph.op[:tree], -1).astype(np.int32)
    edges = np.stack([graph.edges.source, graph.edges.target], axis=1)
    codes = np.full(graph.item_count, -1, np.int32)
    codes[:tree] = find_templates(graph.parent[:tree], operation, edges)
    numbers, first, counts = np.unique(codes, return_index=True, return_counts=True)
    categories = tuple(
        Category(graph.labels[item], count)
        for number, item, count in zip(
            numbers.tolist(), first.tolist(), counts.tolist(), strict=True
        )
        if number >= 0
    )
    return Categories(codes, np.zeros(graph.item_count, np.bool_), categories)


def devices_of(graph: Graph) -> Categories:
    """Group items by the devices of their nodes."""
    return _by_node(graph, graph.device, graph.device_names)


def clusters_of(graph: Graph) -> Categories:
    """Group items by the XLA clusters of their nodes."""
    return _by_node(graph, graph.cluster, graph.cluster_names)


def _by_node(graph: Graph, codes: NDArray[np.int32], names: Sequence[str]) -> Categories:
    """Let scopes have the category of most of the nodes in them that have any."""
    named = [number for number, name in enumerate(names) if name]
    rank = np.full(len(names) + 1, -1, np.int32)
    rank[named] = np.arange(len(named), dtype=np.int32)
    own = rank[codes]
    tree = graph.tree_size
    is_scope = graph.kind[:tree] != Kind.NODE
    starts, ends = np.arange(tree), graph.end[:tree]
    most = np.zeros(tree, np.int64)
    total = np.zeros(tree, np.int64)
    found = own.copy()
    before = np.zeros(tree + 1, np.int64)
    for number in range(min(len(named), _MOST_COUNTED)):
        np.cumsum(own[:tree] == number, out=before[1:])
        here = before[ends] - before[starts]
        found[:tree][is_scope & (here > most)] = number
        most = np.maximum(most, here)
        total += here
    is_mixed = np.zeros(graph.item_count, np.bool_)
    is_mixed[:tree] = is_scope & (total > most)
    counts = np.bincount(own[own >= 0], minlength=len(named)).tolist()
    categories = tuple(
        Category(names[code], count) for code, count in zip(named, counts, strict=True)
    )
    return Categories(found, is_mixed, categories)


def amounts_of(graph: Graph, values: NDArray[np.int64] | NDArray[np.float64]) -> Amounts:
    """Compare what items take with the most that a child of the root takes, as TensorBoard does.

    Parameters
    ----------
    graph : Graph
    values : int64[k] or float64[k]
        By item, of scopes the sums; below 0 or NaN where nothing is known. Bytes or microseconds.
    """
    known = np.where(values >= 0, values, np.nan).astype(np.float64)
    top = known[graph.children(ROOT)]
    maximum = float(np.nanmax(top)) if np.isfinite(top).any() else 0.0
    shares = np.clip(known / maximum, 0.0, 1.0) if maximum > 0 else known * 0
    return Amounts(shares, maximum)
